"""A whole graph at once: derived in memory and written in batches, into a store that has none yet or is to be derived anew.

It takes several transactions, all within `store.alone()`. The store says so until the last, whoever would change it (`update.apply`) waits
for that, and whoever opens it after an interruption finishes the work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from graphbuilder.model import Claim, Decision, Extraction, Resolution
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.derive import derive
from graphbuilder.resolve.entities import profile
from graphbuilder.store import derived, records
from graphbuilder.store.base import attempt
from graphbuilder.store.cypher import derived as cypher_derived
from graphbuilder.store.cypher import records as cypher_records
from graphbuilder.store.index import DOCUMENT_LOCKS, Indexed, indexed, lock, point_decisions, write_index
from graphbuilder.store.tallies import Tallies, write_tallies

if TYPE_CHECKING:
    from graphbuilder.store.base import GraphStore, Transaction

DOCUMENTS = 200  # in a transaction
RECORDS = 20_000
T = TypeVar("T")


def begin(store: GraphStore, *, first: bool = False) -> bool:
    """Say that the derived part is not complete, when nobody else is in the middle of a change.

    With `first` only if there is no document yet, or a load that was interrupted. Returns whether it is so.
    """

    def work(tx: Transaction) -> bool:
        lock(tx, DOCUMENT_LOCKS)
        if first and tx.read(cypher_records.ANY_DOCUMENT) and not records.is_pending(tx):
            return False
        tx.write(cypher_records.SET_PENDING)
        return True

    return attempt(store, work)


def write_facts(store: GraphStore, extractions: Iterable[Extraction], stored: Container[str]) -> Iterator[str]:
    """Write facts of record in batches, in place of what is stored under their ids; yield the id of each document that is written."""
    seen: set[str] = set()

    def write(tx: Transaction, batch: Sequence[Extraction]) -> None:
        for extraction in batch:
            if extraction.document.id in seen or extraction.document.id in stored:
                records.delete_document(tx, extraction.document.id)
        records.write_extractions(tx, batch)

    for batch in records.batches(extractions, DOCUMENTS):
        of_each = {extraction.document.id: extraction for extraction in batch}
        attempt(store, partial(write, batch=list(of_each.values())))
        seen |= of_each.keys()
        yield from of_each


def write_decisions(store: GraphStore, decisions: Iterable[Decision]) -> None:
    """Write persons' decisions."""
    _write(store, _write_decisions, decisions)


def _write_decisions(tx: Transaction, decisions: Sequence[Decision]) -> None:
    for decision in decisions:
        records.write_decision(tx, decision)


def derive_anew(store: GraphStore, ontology: Ontology) -> Sequence[Decision]:
    """Derive everything from the facts of record in the store, in place of what was derived; return the decisions set aside."""
    begin(store)
    _clear(store)
    extractions = list(records.extractions(store))
    decisions = records.decisions(store)
    for batch in records.batches(extractions, DOCUMENTS):
        attempt(store, partial(_write_index, documents=[indexed(extraction) for extraction in batch]))
    found = derive(extractions, decisions, ontology)
    entity_of = {resolution.local: resolution.entity for resolution in found.resolutions}
    claims = (claim for extraction in extractions for claim in extraction.claims)

    def link(tx: Transaction, batch: Sequence[Claim]) -> None:
        derived.link_claims(tx, batch, entity_of)

    _write(store, derived.write_entities, found.entities)
    _write(store, derived.write_resolutions, found.resolutions)
    _write(store, link, claims)
    _write(store, derived.write_relations, found.relations)
    _write(store, derived.write_copies, found.copies)
    tallies = _tallies(extractions, found.resolutions)
    attempt(store, lambda tx: write_tallies(tx, tallies))
    attempt(store, lambda tx: _end(tx, decisions))
    return found.set_aside


def _write_index(tx: Transaction, documents: Sequence[Indexed]) -> None:
    lock(tx, set().union(*(document.keys for document in documents)))
    write_index(tx, documents)


def _end(tx: Transaction, decisions: Sequence[Decision]) -> None:
    point_decisions(tx, decisions)
    tx.write(cypher_records.UNSET_PENDING)


def _tallies(extractions: Iterable[Extraction], resolutions: Iterable[Resolution]) -> Tallies:
    of = {resolution.local: resolution for resolution in resolutions}
    tallies = Tallies()
    for extraction in extractions:
        mentions = Counter(mention.entity for mention in extraction.mentions)
        for local in extraction.entities:
            tallies.add(profile(local), of[local.id].entity, of[local.id].reason, mentions[local.id])
    return tallies


def _write(store: GraphStore, write: Callable[[Transaction, Sequence[T]], None], items: Iterable[T]) -> None:
    for batch in records.batches(items, RECORDS):

        def work(tx: Transaction, batch: Sequence[T] = batch) -> None:
            write(tx, batch)

        attempt(store, work)


def _clear(store: GraphStore) -> None:
    def work(tx: Transaction) -> bool:
        """Delete some of what there is; return whether there may be more."""
        for label, clear in cypher_derived.CLEAR.items():
            if tx.read(cypher_derived.count(label))[0]["n"]:
                tx.write(clear, limit=RECORDS)
                return True
        tx.write(cypher_derived.CLEAR_COPIES)
        return False

    while attempt(store, work):
        pass
