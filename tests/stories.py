"""Extractions made by hand, for tests of what comes after extraction: no model, every offset exact."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from graphbuilder.model import Claim, Document, Evidence, Extraction, LocalEntity, Mention, Sentence, make_id

SPEC = re.compile(r"(?P<label>\w+): (?P<names>[^@#!]+?)(?: @(?P<country>[A-Z]{3}))?(?: #(?P<wikidata>Q\d+))?(?: !(?P<time>\S+))?")


def story(
    name: str, *things: str, claims: Sequence[tuple[Any, ...]] = (), published: str | None = "2024-07-05", wire: str = "", **fields: Any
) -> Extraction:
    """Return a document with a sentence for each thing and each claim.

    A thing is "Person: Jens Stoltenberg / Stoltenberg @NOR #Q57665 !2024", names after the first being aliases; a label in
    small letters makes a group. A claim is (subject, type, object) by the first names, then a dict of fields of `Claim`.
    `wire` is text that the document begins with.
    """
    text = ""
    entities: dict[str, LocalEntity] = {}
    sentences: list[Sentence] = []
    mentions: list[Mention] = []

    def sentence(words: str) -> Sentence:
        nonlocal text
        start = len(text)
        text += words + "\n"
        made = Sentence(id=make_id("s", name, start), document=name, part="body", start=start, end=start + len(words), text=words)
        sentences.append(made)
        return made

    def mention(within: Sentence, quote: str, local: LocalEntity, *, last: bool = False) -> Evidence:
        start = within.start + (within.text.rindex(quote) if last else within.text.index(quote))
        evidence = Evidence(document=name, start=start, end=start + len(quote), quote=quote)
        mentions.append(
            Mention(id=make_id("m", name, start, local.id), sentence=within.id, entity=local.id, kind="name", evidence=evidence)
        )
        return evidence

    for line in wire.splitlines():
        sentence(line)
    for spec in things:
        match = SPEC.fullmatch(spec)
        assert match is not None, spec
        label, names = match["label"], match["names"].split(" / ")
        country = match["country"]
        local = LocalEntity(
            id=make_id("l", name, spec),
            document=name,
            name=names[0],
            label=label.capitalize(),  # type: ignore[arg-type]
            group=label.islower(),
            aliases=tuple(sorted(set(names))),
            iso3=country if label == "Country" else None,
            country=None if label == "Country" else country,
            wikidata=match["wikidata"],
            time=match["time"],
        )
        entities[names[0]] = local
        for form in names:
            mention(sentence(f"There was {form}."), form, local)
    made: list[Claim] = []
    for subject, kind, object_, *rest in claims:
        more = dict(rest[0]) if rest else {}
        within = sentence(f"{subject} {kind.lower()} {object_}.")
        ends = [mention(within, subject, entities[subject]), mention(within, object_, entities[object_], last=True)]
        for field in ("attributed_to", "place"):
            if field in more:
                more[field] = entities[more[field]].id
        made.append(
            Claim(
                **{"predicate": kind.lower(), "rule": "test", "confidence": 0.9, **more},
                id=make_id("c", name, within.start, kind),
                sentence=within.id,
                subject=entities[subject].id,
                type=kind,
                object=entities[object_].id,
                subject_span=(ends[0].start, ends[0].end),
                object_span=(ends[1].start, ends[1].end),
                predicate_span=(within.start + len(subject) + 1, within.start + len(subject) + 1 + len(kind)),
                evidence=Evidence(document=name, start=within.start, end=within.end, quote=within.text),
            )
        )
    document = Document(
        id=name, hash=make_id(text, published), text=text, published=published, extractor="test 1", **{"language": "en", **fields}
    )
    return Extraction(
        document=document,
        sentences=tuple(sentences),
        entities=tuple(entities.values()),
        mentions=tuple(mentions),
        claims=tuple(made),
    )
