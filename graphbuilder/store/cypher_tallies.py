"""Every statement of the tallies that describe entities."""

from __future__ import annotations

LOOK_OF_LOCAL = """l.name AS name, l.entity_type AS label, l.group AS group_, l.aliases AS aliases, l.iso3 AS iso3, l.country AS country,
l.wikidata AS wikidata, l.time AS time"""

MERGE_LOOKS = "UNWIND $rows AS row MERGE (k:Look {id: row.id}) ON CREATE SET k += row.props"
TALLY = """
UNWIND $rows AS row MATCH (k:Look {id: row.look}) MATCH (e:Entity {id: row.entity}) MERGE (k)-[m:MEANS {reason: row.reason}]->(e)
SET m.locals = coalesce(m.locals, 0) + row.locals, m.mentions = coalesce(m.mentions, 0) + row.mentions
"""
DELETE_TALLIES = """
UNWIND $rows AS row MATCH (k:Look {id: row.look})-[m:MEANS {reason: row.reason}]->(e:Entity {id: row.entity}) WHERE m.locals = 0 DELETE m
"""
DELETE_LOOKS = "UNWIND $ids AS id MATCH (k:Look {id: id}) WHERE NOT (k)-[:MEANS]->() DELETE k"
MEMBERS_OF_ENTITY = """
UNWIND $ids AS entity MATCH (:Entity {id: entity})<-[m:MEANS]-(l:Look)
RETURN entity, m.reason AS reason, m.locals AS locals, m.mentions AS mentions, l.name AS name, l.entity_type AS label, l.group AS group_,
l.aliases AS aliases, l.iso3 AS iso3, l.country AS country, l.wikidata AS wikidata, l.time AS time
"""
LOOKS_OF = f"""
UNWIND $ids AS local MATCH (l:LocalEntity {{id: local}})-[x:LIKE]->(:Traits)
RETURN local, x.document AS document, x.mentions AS mentions, {LOOK_OF_LOCAL}
"""
ENTITIES_IN = """
UNWIND $ids AS document MATCH (:Document {id: document})<-[:IN]-(l:LocalEntity)-[:RESOLVED_TO]->(e:Entity)
RETURN document, l.id AS local, e.id AS entity
"""
