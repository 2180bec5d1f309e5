"""Documents to the graph store and back: build, import, remove, rebuild; and what persons decide about its entities."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from graphbuilder.errors import DecisionError, InputError, StoreUnfinishedError
from graphbuilder.model import Decision, Document, Extraction, Failure, Judgement, MentionPoint, make_id
from graphbuilder.ontology import Ontology, load_ontology
from graphbuilder.store import bulk, curation, records
from graphbuilder.store.base import attempt
from graphbuilder.store.update import apply

if TYPE_CHECKING:
    from graphbuilder.config import Settings
    from graphbuilder.ingest import Paths
    from graphbuilder.store.base import GraphStore, Transaction
    from graphbuilder.store.curation import Question

Progress = Callable[[str], None]
BATCH = 20  # documents in a transaction


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run did, by document id; `failed` names inputs with the reason, `set_aside` are contradictory decisions.

    `foreign` are those of the documents read that are in another language than English, in which little or nothing is found.
    """

    read: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    set_aside: list[Decision] = field(default_factory=list)


def build(inputs: Paths, store: GraphStore, settings: Settings, *, progress: Progress | None = None) -> Report:
    """Read documents into the store.

    A document that is stored with the same hash, extractor, model and ontology is skipped; the same id with another hash
    replaces the stored one.

    Args:
        inputs: one or several files or folders, or "-" for JSON Lines on standard input.
        store: where to.
        settings: model, ontology and how to read.
        progress: called with the id of each document, or the source of each failure, when it is done.

    Raises:
        StoreMismatchError: the store was made with another extractor, model or ontology.
    """
    from graphbuilder.extract import extract_all
    from graphbuilder.ingest import read_documents

    ontology = ontology_of(settings)
    records.check_meta(store, extractor=extractor_of(settings), ontology=ontology.version)
    report = Report(set_aside=finish(store, ontology))
    tell = progress or _silent
    stored = records.stored_documents(store)
    documents = _new(read_documents(inputs, day_first=settings.day_first), dict(stored), report, tell)
    for batch in records.batches(extract_all(documents, settings), BATCH):
        _add(store, ontology, [item for item in batch if isinstance(item, Extraction)], stored, report)
        report.failed += (item for item in batch if isinstance(item, Failure))
        for item in batch:
            tell(item.source if isinstance(item, Failure) else item.document.id)
    store.save()
    return report


def extractor_of(settings: Settings) -> str:
    """Return who would extract with these settings, as provenance names it; the model is loaded only if its files do not tell."""
    from graphbuilder import __version__
    from graphbuilder.extract import extractor_name
    from graphbuilder.extract.nlp import installed_name, load_nlp

    name = installed_name(settings.model)
    return extractor_name(load_nlp(settings.model, ops=settings.ops)) if name is None else f"graphbuilder {__version__}, {name}"


def check(settings: Settings) -> None:
    """Raise OntologyError or ModelError if the ontology or the language model that the settings name cannot be used."""
    from graphbuilder.extract.grammar.frames import load_lexicon

    load_lexicon(ontology_of(settings))
    extractor_of(settings)


def _silent(_: str) -> None:
    pass


def ontology_of(settings: Settings) -> Ontology:
    """Return the ontology that the settings name."""
    return load_ontology(settings.ontology)


def _new(documents: Iterable[Document | Failure], known: dict[str, str], report: Report, tell: Progress) -> Iterator[Document | Failure]:
    """Yield what is not known yet, by id and hash."""
    for document in documents:
        if isinstance(document, Document):
            if known.get(document.id) == document.hash:
                report.skipped.append(document.id)
                tell(document.id)
                continue
            known[document.id] = document.hash
        yield document


def _add(store: GraphStore, ontology: Ontology, extractions: Sequence[Extraction], stored: dict[str, str], report: Report) -> None:
    """Write documents and what follows from them, in one transaction; of one id the last."""
    add = {extraction.document.id: extraction for extraction in extractions}
    replaced = [id_ for id_ in add if id_ in stored]
    if add:
        _change(store, ontology, partial(apply, ontology=ontology, add=list(add.values())))
    stored.update((id_, extraction.document.hash) for id_, extraction in add.items())
    report.foreign += [id_ for id_, extraction in add.items() if extraction.document.language not in (None, "en")]
    report.replaced += replaced
    report.read += [id_ for id_ in add if id_ not in replaced]


