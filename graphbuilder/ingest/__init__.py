"""Ingest: text files, folders, JSON Lines and standard input to documents."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, TypeAlias

from graphbuilder.errors import InputError
from graphbuilder.ingest.document import make_document
from graphbuilder.ingest.files import find_files, holds_lines, read_lines, read_text
from graphbuilder.ingest.jsonl import read_json_lines
from graphbuilder.model import Document, Failure

if TYPE_CHECKING:
    from graphbuilder.config import DayFirst

__all__ = ["Paths", "make_document", "read_documents"]

Paths: TypeAlias = "str | os.PathLike[str] | Sequence[str | os.PathLike[str]]"


def read_documents(paths: Paths, *, day_first: DayFirst = "auto") -> Iterator[Document | Failure]:
    """Yield the documents of files and folders, in the order given, a folder's files sorted by path; what fails takes its place.

    Args:
        paths: One or several text files (one document each), JSON Lines files (`.jsonl`: one document a line), folders, searched to
            any depth, or `-` for JSON Lines on standard input.
        day_first: How to read 05.07.2024, see `Settings`.

    Raises:
        InputError: No path was given.

    Examples:
        >>> from graphbuilder.ingest import read_documents
        >>> [document] = read_documents("nowhere.txt")
        >>> document.reason
        'there is no such file or folder'
    """
    if not paths:
        raise InputError("no input was given; name text files, folders or JSON Lines files (.jsonl), or - for JSON Lines on standard input")
    return _read([os.fspath(path) for path in ([paths] if isinstance(paths, str | os.PathLike) else paths)], day_first)


def _read(paths: Sequence[str], day_first: DayFirst) -> Iterator[Document | Failure]:
    for path in paths:
        for found in find_files(path):
            if isinstance(found, Failure):
                yield found
            elif holds_lines(found):
                yield from read_json_lines(read_lines(found), day_first=day_first)
            else:
                text = read_text(found)
                yield text if isinstance(text, Failure) else make_document({"text": text}, source=str(found), day_first=day_first)
