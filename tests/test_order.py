"""The same documents and decisions in any order, batching and repetition, with others in between: the same archive, byte for byte."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from stories import story
from test_update import META, NAMES, ONTOLOGY, THINGS, stories, wipe

from graphbuilder import pipeline
from graphbuilder.config import Settings
from graphbuilder.export.archive import archive_lines
from graphbuilder.model import Decision, Extraction, MentionPoint, make_id
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store, records
from graphbuilder.store.base import GraphStore
from graphbuilder.store.update import apply

HEALTH = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]


@dataclass(kw_only=True)
class Step:
    """What one transaction does."""

    add: dict[str, Extraction] = field(default_factory=dict)
    remove: list[str] = field(default_factory=list)
    decide: list[Decision] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A set of documents and decisions, and two ways to it; with `at_once` a way begins with a load of a whole graph."""

    documents: tuple[Extraction, ...]
    decisions: tuple[Decision, ...]
    ways: tuple[tuple[bool, tuple[Step, ...]], ...]


def decision(number: int, judgement: Any, *mentions: Any) -> Decision:
    """A decision about two mentions; a later number is a later decision."""
    a, b = (MentionPoint(document=m.evidence.document, start=m.evidence.start, end=m.evidence.end) for m in mentions)
    at = f"2024-07-05T00:00:{number:02}Z"
    return Decision(id=make_id(number), a=a, b=b, judgement=judgement, reason="", by="test", at=at)


def older(extraction: Extraction) -> Extraction:
    """The same text as an earlier extractor might have read it: with other ids, without claims, and some names not found."""
    kept = [local for i, local in enumerate(extraction.entities) if i != 1]
    ids = {local.id: make_id("older", local.id) for local in kept}
    return replace(
        extraction,
        document=replace(extraction.document, hash=make_id("older", extraction.document.hash)),
        entities=tuple(replace(local, id=ids[local.id]) for local in kept),
        mentions=tuple(replace(m, id=make_id("older", m.id), entity=ids[m.entity]) for m in extraction.mentions if m.entity in ids),
        claims=(),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    drawn = {name: draw(stories(name)) for name in draw(st.lists(st.sampled_from(NAMES), min_size=2, unique=True))}
    extra = set(draw(st.lists(st.sampled_from(sorted(drawn)), max_size=2, unique=True)))
    mentions = [mention for extraction in drawn.values() for mention in extraction.mentions]
    judgements = st.sampled_from(["same", "same", "different", "unsure", "withdrawn"])
    decisions = [
        decision(number, draw(judgements), draw(st.sampled_from(mentions)), draw(st.sampled_from(mentions)))
        for number in range(draw(st.integers(0, 4)))
    ]
    documents = {name: extraction for name, extraction in drawn.items() if name not in extra}
    return Plan(
        documents=tuple(documents.values()),
        decisions=tuple(decisions),
        ways=tuple((draw(st.booleans()), _way(draw(st.randoms()), drawn, extra, decisions)) for _ in range(2)),
    )


def _way(random: Random, drawn: dict[str, Extraction], extra: set[str], decisions: Sequence[Decision]) -> tuple[Step, ...]:
    """Documents come in any order, some twice, some as an earlier extractor read them; those that are too many go again."""
    before = [older(x) for x in drawn.values() if random.random() < 0.4]
    steps: list[Step] = []
    for some in ([*before, *decisions[::2]], [*drawn.values(), *decisions[1::2], *random.sample(list(drawn.values()), 1), *extra]):
        random.shuffle(some)
        for item in some:
            if not steps or random.random() < 0.5:
                steps.append(Step())
            match item:
                case Extraction():
                    steps[-1].add[item.document.id] = item
                case Decision():
                    steps[-1].decide.append(item)
                case str():
                    steps[-1].remove.append(item)
        steps.append(Step())
    return (*steps, Step(remove=sorted(extra)))


def go(store: GraphStore, way: Sequence[Step], *, at_once: bool) -> list[str]:
    """Take a way from an empty store on and return the archive."""
    wipe(store)
    for number, step in enumerate(way):
        if at_once and number == 0:
            import_facts(store, step.add.values(), step.decide, ONTOLOGY)
        with store.transaction() as tx:
            apply(tx, ONTOLOGY, add=list(step.add.values()), remove=step.remove, decide=step.decide)
    return list(archive_lines(store))


def archive_of(folder: Path, documents: Sequence[Extraction], decisions: Sequence[Decision]) -> list[str]:
    """Return the archive of a store that holds nothing else and took it at one go."""
    with open_store(str(folder / "set.kgl")) as store:
        wipe(store)
        import_facts(store, documents, decisions, ONTOLOGY)
        return list(archive_lines(store))


@settings(max_examples=25, suppress_health_check=HEALTH)
@given(plan=plans())
def test_every_way_gives_the_same_archive(tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    folder = tmp_path_factory.mktemp("stores")
    wanted = archive_of(folder, plan.documents, plan.decisions)
    with open_store(str(folder / "way.kgl")) as store:
        for at_once, way in plan.ways:
            assert go(store, way, at_once=at_once) == wanted


@pytest.mark.neo4j
@settings(max_examples=6, suppress_health_check=HEALTH)
@given(plan=plans())
def test_every_way_gives_the_same_archive_on_neo4j(neo4j_url: str, tmp_path_factory: pytest.TempPathFactory, plan: Plan) -> None:
    wanted = archive_of(tmp_path_factory.mktemp("stores"), plan.documents, plan.decisions)
    with open_store(neo4j_url) as store:
        for at_once, way in plan.ways:
            assert go(store, way, at_once=at_once) == wanted
        wipe(store)


@pytest.mark.neo4j
@pytest.mark.parametrize("seed", range(3))
def test_two_loaders_that_add_remove_and_decide_end_in_the_graph_of_the_set(neo4j_settings: Settings, tmp_path: Path, seed: int) -> None:
    """Both decide about what the other adds, and take documents away that they added."""
    random = Random(seed)
    common = ("Person: Jens Stoltenberg / Stoltenberg", "Country: Russia @RUS #Q159")
    claim = [("Jens Stoltenberg", "MEETS", "Russia")]
    first = [story(f"first{i}", *dict.fromkeys((*common, thing)), claims=claim) for i, thing in enumerate(THINGS[4:10])]
    halves = [[story(f"{half}{i}", *dict.fromkeys((*common, random.choice(THINGS))), claims=claim) for i in range(8)] for half in "xy"]
    mentions = [mention for one in first for mention in one.mentions]
    decisions = [decision(n, random.choice(["same", "different"]), *random.sample(mentions, 2)) for n in range(6)]

    def load(half: int) -> None:
        with open_store(neo4j_settings) as store:
            for number, one in enumerate(halves[half]):
                import_facts(store, [one], [], ONTOLOGY)
                if number in (2, 4, 6):
                    import_facts(store, [], [decisions[number - 2 + half]], ONTOLOGY)
                    pipeline.remove(store, [halves[half][number - 1].document.id], ONTOLOGY)

    with open_store(neo4j_settings) as store:
        with store.transaction() as tx:
            records.write_meta(tx, META)
        import_facts(store, first, [], ONTOLOGY)
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(load, (0, 1)))
        held = [*first, *(one for half in halves for number, one in enumerate(half) if number not in (1, 3, 5))]
        assert list(archive_lines(store)) == archive_of(tmp_path, held, decisions)
