"""Bearers of one name and type, told apart by country, post, time and the company in which they are named."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from graphbuilder.model import Label
from graphbuilder.resolve.candidates import Card
from graphbuilder.resolve.normalize import is_common, is_generic, tables
from graphbuilder.resolve.score import fields_clash, periods_meet

SAMPLE = 30  # local entities of large traits whose company is looked at
STRAY = 4  # so many times rarer than a namesake of the same rare name, somebody is the namesake
COMPANION = 2  # what a thing that is named beside both counts, a state counts half
CROWD = 300  # local entities of equal traits that are looked at one by one; more are taken together


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """One local entity and the marks of those that its document names beside it."""

    local: str
    marks: frozenset[str]


Context = Callable[[str, int], Sequence[Sighting]]
"""Gives the sightings of some traits, those of the smallest local ids first, at most so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What is decided as one: all local entities of some traits, or a single one of them (`local`)."""

    traits: str
    words: str
    locals: int
    first: str
    local: str | None = None
    countries: frozenset[str] = frozenset()
    fields: frozenset[str] = frozenset()
    time: tuple[str, ...] = ()
    short: frozenset[str] = frozenset()
    acronyms: frozenset[str] = frozenset()
    marks: frozenset[str] = frozenset()

    @classmethod
    def of(cls, card: Card) -> Unit:
        """Return the unit of a card."""
        traits = card.traits
        return cls(
            traits=traits.id,
            words=traits.words,
            locals=card.locals,
            first=card.first,
            countries=frozenset(() if traits.country is None else (traits.country,)),
            fields=frozenset(traits.fields),
            time=traits.time,
            short=frozenset(traits.short),
            acronyms=frozenset(() if traits.acronym is None else (traits.acronym,)),
        )

    @classmethod
    def merged(cls, units: Iterable[Unit]) -> Unit:
        """Return what is known of several units that are one thing."""
        units = list(units)
        times = [unit.time for unit in units if unit.time]
        return cls(
            traits=units[0].traits,
            words=units[0].words,
            locals=sum(unit.locals for unit in units),
            first=min(unit.first for unit in units),
            countries=frozenset().union(*(unit.countries for unit in units)),
            fields=frozenset().union(*(unit.fields for unit in units)),
            time=(min(time[0] for time in times), max(time[1] for time in times)) if times else (),
            short=frozenset().union(*(unit.short for unit in units)),
            acronyms=frozenset().union(*(unit.acronyms for unit in units)),
            marks=frozenset().union(*(unit.marks for unit in units)),
        )

    @property
    def company(self) -> frozenset[str]:
        """The marks that tell bearers apart: no country, and nobody who is named beside everybody."""
        return frozenset(mark for mark in self.marks if not mark.startswith("=") and mark not in tables().ubiquitous)


def expand(units: Iterable[Unit], context: Context) -> list[Unit]:
    """Return a unit for each local entity, with its marks; those of one crowd, or of one country and post, stay together."""
    found: list[Unit] = []
    for unit in units:
        if unit.local is not None:
            found.append(unit)
        elif unit.locals > CROWD or (unit.countries and unit.fields):
            found.append(with_marks(unit, context))
        else:
            sightings = context(unit.traits, CROWD)
            found += (replace(unit, locals=1, first=s.local, local=s.local, marks=s.marks) for s in sightings)
    return found


def with_marks(unit: Unit, context: Context) -> Unit:
    """Return a unit with the marks of a sample of its local entities; a single one has its own."""
    if unit.local is not None:
        return unit
    return replace(unit, marks=frozenset().union(*(sighting.marks for sighting in context(unit.traits, SAMPLE))))


def conflict(a: Unit, b: Unit) -> bool:
    """Return True if two units cannot be one: other countries, posts that exclude each other, other times."""
    return (
        (bool(a.countries and b.countries) and not a.countries & b.countries)
        or fields_clash(a.fields, b.fields)
        or (bool(a.time and b.time) and not periods_meet(a.time, b.time))
    )


def overlap(unit: Unit, bearer: Unit) -> int:
    """Return how much company a unit shares with a bearer of the name; a country counts half."""
    countries = {f"={country}" for country in bearer.countries}
    shared = len(unit.company & bearer.company) + len(unit.countries & bearer.countries)
    return COMPANION * shared + len(countries & unit.marks)


def bearers(cards: Sequence[Card], label: Label, context: Context) -> list[list[Unit]]:
    """Return the cards of one name and type (without Wikidata id) by bearer."""
    units = [Unit.of(card) for card in cards]
    names = [tuple(unit.words.split()) for unit in units]
    if len(units) == 1 and units[0].locals == 1:
        return [units]
    match label:
        case "Person":
            if any(is_common(name) for name in names):
                return by_company(expand(units, context), strict=True)
            if any(conflict(a, b) for a in units for b in units):
                return by_company([with_marks(unit, context) for unit in units], strict=False)
        case "Organization" if any(is_generic(name) for name in names):
            return _generic(units, context)
        case "Organization" if any(card.traits.group for card in cards):
            return _by_country(units)
        case "Place":
            return _by_country(units)
        case "Event":
            return _by_time(units)
    return [units] if units else []


def _by_country(units: Sequence[Unit]) -> list[list[Unit]]:
    """Group by country; those of unknown country are the one that there is, else one more."""
    groups: dict[frozenset[str], list[Unit]] = defaultdict(list)
    for unit in units:
        groups[unit.countries].append(unit)
    unknown = groups.pop(frozenset(), [])
    if unknown and len(groups) == 1:
        next(iter(groups.values())).extend(unknown)
    elif unknown:
        groups[frozenset()] = unknown
    return list(groups.values())


def _generic(units: Sequence[Unit], context: Context) -> list[list[Unit]]:
    """Group bodies whose name many states have by country; those of unknown country by the company in which they are named."""
    known: dict[frozenset[str], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.countries:
            known[unit.countries].append(unit)
    unknown = expand([unit for unit in units if not unit.countries], context)
    return [*known.values(), *by_company(unknown, strict=True)]


def _by_time(units: Sequence[Unit]) -> list[list[Unit]]:
    """Group events by periods that meet; those of unknown time are the one that there is, else one more."""
    groups: list[list[Unit]] = []
    last = ""
    for unit in sorted((unit for unit in units if unit.time), key=lambda unit: (unit.time, unit.first)):
        if groups and unit.time[0] <= last:
            groups[-1].append(unit)
        else:
            groups.append([unit])
            last = ""
        last = max(last, unit.time[1])
    unknown = [unit for unit in units if not unit.time]
    if unknown and len(groups) == 1:
        groups[0] += unknown
    elif unknown:
        groups.append(unknown)
    return groups


def by_company(units: Iterable[Unit], *, strict: bool) -> list[list[Unit]]:
    """Group bearers of a name by what is known of them and by the company in which they are named.

    Args:
        units: with marks.
        strict: the name is so common that each is another until something says otherwise; else all are one until
            country or post says otherwise, and much company in common outweighs another country.
    """
    groups = [[unit] for unit in sorted(units, key=lambda unit: unit.first)]
    groups = _joined(groups, lambda unit: _posts(unit, strict=strict), strict=True)
    groups = _joined(groups, lambda unit: unit.company, strict=strict)
    poor = [group for group in groups if _is_poor(Unit.merged(group), strict=strict)]
    rich = sorted((group for group in groups if group not in poor), key=_largest_first)
    if not strict:
        rich = _without_strays(rich)
    rest = [unit for group in poor for unit in group]
    if not rest:
        return rich
    main = len(rich) == 1 or (not strict and len(rich) > 1 and _is_stray(rich[1], rich[0]))
    if main and not conflict(Unit.merged(rich[0]), Unit.merged(rest)):
        return [rich[0] + rest, *rich[1:]]
    return [*rich, rest]


def _largest_first(group: Sequence[Unit]) -> tuple[int, str]:
    return -sum(unit.locals for unit in group), min(unit.first for unit in group)


def _without_strays(groups: Sequence[list[Unit]]) -> list[list[Unit]]:
    """Join to the largest group those that are so small that another country is a mistake, or a second passport."""
    kept: list[list[Unit]] = []
    for group in groups:
        if kept and _is_stray(group, kept[0]) and not fields_clash(Unit.merged(kept[0]).fields, Unit.merged(group).fields):
            kept[0] = kept[0] + group
        else:
            kept.append(group)
    return kept


def _is_stray(small: Sequence[Unit], large: Sequence[Unit]) -> bool:
    return STRAY * sum(unit.locals for unit in small) <= sum(unit.locals for unit in large)


def _posts(unit: Unit, *, strict: bool) -> frozenset[str]:
    """Return the country, or for a common name the country with each post, that two units need in common to be one."""
    if not strict:
        return unit.countries
    return frozenset(f"{country} {post}" for country in unit.countries for post in unit.fields)


def _is_poor(unit: Unit, *, strict: bool) -> bool:
    """Return True if too little is known of it to say that it is another."""
    return not unit.countries and not unit.fields and (not strict or len(unit.company) < 2)


def _joined(groups: list[list[Unit]], keys: Callable[[Unit], frozenset[str]], *, strict: bool) -> list[list[Unit]]:
    """Join groups that share a key and do not conflict, rare keys first."""
    holders: dict[str, list[int]] = defaultdict(list)
    for number, group in enumerate(groups):
        for key in keys(Unit.merged(group)):
            holders[key].append(number)
    home = list(range(len(groups)))
    merged = {number: Unit.merged(group) for number, group in enumerate(groups)}

    def find(number: int) -> int:
        while home[number] != number:
            number = home[number]
        return number

    for key in sorted(holders, key=lambda key: (len(holders[key]), key)):
        heads: list[int] = []
        for number in holders[key]:
            own = find(number)
            for head in heads:
                other = find(head)
                if own != other and _may_join(merged[own], merged[other], strict=strict):
                    home[max(own, other)] = min(own, other)
                    merged[min(own, other)] = Unit.merged((merged[min(own, other)], merged[max(own, other)]))
                    own = find(own)
            heads = sorted({find(head) for head in (*heads, own)})
    joined: dict[int, list[Unit]] = defaultdict(list)
    for number, group in enumerate(groups):
        joined[find(number)] += group
    return list(joined.values())


def _may_join(a: Unit, b: Unit, *, strict: bool) -> bool:
    if not conflict(a, b):
        return True
    return not strict and not fields_clash(a.fields, b.fields) and len(a.company & b.company) > 1
