"""The labels of nodes, and what the stores are told of them: unique ids and properties that are looked up."""

from __future__ import annotations

LOCK = "MERGE (l:Lock {id: 'alone'}) SET l.seen = true"  # never committed

NODES = ("Meta", "Document", "Sentence", "LocalEntity", "Claim", "Decision", "Entity", "Block", "Traits", "Tally")

CONSTRAINTS = tuple(
    f"CREATE CONSTRAINT {label.lower()}_id IF NOT EXISTS FOR (n:{label}) REQUIRE n.id IS UNIQUE" for label in (*NODES, "Lock")
)

LOOKUPS = (
    "CREATE INDEX tally_entity IF NOT EXISTS FOR (t:Tally) ON (t.entity)",
    "CREATE INDEX traits_wikidata IF NOT EXISTS FOR (t:Traits) ON (t.wikidata)",
)

INDEXES = (
    "CREATE INDEX entity_name IF NOT EXISTS FOR (e:Entity) ON (e.name)",
    "CREATE INDEX claim_relation IF NOT EXISTS FOR (c:Claim) ON (c.relation)",
)
