"""Every statement of the index of resolution: traits, blocks, and what changes when a document comes or goes.

    (:LocalEntity)-[:LIKE {mentions, document}]->(:Traits)-[:NAMED]->(:Block)      the block of its name
                                                 (:Traits)-[:OFFERS]->(:Block)     blocks in which it offers a short form
    (:Document)-[:BAND]->(:Block)                                                  blocks in which copies meet
    (:Decision)-[:ABOUT {side}]->(:LocalEntity)

It is derived and not in the archive. A transaction locks the blocks that it decides about.
"""

from __future__ import annotations

from graphbuilder.store.cypher.tallies import LOOK_OF_LOCAL

LOCK = "UNWIND $ids AS id MERGE (b:Block {id: id}) SET b.seen = true"
MERGE_TRAITS = "UNWIND $rows AS row MERGE (t:Traits {id: row.id}) ON CREATE SET t += row.props"
LIKE = """
UNWIND $rows AS row MATCH (l:LocalEntity {id: row.local}) MATCH (t:Traits {id: row.traits})
MERGE (l)-[x:LIKE]->(t) SET x.mentions = row.mentions, x.document = row.document
"""
NAMED = "UNWIND $rows AS row MATCH (t:Traits {id: row.a}) MATCH (b:Block {id: row.b}) MERGE (t)-[:NAMED]->(b)"
OFFERS = "UNWIND $rows AS row MATCH (t:Traits {id: row.a}) MATCH (b:Block {id: row.b}) MERGE (t)-[:OFFERS]->(b)"
BAND = "UNWIND $rows AS row MATCH (d:Document {id: row.a}) MATCH (b:Block {id: row.b}) MERGE (d)-[:BAND]->(b)"
ABOUT = """
UNWIND $rows AS row MATCH (d:Decision {id: row.decision}) MATCH (l:LocalEntity {id: row.local}) MERGE (d)-[x:ABOUT {side: row.side}]->(l)
"""
NOT_ABOUT = "UNWIND $ids AS id MATCH (:Decision {id: id})-[x:ABOUT]->(:LocalEntity) DELETE x"

DELETE_UNUSED_TRAITS = "UNWIND $ids AS id MATCH (t:Traits {id: id}) WHERE NOT (t)<-[:LIKE]-() DETACH DELETE t"
DELETE_UNUSED_BLOCKS = """
UNWIND $ids AS id MATCH (b:Block {id: id}) WHERE NOT (b)<-[:NAMED]-() AND NOT (b)<-[:OFFERS]-() AND NOT (b)<-[:BAND]-() DELETE b
"""

_TRAITS = """t.id AS id, t.words AS words, t.entity_type AS label, t.group AS group_, t.wikidata AS wikidata, t.country AS country,
t.fields AS fields, t.time AS time, t.short AS short, t.acronym AS acronym"""

TRAITS_IN = f"UNWIND $ids AS id MATCH (:Block {{id: id}})<-[:NAMED]-(t:Traits) RETURN {_TRAITS}"
OFFERING = "UNWIND $ids AS block MATCH (b:Block {id: block})<-[:OFFERS]-(t:Traits) RETURN block, count(DISTINCT t.words) AS names"
OFFERING_BLOCKS = """
UNWIND $ids AS block MATCH (:Block {id: block})<-[:OFFERS]-(:Traits)-[:NAMED]->(o:Block) RETURN DISTINCT block, o.id AS offering
"""
BLOCKS_OF_WIKIDATA = "UNWIND $ids AS id MATCH (t:Traits {wikidata: id})-[:NAMED]->(b:Block) RETURN DISTINCT b.id AS id"
STATE = """
UNWIND $ids AS traits MATCH (:Traits {id: traits})<-[:LIKE]-(l:LocalEntity) OPTIONAL MATCH (l)-[r:RESOLVED_TO]->(e:Entity)
RETURN traits, e.id AS entity, r.score AS score, r.reason AS reason, count(l) AS locals, min(l.id) AS first
"""
MEMBERS = """
UNWIND $ids AS traits MATCH (:Traits {id: traits})<-[:LIKE]-(l:LocalEntity) OPTIONAL MATCH (l)-[r:RESOLVED_TO]->(e:Entity)
RETURN traits, l.id AS local, e.id AS entity, r.score AS score, r.reason AS reason ORDER BY local
"""
FIRST_LOCALS = "MATCH (:Traits {id: $id})<-[:LIKE]-(l:LocalEntity) RETURN l.id AS local ORDER BY local LIMIT $limit"
BESIDE = """
UNWIND $ids AS local MATCH (l:LocalEntity {id: local})-[:IN]->(:Document)<-[:IN]-(o:LocalEntity)-[:LIKE]->(t:Traits) WHERE o.id <> local
RETURN DISTINCT local, t.words AS words, t.wikidata AS wikidata, t.entity_type AS label, t.country AS country
"""
BEARING = """
UNWIND $ids AS local MATCH (l:LocalEntity {id: local})-[x:LIKE]->(t:Traits)
RETURN local, t.words AS words, t.entity_type AS label, t.country AS country, x.document AS document
"""
DECIDED = """
MATCH (d:Decision)-[x:ABOUT]->(l:LocalEntity)-[:LIKE]->(t:Traits)-[:NAMED]->(b:Block) OPTIONAL MATCH (l)-[:RESOLVED_TO]->(e:Entity)
RETURN d.id AS decision, x.side AS side, l.id AS local, t.id AS traits, b.id AS block, t.wikidata AS wikidata, e.id AS entity,
e.wikidata AS entity_wikidata
"""
MENTIONS_OF = """
UNWIND $ids AS document MATCH (:Document {id: document})<-[:IN]-(:Sentence)-[m:MENTIONS]->(l:LocalEntity)
RETURN document, l.id AS local, m.start_char AS start, m.end_char AS end_char
"""

