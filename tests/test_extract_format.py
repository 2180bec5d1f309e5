"""What `graphbuilder extract` writes: the form, its spans, its order, and what it does with input that fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from graphbuilder.cli import graphbuilder
from graphbuilder.extract.format import to_line, to_row
from graphbuilder.model import Claim, Document, Evidence, Extraction, Failure, LocalEntity, Mention, Sentence
from graphbuilder.ontology import load_ontology

ROW = {
    "format": "graphbuilder-extract/1",
    "extractor": "graphbuilder 0.1.0, en_core_web_md 3.7.1",
    "id": "d",
    "mentions": [
        {"start": 0, "end": 4, "text": "Iran", "type": "Country", "kind": "name", "entity": "e1", "stands_for": None},
        {"start": 13, "end": 19, "text": "Moscow", "type": "Place", "kind": "name", "entity": "e2", "stands_for": "RUS"},
    ],
    "entities": [
        {"id": "e1", "name": "Iran", "type": "Country", "group": False, "aliases": ["Iran"], "iso3": "IRN", "country": None, "wikidata": "Q794", "time": None},
        {"id": "e2", "name": "Moscow", "type": "Place", "group": False, "aliases": ["Moscow"], "iso3": None, "country": "RUS", "wikidata": None, "time": None},
    ],
    "relations": [
        {
            "subject": "e1", "type": "SUPPLIES", "object": "e2", "subject_span": [0, 4], "object_span": [13, 19], "predicate": "supply",
            "predicate_span": [5, 12], "theme": "drones", "polarity": "positive", "modality": "planned", "attributed_to": "e2",
            "attribution_span": [13, 19], "time": "2024-07", "place": None, "place_span": None, "role": None, "plover": "AID",
            "rule": "supply", "confidence": 0.8, "evidence": [0, 32],
        }
    ],
}  # fmt: skip


def extraction() -> Extraction:
    text = "Iran armed   Moscow with drones."

    def evidence(start: int, end: int) -> Evidence:
        return Evidence(document="d", start=start, end=end, quote=text[start:end])

    return Extraction(
        document=Document(id="d", hash="h", text=text, extractor=str(ROW["extractor"])),
        sentences=(Sentence(id="s", document="d", part="body", start=0, end=32, text=text),),
        entities=(
            LocalEntity(id="a", document="d", name="Moscow", label="Place", aliases=("Moscow",), country="RUS"),
            LocalEntity(id="b", document="d", name="Iran", label="Country", aliases=("Iran",), iso3="IRN", wikidata="Q794"),
        ),
        mentions=(
            Mention(id="m", sentence="s", entity="a", kind="name", evidence=evidence(13, 19), stands_for="RUS"),
            Mention(id="n", sentence="s", entity="b", kind="name", evidence=evidence(0, 4)),
        ),
        claims=(
            Claim(
                id="c",
                sentence="s",
                subject="b",
                type="SUPPLIES",
                object="a",
                predicate="supply",
                subject_span=(0, 4),
                object_span=(13, 19),
                predicate_span=(5, 12),
                evidence=evidence(0, 32),
                rule="supply",
                confidence=0.8,
                theme="drones",
                modality="planned",
                time="2024-07",
                attributed_to="a",
                attribution_span=(13, 19),
            ),
        ),
    )


def test_row_of_a_document() -> None:
    row = to_row(extraction(), load_ontology())
    assert row == ROW
    assert list(row) == list(ROW)


def test_row_of_a_failure() -> None:
    known = Failure(source="a.jsonl, line 2", reason="its text is empty", document="x")
    unknown = Failure(source="a.jsonl, line 2", reason="it is not JSON")
    assert to_row(known, load_ontology()) == {"format": "graphbuilder-extract/1", "id": "x", "error": "its text is empty"}
    assert to_row(unknown, load_ontology())["id"] == "a.jsonl, line 2"


def test_line_keeps_letters_as_they_are() -> None:
    assert to_line({"text": "Türkiye"}) == '{"text": "Türkiye"}'


def run(*arguments: str, stdin: str | None = None) -> tuple[int, bytes, str]:
    result = CliRunner().invoke(graphbuilder, ["extract", *arguments], input=stdin)
    return result.exit_code, result.stdout_bytes, result.stderr


def rows(output: bytes) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.decode("utf-8").splitlines()]


@pytest.mark.model
def test_command_on_the_article_in_seeds(seed: Path) -> None:
    status, output, messages = run(str(seed.parent))
    assert (status, messages) == (0, "")
    assert output == run(str(seed))[1]
    [row] = rows(output)
    text = seed.read_text(encoding="utf-8")
    assert row["extractor"].startswith("graphbuilder ")
    assert all(text[m["start"] : m["end"]] == m["text"] for m in row["mentions"])
    assert {"Iran", "NATO", "Jens Stoltenberg"} <= {entity["name"] for entity in row["entities"]}
    ids = {entity["id"] for entity in row["entities"]}
    assert {mention["entity"] for mention in row["mentions"]} == ids
    starts = [m["start"] for m in row["mentions"]]
    assert starts == sorted(starts)
    for relation in row["relations"]:
        start, end = relation["evidence"]
        assert {relation["subject"], relation["object"]} <= ids
        assert all(start <= relation[name][0] < relation[name][1] <= end for name in ("subject_span", "object_span", "predicate_span"))


@pytest.mark.model
def test_command_goes_on_after_input_that_fails() -> None:
    lines = ['{"id": "a", "text": "Iran met Russia."}', '{"id": "b"}', "nonsense", '{"id": "c", "text": "China met India."}']
    status, output, messages = run("-", stdin="\n".join(lines))
    assert status == 1
    assert [row["id"] for row in rows(output)] == ["a", "b", "standard input, line 3", "c"]
    assert [row.get("error", "")[:10] for row in rows(output)] == ["", "it has no ", "it is not ", ""]
    assert messages.count("failed: ") == 2


@pytest.mark.model
def test_command_with_nothing_to_read() -> None:
    status, output, messages = run("nowhere.txt")
    assert status == 2
    assert rows(output)[0]["error"] == "there is no such file or folder"
    assert messages == "failed: nowhere.txt: there is no such file or folder\n"
