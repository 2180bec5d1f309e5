"""What surrounds one entity: by which relation types it is linked with how many, and the strongest of them."""

from __future__ import annotations

from collections.abc import Collection

from graphbuilder.ontology import FALLBACK
from graphbuilder.store.base import GraphStore
from graphbuilder.store.cypher import explore as cypher


def kinds(store: GraphStore, entity: str) -> dict[str, int]:
    """Return the types of an entity's relations, with the number of entities that each links it with, most first."""
    rows = store.read(cypher.KINDS, id=entity)
    rows.sort(key=lambda row: (row["kind"] == FALLBACK, -row["neighbours"], row["kind"]))
    return {row["kind"]: row["neighbours"] for row in rows}


def counts(store: GraphStore, entities: Collection[str]) -> dict[str, int]:
    """Return how many neighbours each entity has by relations of a known type; those without are left out."""
    rows = store.read(cypher.COUNTS_OF_NEIGHBOURS, ids=sorted(entities), fallback=FALLBACK) if entities else []
    return {row["id"]: row["neighbours"] for row in rows}


def strongest(
    store: GraphStore, entity: str, *, kind: str | None = None, without: Collection[str] = (), limit: int = 12
) -> tuple[list[str], int]:
    """Return the strongest neighbours of an entity that are not in `without`, and how many neighbours there are in all.

    Relations count in either direction, planned, possible and denied ones too. Strength is the sum of independent sources,
    then of claims.

    Args:
        store: the store.
        entity: its id.
        kind: a relation type; None takes all but the fallback RELATED_TO.
        without: ids to leave out.
        limit: how many at most.
    """
    most = limit + len(without)
    if kind is None:
        rows = store.read(cypher.STRONGEST, id=entity, fallback=FALLBACK, limit=most)
        total = store.read(cypher.COUNT_NEIGHBOURS, id=entity, fallback=FALLBACK)
    else:
        rows = store.read(cypher.STRONGEST_OF_KIND, id=entity, kind=kind, limit=most)
        total = store.read(cypher.COUNT_NEIGHBOURS_OF_KIND, id=entity, kind=kind)
    return [row["id"] for row in rows if row["id"] not in without][:limit], int(total[0]["n"])
