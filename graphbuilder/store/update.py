"""What changes in the derived graph when documents come or go, or a person decides: decided anew where it may differ, only there.

The result is what `derive` gives for the whole set, byte for byte; the tests hold the two together.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphbuilder.model import Claim, Decision, Entity, Extraction, Resolution
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.assign import Assignment
from graphbuilder.resolve.candidates import offers
from graphbuilder.resolve.entities import describe, profile
from graphbuilder.resolve.relations import Statement, relations, sorted_ends
from graphbuilder.resolve.score import Reason
from graphbuilder.store import derived, records
from graphbuilder.store.base import Row, Transaction
from graphbuilder.store.copies import update_copies
from graphbuilder.store.cypher import derived as cypher_derived
from graphbuilder.store.cypher import index as cypher
from graphbuilder.store.cypher import tallies as cypher_tallies
from graphbuilder.store.index import Indexed, Part, document_lock, indexed, lock, point_decisions, read_decided, write_index
from graphbuilder.store.tallies import Tallies, profile_of, read_members, write_tallies

Edge = tuple[str, str, str]


@dataclass(slots=True, kw_only=True)
class Touched:
    """What a change touches: blocks to decide anew, entities to describe anew, edges to count anew; `left` are those that lose claims."""

    keys: set[str] = field(default_factory=set)
    bands: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    entities: set[str] = field(default_factory=set)
    edges: set[Edge] = field(default_factory=set)
    left: set[Edge] = field(default_factory=set)


def apply(
    tx: Transaction,
    ontology: Ontology,
    *,
    add: Sequence[Extraction] = (),
    remove: Sequence[str] = (),
    decide: Sequence[Decision] = (),
) -> tuple[Decision, ...]:
    """Remove documents, add documents, write persons' decisions, and bring the derived graph up to date, in this transaction.

    Args:
        tx: the transaction.
        ontology: says which relation types are symmetric.
        add: documents, in place of what is stored under their ids.
        remove: ids of documents; one that is not stored is no error, so that the same can be done again.
        decide: new decisions.

    Returns:
        The decisions that contradict earlier ones and do not count.

    Raises:
        StoreUnfinishedError: a load at one go or a rebuild runs, or was interrupted.
    """
    documents = [indexed(extraction) for extraction in add]
    ids = sorted({*remove, *(document.document for document in documents)})
    lock(tx, {document_lock(id_) for id_ in (*ids, *(point.document for decision in decide for point in (decision.a, decision.b)))})
    records.check_complete(tx, "the store")
    remove = [row["id"] for row in tx.read(cypher.STORED, ids=ids)]
    touched, _ = _leave(tx, remove)
    lock(tx, touched.keys.union(touched.bands, *(document.keys for document in documents)))
    touched, tallies = _leave(tx, remove)  # which entities they are in could change until now
    seeds = _delete(tx, ontology, remove, touched)
    records.write_extractions(tx, add)
    write_index(tx, documents)
    if remove:
        tx.write(cypher.DELETE_UNUSED_BLOCKS, ids=sorted(touched.keys | touched.bands))
    for decision in decide:
        records.write_decision(tx, decision)
    pointed = _point(tx, {*remove, *(document.document for document in documents)}, decide)
    part = _part(tx, touched.keys.union(*(document.keys for document in documents)), pointed=pointed)
    changed = _changes(part, documents, part.assignments(linked=pointed))
    moved_documents = update_copies(tx, {document.document: document.bands for document in documents}, seeds)
    touched.entities = touched.entities.union(*(change.entities for change in changed))
    _tally(tx, changed, add, tallies)
    described = _describe(tx, touched.entities, tallies)
    _move(tx, ontology, changed, [claim for extraction in add for claim in extraction.claims], touched)
    for batch in records.batches(sorted(touched.entities - described.keys())):
        tx.write(cypher_derived.DELETE_ENTITIES, ids=batch)
    touched.edges |= _edges(tx, ontology, cypher.EDGES_OF_DOCUMENTS, moved_documents)
    _count(tx, ontology, touched, described)
    return part.decided.standing.set_aside


def _leave(tx: Transaction, remove: Sequence[str]) -> tuple[Touched, Tallies]:
    """Return what the removal of documents touches, and how it changes the tallies."""
    touched, tallies = Touched(), Tallies()
    named: dict[str, set[str]] = defaultdict(set)
    for row in tx.read(cypher.OF_DOCUMENTS, ids=list(remove)) if remove else ():
        touched.keys |= {row["block"], *offers(row["short"] or (), row["acronym"])}
        touched.keys |= {f"={row['wikidata']}"} if row["wikidata"] is not None else set()
        touched.traits.add(row["traits"])
        touched.entities.add(row["entity"])
        tallies.add(profile_of(row), row["entity"], row["reason"], row["mentions"], times=-1)
        named[row["document"]].add(row["entity"])
    tallies.add_documents(named.values(), ())
    touched.bands |= {row["band"] for row in tx.read(cypher.BANDS_OF, ids=list(remove))} if remove else set()
    return touched, tallies


def _delete(tx: Transaction, ontology: Ontology, remove: Sequence[str], touched: Touched) -> set[str]:
    """Delete documents with their part of the index; return the documents that were copies or originals of them."""
    if not remove:
        return set()
    gone = list(remove)
    touched.left |= _edges(tx, ontology, cypher.EDGES_OF_DOCUMENTS, gone)
    originals = {row["original"] for row in tx.read(cypher.COPY_GROUPS, ids=gone)} | set(gone)
    seeds = {row["document"] for row in tx.read(cypher.COPIES_OF, ids=sorted(originals))} | originals
    for document in remove:
        records.delete_document(tx, document)
    tx.write(cypher.DELETE_UNUSED_TRAITS, ids=sorted(touched.traits))
    return seeds - set(gone)


def _point(tx: Transaction, documents: set[str], decide: Sequence[Decision]) -> bool:
    """Link decisions that point into these documents, and new ones; return whether there are any."""
    given = records.decisions(tx)
    new = {decision.id for decision in decide}
    pointing = [d for d in given if d.id in new or d.a.document in documents or d.b.document in documents]
    if pointing:
        point_decisions(tx, pointing)
    return bool(pointing)


def _part(tx: Transaction, keys: set[str], *, pointed: bool) -> Part:
    """Return the part of the index that is decided anew, all its blocks locked, with the decisions that stand now.

    A decision is committed under the locks of the blocks that it ties; until they are held here, another loader may decide.
    """
    decided = read_decided(tx)
    while True:
        part = Part(tx=tx, decided=decided)
        part.grow(keys | decided.pointed if pointed else keys)
        now = read_decided(tx)
        if now == decided:
            return part
        decided = now


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A local entity that is another entity than before, or for another reason; `before` and its reason are None for a new one."""

    local: str
    before: str | None = None
    because: str | None = None
    entity: str
    reason: Reason

    @property
    def entities(self) -> set[str]:
        """The entities that it changes."""
        return {self.entity} if self.before is None else {self.entity, self.before}


