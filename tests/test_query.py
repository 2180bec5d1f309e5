"""Names, paths and measures over a small graph, in every store."""

from __future__ import annotations

import pytest

from graphbuilder.errors import InputError
from graphbuilder.model import Entity, Graph, Label, Relation, make_id
from graphbuilder.query.fold import fold
from graphbuilder.query.measures import brokers, communities, to_networkx
from graphbuilder.query.names import nearest, one, search
from graphbuilder.query.paths import path_graph, shortest_path
from graphbuilder.store import derived
from graphbuilder.store.base import GraphStore
from graphbuilder.store.derived import read_graph


def entity(name: str, label: Label = "Country", *aliases: str, mentions: int = 1) -> Entity:
    return Entity(id=name.lower(), label=label, name=name, aliases=aliases, mentions=mentions, documents=1)


def relation(subject: str, kind: str, object_: str, **fields: str) -> Relation:
    id_ = make_id(subject, kind, object_, *fields.values())
    return Relation(id=id_, subject=subject, type=kind, object=object_, claims=1, documents=1, sources=1, **fields)  # type: ignore[arg-type]


ENTITIES = (
    entity("Iran", mentions=5),
    entity("Russia", mentions=9),
    entity("Ukraine"),
    entity("NATO", "Organization", "the alliance", "North Atlantic Treaty Organization"),
    entity("Recep Tayyip Erdoğan", "Person", "Erdoğan"),
    entity("Kurds", "Organization"),
)
RELATIONS = (
    relation("iran", "SUPPLIES", "russia"),
    relation("russia", "ATTACKS", "ukraine"),
    relation("nato", "SUPPLIES", "ukraine", modality="planned"),
    relation("iran", "RELATED_TO", "nato"),
    relation("recep tayyip erdoğan", "RELATED_TO", "nato"),
)


@pytest.fixture
def filled(store: GraphStore) -> GraphStore:
    with store.transaction() as tx:
        derived.write_entities(tx, ENTITIES)
        derived.write_relations(tx, RELATIONS)
    return store


@pytest.mark.parametrize(
    ("text", "folded"), [("Erdoğan", "erdogan"), (" ÇAĞLA ", "cagla"), ("Straße", "strasse"), ("İstanbul", "istanbul"), ("ısı", "isi")]
)
def test_accents_and_case_are_folded(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("erdogan", ["Recep Tayyip Erdoğan"]),
        ("an", ["Iran", "NATO", "Recep Tayyip Erdoğan"]),
        ("u", ["Ukraine", "Russia", "Kurds"]),
        ("xyz", []),
        ("", []),
    ],
)
def test_search_finds_names_and_aliases(filled: GraphStore, text: str, names: list[str]) -> None:
    found, total = search(filled, text)
    assert [e.name for e in found] == names
    assert total == len(names)


def test_search_says_how_many_it_leaves_out(filled: GraphStore) -> None:
    found, total = search(filled, "an", limit=1)
    assert (len(found), total) == (1, 3)


@pytest.mark.parametrize("name", ["NATO", "nato", "The Alliance", "North Atlantic Treaty Organization"])
def test_one_entity_is_found_by_any_of_its_names(filled: GraphStore, name: str) -> None:
    assert one(filled, name)[0].id == "nato"


def test_one_entity_is_found_without_its_accents(filled: GraphStore) -> None:
    assert one(filled, "Erdogan")[0].name == "Recep Tayyip Erdoğan"


def test_a_misspelt_name_gets_the_nearest(filled: GraphStore) -> None:
    with pytest.raises(InputError, match=r"there is no entity 'Ruzzia' .*near are Russia"):
        one(filled, "Ruzzia")


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("Erdogen", ["Recep Tayyip Erdoğan"]),
        ("North Atlantik Treaty", ["NATO"]),
        ("Erd", ["Recep Tayyip Erdoğan"]),
        ("Peru", []),
        ("Ganz", []),
    ],
)
def test_near_is_what_is_spelled_alike_in_a_name_an_alias_or_a_word(filled: GraphStore, name: str, near: list[str]) -> None:
    assert nearest(filled, name) == near


def test_a_path_takes_known_relations_before_a_shorter_one_of_no_known_type(filled: GraphStore) -> None:
    assert shortest_path(filled, "iran", "nato") == ["iran", "russia", "ukraine", "nato"]


def test_a_path_takes_relations_of_no_known_type_where_there_is_no_other(filled: GraphStore) -> None:
    assert shortest_path(filled, "recep tayyip erdoğan", "iran") == ["recep tayyip erdoğan", "nato", "iran"]


def test_a_path_ends_at_its_bound_and_where_nothing_leads_on(filled: GraphStore) -> None:
    assert shortest_path(filled, "iran", "ukraine", max_steps=1) == []
    assert shortest_path(filled, "iran", "kurds") == []
    assert shortest_path(filled, "iran", "iran") == ["iran"]


def test_each_step_of_a_path_comes_with_its_relations(filled: GraphStore) -> None:
    graphs = path_graph(filled, ["iran", "russia", "ukraine"])
    assert [[r.type for r in graph.relations] for graph in graphs] == [["SUPPLIES"], ["ATTACKS"]]


def test_networkx_gets_what_is_asserted_unless_all_is_asked_for() -> None:
    graph = Graph(entities=ENTITIES, relations=RELATIONS)
    assert sorted(data["type"] for _, _, data in to_networkx(graph).edges(data=True)) == ["ATTACKS", "RELATED_TO", "RELATED_TO", "SUPPLIES"]
    whole = to_networkx(graph, asserted=False)
    assert (whole.number_of_nodes(), whole.number_of_edges()) == (6, 5)
    assert whole.nodes["nato"]["aliases"] == ["the alliance", "North Atlantic Treaty Organization"]


def test_measures_are_those_of_the_plain_graph() -> None:
    graph = Graph(entities=ENTITIES, relations=RELATIONS)
    assert brokers(graph, limit=2) == [("iran", 0.4), ("nato", 0.3)]
    groups = communities(graph)
    assert sorted(id_ for group in groups for id_ in group) == sorted(e.id for e in ENTITIES)
    assert ["kurds"] in groups


def test_the_order_of_records_does_not_matter_to_measures() -> None:
    turned = Graph(entities=ENTITIES[::-1], relations=RELATIONS[::-1])
    assert communities(turned) == communities(Graph(entities=ENTITIES, relations=RELATIONS))


def test_what_is_written_of_the_derived_part_is_read_back(filled: GraphStore) -> None:
    graph = read_graph(filled)
    assert sorted(graph.entities, key=lambda e: e.id) == sorted(ENTITIES, key=lambda e: e.id)
    assert sorted(graph.relations, key=lambda r: r.id) == sorted(RELATIONS, key=lambda r: r.id)
