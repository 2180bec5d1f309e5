"""Persons' decisions: they outrank rules, can be undone, wait for their documents, and never contradict each other."""

from __future__ import annotations

import pytest
from stories import story

from graphbuilder import pipeline
from graphbuilder.errors import DecisionError, InputError
from graphbuilder.export.archive import derived_lines
from graphbuilder.model import Decision, Extraction
from graphbuilder.ontology import load_ontology
from graphbuilder.store import derived, records
from graphbuilder.store.base import GraphStore
from graphbuilder.store.curation import questions, states
from graphbuilder.store.update import apply

ONTOLOGY = load_ontology()
DOCUMENTS = (
    story("a", "Person: Prince Charles", "Organization: NATO #Q7184", claims=[("Prince Charles", "VISITS", "NATO")]),
    story("b", "Person: King Charles", "Organization: NATO #Q7184"),
    story("c", "Person: Jens Stoltenberg", "Person: King Charles"),
    story("d", "Person: Stoltenberg", "Organization: Congo"),
    story("e", "Person: Jens Stoltenberg", "Organization: Congo / DR Congo"),
)
WHO = {"reason": "test", "by": "Maria"}


def fill(store: GraphStore, *documents: Extraction) -> None:
    with store.transaction() as tx:
        records.write_meta(tx, records.make_meta(extractor="test 1, none 1", ontology=ONTOLOGY.version))
    pipeline.import_facts(store, documents or DOCUMENTS, [], ONTOLOGY)


def named(store: GraphStore, name: str) -> set[str]:
    """Return the entities that local entities of this name are."""
    rows = store.read("MATCH (l:LocalEntity {name: $name})-[:RESOLVED_TO]->(e:Entity) RETURN DISTINCT e.id AS id", name=name)
    return {row["id"] for row in rows}


def test_a_merge_joins_all_of_both_and_undo_gives_back_the_state_before(store: GraphStore) -> None:
    fill(store)
    before = list(derived_lines(store))
    pipeline.merge(store, "Prince Charles", "King Charles", ONTOLOGY, **WHO)
    assert len(named(store, "Prince Charles") | named(store, "King Charles")) == 1
    pipeline.undo(store, None, ONTOLOGY, **WHO)
    assert list(derived_lines(store)) == before
    assert [state for _, state in states(store)] == ["superseded", "withdrawn"]


def test_a_split_parts_a_short_name_from_the_person(store: GraphStore) -> None:
    fill(store)
    assert named(store, "Stoltenberg") == named(store, "Jens Stoltenberg")
    pipeline.split(store, "Stoltenberg", "Jens Stoltenberg@c", ONTOLOGY, **WHO)
    assert not named(store, "Stoltenberg") & named(store, "Jens Stoltenberg")
    assert len(named(store, "Jens Stoltenberg")) == 1


def test_a_split_of_one_name_in_two_documents(store: GraphStore) -> None:
    fill(store)
    pipeline.split(store, "Jens Stoltenberg@c", "Jens Stoltenberg@e", ONTOLOGY, **WHO)
    assert len(named(store, "Jens Stoltenberg")) == 2


def test_of_several_entities_with_one_wikidata_id_the_smallest_keeps_it(store: GraphStore) -> None:
    fill(store)
    pipeline.split(store, "NATO@a", "NATO@b", ONTOLOGY, **WHO)
    ids = named(store, "NATO")
    assert "Q7184" in ids
    assert len(ids) == 2


def test_a_contradiction_is_refused_with_the_decisions_that_stand(store: GraphStore) -> None:
    fill(store)
    first = pipeline.merge(store, "Prince Charles", "King Charles@b", ONTOLOGY, **WHO)
    second = pipeline.merge(store, "King Charles", "NATO@a", ONTOLOGY, **WHO)
    with pytest.raises(DecisionError, match=f"{first.id}.*{second.id}|{second.id}.*{first.id}"):
        pipeline.split(store, "Prince Charles@a", "NATO@a", ONTOLOGY, **WHO)
    assert len(records.decisions(store)) == 2


def test_two_mentions_of_one_thing_cannot_be_parted(store: GraphStore) -> None:
    fill(store)
    with pytest.raises(DecisionError, match="one thing within their document"):
        pipeline.split(store, "Congo@e", "DR Congo@e", ONTOLOGY, **WHO)


@pytest.mark.parametrize(("a", "b", "message"), [("Nobody", "NATO", "no entity"), ("King Charles", "King Charles", "already")])
def test_a_merge_of_nothing_is_refused(store: GraphStore, a: str, b: str, message: str) -> None:
    fill(store)
    with pytest.raises((InputError, DecisionError), match=message):
        pipeline.merge(store, a, b, ONTOLOGY, **WHO)


def test_a_decision_survives_removal_and_return_of_its_document(store: GraphStore) -> None:
    fill(store)
    pipeline.merge(store, "Prince Charles", "King Charles", ONTOLOGY, **WHO)
    merged = list(derived_lines(store))
    pipeline.remove(store, ["a"], ONTOLOGY)
    assert [state for _, state in states(store)] == ["waits"]
    with store.transaction() as tx:
        apply(tx, ONTOLOGY, add=[DOCUMENTS[0]])
    assert list(derived_lines(store)) == merged


def test_an_import_sets_the_later_of_contradictory_decisions_aside(store: GraphStore) -> None:
    fill(store)
    same = pipeline.merge(store, "Prince Charles", "King Charles", ONTOLOGY, at="2024-01-01T00:00:00Z", **WHO)
    later = Decision(id="later", a=same.b, b=same.a, judgement="same", reason="", by="Ann", at="2024-01-02T00:00:00Z")
    third = records.read_extraction(store, "c")
    assert third is not None
    mention = next(mention for mention in third.mentions if mention.evidence.quote == "King Charles")
    point = type(same.a)(document="c", start=mention.evidence.start, end=mention.evidence.end)
    chain = Decision(id="chain", a=same.b, b=point, judgement="same", reason="", by="Ann", at="2024-01-03T00:00:00Z")
    against = Decision(id="against", a=same.a, b=point, judgement="different", reason="", by="Ann", at="2024-01-04T00:00:00Z")
    report = pipeline.import_facts(store, [], [later, chain, against], ONTOLOGY)
    assert [decision.id for decision in report.set_aside] == ["against"]
    assert {decision.id: state for decision, state in states(store)}["against"] == "set aside"


def test_the_least_certain_pairs_are_asked_once(store: GraphStore) -> None:
    fill(store)
    asked = questions(store)
    assert [(q.merged, {q.a.text, q.b.text}) for q in asked] == [(True, {"Stoltenberg", "Jens Stoltenberg"})]
    pipeline.judge(store, asked[0], "unsure", ONTOLOGY, **WHO)
    assert questions(store) == []


def test_a_graph_is_read_back_around_an_entity(store: GraphStore) -> None:
    fill(store)
    graph = derived.read_graph(store, around=["Q7184"])
    assert {entity.name for entity in graph.entities} == {"NATO", "Prince Charles"}
    assert [relation.type for relation in graph.relations] == ["VISITS"]
    assert [claim.evidence.quote for claim in graph.claims] == ["Prince Charles visits NATO."]
    whole = derived.read_graph(store, max_entities=1)
    assert (len(whole.entities), whole.total_entities, whole.total_relations) == (1, derived.read_graph(store).total_entities, 1)
