"""Predicates: the words of a sentence that may state a relation, with their slots and the frames of their lemma."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.reader import Predicate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphbuilder.extract.grammar.clauses import Slots
    from graphbuilder.extract.grammar.frames import Frame
    from graphbuilder.extract.grammar.reader import Reader


# Particles that leave a verb its meaning: "hired X away", "marched back into X".
DIRECTIONS = frozenset("away back home abroad ahead alongside along around together ashore forward".split())


def predicates(reader: Reader, start: int, end: int) -> Iterator[Predicate]:
    """Yield the verbs, event nouns, posts and adjectives of the tokens `start` to `end`, in their order."""
    tree, by_kind = reader.tree, reader.lexicon.by_kind
    nouns, posts, adjectives = by_kind["nouns"], by_kind["posts"], by_kind["adjectives"]
    for i in range(start, end):
        pos, lemma = tree.pos[i], tree.lemmas[i]
        if pos == "VERB" or (pos == "AUX" and tree.deps[i] not in {"aux", "auxpass"}):
            predicate = _verb(reader, i)
            yield predicate
            if predicate.frames:
                yield from (replace(predicate, slots=slots) for slots in reader.clauses.gapped(i))
        elif pos in {"NOUN", "PROPN"}:
            key = _compound(reader, i, nouns)
            if key in nouns and _names_a_deed(reader, i):
                slots = reader.nouns.deed(i)
                slots["self"] = [i]
                yield Predicate(i, "nouns", key, slots, nouns[key])
            yield from _post(reader, i, posts)
        elif pos == "ADJ" and lemma in {"general", "rival"} and i + 1 in reader.at:  # "Libyan general X", "its rival Y"
            yield from _post(reader, i, posts)
        if lemma in adjectives and pos in {"ADJ", "VERB"}:
            yield Predicate(i, "adjectives", lemma, _around_adjective(reader, i), adjectives[lemma])


def _post(reader: Reader, noun: int, posts: Mapping[str, tuple[Frame, ...]]) -> Iterator[Predicate]:
    key = _compound(reader, noun, posts)
    slots = reader.nouns.post(noun) if key in posts else {}
    if slots:
        yield Predicate(noun, "posts", key, slots, posts[key])


def _verb(reader: Reader, verb: int) -> Predicate:
    verbs = reader.lexicon.by_kind["verbs"]
    lemma = reader.tree.lemmas[verb]
    particle = reader.clauses.particle(verb)
    if particle is None:
        return Predicate(verb, "verbs", lemma, reader.clauses.arguments(verb), verbs.get(lemma, ()))
    key = f"{lemma}_{particle}"
    frames = (*verbs.get(key, ()), *verbs.get(f"{lemma}+", ()))
    if not frames and particle in DIRECTIONS:
        frames = verbs.get(lemma, ())
    return Predicate(verb, "verbs", key, reader.clauses.arguments(verb), frames)


def _names_a_deed(reader: Reader, noun: int) -> bool:
    """True of a noun that is no name of something else, and no part of "in order to"."""
    if reader.tree.lower[noun - 1 : noun + 2] == ["in", "order", "to"]:
        return False
    event = reader.events.get(noun)
    if event is not None:
        return noun == event.head
    found = reader.at.get(noun)
    return found is None or found.kind == "nominal"


def _compound(reader: Reader, noun: int, known: Mapping[str, object]) -> str:
    """Return the key of a noun: its lemma, with the word before it where both are known as one ("prime minister", "director-general")."""
    tree = reader.tree
    if tree.lower[max(noun - 2, 0) : noun + 1] == ["chief", "executive", "officer"]:
        return "chief_executive"
    before, lemma = tree.lower[noun - 1] if noun > 0 else "", tree.lemmas[noun]
    double = f"{tree.lower[noun - 2]}-{lemma}" if before == "-" and noun > 1 else f"{before}_{lemma}"
    return double if double in known else lemma


def _around_adjective(reader: Reader, adjective: int) -> Slots:
    tree = reader.tree
    slots = dict(reader.clauses.arguments(adjective))
    if tree.deps[adjective] in {"amod", "appos", "acl"} and "agent" not in slots:
        slots["agent"] = [tree.heads[adjective]]
    return slots
