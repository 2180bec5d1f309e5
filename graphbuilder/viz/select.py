"""Choose the part of a graph that a page shows. What is left out stays in the totals."""

from __future__ import annotations

from dataclasses import replace

from graphbuilder.errors import InputError
from graphbuilder.model import Claim, Graph, Relation
from graphbuilder.viz.dates import day

ENTITIES = 1_500
RELATIONS = 5_000


def top(graph: Graph, *, entities: int = ENTITIES, relations: int = RELATIONS) -> Graph:
    """Return the most mentioned entities and the relations with most sources between them.

    Raises InputError if a number is below 1.
    """
    if entities < 1 or relations < 1:
        raise InputError(f"{entities} entities and {relations} relations were asked for; give 1 or more of each")
    ids = {entity.id for entity in sorted(graph.entities, key=lambda entity: (-entity.mentions, entity.id))[:entities]}
    inside = [relation for relation in graph.relations if relation.subject in ids and relation.object in ids]
    inside.sort(key=lambda relation: (-relation.sources, -relation.claims, relation.id))
    return _part(graph, ids, {relation.id: relation for relation in inside[:relations]}, graph.evidence())


def between(graph: Graph, *, since: str | None = None, until: str | None = None) -> Graph:
    """Return what documents published from `since` to `until` say: years, months or days, both included.

    Relations without a claim of that time, and entities without a relation of that time, are left out. The counts of a
    relation stay those of the whole graph.

    Raises InputError if one is no date, or `until` is before `since`.
    """
    for name, value in (("since", since), ("until", until)):
        if value is not None and day(value) != value:
            raise InputError(f"{name} is {value!r}; give a year, a month or a day such as 2024, 2024-07 or 2024-07-05")
    if since is not None and until is not None and since[: len(until)] > until[: len(since)]:
        raise InputError(f"since is {since!r} and until is {until!r}, which is earlier; give them the other way round")
    inside = {document.id for document in graph.documents if _within(day(document.published), since, until)}
    evidence = {id_: tuple(c for c in claims if c.evidence.document in inside) for id_, claims in graph.evidence().items()}
    relations = {relation.id: relation for relation in graph.relations if evidence[relation.id]}
    ids = {end for relation in relations.values() for end in (relation.subject, relation.object)}
    return _part(graph, ids, relations, evidence)


def _within(date: str | None, since: str | None, until: str | None) -> bool:
    if date is None:
        return since is None and until is None
    return (since is None or date >= since[: len(date)]) and (until is None or date[: len(until)] <= until)


def _part(graph: Graph, entities: set[str], relations: dict[str, Relation], evidence: dict[str, tuple[Claim, ...]]) -> Graph:
    kept = {claim.id for id_ in relations for claim in evidence[id_]}
    claims = tuple(claim for claim in graph.claims if claim.id in kept)
    documents = {claim.evidence.document for claim in claims}
    return replace(
        graph,
        entities=tuple(entity for entity in graph.entities if entity.id in entities),
        relations=tuple(relation for relation in graph.relations if relation.id in relations),
        claims=claims,
        names={**graph.names, **{entity.id: entity.name for entity in graph.entities}},
        documents=tuple(document for document in graph.documents if document.id in documents),
        total_entities=max(graph.total_entities, len(graph.entities)),
        total_relations=max(graph.total_relations, len(graph.relations)),
    )
