"""JSON Lines: one document a line, an object with `text` and what else is known."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from graphbuilder.ingest.document import make_document
from graphbuilder.ingest.files import decode
from graphbuilder.model import Document, Failure

if TYPE_CHECKING:
    from graphbuilder.config import DayFirst

EXAMPLE = 'each line is an object such as {"text": "..."}'


def read_json_lines(lines: Iterable[tuple[str, bytes] | Failure], *, day_first: DayFirst = "auto") -> Iterator[Document | Failure]:
    """Yield the document of each line; a line that cannot be used is a failure and costs no other line."""
    for line in lines:
        yield line if isinstance(line, Failure) else _read_line(*line, day_first)


def _read_line(source: str, data: bytes, day_first: DayFirst) -> Document | Failure:
    text = decode(data, source=source)
    if isinstance(text, Failure):
        return text
    try:
        given = json.loads(text)
    except json.JSONDecodeError as error:
        return Failure(source=source, reason=f"it is not JSON ({error.msg} at column {error.colno}); {EXAMPLE}")
    except ValueError as error:
        return Failure(source=source, reason=f"its JSON cannot be read ({error}); {EXAMPLE}")
    except RecursionError:
        return Failure(source=source, reason=f"its JSON is nested too deeply; {EXAMPLE}")
    if not isinstance(given, dict):
        return Failure(source=source, reason=f"it holds {_kind(given)}, not an object; {EXAMPLE}")
    return make_document(given, source=source, day_first=day_first)


def _kind(value: object) -> str:
    names = {list: "a list", str: "a string", bool: "true or false", int: "a number", float: "a number", type(None): "null"}
    return names[type(value)]
