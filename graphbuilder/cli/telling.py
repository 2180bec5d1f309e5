"""Entities, relations and their evidence in words, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

import click

from graphbuilder.model import Claim, Document, Entity, Graph, Relation
from graphbuilder.ontology import Ontology
from graphbuilder.viz.source import counted


def entity_lines(entity: Entity) -> Iterator[str]:
    """Say what an entity is."""
    codes = [code for code in (entity.iso3 or entity.country, entity.wikidata, entity.time) if code is not None]
    yield click.style(entity.name, bold=True) + "  " + " · ".join([entity.label, *(["group"] if entity.group else []), *codes])
    others = [alias for alias in entity.aliases if alias != entity.name]
    if others:
        yield f"also: {', '.join(others)}"
    yield f"{counted(entity.mentions, 'mention')} in {counted(entity.documents, 'document')}; id {entity.id}"


def relation_lines(graph: Graph, ontology: Ontology, *, most: int | None = 3) -> Iterator[str]:
    """Say each relation of a graph with its claims: the sentence, where it stands, who says so, when and where.

    At most so many sentences each, the same words once; None tells every claim.
    """
    names = {**graph.names, **{entity.id: entity.name for entity in graph.entities}}
    documents = {document.id: document for document in graph.documents}
    evidence = graph.evidence()
    for relation in graph.relations:
        yield ""
        yield _relation_line(relation, names, ontology)
        sentences: dict[str, list[Claim]] = {}
        for claim in evidence[relation.id]:
            words = " ".join(claim.evidence.quote.split())
            sentences.setdefault(claim.id if most is None else words, []).append(claim)
        for claim, *again in list(sentences.values())[:most]:
            speaker, place = (names.get(graph.resolved.get(local or "", "")) for local in (claim.attributed_to, claim.place))
            yield from _claim_lines(claim, documents[claim.evidence.document], speaker, place)
            if again:
                yield f"    the same words {counted(len(again), 'more time')}"
        if most is not None and len(sentences) > most:
            yield f"    and {counted(len(sentences) - most, 'more sentence')}"


def _relation_line(relation: Relation, names: dict[str, str], ontology: Ontology) -> str:
    reads = ontology.relations[relation.type].reads if relation.type in ontology.relations else relation.type
    manner = [word for word in ("denied" if relation.polarity == "negative" else "", relation.modality) if word not in ("", "asserted")]
    more = [f"({', '.join(manner)})"] if manner else []
    more += [f"[{'; '.join(relation.themes)}]"] if relation.themes else []
    more += [f"as {'; '.join(relation.roles)}"] if relation.roles else []
    counts = counted(relation.sources, "source") + (f", {counted(relation.denials, 'denial')}" if relation.denials else "")
    subject, object_ = names.get(relation.subject, relation.subject), names.get(relation.object, relation.object)
    return " ".join([click.style(f"{subject} {reads} {object_}", bold=True), *more, f"— {counts}"])


def _claim_lines(claim: Claim, document: Document, speaker: str | None, place: str | None) -> Iterator[str]:
    quote = claim.evidence.quote
    marks = sorted({claim.subject_span, claim.object_span}, reverse=True)
    for start, end in marks:
        a, b = start - claim.evidence.start, end - claim.evidence.start
        if 0 <= a < b <= len(quote):
            quote = quote[:a] + click.style(quote[a:b], underline=True) + quote[b:]
    yield "    " + " ".join(quote.split())
    title = "headline" if document.title == claim.evidence.quote else document.title
    source = [item for item in (document.published or document.updated, document.source, title) if item]
    about = [*(source or [f"document {document.id}"]), f"says {speaker}" if speaker else None]
    about += [f"when: {claim.time}" if claim.time else None, f"where: {place}" if place else None]
    yield "    " + click.style(" · ".join(item for item in about if item), dim=True)
