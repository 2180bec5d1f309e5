"""The graph as networkx sees it, and what that is good for: who is central, who stands between, who belongs together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.model import Graph

if TYPE_CHECKING:
    import networkx


def to_networkx(graph: Graph, *, asserted: bool = True) -> networkx.MultiDiGraph:
    """Return the graph as a networkx multigraph: nodes by entity id, edges by relation id, their fields as attributes.

    Args:
        graph: what to convert.
        asserted: leave out what is only planned, possible, hypothetical or denied.

    Returns:
        A graph whose nodes and edges stand in the order of their ids.
    """
    import networkx

    from graphbuilder.model import to_dict

    result = networkx.MultiDiGraph()
    for entity in sorted(graph.entities, key=lambda e: e.id):
        result.add_node(entity.id, **{name: value for name, value in to_dict(entity).items() if name != "id"})
    for relation in sorted(graph.relations, key=lambda r: r.id):
        if relation.asserted or not asserted:
            fields = {name: value for name, value in to_dict(relation).items() if name not in ("id", "subject", "object")}
            result.add_edge(relation.subject, relation.object, key=relation.id, **fields)
    return result


def brokers(graph: Graph, *, limit: int = 10) -> list[tuple[str, float]]:
    """Return the entities that stand between others most, with their betweenness (0 to 1; Brandes 2001), highest first."""
    import networkx

    plain, ids = _numbered(graph)
    scores = networkx.betweenness_centrality(plain)
    ranked = sorted(((ids[number], round(score, 6)) for number, score in scores.items()), key=lambda item: (-item[1], item[0]))
    return ranked[:limit]


def communities(graph: Graph) -> list[list[str]]:
    """Return the ids of entities that belong together (Louvain; Blondel and others 2008), the largest group first.

    The same graph gives the same groups: numbers in the order of ids stand for them while the method runs.
    """
    import networkx

    plain, ids = _numbered(graph)
    groups = networkx.community.louvain_communities(plain, seed=0)
    return sorted((sorted(ids[number] for number in group) for group in groups), key=lambda group: (-len(group), group))


def _numbered(graph: Graph) -> tuple[networkx.Graph, list[str]]:
    import networkx

    ids = sorted(entity.id for entity in graph.entities)
    number = {id_: index for index, id_ in enumerate(ids)}
    plain = networkx.Graph()
    plain.add_nodes_from(range(len(ids)))
    ends = sorted({tuple(sorted((number[r.subject], number[r.object]))) for r in graph.relations if r.asserted and r.subject != r.object})
    plain.add_edges_from(ends)
    return plain, ids
