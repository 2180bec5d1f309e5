"""Files for `neo4j-admin database import full`: a first load that is too large for transactions.

One file of nodes a label and one of edges a type and pair of labels, each with its header in the first line, in the form of the Neo4j operations manual
(https://neo4j.com/docs/operations-manual/5/import/). Null is an empty field, an empty text is a pair of quotes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from graphbuilder.errors import InputError, StoreError
from graphbuilder.export.files import write_lines
from graphbuilder.store.base import GraphStore
from graphbuilder.store.cypher_derived import CLAIM_EDGES
from graphbuilder.store.records import read_meta

ARRAY_DELIMITER = "\x1f"
Columns = Mapping[str, str]

_TEXT = "string"
_RELATION: Columns = {
    "id": _TEXT, "relation": _TEXT, "polarity": _TEXT, "modality": _TEXT, "claims": "long", "denials": "long", "documents": "long",
    "sources": "long", "first_seen": _TEXT, "last_seen": _TEXT, "themes": "string[]", "roles": "string[]", "confidence": "double",
}  # fmt: skip
_ENTITY: Columns = {
    "name": _TEXT, "group": "boolean", "aliases": "string[]", "iso3": _TEXT, "country": _TEXT, "wikidata": _TEXT, "time": _TEXT,
}  # fmt: skip
NODES: Mapping[str, Columns] = {
    "Meta": {"format": _TEXT, "extractor": _TEXT, "model": _TEXT, "ontology": _TEXT},
    "Document": dict.fromkeys(
        ("hash", "headline", "subtitle", "author", "source", "url", "published", "updated", "dateline", "language", "text", "extractor"), _TEXT
    ),
    "Sentence": {"part": _TEXT, "text": _TEXT, "start_char": "long", "end_char": "long"},
    "LocalEntity": {"entity_type": _TEXT, **_ENTITY},
    "Claim": {
        **dict.fromkeys(
            ("relation", "predicate", "theme", "role", "polarity", "modality", "time", "rule", "subject", "object", "attributed_to", "place"), _TEXT
        ),
        "confidence": "double",
        "spans": "long[]",
    },
    "Decision": {
        "document_a": _TEXT, "start_a": "long", "end_a": "long", "document_b": _TEXT, "start_b": "long", "end_b": "long",
        "judgement": _TEXT, "reason": _TEXT, "by": _TEXT, "at": _TEXT,
    },
    "Entity": {**_ENTITY, "mentions": "long", "documents": "long"},
    "Traits": {
        "entity_type": _TEXT, "words": _TEXT, "group": "boolean", "wikidata": _TEXT, "country": _TEXT, "fields": "string[]",
        "time": "string[]", "short": "string[]",
    },
    "Block": {"seen": "boolean"},
}  # fmt: skip
EDGES: tuple[tuple[str, str, str, Columns], ...] = (
    ("Sentence", "IN", "Document", {}),
    ("LocalEntity", "IN", "Document", {}),
    (
        "Sentence", "MENTIONS", "LocalEntity",
        {"id": _TEXT, "start_char": "long", "end_char": "long", "text": _TEXT, "kind": _TEXT, "stands_for": _TEXT},
    ),
    ("Claim", "STATED_IN", "Sentence", {}),
    ("Document", "COPY_OF", "Document", {"score": "double"}),
    ("LocalEntity", "RESOLVED_TO", "Entity", {"score": "double", "reason": _TEXT}),
    *(("Claim", edge, "Entity", {}) for edge in CLAIM_EDGES.values()),
    ("LocalEntity", "LIKE", "Traits", {"mentions": "long", "document": _TEXT}),
    ("Traits", "NAMED", "Block", {}),
    ("Traits", "OFFERS", "Block", {}),
    ("Document", "BAND", "Block", {}),
    ("Decision", "ABOUT", "LocalEntity", {"side": _TEXT}),
)  # fmt: skip


def write_neo4j_csv(store: GraphStore, folder: Path) -> list[str]:
    """Write the files into a new or empty folder and return the arguments with which `neo4j-admin` takes them.

    Raises InputError if the folder has files in it or cannot be written or the store is empty, StoreError if it holds more than ours.
    """
    if read_meta(store) is None:
        raise InputError(f"{store.url} is empty: there is nothing to export; read documents into it with `graphbuilder build PATH`")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"cannot make the folder {folder}: {error.strerror}") from error
    if any(folder.iterdir()):
        raise InputError(f"{folder} is not empty; give a new folder")
    arguments = ["--array-delimiter=U+001F", "--multiline-fields=true"]
    for label, columns in NODES.items():
        path = folder / f"{label}.csv"
        write_lines(path, _node_lines(store, label, columns))
        arguments.append(f"--nodes={path.name}")
    relations = store.read("MATCH (:Entity)-[r]->(:Entity) RETURN DISTINCT type(r) AS kind ORDER BY kind")
    written = 0
    for start, kind, end, columns in (*EDGES, *(("Entity", row["kind"], "Entity", _RELATION) for row in relations)):
        path = folder / f"{start}-{kind}-{end}.csv"
        written += write_lines(path, _edge_lines(store, start, kind, end, columns)) - 1
        arguments.append(f"--relationships={path.name}")
    held = store.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
    if held != written:
        raise StoreError(
            f"{store.url} holds {held - written:,} edges that are not of graphbuilder's own schema; export the archive instead"
        )
    return arguments


def _node_lines(store: GraphStore, label: str, columns: Columns) -> Iterator[str]:
    yield ",".join([f"id:ID({label})", ":LABEL", *(f"{name}:{kind}" for name, kind in columns.items())])
    fields = "".join(f", n.{name} AS {name}_" for name in columns)
    for row in store.stream(f"MATCH (n:{label}) RETURN n.id AS id, labels(n) AS labels{fields} ORDER BY id"):
        values = (row["id"], sorted(row["labels"]), *(row[f"{name}_"] for name in columns))
        yield ",".join(map(_field, values))


def _edge_lines(store: GraphStore, start: str, kind: str, end: str, columns: Columns) -> Iterator[str]:
    yield ",".join([f":START_ID({start})", f":END_ID({end})", ":TYPE", *(f"{name}:{type_}" for name, type_ in columns.items())])
    fields = "".join(f", r.{name} AS {name}_" for name in columns)
    for row in store.stream(f"MATCH (a:{start})-[r:{kind}]->(b:{end}) RETURN a.id AS a, b.id AS b{fields} ORDER BY a, b"):
        yield ",".join(map(_field, (row["a"], row["b"], kind, *(row[f"{name}_"] for name in columns))))


def _field(value: Any) -> str:
    match value:
        case None | []:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _field(ARRAY_DELIMITER.join(str(item) for item in value))
        case _:
            return '"' + str(value).replace('"', '""') + '"'
