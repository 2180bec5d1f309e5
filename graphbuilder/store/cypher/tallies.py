"""Every statement of the tallies that describe entities."""

from __future__ import annotations

LOOK_OF_LOCAL = """l.name AS name, l.entity_type AS label, l.group AS group_, l.aliases AS aliases, l.iso3 AS iso3, l.country AS country,
l.wikidata AS wikidata, l.time AS time"""

TALLY = """
UNWIND $rows AS row MERGE (t:Tally {id: row.id}) ON CREATE SET t += row.props
SET t.locals = coalesce(t.locals, 0) + row.locals, t.mentions = coalesce(t.mentions, 0) + row.mentions
"""
NEW_TALLY = """
UNWIND $rows AS row MERGE (t:Tally {id: row.id}) SET t += row.props, t.locals = row.locals, t.mentions = row.mentions
"""
DELETE_TALLIES = "UNWIND $ids AS id MATCH (t:Tally {id: id}) WHERE t.locals = 0 DELETE t"
MEMBERS_OF_ENTITY = f"""
UNWIND $ids AS entity MATCH (l:Tally {{entity: entity}})
RETURN entity, l.reason AS reason, l.locals AS locals, l.mentions AS mentions, {LOOK_OF_LOCAL}
"""
LOOKS_OF = f"""
UNWIND $ids AS local MATCH (l:LocalEntity {{id: local}})-[x:LIKE]->(:Traits)
RETURN local, x.document AS document, x.mentions AS mentions, {LOOK_OF_LOCAL}
"""
ENTITIES_IN = """
UNWIND $ids AS document MATCH (:Document {id: document})<-[:IN]-(l:LocalEntity)-[:RESOLVED_TO]->(e:Entity)
RETURN document, l.id AS local, e.id AS entity
"""
