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

FEW = 15
SMALL = 60
SEED = 1
GOLDEN = math.pi * (3 - math.sqrt(5))
SPACING = 150.0
ROW_HEIGHT = 58.0
CHARACTER = 7.0
GAP = 40.0
PARALLEL = 0.3  # a pair that several relations link stands farther apart: their words need room
MOST_PARALLEL = 3
ASPECT = 1.1


def layout(graph: Graph) -> dict[str, tuple[int, int]]:
    """Return the position of each entity by its id, in whole units of about a pixel, y downwards.

    Entities that only the fallback relation links stand near their neighbours, wherever the others leave room; entities without
    relations stand in rows below. O((V + E) log V) in practice: under a second for 1,000 entities.

    >>> layout(Graph(entities=(Entity(id="Q1", label="Country", name="Iran"),)))
    {'Q1': (0, 0)}
    """
    entities = sorted(graph.entities, key=lambda entity: entity.id)
    strong, weak = _links(graph, {entity.id: index for index, entity in enumerate(entities)})
    sizes = np.array([_size(entity) for entity in entities]).reshape(-1, 2)
    points = np.zeros((len(entities), 2))
    main = [node for node in strong if strong.degree(node) > 0]
    points[main] = _pack(strong, main, sizes)
    satellites = _place_satellites(points, weak, main, sizes)
    rest = sorted(set(strong) - set(main) - set(satellites))
    points[rest] = _pack(strong, rest, sizes, width=float(np.ptp(points[main + satellites], axis=0)[0]) if main else 0.0)
    if main and rest:
        points[rest] += points[main + satellites].max(axis=0) * (0, 1) - points[rest].min(axis=0) * (0, 1) + (0, SPACING)
    return {entity.id: (round(float(x)), round(float(y))) for entity, (x, y) in zip(entities, points, strict=True)}


def _links(graph: Graph, number: Mapping[str, int]) -> tuple[nx.Graph, nx.Graph]:
    """Which entities are linked, how often, by relations with a type and by the fallback relation."""
    import networkx as nx

    strong, weak = nx.Graph(), nx.Graph()
    strong.add_nodes_from(range(len(number)))
    for relation in sorted(graph.relations, key=lambda relation: relation.id):
        if relation.subject in number and relation.object in number and relation.subject != relation.object:
            a, b = sorted((number[relation.subject], number[relation.object]))
            links = weak if relation.type == FALLBACK else strong
            links.add_edge(a, b, weight=links.get_edge_data(a, b, {"weight": 0.0})["weight"] + 1.0)
    return strong, weak


def _size(entity: Entity) -> tuple[float, float]:
    """The room for its shape and its name below it; the page draws shapes as large (`size` in shapes.js)."""
    radius = min(24.0, 7 + 2.6 * math.log2(1 + entity.mentions))
    return max(60.0, 3 * radius, min(len(entity.name), 22) * CHARACTER), max(ROW_HEIGHT, 3 * radius)


def _place_satellites(points: Points, weak: nx.Graph, main: list[int], sizes: Points) -> list[int]:
    """Set the places of the entities that hang on those of `main` by weak links only, and return these entities."""
    held = set(main)
    found = [node for node in sorted(weak) if node not in held and not held.isdisjoint(weak[node])]
    if found:
        for turn, node in enumerate(found):
            neighbours = points[[other for other in sorted(weak[node]) if other in held]]
            angle = turn * GOLDEN
            points[node] = neighbours.mean(axis=0) + SPACING * np.array((math.cos(angle), math.sin(angle)))
        everyone = main + found
        fixed = np.arange(len(everyone)) < len(main)
        points[everyone] = _spread(points[everyone], sizes[everyone], fixed=fixed, rounds=200)
    return found


def _pack(links: nx.Graph, chosen: list[int], sizes: Points, *, width: float = 0.0) -> Points:
    """Lay out each component of the chosen entities and put them side by side, largest first, in at least this width; return the
    places in their order.
    """
    import networkx as nx

    points = np.zeros((len(sizes), 2))
    part = links.subgraph(chosen)
    components = sorted((sorted(component) for component in nx.connected_components(part)), key=lambda nodes: (-len(nodes), nodes))
    blocks = []
    for nodes in components:
        places = _component(part, nodes, sizes[nodes], length=SPACING * (1.6 if len(chosen) <= FEW else 1.0))
        low, high = (places - sizes[nodes] / 2).min(axis=0), (places + sizes[nodes] / 2).max(axis=0)
        points[nodes] = places - low
        blocks.append((nodes, high - low))
    for (nodes, _), corner in zip(blocks, _corners([(float(wide), float(tall)) for _, (wide, tall) in blocks], width), strict=True):
        points[nodes] += corner
    return points[chosen] - points[chosen].mean(axis=0) if chosen else points[chosen]


