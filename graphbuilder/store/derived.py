"""The derived part of the graph in the store: entities, resolutions, edges, copies; written, and read back as a `Graph`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from graphbuilder.model import LABELS, Claim, Copy, Entity, Graph, Label, Relation, Resolution
from graphbuilder.ontology import load_ontology
from graphbuilder.resolve.relations import Statement, sorted_ends
from graphbuilder.store.cypher import derived as cypher
from graphbuilder.store.records import Reader, batches, read_claims, read_documents, read_published

if TYPE_CHECKING:
    from graphbuilder.ontology import Ontology
    from graphbuilder.store.base import GraphStore, Row, Transaction


COUNTS = ("mentions", "documents")
FEW = 1_000  # entities: the store filters by both ends of a relation

Manner = tuple[str, str, str, str, str]


def write_entities(tx: Transaction, entities: Iterable[Entity]) -> None:
    """Write entities that are not there yet."""
    by_label: dict[Label, list[str]] = defaultdict(list)
    for batch in batches(entities):
        tx.write(cypher.MERGE_ENTITIES, rows=[{"id": entity.id, "props": _entity_properties(entity)} for entity in batch])
        for entity in batch:
            by_label[entity.label].append(entity.id)
    _label(tx, by_label)


def change_entities(tx: Transaction, before: Mapping[str, Entity], after: Iterable[Entity]) -> None:
    """Write what is new or has changed of entities, and only that: to write a property again costs a store more than to read it."""
    by_label: dict[Label, list[str]] = defaultdict(list)
    counts, changed = [], []
    for entity in after:
        old = before[entity.id]
        if (old.mentions, old.documents) != (entity.mentions, entity.documents):
            counts.append({"id": entity.id, "mentions": entity.mentions, "documents": entity.documents})
        had = _entity_properties(old)
        props = {name: value for name, value in _entity_properties(entity).items() if name not in COUNTS and value != had[name]}
        if props:
            changed.append({"id": entity.id, "props": props})
        if entity.label != old.label:
            by_label[entity.label].append(entity.id)
    for statement, rows in ((cypher.CHANGE_COUNTS, counts), (cypher.MERGE_ENTITIES, changed)):
        for batch in batches(rows):
            tx.write(statement, rows=batch)
    for ids in by_label.values():
        tx.write(cypher.REMOVE_LABELS, ids=ids)
    _label(tx, by_label)


def _label(tx: Transaction, by_label: Mapping[Label, Sequence[str]]) -> None:
    for label, ids in by_label.items():
        for batch in batches(ids):
            tx.write(cypher.add_label(label), ids=batch)


def _entity_properties(entity: Entity) -> dict[str, Any]:
    return {
        "name": entity.name,
        "group": entity.group,
        "aliases": list(entity.aliases),
        "iso3": entity.iso3,
        "country": entity.country,
        "wikidata": entity.wikidata,
        "time": entity.time,
        "mentions": entity.mentions,
        "documents": entity.documents,
    }


def write_resolutions(tx: Transaction, resolutions: Iterable[Resolution]) -> None:
    """Link local entities with their entities."""
    for batch in batches(resolutions):
        tx.write(cypher.RESOLVE, rows=[{"local": r.local, "entity": r.entity, "score": r.score, "reason": r.reason} for r in batch])


def link_claims(tx: Transaction, claims: Iterable[Claim], entity_of: Mapping[str, str]) -> None:
    """Link claims with the entities that they name."""
    rows: dict[str, list[dict[str, str]]] = defaultdict(list)
    for claim in claims:
        for field, edge in cypher.CLAIM_EDGES.items():
            local = getattr(claim, field)
            if local is not None:
                rows[edge].append({"claim": claim.id, "entity": entity_of[local]})
    for edge, linked in rows.items():
        for batch in batches(linked):
            tx.write(cypher.link_claims(edge), rows=batch)


def statement_of(row: Row, ontology: Ontology) -> Statement:
    """Return what a claim states, of a row with the properties that the statements of claims return."""
    subject, kind, object_ = sorted_ends(row["subject"], row["type"], row["object"], ontology)
    known = {name: row[name] for name in ("polarity", "modality", "theme", "role", "confidence", "document")}
    source = row["original"] or row["document"]
    return Statement(**known, subject=subject, type=kind, object=object_, source=source, seen=row["published"] or row["updated"])


def write_relations(tx: Transaction, relations: Iterable[Relation]) -> None:
    """Write edges, in place of those with the same ids: an asserted one under its type, any other as CLAIMED."""
    for kind, group in _by_edge_type(relations).items():
        for batch in batches(group):
            rows = [{"id": r.id, "subject": r.subject, "object": r.object, "props": _relation_properties(r)} for r in batch]
            tx.write(cypher.merge_relations(kind), rows=rows)


def _by_edge_type(relations: Iterable[Relation]) -> dict[str, list[Relation]]:
    by_type: dict[str, list[Relation]] = defaultdict(list)
    for relation in relations:
        by_type[relation.type if relation.asserted else cypher.CLAIMED].append(relation)
    return by_type


def _relation_properties(relation: Relation) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "claims": relation.claims,
        "denials": relation.denials,
        "documents": relation.documents,
        "sources": relation.sources,
        "first_seen": relation.first_seen,
        "last_seen": relation.last_seen,
        "themes": list(relation.themes),
        "roles": list(relation.roles),
        "confidence": relation.confidence,
    }
    if not relation.asserted:
        properties |= {"relation": relation.type, "polarity": relation.polarity, "modality": relation.modality}
    return properties


def write_copies(tx: Transaction, copies: Iterable[Copy]) -> None:
    """Link copies with the document that they repeat."""
    for batch in batches(copies):
        tx.write(cypher.MERGE_COPIES, rows=[{"document": c.document, "original": c.original, "score": c.score} for c in batch])


def entities(store: GraphStore) -> Iterator[Entity]:
    """Yield all entities by id."""
    return map(_entity, store.stream(cypher.ENTITIES))


def relations(store: GraphStore) -> Iterator[Relation]:
    """Yield all relations by id."""
    return map(_relation, store.stream(cypher.RELATIONS))


def resolutions(store: GraphStore) -> Iterator[Resolution]:
    """Yield all resolutions by local entity."""
    return (Resolution(**row) for row in store.stream(cypher.RESOLUTIONS))


def copies(store: GraphStore) -> Iterator[Copy]:
    """Yield all copies by document."""
    return (Copy(**row) for row in store.stream(cypher.COPIES))


def entities_by_id(reader: Reader, ids: Iterable[str]) -> dict[str, Entity]:
    """Return those of the entities that are there, by id."""
    return {row["id"]: _entity(row) for batch in batches(ids) for row in reader.read(cypher.ENTITIES_BY_ID, ids=batch)}


def find_entities(reader: Reader, name: str, *, limit: int = 20) -> list[Entity]:
    """Return the entities of this id, else of this local id, else of this name or alias in any case, most mentioned first."""
    for statement, params in (
        (cypher.ENTITIES_BY_ID, {"ids": [name]}),
        (cypher.ENTITY_OF_LOCAL, {"id": name}),
        (cypher.ENTITIES_NAMED, {"name": name.lower(), "limit": limit}),
    ):
        if rows := reader.read(statement, **params):
            return [_entity(row) for row in rows]
    return []


def read_graph(
    reader: Reader,
    *,
    ids: Sequence[str] | None = None,
    around: Sequence[str] | None = None,
    steps: int = 1,
    max_entities: int | None = None,
    max_relations: int | None = None,
    max_claims: int | None = None,
    evidence: bool = True,
    ontology: Ontology | None = None,
) -> Graph:
    """Return the whole graph, the part made of these entities, or the part within so many steps of some.

    Args:
        reader: a store or a transaction.
        ids: of entities to take, with the relations between them.
        around: ids of entities to start from; those within `steps` of them are taken too.
        steps: how far from `around`, in edges.
        max_entities: how many to keep, the most mentioned first (those of `around` before all).
        max_relations: how many to keep, those of most independent sources first.
        max_claims: how many claims of each relation to read; those of the smallest ids.
        evidence: read the claims behind the relations, and their documents, as well.
        ontology: says which relation types are symmetric; the packaged one if None.

    Returns:
        The graph; its totals count what was selected before anything was left out.
    """
    first = set(around or ())
    chosen = ids if ids is not None else _within(reader, sorted(first), steps) if around is not None else None
    if chosen is None and max_entities is not None:
        total = int(reader.read(cypher.COUNT_ENTITIES)[0]["n"])
        found = [_entity(row) for row in reader.read(cypher.TOP_ENTITIES, limit=max_entities)]
    else:
        rows = reader.read(cypher.ENTITIES) if chosen is None else reader.read(cypher.ENTITIES_BY_ID, ids=sorted(set(chosen)))
        found = sorted(map(_entity, rows), key=lambda entity: (entity.id not in first, -entity.mentions, entity.id))
        total = len(found)
    kept = tuple(found if max_entities is None else found[:max_entities])
    kept_ids = [entity.id for entity in kept]
    every = set(kept_ids) if chosen is None else {entity.id for entity in found}
    among = len(every) <= FEW
    edges = [_relation(row) for row in reader.read(cypher.RELATIONS_AMONG if among else cypher.RELATIONS_FROM, ids=sorted(every))]
    edges = [edge for edge in edges if edge.object in every]
    total_edges = int(reader.read(cypher.COUNT_RELATIONS)[0]["n"]) if chosen is None else len(edges)
    inside = set(kept_ids)
    edges = [edge for edge in edges if edge.subject in inside and edge.object in inside]
    edges.sort(key=lambda edge: (-edge.sources, -edge.claims, edge.id))
    shown = tuple(edges if max_relations is None else edges[:max_relations])
    behind = _behind(reader, shown, ontology or load_ontology()) if evidence else {}
    claims, resolved = _evidence(reader, behind, max_claims) if behind else ((), {})
    outside = entities_by_id(reader, sorted(set(resolved.values()) - inside))
    documents = read_documents(reader, sorted({claim.evidence.document for claim in claims})) if claims else []
    return Graph(
        entities=kept,
        relations=shown,
        claims=tuple(claims),
        documents=tuple(documents),
        resolved=resolved,
        names={entity.id: entity.name for entity in outside.values()},
        published=_published(reader, shown, behind, max_claims),
        total_entities=total,
        total_relations=total_edges,
    )


def _within(reader: Reader, start: list[str], steps: int) -> list[str]:
    seen, edge = set(start), start
    for _ in range(steps):
        edge = sorted({row["id"] for row in reader.read(cypher.NEIGHBOURS, ids=edge)} - seen)
        seen.update(edge)
    return sorted(seen)


def _manner(relation: Relation) -> Manner:
    return relation.subject, relation.type, relation.object, relation.polarity, relation.modality


def _behind(reader: Reader, shown: Sequence[Relation], ontology: Ontology) -> dict[Manner, list[str]]:
    """Return the ids of the claims behind relations and of the denials of what they say, by manner, sorted."""
    manners = set(map(_manner, shown))
    wanted = {manner[:3] for manner in manners}
    ends = sorted({end for r in shown for end in (r.subject, r.object)})
    behind: dict[Manner, list[str]] = defaultdict(list)
    for row in reader.read(cypher.CLAIMS_AMONG if len(ends) <= FEW else cypher.CLAIMS_BETWEEN, ids=ends):
        symmetric = row["relation"] in ontology.relations and ontology.relations[row["relation"]].symmetric
        a, b = sorted((row["subject"], row["object"])) if symmetric else (row["subject"], row["object"])
        manner = (a, row["relation"], b, row["polarity"], row["modality"])
        if manner in manners or (row["polarity"] == "negative" and manner[:3] in wanted):
            behind[manner].append(row["id"])
    return {manner: sorted(ids) for manner, ids in behind.items()}


def _evidence(reader: Reader, behind: Mapping[Manner, Sequence[str]], most: int | None) -> tuple[tuple[Claim, ...], dict[str, str]]:
    """Return claims, at most so many of each manner, by document and place in it, and the entities of the local entities they name."""
    claims = read_claims(reader, sorted(claim for ids in behind.values() for claim in ids[:most]))
    claims.sort(key=lambda c: (c.evidence.document, c.evidence.start, c.id))
    locals_ = sorted({local for c in claims for local in (c.subject, c.object, c.attributed_to, c.place) if local is not None})
    resolved = {row["local"]: row["entity"] for row in reader.read(cypher.RESOLUTIONS_OF, ids=locals_)}
    return tuple(claims), resolved


def _published(
    reader: Reader, shown: Sequence[Relation], behind: Mapping[Manner, Sequence[str]], most: int | None
) -> dict[str, dict[str, int]]:
    """Return how many claims of a relation were published when, for each relation of more claims than are read."""
    cut = {r.id: ids for r in shown if most is not None and len(ids := behind.get(_manner(r), ())) > most}
    when = read_published(reader, sorted({claim for ids in cut.values() for claim in ids})) if cut else {}
    counts = {id_: Counter(when[claim] for claim in ids if claim in when) for id_, ids in cut.items()}
    return {id_: dict(sorted(count.items())) for id_, count in counts.items()}


def _entity(row: Row) -> Entity:
    labels = row.pop("labels")
    row["label"] = next(label for label in LABELS if label in labels)
    row["aliases"] = tuple(row["aliases"] or ())
    return Entity(**row)


def _relation(row: Row) -> Relation:
    claimed = row.pop("kind"), row.pop("relation")
    row["type"] = claimed[1] if claimed[0] == cypher.CLAIMED else claimed[0]
    row["polarity"], row["modality"] = row["polarity"] or "positive", row["modality"] or "asserted"
    row["themes"], row["roles"] = tuple(row["themes"] or ()), tuple(row["roles"] or ())
    return Relation(**row)
