"""The Cypher console: a person's own statement, read-only and within limits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphbuilder.store.base import Limits
from graphbuilder.store.derived import entities_by_id
from graphbuilder.web.live import Live

SECONDS = 10.0
ROWS = 1_000
ENTITIES = 200


def cypher(live: Live, *, statement: str, rows: int) -> dict[str, Any]:
    """The rows of a statement, and the ids of the entities in them; `total` counts the rows that are answered.

    Raises QueryError if the statement writes, reads files, is about the server, is wrong or too costly.
    """
    with live.reading() as store:
        result = store.query(statement, {}, limits=Limits(seconds=SECONDS, rows=rows))
        texts = dict.fromkeys(text for row in result.rows for value in row for text in _texts(value))
        known = entities_by_id(store, texts)
    found = [text for text in texts if text in known]
    return {
        "total": len(result.rows),
        "columns": list(result.columns),
        "rows": [list(row) for row in result.rows],
        "truncated": result.truncated,
        "warnings": list(result.warnings),
        "entities": found[:ENTITIES],
        "entities_total": len(found),
    }


def _texts(value: Any) -> Iterator[str]:
    """The texts in a value that may be ids: nodes and paths hold theirs among their properties."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)
