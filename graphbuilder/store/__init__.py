"""Graph stores: one interface, an embedded one and Neo4j, chosen by URL.

    base, guard, embedded, neo4j     the interface, and the two engines behind it
    cypher/                          every statement, a module for each part of the graph
    records                          the facts of record: documents, sentences, mentions, claims, decisions
    derived                          what follows from them: entities, resolutions, edges, copies; `read_graph`
    index, tallies                   what is kept to decide and describe a part of the graph without reading all of it
    update, copies                   a few documents or decisions more or less, in one transaction
    bulk                             a whole graph at once, in many
    curation, status                 what persons decide about; what the store holds

Every change is a function of what the store holds and what comes, so that doing it again, in any order, gives the same graph.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from graphbuilder.config import Settings
from graphbuilder.errors import StoreError

_URL = re.compile(r"\w[\w+.-]*://|(neo4j|bolt)(\+s|\+ssc)?:")  # without // too: no path that is shown may hold a password

if TYPE_CHECKING:
    from graphbuilder.store.base import GraphStore


def open_store(settings: Settings | str | os.PathLike[str], *, read_only: bool = False, unfinished: bool = False) -> GraphStore:
    """Open the store that the settings or a URL name.

    Args:
        settings: settings, or the store's path or URL.
        read_only: change nothing, and leave an embedded store to another process that writes it.
        unfinished: open it to read also where its graph is not complete, because a first load or rebuild runs or was interrupted.

    Raises StoreError if it cannot be opened, StoreBusyError if another process writes it, StoreUnfinishedError if it is not complete.
    """
    if not isinstance(settings, Settings):
        settings = Settings(store=os.fspath(settings))
    from graphbuilder.store.records import check_complete

    store: GraphStore
    if _URL.match(settings.store):
        from graphbuilder.store.neo4j import Neo4jStore

        store = Neo4jStore(settings)
    else:
        from graphbuilder.store.embedded import EmbeddedStore

        store = EmbeddedStore(settings.store, read_only=read_only)
    try:
        if not read_only:
            store.init_schema()
        elif not unfinished:
            check_complete(store, store.url)
    except StoreError:
        store.close()
        raise
    return store
