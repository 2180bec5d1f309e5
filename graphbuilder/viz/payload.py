"""What the page knows: one JSON value, the same for the snapshot and for the explorer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from graphbuilder import __version__
from graphbuilder.model import Claim, Document, Entity, Graph, Relation, Span
from graphbuilder.ontology import FALLBACK, Ontology, load_ontology
from graphbuilder.viz.dates import day
from graphbuilder.viz.layout import layout

FORMAT = "graphbuilder-page/1"


Places = Mapping[str, tuple[int, int]]


def page_data(
    graph: Graph, *, title: str, ontology: Ontology | None = None, note: str | None = None, places: Places | None = None
) -> dict[str, Any]:
    """Return the graph as the page takes it: nodes with positions, edges, claims, sentences, documents, relation types.

    `places` are the positions of entities by id, which stay as they are; without them they are computed (`layout`) and the page adapts
    them to its window (`placed` says which).

    Fields that are None, empty or False are left out. Spans are offsets into the sentence, in code points. The most mentioned entities
    and the relations of most sources come first, so the page need not sort them; equal graphs give equal data.
    """
    ontology = ontology or load_ontology()
    documents = {document.id: index for index, document in enumerate(sorted(graph.documents, key=lambda d: d.id))}
    evidence = graph.evidence()
    relations = sorted(graph.relations, key=lambda r: (-r.sources, -r.claims, r.id))
    claims = [(index, claim) for index, relation in enumerate(relations) for claim in sorted(evidence.get(relation.id, ()), key=_order)]
    sentences = sorted({(claim.evidence.document, claim.evidence.start, claim.evidence.quote) for _, claim in claims})
    number = {sentence: index for index, sentence in enumerate(sentences)}
    names = {**graph.names, **{entity.id: entity.name for entity in graph.entities}}
    texts = {document.id: document.text for document in graph.documents}
    return {
        "format": FORMAT,
        "title": title,
        "note": note,
        "made_by": f"graphbuilder {__version__}",
        "placed": places is not None,
        "total": {
            "entities": max(graph.total_entities, len(graph.entities)),
            "relations": max(graph.total_relations, len(graph.relations)),
        },
        "types": _types(graph, ontology),
        "nodes": nodes(graph, layout(graph) if places is None else places),
        "edges": [_edge(relation, graph.published.get(relation.id, {})) for relation in relations],
        "claims": [_claim(index, claim, number, graph, texts, names) for index, claim in claims],
        "sentences": [_filled(document=documents.get(id_), start=start, text=quote) for id_, start, quote in sentences],
        "documents": [_document(document) for document in sorted(graph.documents, key=lambda d: d.id)],
    }


def nodes(graph: Graph, places: Places) -> list[dict[str, Any]]:
    """Return the entities with their positions, the most mentioned first."""
    return [_node(entity, places[entity.id]) for entity in sorted(graph.entities, key=lambda e: (-e.mentions, e.id))]


def _types(graph: Graph, ontology: Ontology) -> list[dict[str, Any]]:
    types = sorted({relation.type for relation in graph.relations})
    known: Mapping[str, Any] = ontology.relations
    return [
        _filled(
            name=name,
            reads=known[name].reads if name in known else name.replace("_", " ").lower(),
            symmetric=name in known and known[name].symmetric,
            fallback=name == FALLBACK,
        )
        for name in types
    ]


def _node(entity: Entity, place: tuple[int, int]) -> dict[str, Any]:
    return {
        **_filled(
            id=entity.id,
            name=entity.name,
            type=entity.label,
            group=entity.group,
            aliases=[alias for alias in entity.aliases if alias != entity.name],
            iso3=entity.iso3,
            country=entity.country,
            wikidata=entity.wikidata,
            time=entity.time,
            mentions=entity.mentions,
            documents=entity.documents,
        ),
        "x": place[0],
        "y": place[1],
    }


def _edge(relation: Relation, published: Mapping[str, int]) -> dict[str, Any]:
    dates = Counter[str]()
    for time, claims in published.items():
        if date := day(time):
            dates[date] += claims
    return _filled(
        id=relation.id,
        **{"from": relation.subject, "to": relation.object},
        type=relation.type,
        polarity=relation.polarity,
        modality=relation.modality,
        claims=relation.claims,
        denials=relation.denials,
        documents=relation.documents,
        sources=relation.sources,
        first=day(relation.first_seen),
        last=day(relation.last_seen),
        dates=dates or None,
        themes=list(relation.themes),
        roles=list(relation.roles),
        confidence=round(relation.confidence, 3),
    )


def _order(claim: Claim) -> tuple[str, int, str]:
    return (claim.evidence.document, claim.evidence.start, claim.id)


def _claim(
    relation: int,
    claim: Claim,
    number: Mapping[tuple[str, int, str], int],
    graph: Graph,
    texts: Mapping[str, str],
    names: Mapping[str, str],
) -> dict[str, Any]:
    start, end = claim.evidence.start, claim.evidence.end

    def inside(span: Span) -> list[int] | None:
        return [span[0] - start, span[1] - start] if start <= span[0] < span[1] <= end else None

    def called(local: str | None, span: Span | None) -> str | None:
        """The name of an entity, else how the text calls it."""
        if local is None:
            return None
        return names.get(graph.resolved.get(local, "")) or (
            texts.get(claim.evidence.document, "")[slice(*span)] if span is not None else None
        )

    return _filled(
        edge=relation,
        sentence=number[(claim.evidence.document, start, claim.evidence.quote)],
        subject=inside(claim.subject_span),
        object=inside(claim.object_span),
        predicate=inside(claim.predicate_span),
        wording=claim.predicate,
        theme=claim.theme,
        role=claim.role,
        time=claim.time,
        speaker=called(claim.attributed_to, claim.attribution_span),
        by=graph.resolved.get(claim.attributed_to) if claim.attributed_to is not None else None,
        place=called(claim.place, claim.place_span),
        confidence=round(claim.confidence, 3),
    )


def _document(document: Document) -> dict[str, Any]:
    return _filled(id=document.id, title=document.title, source=document.source, url=document.url, published=day(document.published))


def _filled(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value is not False and value != [] and value != ""}
