"""Frames: which words state which relation, and which of their slots hold its ends. They are data (`data/frames_*.toml`).

A frame is looked up by the lemma of its predicate. `subject`, `object`, `theme` and `role` name slots (see `clauses` and
`nouns`), best first: the first that holds an actor counts. `when` asks for words of a class (`data/words.toml`) in a slot.
A user's own ontology file may bring `[[frames]]` tables of the same shape; they are tried before ours.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from graphbuilder.errors import OntologyError
from graphbuilder.model import LABELS, MODALITIES, POLARITIES, Modality, Polarity
from graphbuilder.ontology import Ontology, load_ontology

VERBS = "support diplomacy dispute coercion force law offices business places".split()  # in the order in which their frames are tried
FILES = ("frames_events.toml", *(f"frames_verbs_{group}.toml" for group in VERBS), "frames_nouns.toml", "frames_posts.toml")
KINDS = ("verbs", "nouns", "adjectives", "posts")
VERB_EFFECTS = ("verbs", "light", "undergo", "speech")
LISTS = frozenset({"subject", "object", "theme", "role", "subject_labels", "object_labels"})
KEYS = {"name", "type", "confidence", "modality", "polarity", "when", "unless", "also", "yes", "no", *KINDS, *LISTS}
CHOICES: Mapping[str, tuple[str, ...]] = {"modality": MODALITIES, "polarity": POLARITIES}
ACTORS = ("Person", "Organization", "Country", "Place")
DEFAULT_CONFIDENCE = 0.8

Words = Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One way to state a relation of `type`. `yes` and `no` are its examples, run by the tests."""

    name: str
    type: str
    symmetric: bool = False
    subject: tuple[str, ...] = ("agent",)
    object: tuple[str, ...] = ("patient",)
    theme: tuple[str, ...] = ()
    role: tuple[str, ...] = ()
    subject_labels: tuple[str, ...] = ACTORS
    object_labels: tuple[str, ...] = ACTORS
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unless: Mapping[str, frozenset[str]] = field(default_factory=dict)
    modality: Modality | None = None
    polarity: Polarity | None = None
    also: bool = False
    confidence: float = DEFAULT_CONFIDENCE
    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The frames by kind of predicate and lemma, and the classes of words. A verb that may take any particle is also under "give+"."""

    frames: tuple[Frame, ...]
    by_kind: Mapping[str, Mapping[str, tuple[Frame, ...]]]
    words: Words
    effects: Mapping[str, Mapping[str, str]]
    confidence: Mapping[str, float]


_lexicons: dict[str, Lexicon] = {}


def load_lexicon(ontology: Ontology) -> Lexicon:
    """Return the packaged frames, with those of the ontology's own file before them.

    Raises OntologyError if a frame has an unknown key, label, class of words or relation type.
    """
    known = _lexicons.get(ontology.version)
    if known is None:
        known = _lexicons[ontology.version] = _load(ontology)
    return known


def _load(ontology: Ontology) -> Lexicon:
    words, effects = _words()
    tables = [(table, "the ontology file") for table in ontology.frames]
    tables += [(table, name) for name in FILES for table in _read(name)["frames"]]
    frames: list[Frame] = []
    by_kind: dict[str, dict[str, list[Frame]]] = {kind: {} for kind in KINDS}
    for table, source in tables:
        frame = _frame(table, ontology, words, source)
        frames.append(frame)
        for kind in KINDS:
            for lemma in str(table.get(kind, "")).split():
                for key in {lemma, lemma.rstrip("+")}:
                    by_kind[kind].setdefault(key, []).append(frame)
    index = {kind: {lemma: tuple(found) for lemma, found in lemmas.items()} for kind, lemmas in by_kind.items()}
    return Lexicon(frames=tuple(frames), by_kind=index, words=words, effects=effects, confidence=_measured(ontology))


@cache
def spellings() -> Mapping[str, str]:
    """Return what a lemmatizer makes of verbs that it does not know, with the verb: "fin" for "fine", "cofounde" for "cofound"."""
    lexicon = load_lexicon(load_ontology())
    keys = [*lexicon.by_kind["verbs"], *(verb for kind in VERB_EFFECTS for verb in lexicon.effects[kind])]
    return dict(_misspelt({key.partition("_")[0].rstrip("+") for key in keys}))


def _misspelt(verbs: set[str]) -> Iterator[tuple[str, str]]:
    """Yield (wrong, right) for the ways in which a rule of endings errs."""
    for verb in sorted(verbs):
        wrong = {verb[:-1] if verb.endswith("e") else f"{verb}e"}
        if verb.endswith("y"):
            wrong.add(f"{verb[:-1]}ie")
        if verb.endswith("ie"):
            wrong.add(f"{verb[:-2]}y")
        if verb.endswith("ll"):
            wrong.add(verb[:-1])
        yield from ((form, verb) for form in wrong if form not in verbs)


def _frame(table: Mapping[str, Any], ontology: Ontology, words: Words, source: str) -> Frame:
    name = str(table.get("name", ""))
    unknown = table.keys() - KEYS
    if unknown or not name or "type" not in table:
        wrong = f"the unknown key {min(unknown)!r}" if unknown else "no `name` or no `type`"
        raise OntologyError(f"{source}: the frame {name!r} has {wrong}; keys are {', '.join(sorted(KEYS))}")
    for key, allowed in CHOICES.items():
        if table.get(key, allowed[0]) not in allowed:
            raise OntologyError(f"{source}: the frame {name!r} has the {key} {table[key]!r}; it may be {', '.join(allowed)}")
    for key in ("yes", "no"):
        if not isinstance(table.get(key, []), list):
            raise OntologyError(f'{source}: the frame {name!r} has no list of sentences at {key!r}; write {key} = ["..."]')
    values: dict[str, Any] = {key: tuple(str(table[key]).split()) for key in LISTS & table.keys()}
    for key in ("subject_labels", "object_labels"):
        for label in set(values.get(key, ())) - set(LABELS):
            raise OntologyError(f"{source}: the frame {name!r} names the label {label!r}; known are {', '.join(LABELS)}")
    values |= {key: table[key] for key in ("confidence", "modality", "polarity", "also") if key in table}
    values |= {
        key: {slot: _class(str(text), words, source) for slot, text in table[key].items()} for key in ("when", "unless") if key in table
    }
    values |= {key: tuple(table[key]) for key in ("yes", "no") if key in table}
    relation = ontology.relations.get(str(table["type"]))
    if relation is None:
        raise OntologyError(
            f"{source}: the frame {name!r} states the unknown type {table['type']!r}; known are {', '.join(sorted(ontology.relations))}"
        )
    return Frame(name=name, type=relation.name, symmetric=relation.symmetric, **values)


def _class(text: str, words: Words, source: str) -> frozenset[str]:
    """Return the lemmas of "@arms sanction": a class of words and a word."""
    out: set[str] = set()
    for item in text.split():
        if not item.startswith("@"):
            out.add(item)
        elif item[1:] in words:
            out |= words[item[1:]]
        else:
            raise OntologyError(f"{source}: unknown class of words {item!r}; known are {', '.join('@' + name for name in sorted(words))}")
    return frozenset(out)


def _measured(ontology: Ontology) -> dict[str, float]:
    """Return the measured confidence of our rules (benchmarks/calibrate.py), without those that a user's frames take the place of."""
    own = {frame.get("name") for frame in ontology.frames}
    return {name: value for name, value in _read("confidence.toml")["rules"].items() if name not in own}


@cache
def _words() -> tuple[Words, Mapping[str, Mapping[str, str]]]:
    data = _read("words.toml")
    words: dict[str, frozenset[str]] = {}
    for name, text in data["classes"].items():
        words[name] = _class(text, words, "words.toml")
    effects = {kind: {lemma: effect for effect, text in table.items() for lemma in text.split()} for kind, table in data["effects"].items()}
    return words, effects


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("graphbuilder.data").joinpath(name).read_text(encoding="utf-8"))
