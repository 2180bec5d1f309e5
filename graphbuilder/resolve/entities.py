"""What an entity is called and what it is: a vote of its local entities."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from graphbuilder.model import LABELS, Entity
from graphbuilder.resolve.score import REASONS, SAME_NAME

if TYPE_CHECKING:
    from graphbuilder.model import Label, LocalEntity

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What a local entity says of itself. Many local entities share one profile, so it is decided about profiles."""

    name: str
    label: Label
    group: bool
    aliases: tuple[str, ...]
    iso3: str | None
    country: str | None
    wikidata: str | None
    time: str | None


def profile(local: LocalEntity) -> Profile:
    """Return the profile of a local entity."""
    return Profile(
        name=local.name,
        label=local.label,
        group=local.group,
        aliases=local.aliases,
        iso3=local.iso3,
        country=local.country,
        wikidata=local.wikidata,
        time=local.time,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """`locals` local entities of one profile with `mentions` mentions, resolved for one reason."""

    profile: Profile
    locals: int = 1
    mentions: int = 1
    reason: str = SAME_NAME.text


def describe(entity: str, members: Iterable[Member], *, documents: int) -> Entity:
    """Return the entity that the members are, found in so many documents."""
    members = list(members)
    full = [member for member in members if _is_full(member)] or members
    best: Label | None = _vote(full, lambda p: p.label, key=lambda label: -LABELS.index(label))
    named = [member for member in (full if best == "Person" else members) if member.profile.label == best] or full
    return Entity(
        id=entity,
        label=best or named[0].profile.label,
        name=_vote(named, lambda p: p.name, key=_niceness) or named[0].profile.name,
        group=bool(_vote(members, lambda p: p.group, key=bool)),
        aliases=tuple(sorted({form for member in members for form in (*member.profile.aliases, member.profile.name)})),
        iso3=_vote(members, lambda p: p.iso3, key=_reversed),
        country=_vote(members, lambda p: p.country, key=_reversed),
        wikidata=_vote(members, lambda p: p.wikidata, key=_reversed),
        time=_vote(members, lambda p: p.time, key=_reversed),
        mentions=sum(member.mentions for member in members),
        documents=documents,
    )


def _is_full(member: Member) -> bool:
    """Return True unless the local entities bear only a short or mistaken form of the name."""
    return REASONS[member.reason].full if member.reason in REASONS else True


def _vote(members: Iterable[Member], value: Callable[[Profile], T | None], *, key: Callable[[T], Any]) -> T | None:
    """Return the value that most local entities have, of equals the one with the highest key; None if none has one."""
    votes: Counter[T] = Counter()
    for member in members:
        if (voted := value(member.profile)) is not None:
            votes[voted] += member.locals
    return max(votes, key=lambda v: (votes[v], key(v)), default=None)


def _reversed(value: str) -> tuple[int, ...]:
    return tuple(-ord(character) for character in value)


def _niceness(name: str) -> tuple[bool, int, str]:
    """Prefer mixed case to capitals, then more words, then the alphabet."""
    return (not name.isupper(), len(name.split()), name)
