"""Whole graphs from place to place: archives into stores, stores into stores. Facts of record travel, the rest is derived again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graphbuilder.errors import InputError, OntologyError, StoreError
from graphbuilder.export.archive import ArchiveReader, derived_digest
from graphbuilder.ontology import Ontology
from graphbuilder.pipeline import Progress, Report, import_facts
from graphbuilder.store import records
from graphbuilder.store.base import GraphStore

ARCHIVE_SUFFIX = ".jsonl"


@contextmanager
def read_archive(path: str) -> Iterator[ArchiveReader]:
    """Open an archive. Raises InputError if the file cannot be read or is no archive."""
    try:
        with Path(path).open(encoding="utf-8", newline="\n") as file:
            yield ArchiveReader(file, source=path)
    except (OSError, UnicodeDecodeError) as error:
        reason = "it is not UTF-8" if isinstance(error, UnicodeDecodeError) else error.strerror
        raise InputError(f"cannot read {path}: {reason}; give an archive that `graphbuilder export` wrote") from error


def import_archive(
    store: GraphStore, archive: ArchiveReader, ontology: Ontology, *, progress: Progress | None = None
) -> tuple[Report, bool]:
    """Take the facts of an archive into a store and derive the rest.

    Documents that are stored already are skipped, so that an interrupted import goes on where it stopped.

    Args:
        store: where to.
        archive: where from.
        ontology: that of the archive.
        progress: called with the id of each document.

    Returns:
        The report, and True if the archive's own derived part says the same as what its facts gave; always True for a store that
        held documents before.

    Raises:
        OntologyError: the archive was made with another ontology.
        StoreMismatchError: the store was made with another extractor, model or ontology than the archive.
        InputError: the archive is damaged; what came before the damage is in the store.
    """
    _check_ontology(archive.meta, ontology)
    was_empty = not records.stored_documents(store)
    _check_meta(store, archive.meta)
    report = import_facts(store, archive.extractions(), (d for d in archive.decisions), ontology, progress=progress)
    agrees = not was_empty or bool(report.set_aside) or derived_digest(store) == archive.derived_digest
    return report, agrees


def copy_store(source: GraphStore, target: GraphStore, ontology: Ontology, *, progress: Progress | None = None) -> Report:
    """Take the facts of a store into another and derive the rest; what is there already is skipped.

    Raises StoreError if the source is empty, and as `import_archive`.
    """
    meta = records.read_meta(source)
    if meta is None:
        raise StoreError(f"{source.url} is empty: there is nothing to copy")
    _check_ontology(meta, ontology)
    _check_meta(target, meta)
    return import_facts(target, records.extractions(source), records.decisions(source), ontology, progress=progress)


def _check_ontology(meta: records.Meta, ontology: Ontology) -> None:
    if meta.ontology != ontology.version:
        raise OntologyError(
            f"the facts were read with ontology {meta.ontology}, and this is {ontology.version}; give theirs with --ontology"
        )


def _check_meta(store: GraphStore, meta: records.Meta) -> None:
    records.check_meta(store, extractor=f"{meta.extractor}, {meta.model}", ontology=meta.ontology)
