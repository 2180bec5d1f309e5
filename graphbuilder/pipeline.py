"""Documents to the graph store and back: build, remove, rebuild."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuilder.model import Decision, Document, Extraction, Failure
from graphbuilder.ontology import Ontology, load_ontology
from graphbuilder.resolve.derive import derive
from graphbuilder.store import records
from graphbuilder.store.derived import clear_derived, write_derived

if TYPE_CHECKING:
    from graphbuilder.config import Settings
    from graphbuilder.store.base import GraphStore

Progress = Callable[[str], None]


@dataclass(slots=True, kw_only=True)
class Report:
    """What a run did, by document id; `failed` names inputs with the reason, `set_aside` are contradictory decisions."""

    read: list[str] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    set_aside: list[Decision] = field(default_factory=list)


def build(inputs: Sequence[str], store: GraphStore, settings: Settings, *, progress: Progress | None = None) -> Report:
    """Read documents into the store.

    A document that is stored with the same hash, extractor, model and ontology is skipped; the same id with another hash
    replaces the stored one.

    Args:
        inputs: files, folders, or "-" for JSON Lines on standard input.
        store: where to.
        settings: model, ontology and how to read.
        progress: called with the id of each document, or the source of each failure, when it is done.

    Raises:
        StoreMismatchError: the store was made with another extractor, model or ontology.
    """
    from graphbuilder.extract import extract_all, extractor_name
    from graphbuilder.extract.nlp import load_nlp
    from graphbuilder.ingest import read_documents

    report = Report()
    nlp = load_nlp(settings.model, ops=settings.ops)
    ontology = ontology_of(settings)
    records.check_meta(store, extractor=extractor_name(nlp), ontology=ontology.version)
    stored = records.stored_documents(store)
    documents = _new(read_documents(inputs, day_first=settings.day_first), stored, report, progress or (lambda _: None))
    for extraction in extract_all(documents, settings, nlp=nlp):
        if isinstance(extraction, Failure):
            report.failed.append(extraction)
        else:
            with store.transaction() as tx:
                if extraction.document.id in stored:
                    records.delete_document(tx, extraction.document.id)
                    report.replaced.append(extraction.document.id)
                else:
                    report.read.append(extraction.document.id)
                records.write_extraction(tx, extraction)
                stored[extraction.document.id] = extraction.document.hash
        if progress is not None:
            progress(extraction.source if isinstance(extraction, Failure) else extraction.document.id)
    if report.read or report.replaced:
        rebuild(store, ontology)
    store.save()
    return report


def ontology_of(settings: Settings) -> Ontology:
    """Return the ontology that the settings name."""
    return load_ontology(Path(settings.ontology) if settings.ontology is not None else None)


def _new(
    documents: Iterable[Document | Failure], stored: dict[str, str], report: Report, progress: Progress
) -> Iterator[Document | Failure]:
    for document in documents:
        if isinstance(document, Document) and stored.get(document.id) == document.hash:
            report.skipped.append(document.id)
            progress(document.id)
        else:
            yield document


def rebuild(store: GraphStore, ontology: Ontology) -> None:
    """Derive entities, resolutions and edges again from the facts of record."""
    extractions: list[Extraction] = list(records.extractions(store))
    derived = derive(extractions, list(records.decisions(store)), ontology)
    with store.transaction() as tx:
        clear_derived(tx)
        write_derived(tx, derived, (claim for extraction in extractions for claim in extraction.claims))
