"""Documents in memory, with the look-ups that resolution needs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from graphbuilder.model import Copy, Extraction, LocalEntity, MentionPoint, Resolution
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.assign import Assignment
from graphbuilder.resolve.candidates import MAX_OFFERS, Card, Traits, traits_of
from graphbuilder.resolve.copies import HELD, Shingles, bands, copies, shingles
from graphbuilder.resolve.decisions import Bearing, at_span
from graphbuilder.resolve.entities import Member, Profile, profile
from graphbuilder.resolve.namesakes import Sighting
from graphbuilder.resolve.relations import Statement, sorted_ends


class Known(NamedTuple):
    """A local entity: what decides about it, what it says of itself, how often it is mentioned."""

    local: LocalEntity
    traits: Traits
    mentions: int


class Corpus:
    """Documents, of one id the last."""

    def __init__(self, extractions: Iterable[Extraction]) -> None:
        self.documents = {extraction.document.id: extraction for extraction in extractions}
        self.known = {known.local.id: known for extraction in self.documents.values() for known in _known(extraction)}
        self.holders: dict[str, list[str]] = defaultdict(list)  # for each traits the local entities that have them, sorted
        for id_, known in sorted(self.known.items()):
            self.holders[known.traits.id].append(id_)
        self.traits = [self.known[held[0]].traits for held in self.holders.values()]

    def cards(self) -> list[Card]:
        """Return a card for each distinct traits."""
        return [Card.of(traits, locals=len(self.holders[traits.id]), first=self.holders[traits.id][0]) for traits in self.traits]

    def offered(self) -> Mapping[str, set[str]]:
        """Return for each block the blocks that offer short forms in it, where not too many names do."""
        names: dict[str, set[str]] = defaultdict(set)
        blocks: dict[str, set[str]] = defaultdict(set)
        for traits in self.traits:
            for block in traits.offers:
                names[block].add(traits.words)
                blocks[block].add(traits.block)
        return {block: offering for block, offering in blocks.items() if len(names[block]) <= MAX_OFFERS}

    def sightings(self, traits: str, limit: int) -> list[Sighting]:
        """Return the first local entities of some traits, with the marks of those named beside them."""
        return [Sighting(local=local, marks=self._marks(local)) for local in self.holders[traits][:limit]]

    def _marks(self, local: str) -> frozenset[str]:
        beside = self.documents[self.known[local].local.document].entities
        return frozenset(self.known[other.id].traits.mark for other in beside if other.id != local)

    def bearings(self, locals_: Iterable[str]) -> Mapping[str, Bearing]:
        """Return what local entities bring to the choice of a side."""

        def bearing(known: Known) -> Bearing:
            traits, document = known.traits, known.local.document
            return Bearing(
                words=traits.words, label=traits.label, country=traits.country, document=document, marks=self._marks(known.local.id)
            )

        return {local: bearing(self.known[local]) for local in locals_}

    def locate(self, point: MentionPoint) -> str | None:
        """Return the local entity that is mentioned at a point."""
        mentions = self.documents[point.document].mentions if point.document in self.documents else ()
        return at_span(point.start, point.end, ((m.evidence.start, m.evidence.end, m.entity) for m in mentions))

    def copies(self) -> tuple[Copy, ...]:
        """Return which documents repeat others."""

        @lru_cache(maxsize=HELD)
        def held(document: str) -> Shingles:
            return shingles(self.documents[document].sentences)

        return copies({document: bands(held(document)) for document in self.documents}, held)

    def resolutions(self, assignments: Iterable[Assignment]) -> tuple[Resolution, ...]:
        """Return the resolution of each local entity, sorted."""
        found = (
            Resolution(local=local, entity=a.entity, score=a.reason.score, reason=a.reason.text)
            for a in assignments
            for local in ((a.local,) if a.local is not None else self.holders[a.traits])
        )
        return tuple(sorted(found, key=lambda resolution: resolution.local))

    def members(self, resolutions: Iterable[Resolution]) -> Mapping[str, list[Member]]:
        """Return what entities are made of, by their ids."""
        counts: dict[tuple[str, str, Profile], list[int]] = {}
        for resolution in resolutions:
            known = self.known[resolution.local]
            count = counts.setdefault((resolution.entity, resolution.reason, profile(known.local)), [0, 0])
            count[0] += 1
            count[1] += known.mentions
        found: dict[str, list[Member]] = defaultdict(list)
        for (entity, reason, look), (locals_, mentions) in counts.items():
            found[entity].append(Member(profile=look, locals=locals_, mentions=mentions, reason=reason))
        return found

    def documents_of(self, entity_of: Mapping[str, str]) -> Counter[str]:
        """Return in how many documents each entity is found."""
        return Counter(entity for x in self.documents.values() for entity in {entity_of[local.id] for local in x.entities})

    def statements(self, entity_of: Mapping[str, str], original_of: Mapping[str, str], ontology: Ontology) -> Iterator[Statement]:
        """Yield what the claims say of entities. The ends of a symmetric type are sorted."""
        for id_, extraction in self.documents.items():
            document, source = extraction.document, original_of.get(id_, id_)
            for claim in extraction.claims:
                subject, kind, object_ = sorted_ends(entity_of[claim.subject], claim.type, entity_of[claim.object], ontology)
                yield Statement(
                    subject=subject,
                    type=kind,
                    object=object_,
                    polarity=claim.polarity,
                    modality=claim.modality,
                    theme=claim.theme,
                    role=claim.role,
                    confidence=claim.confidence,
                    document=id_,
                    source=source,
                    seen=document.published or document.updated,
                )


def _known(extraction: Extraction) -> Iterator[Known]:
    mentions = Counter(mention.entity for mention in extraction.mentions)
    traits = traits_of(extraction)
    return (Known(local, traits[local.id], mentions[local.id]) for local in extraction.entities)
