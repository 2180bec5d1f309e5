"""The facts of record that resolution looks at, in a few kilobytes a document, however long its text is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeVar

from graphbuilder.model import Copy, Extraction, MentionPoint, Modality, Polarity, Resolution
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.assign import Assignment
from graphbuilder.resolve.candidates import MAX_OFFERS, Card, Traits, traits_of
from graphbuilder.resolve.copies import BANDS, Shingles, bands, copies, shingles
from graphbuilder.resolve.decisions import Bearing, at_span
from graphbuilder.resolve.entities import Member, Profile, profile
from graphbuilder.resolve.namesakes import Sighting
from graphbuilder.resolve.relations import Statement, sorted_ends

T = TypeVar("T")


class Known(NamedTuple):
    """A local entity: what decides about it, what it says of itself, how often it is mentioned."""

    id: str
    traits: Traits
    look: Profile
    mentions: int


class Said(NamedTuple):
    """A claim; subject, object, attributed_to and place are local entities."""

    id: str
    subject: str
    type: str
    object: str
    attributed_to: str | None
    place: str | None
    polarity: Polarity
    modality: Modality
    theme: str | None
    role: str | None
    confidence: float


class Gist(NamedTuple):
    """A document without its text. `seen` is the day on which it was published, `marks` are the bands of its text in ten bytes each."""

    document: str
    seen: str | None
    known: tuple[Known, ...]
    claims: tuple[Said, ...]
    marks: bytes

    @property
    def bands(self) -> tuple[str, ...]:
        """The keys of the blocks in which copies of it meet."""
        return tuple(self.marks[start : start + 10].hex() for start in range(0, len(self.marks), 10))


class Corpus:
    """Documents as gists, with the look-ups that resolution needs. Add all documents first, then ask."""

    def __init__(self, extraction_of: Callable[[str], Extraction]) -> None:
        """Begin without documents.

        Args:
            extraction_of: gives what was read in a document again: for those that may be copies or that a decision points at.
        """
        self.gists: dict[str, Gist] = {}
        self._extraction_of = extraction_of
        self._kept: dict[object, object] = {}

    def add(self, extraction: Extraction) -> None:
        """Take in a document, in place of one with the same id."""
        document = extraction.document
        mentions = Counter(mention.entity for mention in extraction.mentions)
        traits = traits_of(extraction)
        own = {local.id: local.id for local in extraction.entities}
        self.gists[document.id] = Gist(
            document=document.id,
            seen=document.published or document.updated,
            known=tuple(
                Known(id=local.id, traits=self._once(traits[local.id]), look=self._once(profile(local)), mentions=mentions[local.id])
                for local in extraction.entities
            ),
            claims=tuple(
                Said(
                    id=c.id,
                    subject=own[c.subject],
                    type=self._once(c.type),
                    object=own[c.object],
                    attributed_to=None if c.attributed_to is None else own[c.attributed_to],
                    place=None if c.place is None else own[c.place],
                    polarity=self._once(c.polarity),
                    modality=self._once(c.modality),
                    theme=self._once(c.theme),
                    role=self._once(c.role),
                    confidence=self._once(c.confidence),
                )
                for c in extraction.claims
            ),
            marks=b"".join(bytes.fromhex(band) for band in bands(shingles(extraction.sentences))),
        )

    def _once(self, value: T) -> T:
        """Return the first of equal values, so that the others need not be kept."""
        return self._kept.setdefault(value, value)  # type: ignore[return-value]

    def known(self) -> Iterator[tuple[Gist, Known]]:
        """Yield all local entities with their documents."""
        for gist in self.gists.values():
            for one in gist.known:
                yield gist, one

    def claims(self) -> Iterator[Said]:
        """Yield all claims."""
        for gist in self.gists.values():
            yield from gist.claims

    @cached_property
    def holders(self) -> Mapping[str, list[str]]:
        """For each traits the local entities that have them, sorted."""
        found: dict[str, list[str]] = defaultdict(list)
        for _, one in self.known():
            found[one.traits.id].append(one.id)
        for held in found.values():
            held.sort()
        return found

    @cached_property
    def distinct(self) -> Mapping[str, Traits]:
        """The traits by their ids."""
        return {one.traits.id: one.traits for _, one in self.known()}

    @cached_property
    def local(self) -> Mapping[str, tuple[Gist, Known]]:
        """The local entities by their ids, with their documents."""
        return {one.id: (gist, one) for gist, one in self.known()}

    def cards(self) -> list[Card]:
        """Return a card for each distinct traits."""
        return [Card.of(traits, locals=len(self.holders[id_]), first=self.holders[id_][0]) for id_, traits in self.distinct.items()]

    def offered(self) -> Mapping[str, set[str]]:
        """Return for each block the blocks that offer short forms in it, where not too many names do."""
        names: dict[str, set[str]] = defaultdict(set)
        blocks: dict[str, set[str]] = defaultdict(set)
        for traits in self.distinct.values():
            for block in traits.offers:
                names[block].add(traits.words)
                blocks[block].add(traits.block)
        return {block: offering for block, offering in blocks.items() if len(names[block]) <= MAX_OFFERS}

    def sightings(self, traits: str, limit: int) -> list[Sighting]:
        """Return the first local entities of some traits, with the marks of those named beside them."""
        return [Sighting(local=local, marks=self._marks(local)) for local in self.holders[traits][:limit]]

    def _marks(self, local: str) -> frozenset[str]:
        gist, _ = self.local[local]
        return frozenset(other.traits.mark for other in gist.known if other.id != local)

    def bearings(self, locals_: Iterable[str]) -> Mapping[str, Bearing]:
        """Return what local entities bring to the choice of a side."""

        def bearing(local: str) -> Bearing:
            gist, one = self.local[local]
            traits = one.traits
            return Bearing(words=traits.words, label=traits.label, country=traits.country, document=gist.document, marks=self._marks(local))

        return {local: bearing(local) for local in locals_}

    def locate(self, point: MentionPoint) -> str | None:
        """Return the local entity that is mentioned at a point."""
        if point.document not in self.gists:
            return None
        mentions = self._extraction_of(point.document).mentions
        return at_span(point.start, point.end, ((m.evidence.start, m.evidence.end, m.entity) for m in mentions))

    def copies(self) -> tuple[Copy, ...]:
        """Return which documents repeat others."""

        @lru_cache(maxsize=1_000)
        def held(document: str) -> Shingles:
            return shingles(self._extraction_of(document).sentences)

        return copies(self._shared_bands(), held)

    def _shared_bands(self) -> Mapping[str, list[bytes]]:
        """Return of each document the bands that another has too."""
        shared: dict[str, list[bytes]] = {document: [] for document in self.gists}
        for start in range(0, 10 * BANDS, 10):
            counts = Counter(gist.marks[start : start + 10] for gist in self.gists.values() if gist.marks)
            for document, gist in self.gists.items():
                if counts[mark := gist.marks[start : start + 10]] > 1:
                    shared[document].append(mark)
        return shared

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
            _, one = self.local[resolution.local]
            count = counts.setdefault((resolution.entity, resolution.reason, one.look), [0, 0])
            count[0] += 1
            count[1] += one.mentions
        found: dict[str, list[Member]] = defaultdict(list)
        for (entity, reason, look), (locals_, mentions) in counts.items():
            found[entity].append(Member(profile=look, locals=locals_, mentions=mentions, reason=reason))
        return found

    def documents(self, entity_of: Mapping[str, str]) -> Counter[str]:
        """Return in how many documents each entity is found."""
        return Counter(entity for gist in self.gists.values() for entity in {entity_of[one.id] for one in gist.known})

    def statements(self, entity_of: Mapping[str, str], original_of: Mapping[str, str], ontology: Ontology) -> Iterator[Statement]:
        """Yield what the claims say of entities. The ends of a symmetric type are sorted."""
        for gist in self.gists.values():
            source = original_of.get(gist.document, gist.document)
            for claim in gist.claims:
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
                    document=gist.document,
                    source=source,
                    seen=gist.seen,
                )
