"""The rows that `graphbuilder extract` writes: one JSON object a document, in the form `graphbuilder-extract/1`.

docs/extract-format.md describes the form. Entities are numbered within the document, e1 is the one that is mentioned first.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from graphbuilder.model import Claim, Extraction, Failure, LocalEntity, Mention, Span

if TYPE_CHECKING:
    from graphbuilder.ontology import Ontology

FORMAT = "graphbuilder-extract/1"


def to_row(extraction: Extraction | Failure, ontology: Ontology) -> dict[str, Any]:
    """Return the row of a document, or of an input that failed.

    Args:
        extraction: What `extract` or `extract_all` gives.
        ontology: The relation types, for their PLOVER classes.
    """
    if isinstance(extraction, Failure):
        return {"format": FORMAT, "id": extraction.document or extraction.source, "error": extraction.reason}
    mentions = sorted(extraction.mentions, key=lambda mention: (mention.evidence.start, mention.evidence.end, mention.id))
    first_seen = list(dict.fromkeys([*(mention.entity for mention in mentions), *sorted(e.id for e in extraction.entities)]))
    number = {entity: f"e{n}" for n, entity in enumerate(first_seen, start=1)}
    entities = {entity.id: entity for entity in extraction.entities}
    return {
        "format": FORMAT,
        "extractor": extraction.document.extractor,
        "id": extraction.document.id,
        "mentions": [_mention(mention, entities[mention.entity], number) for mention in mentions],
        "entities": [_entity(entities[identifier], number) for identifier in first_seen],
        "relations": [_relation(claim, entities, number, ontology) for claim in sorted(extraction.claims, key=_place_in_text)],
    }


def to_line(row: dict[str, Any]) -> str:
    """Return a row as a line of JSON, without its newline; equal rows give equal lines."""
    return json.dumps(row, ensure_ascii=False)


def _place_in_text(claim: Claim) -> tuple[Any, ...]:
    return (claim.evidence.start, claim.predicate_span, claim.subject_span, claim.object_span, claim.type, claim.id)


def _mention(mention: Mention, entity: LocalEntity, number: dict[str, str]) -> dict[str, Any]:
    return {
        "start": mention.evidence.start,
        "end": mention.evidence.end,
        "text": mention.evidence.quote,
        "type": entity.label,
        "kind": mention.kind,
        "entity": number[entity.id],
        "stands_for": mention.stands_for,
    }


def _entity(entity: LocalEntity, number: dict[str, str]) -> dict[str, Any]:
    return {
        "id": number[entity.id],
        "name": entity.name,
        "type": entity.label,
        "group": entity.group,
        "aliases": list(entity.aliases),
        "iso3": entity.iso3,
        "country": entity.country,
        "wikidata": entity.wikidata,
        "time": entity.time,
    }


def _relation(claim: Claim, entities: dict[str, LocalEntity], number: dict[str, str], ontology: Ontology) -> dict[str, Any]:
    return {
        "subject": number[claim.subject],
        "type": claim.type,
        "object": number[claim.object],
        "subject_span": list(claim.subject_span),
        "object_span": list(claim.object_span),
        "predicate": claim.predicate,
        "predicate_span": list(claim.predicate_span),
        "theme": claim.theme,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "attributed_to": number.get(claim.attributed_to or ""),
        "attribution_span": _span(claim.attribution_span),
        "time": claim.time,
        "place": number.get(claim.place or ""),
        "place_span": _span(claim.place_span),
        "role": claim.role,
        "plover": _plover(claim.type, entities[claim.object], ontology),
        "rule": claim.rule,
        "confidence": claim.confidence,
        "evidence": [claim.evidence.start, claim.evidence.end],
    }


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else list(span)


def _plover(name: str, target: LocalEntity, ontology: Ontology) -> str | None:
    relation = ontology[name]
    return relation.plover if not relation.plover_objects or target.label in relation.plover_objects else None
