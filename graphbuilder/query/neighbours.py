"""What surrounds one entity: by which relation types it is linked with how many, and the strongest of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graphbuilder.ontology import FALLBACK
from graphbuilder.store import cypher_explore as cypher
from graphbuilder.store.base import GraphStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An entity that relations link with another. `kinds` are their types; `sources` and `claims` are summed up."""

    id: str
    kinds: frozenset[str]
    sources: int
    claims: int


def neighbours(store: GraphStore, entity: str, *, kind: str | None = None) -> list[Neighbour]:
    """Return the entities that relations in either direction link with this one, the strongest first.

    Strength is the number of independent sources, then of claims; planned, possible and denied relations count too.

    Args:
        store: the store.
        entity: its id.
        kind: a relation type; None takes all but the fallback RELATED_TO.
    """
    links: dict[str, list[tuple[str, int, int]]] = {}
    for row in store.read(cypher.NEIGHBOUR_RELATIONS, id=entity):
        if row["kind"] == kind or (kind is None and row["kind"] != FALLBACK):
            links.setdefault(row["id"], []).append((row["kind"], row["sources"], row["claims"]))
    found = [
        Neighbour(id=id_, kinds=frozenset(k for k, _, _ in group), sources=sum(s for _, s, _ in group), claims=sum(c for _, _, c in group))
        for id_, group in links.items()
    ]
    return sorted(found, key=lambda neighbour: (-neighbour.sources, -neighbour.claims, neighbour.id))


def kinds(store: GraphStore, entity: str) -> dict[str, int]:
    """Return the types of an entity's relations, with the number of entities that each links it with, most first."""
    linked: dict[str, set[str]] = {}
    for row in store.read(cypher.NEIGHBOUR_RELATIONS, id=entity):
        linked.setdefault(row["kind"], set()).add(row["id"])
    ranked = sorted(linked.items(), key=lambda item: (item[0] == FALLBACK, -len(item[1]), item[0]))
    return {kind: len(ids) for kind, ids in ranked}


def strongest(
    store: GraphStore, entity: str, *, kind: str | None = None, without: Collection[str] = (), limit: int = 12
) -> tuple[list[str], int]:
    """Return the ids of the strongest neighbours that are not in `without`, and how many neighbours there are in all."""
    found = neighbours(store, entity, kind=kind)
    return [neighbour.id for neighbour in found if neighbour.id not in without][:limit], len(found)
