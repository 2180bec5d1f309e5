"""Files: which ones an argument names, and their text."""

from __future__ import annotations

import os
import sys
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator, Sequence
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import IO

from graphbuilder.errors import InputError
from graphbuilder.model import Failure

STANDARD_INPUT = Path("-")
JSON_LINES = frozenset({".jsonl", ".ndjson"})
NOT_TEXT = frozenset(
    [".csv", ".doc", ".docx", ".epub", ".gz", ".htm", ".html", ".json", ".odt", ".pdf", ".rtf", ".tsv", ".xls", ".xlsx", ".xml", ".zip"]
)
CONTROL = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b"))
PROBE = 8192  # bytes that show whether a file is text
READABLE = "give plain text (UTF-8) or JSON Lines (.jsonl, one document a line)"


def find_files(path: str) -> Iterator[Path | Failure]:
    """Yield the files that an argument names: itself, or all files of a folder, sorted, hidden ones left out."""
    if Path(path) == STANDARD_INPUT:
        yield STANDARD_INPUT
        return
    try:
        mode = Path(path).stat().st_mode
    except (FileNotFoundError, NotADirectoryError, ValueError):
        yield Failure(source=path, reason="there is no such file or folder")
    except OSError as error:
        yield Failure(source=path, reason=f"it cannot be read: {error.strerror}")
    else:
        if S_ISDIR(mode):
            yield from _files_of(path)
        elif S_ISREG(mode):
            yield Path(path)
        else:
            yield Failure(source=path, reason="it is neither a file nor a folder")


def _files_of(folder: str) -> Iterator[Path | Failure]:
    found: list[Path] = []
    failures: dict[Path, Failure] = {}

    def note(error: OSError) -> None:
        unread = Path(str(error.filename))
        found.append(unread)
        failures[unread] = Failure(source=str(unread), reason=f"it cannot be read: {error.strerror}")

    for root, folders, names in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(root, name) for name in names if not name.startswith(".")]
    for path in sorted(found):
        yield from [failures[path]] if path in failures else find_files(str(path))
    if not found:
        yield Failure(source=folder, reason=f"the folder holds no file; {READABLE}")


def holds_lines(path: Path) -> bool:
    """True if a file holds a document on each line."""
    return path == STANDARD_INPUT or path.suffix.lower() in JSON_LINES


def check_any(paths: Sequence[str]) -> None:
    """Raise InputError if there is nothing at all at the paths."""
    if not any(Path(path) == STANDARD_INPUT or os.path.lexists(path.replace("\0", "")) for path in paths):
        raise InputError(f"there is no such file or folder: {', '.join(paths)}")


def count_documents(paths: Sequence[str]) -> int | None:
    """Return how many documents and failures the paths will give, about; None where standard input is among them."""
    if any(Path(path) == STANDARD_INPUT for path in paths):
        return None
    found = (found for path in paths for found in find_files(path))
    return sum(_count_lines(one) if isinstance(one, Path) and holds_lines(one) else 1 for one in found)


def _count_lines(path: Path) -> int:
    try:
        with path.open("rb") as file:
            lines, last = 0, b"\n"
            while chunk := file.read(1 << 20):
                lines, last = lines + chunk.count(b"\n"), chunk[-1:]
            return max(1, lines + (last != b"\n"))
    except OSError:
        return 1


def read_text(path: Path) -> str | Failure:
    """Return the text of a file, unchanged but for a byte order mark at its start."""
    if path.suffix.lower() in NOT_TEXT:
        return Failure(source=str(path), reason=f"{path.suffix} files are not read; {READABLE}")
    try:
        data = path.read_bytes()
    except OSError as error:
        return Failure(source=str(path), reason=f"it cannot be read: {error.strerror}")
    if is_binary(data):
        return Failure(source=str(path), reason=_no_text(data))
    return decode(data, source=str(path))


def is_binary(data: bytes) -> bool:
    """True if the data begins as no text does."""
    probe = data[:PROBE]
    return b"\0" in probe or len(probe) - len(probe.translate(None, CONTROL)) > len(probe) // 50


def _no_text(data: bytes) -> str:
    if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "it is UTF-16, not UTF-8; convert it, for example with iconv -f UTF-16 -t UTF-8"
    return f"it is a binary file; {READABLE}"


def decode(data: bytes, *, source: str) -> str | Failure:
    """Return the data as text; newlines stay as they are."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        found = f"byte {data[error.start]:#04x} at offset {error.start}"
        return Failure(source=source, reason=f"it is not UTF-8 ({found}); convert it, for example with iconv -f WINDOWS-1252 -t UTF-8")


def read_lines(path: Path) -> Iterator[tuple[str, bytes] | Failure]:
    """Yield the lines of a file or of standard input that are not blank, each with a name for messages."""
    name = "standard input" if path == STANDARD_INPUT else str(path)
    if path == STANDARD_INPUT:
        yield from _numbered(sys.stdin.buffer, name)
        return
    try:
        with path.open("rb") as file:
            if is_binary(begin := file.peek(PROBE)):
                yield Failure(source=name, reason=_no_text(begin))
            else:
                yield from _numbered(file, name)
    except OSError as error:
        yield Failure(source=name, reason=f"it cannot be read: {error.strerror}")


def _numbered(file: IO[bytes], name: str) -> Iterator[tuple[str, bytes] | Failure]:
    empty = True
    for number, line in enumerate(file, start=1):
        if line.strip(b" \t\r\n\xef\xbb\xbf"):
            empty = False
            yield f"{name}, line {number}", line.rstrip(b"\r\n")
    if empty:
        yield Failure(source=name, reason="it is empty: no document")
