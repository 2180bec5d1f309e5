"""Documents to the store and back, from text, with the language model."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from graphbuilder import pipeline
from graphbuilder.cli import graphbuilder
from graphbuilder.config import Settings
from graphbuilder.errors import InputError, StoreMismatchError, StoreUnfinishedError
from graphbuilder.export.archive import archive_lines
from graphbuilder.ontology import load_ontology
from graphbuilder.store import bulk, open_store, records

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language

    from graphbuilder.store.base import GraphStore

ONTOLOGY = load_ontology()
pytestmark = pytest.mark.model

TEXTS = {
    "one": "Jens Stoltenberg, the NATO chief, said on Friday that Iran supplies Russia with drones. Stoltenberg praised Ukraine.",
    "two": "Stoltenberg met Ukrainian President Volodymyr Zelensky in Kyiv on Saturday. Zelenskyy thanked NATO.",
    "three": "North Korea denied that it supplies Russia with ammunition. South Korea condemned North Korea.",
}


def corpus(path: Path, **texts: str) -> str:
    lines = (json.dumps({"id": name, "text": text, "published": "2024-07-05"}) for name, text in (texts or TEXTS).items())
    path.write_text("\n".join(lines), encoding="utf-8")
    return str(path)


def archive(settings: Settings) -> list[str]:
    with open_store(settings, read_only=True) as store:
        return list(archive_lines(store))


def build(settings: Settings, *inputs: str) -> pipeline.Report:
    with open_store(settings) as store:
        return pipeline.build(inputs, store, settings)


def test_a_second_build_changes_nothing_and_the_order_does_not_show(tmp_path: Path) -> None:
    settings, other = Settings(store=str(tmp_path / "a.kgl")), Settings(store=str(tmp_path / "b.kgl"))
    source = corpus(tmp_path / "all.jsonl")
    assert build(settings, source).read == list(TEXTS)
    first = archive(settings)
    assert build(settings, source).skipped == list(TEXTS)
    assert archive(settings) == first
    for name in reversed(TEXTS):
        build(other, corpus(tmp_path / f"{name}.jsonl", **{name: TEXTS[name]}))
    assert archive(other) == first


def test_a_changed_text_replaces_and_a_removed_one_leaves_no_trace(tmp_path: Path) -> None:
    settings, other = Settings(store=str(tmp_path / "a.kgl")), Settings(store=str(tmp_path / "b.kgl"))
    build(settings, corpus(tmp_path / "all.jsonl", **{**TEXTS, "two": "France criticized Germany."}))
    report = build(settings, corpus(tmp_path / "two.jsonl", two=TEXTS["two"]))
    assert (report.read, report.replaced) == ([], ["two"])
    with open_store(settings) as store:
        pipeline.remove(store, ["three"], pipeline.ontology_of(settings))
    build(other, corpus(tmp_path / "rest.jsonl", one=TEXTS["one"], two=TEXTS["two"]))
    assert archive(settings) == archive(other)


def test_rebuild_and_reading_again_give_the_same_archive(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "a.kgl"))
    build(settings, corpus(tmp_path / "all.jsonl"))
    first = archive(settings)
    for extract in (False, True):
        with open_store(settings) as store:
            pipeline.rebuild(store, settings, extract=extract)
        assert archive(settings) == first


def test_an_interrupted_bulk_load_is_finished_by_the_next_build(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "a.kgl"))
    source = corpus(tmp_path / "all.jsonl")
    build(settings, source)
    first = archive(settings)
    with open_store(settings) as store:
        bulk.begin(store)
        with store.transaction() as tx:
            tx.write("MATCH (e:Entity) DETACH DELETE e")
    assert build(settings, source).skipped == list(TEXTS)
    assert archive(settings) == first


def test_only_reading_again_finishes_an_interrupted_reading_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 1)
    settings = Settings(store=str(tmp_path / "a.kgl"))
    source = corpus(tmp_path / "all.jsonl")
    build(settings, source)
    first = archive(settings)
    with open_store(settings) as store, store.transaction() as tx:
        records.write_meta(tx, records.make_meta(extractor="graphbuilder 0.0, other 1", ontology="1"))
        tx.write("MATCH (d:Document) SET d.extractor = 'graphbuilder 0.0, other 1'")

    def interrupt(_: str) -> None:
        raise KeyboardInterrupt

    with open_store(settings) as store, pytest.raises(KeyboardInterrupt):
        pipeline.rebuild(store, settings, extract=True, progress=interrupt)
    others: dict[str, Callable[[GraphStore], object]] = {
        "build": lambda store: pipeline.build([source], store, settings),
        "remove": lambda store: pipeline.remove(store, ["one"], ONTOLOGY),
        "rebuild": lambda store: pipeline.rebuild(store, settings),
        "merge": lambda store: pipeline.merge(store, "Iran", "Russia", ONTOLOGY, reason="", by="Maria"),
        "import": lambda store: pipeline.import_facts(store, [], [], ONTOLOGY),
    }
    for other in others.values():
        with open_store(settings) as store, pytest.raises(StoreUnfinishedError, match="finish it with `graphbuilder rebuild --extract`"):
            other(store)
    told = CliRunner().invoke(graphbuilder, ["status", "--store", settings.store]).output
    assert "`graphbuilder rebuild --extract` finishes it" in told
    with open_store(settings) as store:
        report = pipeline.rebuild(store, settings, extract=True)
    done, *rest = sorted(TEXTS)
    assert (report.skipped, report.replaced) == ([done], rest)
    assert archive(settings) == first


def test_reading_again_begins_anew_with_another_ontology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 1)
    settings = Settings(store=str(tmp_path / "a.kgl"))
    build(settings, corpus(tmp_path / "all.jsonl"))
    with open_store(settings) as store:
        bulk.begin_reading(store, records.make_meta(extractor=pipeline.extractor_of(settings), ontology="another"))
        with store.transaction() as tx:
            tx.write("MATCH (d:Document {id: 'one'}) REMOVE d.unread")
        assert pipeline.rebuild(store, settings, extract=True).replaced == sorted(TEXTS)
        assert store.read("MATCH (d:Document) WHERE d.unread IS NOT NULL RETURN d.id AS id") == []


def test_a_store_of_another_extractor_is_refused(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "a.kgl"))
    with open_store(settings) as store, store.transaction() as tx:
        records.write_meta(tx, records.make_meta(extractor="graphbuilder 0.0, other 1", ontology="1"))
    with pytest.raises(StoreMismatchError, match="rebuild --extract"):
        build(settings, corpus(tmp_path / "all.jsonl"))


def test_removing_an_unknown_document_is_refused(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "a.kgl")) as store, pytest.raises(InputError, match="'x'"):
        pipeline.remove(store, ["x"], pipeline.ontology_of(Settings()))


def test_the_commands_of_curation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRAPHBUILDER_STORE", str(tmp_path / "a.kgl"))

    def run(*arguments: str, answers: str | None = None, status: int = 0) -> str:
        result = CliRunner().invoke(graphbuilder, arguments, input=answers)
        assert result.exit_code == status, result.output
        return result.output

    source = corpus(tmp_path / "all.jsonl")
    assert "3 read" in run("build", source)
    merged = run("merge", "Iran", "Russia", "--reason", "a test", "--by", "Maria")
    assert '"Iran" one:' in merged
    assert "takes it back" in merged
    assert "[stands]" in run("decisions")
    assert "withdrawn" in run("undo", "--by", "Maria")
    assert "no decision stands" in run("decisions")
    assert "[superseded]" in run("decisions", "--all")
    assert "different" in run("split", "Iran", "Russia")
    rebuilt = run("rebuild")
    assert "3 documents" in rebuilt
    assert "read" not in rebuilt
    run("build", corpus(tmp_path / "more.jsonl", four="On Monday Zelensky visited Germany."))
    asked = run("review", "--limit", "1", answers="s\n")
    assert "taken for one" in asked
    assert '"Zelensky" · four\n    On Monday Zelensky visited Germany.' in asked
    assert "1 removed" in run("remove", "three")


def test_a_failed_input_costs_no_other(tmp_path: Path) -> None:
    source = tmp_path / "all.jsonl"
    corpus(source)
    source.write_text(source.read_text(encoding="utf-8") + "\nnot json\n", encoding="utf-8")
    result = CliRunner().invoke(graphbuilder, ["build", str(source), "--store", str(tmp_path / "a.kgl")])
    assert result.exit_code == 1
    assert "3 read, 1 failed" in result.output


def test_an_interrupted_build_keeps_what_it_stored_and_goes_on(tmp_path: Path) -> None:
    settings = Settings(store=str(tmp_path / "a.kgl"))
    many = {f"{name}-{n}": f"{text} This is copy {n}." for n in range(200) for name, text in TEXTS.items()}
    source = corpus(tmp_path / "all.jsonl", **many)
    command = [sys.executable, "-m", "graphbuilder", "build", source, "--store", settings.store]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as process:
        log = tmp_path / "a.kgl-wal"
        end = time.monotonic() + 120
        while not (log.exists() and log.stat().st_size > 100_000):
            assert time.monotonic() < end, "no documents were stored"
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.strip().startswith("graphbuilder: interrupted; what a store has taken in is kept")
    assert len(told.strip().splitlines()) == 1
    with open_store(settings, read_only=True) as store:
        kept = records.stored_documents(store)
    assert 0 < len(kept) < len(many)
    rest = corpus(tmp_path / "rest.jsonl", **{name: many[name] for name in [*list(kept)[:5], "one-199"]})
    report = build(settings, rest)
    assert (sorted(report.skipped), report.read) == (sorted(list(kept)[:5]), ["one-199"])


def test_the_name_of_the_model_is_known_without_loading_it(nlp: Language) -> None:
    from graphbuilder.extract.nlp import installed_name, model_name

    assert installed_name() == model_name(nlp)
    assert installed_name("no_such_model") is None
