"""Assemble: what was read in a document becomes its records, with ids made from content and offsets into the unchanged text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphbuilder.model import Claim, Evidence, Extraction, LocalEntity, Mention, Sentence, Span, make_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphbuilder.extract.grammar.reader import ClaimDraft
    from graphbuilder.extract.reading import Found, Reading, Thing
    from graphbuilder.model import Document


def assemble(reading: Reading, drafts: Iterable[ClaimDraft], *, extractor: str) -> Extraction:
    """Return the records of a document that was read, each kind in the order of the text."""
    document = replace(reading.document, extractor=extractor)
    sentences = _sentences(reading, document)
    found = sorted(reading.found, key=lambda f: (_span(reading, f), f.kind, f.thing.name))
    entities = _entities(reading, found, document)
    mentions: dict[str, Mention] = {}
    for f in found:
        start, end = _span(reading, f)
        mention_id = make_id("mention", document.id, start, end)
        mentions.setdefault(
            mention_id,
            Mention(
                id=mention_id,
                sentence=_sentence_of(sentences, f).id,
                entity=entities[id(f.thing)].id,
                kind=f.kind,
                evidence=_evidence(document, start, end),
                stands_for=f.stands_for,
            ),
        )
    claims = {claim.id: claim for claim in (_claim(reading, draft, document, sentences, entities) for draft in drafts)}
    return Extraction(
        document=document,
        sentences=tuple(dict.fromkeys(sentences.values())),
        entities=tuple(entities.values()),
        mentions=tuple(mentions.values()),
        claims=tuple(sorted(claims.values(), key=lambda c: (c.evidence.start, c.subject_span, c.object_span, c.type, c.id))),
    )


def _evidence(document: Document, start: int, end: int) -> Evidence:
    return Evidence(document=document.id, start=start, end=end, quote=document.text[start:end])


def _span(reading: Reading, found: Found) -> Span:
    return _range(reading, (found.tree, found.start, found.end))


def _range(reading: Reading, tokens: tuple[int, int, int]) -> Span:
    tree = reading.trees[tokens[0]]
    return tree.starts[tokens[1]], tree.ends[tokens[2] - 1]


def _sentences(reading: Reading, document: Document) -> dict[tuple[int, int], Sentence]:
    """Return the sentences by tree and first token; whitespace at either end of one is left out."""
    found: dict[tuple[int, int], Sentence] = {}
    for t, tree in enumerate(reading.trees):
        for first, end in tree.sentences:
            tokens = [i for i in range(first, end) if not tree.words[i].isspace()]
            if not tokens:
                continue
            a, b = tree.starts[tokens[0]], tree.ends[tokens[-1]]
            found[t, first] = Sentence(
                id=make_id("sentence", document.id, a, b), document=document.id, part=tree.part, start=a, end=b, text=document.text[a:b]
            )
    return found


def _sentence_of(sentences: dict[tuple[int, int], Sentence], found: Found) -> Sentence:
    """Return the sentence in which a mention begins."""
    token = found.start
    while (found.tree, token) not in sentences:
        token -= 1
    return sentences[found.tree, token]


def _entities(reading: Reading, found: list[Found], document: Document) -> dict[int, LocalEntity]:
    """Return the local entities by the id() of their thing; the place of its first mention makes an entity's id."""
    entities: dict[int, LocalEntity] = {}
    for f in found:
        if id(f.thing) not in entities:
            entities[id(f.thing)] = _entity(f.thing, make_id("entity", document.id, *_span(reading, f)), document)
    return entities


def _entity(thing: Thing, entity_id: str, document: Document) -> LocalEntity:
    return LocalEntity(
        id=entity_id,
        document=document.id,
        name=thing.name,
        label=thing.label,
        group=thing.group,
        aliases=tuple(sorted(thing.aliases)),
        iso3=thing.iso3,
        country=thing.country,
        wikidata=thing.wikidata,
        time=thing.time,
    )


def _claim(
    reading: Reading,
    draft: ClaimDraft,
    document: Document,
    sentences: dict[tuple[int, int], Sentence],
    entities: dict[int, LocalEntity],
) -> Claim:
    sentence = _sentence_of(sentences, draft.subject)
    subject, object_ = entities[id(draft.subject.thing)].id, entities[id(draft.object.thing)].id
    subject_span, object_span = _span(reading, draft.subject), _span(reading, draft.object)
    claim_id = make_id(
        "claim", document.id, draft.type, draft.polarity, draft.modality, subject_span, object_span, _range(reading, draft.predicate_span)
    )
    return Claim(
        id=claim_id,
        sentence=sentence.id,
        subject=subject,
        type=draft.type,
        object=object_,
        predicate=draft.predicate,
        subject_span=subject_span,
        object_span=object_span,
        predicate_span=_range(reading, draft.predicate_span),
        evidence=_evidence(document, sentence.start, sentence.end),
        rule=draft.rule,
        confidence=draft.confidence,
        theme=draft.theme,
        role=draft.role,
        polarity=draft.polarity,
        modality=draft.modality,
        time=draft.time,
        attributed_to=entities[id(draft.attributed_to.thing)].id if draft.attributed_to is not None else None,
        attribution_span=_range(reading, draft.attribution_span) if draft.attribution_span is not None else None,
        place=entities[id(draft.place.thing)].id if draft.place is not None else None,
        place_span=_span(reading, draft.place) if draft.place is not None else None,
    )
