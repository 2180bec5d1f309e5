"""What a person's decision needs from the store: mentions to point at, what stands, what is least certain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from graphbuilder.errors import DecisionError, InputError
from graphbuilder.model import Decision, Entity, MentionPoint
from graphbuilder.resolve.decisions import Locate, Standing, standing
from graphbuilder.store.base import Row
from graphbuilder.store.cypher import curation as cypher
from graphbuilder.store.derived import find_entities
from graphbuilder.store.records import Reader, decisions, read_documents

State = Literal["stands", "withdrawn", "superseded", "set aside", "waits"]
UNCERTAIN = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A mention that a decision can point at, with what it shows a person."""

    point: MentionPoint
    local: str
    entity: str
    text: str
    sentence: str
    kind: str
    headline: str | None

    @classmethod
    def of(cls, row: Row) -> Place:
        """Return the place of a row of `cypher.PLACES`."""
        point = MentionPoint(document=row["document"], start=row["start"], end=row["end_char"])
        return cls(point=point, **{name: row[name] for name in ("local", "entity", "text", "sentence", "kind", "headline")})


def places(reader: Reader, reference: str) -> list[Place]:
    """Return the mentions that a reference means: those of an entity by name or id, of a local entity, or NAME@DOCUMENT.

    Raises:
        InputError: nothing is so called, or several entities are.
    """
    name, at, document = reference.rpartition("@")
    if at and (found := [p for p in _places(reader, cypher.PLACES_IN_DOCUMENT, document) if name.lower() in (p.text.lower(), p.local)]):
        return found
    if found := _places(reader, cypher.PLACES_OF_LOCAL, reference):
        return found
    entity = one_entity(reader, reference)
    found = _places(reader, cypher.PLACES_OF_ENTITY, entity.id)
    return sorted(found, key=lambda place: place.text.lower() != reference.lower())


def one_entity(reader: Reader, reference: str) -> Entity:
    """Return the one entity that a name or id means. Raises InputError if there is none, or more than one."""
    found = find_entities(reader, reference, limit=10)
    if not found:
        raise InputError(f"no entity is called {reference!r}; `graphbuilder show` takes a part of a name and lists what is near")
    exact = [entity for entity in found if entity.name.lower() == reference.lower()]
    found = exact if len(exact) == 1 else found
    if len(found) > 1:
        several = ", ".join(f"{entity.name} ({entity.label}, id {entity.id})" for entity in found[:5])
        raise InputError(f"{reference!r} may be {several}; give the id")
    return found[0]


def _places(reader: Reader, statement: str, reference: str) -> list[Place]:
    found = [Place.of(row) for row in reader.read(statement, id=reference)]
    return sorted(found, key=lambda place: (place.kind != "name", place.point.document, place.point.start, place.local))


def named(reference: str, within: Sequence[Place]) -> list[Place]:
    """Return those of the places that a reference means: by the words of the mention, by local entity, or NAME@DOCUMENT."""
    name, at, document = reference.rpartition("@")
    key = (name if at else reference).lower()
    found = [place for place in within if key in (place.text.lower(), place.local) and (not at or place.point.document == document)]
    return found or [place for place in within if reference.lower() == place.text.lower()]


def check(reader: Reader, decision: Decision) -> None:
    """See that a new decision does not contradict those that stand.

    Raises:
        DecisionError: it does, or it parts two mentions of one local entity.
    """
    given = decisions(reader)
    at = {(row["document"], row["start"], row["end_char"]): row["local"] for row in reader.read(cypher.POINTED)}
    for point, local in ((point, _local_at(reader, point)) for point in (decision.a, decision.b)):
        at[point.document, point.start, point.end] = local

    def locate(point: MentionPoint) -> str | None:
        return at.get((point.document, point.start, point.end))

    a, b = locate(decision.a), locate(decision.b)
    if decision.judgement == "different" and a is not None and a == b:
        raise DecisionError("the two mentions are of one thing within their document and cannot be parted; point at another mention")
    before = standing(given, locate)
    if decision not in standing([*given, decision], locate).set_aside:
        return
    classes = {before.class_of[local] for local in (a, b) if local is not None and local in before.class_of}
    against = [d for d in given if d not in before.set_aside and _touches(d, classes, before, locate)]
    named_ = "; ".join(f"{d.id} ({d.judgement}, by {d.by}, {d.at[:10]})" for d in against[:4])
    raise DecisionError(f"this contradicts the decisions that stand: {named_}; take one back with `graphbuilder undo ID` first")


