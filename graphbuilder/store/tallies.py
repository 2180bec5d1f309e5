"""How often each look (name, type, aliases, country) of an entity occurs, so that it is described without counting all its mentions.

    (:Tally {entity, reason, locals, mentions, name, entity_type, group, aliases, iso3, country, wikidata, time})

A tally is changed in the transaction that changes what it counts, under the lock of the blocks; `derive_anew` counts from the facts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from graphbuilder.model import make_id
from graphbuilder.resolve.entities import Member, Profile
from graphbuilder.store.cypher import tallies as cypher
from graphbuilder.store.records import batches

if TYPE_CHECKING:
    from graphbuilder.store.base import Row, Transaction

Key = tuple[Profile, str, str]


@dataclass(slots=True)
class Tallies:
    """Changes of tallies: by look, entity and reason, local entities and mentions; by entity, documents."""

    locals: Counter[Key] = field(default_factory=Counter)
    mentions: Counter[Key] = field(default_factory=Counter)
    documents: Counter[str] = field(default_factory=Counter)

    def add(self, look: Profile, entity: str, reason: str, mentions: int, *, times: int = 1) -> None:
        """Count a local entity; with `times=-1` no longer."""
        self.locals[look, entity, reason] += times
        self.mentions[look, entity, reason] += times * mentions

    def add_documents(self, before: Iterable[set[str]], after: Iterable[set[str]]) -> None:
        """Count documents by the sets of entities that they name, before and after."""
        for entities in before:
            self.documents.subtract(entities)
        for entities in after:
            self.documents.update(entities)


def profile_of(row: Row) -> Profile:
    """Return the look of a row that has a local entity's properties."""
    return Profile(
        name=row["name"],
        label=row["label"],
        group=bool(row["group_"]),
        aliases=tuple(row["aliases"] or ()),
        iso3=row["iso3"],
        country=row["country"],
        wikidata=row["wikidata"],
        time=row["time"],
    )


def write_tallies(tx: Transaction, tallies: Tallies) -> None:
    """Change the tallies in the store."""
    changed = [key for key, count in tallies.locals.items() if count or tallies.mentions[key]]
    rows = sorted((_row(key, tallies.locals[key], tallies.mentions[key]) for key in changed), key=lambda row: str(row["id"]))
    for batch in batches(rows):
        tx.write(cypher.TALLY, rows=batch)
    for ids in batches(row["id"] for row in rows if row["locals"] < 0):
        tx.write(cypher.DELETE_TALLIES, ids=ids)


def write_members(tx: Transaction, members: Iterable[tuple[str, Member]]) -> None:
    """Write what entities are made of, each with the id of its entity, into a store that has no tallies of them."""
    rows = (_row((m.profile, entity, m.reason), m.locals, m.mentions) for entity, m in members)
    for batch in batches(rows):
        tx.write(cypher.NEW_TALLY, rows=batch)


def _row(key: Key, locals_: int, mentions: int) -> Row:
    look, entity, reason = key
    values = {field.name: getattr(look, field.name) for field in fields(look)}
    props = {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value is not None}
    props |= {"entity_type": props.pop("label"), "entity": entity, "reason": reason}
    return {"id": make_id("tally", *values.values(), entity, reason), "props": props, "locals": locals_, "mentions": mentions}


def read_members(tx: Transaction, entities: Iterable[str]) -> Mapping[str, list[Member]]:
    """Return what entities are made of, by their ids."""
    members: dict[str, list[Member]] = defaultdict(list)
    for batch in batches(entities):
        for row in tx.read(cypher.MEMBERS_OF_ENTITY, ids=batch):
            member = Member(profile=profile_of(row), locals=row["locals"], mentions=row["mentions"], reason=row["reason"])
            members[row["entity"]].append(member)
    return members