STORED = "UNWIND $ids AS id MATCH (d:Document {id: id}) RETURN d.id AS id"
OF_DOCUMENTS = f"""
UNWIND $ids AS document MATCH (:Document {{id: document}})<-[:IN]-(l:LocalEntity)-[x:LIKE]->(t:Traits)-[:NAMED]->(b:Block)
MATCH (l)-[r:RESOLVED_TO]->(e:Entity)
RETURN document, l.id AS local, e.id AS entity, r.reason AS reason, x.mentions AS mentions, t.id AS traits, b.id AS block, t.short AS short,
t.acronym AS acronym, {LOOK_OF_LOCAL}
"""
EDGES_OF_DOCUMENTS = """
UNWIND $ids AS document MATCH (:Document {id: document})<-[:IN]-(:Sentence)<-[:STATED_IN]-(c:Claim)
MATCH (c)-[:SUBJECT]->(a:Entity) MATCH (c)-[:OBJECT]->(b:Entity) RETURN DISTINCT a.id AS subject, c.relation AS relation, b.id AS object
"""
CLAIMS_NAMING = """
UNWIND $ids AS local MATCH (:LocalEntity {id: local})-[:IN]->(:Document)<-[:IN]-(:Sentence)<-[:STATED_IN]-(c:Claim)
WHERE c.subject = local OR c.object = local OR c.attributed_to = local OR c.place = local
RETURN DISTINCT c.id AS id, c.relation AS relation, c.subject AS subject, c.object AS object, c.attributed_to AS attributed_to,
c.place AS place
"""
EDGES_OF_CLAIMS = """
UNWIND $ids AS id MATCH (c:Claim {id: id}) MATCH (c)-[:SUBJECT]->(a:Entity) MATCH (c)-[:OBJECT]->(b:Entity)
RETURN DISTINCT a.id AS subject, c.relation AS relation, b.id AS object
"""
UNLINK_CLAIMS = "UNWIND $ids AS id MATCH (:Claim {id: id})-[r:SUBJECT|OBJECT|ATTRIBUTED_TO|AT]->(:Entity) DELETE r"
UNRESOLVE = "UNWIND $ids AS id MATCH (:LocalEntity {id: id})-[r:RESOLVED_TO]->(:Entity) DELETE r"

STATEMENT = """
MATCH (c)-[:STATED_IN]->(:Sentence)-[:IN]->(d:Document) OPTIONAL MATCH (d)-[:COPY_OF]->(o:Document)
RETURN subject, type, object, c.polarity AS polarity, c.modality AS modality, c.theme AS theme,
c.role AS role, c.confidence AS confidence, d.id AS document, o.id AS original, d.published AS published, d.updated AS updated
"""
STATEMENTS_BY_SUBJECT = f"""
UNWIND $rows AS row MATCH (:Entity {{id: row.subject}})<-[:SUBJECT]-(c:Claim {{relation: row.relation}})-[:OBJECT]->(:Entity {{id: row.object}})
WITH c, row.subject AS subject, row.relation AS type, row.object AS object {STATEMENT}"""
STATEMENTS_BY_OBJECT = f"""
UNWIND $rows AS row MATCH (:Entity {{id: row.object}})<-[:OBJECT]-(c:Claim {{relation: row.relation}})-[:SUBJECT]->(:Entity {{id: row.subject}})
WITH c, row.subject AS subject, row.relation AS type, row.object AS object {STATEMENT}"""
RELATIONS_BETWEEN = """
UNWIND $rows AS row MATCH (:Entity {id: row.subject})-[r]->(:Entity {id: row.object})
RETURN DISTINCT r.id AS id, type(r) AS kind, r.relation AS relation, row.subject AS subject, row.object AS object
"""

BANDS_OF = "UNWIND $ids AS document MATCH (:Document {id: document})-[:BAND]->(b:Block) RETURN document, b.id AS band"
IN_BANDS = "UNWIND $ids AS band MATCH (:Block {id: band})<-[:BAND]-(d:Document) RETURN DISTINCT band, d.id AS document"
COPY_GROUPS = """
UNWIND $ids AS document MATCH (:Document {id: document})-[:COPY_OF]->(o:Document) RETURN document, o.id AS original
"""
COPIES_OF = """
UNWIND $ids AS original MATCH (d:Document)-[r:COPY_OF]->(:Document {id: original}) RETURN d.id AS document, original, r.score AS score
"""