def _touches(decision: Decision, classes: set[int], stands: Standing, locate: Locate) -> bool:
    ends = (locate(decision.a), locate(decision.b))
    return decision.judgement in ("same", "different") and all(stands.class_of.get(end or "") in classes for end in ends)


def _local_at(reader: Reader, point: MentionPoint) -> str:
    rows = reader.read(cypher.LOCAL_AT, document=point.document, start=point.start, end_char=point.end)
    return str(rows[0]["local"]) if rows else f"{point.document}:{point.start}:{point.end}"


def states(reader: Reader) -> list[tuple[Decision, State]]:
    """Return all decisions with what has become of them, in the order of time."""
    given = sorted(decisions(reader), key=lambda decision: (decision.at, decision.id))
    at = {(row["document"], row["start"], row["end_char"]): row["local"] for row in reader.read(cypher.POINTED)}
    stands = standing(given, lambda point: at.get((point.document, point.start, point.end)))
    last = {frozenset((decision.a, decision.b)): decision.id for decision in given}

    def state(decision: Decision) -> State:
        if last[frozenset((decision.a, decision.b))] != decision.id:
            return "superseded"
        if decision.judgement == "withdrawn":
            return "withdrawn"
        if decision in stands.set_aside:
            return "set aside"
        here = all((point.document, point.start, point.end) in at for point in (decision.a, decision.b))
        return "stands" if here else "waits"

    return [(decision, state(decision)) for decision in given]


def words_at(reader: Reader, given: Iterable[Decision]) -> dict[MentionPoint, str]:
    """Return the words to which decisions point, of the documents that are stored."""
    points = {point for decision in given for point in (decision.a, decision.b)}
    texts = {document.id: document.text for document in read_documents(reader, sorted({point.document for point in points}))}
    return {point: " ".join(texts[point.document][point.start : point.end].split()) for point in points if point.document in texts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Two mentions of which it is least certain whether they are one thing. `merged` says what holds now, `reason` why."""

    a: Place
    b: Place
    merged: bool
    score: float
    reason: str


def questions(reader: Reader, *, limit: int = 20) -> list[Question]:
    """Return the least certain pairs that no person has judged, the least certain first: merges by a short name or by context,
    and things of one name and type that were kept apart."""
    judged = {frozenset((d.a, d.b)) for d in decisions(reader)}
    found: list[Question] = []
    for row in reader.read(cypher.UNCERTAIN, below=UNCERTAIN, limit=4 * limit):
        found += _question(reader, row["local"], row["sure"], merged=True, score=row["score"], reason=row["reason"])
    for row in reader.read(cypher.APART, limit=4 * limit):
        found += _question(reader, row["a"], row["b"], merged=False, score=0.5, reason="same name and type, kept apart")
    open_ = [question for question in found if frozenset((question.a.point, question.b.point)) not in judged]
    return sorted(open_, key=lambda q: (q.score, q.a.point.document, q.a.point.start))[:limit]


def _question(reader: Reader, a: str, b: str, *, merged: bool, score: float, reason: str) -> list[Question]:
    ends = [_places(reader, cypher.PLACES_OF_LOCAL, local) for local in (a, b)]
    return [Question(a=ends[0][0], b=ends[1][0], merged=merged, score=score, reason=reason)] if all(ends) else []
