"""Files are written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from graphbuilder.errors import InputError


def write_lines(path: Path, lines: Iterable[str]) -> int:
    """Write lines to a file in UTF-8, atomically: beside it first, then in its place. Return how many.

    Raises InputError if the file cannot be written.
    """
    beside = path.with_name(path.name + ".part")
    count = 0
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            for line in lines:
                file.write(line + "\n")
                count += 1
        beside.replace(path)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror}; give a file in a folder that you may write to") from error
    finally:
        beside.unlink(missing_ok=True)
    return count
