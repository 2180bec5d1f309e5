"""The facts of record in the store: written once a document, read back as the same records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from typing import Any, Protocol, TypeVar

from graphbuilder.errors import StoreMismatchError, StoreUnfinishedError
from graphbuilder.model import (
    Claim,
    Decision,
    Document,
    Evidence,
    Extraction,
    LocalEntity,
    Mention,
    MentionPoint,
    Sentence,
    to_dict,
)
from graphbuilder.store.base import GraphStore, Row, Transaction, attempt
from graphbuilder.store.cypher import records as cypher

BATCH = 1_000
SPANS = ("subject_span", "object_span", "predicate_span", "attribution_span", "place_span")
ARCHIVE_FORMAT = "graphbuilder-archive/1"
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Meta:
    """What a store was made with."""

    format: str
    extractor: str
    model: str
    ontology: str


class Reader(Protocol):
    """What a store and a transaction share."""

    def read(self, cypher: str, /, **params: Any) -> list[Row]: ...


def batches(items: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """Yield the items in lists of at most `size`."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def write_extraction(tx: Transaction, extraction: Extraction) -> None:
    """Write all that was read in one document. Writing it again changes nothing."""
    write_extractions(tx, [extraction])


def write_extractions(tx: Transaction, extractions: Sequence[Extraction]) -> None:
    """Write several documents with few statements: the same rows, in batches."""
    _nodes(tx, "Document", (_document_row(x.document) for x in extractions))
    _nodes(tx, "Sentence", (_sentence_row(s) for x in extractions for s in x.sentences))
    _links(tx, ("Sentence", "IN", "Document"), ((s.id, s.document) for x in extractions for s in x.sentences))
    _nodes(tx, "LocalEntity", (_entity_row(e) for x in extractions for e in x.entities))
    _links(tx, ("LocalEntity", "IN", "Document"), ((e.id, e.document) for x in extractions for e in x.entities))
    for batch in batches(_mention_row(m) for x in extractions for m in x.mentions):
        tx.write(cypher.MERGE_MENTIONS, rows=batch)
    _nodes(tx, "Claim", (_claim_row(c) for x in extractions for c in x.claims))
    _links(tx, ("Claim", "STATED_IN", "Sentence"), ((c.id, c.sentence) for x in extractions for c in x.claims))


def _nodes(tx: Transaction, label: str, rows: Iterable[Row]) -> None:
    for batch in batches(rows):
        tx.write(cypher.merge_nodes(label), rows=batch)


def _links(tx: Transaction, names: tuple[str, str, str], pairs: Iterable[tuple[str, str]]) -> None:
    for batch in batches(pairs):
        tx.write(cypher.merge_links(*names), rows=[{"a": a, "b": b} for a, b in batch])


def _row(record: Any, *without: str, **more: Any) -> Row:
    props = {name: value for name, value in to_dict(record).items() if name not in ("id", *without) and value is not None}
    return {"id": record.id, "props": props | more}


def _document_row(document: Document) -> Row:
    return _row(document, "title", **({} if document.title is None else {"headline": document.title}))


def _sentence_row(sentence: Sentence) -> Row:
    return _row(sentence, "document", "start", "end", start_char=sentence.start, end_char=sentence.end)


def _entity_row(entity: LocalEntity) -> Row:
    return _row(entity, "document", "label", entity_type=entity.label)


def _mention_row(mention: Mention) -> Row:
    place = mention.evidence
    props = {"start_char": place.start, "end_char": place.end, "text": place.quote, "kind": mention.kind}
    if mention.stands_for is not None:
        props["stands_for"] = mention.stands_for
    return {"id": mention.id, "a": mention.sentence, "b": mention.entity, "props": props}


def _claim_row(claim: Claim) -> Row:
    spans = [offset for name in SPANS for offset in (getattr(claim, name) or (-1, -1))]
    return _row(claim, "type", "sentence", "evidence", *SPANS, relation=claim.type, spans=spans)


def delete_document(tx: Transaction, document: str) -> None:
    """Delete the facts of record of one document; one that is not there is no error."""
    for statement in (cypher.DELETE_CLAIMS, cypher.DELETE_SENTENCES, cypher.DELETE_LOCAL_ENTITIES, cypher.DELETE_DOCUMENT):
        tx.write(statement, id=document)


