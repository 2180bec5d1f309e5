"""docs/queries.md: every query runs on both stores, finds something, misspells nothing, and gives the same rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from stories import story

from graphbuilder.model import Decision, Extraction, MentionPoint
from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store, records
from graphbuilder.store.base import GraphStore, Limits

PAGE = Path(__file__).parent.parent / "docs" / "queries.md"
QUERIES = dict(re.findall(r"([^\n]+)\n+```cypher\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL))
WIRE = """Officials in the capital said on Thursday that the shipments had begun in the spring and would go on until the end of the year,
after weeks of talks about the price. The opposition asked for a debate in parliament, which the speaker of the house refused at once.
The port was closed to other vessels for two days, and residents were told to keep away from the quays while the crates were unloaded."""


def news() -> list[Extraction]:
    """Some weeks of news about who supplies, meets and denies."""
    iran, russia, ukraine = "Country: Iran @IRN #Q794", "Country: Russia @RUS #Q159", "Country: Ukraine @UKR #Q212"
    korea, nato = "Country: North Korea @PRK #Q423", "Organization: NATO #Q7184"
    chief = "Person: Jens Stoltenberg / Stoltenberg"
    says = {"theme": "drones", "attributed_to": "Jens Stoltenberg"}
    return [
        story("a", iran, russia, chief, nato, claims=[
            ("Iran", "SUPPLIES", "Russia", says), ("Jens Stoltenberg", "LEADS", "NATO"), ("NATO", "CRITICIZES", "Iran"),
        ], published="2024-06-20", source="Herald", wire=WIRE),
        story("b", iran, russia, chief, nato, claims=[("Iran", "SUPPLIES", "Russia", says)], published="2024-06-21", source="Globe", wire=WIRE),
        story("c", iran, russia, claims=[
            ("Iran", "SUPPLIES", "Russia", {"theme": "drones", "polarity": "negative", "attributed_to": "Iran"}),
        ], published="2024-07-03", source="Wire"),
        story("d", korea, russia, "Place: Pyongyang @PRK #Q18808", "Person: Kim Jong Un @PRK", "Person: Vladimir Putin @RUS", nato, iran, claims=[
            ("North Korea", "SUPPLIES", "Russia", {"theme": "ammunition"}), ("NATO", "CRITICIZES", "Iran"),
            ("Kim Jong Un", "MEETS", "Vladimir Putin", {"place": "Pyongyang", "time": "2024-06-19"}),
        ], published="2024-07-05", source="Herald"),
        story("e", ukraine, "Country: Norway @NOR #Q20", "Person: Stoltenberg", iran, "Organization: Red Crescent", claims=[
            ("Norway", "SUPPLIES", "Ukraine", {"theme": "generators", "modality": "planned", "time": "2024-08"}),
            ("Red Crescent", "MEETS", "Iran"), ("Red Crescent", "SUPPORTS", "Ukraine"),
        ], published="2024-07-06", source="Wire"),
        story("f", "Person: Michael Jordan @USA", "Organization: Chicago Bulls", published="2024-07-07"),
        story("g", "Person: Michael Jordan @IRL", "Organization: Green Party", published="2024-07-07"),
    ]  # fmt: skip


def fill(store: GraphStore) -> None:
    """Put the news and a decision into an empty store."""
    ontology = load_ontology()
    documents = news()
    points = [
        MentionPoint(document=x.document.id, start=x.mentions[0].evidence.start, end=x.mentions[0].evidence.end) for x in documents[-2:]
    ]
    decision = Decision(
        id="d", a=points[0], b=points[1], judgement="different", reason="player and politician", by="Ada", at="2024-07-08T10:00:00Z"
    )
    records.check_meta(store, extractor="test 1, none 1", ontology=ontology.version)
    import_facts(store, documents, [decision], ontology)


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[GraphStore]:
    """The embedded store with the news."""
    with open_store(str(tmp_path_factory.mktemp("news") / "news.kgl")) as store:
        fill(store)
        yield store


@pytest.fixture(scope="module")
def neo4j(neo4j_url: str) -> Iterator[GraphStore]:
    """The Neo4j store with the news."""
    with open_store(neo4j_url) as store:
        store.query("MATCH (n) DETACH DELETE n", {}, limits=Limits(write=True))
        fill(store)
        yield store


def rows(store: GraphStore, query: str) -> list[Any]:
    result = store.query(query, {}, limits=Limits())
    assert result.warnings == ()
    return [[sorted(value) if isinstance(value, list) and "collect" in query else value for value in row] for row in result.rows]


def test_each_query_has_a_line_of_its_own_above_it() -> None:
    assert len(QUERIES) == PAGE.read_text(encoding="utf-8").count("```cypher") > 20


@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_a_query_finds_something(embedded: GraphStore, query: str) -> None:
    assert rows(embedded, query)


@pytest.mark.neo4j
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES.keys())
def test_a_query_finds_the_same_on_neo4j(embedded: GraphStore, neo4j: GraphStore, query: str) -> None:
    assert rows(neo4j, query) == rows(embedded, query)
