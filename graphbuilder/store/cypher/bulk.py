"""Every statement that derives a whole graph, many documents or entities at a time; the rest it shares with smaller changes."""

from __future__ import annotations

from graphbuilder.store.cypher.index import STATEMENT
from graphbuilder.store.cypher.tallies import LOOK_OF_LOCAL

CLEAR_UNUSED = (
    "MATCH (t:Traits) WHERE NOT (t)<-[:LIKE]-() DETACH DELETE t",
    "MATCH (b:Block) WHERE NOT (b)<-[:NAMED]-() AND NOT (b)<-[:OFFERS]-() AND NOT (b)<-[:BAND]-() DELETE b",
)
BLOCKS = "MATCH (b:Block)<-[:NAMED]-(:Traits)<-[:LIKE]-(l:LocalEntity) RETURN b.id AS id, count(l) AS locals ORDER BY id"
RESOLVE_ALIKE = """
UNWIND $rows AS row MATCH (:Traits {id: row.traits})<-[:LIKE]-(l:LocalEntity) MATCH (e:Entity {id: row.entity})
MERGE (l)-[r:RESOLVED_TO]->(e) SET r.score = row.score, r.reason = row.reason
"""
UNRESOLVE_ALIKE = "UNWIND $ids AS id MATCH (:Traits {id: id})<-[:LIKE]-(:LocalEntity)-[r:RESOLVED_TO]->(:Entity) DELETE r"
LOOKS_OF_ENTITIES = f"""
UNWIND $ids AS entity MATCH (:Entity {{id: entity}})<-[r:RESOLVED_TO]-(l:LocalEntity)-[x:LIKE]->(:Traits)
RETURN entity, r.reason AS reason, {LOOK_OF_LOCAL}, count(l) AS locals, sum(x.mentions) AS mentions
"""
DOCUMENTS_OF_ENTITIES = """
UNWIND $ids AS entity MATCH (:Entity {id: entity})<-[:RESOLVED_TO]-(:LocalEntity)-[x:LIKE]->(:Traits)
RETURN entity, count(DISTINCT x.document) AS documents
"""
SHARED_BANDS = """
MATCH (b:Block)<-[:BAND]-(d:Document) WITH b.id AS band, collect(d.id) AS documents WHERE size(documents) > 1
UNWIND documents AS document RETURN band, document
"""
STATEMENTS_OF_SUBJECTS = f"""
UNWIND $ids AS wanted MATCH (:Entity {{id: wanted}})<-[:SUBJECT]-(c:Claim)-[:OBJECT]->(o:Entity)
WITH c, wanted AS subject, c.relation AS type, o.id AS object {STATEMENT}"""
STATEMENTS_OF_OBJECTS = f"""
UNWIND $ids AS wanted MATCH (:Entity {{id: wanted}})<-[:OBJECT]-(c:Claim)-[:SUBJECT]->(s:Entity) WHERE c.relation IN $kinds
WITH c, s.id AS subject, c.relation AS type, wanted AS object {STATEMENT}"""


def link_claims(field: str, edge: str) -> str:
    """Return the statement that links the claims of documents with the entities of the local entities in a field."""
    return f"""
    UNWIND $ids AS document MATCH (:Document {{id: document}})<-[:IN]-(:Sentence)<-[:STATED_IN]-(c:Claim)
    MATCH (:LocalEntity {{id: c.{field}}})-[:RESOLVED_TO]->(e:Entity) MERGE (c)-[:{edge}]->(e)
    """
