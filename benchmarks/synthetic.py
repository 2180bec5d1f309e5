"""Made-up news for benchmarks, from a seed: extractions of articles that name states, persons, organisations and places.

States are few and named everywhere, most persons and organisations are named once, some often; some names are short ones, and one
article in twenty repeats an earlier one. The same seed gives the same articles, and the first of 10,000 are those of 1,000.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from graphbuilder.model import Claim, Document, Evidence, Extraction, Label, LocalEntity, Mention, Sentence, make_id

NEW = 9  # things of an article that no earlier one names
OLD = 3  # things that earlier ones name
STATES = 3
SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fe",
    "ga",
    "go",
    "ka",
    "ke",
    "ko",
    "la",
    "le",
    "lo",
    "ma",
    "me",
    "mo",
    "na",
    "ne",
    "no",
    "pa",
    "pe",
    "po",
    "ra",
    "re",
    "ro",
    "sa",
    "se",
    "so",
    "ta",
    "te",
    "to",
    "va",
    "ve",
    "vo",
    "za",
    "ze",
    "zo",
]
WORDS = [
    "said",
    "that",
    "the",
    "of",
    "in",
    "on",
    "after",
    "before",
    "would",
    "meeting",
    "trade",
    "talks",
    "border",
    "price",
    "winter",
    "army",
    "court",
    "plan",
    "deal",
    "vote",
    "strike",
    "report",
]
KINDS = ("SUPPLIES", "SUPPORTS", "MEETS", "CRITICIZES", "LEADS", "ACQUIRES", "VISITS")
LABELS: tuple[Label, ...] = ("Person", "Person", "Person", "Organization", "Organization", "Place")

Thing = tuple[Label, str, str | None]


def articles(count: int, *, seed: int = 1, first: int = 0) -> Iterator[Extraction]:
    """Yield `count` articles from the one numbered `first` on."""
    for number in range(first, first + count):
        source = number if number % 20 else max(number - 7, 0)
        yield _article(number, _things(source, seed), random.Random(f"{seed} text {source}"))


def _things(number: int, seed: int) -> list[Thing]:
    rng = random.Random(f"{seed} things {number}")
    found = [_state(int(rng.paretovariate(0.7)) % 190) for _ in range(STATES)]
    found += [_thing(number * NEW + offset, seed) for offset in range(NEW)]
    for _ in range(OLD if number else 0):
        label, name, wikidata = _thing(min(int(number * NEW * rng.random() ** 3), number * NEW - 1), seed)
        found.append((label, name.split()[-1] if label == "Person" and rng.random() < 0.3 else name, wikidata))
    return list({name: (label, name, wikidata) for label, name, wikidata in found}.values())


def _state(number: int) -> Thing:
    return "Country", _word(random.Random(f"state {number}"), 3), f"Q{number + 1}"


def _thing(number: int, seed: int) -> Thing:
    rng = random.Random(f"{seed} thing {number}")
    label = rng.choice(LABELS)
    name = _word(rng, 3) if label == "Place" else f"{_word(rng, 2)} {_word(rng, 4)}"
    return label, name + (" Inc." if label == "Organization" and rng.random() < 0.3 else ""), None


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choices(SYLLABLES, k=syllables)).capitalize()


def _article(number: int, things: list[Thing], rng: random.Random) -> Extraction:
    id_ = f"article-{number:07}"
    text = ""
    sentences: list[Sentence] = []
    mentions: list[Mention] = []
    claims: list[Claim] = []
    locals_ = {
        name: LocalEntity(
            id=make_id(id_, label, name),
            document=id_,
            name=name,
            label=label,
            aliases=(name,),
            iso3=None,
            wikidata=wikidata,
        )
        for label, name, wikidata in things
    }
    for step, (_, subject, _) in enumerate(things):
        object_ = rng.choice(things)[1]
        kind = rng.choice(KINDS)
        words = f"{subject} {kind.lower()} {object_} {' '.join(rng.choices(WORDS, k=14))}."
        sentence = Sentence(id=make_id(id_, step), document=id_, part="body", start=len(text), end=len(text) + len(words), text=words)
        text += words + "\n"
        sentences.append(sentence)
        spans = []
        for offset, name in ((0, subject), (len(subject) + len(kind) + 2, object_)):
            start = sentence.start + offset
            spans.append((start, start + len(name)))
            evidence = Evidence(document=id_, start=start, end=start + len(name), quote=name)
            mention_id = make_id(id_, step, offset)
            mentions.append(Mention(id=mention_id, sentence=sentence.id, entity=locals_[name].id, kind="name", evidence=evidence))
        if subject != object_ and step % 2 == 0:
            claims.append(
                Claim(
                    id=make_id(id_, step, "claim"),
                    sentence=sentence.id,
                    subject=locals_[subject].id,
                    type=kind,
                    object=locals_[object_].id,
                    predicate=kind.lower(),
                    subject_span=spans[0],
                    object_span=spans[1],
                    predicate_span=(spans[0][1] + 1, spans[1][0] - 1),
                    evidence=Evidence(document=id_, start=sentence.start, end=sentence.end, quote=words),
                    rule="synthetic",
                    confidence=0.8,
                )
            )
    published = f"2024-{1 + number % 12:02}-{1 + number % 28:02}"
    document = Document(id=id_, hash=make_id(text), text=text, published=published, language="en", extractor="synthetic 1, none 1")
    return Extraction(
        document=document,
        sentences=tuple(sentences),
        entities=tuple(locals_.values()),
        mentions=tuple(mentions),
        claims=tuple(claims),
    )
