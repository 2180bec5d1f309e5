"""Read the part of a store that a page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from graphbuilder.errors import InputError
from graphbuilder.model import Graph
from graphbuilder.viz.select import ENTITIES, RELATIONS, between, top

if TYPE_CHECKING:
    from graphbuilder.ontology import Ontology
    from graphbuilder.store.base import GraphStore

NAMESAKES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What to show: all, around a name, or of a query; of a time; how much at most."""

    around: str | None = None
    steps: int = 1
    query: str | None = None
    since: str | None = None
    until: str | None = None
    entities: int = ENTITIES
    relations: int = RELATIONS


def read_part(store: GraphStore, part: Part, *, ontology: Ontology | None = None) -> tuple[Graph, str]:
    """Return the part of the store and a sentence that says which part it is.

    Raises InputError if there is no entity of the name, or the query names none; QueryError if the query is refused.
    """
    from graphbuilder.store.derived import read_graph

    if part.around is not None and part.query is not None:
        raise InputError("around and query were both given; give one of them")
    which: dict[str, Any] = {}
    words = []
    if part.around is not None:
        id_, name = _named(store, part.around)
        which = {"around": [id_], "steps": part.steps}
        words.append(f"around {name}, {part.steps} {'step' if part.steps == 1 else 'steps'}")
    if part.query is not None:
        ids, complete = _of_query(store, part.query)
        which = {"ids": ids}
        words.append("what a query found" if complete else "what a query found in its first rows, as many as the limit allows")
    if part.since is None and part.until is None:
        graph = read_graph(store, **which, max_entities=part.entities, max_relations=part.relations, ontology=ontology)
    else:
        graph = between(read_graph(store, **which, ontology=ontology), since=part.since, until=part.until)
        times = [f"from {part.since}" if part.since else "", f"until {part.until}" if part.until else ""]
        words.append(" ".join(["published", *filter(None, times)]))
    return top(graph, entities=part.entities, relations=part.relations), f"This page shows a part: {'; '.join(words)}." if words else ""


def left_out(graph: Graph) -> str:
    """Return in words what the graph leaves out of the whole that it is a part of, empty if nothing."""
    entities, relations = graph.total_entities - len(graph.entities), graph.total_relations - len(graph.relations)
    return " and ".join([counted(entities, "entity", "entities")] * (entities > 0) + [counted(relations, "relation")] * (relations > 0))


def counted(count: int, one: str, many: str | None = None) -> str:
    """Return a number with its noun.

    >>> counted(1, "entity", "entities"), counted(1200, "relation")
    ('1 entity', '1,200 relations')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def _named(store: GraphStore, name: str) -> tuple[str, str]:
    """The id and name of the one entity that is meant."""
    from graphbuilder.store.derived import find_entities

    found = find_entities(store, name, limit=NAMESAKES)
    if not found:
        raise InputError(f"no entity is called {name!r}; give a name, an alias or an id as `graphbuilder show` knows it")
    return found[0].id, found[0].name


def _of_query(store: GraphStore, query: str) -> tuple[list[str], bool]:
    """The ids of the entities in the rows of a query, as nodes, members of paths or text, and whether these are all rows."""
    from graphbuilder.store.base import Limits
    from graphbuilder.store.derived import read_graph

    result = store.query(query, {}, limits=Limits())
    ids = sorted({id_ for row in result.rows for value in row for id_ in _ids(value)})
    known = [entity.id for entity in read_graph(store, ids=ids, evidence=False).entities] if ids else []
    if not known:
        raise InputError("the query returned no entity; return nodes or ids, such as MATCH (a:Country)-[r:SUPPLIES]->(b) RETURN a, b")
    return known, not result.truncated


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _ids(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _ids(inner)
