"""GraphML: what another program reads of the file is what the graph holds."""

from __future__ import annotations

from pathlib import Path

import networkx
from click.testing import CliRunner
from stories import story

from graphbuilder.cli import graphbuilder
from graphbuilder.export.graphml import graphml_lines
from graphbuilder.model import Entity, Graph, Relation
from graphbuilder.ontology import load_ontology
from graphbuilder.pipeline import import_facts
from graphbuilder.store import open_store
from graphbuilder.store.records import make_meta, write_meta

GRAPH = Graph(
    entities=(
        Entity(
            id="Q2", label="Organization", name='"Smith & Sons" <x>\x0b', group=True, aliases=("Smith", "S & S"), mentions=3, documents=2
        ),
        Entity(id="Q1", label="Country", name="Côte d’Ivoire", iso3="CIV"),
    ),
    relations=(
        Relation(id="r2", subject="Q2", type="SUPPLIES", object="Q1", modality="planned", claims=1),
        Relation(
            id="r1", subject="Q2", type="SUPPLIES", object="Q1", claims=2, themes=("rice", "oil"), confidence=0.9, first_seen="2024-07"
        ),
    ),
)


def test_networkx_reads_what_the_graph_holds() -> None:
    read = networkx.parse_graphml("\n".join(graphml_lines(GRAPH)))
    assert dict(read.nodes) == {
        "Q1": {"label": "Côte d’Ivoire", "type": "Country", "iso3": "CIV", "group": False, "mentions": 0, "documents": 0},
        "Q2": {
            "label": '"Smith & Sons" <x>', "type": "Organization", "aliases": "Smith; S & S", "group": True, "mentions": 3, "documents": 2
        },
    }  # fmt: skip
    edges = {key: data for _, _, key, data in read.edges(keys=True, data=True)}
    assert {key: (data["label"], data["relation"], data["modality"]) for key, data in edges.items()} == {
        "r1": ("SUPPLIES", "SUPPLIES", "asserted"),
        "r2": ("CLAIMED", "SUPPLIES", "planned"),
    }
    assert (edges["r1"]["themes"], edges["r1"]["confidence"], edges["r1"]["first_seen"]) == ("rice; oil", 0.9, "2024-07")


def test_the_order_of_the_graph_does_not_show() -> None:
    turned = Graph(entities=GRAPH.entities[::-1], relations=GRAPH.relations[::-1])
    assert list(graphml_lines(turned)) == list(graphml_lines(GRAPH))


def test_the_command_takes_the_format_from_the_ending(tmp_path: Path) -> None:
    url, file = str(tmp_path / "news.kgl"), tmp_path / "news.graphml"
    ontology = load_ontology()
    with open_store(url) as store:
        with store.transaction() as tx:
            write_meta(tx, make_meta(extractor="test 1, none 1", ontology=ontology.version))
        said = story("a", "Country: Iran #Q794", "Country: Russia #Q159", claims=[("Iran", "SUPPLIES", "Russia")])
        import_facts(store, [said], [], ontology)
    result = CliRunner().invoke(graphbuilder, ["export", str(file), "--store", url], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    names = networkx.get_node_attributes(networkx.read_graphml(file), "label")
    assert set(names.values()) == {"Iran", "Russia"}