def stored_documents(reader: Reader) -> dict[str, str]:
    """Return the hash of every stored document by its id."""
    return {row["id"]: row["hash"] for row in reader.read(cypher.DOCUMENT_IDS)}


def read_documents(reader: Reader, ids: Sequence[str]) -> list[Document]:
    """Return the documents that are stored, of those asked for, sorted by id."""
    return sorted((Document(**row) for row in reader.read(cypher.DOCUMENTS, ids=list(ids))), key=lambda d: d.id)


def read_claims(reader: Reader, ids: Sequence[str]) -> list[Claim]:
    """Return the claims that are stored, of those asked for, sorted by id."""
    return sorted((_claim(row) for row in reader.read(cypher.CLAIMS, ids=list(ids))), key=lambda c: c.id)


def read_published(reader: Reader, claims: Sequence[str]) -> dict[str, str]:
    """Return when the documents of these claims were published, by the claim's id, where it is known."""
    return {row["claim"]: row["published"] for row in reader.read(cypher.PUBLISHED, ids=list(claims))}


def read_extraction(reader: Reader, document: str) -> Extraction | None:
    """Return all that was read in a stored document, None if it is not stored."""
    return next(iter(read_extractions(reader, [document])), None)


def read_extractions(reader: Reader, ids: Sequence[str]) -> list[Extraction]:
    """Return all that was read in these documents, those that are stored, sorted by id; each part in the order of the text."""
    wanted = list(ids)
    sentences, entities, mentions, claims = (defaultdict(list) for _ in range(4))
    for row in reader.read(cypher.SENTENCES, ids=wanted):
        sentence = Sentence(
            id=row["id"], document=row["document"], part=row["part"], start=row["start"], end=row["end_char"], text=row["text"]
        )
        sentences[sentence.document].append(sentence)
    for row in reader.read(cypher.LOCAL_ENTITIES, ids=wanted):
        row["group"] = row.pop("group_")
        entities[row["document"]].append(LocalEntity(**{**row, "aliases": tuple(row["aliases"] or ())}))
    for row in reader.read(cypher.MENTIONS, ids=wanted):
        evidence = Evidence(document=row["document"], start=row["start"], end=row["end_char"], quote=row["text"])
        fields = {name: row[name] for name in ("id", "sentence", "entity", "kind", "stands_for")}
        mentions[evidence.document].append(Mention(**fields, evidence=evidence))
    for row in reader.read(cypher.CLAIMS_OF_DOCUMENTS, ids=wanted):
        claims[row["document"]].append(_claim(row))
    return [
        Extraction(
            document=document,
            sentences=tuple(sorted(sentences[document.id], key=lambda s: (s.start, s.end, s.id))),
            entities=tuple(sorted(entities[document.id], key=lambda e: e.id)),
            mentions=tuple(sorted(mentions[document.id], key=lambda m: (m.evidence.start, m.evidence.end, m.id))),
            claims=tuple(sorted(claims[document.id], key=lambda c: (c.evidence.start, c.id))),
        )
        for document in read_documents(reader, wanted)
    ]


def extractions(reader: Reader, *, batch: int = 50) -> Iterator[Extraction]:
    """Yield all that was read, a document at a time, sorted by document id."""
    for ids in batches(sorted(stored_documents(reader)), batch):
        yield from read_extractions(reader, ids)


def _claim(row: Row) -> Claim:
    evidence = Evidence(document=row["document"], start=row["start"], end=row["end_char"], quote=row["text"])
    offsets = row["spans"]
    pairs = [(offsets[i], offsets[i + 1]) for i in range(0, len(offsets), 2)]
    spans: dict[str, Any] = {name: None if pair[0] < 0 else pair for name, pair in zip(SPANS, pairs, strict=True)}
    plain = (
        "id",
        "subject",
        "object",
        "predicate",
        "theme",
        "role",
        "polarity",
        "modality",
        "time",
        "rule",
        "confidence",
        "attributed_to",
        "place",
        "sentence",
    )
    return Claim(**{name: row[name] for name in plain}, type=row["relation"], evidence=evidence, **spans)


