"""Which entity an id means today: its own, or that of a local entity that it holds, so that an id outlives merges."""

from __future__ import annotations

from collections.abc import Sequence

from graphbuilder.errors import InputError
from graphbuilder.model import Entity
from graphbuilder.store.base import GraphStore
from graphbuilder.store.cypher import explore as cypher
from graphbuilder.store.derived import entities_by_id


def resolved(store: GraphStore, ids: Sequence[str]) -> dict[str, str]:
    """Return the id of today by each id given, as far as there is one."""
    found = {id_: id_ for id_ in entities_by_id(store, ids)}
    rest = [id_ for id_ in ids if id_ not in found]
    if rest:
        found |= {row["local"]: row["id"] for row in store.read(cypher.ENTITIES_OF_LOCALS, ids=rest)}
    return found


def one(store: GraphStore, id_: str) -> Entity:
    """Return the entity of an id. Raises InputError if there is none."""
    for entity in entities_by_id(store, list(resolved(store, [id_]).values())).values():
        return entity
    raise InputError(f"there is no entity with the id {id_!r}; search by name first")