def import_facts(
    store: GraphStore,
    extractions: Iterable[Extraction],
    decisions: Iterable[Decision],
    ontology: Ontology,
    *,
    progress: Progress | None = None,
) -> Report:
    """Take facts of record into the store and derive the rest.

    Documents that are stored with the same hash are skipped, so that an interrupted import goes on where it stopped.

    Args:
        store: where to; its extractor, model and ontology are those of the facts (`records.check_meta`).
        extractions: what was read in documents.
        decisions: persons' decisions; looked at when the documents are through. Contradictory ones are set aside and reported.
        ontology: says which relation types are symmetric.
        progress: called with the id of each document when it is done.
    """
    tell = progress or _silent
    report = Report()
    if not _import_at_once(store, extractions, decisions, ontology, report, tell):
        stored = records.stored_documents(store)
        for batch in records.batches(_unknown(extractions, stored, report, tell), BATCH):
            _add(store, ontology, batch, stored, report)
            for extraction in batch:
                tell(extraction.document.id)
        standing = {decision.id for decision in records.decisions(store)}
        if given := [decision for decision in decisions if decision.id not in standing]:
            aside = _change(store, ontology, partial(apply, ontology=ontology, decide=given))
            report.set_aside += (decision for decision in aside if decision.id not in standing)
    store.save()
    return report


def _import_at_once(
    store: GraphStore, extractions: Iterable[Extraction], decisions: Iterable[Decision], ontology: Ontology, report: Report, tell: Progress
) -> bool:
    """Import into a store without documents, or go on with that; return False if the store holds a complete graph."""
    if records.stored_documents(store) and not records.is_pending(store):
        return False
    with store.alone():
        records.check_read(store, store.url)
        if not bulk.begin(store, first=True):
            return False
        stored = records.stored_documents(store)
        for id_ in bulk.write_facts(store, _unknown(extractions, stored, report, tell), stored):
            (report.replaced if id_ in stored else report.read).append(id_)
            tell(id_)
        bulk.write_decisions(store, decisions)
        report.set_aside += bulk.derive_anew(store, ontology, first=not stored)
        return True


def _change(store: GraphStore, ontology: Ontology, change: Callable[[Transaction], tuple[Decision, ...]]) -> tuple[Decision, ...]:
    """Make a change; where another process loads or rebuilds the store at one go, after that."""
    while True:
        try:
            return attempt(store, change)
        except StoreUnfinishedError:
            finish(store, ontology)


def _unknown(extractions: Iterable[Extraction], stored: Mapping[str, str], report: Report, tell: Progress) -> Iterator[Extraction]:
    for extraction in extractions:
        if stored.get(extraction.document.id) == extraction.document.hash:
            report.skipped.append(extraction.document.id)
            tell(extraction.document.id)
        else:
            yield extraction


def finish(store: GraphStore, ontology: Ontology) -> list[Decision]:
    """Wait for a load at one go or a rebuild, finish it if it was interrupted; return the decisions that it set aside.

    Raises StoreUnfinishedError if the texts were being read again: with which extractor, only that command knows.
    """
    if not records.is_pending(store):
        return []
    with store.alone():
        records.check_read(store, store.url)
        return list(bulk.derive_anew(store, ontology)) if records.is_pending(store) else []


def rebuild(store: GraphStore, settings: Settings, *, extract: bool = False, progress: Progress | None = None) -> Report:
    """Derive entities, resolutions and edges again from the facts of record.

    Args:
        store: the store.
        settings: model and ontology.
        extract: read the stored texts again first, with this extractor, model and ontology.
        progress: called with the id of each document that is read again.
    """
    ontology = ontology_of(settings)
    report = Report()
    with store.alone():
        if extract:
            _extract_again(store, settings, ontology, report, progress or _silent)
        records.check_read(store, store.url)
        report.set_aside += bulk.derive_anew(store, ontology)
    store.save()
    return report


def _extract_again(store: GraphStore, settings: Settings, ontology: Ontology, report: Report, tell: Progress) -> None:
    """Read the stored texts again, or go on with that. Until all are read, the store is not complete, and names the new extractor."""
    from graphbuilder.extract import extract_all

    unread = bulk.begin_reading(store, records.make_meta(extractor=extractor_of(settings), ontology=ontology.version))
    for id_ in sorted(records.stored_documents(store).keys() - unread):
        report.skipped.append(id_)
        tell(id_)
    documents = (document for ids in records.batches(unread, BATCH) for document in records.read_documents(store, ids))
    for batch in records.batches(extract_all(documents, settings), BATCH):
        done = [item for item in batch if isinstance(item, Extraction)]
        with store.transaction() as tx:
            for extraction in done:
                records.delete_document(tx, extraction.document.id)
            records.write_extractions(tx, done)
        report.replaced += [extraction.document.id for extraction in done]
        report.failed += [item for item in batch if isinstance(item, Failure)]
        for item in batch:
            tell(item.source if isinstance(item, Failure) else item.document.id)
    bulk.end_reading(store)


