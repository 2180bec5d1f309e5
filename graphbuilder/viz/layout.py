"""Where the page draws each entity: a layout that is the same for the same graph, on every run.

Each connected component is laid out by itself: up to 60 entities by Kamada and Kawai (Information Processing Letters 31, 1989),
larger ones in two levels: communities by Louvain (Blondel and others, J. Stat. Mech. 2008), a spring layout of the communities,
a spring layout inside each. Entities are then pushed apart until their names fit, and the components are packed in rows.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from graphbuilder.model import Entity, Graph
from graphbuilder.ontology import FALLBACK

if TYPE_CHECKING:
    import networkx as nx

Points = NDArray[np.float64]

SMALL = 60
SEED = 1
SPACING = 150.0
ROW_HEIGHT = 58.0
CHARACTER = 7.0
ASPECT = 1.1
FALLBACK_WEIGHT = 0.2


def layout(graph: Graph) -> dict[str, tuple[int, int]]:
    """Return the position of each entity by its id, in whole units of about a pixel, y downwards.

    Entities without relations stand in rows below the others. O((V + E) log V) in practice: under a second for 1,000 entities.

    >>> layout(Graph(entities=(Entity(id="Q1", label="Country", name="Iran"),)))
    {'Q1': (0, 0)}
    """
    import networkx as nx

    entities = sorted(graph.entities, key=lambda entity: entity.id)
    number = {entity.id: index for index, entity in enumerate(entities)}
    links = nx.Graph()
    links.add_nodes_from(range(len(entities)))
    for relation in sorted(graph.relations, key=lambda relation: relation.id):
        if relation.subject in number and relation.object in number and relation.subject != relation.object:
            a, b = sorted((number[relation.subject], number[relation.object]))
            weight = FALLBACK_WEIGHT if relation.type == FALLBACK else 1.0
            links.add_edge(a, b, weight=links.get_edge_data(a, b, {"weight": 0.0})["weight"] + weight)
    sizes = np.array([_size(entity) for entity in entities]).reshape(-1, 2)
    points = _pack(links, sizes)
    return {entity.id: (round(float(x)), round(float(y))) for entity, (x, y) in zip(entities, points, strict=True)}


def _size(entity: Entity) -> tuple[float, float]:
    return max(60.0, min(len(entity.name), 28) * CHARACTER), ROW_HEIGHT


def _pack(links: nx.Graph, sizes: Points) -> Points:
    """Lay out each component and put them in rows, largest first; single entities come last."""
    import networkx as nx

    points = np.zeros((len(sizes), 2))
    components = sorted((sorted(component) for component in nx.connected_components(links)), key=lambda nodes: (-len(nodes), nodes))
    blocks = []
    for nodes in components:
        places = _component(links.subgraph(nodes), nodes, sizes[nodes])
        low, high = (places - sizes[nodes] / 2).min(axis=0), (places + sizes[nodes] / 2).max(axis=0)
        points[nodes] = places - low
        blocks.append((nodes, high - low))
    area = sum(float((size[0] + SPACING / 3) * (size[1] + SPACING / 3)) for _, size in blocks)
    row_width = max([(area * ASPECT) ** 0.5, *(float(size[0]) for _, size in blocks)], default=0.0)
    x = y = height = 0.0
    for nodes, (width, tall) in blocks:
        if x > 0 and x + width > row_width:
            x, y, height = 0.0, y + height + SPACING / 3, 0.0
        points[nodes] += (x, y)
        x, height = x + width + SPACING / 3, max(height, float(tall))
    return points - (points[0] if len(points) == 1 else points.mean(axis=0)) if len(points) else points


def _component(links: nx.Graph, nodes: list[int], sizes: Points) -> Points:
    if len(nodes) <= 2:
        return np.array([[SPACING * 1.2 * index, 0.0] for index in range(len(nodes))])
    relabelled = _relabelled(links, nodes)
    points = _small(relabelled) if len(nodes) <= SMALL else _two_level(relabelled, sizes)
    return _spread(_stretch(_level(points)), sizes)


def _relabelled(links: nx.Graph, nodes: Iterable[int]) -> nx.Graph:
    """A copy with the nodes 0, 1, 2, ... in their order: networkx's algorithms go by the order of insertion."""
    import networkx as nx

    number = {node: index for index, node in enumerate(nodes)}
    result = nx.Graph()
    result.add_nodes_from(number.values())
    result.add_weighted_edges_from(
        sorted((*sorted((number[a], number[b])), w) for a, b, w in links.edges(data="weight") if a in number and b in number)
    )
    return result


