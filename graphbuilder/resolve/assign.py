"""Clusters and persons' decisions to entities: which local entity is which entity, in the end."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
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
    bearing: Callable[[str], Bearing]


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
    members = [_members(_units(linked[key]), facts) for key in keys]
    for group in united(members, decided):
        assignments += _decided({keys[number]: members[number] for number in group}, decided, facts)
    return assignments


def _units(group: Iterable[Cluster]) -> list[tuple[Unit, Reason]]:
    return [unit for cluster in group for unit in cluster.units]


def _members(units: Iterable[tuple[Unit, Reason]], facts: Facts) -> dict[str, tuple[str, Reason]]:
    """Return the local entities of units with their traits and the rule's reason."""
    return {
        local: (unit.traits, reason)
        for unit, reason in units
        for local in ((unit.local,) if unit.local is not None else facts.locals_of(unit.traits))
    }


def _decided(groups: Mapping[str, Mapping[str, tuple[str, Reason]]], decided: Standing, facts: Facts) -> list[Assignment]:
    """Return the assignments of clusters that persons' decisions make one, or part. `groups` has them by the rule's entity id."""
    members = {local: (traits, reason, key) for key, group in groups.items() for local, (traits, reason) in group.items()}
    taken: set[str] = set()
    assignments: list[Assignment] = []
    for part in sorted(parted(members, decided, facts.bearing), key=min):
        votes = Counter(members[local][2] for local in part if members[local][2].startswith("Q"))
        free = [wikidata for wikidata in votes if wikidata not in taken]
        entity = min(free, key=lambda wikidata: (-votes[wikidata], wikidata), default=min(part))
        taken.add(entity)
        assignments += (
            Assignment(
                traits=members[local][0],
                local=local,
                entity=entity,
                reason=PERSON if local in decided.class_of else members[local][1],
            )
            for local in part
        )
    return assignments
