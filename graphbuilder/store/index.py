"""The index of resolution in the store: writes it, and reads the part that a change touches."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graphbuilder.model import Decision, Extraction, make_id
from graphbuilder.resolve.assign import Assignment, Facts, assign
from graphbuilder.resolve.candidates import MAX_OFFERS, Card, Traits, mark, traits_of
from graphbuilder.resolve.cluster import clusters
from graphbuilder.resolve.copies import bands, shingles
from graphbuilder.resolve.decisions import Bearing, Standing, at_span, standing
from graphbuilder.resolve.namesakes import Sighting
from graphbuilder.store.base import Row, Transaction
from graphbuilder.store.cypher import index as cypher
from graphbuilder.store.records import batches, decisions

DOCUMENT_LOCKS = tuple(f"document {number:02x}" for number in range(256))
TRAITS_PROPERTIES = ("words", "group", "wikidata", "country", "fields", "time", "short", "acronym")


@dataclass(frozen=True, slots=True, kw_only=True)
class Indexed:
    """What the index holds of a document: its local entities' traits and the bands of its text."""

    document: str
    traits: dict[str, Traits]
    mentions: dict[str, int]
    bands: tuple[str, ...]

    @property
    def keys(self) -> set[str]:
        """The blocks that it touches, a lock for each Wikidata id, and its bands."""
        keys = set(self.bands)
        for traits in self.traits.values():
            keys |= keys_of(traits)
        return keys


def keys_of(traits: Traits) -> set[str]:
    """Return the keys of the blocks that some traits touch, and a lock for the Wikidata id."""
    return {traits.block, *traits.offers, *(() if traits.wikidata is None else (f"={traits.wikidata}",))}


def indexed(extraction: Extraction) -> Indexed:
    """Return what the index holds of a document."""
    return Indexed(
        document=extraction.document.id,
        traits=traits_of(extraction),
        mentions=Counter(mention.entity for mention in extraction.mentions),
        bands=bands(shingles(extraction.sentences)),
    )


def document_lock(document: str) -> str:
    """Return the key that whoever changes a document locks first; documents share 256 of them."""
    return f"document {make_id(document)[:2]}"


def lock(tx: Transaction, keys: Iterable[str]) -> None:
    """Lock blocks until the transaction ends, in sorted order; other loaders that meet in one of them wait."""
    for batch in batches(sorted(keys)):
        tx.write(cypher.LOCK, ids=batch)


def write_index(tx: Transaction, documents: Sequence[Indexed]) -> None:
    """Write traits and blocks of documents whose facts of record are written and whose blocks are locked."""
    distinct = {traits.id: traits for document in documents for traits in document.traits.values()}
    for batch in batches(traits for _, traits in sorted(distinct.items())):
        tx.write(cypher.MERGE_TRAITS, rows=[{"id": traits.id, "props": _properties(traits)} for traits in batch])
    _links(tx, cypher.NAMED, ((id_, traits.block) for id_, traits in sorted(distinct.items())))
    _links(tx, cypher.OFFERS, ((id_, key) for id_, traits in sorted(distinct.items()) for key in traits.offers))
    _links(tx, cypher.BAND, ((document.document, band) for document in documents for band in document.bands))
    rows = (
        {"local": local, "traits": traits.id, "mentions": document.mentions.get(local, 0), "document": document.document}
        for document in documents
        for local, traits in document.traits.items()
    )
    for batch_of_rows in batches(rows):
        tx.write(cypher.LIKE, rows=batch_of_rows)


def _properties(traits: Traits) -> dict[str, Any]:
    values = {name: getattr(traits, name) for name in TRAITS_PROPERTIES} | {"entity_type": traits.label}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value is not None}


def _links(tx: Transaction, statement: str, pairs: Iterable[tuple[str, str]]) -> None:
    for batch in batches(pairs):
        tx.write(statement, rows=[{"a": a, "b": b} for a, b in batch])


def _traits(row: Row) -> Traits:
    values: dict[str, Any] = {name: row[name] for name in ("words", "label", "wikidata", "country", "acronym")}
    values |= {name: tuple(row[name] or ()) for name in ("fields", "time", "short")}
    return Traits(**values, group=row["group_"])


@dataclass(slots=True, kw_only=True)
class Decided:
    """Persons' decisions as they stand, and where the local entities are that they are about.

    `pointed` has the blocks of all decisions, also of those that are withdrawn.
    """

    standing: Standing
    pointed: set[str]
    traits: dict[str, str]
    blocks: dict[str, str]
    wikidata: dict[str, set[str]]

    @classmethod
    def none(cls) -> Decided:
        """Return that nothing was decided."""
        return cls(standing=standing((), lambda _: None), pointed=set(), traits={}, blocks={}, wikidata={})

    @property
    def is_empty(self) -> bool:
        """True if no decision moves anything."""
        return not self.traits


def read_decided(tx: Transaction) -> Decided:
    """Return persons' decisions as they stand."""
    given = decisions(tx)
    rows = tx.read(cypher.DECIDED) if given else []
    at = {(row["decision"], row["side"]): row["local"] for row in rows}
    points = {point: at.get((d.id, side)) for d in given for side, point in (("a", d.a), ("b", d.b))}
    stands = standing(given, points.get)
    wikidata = {row["local"]: {row["wikidata"], row["entity_wikidata"], _wikidata(row["entity"])} - {None} for row in rows}
    used = {row["local"]: row for row in rows if row["local"] in stands.class_of}
    return Decided(
        standing=stands,
        pointed={row["block"] for row in rows},
        traits={local: row["traits"] for local, row in used.items()},
        blocks={local: row["block"] for local, row in used.items()},
        wikidata={local: wikidata[local] for local in used},
    )