def read_meta(reader: Reader) -> Meta | None:
    """Return what the store says of itself, None if nothing was written yet."""
    rows = reader.read(cypher.META)
    return Meta(**rows[0]) if rows else None


def write_meta(tx: Transaction, meta: Meta) -> None:
    """Write what the store says of itself."""
    tx.write(cypher.merge_nodes("Meta"), rows=[{"id": "meta", "props": asdict(meta)}])


def make_meta(*, extractor: str, ontology: str) -> Meta:
    """Return what a store made with this extractor ("graphbuilder 0.1.0, en_core_web_md 3.7.1") and ontology says of itself."""
    program, _, model = extractor.partition(", ")
    return Meta(format=ARCHIVE_FORMAT, extractor=program, model=model, ontology=ontology)


def is_pending(reader: Reader) -> bool:
    """Return whether the facts of record are there and the derived part is not complete: a load at one go or a rebuild runs, or broke off."""
    return bool(reader.read(cypher.PENDING))


def is_read(reader: Reader) -> bool:
    """Return False while the texts are being read again, or where that was interrupted: only the same command can go on."""
    return not any(row["reading"] for row in reader.read(cypher.PENDING))


def remedy(reader: Reader) -> str | None:
    """Return the command that completes the store, None if it is complete."""
    if not is_pending(reader):
        return None
    return "graphbuilder rebuild" if is_read(reader) else "graphbuilder rebuild --extract"


def check_complete(reader: Reader, url: str) -> None:
    """Raise StoreUnfinishedError if the derived part is not complete."""
    if (command := remedy(reader)) is not None:
        raise StoreUnfinishedError(
            f"{url} is not complete: a first load or rebuild runs, or was interrupted; wait for it, or finish it with `{command}`"
        )


def check_read(reader: Reader, url: str) -> None:
    """Raise StoreUnfinishedError if only a part of the documents was read again, so that nothing may be derived from them."""
    if not is_read(reader):
        check_complete(reader, url)


def check_meta(store: GraphStore, *, extractor: str, ontology: str) -> None:
    """Begin a store for this extractor and ontology, or see that it was made with the same.

    Args:
        store: the store.
        extractor: program and model, "graphbuilder 0.1.0, en_core_web_md 3.7.1".
        ontology: its version.

    Raises:
        StoreMismatchError: it was made with others.
    """
    wanted = make_meta(extractor=extractor, ontology=ontology)
    found = read_meta(store) or attempt(store, partial(_begin_meta, wanted=wanted))
    if found != wanted:
        raise StoreMismatchError(
            f"{store.url} was made with {found.extractor}, {found.model}, ontology {found.ontology}, and this is {wanted.extractor}, "
            f"{wanted.model}, ontology {wanted.ontology}; give another --store, or read its texts again with `graphbuilder rebuild --extract`"
        )


def _begin_meta(tx: Transaction, wanted: Meta) -> Meta:
    tx.write(cypher.BEGIN_META, props=asdict(wanted))
    return read_meta(tx) or wanted


def write_decision(tx: Transaction, decision: Decision) -> None:
    """Write a person's decision."""
    props: Row = {"judgement": decision.judgement, "reason": decision.reason, "by": decision.by, "at": decision.at}
    for side, point in (("a", decision.a), ("b", decision.b)):
        props |= {f"document_{side}": point.document, f"start_{side}": point.start, f"end_{side}": point.end}
    tx.write(cypher.merge_nodes("Decision"), rows=[{"id": decision.id, "props": props}])


def decisions(reader: Reader) -> list[Decision]:
    """Return all decisions, sorted by id."""
    return [
        Decision(
            id=row["id"],
            a=MentionPoint(document=row["document_a"], start=row["start_a"], end=row["end_a"]),
            b=MentionPoint(document=row["document_b"], start=row["start_b"], end=row["end_b"]),
            judgement=row["judgement"],
            reason=row["reason"],
            by=row["by_"],
            at=row["at_"],
        )
        for row in reader.read(cypher.DECISIONS)
    ]
