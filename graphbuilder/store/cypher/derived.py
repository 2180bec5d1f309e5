"""Every statement that writes or reads the derived part of the graph, in Cypher that runs on both stores.

Labels and relation types stand in the text of a statement, so each is checked and has a statement of its own.
"""

from __future__ import annotations

from graphbuilder.errors import StoreError
from graphbuilder.model import LABELS
from graphbuilder.ontology import NAME

CLAIMED = "CLAIMED"
CLAIM_EDGES = {"subject": "SUBJECT", "object": "OBJECT", "attributed_to": "ATTRIBUTED_TO", "place": "AT"}

MERGE_ENTITIES = "UNWIND $rows AS row MERGE (e:Entity {id: row.id}) SET e += row.props"
CHANGE_COUNTS = "UNWIND $rows AS row MATCH (e:Entity {id: row.id}) SET e.mentions = row.mentions, e.documents = row.documents"
REMOVE_LABELS = f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) REMOVE e:{':'.join(LABELS)}"
RESOLVE = """
UNWIND $rows AS row MATCH (l:LocalEntity {id: row.local}) MATCH (e:Entity {id: row.entity})
MERGE (l)-[r:RESOLVED_TO]->(e) SET r.score = row.score, r.reason = row.reason
"""
MERGE_COPIES = """
UNWIND $rows AS row MATCH (d:Document {id: row.document}) MATCH (o:Document {id: row.original})
MERGE (d)-[r:COPY_OF]->(o) SET r.score = row.score
"""

DELETE_ENTITIES = "UNWIND $ids AS id MATCH (e:Entity {id: id}) DETACH DELETE e"
DELETE_COPIES = "UNWIND $ids AS id MATCH (:Document {id: id})-[r:COPY_OF]->(:Document) DELETE r"
CLEAR = {label: f"MATCH (n:{label}) WITH n LIMIT $limit DETACH DELETE n" for label in ("Entity", "Tally", "Traits", "Block")}
EDGES = (CLAIMED, *CLAIM_EDGES.values(), "RESOLVED_TO", "COPY_OF", "LIKE", "NAMED", "OFFERS", "BAND", "ABOUT")
COUNT_ENTITIES = "MATCH (e:Entity) RETURN count(e) AS n"

_ENTITY = """e.id AS id, e.name AS name, e.group AS group, e.aliases AS aliases, e.iso3 AS iso3, e.country AS country,
e.wikidata AS wikidata, e.time AS time, e.mentions AS mentions, e.documents AS documents, labels(e) AS labels"""
_RELATION = """r.id AS id, a.id AS subject, type(r) AS kind, b.id AS object, r.relation AS relation, r.polarity AS polarity,
r.modality AS modality, r.claims AS claims, r.denials AS denials, r.documents AS documents, r.sources AS sources,
r.first_seen AS first_seen, r.last_seen AS last_seen, r.themes AS themes, r.roles AS roles, r.confidence AS confidence"""

