"""The embedded store: KGLite, a property graph in a file and in memory, with Cypher, in this process."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from types import TracebackType
from typing import Any

import kglite

from graphbuilder.errors import QueryError, StoreBusyError, StoreError
from graphbuilder.store import guard
from graphbuilder.store.base import Limits, Result, Row, Transaction
from graphbuilder.store.cypher.schema import CONSTRAINTS, LOOKUPS

UNKNOWN = {"node label": "label", "relationship type": "relation type"}  # as the engine calls them


class EmbeddedStore:
    """A KGLite file. One process writes at a time; readers see its last `save`."""

    def __init__(self, path: str | Path, *, read_only: bool = False) -> None:
        """Open the file, or begin a new one where there is none.

        Raises StoreBusyError if another process writes it, StoreError if it is missing (read only), no store or unreadable.
        """
        self.path = Path(path)
        kglite.set_query_warning_policy("silent")
        if read_only and not self.path.exists():
            raise StoreError(f"there is no store at {self.path}; make one with `graphbuilder build PATH --store {self.path}`")
        if not self.path.parent.is_dir():
            raise StoreError(f"there is no folder {self.path.parent} for the store {self.path.name}; make it, or give another path")
        try:
            self._graph = kglite.load(str(self.path)) if read_only else kglite.open(str(self.path))
        except kglite.WriterLeaseHeldError as error:
            holder = (getattr(error, "holder", None) or {}).get("pid")
            where = "elsewhere" if holder is None else f"in process {holder}"
            raise StoreBusyError(
                f"{self.path} is open for writing {where}; wait until that ends, or end it (`serve --read-only` does not write); "
                "`query`, `show`, `path`, `snapshot` and `export` read it meanwhile"
            ) from error
        except (kglite.KgError, OSError, ValueError) as error:
            raise StoreError(
                f"{self.path} cannot be opened as a store: {_why(error)}; name one that graphbuilder made, or a new one, with --store"
            ) from error
        self._graph.read_only(read_only)
        self._read_only = read_only

    @property
    def url(self) -> str:
        return str(self.path)

    @property
    def writers(self) -> int:
        return 1

    def read(self, cypher: str, /, **params: Any) -> list[Row]:
        return list(self._run(self._graph, cypher, params))

    def stream(self, cypher: str, /, **params: Any) -> Iterator[Row]:
        yield from self._run(self._graph, cypher, params)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        if self._read_only:
            raise StoreError(f"{self.path} was opened to read only")
        with self._graph.begin() as tx:
            yield _EmbeddedTransaction(tx)

    def query(self, cypher: str, params: Mapping[str, Any], /, *, limits: Limits) -> Result:
        words = guard.tokens(cypher)
        guard.check_words(words, params, files=limits.files)
        self._graph.read_only(self._read_only or not limits.write)
        try:
            found: Any = self._graph.cypher(
                cypher, params=dict(params), timeout_ms=int(limits.seconds * 1000), max_work_units=limits.work, row_limit=limits.rows
            )
            rows = tuple(tuple(_plain(row[name]) for name in found.columns) for row in found)
            diagnostics = found.diagnostics or {}
        except kglite.ReadOnlyError as error:
            raise QueryError(guard.WRITES) from error
        except kglite.CypherTimeoutError as error:
            raise QueryError(f"the statement took longer than {limits.seconds:g} s; narrow it, or give it more time") from error
        except kglite.KgError as error:
            if "max_work_units" in str(error):
                raise QueryError(
                    f"the statement needs more work than {limits.work:,} steps; narrow it, or begin with a more exact MATCH"
                ) from error
            raise QueryError(_first(error)) from error
        finally:
            self._graph.read_only(self._read_only)
        truncated = (diagnostics.get("total_rows") or 0) > len(rows)
        return Result(
            columns=tuple(found.columns),
            rows=rows,
            truncated=truncated,
            warnings=self._warnings(found.warnings, words),
        )

    def _warnings(self, told: Sequence[str], words: list[str]) -> tuple[str, ...]:
        """Return the engine's warnings, with the nearest name where it gives none, and those about properties that it does not see."""
        found = [self._with_nearest(warning) for warning in told if "row_limit" not in warning]
        asked = [name for name in dict.fromkeys(guard.properties(words)) if not any(f"'{name}'" in warning for warning in found)]
        known = guard.known(self, "property") if asked else []
        return (*found, *(guard.unknown(self, "property", name) for name in asked if name not in known))

    def _with_nearest(self, warning: str) -> str:
        for text, what in UNKNOWN.items():
            if (match := re.search(f"unknown {text} '([^']+)'", warning)) is not None:
                return guard.unknown(self, what, match[1])
        return warning

    def alone(self) -> AbstractContextManager[None]:
        """Do nothing: whoever writes the file is alone."""
        return nullcontext()

    def init_schema(self) -> None:
        for statement in (*CONSTRAINTS, *LOOKUPS):
            self._run(self._graph, statement, {})

    def save(self) -> None:
        if not self._read_only:
            with _quiet():
                self._graph.save()

    def close(self) -> None:
        if not self._read_only:
            with _quiet():
                self._graph.close()

    def __enter__(self) -> EmbeddedStore:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @staticmethod
    def _run(graph: Any, cypher: str, params: Mapping[str, Any]) -> Any:
        try:
            return graph.cypher(cypher, params=dict(params))
        except kglite.ReadOnlyError as error:
            raise StoreError("the store was opened to read only; open it without read_only=True to change it") from error
        except kglite.KgError as error:
            raise StoreError(f"the embedded store refused a statement: {_first(error)}") from error


@contextmanager
def _quiet() -> Iterator[None]:
    """Pass over the engine's remark that lists of numbers are kept in memory when a file is mapped: we do not map files."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", kglite.MappedFallbackWarning)
        yield


class _EmbeddedTransaction:
    def __init__(self, tx: Any) -> None:
        self._tx = tx

    def read(self, cypher: str, /, **params: Any) -> list[Row]:
        return list(EmbeddedStore._run(self._tx, cypher, params))

    def write(self, cypher: str, /, **params: Any) -> None:
        EmbeddedStore._run(self._tx, cypher, params)


def _plain(value: Any) -> Any:
    """Return nodes and edges without the engine's numbers and the properties `type` and `title` that it makes up for nodes."""
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    if value.keys() == {"id", "labels", "properties"}:
        properties = {name: inner for name, inner in value["properties"].items() if name not in ("type", "title")}
        return {"labels": sorted(value["labels"]), "properties": properties}
    if value.keys() == {"id", "start", "end", "type", "properties"}:
        return {"type": value["type"], "properties": value["properties"]}
    return {name: _plain(inner) for name, inner in value.items()}


def _why(error: Exception) -> str:
    """Return what is wrong with a file, without the engine's name for such errors and its advice."""
    return re.sub(r"^File \S+ error(?: \([^)]*\))?: ", "", _first(error)).split(". ")[0].split(" (")[0]


def _first(error: Exception) -> str:
    return str(error).splitlines()[0]
