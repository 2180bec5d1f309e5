"""What a store holds, in figures."""

from __future__ import annotations

from graphbuilder.errors import StoreError
from graphbuilder.model import LABELS
from graphbuilder.store.base import GraphStore
from graphbuilder.store.cypher import records as cypher
from graphbuilder.store.records import read_meta, remedy


def status(store: GraphStore) -> dict[str, str | int]:
    """Return where the store is, what it was made with and its counts, by their names; two spaces before a name make it a part of the one above.

    Raises StoreError if nothing was ever written to it.
    """
    meta = read_meta(store)
    if meta is None:
        raise StoreError(f"{store.url} is empty; read documents into it with `graphbuilder build PATH`")
    command = remedy(store)
    state = f"not complete: a first load or rebuild runs, or was interrupted; `{command}` finishes it"
    counts: dict[str, str | int] = {"store": store.url, "extractor": meta.extractor, "model": meta.model, "ontology": meta.ontology}
    counts["state"] = "complete" if command is None else state
    for name, label in {
        "documents": "Document",
        "sentences": "Sentence",
        "claims": "Claim",
        "decisions": "Decision",
        "entities": "Entity",
    }.items():
        counts[name] = store.read(cypher.count_nodes(label))[0]["n"]
    for label in LABELS:
        counts[f"  {label}"] = store.read(cypher.count_nodes(label))[0]["n"]
    relations = {row["kind"]: row["n"] for row in store.read(cypher.COUNT_RELATIONS_BY_TYPE)}
    counts["relations"] = sum(relations.values())
    counts["  asserted"] = sum(n for kind, n in relations.items() if kind != "CLAIMED")
    counts["  planned, possible or denied"] = relations.get("CLAIMED", 0)
    return counts
