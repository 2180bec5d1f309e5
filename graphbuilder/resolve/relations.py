"""Edges out of claims: claims that agree in subject, type and object (and in polarity and modality where not asserted) are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuilder.model import Modality, Polarity, Relation, make_id

if TYPE_CHECKING:
    from graphbuilder.ontology import Ontology


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What an edge needs to know of a claim. `subject` and `object` are entities, `source` stands for all copies of one text."""

    subject: str
    type: str
    object: str
    polarity: Polarity
    modality: Modality
    theme: str | None
    role: str | None
    confidence: float
    document: str
    source: str
    seen: str | None


def sorted_ends(subject: str, kind: str, object_: str, ontology: Ontology) -> tuple[str, str, str]:
    """Return subject, type and object of an edge: those of a claim, the ends of a symmetric type sorted."""
    symmetric = kind in ontology.relations and ontology.relations[kind].symmetric
    return (object_, kind, subject) if symmetric and object_ < subject else (subject, kind, object_)


def relations(statements: Iterable[Statement]) -> tuple[Relation, ...]:
    """Return the edges of the statements, sorted by id. All statements of a subject, type and object must be among them.

    A statement whose subject is its object (two names that turn out to be one thing) makes no edge.
    """
    by_triple: dict[tuple[str, str, str], list[Statement]] = defaultdict(list)
    for item in statements:
        if item.subject != item.object:
            by_triple[item.subject, item.type, item.object].append(item)
    found: list[Relation] = []
    for triple, stated in by_triple.items():
        by_manner: dict[tuple[Polarity, Modality], list[Statement]] = defaultdict(list)
        for item in stated:
            by_manner[item.polarity, item.modality].append(item)
        denials = sum(item.polarity == "negative" for item in stated)
        found += (_relation(triple, manner, items, denials) for manner, items in by_manner.items())
    return tuple(sorted(found, key=lambda relation: relation.id))


def _relation(triple: tuple[str, str, str], manner: tuple[Polarity, Modality], stated: list[Statement], denials: int) -> Relation:
    subject, kind, object_ = triple
    polarity, modality = manner
    seen = sorted(item.seen for item in stated if item.seen is not None)
    return Relation(
        id=make_id("relation", *triple, *manner),
        subject=subject,
        type=kind,
        object=object_,
        polarity=polarity,
        modality=modality,
        claims=len(stated),
        denials=denials if polarity == "positive" else 0,
        documents=len({item.document for item in stated}),
        sources=len({item.source for item in stated}),
        first_seen=seen[0] if seen else None,
        last_seen=seen[-1] if seen else None,
        themes=tuple(sorted({item.theme for item in stated if item.theme is not None})),
        roles=tuple(sorted({item.role for item in stated if item.role is not None})),
        confidence=_confidence(stated),
    )


def _confidence(stated: list[Statement]) -> float:
    """Return how sure it is that at least one independent source states it: noisy-or of the surest claim of each source."""
    best: dict[str, float] = {}
    for item in stated:
        best[item.source] = max(item.confidence, best.get(item.source, 0.0))
    doubt = 1.0
    for confidence in sorted(best.values()):
        doubt *= 1.0 - confidence
    return round(1.0 - doubt, 4)