def remove(store: GraphStore, documents: Sequence[str], ontology: Ontology) -> Report:
    """Remove documents as if they had never been read; persons' decisions about them are kept and wait.

    Raises:
        InputError: one of them is not stored; nothing is removed.
    """
    finish(store, ontology)
    stored = records.stored_documents(store)
    missing = sorted(set(documents) - stored.keys())
    if missing:
        raise InputError(
            f'no document {missing[0]!r} is stored; `graphbuilder query "MATCH (d:Document) RETURN d.id, d.source, d.headline"` lists them'
        )
    _change(store, ontology, partial(apply, ontology=ontology, remove=sorted(set(documents))))
    store.save()
    return Report(removed=sorted(set(documents)))


def merge(store: GraphStore, a: str, b: str, ontology: Ontology, *, reason: str, by: str, at: str | None = None) -> Decision:
    """Say that two things are the same.

    Args:
        store: the store.
        a: an entity by name or id, a local entity by id, or NAME@DOCUMENT.
        b: the other.
        ontology: says which relation types are symmetric.
        reason: why.
        by: who says so.
        at: when, in ISO 8601 UTC; now if None.

    Raises:
        InputError: nothing or several things are so called.
        DecisionError: they are the same already, or it contradicts a decision that stands.
    """
    finish(store, ontology)
    first, second = curation.places(store, a)[0], curation.places(store, b)[0]
    if first.entity == second.entity:
        raise DecisionError(f"{a!r} and {b!r} are the same entity already ({first.entity}); nothing to merge")
    return _decide(store, ontology, first.point, second.point, "same", reason=reason, by=by, at=at)


def split(store: GraphStore, a: str, b: str, ontology: Ontology, *, reason: str, by: str, at: str | None = None) -> Decision:
    """Say that two things are different. Arguments, errors: as `merge`; names are looked for among the mentions of one entity first."""
    finish(store, ontology)
    of_a, of_b = curation.places(store, a), curation.places(store, b)
    if of_a[0].entity == of_b[0].entity and (chosen := curation.named(b, of_b)):
        of_b = chosen
        of_a = [place for place in curation.named(a, of_a) if place.local not in {place.local for place in of_b}] or of_a
    first = next((place for place in of_a if place.local != of_b[0].local), of_a[0])
    return _decide(store, ontology, first.point, of_b[0].point, "different", reason=reason, by=by, at=at)


def judge(
    store: GraphStore, question: Question, judgement: Judgement, ontology: Ontology, *, reason: str, by: str, at: str | None = None
) -> Decision:
    """Answer a question of `questions`. Raises DecisionError if that contradicts a decision that stands."""
    return _decide(store, ontology, question.a.point, question.b.point, judgement, reason=reason, by=by, at=at)


def undo(store: GraphStore, id_: str | None, ontology: Ontology, *, reason: str, by: str, at: str | None = None) -> Decision:
    """Take a decision back: the one of this id (its beginning is enough), or the latest that stands.

    Raises:
        InputError: there is no such decision, or several begin so.
    """
    finish(store, ontology)
    open_ = [decision for decision, state in curation.states(store) if state not in ("superseded", "withdrawn")]
    found = open_[-1:] if id_ is None else [decision for decision in open_ if decision.id.startswith(id_)]
    if len(found) != 1:
        if id_ is None:
            raise InputError("no decision stands that could be taken back; `graphbuilder decisions --all` lists what was decided")
        raise InputError(f"{len(found) or 'no'} decisions that could be taken back begin with {id_!r}; `graphbuilder decisions` lists them")
    return _decide(store, ontology, found[0].a, found[0].b, "withdrawn", reason=reason, by=by, at=at)


def _decide(
    store: GraphStore, ontology: Ontology, a: MentionPoint, b: MentionPoint, judgement: Judgement, *, reason: str, by: str, at: str | None
) -> Decision:
    at = at or datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")
    decision = Decision(id=make_id("decision", a, b, judgement, reason, by, at), a=a, b=b, judgement=judgement, reason=reason, by=by, at=at)
    curation.check(store, decision)
    _change(store, ontology, partial(apply, ontology=ontology, decide=[decision]))
    store.save()
    return decision
