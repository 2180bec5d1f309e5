"""A whole graph at once, derived from the store in batches: into a store that has none yet or is to be derived anew.

What is held in memory for all documents is ids: of documents, blocks and entities. Texts, names, claims and edges pass by, some at a time.

It takes several transactions, all within `store.alone()`. The store says so until the last, whoever would change it (`update.apply`) waits
for that, and whoever opens it after an interruption finishes the work.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from graphbuilder.model import Decision, Extraction, make_id
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.assign import Assignment
from graphbuilder.resolve.entities import Member, describe
from graphbuilder.resolve.relations import Statement, relations
from graphbuilder.store import derived, records
from graphbuilder.store.base import attempt, side_by_side
from graphbuilder.store.copies import find_copies
from graphbuilder.store.cypher import bulk as cypher
from graphbuilder.store.cypher import derived as cypher_derived
from graphbuilder.store.cypher import records as cypher_records
from graphbuilder.store.index import DOCUMENT_LOCKS, Decided, Part, indexed, lock, point_decisions, read_decided, write_index
from graphbuilder.store.tallies import profile_of, write_members

if TYPE_CHECKING:
    from graphbuilder.store.base import GraphStore, Transaction

DOCUMENTS = 50  # in a transaction
RECORDS = 5_000
ENTITIES = 1_000
LOCALS = 2_000
T = TypeVar("T")


def begin(store: GraphStore, *, first: bool = False) -> bool:
    """Say that the derived part is not complete, when nobody else is in the middle of a change. Returns whether it is so.

    Args:
        store: the store.
        first: only if there is no document yet, or a load that was interrupted.
    """

    def work(tx: Transaction) -> bool:
        lock(tx, DOCUMENT_LOCKS)
        if first and tx.read(cypher_records.ANY_DOCUMENT) and not records.is_pending(tx):
            return False
        tx.write(cypher_records.SET_PENDING)
        return True

    return attempt(store, work)


def begin_reading(store: GraphStore, meta: records.Meta) -> list[str]:
    """Begin to read the stored texts again, or go on where it was interrupted; return the ids of the documents still to be read.

    Until `end_reading` the store says that its documents are not all of what it is made with, which is `meta` from now on.
    """
    begin(store)

    def work(tx: Transaction) -> list[str]:
        if records.is_read(tx) or records.read_meta(tx) != meta:
            records.write_meta(tx, meta)
            tx.write(cypher_records.SET_READING)
            tx.write(cypher_records.SET_UNREAD)
        return sorted(row["id"] for row in tx.read(cypher_records.UNREAD))

    return attempt(store, work)


def end_reading(store: GraphStore) -> None:
    """Say that all documents are read again; those that could not be stay as they were."""

    def work(tx: Transaction) -> None:
        tx.write(cypher_records.UNSET_UNREAD)
        tx.write(cypher_records.UNSET_READING)

    attempt(store, work)


def write_facts(store: GraphStore, extractions: Iterable[Extraction], stored: Container[str]) -> Iterator[str]:
    """Write facts of record and their part of the index in batches, in place of what is stored under their ids.

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
        _index(tx, batch)
        return batch

    for some in (first(), again.values()):
        for batch in side_by_side(store, write, records.batches(some, DOCUMENTS)):
            yield from (extraction.document.id for extraction in batch)


def write_decisions(store: GraphStore, decisions: Iterable[Decision]) -> None:
    """Write persons' decisions."""

    def write(tx: Transaction, batch: Sequence[Decision]) -> None:
        for decision in batch:
            records.write_decision(tx, decision)

    _write(store, write, decisions)


def derive_anew(store: GraphStore, ontology: Ontology, *, first: bool = False) -> Sequence[Decision]:
    """Derive everything from the facts of record in the store, in place of what was derived; return the decisions set aside.

    Args:
        store: the store.
        ontology: says which relation types are symmetric.
        first: nothing was derived yet but the index, which `write_facts` wrote.
    """
    begin(store)
    documents = sorted(records.stored_documents(store))
    if first:
        for statement in cypher.CLEAR_UNUSED:
            attempt(store, partial(_run, statement=statement))
    else:
        _clear(store, ontology)
        _write(store, _index_again, documents, size=DOCUMENTS)
    by_rule = _resolve(store)
    by_person, set_aside = attempt(store, _decide)
    entities = sorted(by_rule | by_person, key=make_id)  # apart are those of which most is said
    _write(store, _describe, entities, size=ENTITIES, most=store.writers)
    _write(store, _link, documents, size=DOCUMENTS)
    _write(store, derived.write_copies, find_copies(store))
    _write(store, partial(_relate, ontology=ontology), entities, size=ENTITIES)
    attempt(store, partial(_run, statement=cypher_records.UNSET_PENDING))
    return set_aside


def _index_again(tx: Transaction, documents: Sequence[str]) -> None:
    _index(tx, records.read_extractions(tx, documents))


def _index(tx: Transaction, extractions: Sequence[Extraction]) -> None:
    documents = [indexed(extraction) for extraction in extractions]
    lock(tx, set().union(*(document.keys for document in documents)))
    write_index(tx, documents)


