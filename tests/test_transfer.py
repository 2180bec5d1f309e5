"""Whole graphs from place to place: complete between any two stores and archives, resumed after an interruption, several at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
from click.testing import CliRunner
from stories import story

from graphbuilder import pipeline
from graphbuilder.cli import graphbuilder
from graphbuilder.config import Settings
from graphbuilder.errors import StoreMismatchError, StoreUnfinishedError
from graphbuilder.export.archive import archive_lines
from graphbuilder.export.files import write_lines
from graphbuilder.model import Decision, Extraction, MentionPoint
from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store, records
from graphbuilder.store.base import GraphStore
from graphbuilder.store.update import apply

ONTOLOGY = load_ontology()
CLAIMS = [
    ("Jens Stoltenberg", "MEETS", "Russia", {"theme": "“drones”", "attributed_to": "Russia"}),
    ("Russia", "SUPPLIES", "Jens Stoltenberg"),
]


def documents(numbers: Sequence[int]) -> list[Extraction]:
    """Documents that name some things together, and each one of its own."""
    more = ("Person: Jens Stoltenberg / Stoltenberg", "Country: Russia @RUS #Q159")
    return [story(f"d{number:03}", *more, f"Organization: Guild of {number} Côtes 😀", claims=CLAIMS) for number in numbers]


def decision(a: Extraction, b: Extraction) -> Decision:
    """Say that what the last mentions of two documents' guilds name is one thing."""
    points = [
        next(
            MentionPoint(document=x.document.id, start=m.evidence.start, end=m.evidence.end)
            for m in x.mentions
            if "Guild" in m.evidence.quote
        )
        for x in (a, b)
    ]
    return Decision(
        id=f"{a.document.id}-{b.document.id}", a=points[0], b=points[1], judgement="same", reason="“r”", by="Ada", at="2024-07-05T10:00:00Z"
    )


def begin(store: GraphStore) -> None:
    """Say what the store is made with, as every load does."""
    records.check_meta(store, extractor="test 1, none 1", ontology=ONTOLOGY.version)


def load(store: GraphStore, extractions: Sequence[Extraction], decisions: Sequence[Decision] = ()) -> pipeline.Report:
    begin(store)
    return import_facts(store, extractions, decisions, ONTOLOGY)


def wanted(folder: Path, extractions: Sequence[Extraction], decisions: Sequence[Decision] = ()) -> list[str]:
    """Return the archive of these documents, from a store that took them one by one."""
    with open_store(str(folder / f"{uuid4()}.kgl")) as store:
        begin(store)
        for one in extractions:
            with store.transaction() as tx:
                apply(tx, ONTOLOGY, add=[one])
        for one_decision in decisions:
            with store.transaction() as tx:
                apply(tx, ONTOLOGY, decide=[one_decision])
        return list(archive_lines(store))


def run(*arguments: str, status: int = 0) -> str:
    """Run a command and return what it printed."""
    result = CliRunner().invoke(graphbuilder, arguments, catch_exceptions=False)
    assert result.exit_code == status, result.output
    return result.output


@pytest.mark.neo4j
def test_a_graph_is_the_same_after_any_way(neo4j_settings: Settings, tmp_path: Path) -> None:
    held = documents(range(5))
    lines = wanted(tmp_path, held, [decision(held[0], held[1])])
    start, one, two, end = (str(tmp_path / name) for name in ("start.jsonl", "one.kgl", "two.kgl", "end.jsonl"))
    write_lines(Path(start), lines)
    for source, target in ((start, one), (one, two), (two, neo4j_settings.store), (neo4j_settings.store, end)):
        run("copy", source, target)
    assert Path(end).read_bytes() == Path(start).read_bytes()
    run("export", end, "--store", two)
    assert Path(end).read_bytes() == Path(start).read_bytes()
    again = run("copy", neo4j_settings.store, two)
    assert "0 read, 5 skipped" in again
    run("copy", neo4j_settings.store, str(tmp_path / "three.kgl"))
    run("copy", str(tmp_path / "three.kgl"), end)
    assert Path(end).read_bytes() == Path(start).read_bytes()


