"""A whole graph at once: derived in memory and written in batches, into a store that has none yet or is to be derived anew.

It takes several transactions. The store says so until the last, and whoever opens it next finishes the work (`is_pending`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

from graphbuilder.model import Claim, Decision, Extraction, Resolution
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.derive import derive
from graphbuilder.resolve.entities import profile
from graphbuilder.store import derived, records
from graphbuilder.store.cypher import derived as cypher_derived
from graphbuilder.store.cypher import index as cypher
from graphbuilder.store.index import indexed, lock, point_decisions, write_index
from graphbuilder.store.tallies import Tallies, write_tallies

if TYPE_CHECKING:
    from graphbuilder.store.base import GraphStore, Transaction

DOCUMENTS = 200  # in a transaction
RECORDS = 20_000
T = TypeVar("T")


def is_pending(store: GraphStore) -> bool:
    """Return whether the facts of record are there and the derived part is not complete."""
    return bool(store.read(cypher.PENDING))


def begin(store: GraphStore) -> None:
    """Say that the derived part is not complete."""
    with store.transaction() as tx:
        tx.write(cypher.SET_PENDING)


def write_facts(store: GraphStore, extractions: Iterable[Extraction]) -> Iterator[str]:
    """Write facts of record in batches; yield the id of each document that is written."""
    for batch in records.batches(extractions, DOCUMENTS):
        with store.transaction() as tx:
            records.write_extractions(tx, batch)
        yield from (extraction.document.id for extraction in batch)


def write_decisions(store: GraphStore, decisions: Iterable[Decision]) -> None:
    """Write persons' decisions."""
    for batch in records.batches(decisions):
        with store.transaction() as tx:
            for decision in batch:
                records.write_decision(tx, decision)


def derive_anew(store: GraphStore, ontology: Ontology) -> Sequence[Decision]:
    """Derive everything from the facts of record in the store, in place of what was derived; return the decisions set aside."""
    begin(store)
    _clear(store)
    extractions = list(records.extractions(store))
    decisions = records.decisions(store)
    for batch in records.batches(extractions, DOCUMENTS):
        documents = [indexed(extraction) for extraction in batch]
        with store.transaction() as tx:
            lock(tx, set().union(*(document.keys for document in documents)))
            write_index(tx, documents)
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
    with store.transaction() as tx:
        write_tallies(tx, _tallies(extractions, found.resolutions))
    with store.transaction() as tx:
        point_decisions(tx, decisions)
        tx.write(cypher.UNSET_PENDING)
    return found.set_aside


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
        with store.transaction() as tx:
            write(tx, batch)


def _clear(store: GraphStore) -> None:
    for label, clear in cypher_derived.CLEAR.items():
        while store.read(cypher_derived.count(label))[0]["n"]:
            with store.transaction() as tx:
                tx.write(clear, limit=RECORDS)
    with store.transaction() as tx:
        tx.write(cypher_derived.CLEAR_COPIES)
