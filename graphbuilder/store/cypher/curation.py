"""Every statement of curation: mentions to point at, decisions and where they point, what is least certain."""

from __future__ import annotations

_PLACE = """d.id AS document, m.start_char AS start, m.end_char AS end_char, m.text AS text, m.kind AS kind, l.id AS local, e.id AS entity,
s.text AS sentence, d.headline AS headline"""

PLACES_OF_ENTITY = f"""
MATCH (e:Entity {{id: $id}})<-[:RESOLVED_TO]-(l:LocalEntity)<-[m:MENTIONS]-(s:Sentence)-[:IN]->(d:Document) RETURN {_PLACE}
"""
PLACES_OF_LOCAL = f"""
MATCH (l:LocalEntity {{id: $id}})-[:RESOLVED_TO]->(e:Entity) MATCH (l)<-[m:MENTIONS]-(s:Sentence)-[:IN]->(d:Document) RETURN {_PLACE}
"""
PLACES_IN_DOCUMENT = f"""
MATCH (d:Document {{id: $id}})<-[:IN]-(s:Sentence)-[m:MENTIONS]->(l:LocalEntity)-[:RESOLVED_TO]->(e:Entity) RETURN {_PLACE}
"""
LOCAL_AT = """
MATCH (:Document {id: $document})<-[:IN]-(:Sentence)-[m:MENTIONS]->(l:LocalEntity)
WHERE m.start_char = $start AND m.end_char = $end_char RETURN l.id AS local
"""
POINTED = """
MATCH (x:Decision)-[a:ABOUT]->(l:LocalEntity)
RETURN l.id AS local, CASE a.side WHEN 'a' THEN x.document_a ELSE x.document_b END AS document,
CASE a.side WHEN 'a' THEN x.start_a ELSE x.start_b END AS start, CASE a.side WHEN 'a' THEN x.end_a ELSE x.end_b END AS end_char
"""
UNCERTAIN = """
MATCH (l:LocalEntity)-[r:RESOLVED_TO]->(e:Entity)<-[o:RESOLVED_TO]-(sure:LocalEntity) WHERE r.score < $below AND o.score > r.score
RETURN e.id AS entity, l.name AS name, r.score AS score, r.reason AS reason, min(l.id) AS local, min(sure.id) AS sure
ORDER BY score, name, entity LIMIT $limit
"""
APART = """
MATCH (l:LocalEntity)-[:RESOLVED_TO]->(e:Entity) WITH l.name AS name, l.entity_type AS label, e.id AS entity, min(l.id) AS local
WITH name, label, collect(local) AS locals WHERE size(locals) > 1
RETURN name, label, locals[0] AS a, locals[1] AS b ORDER BY name, label LIMIT $limit
"""
