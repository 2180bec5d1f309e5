"""Every statement of exploring: neighbours of one entity, months of claims, parts of an entity, how large the store is."""

from __future__ import annotations

_KIND = "coalesce(r.relation, type(r))"
KINDS = f"""
MATCH (e:Entity {{id: $id}})-[r]-(o:Entity) WHERE o.id <> $id
RETURN {_KIND} AS kind, count(DISTINCT o.id) AS neighbours
"""
_STRENGTH = "RETURN o.id AS id, sum(r.sources) AS sources, sum(r.claims) AS claims ORDER BY sources DESC, claims DESC, id LIMIT $limit"
STRONGEST = f"MATCH (e:Entity {{id: $id}})-[r]-(o:Entity) WHERE o.id <> $id AND {_KIND} <> $fallback {_STRENGTH}"
STRONGEST_OF_KIND = f"MATCH (e:Entity {{id: $id}})-[r]-(o:Entity) WHERE o.id <> $id AND {_KIND} = $kind {_STRENGTH}"
COUNT_NEIGHBOURS = f"""
MATCH (e:Entity {{id: $id}})-[r]-(o:Entity) WHERE o.id <> $id AND {_KIND} <> $fallback RETURN count(DISTINCT o.id) AS n
"""
COUNT_NEIGHBOURS_OF_KIND = f"""
MATCH (e:Entity {{id: $id}})-[r]-(o:Entity) WHERE o.id <> $id AND {_KIND} = $kind RETURN count(DISTINCT o.id) AS n
"""
COUNTS_OF_NEIGHBOURS = f"""
UNWIND $ids AS wanted MATCH (:Entity {{id: wanted}})-[r]-(o:Entity) WHERE o.id <> wanted AND {_KIND} <> $fallback
RETURN wanted AS id, count(DISTINCT o.id) AS neighbours
"""
PUBLISHED = """
MATCH (c:Claim)-[:STATED_IN]->(:Sentence)-[:IN]->(d:Document) RETURN d.published AS published, count(c) AS claims
"""
PUBLISHED_OF = """
UNWIND $ids AS wanted MATCH (:Entity {id: wanted})<-[:SUBJECT|OBJECT]-(c:Claim)-[:STATED_IN]->(:Sentence)-[:IN]->(d:Document)
RETURN d.published AS published, count(DISTINCT c) AS claims
"""
PARTS = """
MATCH (e:Entity {id: $id})<-[r:RESOLVED_TO]-(l:LocalEntity)-[:IN]->(d:Document)
RETURN l.id AS local, l.name AS name, d.id AS document, d.headline AS headline, d.source AS source, d.published AS published,
r.score AS score, r.reason AS reason
"""
DOCUMENTS_OF = """
MATCH (:Entity {id: $id})<-[:RESOLVED_TO]-(:LocalEntity)-[:IN]->(d:Document)
RETURN DISTINCT d.id AS id, d.headline AS headline, d.source AS source, d.published AS published
"""
ENTITIES_OF_LOCALS = "UNWIND $ids AS wanted MATCH (:LocalEntity {id: wanted})-[:RESOLVED_TO]->(e:Entity) RETURN wanted AS local, e.id AS id"
DECIDED_ABOUT = """
MATCH (x:Decision)-[a:ABOUT]->(l:LocalEntity)-[:RESOLVED_TO]->(e:Entity)
RETURN x.id AS decision, a.side AS side, l.name AS text, e.id AS entity
"""
FIND = tuple(f"MATCH (n:{label} {{id: $id}}) RETURN n.id AS id" for label in ("Entity", "LocalEntity", "Claim", "Document"))
SIZES = tuple(f"MATCH (n:{label}) RETURN count(n) AS n" for label in ("Entity", "Document", "Decision"))