ENTITIES = f"MATCH (e:Entity) RETURN {_ENTITY} ORDER BY id"
ENTITIES_BY_ID = f"UNWIND $ids AS wanted MATCH (e:Entity {{id: wanted}}) RETURN {_ENTITY}"
TOP_ENTITIES = f"MATCH (e:Entity) RETURN {_ENTITY} ORDER BY mentions DESC, id LIMIT $limit"
ENTITIES_NAMED = f"""
MATCH (e:Entity) WHERE toLower(e.name) = $name OR any(alias IN e.aliases WHERE toLower(alias) = $name)
RETURN {_ENTITY} ORDER BY mentions DESC, id LIMIT $limit
"""
ENTITY_OF_LOCAL = f"MATCH (:LocalEntity {{id: $id}})-[:RESOLVED_TO]->(e:Entity) RETURN {_ENTITY}"
NEIGHBOURS = "UNWIND $ids AS wanted MATCH (e:Entity {id: wanted})-[r]-(o:Entity) RETURN DISTINCT o.id AS id"
NEIGHBOUR_PAIRS = """
UNWIND $ids AS wanted MATCH (:Entity {id: wanted})-[r]-(o:Entity) WHERE type(r) <> $without AND coalesce(r.relation, '') <> $without
RETURN DISTINCT wanted AS of, o.id AS id
"""
RELATIONS = f"MATCH (a:Entity)-[r]->(b:Entity) RETURN {_RELATION} ORDER BY id"
RELATIONS_FROM = f"UNWIND $ids AS wanted MATCH (a:Entity {{id: wanted}})-[r]->(b:Entity) RETURN {_RELATION}"
RELATIONS_AMONG = f"UNWIND $ids AS wanted MATCH (a:Entity {{id: wanted}})-[r]->(b:Entity) WHERE b.id IN $ids RETURN {_RELATION}"
COUNT_RELATIONS = "MATCH (:Entity)-[r]->(:Entity) RETURN count(r) AS n"
RESOLUTIONS = """
MATCH (l:LocalEntity)-[r:RESOLVED_TO]->(e:Entity) RETURN l.id AS local, e.id AS entity, r.score AS score, r.reason AS reason ORDER BY local
"""
RESOLUTIONS_OF = """
UNWIND $ids AS wanted MATCH (l:LocalEntity {id: wanted})-[r:RESOLVED_TO]->(e:Entity)
RETURN l.id AS local, e.id AS entity, r.score AS score, r.reason AS reason
"""
COPIES = "MATCH (d:Document)-[r:COPY_OF]->(o:Document) RETURN d.id AS document, o.id AS original, r.score AS score ORDER BY document"
CLAIMS_BETWEEN = """
UNWIND $ids AS wanted MATCH (:Entity {id: wanted})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
RETURN c.id AS id, wanted AS subject, o.id AS object, c.relation AS relation, c.polarity AS polarity, c.modality AS modality
"""
CLAIMS_AMONG = CLAIMS_BETWEEN.replace("RETURN", "WHERE o.id IN $ids RETURN")


def count(label: str) -> str:
    """Return the statement that counts the nodes of one label of the derived part."""
    return f"MATCH (n:{_checked(label, tuple(CLEAR))}) RETURN count(n) AS n"


def count_edges(kind: str) -> str:
    """Return the statement that counts the edges of one type."""
    return f"MATCH ()-[r:{_checked(kind)}]->() RETURN count(r) AS n"


def clear_edges(kind: str) -> str:
    """Return the statement that deletes so many edges of one type."""
    return f"MATCH ()-[r:{_checked(kind)}]->() WITH r LIMIT $limit DELETE r"


def add_label(label: str) -> str:
    """Return the statement that gives entities their label."""
    return f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) SET e:{_checked(label, LABELS)}"


def link_claims(edge: str) -> str:
    """Return the statement that links claims with the entities they name."""
    return f"""
    UNWIND $rows AS row MATCH (c:Claim {{id: row.claim}}) MATCH (e:Entity {{id: row.entity}}) MERGE (c)-[:{_checked(edge)}]->(e)
    """


def merge_relations(kind: str) -> str:
    """Return the statement that writes edges of one type."""
    return f"""
    UNWIND $rows AS row MATCH (a:Entity {{id: row.subject}}) MATCH (b:Entity {{id: row.object}})
    MERGE (a)-[r:{_checked(kind)} {{id: row.id}}]->(b) SET r += row.props
    """


def delete_relations(kind: str) -> str:
    """Return the statement that deletes edges of one type."""
    return f"UNWIND $rows AS row MATCH (:Entity {{id: row.subject}})-[r:{_checked(kind)} {{id: row.id}}]->(:Entity {{id: row.object}}) DELETE r"


def _checked(name: str, allowed: tuple[str, ...] | None = None) -> str:
    if (allowed is not None and name not in allowed) or not (allowed or NAME.fullmatch(name)):
        raise StoreError(f"{name!r} cannot name a label or relation type; use a name of the ontology: capital letters, digits and _")
    return name
