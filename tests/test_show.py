"""`graphbuilder show`, `path` and `status`: a relation is told with its sentence, who says so, when and where, in words and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from explorer_server import COUNTRIES, ONTOLOGY
from stories import story

from graphbuilder.cli import graphbuilder
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store
from graphbuilder.store.records import make_meta, write_meta

SAID = {"attributed_to": "Jens Stoltenberg", "place": "Ukraine", "time": "2024-07"}


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store in which somebody who has no relation to either says that one supplies another."""
    url = str(tmp_path / "news.kgl")
    with open_store(url) as store:
        with store.transaction() as tx:
            write_meta(tx, make_meta(extractor="test 1, none 1", ontology=ONTOLOGY.version))
        things = [COUNTRIES[name] for name in ("Iran", "Russia", "Ukraine", "Stoltenberg")]
        claims = [("Iran", "SUPPLIES", "Russia", SAID), ("Iran", "RELATED_TO", "Russia", {"predicate": "shun"})]
        import_facts(store, [story("a", *things, claims=claims, published=None)], [], ONTOLOGY)
    return url


def run(*arguments: str) -> str:
    result = CliRunner().invoke(graphbuilder, arguments, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("arguments", [("show", "Iran"), ("path", "Iran", "Russia")])
def test_a_claim_says_who_says_so_when_and_where(url: str, arguments: tuple[str, ...]) -> None:
    assert "    document a · says Jens Stoltenberg · when: 2024-07 · where: Ukraine\n" in run(*arguments, "--store", url)


def test_a_headline_is_not_told_twice(url: str) -> None:
    headline = story("b", *(COUNTRIES[name] for name in ("Iran", "Ukraine")), claims=[("Iran", "VISITS", "Ukraine")])
    title = headline.sentences[-1].text
    with open_store(url) as store:
        import_facts(store, [replace(headline, document=replace(headline.document, title=title))], [], ONTOLOGY)
    told = run("path", "Iran", "Ukraine", "--store", url)
    assert f"    {title}\n    2024-07-05 · headline\n" in told


def test_what_is_left_out_is_counted(url: str) -> None:
    assert "left out: 1 relation of no known type; --all shows them" in run("show", "Iran", "--store", url)


def test_what_papers_copied_is_told_once(url: str) -> None:
    things = [COUNTRIES[name] for name in ("Iran", "Ukraine")]
    copies = [story(name, *things, claims=[("Iran", "VISITS", "Ukraine")]) for name in "bcd"]
    with open_store(url) as store:
        import_facts(store, copies, [], ONTOLOGY)
    sentence = f"    {copies[0].sentences[-1].text}\n"
    told = run("show", "Ukraine", "--store", url)
    assert told.count(sentence) == 1
    assert "    the same words 2 more times\n" in told
    assert run("show", "Ukraine", "--all", "--store", url).count(sentence) == 3


def test_the_status_as_json_has_plain_names(url: str) -> None:
    told = json.loads(run("status", "--format", "json", "--store", url))
    assert (told["documents"], told["entities"], told["Country"], told["asserted"]) == (1, 4, 3, 2)


def test_json_names_all_that_its_claims_are_about(url: str) -> None:
    told = json.loads(run("show", "Iran", "--all", "--format", "json", "--store", url))
    supplies = next(relation for relation in told["relations"] if relation["type"] == "SUPPLIES")
    [claim] = supplies["evidence"]
    locals_ = [claim[end] for end in ("subject", "object", "attributed_to", "place")]
    assert [told["names"][told["resolved"][local]] for local in locals_] == ["Iran", "Russia", "Jens Stoltenberg", "Ukraine"]
    assert told["names"][supplies["object"]] == "Russia"
