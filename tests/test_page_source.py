"""What part of a store a page shows, and the command that writes it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from stories import story

from graphbuilder.cli import graphbuilder
from graphbuilder.errors import InputError, QueryError
from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store
from graphbuilder.store.records import make_meta, write_meta
from graphbuilder.viz.source import Part, left_out, read_part

STORIES = (
    story(
        "a",
        "Country: Iran / Islamic Republic of Iran @IRN #Q794",
        "Country: Russia @RUS #Q159",
        "Country: Ukraine @UKR #Q212",
        claims=[("Iran", "SUPPLIES", "Russia", {"theme": "drones"}), ("Russia", "ATTACKS", "Ukraine")],
        published="2024-07-05",
    ),
    story(
        "b",
        "Country: Ukraine @UKR #Q212",
        "Organization: NATO #Q7184",
        claims=[("NATO", "SUPPORTS", "Ukraine"), ("NATO", "SUPPLIES", "Ukraine", {"modality": "planned"})],
        published="2023-02-01",
    ),
)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with four entities and four relations."""
    url = str(tmp_path / "news.kgl")
    with open_store(url) as store:
        with store.transaction() as tx:
            write_meta(tx, make_meta(extractor="test 1, none 1", ontology=load_ontology().version))
        import_facts(store, STORIES, [], load_ontology())
    return url


def shown(url: str, part: Part) -> tuple[set[str], int, str]:
    with open_store(url, read_only=True) as store:
        graph, note = read_part(store, part)
    assert set(graph.evidence()) == {relation.id for relation in graph.relations}
    assert all(graph.evidence().values())
    return {entity.name for entity in graph.entities}, len(graph.relations), note


def test_all_of_it(url: str) -> None:
    assert shown(url, Part()) == ({"Iran", "Russia", "Ukraine", "NATO"}, 4, "")


@pytest.mark.parametrize(("steps", "names"), [(1, {"Iran", "Russia"}), (2, {"Iran", "Russia", "Ukraine"})])
def test_around_a_name_or_an_alias(url: str, steps: int, names: set[str]) -> None:
    for name in ("Iran", "islamic republic of iran", "Q794"):
        assert shown(url, Part(around=name, steps=steps))[0] == names


def test_around_says_what_is_shown(url: str) -> None:
    assert shown(url, Part(around="Iran", steps=2))[2] == "This page shows a part: around Iran, 2 steps."


@pytest.mark.parametrize(
    "query", ["MATCH (a:Entity)-[:SUPPLIES]->(b:Entity) RETURN a, b.id", "MATCH (a:Entity {id: 'Q794'})--(b:Entity) RETURN a, b"]
)
def test_of_a_query(url: str, query: str) -> None:
    assert shown(url, Part(query=query)) == ({"Iran", "Russia"}, 1, "This page shows a part: what a query found.")


def test_of_a_time(url: str) -> None:
    names, relations, note = shown(url, Part(until="2023"))
    assert (names, relations) == ({"NATO", "Ukraine"}, 2)
    assert note == "This page shows a part: published until 2023."


def test_the_most_mentioned_and_what_is_left_out(url: str) -> None:
    with open_store(url, read_only=True) as store:
        graph, _ = read_part(store, Part(entities=2))
        assert left_out(graph) == "2 entities and 3 relations"
        assert left_out(read_part(store, Part())[0]) == ""
        around, _ = read_part(store, Part(around="Iran", entities=1))
    assert [entity.name for entity in around.entities] == ["Iran"]


@pytest.mark.parametrize(
    ("part", "message"),
    [
        (Part(around="Atlantis"), "no entity is called 'Atlantis'"),
        (Part(around="Iran", query="RETURN 1"), "give one of them"),
        (Part(query="MATCH (a:Entity) RETURN count(a)"), "returned no entity"),
        (Part(since="soon"), "give a year, a month or a day"),
        (Part(since="2024-08", until="2024-07-31"), "since is '2024-08' and until is '2024-07-31', which is earlier"),
    ],
)
def test_what_cannot_be_shown_is_refused(url: str, part: Part, message: str) -> None:
    with open_store(url, read_only=True) as store, pytest.raises(InputError, match=message):
        read_part(store, part)


def test_a_query_that_writes_is_refused(url: str) -> None:
    with open_store(url, read_only=True) as store, pytest.raises(QueryError):
        read_part(store, Part(query="MATCH (a:Entity) DETACH DELETE a RETURN a"))


def test_the_command_writes_the_page_and_says_what_is_in_it(url: str, tmp_path: Path) -> None:
    file = tmp_path / "graph.html"
    result = CliRunner().invoke(
        graphbuilder, ["snapshot", str(file), "--store", url, "--top", "2", "--title", "Arms & men"], catch_exceptions=False
    )
    assert result.exit_code == 0
    assert result.stdout == ""
    assert result.stderr == f"{file}: 2 entities, 1 relation; left out: 2 entities and 3 relations\n"
    html = file.read_text(encoding="utf-8")
    assert '<h1 id="title">Arms &amp; men</h1>' in html
    found = re.search(r'id="data">(.*?)</script>', html)
    assert found is not None
    assert json.loads(found.group(1))["total"] == {"entities": 4, "relations": 4}
    before = file.read_bytes()
    CliRunner().invoke(graphbuilder, ["snapshot", str(file), "--store", url, "--top", "2", "--title", "Arms & men"], catch_exceptions=False)
    assert file.read_bytes() == before
