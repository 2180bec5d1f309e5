"""Wire copies in the store: the groups that a change touches, found anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from graphbuilder.model import Copy, Sentence
from graphbuilder.resolve.copies import HELD, THRESHOLD, Shingles, copies, jaccard, shingles
from graphbuilder.store import derived
from graphbuilder.store.base import Transaction
from graphbuilder.store.cypher import bulk as cypher_bulk
from graphbuilder.store.cypher import derived as cypher_derived
from graphbuilder.store.cypher import index as cypher
from graphbuilder.store.cypher import records as cypher_records
from graphbuilder.store.index import lock
from graphbuilder.store.records import Reader


def update_copies(tx: Transaction, added: Mapping[str, Iterable[str]], seeds: Iterable[str]) -> set[str]:
    """Find the copies of new documents, and the groups of documents that lost a member; return whose group has changed.

    Args:
        tx: a transaction that holds the blocks of the documents' bands.
        added: new documents with their bands, which are in the store.
        seeds: documents that were in one group with a removed one.
    """
    start = {document for document, bands in added.items() if bands} | set(seeds)
    if not start:
        return set()
    groups = _Groups(tx, locked={band for bands in added.values() for band in bands})
    groups.grow(start)
    found = {copy.document: copy for copy in copies({document: groups.bands[document] for document in groups.members}, groups.shingles_of)}
    before = {row["document"]: row["original"] for row in tx.read(cypher.COPY_GROUPS, ids=sorted(groups.members))}
    after = {document: copy.original for document, copy in found.items()}
    changed = {document for document in groups.members if before.get(document) != after.get(document)}
    if changed & before.keys():
        tx.write(cypher_derived.DELETE_COPIES, ids=sorted(changed & before.keys()))
    derived.write_copies(tx, (found[document] for document in sorted(changed & found.keys())))
    return changed


class _Groups:
    """Documents that repeat one another, grown from some of them."""

    def __init__(self, tx: Transaction, *, locked: set[str]) -> None:
        self.tx = tx
        self.locked = locked
        self.members: set[str] = set()
        self.bands: dict[str, list[str]] = defaultdict(list)
        self._shingles: dict[str, Shingles] = {}

    def grow(self, start: set[str]) -> None:
        """Take in all documents that repeat one that is in."""
        edge = start
        while edge:
            self.members |= edge
            in_band = self._candidates(edge)
            self._read(edge | {document for documents in in_band.values() for document in documents})
            edge = {
                document
                for documents in in_band.values()
                for document in documents - self.members
                if any(jaccard(self._shingles[document], self._shingles[member]) >= THRESHOLD for member in documents & edge)
            }

    def _candidates(self, documents: set[str]) -> dict[str, set[str]]:
        for row in self.tx.read(cypher.BANDS_OF, ids=sorted(documents)):
            self.bands[row["document"]].append(row["band"])
        bands = {band for document in documents for band in self.bands[document]}
        lock(self.tx, bands - self.locked)
        self.locked |= bands
        held: dict[str, set[str]] = defaultdict(set)
        for row in self.tx.read(cypher.IN_BANDS, ids=sorted(bands)):
            held[row["band"]].add(row["document"])
        return {band: together for band, together in held.items() if len(together) > 1}

    def _read(self, documents: set[str]) -> None:
        self._shingles |= _shingles(self.tx, sorted(documents - self._shingles.keys()) if len(documents) > 1 else [])

    def shingles_of(self, document: str) -> Shingles:
        """Return the shingles of a document that was looked at."""
        return self._shingles[document]


def find_copies(reader: Reader) -> tuple[Copy, ...]:
    """Return the copies among all documents."""
    bands: dict[str, list[str]] = defaultdict(list)
    for row in reader.read(cypher_bulk.SHARED_BANDS):
        bands[row["document"]].append(row["band"])

    @lru_cache(maxsize=HELD)
    def held(document: str) -> Shingles:
        return _shingles(reader, [document])[document]

    return copies(bands, held)


def _shingles(reader: Reader, documents: Sequence[str]) -> dict[str, Shingles]:
    sentences: dict[str, list[Sentence]] = {document: [] for document in documents}
    for row in reader.read(cypher_records.SENTENCES, ids=list(documents)) if documents else ():
        row["end"] = row.pop("end_char")
        sentences[row["document"]].append(Sentence(**row))
    return {document: shingles(held) for document, held in sentences.items()}
