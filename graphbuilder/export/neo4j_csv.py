"""Files for `neo4j-admin database import full`: a first load that is too large for transactions.

One file of nodes a label, and one of edges a type and pair of labels, each with its header in the first line, in the form of the Neo4j
operations manual (https://neo4j.com/docs/operations-manual/5/import/). Null is an empty field, an empty text a pair of quotes.
What the store holds is written as it is, the index of resolution too, so that the new database goes on where this one is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from graphbuilder.errors import InputError, StoreError
from graphbuilder.export.files import write_lines
from graphbuilder.ontology import NAME
from graphbuilder.store.base import GraphStore
from graphbuilder.store.cypher.schema import NODES
from graphbuilder.store.records import read_meta

ARRAY_DELIMITER = "\x1f"
OPTIONS = ("--array-delimiter=U+001F", "--multiline-fields=true")
TYPES = {bool: "boolean", int: "long", float: "double", str: "string"}
MADE_UP = frozenset({"type", "title"})  # properties that the embedded engine shows on every node


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
    arguments = list(OPTIONS)
    nodes = edges = 0
    for label in NODES:
        path = folder / f"{label}.csv"
        nodes += write_lines(path, _node_lines(store, label)) - 1
        arguments.append(f"--nodes={path.name}")
    for start, kind, end in _edge_kinds(store):
        path = folder / f"{start}-{kind}-{end}.csv"
        edges += write_lines(path, _edge_lines(store, start, kind, end)) - 1
        arguments.append(f"--relationships={path.name}")
    more = (_count(store, "(x)") - nodes, _count(store, "()-[x]->()") - edges)
    if any(more):
        raise StoreError(
            f"{store.url} holds {more[0]:,} nodes and {more[1]:,} edges that are not of our schema; export the archive instead"
        )
    return arguments


def _count(store: GraphStore, pattern: str) -> int:
    return int(store.read(f"MATCH {pattern} RETURN count(x) AS n")[0]["n"])


def _edge_kinds(store: GraphStore) -> list[tuple[str, str, str]]:
    rows = store.read("MATCH (a)-[r]->(b) RETURN DISTINCT labels(a) AS a, type(r) AS kind, labels(b) AS b")
    return sorted({(_main(row["a"]), row["kind"], _main(row["b"])) for row in rows if NAME.fullmatch(row["kind"])})


def _main(labels: Iterable[str]) -> str:
    return next((label for label in NODES if label in labels), "Entity")


def _node_lines(store: GraphStore, label: str) -> Iterator[str]:
    columns = _columns(store, f"(x:{label})", without=MADE_UP | {"id"})
    yield ",".join([f"id:ID({label})", ":LABEL", *(f"{name}:{kind}" for name, kind in columns.items())])
    fields = "".join(f", x.{name} AS {name}_" for name in columns)
    for row in store.stream(f"MATCH (x:{label}) RETURN x.id AS id, labels(x) AS labels{fields} ORDER BY id"):
        yield ",".join(map(_field, (row["id"], sorted(row["labels"]), *(row[f"{name}_"] for name in columns))))


def _edge_lines(store: GraphStore, start: str, kind: str, end: str) -> Iterator[str]:
    pattern = f"(a:{start})-[x:{kind}]->(b:{end})"
    columns = _columns(store, pattern, without=frozenset())
    yield ",".join([f":START_ID({start})", f":END_ID({end})", ":TYPE", *(f"{name}:{type_}" for name, type_ in columns.items())])
    fields = "".join(f", x.{name} AS {name}_" for name in columns)
    for row in store.stream(f"MATCH {pattern} RETURN a.id AS a, b.id AS b{fields} ORDER BY a, b"):
        yield ",".join(map(_field, (row["a"], row["b"], kind, *(row[f"{name}_"] for name in columns))))


def _columns(store: GraphStore, pattern: str, *, without: frozenset[str]) -> dict[str, str]:
    """Return the properties of what a pattern calls x, with the types that the header names."""
    names = {row["name"] for row in store.read(f"MATCH {pattern} UNWIND keys(x) AS name RETURN DISTINCT name")}
    return {name: kind for name in sorted(names - without) if (kind := _type(store, pattern, name)) is not None}


def _type(store: GraphStore, pattern: str, name: str) -> str | None:
    for row in store.stream(f"MATCH {pattern} WHERE x.{name} IS NOT NULL RETURN x.{name} AS value"):
        value = row["value"]
        if not isinstance(value, list):
            return TYPES[type(value)]
        if value:
            return f"{TYPES[type(value[0])]}[]"
    return None


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
