"""The bulk load files: the real neo4j-admin takes them, and the server started on the result holds the same graph."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import lacking
from neo4j_server import Server, missing
from test_store import extraction

from graphbuilder.config import Settings
from graphbuilder.errors import InputError, StoreError
from graphbuilder.export.archive import archive_lines
from graphbuilder.export.neo4j_csv import write_neo4j_csv
from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store, records
from graphbuilder.store.base import GraphStore, Limits


def fill(store: GraphStore) -> None:
    """Facts with what is hard in CSV: quotes, line ends, delimiters, text that looks empty."""
    hard = "He said: \"a,b\";\nIran \x1f supplies 'x' {y}\t" + "Iran supplies drones to Russia."
    records.check_meta(store, extractor="graphbuilder 0, model 1", ontology=load_ontology().version)
    import_facts(store, [extraction(), extraction("two"), extraction("hard", text=hard)], [], load_ontology())


@pytest.mark.neo4j
def test_the_server_holds_the_same_archive_after_the_import(tmp_path: Path) -> None:
    if (what := missing()) is not None:
        lacking(f"needs Java and Maven for neo4j-admin: {what}")
    with open_store(Settings(store=str(tmp_path / "source.kgl"))) as store:
        fill(store)
        wanted = list(archive_lines(store))
        edges = "MATCH (a)-[r]->(b) RETURN type(r) AS kind, count(r) AS n ORDER BY kind"
        wanted_edges = store.read(edges)
        arguments = write_neo4j_csv(store, tmp_path / "load")
    server = Server(home=tmp_path / "server")
    server.prepare()
    files = [argument.replace("=", f"={tmp_path / 'load'}/") if argument.endswith(".csv") else argument for argument in arguments]
    server.admin("database", "import", "full", "neo4j", *files)
    server.start()
    try:
        with open_store(Settings(store=server.url)) as store:
            assert store.read(edges) == wanted_edges
            assert list(archive_lines(store)) == wanted
    finally:
        server.kill()


def test_a_folder_with_files_is_refused(tmp_path: Path) -> None:
    (tmp_path / "load").mkdir()
    (tmp_path / "load" / "old.csv").touch()
    with open_store(Settings(store=str(tmp_path / "source.kgl"))) as store:
        fill(store)
        with pytest.raises(InputError, match="is not empty; give a new folder"):
            write_neo4j_csv(store, tmp_path / "load")


def test_a_store_with_more_than_our_schema_is_refused(tmp_path: Path) -> None:
    with open_store(Settings(store=str(tmp_path / "source.kgl"))) as store:
        fill(store)
        store.query("CREATE (:Note {id: 'mine'})", {}, limits=Limits(write=True))
        with pytest.raises(StoreError, match="holds 1 nodes and 0 edges that are not of our schema"):
            write_neo4j_csv(store, tmp_path / "load")


def test_an_empty_store_is_refused(tmp_path: Path) -> None:
    with open_store(Settings(store=str(tmp_path / "source.kgl"))) as store, pytest.raises(InputError, match="is empty"):
        write_neo4j_csv(store, tmp_path / "load")