def _corners(sizes: list[tuple[float, float]], least: float) -> list[tuple[float, float]]:
    """Put rectangles side by side without overlap, in the width that comes nearest to the shape of a screen; return their corners."""
    area = sum((width + GAP) * (height + GAP) for width, height in sizes)
    least = max([least, math.sqrt(area * ASPECT), *(width for width, _ in sizes)])
    best, least_side = [(0.0, 0.0)] * len(sizes), math.inf
    for factor in (1.0, 1.1, 1.2, 1.35, 1.5):
        corners = _drop(sizes, least * factor)
        right, bottom = (
            max(corner[axis] + size[axis] for corner, size in zip(corners, sizes, strict=True)) if sizes else 0.0 for axis in (0, 1)
        )
        if max(right / ASPECT, bottom) < least_side:
            best, least_side = corners, max(right / ASPECT, bottom)
    return best


def _drop(sizes: list[tuple[float, float]], room: float) -> list[tuple[float, float]]:
    """Let each rectangle rise to the highest free place between the walls, the leftmost of several (a skyline packing)."""
    skyline = [(0.0, room + GAP, 0.0)]
    corners = []
    for width, height in sizes:
        starts = [left for left, _, _ in skyline if left + width <= room + 1e-6] or [0.0]
        y, x = min(
            (max(level for left, right, level in skyline if right > start and left < start + width + GAP), start) for start in starts
        )
        corners.append((x, y))
        end = x + width + GAP
        left_over = [(left, min(right, x), level) for left, right, level in skyline if left < x]
        right_over = [(max(left, end), right, level) for left, right, level in skyline if right > end]
        skyline = sorted([*left_over, (x, end, y + height + GAP), *right_over])
    return corners


def _component(links: nx.Graph, nodes: list[int], sizes: Points, *, length: float) -> Points:
    if len(nodes) <= 2:
        return np.array([[length * index, 0.0] for index in range(len(nodes))])
    relabelled = _relabelled(links, nodes)
    points = _small(relabelled, length) if len(nodes) <= SMALL else _two_level(relabelled, sizes)
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


def _small(links: nx.Graph, length: float) -> Points:
    import networkx as nx

    for _, _, link in links.edges(data=True):
        link["length"] = 1 + PARALLEL * min(link["weight"] - 1, MOST_PARALLEL)
    points: Points = _array(nx.kamada_kawai_layout(links, weight="length"))
    lengths = [float(np.linalg.norm(points[a] - points[b])) for a, b in links.edges]
    return points * length / float(np.median(lengths))


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
    inner = [_community(_relabelled(links.subgraph(group), group), sizes[group]) for group in communities]
    boxes = np.array([np.ptp(places, axis=0) for places in inner]) + SPACING
    centres = _array(nx.spring_layout(_relabelled(between, range(len(communities))), seed=SEED, iterations=100))
    centres = _spread(centres * float(np.sqrt(boxes.prod(axis=1).sum()) / 2), boxes)
    points = np.zeros((len(sizes), 2))
    for group, centre, places in zip(communities, centres, inner, strict=True):
        points[group] = centre + places
    return points


def _community(links: nx.Graph, sizes: Points) -> Points:
    import networkx as nx

    if len(links) == 1:
        return np.zeros((1, 2))
    if len(links) <= SMALL and nx.is_connected(links):
        points = _small(links, SPACING)
    else:
        points = _array(nx.spring_layout(links, seed=SEED, iterations=60)) * SPACING * 0.6 * math.sqrt(len(links))
    points = _spread(points, sizes)
    middle: Points = (points.max(axis=0) + points.min(axis=0)) / 2
    return points - middle


def _array(places: Mapping[int, Any]) -> Points:
    return np.array([places[index] for index in range(len(places))], dtype=np.float64).reshape(-1, 2)


def _level(points: Points) -> Points:
    """Turn the points so that they are widest along x, which is how screens and names are, the first point to the left."""
    x, y = (points - points.mean(axis=0)).T
    angle = -0.5 * math.atan2(2 * float((x * y).sum()), float((x * x).sum() - (y * y).sum()))
    turned = np.column_stack((x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)))
    return turned * np.where(turned[0] > 0, -1.0, 1.0)


def _stretch(points: Points) -> Points:
    """Bring the box around the points nearer to the shape of a screen."""
    width, height = np.maximum(np.ptp(points, axis=0), SPACING)
    factor = float(np.clip((width / height / ASPECT) ** 0.5, 0.6, 1.6))
    stretched: Points = points * (1 / factor, factor)
    return stretched


def _spread(points: Points, sizes: Points, *, fixed: NDArray[np.bool_] | None = None, rounds: int = 60) -> Points:
    """Push boxes of these sizes apart, each pair along the axis where they overlap less, until none overlaps or the rounds are over.

    Boxes that are fixed stay where they are.
    """
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
        moves = np.zeros_like(points)
        along_x = overlap[:, 0] < overlap[:, 1]
        push = np.where(np.column_stack((along_x, ~along_x)), overlap * 0.26 + 0.5, 0.0) * np.where(apart < 0, -1.0, 1.0)
        np.add.at(moves, first, -push)
        np.add.at(moves, second, push)
        points += moves if fixed is None else np.where(fixed[:, np.newaxis], 0.0, 2 * moves)
    return points