def _resolve(store: GraphStore) -> set[str]:
    """Link all local entities with entities by rule, some blocks at a time with all that must be decided with them; return the entities."""
    entities: set[str] = set()
    done: set[str] = set()

    def work(tx: Transaction, keys: Sequence[str]) -> tuple[Part, set[str]]:
        part = Part(tx=tx, decided=Decided.none())
        part.grow(keys)  # a block that many offer a short form in comes again with each of them
        return part, _write_assignments(tx, [a for a in part.assignments(linked=True) if part.traits[a.traits].block not in done])

    for batch in _blocks(store):
        if keys := [key for key in batch if key not in done]:
            part, found = attempt(store, partial(work, keys=keys))
            done |= part.keys
            entities |= found
    return entities


def _blocks(store: GraphStore) -> Iterator[list[str]]:
    """Yield the blocks of names, together so many as have at most `LOCALS` local entities."""
    batch: list[str] = []
    size = 0
    for row in store.read(cypher.BLOCKS):
        if batch and size + row["locals"] > LOCALS:
            yield batch
            batch, size = [], 0
        batch.append(row["id"])
        size += row["locals"]
    yield batch


def _decide(tx: Transaction) -> tuple[set[str], Sequence[Decision]]:
    """Do what persons decided about local entities that are linked by rule; return what entities they are now, and the decisions set aside."""
    point_decisions(tx, records.decisions(tx))
    part = Part(tx=tx, decided=read_decided(tx))
    part.grow(part.decided.pointed)
    for batch in records.batches(sorted(part.traits)):
        tx.write(cypher.UNRESOLVE_ALIKE, ids=batch)
    return _write_assignments(tx, part.assignments(linked=True)), part.decided.standing.set_aside


def _write_assignments(tx: Transaction, assignments: Sequence[Assignment]) -> set[str]:
    """Link all local entities of some traits with their entity, or single ones where context or a person decided; return the entities."""
    entities = {a.entity for a in assignments}
    for batch in records.batches(sorted(entities)):
        tx.write(cypher_derived.MERGE_ENTITIES, rows=[{"id": entity, "props": {}} for entity in batch])
    for some in records.batches(assignments):
        rows = [{"traits": a.traits, "local": a.local, "entity": a.entity, "score": a.reason.score, "reason": a.reason.text} for a in some]
        tx.write(cypher.RESOLVE_ALIKE, rows=[row for row in rows if row["local"] is None])
        tx.write(cypher_derived.RESOLVE, rows=[row for row in rows if row["local"] is not None])
    return entities


def _describe(tx: Transaction, entities: Sequence[str]) -> None:
    """Describe entities by the local entities that are linked with them, and write the tallies of those; delete one that has none."""
    members: dict[str, list[Member]] = defaultdict(list)
    for row in tx.read(cypher.LOOKS_OF_ENTITIES, ids=entities):
        members[row["entity"]].append(Member(profile=profile_of(row), locals=row["locals"], mentions=row["mentions"], reason=row["reason"]))
    documents = {row["entity"]: row["documents"] for row in tx.read(cypher.DOCUMENTS_OF_ENTITIES, ids=entities)}
    derived.write_entities(tx, (describe(entity, held, documents=documents[entity]) for entity, held in sorted(members.items())))
    write_members(tx, ((entity, member) for entity, held in sorted(members.items()) for member in held))
    tx.write(cypher_derived.DELETE_ENTITIES, ids=[entity for entity in entities if entity not in members])


def _link(tx: Transaction, documents: Sequence[str]) -> None:
    """Link the claims of documents with the entities that they name."""
    for field, edge in cypher_derived.CLAIM_EDGES.items():
        tx.write(cypher.link_claims(field, edge), ids=documents)


def _relate(tx: Transaction, entities: Sequence[str], ontology: Ontology) -> None:
    """Write the edges of which entities are the subject, after the ends of symmetric types are sorted."""
    symmetric = [name for name, relation in ontology.relations.items() if relation.symmetric]
    found: list[Statement] = []
    for row in tx.read(cypher.STATEMENTS_OF_SUBJECTS, ids=entities):
        statement = derived.statement_of(row, ontology)
        found += [statement] if statement.subject == row["subject"] else []
    for row in tx.read(cypher.STATEMENTS_OF_OBJECTS, ids=entities, kinds=symmetric):
        statement = derived.statement_of(row, ontology)
        found += [statement] if statement.subject != row["subject"] else []
    derived.write_relations(tx, relations(found))


def _run(tx: Transaction, statement: str) -> None:
    tx.write(statement)


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

    edges = ((cypher_derived.count_edges(kind), cypher_derived.clear_edges(kind)) for kind in (*cypher_derived.EDGES, *ontology.relations))
    nodes = ((cypher_derived.count(label), clear) for label, clear in cypher_derived.CLEAR.items())
    for count, clear in (*edges, *nodes):
        while attempt(store, partial(work, count=count, clear=clear)):
            pass
