"""A document while it is being read: its trees, the mentions found in them and the things that they mean.

`mentions` and `coref` fill it, `relations` walks it, `assemble` turns it into records.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuilder.extract.events.phrases import Venue
    from graphbuilder.extract.times.read import When
    from graphbuilder.extract.tree import Tree
    from graphbuilder.model import Document, Label, MentionKind


@dataclass(slots=True, kw_only=True, eq=False)
class Thing:
    """A local entity in the making; `aliases` are the surface forms of its names in the document."""

    label: Label
    name: str
    group: bool = False
    aliases: set[str] = field(default_factory=set)
    iso3: str | None = None
    country: str | None = None
    wikidata: str | None = None
    time: str | None = None


@dataclass(slots=True, kw_only=True, eq=False)
class Found:
    """A mention in the making: tokens `start` to `end` (exclusive) of `reading.trees[tree]`, `head` among them."""

    tree: int
    start: int
    end: int
    head: int
    kind: MentionKind
    thing: Thing
    stands_for: str | None = None


@dataclass(slots=True, kw_only=True)
class Reading:
    """What is known of a document so far. `at[t]` maps each token of tree `t` that lies in a mention to that mention;
    `times[t]` are its time expressions, once one has been asked for; `venues` says of mentions of events where these take place.
    """

    document: Document
    trees: list[Tree] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    at: list[dict[int, Found]] = field(default_factory=list)
    times: list[list[When]] | None = None
    venues: list[tuple[Found, Venue]] = field(default_factory=list)

    def add(self, found: Found) -> Found:
        """Add a mention and return it; tokens that lie in another mention already keep that one."""
        self.found.append(found)
        at = self.at[found.tree]
        for token in range(found.start, found.end):
            at.setdefault(token, found)
        return found

    def remove(self, found: Found) -> None:
        """Take a mention out again."""
        self.found.remove(found)
        at = self.at[found.tree]
        for token in range(found.start, found.end):
            if at.get(token) is found:
                del at[token]

    def things(self) -> Iterator[Thing]:
        """Yield each thing once, in the order of its first mention."""
        seen: set[int] = set()
        for mention in self.found:
            if id(mention.thing) not in seen:
                seen.add(id(mention.thing))
                yield mention.thing