def _changes(part: Part, documents: Sequence[Indexed], assignments: Iterable[Assignment]) -> list[Change]:
    """Return what the assignments change in the store."""
    new: dict[str, list[str]] = defaultdict(list)
    for document in documents:
        for local, traits in document.traits.items():
            new[traits.id].append(local)
    found: list[Change] = []
    stale: dict[str, dict[str | None, Assignment]] = defaultdict(dict)
    for a in assignments:
        rows = part.state.get(a.traits)
        differing = [row for row in rows or () if not _holds(row, a)]
        only_new = not differing or (
            all(row["entity"] is None for row in differing) and sum(row["locals"] for row in differing) == len(new[a.traits])
        )
        if a.local is None and only_new:
            found += (Change(local=local, entity=a.entity, reason=a.reason) for local in new[a.traits])
        elif a.local is not None or differing:
            stale[a.traits][a.local] = a
    for batch in records.batches(sorted(stale)):
        for row in part.tx.read(cypher.MEMBERS, ids=batch):
            wanted = stale[row["traits"]].get(row["local"]) or stale[row["traits"]][None]
            if not _holds(row, wanted):
                before = {"before": row["entity"], "because": row["reason"]}
                found.append(Change(local=row["local"], **before, entity=wanted.entity, reason=wanted.reason))
    return found


def _holds(row: Row, a: Assignment) -> bool:
    return bool(row["entity"] == a.entity and row["score"] == a.reason.score and row["reason"] == a.reason.text)


def _tally(tx: Transaction, changed: Sequence[Change], add: Sequence[Extraction], tallies: Tallies) -> None:
    """Count how local entities that are about to change change the tallies."""
    entity_of = {change.local: change.entity for change in changed}
    looks = {local.id: profile(local) for extraction in add for local in extraction.entities}
    mentions = Counter(mention.entity for extraction in add for mention in extraction.mentions)
    documents: set[str] = set()
    for row in _rows(tx, cypher_tallies.LOOKS_OF, sorted(entity_of.keys() - looks.keys())):
        looks[row["local"]], mentions[row["local"]] = profile_of(row), row["mentions"]
        documents.add(row["document"])
    for change in changed:
        look, count = looks[change.local], mentions[change.local]
        if change.before is not None and change.because is not None:
            tallies.add(look, change.before, change.because, count, times=-1)
        tallies.add(look, change.entity, change.reason.text, count)
    tallies.add_documents((), ({entity_of[local.id] for local in extraction.entities} for extraction in add))
    before: dict[str, set[str]] = defaultdict(set)
    after: dict[str, set[str]] = defaultdict(set)
    for row in _rows(tx, cypher_tallies.ENTITIES_IN, sorted(documents)):
        before[row["document"]].add(row["entity"])
        after[row["document"]].add(entity_of.get(row["local"], str(row["entity"])))
    tallies.add_documents(before.values(), after.values())


