"""Clusters and persons' decisions to entities: which local entity is which entity, in the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from graphbuilder.resolve.cluster import Cluster
from graphbuilder.resolve.decisions import Bearing, Standing, parted, united
from graphbuilder.resolve.namesakes import Unit
from graphbuilder.resolve.score import PERSON, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The entity of all local entities of some traits, or of the single one `local`."""

    traits: str
    local: str | None
    entity: str
    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is asked about single local entities where persons' decisions touch a cluster.

    `locals_of` gives the local entities of some traits, `traits_of` the traits of those that decisions are about.
    """

    locals_of: Callable[[str], Sequence[str]]
    traits_of: Mapping[str, str]
    bearings: Callable[[Collection[str]], Mapping[str, Bearing]]


def assign(found: Sequence[Cluster], decided: Standing, facts: Facts) -> list[Assignment]:
    """Return the entity of each unit. An entity's id is its Wikidata id, else the smallest id of its local entities.

    Args:
        found: the clusters; those of a Wikidata id that decisions touch must be all here.
        decided: what persons' decisions come to.
        facts: what is known of single local entities.
    """
    linked: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in found:
        linked[cluster.wikidata or cluster.first].append(cluster)
    home = {(unit.traits, unit.local): key for key, group in linked.items() for cluster in group for unit, _ in cluster.units}
    touched: dict[str, set[str]] = defaultdict(set)
    for local, traits in facts.traits_of.items():
        key = home.get((traits, local)) or home.get((traits, None))
        if key is not None:
            touched[key].add(local)
    assignments = [
        Assignment(traits=unit.traits, local=unit.local, entity=key, reason=reason)
        for key, group in linked.items()
        if key not in touched
        for unit, reason in _units(group)
    ]
    keys = sorted(touched)
    for group in united([touched[key] for key in keys], decided):
        assignments += _decided({keys[number]: _units(linked[keys[number]]) for number in group}, decided, facts)
    return assignments


def _units(group: Iterable[Cluster]) -> list[tuple[Unit, Reason]]:
    return [unit for cluster in group for unit in cluster.units]


def _decided(groups: Mapping[str, Sequence[tuple[Unit, Reason]]], decided: Standing, facts: Facts) -> list[Assignment]:
    """Return the assignments of clusters that persons' decisions make one, or part. `groups` has them by the rule's entity id."""
    members = {
        local: (unit.traits, key, reason)
        for key, units in groups.items()
        for unit, reason in units
        for local in ((unit.local,) if unit.local is not None else facts.locals_of(unit.traits))
    }
    parts = parted(members, decided, facts.bearings)
    taken: set[str] = set()
    assignments: list[Assignment] = []
    for part in sorted(parts, key=min):
        votes = Counter(members[local][1] for local in part if members[local][1].startswith("Q"))
        free = [wikidata for wikidata in votes if wikidata not in taken]
        entity = min(free, key=lambda wikidata: (-votes[wikidata], wikidata), default=min(part))
        taken.add(entity)
        home = min(part, key=lambda local: (members[local][1] != entity, local))
        for local in part:
            traits, key, reason = members[local]
            by_person = key != members[home][1] or (len(parts) > 1 and local in decided.class_of)
            assignments.append(Assignment(traits=traits, local=local, entity=entity, reason=PERSON if by_person else reason))
    return assignments