def test_an_interrupted_load_is_not_read_and_goes_on(
    store: GraphStore, store_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphbuilder.store.bulk.DOCUMENTS", 2)
    held = documents(range(7))
    decisions = [decision(held[0], held[1])]

    def breaking() -> Iterator[Extraction]:
        yield from held[:5]
        raise KeyboardInterrupt

    begin(store)
    with pytest.raises(KeyboardInterrupt):
        import_facts(store, breaking(), decisions, ONTOLOGY)
    store.save()
    with pytest.raises(StoreUnfinishedError, match=r"is not complete.*graphbuilder rebuild"):
        open_store(store_settings, read_only=True)
    with pytest.raises(StoreUnfinishedError), store.transaction() as tx:
        apply(tx, ONTOLOGY, add=held[6:])
    assert "not complete" in run("status", "--store", store_settings.store)
    report = load(store, held, decisions)
    assert (report.skipped, report.read) == ([one.document.id for one in held[:4]], [one.document.id for one in held[4:]])
    assert list(archive_lines(store)) == wanted(tmp_path, held, decisions)


def test_a_document_that_changed_during_an_interruption_is_replaced(
    store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphbuilder.store.bulk.DOCUMENTS", 1)
    held = documents(range(3))

    def breaking() -> Iterator[Extraction]:
        yield story("d001", "Person: Ada Lovelace", claims=[("Ada Lovelace", "MEETS", "Ada Lovelace")])
        raise KeyboardInterrupt

    begin(store)
    with pytest.raises(KeyboardInterrupt):
        import_facts(store, breaking(), [], ONTOLOGY)
    assert load(store, held).replaced == ["d001"]
    assert list(archive_lines(store)) == wanted(tmp_path, held)


def test_of_two_documents_with_one_id_the_last_counts(store: GraphStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphbuilder.store.bulk.DOCUMENTS", 2)
    other = story("d000", "Person: Ada Lovelace", claims=[("Ada Lovelace", "MEETS", "Ada Lovelace")])
    load(store, [other, *documents(range(3)), other])
    assert list(archive_lines(store)) == wanted(tmp_path, [other, *documents(range(1, 3))])
    load(store, [documents([0])[0]])
    assert list(archive_lines(store)) == wanted(tmp_path, documents(range(3)))


def test_a_store_that_began_with_another_extractor_is_refused(store: GraphStore) -> None:
    begin(store)
    with pytest.raises(StoreMismatchError):
        records.check_meta(store, extractor="test 2, none 1", ontology=ONTOLOGY.version)


def test_nothing_can_be_derived_again_from_an_empty_store(store_settings: Settings) -> None:
    result = CliRunner().invoke(graphbuilder, ["rebuild", "--store", store_settings.store])
    assert "is empty" in str(result.exception)


@pytest.mark.neo4j
@pytest.mark.parametrize("before", [0, 1])
def test_two_at_once_end_in_the_graph_of_all(
    neo4j_settings: Settings, tmp_path: Path, before: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Into an empty database the first goes at one go and the other waits; into one with documents they go side by side."""
    monkeypatch.setattr(pipeline, "BATCH", 2)
    held = documents(range(25))
    with open_store(neo4j_settings) as store:
        load(store, held[:before])
    work: list[Callable[[GraphStore], object]] = [lambda store: load(store, held[:15]), lambda store: load(store, held[:9:-1])]
    together(neo4j_settings, work)
    with open_store(neo4j_settings) as store:
        assert list(archive_lines(store)) == wanted(tmp_path, held)


@pytest.mark.neo4j
def test_what_is_loaded_during_a_rebuild_is_not_lost(neo4j_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 1)
    held = documents(range(12))
    with open_store(neo4j_settings) as store:
        load(store, held[:2])
    together(neo4j_settings, [lambda store: load(store, held), *[lambda store: pipeline.rebuild(store, Settings())] * 2])
    with open_store(neo4j_settings, read_only=True) as store:
        assert list(archive_lines(store)) == wanted(tmp_path, held)


def together(settings: Settings, work: Sequence[Callable[[GraphStore], object]]) -> None:
    """Do each piece of work with a connection of its own, all at the same time."""

    def one(piece: Callable[[GraphStore], object]) -> None:
        with open_store(settings) as store:
            piece(store)

    with ThreadPoolExecutor(len(work)) as pool:
        list(pool.map(one, work))