def _small(links: nx.Graph) -> Points:
    import networkx as nx

    return _array(nx.kamada_kawai_layout(links, weight=None)) * _radius(len(links), 1.3)


def _two_level(links: nx.Graph, sizes: Points) -> Points:
    import networkx as nx

    communities = [sorted(group) for group in nx.community.louvain_communities(links, weight="weight", seed=SEED)]
    communities.sort(key=lambda nodes: (-len(nodes), nodes))
    member = {node: index for index, group in enumerate(communities) for node in group}
    between = nx.Graph()
    between.add_nodes_from(range(len(communities)))
    for a, b, weight in links.edges(data="weight"):
        if member[a] != member[b]:
            i, j = sorted((member[a], member[b]))
            between.add_edge(i, j, weight=between.get_edge_data(i, j, {"weight": 0.0})["weight"] + weight)
    radii = np.array([_radius(len(group), 0.6) for group in communities])
    centres = _array(nx.spring_layout(_relabelled(between, range(len(communities))), seed=SEED, iterations=100)) * _radius(len(links), 0.45)
    centres = _spread(centres, np.column_stack((radii, radii)) * 1.8)
    points = np.zeros((len(sizes), 2))
    for group, centre, radius in zip(communities, centres, radii, strict=True):
        inner = _relabelled(links.subgraph(group), group)
        places = nx.spring_layout(inner, seed=SEED, iterations=60, k=2.0 / max(len(group), 1) ** 0.5) if len(group) > 1 else {0: (0.0, 0.0)}
        points[group] = centre + _array(places) * radius
    return points


def _array(places: Mapping[int, Any]) -> Points:
    return np.array([places[index] for index in range(len(places))], dtype=np.float64).reshape(-1, 2)


def _radius(count: int, factor: float) -> float:
    return SPACING * factor * math.sqrt(count)


def _level(points: Points) -> Points:
    """Turn the points so that they are widest along x, which is how screens and names are."""
    centred = points - points.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    turned: Points = centred @ axes[:, ::-1]
    sign: Points = np.where(turned[0] > 0, -1.0, 1.0)
    return turned * sign


def _stretch(points: Points) -> Points:
    """Bring the box around the points nearer to the shape of a screen."""
    width, height = np.maximum(np.ptp(points, axis=0), SPACING)
    factor = float(np.clip((width / height / ASPECT) ** 0.5, 0.6, 1.6))
    stretched: Points = points * (1 / factor, factor)
    return stretched


def _spread(points: Points, sizes: Points, *, rounds: int = 60) -> Points:
    """Push boxes of these sizes apart, each pair along the axis where they overlap less, until none overlaps or the rounds are over."""
    from scipy.spatial import KDTree

    points = points + np.column_stack((np.arange(len(points)) % 7, np.arange(len(points)) % 5)) * 1e-3
    reach = float(np.hypot(*sizes.max(axis=0)))
    for _ in range(rounds):
        pairs = KDTree(points).query_pairs(reach, output_type="ndarray")
        first, second = pairs[:, 0], pairs[:, 1]
        apart = points[second] - points[first]
        overlap = (sizes[first] + sizes[second]) / 2 - np.abs(apart)
        hit = (overlap > 0).all(axis=1)
        if not hit.any():
            break
        first, second, apart, overlap = first[hit], second[hit], apart[hit], overlap[hit]
        along_x = overlap[:, 0] < overlap[:, 1]
        push = np.where(np.column_stack((along_x, ~along_x)), overlap * 0.26 + 0.5, 0.0) * np.where(apart < 0, -1.0, 1.0)
        np.add.at(points, first, -push)
        np.add.at(points, second, push)
    return points
