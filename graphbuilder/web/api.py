"""What the explorer answers: functions of the store that return JSON values. Each answer says with `total` how much there is."""

from __future__ import annotations

from typing import Any

from graphbuilder.errors import InputError
from graphbuilder.model import Entity, Graph
from graphbuilder.query import neighbours as around
from graphbuilder.query.measures import communities as groups_of
from graphbuilder.query.paths import path_graph, shortest_path
from graphbuilder.query.timeline import timeline as months_of
from graphbuilder.store.base import GraphStore
from graphbuilder.store.derived import entities_by_id, read_graph
from graphbuilder.store.status import status as counts_of
from graphbuilder.viz.payload import page_data
from graphbuilder.viz.snapshot import snapshot as page_of
from graphbuilder.web.ids import one, resolved
from graphbuilder.web.live import Live

Answer = dict[str, Any]
RELATIONS = 3_000  # in a workspace
COMMUNITIES_OF = 1_000  # entities
TITLE = "Explorer"


def brief(entity: Entity) -> Answer:
    """Return an entity as lists show it."""
    fields = {
        "id": entity.id,
        "name": entity.name,
        "type": entity.label,
        "group": entity.group,
        "mentions": entity.mentions,
        "documents": entity.documents,
    }
    return fields | {"aliases": [alias for alias in entity.aliases if alias != entity.name]}


def status(live: Live) -> Answer:
    """What the store is and holds; `total` counts entities."""
    counts = {name.strip(): value for name, value in live.kept("status", counts_of).items()}
    return {"total": counts["entities"], "counts": counts, "read_only": live.read_only}


def search(live: Live, *, q: str, limit: int) -> Answer:
    """Entities whose name or an alias holds the text, whole names first, then the most mentioned."""
    found, total = live.names().search(q, limit=limit)
    return {"total": total, "entities": [brief(entity) for entity in found]}


def top(live: Live, *, label: str | None, limit: int) -> Answer:
    """The most mentioned entities, of one type or of all."""
    found = [entity for entity in live.names().entities if label is None or entity.label == label]
    return {"total": len(found), "entities": [brief(entity) for entity in found[:limit]]}


def communities(live: Live, *, limit: int) -> Answer:
    """Entities that belong together among the most mentioned ones, the largest community first."""
    graph, groups = live.kept("communities", _communities)
    by_id = {e.id: e for e in graph.entities}
    found = []
    for group in groups[:limit]:
        members = sorted((by_id[id_] for id_ in group), key=lambda e: (-e.mentions, e.id))
        found.append({"size": len(members), "entities": [brief(member) for member in members[:12]]})
    return {"total": len(groups), "communities": found, "of_entities": len(graph.entities)}


def _communities(store: GraphStore) -> tuple[Graph, list[list[str]]]:
    graph = read_graph(store, max_entities=COMMUNITIES_OF, evidence=False)
    return graph, [group for group in groups_of(graph) if len(group) > 2]


def entity(live: Live, *, entity: str) -> Answer:
    """One entity and the types of its relations, with the number of entities that each links it with."""
    with live.reading() as store:
        found = one(store, entity)
        kinds = around.kinds(store, found.id)
    known = live.ontology.relations
    types = [{"name": kind, "reads": known[kind].reads if kind in known else kind.lower(), "neighbours": n} for kind, n in kinds.items()]
    return {"total": len(types), "entity": brief(found), "types": types}


def neighbours(live: Live, *, entity: str, relation: str | None, without: list[str], limit: int) -> Answer:
    """The strongest neighbours of an entity that are not in the workspace yet; `total` counts all neighbours of the type."""
    with live.reading() as store:
        found = one(store, entity)
        ids, total = around.strongest(store, found.id, kind=relation, without=set(without), limit=limit)
        entities = entities_by_id(store, ids)
    return {"total": total, "entities": [brief(entities[id_]) for id_ in ids]}


def graph(live: Live, *, ids: list[str], claims: int, arrange: bool) -> Answer:
    """The relations between entities with their sentences, as the page draws them. An entity may be called by a local id that
    it holds, so that a workspace outlives merges; `now` says which is which, `neighbours` how many each has in the store.
    """
    with live.reading() as store:
        now = resolved(store, ids)
        found = read_graph(store, ids=list(now.values()), max_relations=RELATIONS, max_claims=claims, ontology=live.ontology)
        counts = around.counts(store, set(now.values()))
    places = None if arrange else dict.fromkeys((e.id for e in found.entities), (0, 0))
    page = page_data(found, title=TITLE, ontology=live.ontology, places=places)
    return {
        "total": found.total_entities,
        "page": page,
        "now": now,
        "missing": [id_ for id_ in ids if id_ not in now],
        "neighbours": counts,
    }


def path(live: Live, *, start: str, end: str, steps: int) -> Answer:
    """A shortest way between two entities; `total` is the number of its relations, 0 where there is none."""
    with live.reading() as store:
        first, last = one(store, start), one(store, end)
        way = shortest_path(store, first.id, last.id, max_steps=steps)
        relations = [[relation.id for relation in part.relations] for part in path_graph(store, way)]
        entities = entities_by_id(store, way)
    return {"total": len(relations), "entities": [brief(entities[id_]) for id_ in way], "relations": relations}


def timeline(live: Live, *, ids: list[str]) -> Answer:
    """Claims by month of publication, of the whole store or about some entities; `total` counts claims."""
    if ids:
        with live.reading() as store:
            found = months_of(store, ids)
    else:
        found = live.kept("timeline", months_of)
    months = [{"month": month, "claims": claims} for month, claims in found.months]
    return {"total": sum(claims for _, claims in found.months) + found.undated, "months": months, "undated": found.undated}


def snapshot(live: Live, *, ids: list[str], places: list[str], title: str) -> str:
    """The workspace as one HTML page that works offline, as it is drawn where every entity has a place, else placed anew."""
    drawn = dict(map(_place, places))
    with live.reading() as store:
        now = resolved(store, ids)
        found = read_graph(store, ids=list(now.values()), max_relations=RELATIONS, ontology=live.ontology)
    at = {now.get(id_, id_): place for id_, place in drawn.items()}
    kept = at if all(entity.id in at for entity in found.entities) else None
    return page_of(found, title=title or "News graph", ontology=live.ontology, places=kept)


def _place(text: str) -> tuple[str, tuple[int, int]]:
    id_, *at = text.rsplit(" ", 2)
    try:
        x, y = map(int, at)
    except ValueError as error:
        raise InputError(f"places has {text[:40]!r}; it must be an id and two whole numbers, as in 'Q159 120 -40'") from error
    return id_, (x, y)
