"""The records: what is read from text (of record) and what is derived from it.

Of record are `Document`, `Sentence`, `LocalEntity`, `Mention`, `Claim` and `Decision`: written once, never edited.
`Entity`, `Resolution`, `Relation`, `Copy` and `Graph` are derived from them and can be rebuilt at any time.

Spans are pairs of offsets into `Document.text`, in Unicode code points, end exclusive. Dates and times are EDTF strings
(ISO 8601-2, levels 0 and 1: https://www.loc.gov/standards/datetime/). Countries are ISO 3166-1 alpha-3 codes (XKX: Kosovo).
Ids are made from content by `make_id`, so the same input always has the same ids.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from hashlib import blake2b
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

Span = tuple[int, int]
Part = Literal["headline", "subtitle", "body"]
Label = Literal["Person", "Organization", "Country", "Place", "Event"]
MentionKind = Literal["name", "demonym", "nominal", "pronoun"]
Polarity = Literal["positive", "negative"]
Modality = Literal["asserted", "planned", "possible", "hypothetical"]
Judgement = Literal["same", "different", "unsure", "withdrawn"]

LABELS: tuple[Label, ...] = get_args(Label)
POLARITIES: tuple[Polarity, ...] = get_args(Polarity)
MODALITIES: tuple[Modality, ...] = get_args(Modality)
JUDGEMENTS: tuple[Judgement, ...] = get_args(Judgement)


def make_id(*parts: object) -> str:
    """Return an id of 20 hexadecimal digits (80 bits) made from the parts, in their order.

    >>> make_id("a", 1) == make_id("a", 1), make_id("a", 1) == make_id("a1")
    (True, False)
    """
    data = [str(part).encode("utf-8", "surrogatepass") for part in parts]
    return blake2b(b"".join(len(one).to_bytes(8, "big") + one for one in data), digest_size=10).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """An exact piece of a document: `document.text[start:end] == quote`."""

    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text as it was given, with what is known about it.

    `hash` is made from text, title, source, url and published as they were given; `id` is the given one, else the hash.
    Dates are EDTF. `extractor` says who read it ("graphbuilder 0.1.0, en_core_web_md 3.7.1"), None before it was read.
    """

    id: str
    hash: str
    text: str
    title: str | None = None
    subtitle: str | None = None
    source: str | None = None
    url: str | None = None
    author: str | None = None
    published: str | None = None
    updated: str | None = None
    dateline: str | None = None
    language: str | None = None
    extractor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence of a document: `document.text[start:end] == text`."""

    id: str
    document: str
    part: Part
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalEntity:
    """One thing within one document. `aliases` are its surface forms found there, names only, sorted."""

    id: str
    document: str
    name: str
    label: Label
    group: bool = False
    aliases: tuple[str, ...] = ()
    iso3: str | None = None
    country: str | None = None
    wikidata: str | None = None
    time: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Where a sentence names or means a local entity. `stands_for` is the code of the state a metonym means."""

    id: str
    sentence: str
    entity: str
    kind: MentionKind
    evidence: Evidence
    stands_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One relation as one sentence states it. `subject`, `object`, `attributed_to` and `place` are ids of local entities.

    `evidence` is the whole sentence. `attribution_span` may lie outside it (a quotation over several sentences).
    """

    id: str
    sentence: str
    subject: str
    type: str
    object: str
    predicate: str
    subject_span: Span
    object_span: Span
    predicate_span: Span
    evidence: Evidence
    rule: str
    confidence: float
    theme: str | None = None
    role: str | None = None
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    time: str | None = None
    attributed_to: str | None = None
    attribution_span: Span | None = None
    place: str | None = None
    place_span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionPoint:
    """What a person's decision points at: a place in a document, so that it survives a new extractor."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A person's word on two mentions. `at` is an ISO 8601 date and time in UTC; of several on one pair the latest counts."""

    id: str
    a: MentionPoint
    b: MentionPoint
    judgement: Judgement
    reason: str
    by: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that was read in one document: the facts of record of it."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    entities: tuple[LocalEntity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input that could not be used: `source` names it (a path, a line of a file, a document id), `reason` is one line."""

    source: str
    reason: str
    document: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """Which entity a local entity is, how sure that is (0 to 1) and why."""

    local: str
    entity: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """A document that repeats another (wire copy). `original` is the smallest id of the group; `score` is a Jaccard index."""

    document: str
    original: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing across all documents: a cluster of local entities."""

    id: str
    label: Label
    name: str
    group: bool = False
    aliases: tuple[str, ...] = ()
    iso3: str | None = None
    country: str | None = None
    wikidata: str | None = None
    time: str | None = None
    mentions: int = 0
    documents: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """An edge, derived from claims that agree in subject, type, object, and in polarity and modality where not asserted.

    An asserted, positive relation is an edge of its type; any other is a CLAIMED edge. `claims`, `denials`, `documents`
    and `sources` (independent ones: wire copies count once) are counts; `confidence` is that the relation is stated at all.
    """

    id: str
    subject: str
    type: str
    object: str
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    claims: int = 0
    denials: int = 0
    documents: int = 0
    sources: int = 0
    first_seen: str | None = None
    last_seen: str | None = None
    themes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    confidence: float = 0.0

    @property
    def asserted(self) -> bool:
        """True if at least one claim asserts it: an edge of its own type."""
        return self.polarity == "positive" and self.modality == "asserted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """A derived graph or a part of one: what pages, measures and exports take.

    `claims` are those behind `relations`; `resolved` maps the local entities that they name to entity ids, and `names` has the names
    of entities that are named there (speakers, places) but not held. `published` has, for each relation of which not all claims are
    held, when the documents of all of them were published: how many claims a date, where one is known.
    `total_entities` and `total_relations` count the whole that this is a part of (at least the number held).
    """

    entities: tuple[Entity, ...] = ()
    relations: tuple[Relation, ...] = ()
    claims: tuple[Claim, ...] = ()
    documents: tuple[Document, ...] = ()
    resolved: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    published: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    total_entities: int = 0
    total_relations: int = 0

    def evidence(self) -> dict[str, tuple[Claim, ...]]:
        """Return the claims behind each relation, by the relation's id, in the order of `claims`.

        A claim of a symmetric relation may name its ends in the other order.
        """
        ids = {(r.subject, r.type, r.object, r.polarity, r.modality): r.id for r in self.relations}
        found: dict[str, list[Claim]] = {relation.id: [] for relation in self.relations}
        for claim in self.claims:
            a, b = self.resolved[claim.subject], self.resolved[claim.object]
            rest = (claim.polarity, claim.modality)
            relation = ids.get((a, claim.type, b, *rest)) or ids.get((b, claim.type, a, *rest))
            if relation is not None:
                found[relation].append(claim)
        return {relation: tuple(claims) for relation, claims in found.items()}

    def __repr__(self) -> str:
        return f"Graph({len(self.entities)} entities, {len(self.relations)} relations, {len(self.claims)} claims, {len(self.documents)} documents)"


R = TypeVar("R")


def to_dict(record: Any) -> dict[str, Any]:
    """Return a record as a dict of JSON values: tuples become lists, nested records dicts."""
    return {f.name: _plain(getattr(record, f.name)) for f in fields(record)}


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    if hasattr(value, "__dataclass_fields__"):
        return to_dict(value)
    return value


def from_dict(kind: type[R], data: Mapping[str, Any]) -> R:
    """Return the record of type `kind` that `to_dict` turned into `data`.

    Raises TypeError if a field is missing or unknown.
    """
    hints = get_type_hints(kind)
    return kind(**{name: _rich(hints[name], value) if name in hints else value for name, value in data.items()})


def _rich(hint: Any, value: Any) -> Any:
    if isinstance(value, list):
        inner = get_args(hint)
        if get_origin(hint) is UnionType:
            inner = get_args(next(h for h in inner if get_origin(h) is tuple))
        return tuple(_rich(inner[0], item) for item in value)
    if isinstance(value, dict) and hasattr(hint, "__dataclass_fields__"):
        return from_dict(hint, value)
    return value
