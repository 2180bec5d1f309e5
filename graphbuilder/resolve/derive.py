"""The derived graph as a function of the facts of record: entities, resolutions, relations, copies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphbuilder.model import Copy, Decision, Entity, Extraction, Relation, Resolution
from graphbuilder.ontology import Ontology
from graphbuilder.resolve.assign import Facts, assign
from graphbuilder.resolve.cluster import clusters
from graphbuilder.resolve.corpus import Corpus
from graphbuilder.resolve.decisions import standing
from graphbuilder.resolve.entities import describe
from graphbuilder.resolve.relations import relations


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """All that is derived, each part sorted; `set_aside` are decisions that contradict earlier ones and do not count."""

    entities: tuple[Entity, ...] = ()
    resolutions: tuple[Resolution, ...] = ()
    relations: tuple[Relation, ...] = ()
    copies: tuple[Copy, ...] = ()
    set_aside: tuple[Decision, ...] = ()


def derive(extractions: Iterable[Extraction], decisions: Iterable[Decision], ontology: Ontology) -> Derived:
    """Return the graph of these documents and decisions, in memory. The order of either does not matter.

    This says what is meant, for sets that fit in memory; the stores come to the same in steps, and the tests hold them to it.
    """
    corpus = Corpus(extractions)
    decided = standing(decisions, corpus.locate)
    found = clusters(corpus.cards(), corpus.offered(), corpus.sightings)
    facts = Facts(
        locals_of=lambda traits: corpus.holders[traits],
        traits_of={local: corpus.known[local].traits.id for local in decided.class_of if local in corpus.known},
        bearings=corpus.bearings,
    )
    resolutions = corpus.resolutions(assign(found, decided, facts))
    entity_of = {resolution.local: resolution.entity for resolution in resolutions}
    copies = corpus.copies()
    original_of = {copy.document: copy.original for copy in copies}
    members, documents = corpus.members(resolutions), corpus.documents_of(entity_of)
    return Derived(
        entities=tuple(describe(entity, members[entity], documents=documents[entity]) for entity in sorted(members)),
        resolutions=resolutions,
        relations=relations(corpus.statements(entity_of, original_of, ontology)),
        copies=copies,
        set_aside=decided.set_aside,
    )
