"""Whatever comes, goes and is decided, in any order: the store holds what `derive` gives for the set, byte for byte."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import story

from graphbuilder import pipeline
from graphbuilder.export.archive import archive_lines
from graphbuilder.model import Decision, Extraction, MentionPoint, make_id
from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.resolve.derive import derive
from graphbuilder.store import derived, open_store, records
from graphbuilder.store.base import GraphStore
from graphbuilder.store.update import apply

ONTOLOGY = load_ontology()
META = records.make_meta(extractor="test 1, none 1", ontology=ONTOLOGY.version)
THINGS = (
    "Person: Jens Stoltenberg / Stoltenberg",
    "Person: Stoltenberg",
    "Person: Stoltenberg @NOR",
    "Person: Thorvald Stoltenberg",
    "Person: Michael Jordan",
    "Person: Michael Jordan @USA",
    "Person: Jordan",
    "Person: Muammar Gaddafi",
    "Person: Moammar Qadhafi",
    "Person: George W. Bush",
    "Person: George Bush",
    "Person: Bush",
    "Person: Apple",
    "Country: Jordan @JOR #Q810",
    "Country: Ukraine @UKR #Q212",
    "Country: Russia @RUS #Q159",
    "Organization: NATO #Q7184",
    "Organization: NATO",
    "Organization: Brussels Pact Bureau #Q7184",
    "Organization: Red Cross",
    "Organization: Chicago Bulls",
    "Organization: Apple Inc.",
    "Organization: Apple",
    "Organization: European Aeronautic Defence and Space Company / EADS",
    "Organization: EADS",
    "Organization: Ministry of Defence @GBR",
    "Organization: Ministry of Defence",
    "Organization: Defence Ministry @UKR",
    "organization: rebels @SYR",
    "organization: rebels",
    "Event: summit in Vilnius !2023-07",
    "Event: summit in Vilnius !2024-07",
    "Event: summit in Vilnius",
    "Place: Cambridge @GBR",
    "Place: Cambridge @USA",
    "Place: Cambridge",
)
WIRE = """The government said on Friday that it would send more ammunition to the front before the winter, after weeks of talks with
the allies about who would pay for the shells and how they would be brought to the port. Officials in the capital said the first trains
would leave within days. The opposition asked for a debate, which the speaker refused, and the price of steel rose a little."""
NAMES = ("a", "b", "c", "d", "e", "f")


@st.composite
def stories(draw: st.DrawFn, name: str) -> Extraction:
    """A document that names a few things and relates some of them."""
    specs = draw(st.lists(st.sampled_from(THINGS), min_size=1, max_size=4, unique_by=_name))
    names = [_name(spec) for spec in specs]
    fields = st.fixed_dictionaries(
        {"polarity": st.sampled_from(["positive", "negative"]), "role": st.sampled_from([None, "striker", "professor"])}
    )
    kinds = st.sampled_from(["SUPPLIES", "MEETS"])
    claims = draw(st.lists(st.tuples(st.sampled_from(names), kinds, st.sampled_from(names), fields), max_size=2))
    published = draw(st.sampled_from(["2024-07-05", "2023-07-12", None]))
    return story(name, *specs, claims=claims, published=published, wire=WIRE if draw(st.booleans()) else "")


def _name(spec: str) -> str:
    for mark in (" / ", " @", " #", " !"):
        spec = spec.split(mark)[0]
    return spec.partition(": ")[2]


@st.composite
def histories(draw: st.DrawFn) -> list[tuple[list[Extraction], list[str], list[Decision]]]:
    """Steps: what is added (in place of what had its id), what is removed, what is decided."""
    steps: list[tuple[list[Extraction], list[str], list[Decision]]] = []
    held: dict[str, Extraction] = {}
    number = 0
    for _ in range(draw(st.integers(1, 5))):
        add = [draw(stories(name)) for name in draw(st.lists(st.sampled_from(NAMES), max_size=3, unique=True))]
        spare = sorted(held.keys() - {extraction.document.id for extraction in add})
        remove = draw(st.lists(st.sampled_from(spare), max_size=2, unique=True)) if spare else []
        decide: list[Decision] = []
        mentions = [mention for extraction in held.values() for mention in extraction.mentions]
        for _ in range(draw(st.integers(0, 2)) if mentions else 0):
            ends = [draw(st.sampled_from(mentions)).evidence for _ in "ab"]
            a, b = (MentionPoint(document=end.document, start=end.start, end=end.end) for end in ends)
            number += 1
            judgement = draw(st.sampled_from(["same", "same", "different", "unsure", "withdrawn"]))
            at = f"2024-07-05T00:00:{number:02}Z"
            decide.append(Decision(id=make_id(number), a=a, b=b, judgement=judgement, reason="", by="test", at=at))
        held |= {extraction.document.id: extraction for extraction in add}
        held = {name: extraction for name, extraction in held.items() if name not in remove}
        steps.append((add, remove, decide))
    return steps


def parts(store: GraphStore) -> tuple[Any, ...]:
    return tuple(derived.entities(store)), tuple(derived.resolutions(store)), tuple(derived.relations(store)), tuple(derived.copies(store))


def run(
    store: GraphStore, history: list[tuple[list[Extraction], list[str], list[Decision]]]
) -> tuple[dict[str, Extraction], list[Decision]]:
    """Take the steps; after each the store holds what `derive` gives."""
    held: dict[str, Extraction] = {}
    decisions: list[Decision] = []
    for add, remove, decide in history:
        with store.transaction() as tx:
            apply(tx, ONTOLOGY, add=add, remove=remove, decide=decide)
        held |= {extraction.document.id: extraction for extraction in add}
        held = {name: extraction for name, extraction in held.items() if name not in remove}
        decisions += decide
        found = derive(held.values(), decisions, ONTOLOGY)
        assert parts(store) == (found.entities, found.resolutions, found.relations, found.copies)
    return held, decisions


def wipe(store: GraphStore) -> None:
    with store.transaction() as tx:
        tx.write("MATCH (n) DETACH DELETE n")
        records.write_meta(tx, META)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=histories())
def test_any_history_gives_the_graph_of_the_set(tmp_path_factory: pytest.TempPathFactory, history: Any) -> None:
    folder = tmp_path_factory.mktemp("stores")
    with open_store(str(folder / "steps.kgl")) as steps, open_store(str(folder / "bulk.kgl")) as bulk:
        for store in (steps, bulk):
            wipe(store)
        held, decisions = run(steps, history)
        with pytest.MonkeyPatch.context() as patch:
            for size in ("DOCUMENTS", "ENTITIES", "LOCALS"):
                patch.setattr(f"graphbuilder.store.bulk.{size}", 1)
            import_facts(bulk, held.values(), decisions, ONTOLOGY)
        assert list(archive_lines(steps)) == list(archive_lines(bulk))


@pytest.mark.neo4j
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(history=histories())
def test_any_history_gives_the_same_archive_on_neo4j(neo4j_url: str, tmp_path_factory: pytest.TempPathFactory, history: Any) -> None:
    with open_store(neo4j_url) as store, open_store(str(tmp_path_factory.mktemp("stores") / "bulk.kgl")) as bulk:
        for opened in (store, bulk):
            wipe(opened)
        held, decisions = run(store, history)
        import_facts(bulk, held.values(), decisions, ONTOLOGY)
        assert list(archive_lines(store)) == list(archive_lines(bulk))
        wipe(store)


def test_removing_all_leaves_no_trace(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "one.kgl")) as store:
        wipe(store)
        documents = [story(name, *THINGS[:6], claims=[("Michael Jordan", "MEETS", "Stoltenberg")], wire=WIRE) for name in NAMES]
        with store.transaction() as tx:
            apply(tx, ONTOLOGY, add=documents)
        with store.transaction() as tx:
            apply(tx, ONTOLOGY, remove=list(NAMES))
        counts = {
            label: store.read(f"MATCH (n:{label}) RETURN count(n) AS n")[0]["n"] for label in ("Entity", "Traits", "LocalEntity", "Claim")
        }
        assert counts == dict.fromkeys(counts, 0)
        assert parts(store) == ((), (), (), ())


@pytest.mark.neo4j
def test_two_loaders_at_once_end_in_the_graph_of_the_set(neo4j_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "BATCH", 2)
    claim = [("Jens Stoltenberg", "MEETS", "Russia")]
    more = ("Person: Jens Stoltenberg / Stoltenberg", "Country: Russia @RUS #Q159")
    halves = [
        [story(f"{half}{number}", *dict.fromkeys((*more, THINGS[(5 * number + half) % len(THINGS)])), claims=claim) for number in range(12)]
        for half in (0, 1)
    ]
    first = story("first", *more)

    def load(documents: list[Extraction]) -> None:
        with open_store(neo4j_url) as store:
            pipeline.import_facts(store, documents, [], ONTOLOGY)

    with open_store(neo4j_url) as store:
        wipe(store)
        with store.transaction() as tx:
            apply(tx, ONTOLOGY, add=[first])
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(load, halves))
        found = derive([first, *halves[0], *halves[1]], [], ONTOLOGY)
        assert parts(store) == (found.entities, found.resolutions, found.relations, found.copies)
        wipe(store)