def _wikidata(entity: str | None) -> str | None:
    """Return the id of an entity if it is a Wikidata id: while a whole graph is derived, that is all that is known of it."""
    return entity if entity is not None and entity.startswith("Q") else None


def point_decisions(tx: Transaction, given: Sequence[Decision]) -> None:
    """Link decisions with the local entities that are mentioned where they point."""
    tx.write(cypher.NOT_ABOUT, ids=[decision.id for decision in given])
    documents = sorted({point.document for decision in given for point in (decision.a, decision.b)})
    mentions: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for row in tx.read(cypher.MENTIONS_OF, ids=documents) if documents else ():
        mentions[row["document"]].append((row["start"], row["end_char"], row["local"]))
    rows = [
        {"decision": decision.id, "side": side, "local": local}
        for decision in given
        for side, point in (("a", decision.a), ("b", decision.b))
        if (local := at_span(point.start, point.end, mentions[point.document])) is not None
    ]
    for batch in batches(rows):
        tx.write(cypher.ABOUT, rows=batch)


@dataclass(slots=True, kw_only=True)
class Part:
    """The part of the index that is decided together: blocks closed under who offers short forms in them, and decisions."""

    tx: Transaction
    decided: Decided
    keys: set[str] = field(default_factory=set)
    traits: dict[str, Traits] = field(default_factory=dict)
    offered: dict[str, set[str]] = field(default_factory=dict)
    state: dict[str, list[Row]] = field(default_factory=dict)

    def grow(self, keys: Iterable[str]) -> None:
        """Take in blocks, and all that must be decided with them. Each block is locked before it is read."""
        new = {key for key in keys if not key.startswith("=")} - self.keys
        while new:
            lock(self.tx, new)
            self.keys |= new
            new = self._read(sorted(new)) - self.keys

    def _read(self, keys: list[str]) -> set[str]:
        found: set[str] = set()
        for row in self.tx.read(cypher.TRAITS_IN, ids=keys):
            traits = _traits(row)
            self.traits[traits.id] = traits
            found.update(traits.offers)
        few = [row["block"] for row in self.tx.read(cypher.OFFERING, ids=keys) if row["names"] <= MAX_OFFERS]
        for row in self.tx.read(cypher.OFFERING_BLOCKS, ids=few) if few else ():
            self.offered.setdefault(row["block"], set()).add(row["offering"])
            found.add(row["offering"])
        return found | self._decided_with(found | set(keys))

    def _decided_with(self, keys: set[str]) -> set[str]:
        """Return the blocks that persons' decisions tie to some of these."""
        if self.decided.is_empty:
            return set()
        linked = {traits.wikidata for traits in self.traits.values()} - {None}
        blocks, stands = self.decided.blocks, self.decided.standing
        classes = {stands.class_of[local] for local in blocks if blocks[local] in keys or self.decided.wikidata[local] & linked}
        classes |= {b for a, b in stands.apart if a in classes}
        tied = [local for local in blocks if stands.class_of[local] in classes]
        wikidata = sorted({id_ for local in tied for id_ in self.decided.wikidata[local]})
        more = {row["id"] for row in self.tx.read(cypher.BLOCKS_OF_WIKIDATA, ids=wikidata)} if wikidata else set()
        return more | {blocks[local] for local in tied}

    def assignments(self, *, linked: bool) -> list[Assignment]:
        """Decide about all that the part holds.

        Args:
            linked: read where the local entities with Wikidata ids are as well, because decisions may have moved them.
        """
        moved = {id_ for ids in self.decided.wikidata.values() for id_ in ids}
        self._read_state(id_ for id_, t in self.traits.items() if linked or t.wikidata is None or t.wikidata in moved)
        cards = []
        for id_, traits in self.traits.items():
            rows = self.state.get(id_, [])
            if rows or traits.wikidata is not None:
                first = min((row["first"] for row in rows), default="")
                cards.append(Card.of(traits, locals=sum(row["locals"] for row in rows), first=first))
        found = clusters(cards, self.offered, self.sightings)
        return assign(found, self.decided.standing, Facts(locals_of=self.locals_of, traits_of=self.decided.traits, bearings=self.bearings))

    def _read_state(self, traits: Iterable[str]) -> None:
        for batch in batches(sorted(traits)):
            for row in self.tx.read(cypher.STATE, ids=batch):
                self.state.setdefault(row["traits"], []).append(row)

    def locals_of(self, traits: str) -> list[str]:
        """Return the local entities of some traits."""
        return [row["local"] for row in self.tx.read(cypher.MEMBERS, ids=[traits])]

    def sightings(self, traits: str, limit: int) -> list[Sighting]:
        """Return the first local entities of some traits, with the marks of those named beside them."""
        first = [row["local"] for row in self.tx.read(cypher.FIRST_LOCALS, id=traits, limit=limit)]
        marks = self._marks(first)
        return [Sighting(local=local, marks=frozenset(marks[local])) for local in first]

    def _marks(self, locals_: list[str]) -> dict[str, set[str]]:
        marks: dict[str, set[str]] = defaultdict(set)
        for row in self.tx.read(cypher.BESIDE, ids=locals_):
            marks[row["local"]].add(mark(row["words"], row["label"], row["wikidata"], row["country"]))
        return marks

    def bearings(self, locals_: Collection[str]) -> dict[str, Bearing]:
        """Return what local entities bring to the choice of a side."""
        marks = self._marks(sorted(locals_))
        return {
            row["local"]: Bearing(
                words=row["words"],
                label=row["label"],
                country=row["country"],
                document=row["document"],
                marks=frozenset(marks[row["local"]]),
            )
            for row in self.tx.read(cypher.BEARING, ids=sorted(locals_))
        }
