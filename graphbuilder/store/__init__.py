"""Graph stores: one interface, an embedded one and Neo4j, chosen by URL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.config import Settings

if TYPE_CHECKING:
    from graphbuilder.store.base import GraphStore


def open_store(settings: Settings | str, *, read_only: bool = False) -> GraphStore:
    """Open the store that the settings or a URL name.

    Raises StoreError if it cannot be opened, StoreBusyError if another process writes it.
    """
    if isinstance(settings, str):
        settings = Settings(store=settings)
    store: GraphStore
    if "://" in settings.store:
        from graphbuilder.store.neo4j import Neo4jStore

        store = Neo4jStore(settings)
    else:
        from graphbuilder.store.embedded import EmbeddedStore

        store = EmbeddedStore(settings.store, read_only=read_only)
    if not read_only:
        store.init_schema()
    return store
