"""Every statement about the facts of record."""

from __future__ import annotations


def merge_nodes(label: str) -> str:
    """Write nodes of one label from rows of {id, props}."""
    return f"UNWIND $rows AS row MERGE (n:{label} {{id: row.id}}) SET n += row.props"


def merge_links(source: str, kind: str, target: str) -> str:
    """Link nodes from rows of {a, b}."""
    return f"UNWIND $rows AS row MATCH (a:{source} {{id: row.a}}) MATCH (b:{target} {{id: row.b}}) MERGE (a)-[:{kind}]->(b)"


MERGE_MENTIONS = (
    "UNWIND $rows AS row MATCH (s:Sentence {id: row.a}) MATCH (e:LocalEntity {id: row.b}) "
    "MERGE (s)-[m:MENTIONS {id: row.id}]->(e) SET m += row.props"
)

DOCUMENT = (
    "d.id AS id, d.hash AS hash, d.text AS text, d.headline AS title, d.subtitle AS subtitle, d.source AS source, d.url AS url, "
    "d.author AS author, d.published AS published, d.updated AS updated, d.dateline AS dateline, d.language AS language, "
    "d.extractor AS extractor"
)
DOCUMENTS = f"UNWIND $ids AS id MATCH (d:Document {{id: id}}) RETURN {DOCUMENT}"
DOCUMENT_IDS = "MATCH (d:Document) RETURN d.id AS id, d.hash AS hash, d.extractor AS extractor"

SENTENCES = (
    "UNWIND $ids AS id MATCH (s:Sentence)-[:IN]->(d:Document {id: id}) "
    "RETURN s.id AS id, d.id AS document, s.part AS part, s.start_char AS start, s.end_char AS end_char, s.text AS text"
)
LOCAL_ENTITIES = (
    "UNWIND $ids AS id MATCH (e:LocalEntity)-[:IN]->(d:Document {id: id}) "
    "RETURN e.id AS id, d.id AS document, e.name AS name, e.entity_type AS label, e.group AS group_, e.aliases AS aliases, "
    "e.iso3 AS iso3, e.country AS country, e.wikidata AS wikidata, e.time AS time"
)
MENTIONS = (
    "UNWIND $ids AS id MATCH (e:LocalEntity)<-[m:MENTIONS]-(s:Sentence)-[:IN]->(d:Document {id: id}) "
    "RETURN m.id AS id, s.id AS sentence, e.id AS entity, m.kind AS kind, m.stands_for AS stands_for, "
    "d.id AS document, m.start_char AS start, m.end_char AS end_char, m.text AS text"
)
CLAIM = (
    "c.id AS id, c.relation AS relation, c.predicate AS predicate, c.theme AS theme, c.role AS role, c.polarity AS polarity, "
    "c.modality AS modality, c.time AS time, c.rule AS rule, c.confidence AS confidence, c.subject AS subject, c.object AS object, "
    "c.attributed_to AS attributed_to, c.place AS place, c.spans AS spans, s.id AS sentence, d.id AS document, "
    "s.start_char AS start, s.end_char AS end_char, s.text AS text"
)
CLAIMS = f"UNWIND $ids AS id MATCH (c:Claim {{id: id}})-[:STATED_IN]->(s:Sentence)-[:IN]->(d:Document) RETURN {CLAIM}"
PUBLISHED = (
    "UNWIND $ids AS id MATCH (:Claim {id: id})-[:STATED_IN]->(:Sentence)-[:IN]->(d:Document) WHERE d.published IS NOT NULL "
    "RETURN id AS claim, d.published AS published"
)
CLAIMS_OF_DOCUMENTS = f"UNWIND $ids AS id MATCH (c:Claim)-[:STATED_IN]->(s:Sentence)-[:IN]->(d:Document {{id: id}}) RETURN {CLAIM}"

DELETE_CLAIMS = "MATCH (c:Claim)-[:STATED_IN]->(:Sentence)-[:IN]->(:Document {id: $id}) DETACH DELETE c"
DELETE_SENTENCES = "MATCH (s:Sentence)-[:IN]->(:Document {id: $id}) DETACH DELETE s"
DELETE_LOCAL_ENTITIES = "MATCH (e:LocalEntity)-[:IN]->(:Document {id: $id}) DETACH DELETE e"
DELETE_DOCUMENT = "MATCH (d:Document {id: $id}) DETACH DELETE d"

DECISIONS = (
    "MATCH (d:Decision) RETURN d.id AS id, d.document_a AS document_a, d.start_a AS start_a, d.end_a AS end_a, "
    "d.document_b AS document_b, d.start_b AS start_b, d.end_b AS end_b, d.judgement AS judgement, d.reason AS reason, d.by AS by_, d.at AS at_ "
    "ORDER BY id"
)
BEGIN_META = "MERGE (m:Meta {id: 'meta'}) ON CREATE SET m += $props"
META = "MATCH (m:Meta) RETURN m.format AS format, m.extractor AS extractor, m.model AS model, m.ontology AS ontology"
PENDING = "MATCH (m:Meta) WHERE m.pending = true RETURN m.pending AS pending, m.reading AS reading"
SET_PENDING = "MATCH (m:Meta {id: 'meta'}) SET m.pending = true"
SET_READING = "MATCH (m:Meta {id: 'meta'}) SET m.reading = true"
SET_UNREAD = "MATCH (d:Document) SET d.unread = true"  # until it is written anew
UNREAD = "MATCH (d:Document) WHERE d.unread = true RETURN d.id AS id"
UNSET_READING = "MATCH (m:Meta {id: 'meta'}) REMOVE m.reading"
UNSET_UNREAD = "MATCH (d:Document) WHERE d.unread = true REMOVE d.unread"
UNSET_PENDING = "MATCH (m:Meta {id: 'meta'}) REMOVE m.pending"
ANY_DOCUMENT = "MATCH (d:Document) RETURN d.id AS id LIMIT 1"
COUNT_RELATIONS_BY_TYPE = "MATCH (:Entity)-[r]->(:Entity) RETURN type(r) AS kind, count(r) AS n"


def count_nodes(label: str) -> str:
    """Count the nodes of one label."""
    return f"MATCH (n:{label}) RETURN count(n) AS n"
