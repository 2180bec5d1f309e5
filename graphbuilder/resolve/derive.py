"""The derived graph as a function of the facts of record: entities, resolutions, relations, copies."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from graphbuilder.model import Copy, Decision, Entity, Extraction, LocalEntity, Mention, MentionPoint, Relation, Resolution
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.assign import Assignment, Facts, assign
from graphbuilder.resolve.candidates import MAX_OFFERS, Card, Traits, traits_of
from graphbuilder.resolve.cluster import clusters
from graphbuilder.resolve.copies import Shingles, bands, copies, shingles
from graphbuilder.resolve.decisions import Bearing, at_span, standing
from graphbuilder.resolve.entities import Member, describe, profile
from graphbuilder.resolve.namesakes import Sighting
from graphbuilder.resolve.relations import relations, statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """All that is derived, each part sorted. `set_aside` are decisions that contradict earlier ones and do not count."""

    entities: tuple[Entity, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    relations: tuple[Relation, ...] = ()
    copies: tuple[Copy, ...] = ()
    set_aside: tuple[Decision, ...] = ()


def derive(extractions: Iterable[Extraction], decisions: Iterable[Decision], ontology: Ontology) -> Derived:
    """Return the graph of these documents and decisions. The order of either does not matter."""
    corpus = Corpus(sorted(extractions, key=lambda extraction: extraction.document.id))
    decided = standing(decisions, corpus.locate)
    found = clusters(corpus.cards(), corpus.offered(), corpus.sightings)
    facts = Facts(
        locals_of=lambda traits: corpus.holders[traits],
        traits_of={local: corpus.traits[local].id for local in decided.class_of if local in corpus.traits},
        bearings=corpus.bearings,
    )
    resolutions = corpus.resolutions(assign(found, decided, facts))
    entity_of = {resolution.local: resolution.entity for resolution in resolutions}
    found_copies = corpus.copies()
    original_of = {copy.document: copy.original for copy in found_copies}
    statements = (
        statement(
            claim,
            extraction.document,
            subject=entity_of[claim.subject],
            object=entity_of[claim.object],
            source=original_of.get(extraction.document.id, extraction.document.id),
            ontology=ontology,
        )
        for extraction in corpus.extractions
        for claim in extraction.claims
    )
    return Derived(
        entities=corpus.entities(resolutions),
        resolutions=resolutions,
        relations=relations(statements),
        copies=found_copies,
        set_aside=decided.set_aside,
    )


class Corpus:
    """The facts of record of some documents, with the look-ups that resolution needs."""

    def __init__(self, extractions: Sequence[Extraction]) -> None:
        self.extractions = extractions
        self.locals: dict[str, LocalEntity] = {local.id: local for extraction in extractions for local in extraction.entities}
        self.traits: dict[str, Traits] = {}
        self.holders: dict[str, list[str]] = defaultdict(list)
        self.mentions: dict[str, Sequence[Mention]] = {extraction.document.id: extraction.mentions for extraction in extractions}
        self._beside: dict[str, Sequence[str]] = {}
        for extraction in extractions:
            traits = traits_of(extraction)
            self.traits |= traits
            for local, known in traits.items():
                self.holders[known.id].append(local)
            self._beside[extraction.document.id] = tuple(traits)
        for holders in self.holders.values():
            holders.sort()

    def cards(self) -> list[Card]:
        """Return a card for each distinct traits."""
        distinct = {traits.id: traits for traits in self.traits.values()}
        return [Card.of(traits, locals=len(self.holders[id_]), first=self.holders[id_][0]) for id_, traits in distinct.items()]

    def offered(self) -> Mapping[str, set[str]]:
        """Return for each block the blocks that offer short forms in it, where not too many names do."""
        names: dict[str, set[str]] = defaultdict(set)
        blocks: dict[str, set[str]] = defaultdict(set)
        for traits in {traits.id: traits for traits in self.traits.values()}.values():
            for block in traits.offers:
                names[block].add(traits.words)
                blocks[block].add(traits.block)
        return {block: offering for block, offering in blocks.items() if len(names[block]) <= MAX_OFFERS}

    def sightings(self, traits: str, limit: int) -> list[Sighting]:
        """Return the first local entities of some traits, with the marks of those named beside them."""
        return [Sighting(local=local, marks=self._marks(local)) for local in self.holders[traits][:limit]]

    def _marks(self, local: str) -> frozenset[str]:
        return frozenset(self.traits[other].mark for other in self._beside[self.locals[local].document] if other != local)

    def copies(self) -> tuple[Copy, ...]:
        """Return which documents repeat others."""
        sentences = {extraction.document.id: extraction.sentences for extraction in self.extractions}

        @lru_cache(maxsize=1_000)
        def held(document: str) -> Shingles:
            return shingles(sentences[document])

        return copies({document: bands(held(document)) for document in sentences}, held)

    def bearings(self, locals_: Iterable[str]) -> Mapping[str, Bearing]:
        """Return what local entities bring to the choice of a side."""
        return {
            local: Bearing(
                words=self.traits[local].words,
                label=self.traits[local].label,
                country=self.traits[local].country,
                document=self.locals[local].document,
                marks=self._marks(local),
            )
            for local in locals_
        }

    def locate(self, point: MentionPoint) -> str | None:
        """Return the local entity that is mentioned at a point."""
        mentions = ((m.evidence.start, m.evidence.end, m.entity) for m in self.mentions.get(point.document, ()))
        return at_span(point.start, point.end, mentions)

    def resolutions(self, assignments: Iterable[Assignment]) -> tuple[Resolution, ...]:
        """Return the resolution of each local entity, sorted."""
        found = (
            Resolution(local=local, entity=a.entity, score=a.reason.score, reason=a.reason.text)
            for a in assignments
            for local in ((a.local,) if a.local is not None else self.holders[a.traits])
        )
        return tuple(sorted(found, key=lambda resolution: resolution.local))

    def entities(self, resolutions: Iterable[Resolution]) -> tuple[Entity, ...]:
        """Return the entities, described by their local entities."""
        counts = Counter(mention.entity for mentions in self.mentions.values() for mention in mentions)
        members: dict[str, list[Resolution]] = defaultdict(list)
        for resolution in resolutions:
            members[resolution.entity].append(resolution)
        return tuple(
            describe(
                entity,
                [Member(profile=profile(self.locals[r.local]), mentions=counts[r.local], reason=r.reason) for r in held],
                documents=len({self.locals[r.local].document for r in held}),
            )
            for entity, held in sorted(members.items())
        )
