"""The page as text: what is in it, that it is the same on every run, and that data cannot break out of it."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_graphs import EVIL, hostile, large, story

from graphbuilder.errors import InputError
from graphbuilder.model import Graph
from graphbuilder.viz import between, page, page_data, snapshot, top, write_snapshot
from graphbuilder.viz.layout import _corners, layout

HERE = Path(__file__).parent


def data_of(html: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)
    assert found is not None
    data: dict[str, Any] = json.loads(found.group(1))
    return data


def test_the_same_graph_gives_the_same_bytes_under_any_hash_seed() -> None:
    code = "import sys; from page_graphs import *; from graphbuilder.viz import snapshot; sys.stdout.write(snapshot(large(150)) + snapshot(story()))"
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], cwd=HERE, env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert len(runs[0]) > 100_000


def test_the_order_of_records_does_not_matter() -> None:
    graph = story()
    turned = replace(
        graph,
        entities=graph.entities[::-1],
        relations=graph.relations[::-1],
        claims=graph.claims[::-1],
        documents=graph.documents[::-1],
    )
    assert snapshot(turned) == snapshot(graph)


@pytest.mark.parametrize("count", [1, 2, 40, 150])
def test_no_two_entities_stand_in_one_place(count: int) -> None:
    places = sorted(layout(large(count) if count > 1 else Graph(entities=story().entities[:1])).values())
    assert len(places) == count
    near = [(a, b) for a, b in itertools.pairwise(places) if abs(a[0] - b[0]) < 20 and abs(a[1] - b[1]) < 20]
    assert not near


@given(st.lists(st.tuples(st.floats(1, 500), st.floats(1, 500)), max_size=25), st.floats(0, 2000))
def test_parts_are_packed_without_overlap(sizes: list[tuple[float, float]], least: float) -> None:
    placed = list(zip(_corners(sizes, least), sizes, strict=True))
    for i, ((x, y), (width, height)) in enumerate(placed):
        assert x >= 0 <= y
        for (x2, y2), (width2, height2) in placed[:i]:
            assert x + width <= x2 or x2 + width2 <= x or y + height <= y2 or y2 + height2 <= y


def test_every_relation_is_in_the_page_also_parallel_and_reverse_ones() -> None:
    graph = story()
    data = data_of(snapshot(graph))
    assert {edge["id"] for edge in data["edges"]} == {relation.id for relation in graph.relations}
    ends = [(edge["from"], edge["to"]) for edge in data["edges"]]
    assert len(set(ends)) < len(ends)
    assert any((b, a) in ends for a, b in ends)


def test_spans_are_offsets_into_the_sentence_in_code_points() -> None:
    data = data_of(snapshot(story()))
    names = {node["id"]: node["name"] for node in data["nodes"]}
    for claim in data["claims"]:
        text = data["sentences"][claim["sentence"]]["text"]
        edge = data["edges"][claim["edge"]]
        assert text[slice(*claim["subject"])] == names[edge["from"]]
        assert text[slice(*claim["object"])] == names[edge["to"]]
    assert any("🛰" in sentence["text"] for sentence in data["sentences"])


def test_a_span_outside_the_sentence_is_left_out() -> None:
    graph = story()
    outside = replace(graph.claims[0], subject_span=(0, 4))
    data = page_data(replace(graph, claims=(outside,)), title="")
    assert "subject" not in data["claims"][0]
    assert "object" in data["claims"][0]


def test_a_speaker_outside_the_part_is_called_as_in_the_text() -> None:
    graph = story()
    claim = next(claim for claim in graph.claims if claim.attributed_to is not None)
    at = 100 + claim.evidence.quote.index("Stoltenberg")
    claim = replace(claim, attribution_span=(at, at + 11))
    document = next(document for document in graph.documents if document.id == claim.evidence.document)
    document = replace(document, text="." * 100 + claim.evidence.quote)
    without = replace(
        graph, entities=tuple(e for e in graph.entities if e.name != "Jens Stoltenberg"), claims=(claim,), documents=(document,)
    )
    assert "Jens Stoltenberg" in {claim.get("speaker") for claim in page_data(graph, title="")["claims"]}
    assert page_data(without, title="")["claims"][0]["speaker"] == "Stoltenberg"
    named = replace(without, names={graph.resolved[claim.attributed_to or ""]: "Jens Stoltenberg"})
    assert page_data(named, title="")["claims"][0]["speaker"] == "Jens Stoltenberg"
    part = top(graph, entities=4)
    assert {claim.get("speaker") for claim in page_data(part, title="")["claims"]} >= {"Jens Stoltenberg"}
    assert "Jens Stoltenberg" not in {entity.name for entity in part.entities}


def test_claims_of_a_symmetric_relation_are_found_in_either_direction() -> None:
    graph = story()
    meeting = next(relation for relation in graph.relations if relation.type == "MEETS")
    turned = replace(meeting, subject=meeting.object, object=meeting.subject)
    graph = replace(graph, relations=tuple(turned if relation is meeting else relation for relation in graph.relations))
    assert [claim.type for claim in graph.evidence()[meeting.id]] == ["MEETS"]


def test_data_cannot_end_its_script_element() -> None:
    html = snapshot(hostile(), title=EVIL[1])
    assert len(re.findall(r"</script", html, re.IGNORECASE)) == 3
    assert "<title>&lt;/script&gt;" in html
    block = html[html.index('id="data">') + len('id="data">') :]
    block = block[: block.index("</script>")]
    assert not set("<>&\u2028\u2029") & set(block)
    assert {node["name"] for node in json.loads(block)["nodes"]} >= set(EVIL[:9])


def test_the_policy_allows_these_scripts_and_this_style_only() -> None:
    html = snapshot(story())
    found = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert found is not None
    policy = found.group(1).replace("&#39;", "'")
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy
    parts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", html, re.DOTALL)
    assert len(parts) == 3
    for part in parts:
        assert f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'" in policy


def test_the_page_names_nothing_to_load() -> None:
    html = snapshot(story())
    head = html[: html.index("<style>")] + html[html.index("<body>") : html.index('<script type="application/json"')]
    assert not re.search(r"(src|href)=(?!\"#)", head)


def test_top_keeps_the_most_mentioned_and_says_what_is_left_out() -> None:
    graph = story()
    part = top(graph, entities=5, relations=3)
    assert len(part.entities) == 5
    assert len(part.relations) == 3
    assert (part.total_entities, part.total_relations) == (16, 17)
    least = min(entity.mentions for entity in part.entities)
    assert least >= max(entity.mentions for entity in graph.entities if entity not in part.entities)
    ids = {entity.id for entity in part.entities}
    assert all({relation.subject, relation.object} <= ids for relation in part.relations)
    assert {claim.type for claim in part.claims} == {relation.type for relation in part.relations}


@pytest.mark.parametrize(("entities", "relations"), [(0, 1), (1, 0)])
def test_top_refuses_nothing(entities: int, relations: int) -> None:
    with pytest.raises(InputError, match="give 1 or more"):
        top(story(), entities=entities, relations=relations)


@pytest.mark.parametrize(
    ("since", "until", "documents"),
    [
        ("2024-06", None, {"a", "b"}),
        (None, "2024-06", {"b", "c"}),
        ("2024-06-12", "2024", {"a"}),
        (None, None, {"a", "b", "c"}),
        ("2025", None, set()),
    ],
)
def test_between_keeps_what_was_published_then(since: str | None, until: str | None, documents: set[str]) -> None:
    part = between(story(), since=since, until=until)
    assert {document.id for document in part.documents} == documents
    assert {claim.evidence.document for claim in part.claims} == documents
    assert all(part.evidence()[relation.id] for relation in part.relations)


@pytest.mark.parametrize("value", ["yesterday", "2024-7", "5.7.2024", ""])
def test_between_refuses_what_is_no_date(value: str) -> None:
    with pytest.raises(InputError, match="give a year, a month or a day"):
        between(story(), since=value)


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    write_snapshot(file, "Erdoğan")
    assert file.read_bytes() == "Erdoğan".encode()
    assert list(tmp_path.iterdir()) == [file]
    with pytest.raises(InputError, match="cannot write"):
        write_snapshot(tmp_path / "none" / "graph.html", "")


def test_a_page_shows_itself_in_a_notebook(tmp_path: Path) -> None:
    shown = page(story(), title='A "story"')
    assert repr(shown) == "Page(16 entities, 17 relations; save(path) writes it)"
    frame = shown._repr_html_()
    assert 'sandbox="allow-scripts allow-downloads"' in frame
    assert "allow-same-origin" not in frame
    assert frame.count('"') == 2 * frame.count('="')
    assert shown.save(tmp_path / "a.html").read_text(encoding="utf-8") == shown.html