def _move(tx: Transaction, ontology: Ontology, changed: Sequence[Change], added: Sequence[Claim], touched: Touched) -> None:
    """Resolve local entities anew, with the claims that name them."""
    moved = sorted(change.local for change in changed if change.before not in (None, change.entity))
    naming = _rows(tx, cypher.CLAIMS_NAMING, moved)
    claims = sorted({row["id"] for row in naming})
    touched.left |= _edges(tx, ontology, cypher.EDGES_OF_CLAIMS, claims)
    for batch in records.batches(moved):
        tx.write(cypher.UNRESOLVE, ids=batch)
    resolutions = (Resolution(local=c.local, entity=c.entity, score=c.reason.score, reason=c.reason.text) for c in changed)
    derived.write_resolutions(tx, sorted(resolutions, key=lambda resolution: resolution.local))
    for batch in records.batches(claims):
        tx.write(cypher.UNLINK_CLAIMS, ids=batch)
    again = records.read_claims(tx, claims) if claims else []
    entity_of = {change.local: change.entity for change in changed}
    others = {local for claim in again for local in (claim.subject, claim.object, claim.attributed_to, claim.place) if local is not None}
    for row in _rows(tx, cypher_derived.RESOLUTIONS_OF, sorted(others - entity_of.keys())):
        entity_of[row["local"]] = row["entity"]
    linked = [*added, *again]
    derived.link_claims(tx, linked, entity_of)
    touched.edges |= {sorted_ends(entity_of[c.subject], c.type, entity_of[c.object], ontology) for c in linked}


def _edges(tx: Transaction, ontology: Ontology, statement: str, ids: Iterable[str]) -> set[Edge]:
    return {sorted_ends(row["subject"], row["relation"], row["object"], ontology) for row in _rows(tx, statement, sorted(ids))}


def _rows(tx: Transaction, statement: str, ids: Sequence[str]) -> list[Row]:
    return [row for batch in records.batches(ids) for row in tx.read(statement, ids=batch)]


def _describe(tx: Transaction, ids: Iterable[str], tallies: Tallies) -> dict[str, Entity]:
    """Change the tallies and describe entities anew; those that nothing is left of are not among them."""
    wanted = sorted(ids)
    before = derived.entities_by_id(tx, wanted)
    write_tallies(tx, tallies)
    described: dict[str, Entity] = {}
    for id_, members in sorted(read_members(tx, wanted).items()):
        documents = before[id_].documents if id_ in before else 0
        described[id_] = describe(id_, members, documents=documents + tallies.documents[id_])
    derived.write_entities(tx, (entity for id_, entity in described.items() if id_ not in before))
    derived.change_entities(tx, before, (entity for id_, entity in described.items() if id_ in before))
    return described


def _count(tx: Transaction, ontology: Ontology, touched: Touched, described: Mapping[str, Entity]) -> None:
    """Count the claims of edges anew; delete edges that no claim is left of."""
    wanted = sorted(edge for edge in touched.edges | touched.left if edge[0] != edge[2])
    counted = relations(_statements(tx, ontology, wanted, described))
    now = {relation.id for relation in counted}
    pairs = sorted({(subject, object_) for subject, _, object_ in touched.left})
    kinds = {(subject, object_, kind) for subject, kind, object_ in touched.left}
    gone: dict[str, list[Row]] = defaultdict(list)
    for batch in records.batches(pairs):
        for row in tx.read(cypher.RELATIONS_BETWEEN, rows=[{"subject": a, "object": b} for a, b in batch]):
            kind = row["relation"] if row["kind"] == cypher_derived.CLAIMED else row["kind"]
            if (row["subject"], row["object"], kind) in kinds and row["id"] not in now:
                gone[row["kind"]].append({"id": row["id"], "subject": row["subject"], "object": row["object"]})
    for kind, rows in sorted(gone.items()):
        tx.write(cypher_derived.delete_relations(kind), rows=rows)
    derived.write_relations(tx, counted)


def _statements(tx: Transaction, ontology: Ontology, edges: Sequence[Edge], described: Mapping[str, Entity]) -> list[Statement]:
    """Return the statements of the claims behind edges, read from the end that fewer documents name."""
    by_subject: list[Row] = []
    by_object: list[Row] = []
    for subject, kind, object_ in edges:
        symmetric = sorted_ends("b", kind, "a", ontology) == ("a", kind, "b")
        for a, b in ((subject, object_), (object_, subject))[: 2 if symmetric else 1]:
            sizes = [described[end].documents if end in described else 0 for end in (a, b)]
            (by_subject if sizes[0] <= sizes[1] else by_object).append({"subject": a, "relation": kind, "object": b})
    found: list[Statement] = []
    for statement, rows in ((cypher.STATEMENTS_BY_SUBJECT, by_subject), (cypher.STATEMENTS_BY_OBJECT, by_object)):
        for batch in records.batches(rows):
            found += (derived.statement_of(row, ontology) for row in tx.read(statement, rows=batch))
    return found
