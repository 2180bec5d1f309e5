"""Persons' decisions: which of them stand, and what they make of the clusters that the rules found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphbuilder.model import Decision, MentionPoint

Locate = Callable[[MentionPoint], str | None]
"""Gives the local entity that is mentioned at a point, None if there is none (any more)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What persons' decisions come to: local entities in classes that are the same, and pairs of classes that are not.

    `class_of` has the local entities that decisions are about; `apart` has pairs of classes, both ways.
    """

    class_of: Mapping[str, int]
    apart: frozenset[tuple[int, int]]
    set_aside: tuple[Decision, ...]


def latest(decisions: Iterable[Decision]) -> list[Decision]:
    """Return of each pair of mentions the latest decision, in the order of time."""
    by_pair: dict[frozenset[MentionPoint], Decision] = {}
    for decision in sorted(decisions, key=lambda decision: (decision.at, decision.id)):
        by_pair[frozenset((decision.a, decision.b))] = decision
    return sorted(by_pair.values(), key=lambda decision: (decision.at, decision.id))


def standing(decisions: Iterable[Decision], locate: Locate) -> Standing:
    """Return what the decisions come to; of contradictory ones the earlier stands and the later is set aside.

    A decision about a document that is not there waits: it counts among the others, and moves nothing.
    """
    classes: dict[str, set[str]] = {}
    different: list[tuple[str, str]] = []
    aside: list[Decision] = []
    for decision in latest(decisions):
        if decision.judgement not in ("same", "different"):
            continue
        a, b = (locate(point) or f"{point.document}:{point.start}:{point.end}" for point in (decision.a, decision.b))
        of_a, of_b = classes.setdefault(a, {a}), classes.setdefault(b, {b})
        if decision.judgement == "different":
            if of_a is of_b:
                aside.append(decision)
            else:
                different.append((a, b))
        elif any((x in of_a and y in of_b) or (x in of_b and y in of_a) for x, y in different):
            aside.append(decision)
        elif of_a is not of_b:
            of_a |= of_b
            classes.update(dict.fromkeys(of_b, of_a))
    numbers = {id(members): number for number, members in enumerate(sorted({id(c): c for c in classes.values()}.values(), key=min))}
    class_of = {local: numbers[id(members)] for local, members in classes.items()}
    pairs = {(class_of[a], class_of[b]) for a, b in different}
    return Standing(class_of=class_of, apart=frozenset(pairs | {(b, a) for a, b in pairs}), set_aside=tuple(aside))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What a local entity brings to the choice of a side, when a person has parted its cluster."""

    words: str
    label: str
    country: str | None
    document: str
    marks: frozenset[str]


def united(clusters: Sequence[Collection[str]], standing: Standing) -> list[list[int]]:
    """Return the numbers of the clusters in groups: those that persons' decisions make one, the others each by itself."""
    cluster_of = {local: number for number, cluster in enumerate(clusters) for local in cluster if local in standing.class_of}
    home = list(range(len(clusters)))

    def find(number: int) -> int:
        while home[number] != number:
            number = home[number]
        return number

    first: dict[int, int] = {}
    for local, number in sorted(cluster_of.items()):
        other = first.setdefault(standing.class_of[local], number)
        a, b = find(number), find(other)
        home[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = defaultdict(list)
    for number in range(len(clusters)):
        groups[find(number)].append(number)
    return list(groups.values())


def parted(members: Collection[str], standing: Standing, bearings: Callable[[Collection[str]], Mapping[str, Bearing]]) -> list[list[str]]:
    """Return the members of a cluster in the parts that persons' decisions demand; all in one part where they demand none.

    Each member that no decision is about goes to the part of which it is most like a member that one is about: by name,
    document, country, type and company, else to the part with the smallest id.
    """
    decided = sorted(member for member in members if member in standing.class_of)
    parts: list[list[str]] = []
    homes: dict[int, list[str]] = {}
    for local in decided:
        own = standing.class_of[local]
        if own not in homes:
            free = (part for part in parts if not any((own, standing.class_of[other]) in standing.apart for other in part))
            homes[own] = next(free, [])
            if not homes[own]:
                parts.append(homes[own])
        homes[own].append(local)
    if len(parts) < 2:
        return [sorted(members)]
    known = bearings(members)
    seeds = [[known[local] for local in part] for part in parts]
    for local in sorted(set(members).difference(decided)):
        likeness = [max(_likeness(known[local], seed) for seed in part) for part in seeds]
        parts[likeness.index(max(likeness))].append(local)
    return [sorted(part) for part in parts]


def _likeness(a: Bearing, b: Bearing) -> tuple[bool, bool, bool, int, bool]:
    same_country = a.country is not None and a.country == b.country
    return a.words == b.words, a.document == b.document, same_country, len(a.marks & b.marks), a.label == b.label


def at_span(start: int, end: int, mentions: Iterable[tuple[int, int, str]]) -> str | None:
    """Return the local entity of the mention (start, end, local entity) that covers most of a span, None if none touches it."""
    reach = ((min(last, end) - max(first, start), -first, -last, local) for first, last, local in mentions)
    best = max(reach, default=(0, 0, 0, ""))
    return best[3] if best[0] > 0 else None
