"""What a graph store can do: the interface that the embedded store and Neo4j share.

Everything above `read`, `write` and `stream` is written once, in Cypher that runs on both (`cypher/`).
"""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from graphbuilder.errors import StoreBusyError

Row = dict[str, Any]
T = TypeVar("T")
P = TypeVar("P")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of a user's own statement. `work` counts steps of the embedded engine; Neo4j bounds memory by its own setting."""

    seconds: float = 30.0
    rows: int = 10_000
    work: int = 50_000_000
    write: bool = False
    files: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Rows of a user's own statement. `truncated` is True if the row limit cut it; `warnings` are the engine's, in plain words."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False
    warnings: tuple[str, ...] = ()


class Transaction(Protocol):
    """All or nothing: an exception inside the `with` block leaves the store as it was."""

    def read(self, cypher: str, /, **params: Any) -> list[Row]: ...

    def write(self, cypher: str, /, **params: Any) -> None: ...


class GraphStore(Protocol):
    """A property graph that speaks Cypher."""

    @property
    def url(self) -> str:
        """The name of the store, without a password."""
        ...

    @property
    def writers(self) -> int:
        """How many transactions of one process get on side by side."""
        ...

    def read(self, cypher: str, /, **params: Any) -> list[Row]: ...

    def stream(self, cypher: str, /, **params: Any) -> Iterator[Row]:
        """Yield rows without holding them all."""
        ...

    def transaction(self) -> AbstractContextManager[Transaction]: ...

    def query(self, cypher: str, params: Mapping[str, Any], /, *, limits: Limits) -> Result:
        """Run a user's own statement within limits. Raises QueryError if it is refused, wrong or too costly."""
        ...

    def alone(self) -> AbstractContextManager[None]:
        """Wait until no other process loads the store at one go or rebuilds it, and let none begin before the block ends."""
        ...

    def init_schema(self) -> None: ...

    def save(self) -> None:
        """Make what was committed visible to other processes, where commit alone does not."""
        ...

    def close(self) -> None: ...

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...


def attempt(store: GraphStore, work: Callable[[Transaction], T], /, *, tries: int = 6) -> T:
    """Do the work in a transaction, again where the store is busy for now (a deadlock, a lost connection).

    `work` must do the same when it is done again: all of ours writes rows by their ids.
    Raises StoreBusyError if the last try failed too; whatever else goes wrong is raised at once.
    """
    for number in range(1, tries):
        try:
            with store.transaction() as tx:
                return work(tx)
        except StoreBusyError:
            time.sleep(random.uniform(0.05, 0.15) * 2**number)  # noqa: S311 (spreads two loaders apart)
    with store.transaction() as tx:
        return work(tx)


def side_by_side(store: GraphStore, work: Callable[[Transaction, P], T], pieces: Iterable[P], /, *, most: int | None = None) -> Iterator[T]:
    """Do work on each piece as `attempt` does, several at a time, while the next pieces are made; yield the results in their order.

    What was yielded is committed. If a piece fails, or making one does, those that were begun are done before the error is raised.

    Args:
        store: the store; with one that takes a single writer all is done in this thread, one piece after the other.
        work: may be done on the pieces in any order.
        pieces: what to work on.
        most: how many at a time, at most as many as the store takes.
    """

    def one(piece: P) -> T:
        return attempt(store, lambda tx: work(tx, piece))

    if store.writers == 1:
        yield from map(one, pieces)
        return
    count = min(most or store.writers, store.writers)
    begun: deque[Future[T]] = deque()
    with ThreadPoolExecutor(count) as pool:
        for piece in pieces:
            if len(begun) > count:
                yield begun.popleft().result()
            begun.append(pool.submit(one, piece))
        while begun:
            yield begun.popleft().result()
