"""How often each look (name, type, aliases, country) of an entity occurs, so that it is described without counting all its mentions.

    (:Look {name, ...})-[:MEANS {reason, locals, mentions}]->(:Entity)

A tally is changed in the transaction that changes what it counts, under the lock of the blocks; `derive_anew` counts from the facts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING

from graphbuilder.model import make_id
from graphbuilder.resolve.entities import Member, Profile
from graphbuilder.store import cypher_tallies as cypher
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
    """Change the tallies in the store. The entities are there."""
    changed = sorted(((_id(key[0]), key) for key, count in tallies.locals.items() if count or tallies.mentions[key]), key=lambda c: c[0])
    looks = {id_: key[0] for id_, key in changed if tallies.locals[key] > 0}
    for batch in batches(looks.items()):
        tx.write(cypher.MERGE_LOOKS, rows=[{"id": id_, "props": _properties(look)} for id_, look in batch])
    rows: list[Row] = [
        {"look": id_, "entity": key[1], "reason": key[2], "locals": tallies.locals[key], "mentions": tallies.mentions[key]}
        for id_, key in changed
    ]
    for batch_of_rows in batches(rows):
        tx.write(cypher.TALLY, rows=batch_of_rows)
    for less in batches(row for row in rows if row["locals"] < 0):
        tx.write(cypher.DELETE_TALLIES, rows=less)
        tx.write(cypher.DELETE_LOOKS, ids=sorted({row["look"] for row in less}))


def _id(look: Profile) -> str:
    return make_id("look", *asdict(look).values())


def _properties(look: Profile) -> Row:
    values = asdict(look)
    values["entity_type"] = values.pop("label")
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items() if value is not None}


def read_members(tx: Transaction, entities: Iterable[str]) -> Mapping[str, list[Member]]:
    """Return what entities are made of, by their ids."""
    members: dict[str, list[Member]] = defaultdict(list)
    for batch in batches(entities):
        for row in tx.read(cypher.MEMBERS_OF_ENTITY, ids=batch):
            member = Member(profile=profile_of(row), locals=row["locals"], mentions=row["mentions"], reason=row["reason"])
            members[row["entity"]].append(member)
    return members
