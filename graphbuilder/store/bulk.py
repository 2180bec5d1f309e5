"""A whole graph at once: derived in memory and written in batches, into a store that has none yet or is to be derived anew.

It takes several transactions, all within `store.alone()`. The store says so until the last, whoever would change it (`update.apply`) waits
for that, and whoever opens it after an interruption finishes the work.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from graphbuilder.model import Decision, Extraction
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.corpus import Corpus, Gist, Said
from graphbuilder.resolve.derive import derive_corpus
from graphbuilder.store import derived, records
from graphbuilder.store.base import attempt, side_by_side
from graphbuilder.store.cypher import derived as cypher
from graphbuilder.store.cypher import records as cypher_records
from graphbuilder.store.index import DOCUMENT_LOCKS, Indexed, lock, point_decisions, write_index
from graphbuilder.store.tallies import write_members

if TYPE_CHECKING:
    from graphbuilder.store.base import GraphStore, Transaction

DOCUMENTS = 50  # in a transaction
RECORDS = 5_000
T = TypeVar("T")


def begin(store: GraphStore, *, first: bool = False, reading: records.Meta | None = None) -> bool:
    """Say that the derived part is not complete, when nobody else is in the middle of a change. Returns whether it is so.

    Args:
        store: the store.
        first: only if there is no document yet, or a load that was interrupted.
        reading: what the store is made with from now on; until `end_reading` its documents are not all of that.
    """

    def work(tx: Transaction) -> bool:
        lock(tx, DOCUMENT_LOCKS)
        if first and tx.read(cypher_records.ANY_DOCUMENT) and not records.is_pending(tx):
            return False
        tx.write(cypher_records.SET_PENDING)
        if reading is not None:
            records.write_meta(tx, reading)
            tx.write(cypher_records.SET_READING)
        return True

    return attempt(store, work)


def end_reading(store: GraphStore) -> None:
    """Say that all documents are read again."""
    attempt(store, lambda tx: tx.write(cypher_records.UNSET_READING))


def corpus_of(store: GraphStore) -> Corpus:
    """Return a corpus without documents, of those that are in the store or will be."""

    def extraction_of(document: str) -> Extraction:
        (found,) = records.read_extractions(store, [document])
        return found

    return Corpus(extraction_of)


def write_facts(store: GraphStore, extractions: Iterable[Extraction], stored: Container[str], corpus: Corpus) -> Iterator[str]:
    """Write facts of record in batches, in place of what is stored under their ids, and take them into the corpus.

    Yields the id of each document when it is written.
    """
    again: dict[str, Extraction] = {}

    def first() -> Iterator[Extraction]:
        """Set aside those whose id came before, because several batches are written at a time; of one id the last counts."""
        came: set[str] = set()
        for extraction in extractions:
            if extraction.document.id in came:
                again[extraction.document.id] = extraction
            else:
                came.add(extraction.document.id)
                yield extraction

    def write(tx: Transaction, batch: list[Extraction]) -> list[Extraction]:
        for extraction in batch:
            if extraction.document.id in stored or extraction.document.id in again:
                records.delete_document(tx, extraction.document.id)
        records.write_extractions(tx, batch)
        return batch

    for some in (first(), again.values()):
        for batch in side_by_side(store, write, records.batches(some, DOCUMENTS)):
            for extraction in batch:
                corpus.add(extraction)
                yield extraction.document.id


def write_decisions(store: GraphStore, decisions: Iterable[Decision]) -> None:
    """Write persons' decisions."""

    def write(tx: Transaction, batch: Sequence[Decision]) -> None:
        for decision in batch:
            records.write_decision(tx, decision)

    _write(store, write, decisions)


def derive_anew(store: GraphStore, ontology: Ontology, corpus: Corpus | None = None) -> Sequence[Decision]:
    """Derive everything from the facts of record in the store, in place of what was derived; return the decisions set aside.

    `corpus` has the documents that were seen already; the others are read.
    """
    begin(store)
    _clear(store, ontology)
    corpus = corpus_of(store) if corpus is None else corpus
    for extraction in records.extractions(store, without=corpus.gists.keys()):
        corpus.add(extraction)
    decisions = records.decisions(store)
    found = derive_corpus(corpus, decisions, ontology)
    entity_of = {resolution.local: resolution.entity for resolution in found.resolutions}

    def link(tx: Transaction, batch: Sequence[Said]) -> None:
        derived.link_claims(tx, batch, entity_of)

    _write(store, _write_index, corpus.gists.values(), size=DOCUMENTS)
    _write(store, derived.write_entities, found.entities, most=store.writers)
    _write(store, derived.write_resolutions, found.resolutions)
    _write(store, link, corpus.claims())
    _write(store, derived.write_relations, found.relations)
    _write(store, derived.write_copies, found.copies)
    _write(store, write_members, ((entity, member) for entity, members in found.members.items() for member in members), most=store.writers)
    attempt(store, lambda tx: _end(tx, decisions))
    return found.set_aside


def _write_index(tx: Transaction, gists: Sequence[Gist]) -> None:
    documents = [Indexed.of(gist) for gist in gists]
    lock(tx, set().union(*(document.keys for document in documents)))
    write_index(tx, documents)


def _end(tx: Transaction, decisions: Sequence[Decision]) -> None:
    point_decisions(tx, decisions)
    tx.write(cypher_records.UNSET_PENDING)


def _write(
    store: GraphStore, write: Callable[[Transaction, Sequence[T]], None], items: Iterable[T], *, size: int = RECORDS, most: int = 1
) -> None:
    """Write in batches; with `most` more than 1 so many at a time, where they touch no node in common."""
    for _ in side_by_side(store, write, records.batches(items, size), most=most):
        pass


def _clear(store: GraphStore, ontology: Ontology) -> None:
    """Delete what is derived: edges before nodes, so that no transaction has to delete all edges of one that has many."""

    def work(tx: Transaction, count: str, clear: str) -> bool:
        """Delete some of what there is; return whether there was any."""
        found = bool(tx.read(count)[0]["n"])
        if found:
            tx.write(clear, limit=RECORDS)
        return found

    edges = ((cypher.count_edges(kind), cypher.clear_edges(kind)) for kind in (*cypher.EDGES, *ontology.relations))
    nodes = ((cypher.count(label), clear) for label, clear in cypher.CLEAR.items())
    for count, clear in (*edges, *nodes):
        while attempt(store, partial(work, count=count, clear=clear)):
            pass
