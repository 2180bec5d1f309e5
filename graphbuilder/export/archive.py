"""The archive: JSON Lines that hold a whole store, in an order that is a function of its content.

The first line names the format and what the store was made with. Then come the facts of record (document by document, then the
decisions of persons) and the derived entities, resolutions, relations and copies, each part sorted by id. So two equal archives
mean two equal graphs. A reader takes the facts and derives the rest again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from graphbuilder.errors import InputError, StoreError
from graphbuilder.model import Claim, Decision, Document, Extraction, LocalEntity, Mention, Sentence, from_dict, to_dict
from graphbuilder.store import derived
from graphbuilder.store.base import GraphStore
from graphbuilder.store.records import ARCHIVE_FORMAT, Meta, decisions, extractions, read_meta

PARTS: dict[str, type[Any]] = {"document": Document, "sentence": Sentence, "local": LocalEntity, "mention": Mention, "claim": Claim}


def archive_lines(store: GraphStore) -> Iterator[str]:
    """Yield the lines of the archive of a store, without line ends.

    Raises StoreError if nothing was ever written to it.
    """
    meta = read_meta(store)
    if meta is None:
        raise StoreError(f"{store.url} is empty; read documents into it with `graphbuilder build PATH` first")
    yield _line(asdict(meta))
    for extraction in extractions(store):
        yield from _document_lines(extraction)
    for decision in decisions(store):
        yield _record_line("decision", decision)
    yield from derived_lines(store)


def derived_lines(store: GraphStore) -> Iterator[str]:
    """Yield the lines of the derived part alone."""
    for kind, records in (
        ("entity", derived.entities(store)),
        ("resolution", derived.resolutions(store)),
        ("relation", derived.relations(store)),
        ("copy", derived.copies(store)),
    ):
        for record in records:
            yield _record_line(kind, record)


def _document_lines(extraction: Extraction) -> Iterator[str]:
    yield _record_line("document", extraction.document)
    for kind, records in (
        ("sentence", extraction.sentences),
        ("local", extraction.entities),
        ("mention", extraction.mentions),
        ("claim", extraction.claims),
    ):
        for record in records:
            yield _record_line(kind, record)


def _record_line(kind: str, record: Any) -> str:
    return _line({"record": kind, **to_dict(record)})


def _line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


class ArchiveReader:
    """An archive that is being read: `meta` at once, then the facts, then a digest of the derived part.

    Iterate over `extractions()` to its end; after that `decisions` and `derived_digest` are filled.
    """

    def __init__(self, lines: Iterable[str], *, source: str) -> None:
        """Read the first line. Raises InputError if it is not that of an archive."""
        self._lines = iter(enumerate(lines, start=1))
        self._source = source
        self.decisions: list[Decision] = []
        self._digest = sha256()
        _, first = next(self._lines, (1, ""))
        try:
            head = json.loads(first)
        except ValueError:
            head = None
        if not isinstance(head, dict) or head.get("format") != ARCHIVE_FORMAT:
            raise InputError(
                f"{source} is no archive: its first line does not name the format {ARCHIVE_FORMAT!r}; "
                "give a file that `graphbuilder export` wrote; `graphbuilder build` reads texts"
            )
        self.meta = self._record(1, Meta, head)

    @property
    def derived_digest(self) -> str:
        """A digest of the derived part as the file holds it."""
        return self._digest.hexdigest()

    def extractions(self) -> Iterator[Extraction]:
        """Yield what was read, a document at a time. Raises InputError, naming the line, where the file is damaged."""
        current: dict[str, list[Any]] = {}
        for number, line in self._lines:
            data = self._parse(number, line)
            kind = data.pop("record", None)
            if kind == "document" and current:
                yield _extraction(current)
                current = {}
            if kind in PARTS:
                if kind != "document" and not current:
                    raise InputError(f"{self._source}, line {number}: a {kind} before any document; the file is damaged")
                current.setdefault(kind, []).append(self._record(number, PARTS[kind], data))
            elif kind == "decision":
                self.decisions.append(self._record(number, Decision, data))
            elif kind in ("entity", "resolution", "relation", "copy"):
                self._digest.update(line.rstrip("\n").encode())
            else:
                raise InputError(f"{self._source}, line {number}: unknown record {kind!r}; this archive is newer or damaged")
        if current:
            yield _extraction(current)

    def _parse(self, number: int, line: str) -> dict[str, Any]:
        try:
            data = json.loads(line)
        except ValueError as error:
            raise InputError(f"{self._source}, line {number} is not JSON ({error}); the file is cut or damaged") from error
        if not isinstance(data, dict):
            raise InputError(f"{self._source}, line {number} is not a JSON object; the file is damaged")
        return data

    def _record(self, number: int, kind: type[Any], data: dict[str, Any]) -> Any:
        try:
            return from_dict(kind, data)
        except (TypeError, KeyError) as error:
            raise InputError(f"{self._source}, line {number}: {error}; the file is damaged") from error


def derived_digest(store: GraphStore) -> str:
    """Return the digest of a store's derived part, to compare with that of an archive."""
    digest = sha256()
    for line in derived_lines(store):
        digest.update(line.encode())
    return digest.hexdigest()


def _extraction(parts: dict[str, list[Any]]) -> Extraction:
    return Extraction(
        document=parts["document"][0],
        sentences=tuple(parts.get("sentence", ())),
        entities=tuple(parts.get("local", ())),
        mentions=tuple(parts.get("mention", ())),
        claims=tuple(parts.get("claim", ())),
    )
