"""Answers of curation: what an entity is made of, persons' decisions, merge, split, undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from graphbuilder import pipeline
from graphbuilder.model import Decision, to_dict
from graphbuilder.store import curation
from graphbuilder.store.cypher import explore as cypher
from graphbuilder.web.ids import one
from graphbuilder.web.live import Live

Answer = dict[str, Any]


def parts(live: Live, *, entity: str, limit: int) -> Answer:
    """What an entity was put together from, one part a document, with the reason; the least certain first."""
    with live.reading() as store:
        rows = store.read(cypher.PARTS, id=one(store, entity).id)
    rows.sort(key=lambda row: (row["score"], row["published"] or "", row["document"], row["local"]))
    return {"total": len(rows), "parts": rows[:limit]}


def decisions(live: Live, *, limit: int) -> Answer:
    """Persons' decisions with what has become of them and what they are about today, the latest first."""
    with live.reading() as store:
        found = curation.states(store)[::-1]
        about = {(row["decision"], row["side"]): {"text": row["text"], "entity": row["entity"]} for row in store.read(cypher.DECIDED_ABOUT)}
    return {"total": len(found), "decisions": [_told(decision, about) | {"state": state} for decision, state in found[:limit]]}


def _told(decision: Decision, about: Mapping[tuple[str, str], Answer]) -> Answer:
    """A decision whose two mentions say the name that they stand for and its entity, None while their document is not stored."""
    told = to_dict(decision)
    for side in ("a", "b"):
        told[side] |= about.get((decision.id, side), {"text": None, "entity": None})
    return told


def merge(live: Live, *, a: str, b: str, reason: str) -> Answer:
    """Decide that two entities are the same."""
    with live.deciding() as store:
        return _decided(pipeline.merge(store, a, b, live.ontology, reason=reason, by=live.by))


def split(live: Live, *, a: str, b: str, reason: str) -> Answer:
    """Decide that a part of an entity (a local id) is something else than the entity."""
    with live.deciding() as store:
        return _decided(pipeline.split(store, a, b, live.ontology, reason=reason, by=live.by))


def undo(live: Live, *, decision: str | None, reason: str) -> Answer:
    """Take a decision back: the one of this id, else the latest that stands."""
    with live.deciding() as store:
        return _decided(pipeline.undo(store, decision, live.ontology, reason=reason, by=live.by))


def _decided(decision: Decision) -> Answer:
    return {"total": 1, "decision": to_dict(decision)}
