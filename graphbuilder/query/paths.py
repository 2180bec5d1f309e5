"""How two entities are connected."""

from __future__ import annotations

from itertools import pairwise

from graphbuilder.model import Graph
from graphbuilder.ontology import FALLBACK
from graphbuilder.store.base import GraphStore
from graphbuilder.store.cypher import derived as cypher
from graphbuilder.store.derived import read_graph

MAX_STEPS = 6
NONE = "-"


def shortest_path(store: GraphStore, start: str, end: str, *, max_steps: int = MAX_STEPS) -> list[str]:
    """Return the ids on a shortest way from one entity to another over relations in either direction, both ends included.

    Of several shortest ways it is the one with the smallest ids, so that every store gives the same. An empty list if there is none
    within `max_steps` relations. Relations of no known type (RELATED_TO) count only where there is no way without them.
    """
    return _search(store, start, end, max_steps, FALLBACK) or _search(store, start, end, max_steps, NONE)


def _search(store: GraphStore, start: str, end: str, max_steps: int, without: str) -> list[str]:
    """Grow from both ends, each time from the side that is smaller, until they meet."""
    before: dict[str, str | None] = {start: None}
    after: dict[str, str | None] = {end: None}
    here, there = [start], [end]
    for _ in range(max_steps):
        if meeting := sorted(before.keys() & after.keys()):
            break
        if not here or not there:
            return []
        if len(here) <= len(there):
            here = _grow(store, here, before, without)
        else:
            there = _grow(store, there, after, without)
    else:
        meeting = sorted(before.keys() & after.keys())
    return _join(meeting[0], before, after) if meeting else []


def _grow(store: GraphStore, edge: list[str], parents: dict[str, str | None], without: str) -> list[str]:
    found: dict[str, str] = {}
    for row in store.read(cypher.NEIGHBOUR_PAIRS, ids=edge, without=without):
        id_, parent = row["id"], row["of"]
        if id_ not in parents and parent < found.get(id_, "\U0010ffff"):
            found[id_] = parent
    parents.update(found)
    return sorted(found)


def _join(middle: str, before: dict[str, str | None], after: dict[str, str | None]) -> list[str]:
    way: list[str] = []
    step: str | None = middle
    while step is not None:
        way.append(step)
        step = before[step]
    way.reverse()
    step = after[middle]
    while step is not None:
        way.append(step)
        step = after[step]
    return way


def path_graph(store: GraphStore, way: list[str]) -> list[Graph]:
    """Return the relations of each step of a way, with their evidence."""
    return [read_graph(store, ids=[a, b]) for a, b in pairwise(way)]
