"""The store as the explorer uses it: one store, several threads, and what is kept in memory of it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any, TypeVar

from graphbuilder.errors import StoreError
from graphbuilder.ontology import Ontology
from graphbuilder.query.index import Names
from graphbuilder.store import derived
from graphbuilder.store.base import GraphStore
from graphbuilder.store.cypher import explore as cypher

T = TypeVar("T")
LOOK_AGAIN = 3.0  # seconds


class Live:
    """A store that answers several requests, one at a time where the engine needs that.

    The embedded engine switches the whole graph between reading and writing, so its requests wait for one another. What is
    expensive to make (the index of names, communities) is kept until the number of entities, documents or decisions changes. The
    embedded engine makes its index of ids when somebody first asks for one, so that is done at the start.
    """

    def __init__(self, store: GraphStore, ontology: Ontology, *, by: str, read_only: bool = False) -> None:
        self.ontology = ontology
        self.by = by
        self.read_only = read_only
        self._store = store
        self._lock = threading.RLock()
        self._one_at_a_time: AbstractContextManager[Any] = nullcontext() if "://" in store.url else self._lock
        self._sizes: tuple[int, ...] = ()
        self._looked = 0.0
        self._kept: dict[str, Any] = {}
        for statement in cypher.FIND:
            store.read(statement, id="")

    @property
    def url(self) -> str:
        """The name of the store."""
        return self._store.url

    @contextmanager
    def reading(self) -> Iterator[GraphStore]:
        """Lend the store for reading."""
        with self._one_at_a_time:
            yield self._store

    @contextmanager
    def deciding(self) -> Iterator[GraphStore]:
        """Lend the store for a person's decision. Raises StoreError if it was opened to read only."""
        if self.read_only:
            raise StoreError("the explorer was started with --read-only; start it without to merge, split and undo")
        with self._lock, self._one_at_a_time:
            try:
                yield self._store
            finally:
                self._looked = 0.0
                self._kept.clear()

    def names(self) -> Names:
        """Return the index of names."""
        return self.kept("names", lambda store: Names(derived.entities(store)))

    def kept(self, name: str, make: Callable[[GraphStore], T]) -> T:
        """Return what `make` made of the store, made again if the store has changed since."""
        with self._lock:
            self._look()
            if name not in self._kept:
                self._kept[name] = make(self._store)
            found: T = self._kept[name]
            return found

    def _look(self) -> None:
        """Forget what is kept if the store has other sizes than at the last look."""
        now = time.monotonic()
        if self._looked and now - self._looked < LOOK_AGAIN:
            return
        sizes = tuple(int(self._store.read(statement)[0]["n"]) for statement in cypher.SIZES)
        if sizes != self._sizes:
            self._kept.clear()
        self._sizes, self._looked = sizes, now
