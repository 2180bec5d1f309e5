"""Answers about documents: which ones mention an entity, and one with all its mentions and claims."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphbuilder.errors import InputError
from graphbuilder.model import Claim, Extraction
from graphbuilder.ontology import FALLBACK
from graphbuilder.store import records
from graphbuilder.store.cypher import derived as cypher_derived
from graphbuilder.store.cypher import explore as cypher
from graphbuilder.store.derived import entities_by_id
from graphbuilder.web.ids import one
from graphbuilder.web.live import Live

MOST_TEXT = 200_000  # characters of a document


def documents(live: Live, *, entity: str, limit: int) -> dict[str, Any]:
    """The documents that mention an entity, the newest first."""
    with live.reading() as store:
        rows = store.read(cypher.DOCUMENTS_OF, id=one(store, entity).id)
    rows.sort(key=lambda row: row["id"])
    rows.sort(key=lambda row: row["published"] or "", reverse=True)
    found = [{"id": row["id"], "title": row["headline"], "source": row["source"], "published": row["published"]} for row in rows[:limit]]
    return {"total": len(rows), "documents": found}


def document(live: Live, *, document: str) -> dict[str, Any]:
    """One document with every mention and claim found in it; spans count code points of its text, `total` counts mentions."""
    with live.reading() as store:
        found = records.read_extraction(store, document)
        if found is None:
            raise InputError(f"there is no document with the id {document!r}; open one from a sentence or from an entity")
        rows = store.read(cypher_derived.RESOLUTIONS_OF, ids=sorted(local.id for local in found.entities))
        entity_of = {row["local"]: row["entity"] for row in rows}
        entities = entities_by_id(store, sorted(set(entity_of.values())))
    names = {local.id: (local.name, local.label, entity_of.get(local.id)) for local in found.entities}
    text = found.document.text
    return {
        "total": len(found.mentions),
        "document": _about(found),
        "text": text[:MOST_TEXT],
        "characters": len(text),
        "mentions": [
            {
                "start": mention.evidence.start,
                "end": mention.evidence.end,
                "kind": mention.kind,
                "entity": names[mention.entity][2],
                "name": entities[entity_].name if (entity_ := names[mention.entity][2]) in entities else names[mention.entity][0],
                "type": names[mention.entity][1],
            }
            for mention in sorted(found.mentions, key=lambda m: (m.evidence.start, -m.evidence.end, m.id))
        ],
        "claims": [_claim(claim, names, live) for claim in sorted(found.claims, key=lambda c: (c.evidence.start, c.id))],
    }


def _about(found: Extraction) -> dict[str, Any]:
    document = found.document
    fields = ("id", "title", "subtitle", "source", "author", "url", "published", "updated", "dateline")
    return {name: getattr(document, name) for name in fields}


def _claim(claim: Claim, names: Mapping[str, tuple[str, str, str | None]], live: Live) -> dict[str, Any]:
    known = live.ontology.relations
    reads = known[claim.type].reads if claim.type in known else claim.type.lower()
    return {
        "start": claim.evidence.start,
        "end": claim.evidence.end,
        "type": claim.type,
        "reads": claim.predicate if claim.type == FALLBACK and claim.predicate else reads,
        "wording": claim.predicate,
        "polarity": claim.polarity,
        "modality": claim.modality,
        "theme": claim.theme,
        "time": claim.time,
        "confidence": claim.confidence,
        "subject": {"name": names[claim.subject][0], "entity": names[claim.subject][2], "span": list(claim.subject_span)},
        "object": {"name": names[claim.object][0], "entity": names[claim.object][2], "span": list(claim.object_span)},
        "predicate": list(claim.predicate_span),
        "speaker": names[claim.attributed_to][0] if claim.attributed_to is not None else None,
    }
