"""Described events: an event noun with a place or a date of its own ("summit in Vilnius", "Friday's conference")."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.clauses import Clauses
from graphbuilder.extract.grammar.where import place_at
from graphbuilder.extract.times.dates import MONTHS, NUMBERS
from graphbuilder.extract.times.read import hangs_on, times_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphbuilder.extract.events.words import EventWords
    from graphbuilder.extract.reading import Found, Reading

YEAR = re.compile(r"(?:1[89]|20)\d\d")
PLACES = frozenset({"Place", "Country"})
WHERE = ("in", "at", "near", "outside", "inside", "off")
TOPICS = frozenset({"of", "on", "against", "between", "with", "for", "about"})
SIEGES = frozenset({"battle", "siege"})
PREMODIFIERS = frozenset({"amod", "compound", "nmod"})
# An event of these kinds is in the state or place that stands before it ("Ukraine war"); of others it may be the topic.
WHERE_NAMED = frozenset({"war", "election", "disaster", "violence"})
DEEDS = frozenset({"violence", "protest"})
DOERS = frozenset({"by", "between", "among", "against"})
SPORT = frozenset({"win", "lose", "play", "contest"})
SIGNED = frozenset({"sign", "adopt", "conclude"})
MEETINGS = frozenset({"talk", "meeting"})


@dataclass(frozen=True, slots=True)
class Venue:
    """Where an event takes place: the mention, the token that says so, and how: in the phrase, in the name, by a verb."""

    place: Found
    token: int
    how: str


@dataclass(frozen=True, slots=True)
class Role:
    """A verb that says something of an event, and the slot that the event has there."""

    verb: int
    slot: str


class Stage:
    """What the sentences of one tree say of the events in it."""

    __slots__ = ("at", "clauses", "reading", "t", "tree", "words")

    def __init__(self, reading: Reading, t: int, words: EventWords) -> None:
        self.reading, self.t, self.words = reading, t, words
        self.tree, self.at = reading.trees[t], reading.at[t]
        self.clauses = Clauses(self.tree)

    # ---- verbs

    def roles(self, noun: int) -> Iterator[Role]:
        """Yield the verbs that the noun is an argument of, nearest first."""
        tree = self.tree
        verbs: list[int] = []
        node, head = noun, tree.heads[noun]
        while tree.deps[node] == "conj" and tree.pos[head] in {"NOUN", "PROPN"}:
            node, head = head, tree.heads[head]
        if tree.deps[node] == "pobj" and tree.pos[tree.heads[head]] in {"VERB", "AUX"}:
            verbs.append(tree.heads[head])
        elif tree.pos[head] in {"VERB", "AUX"}:
            verbs.append(head)
        verbs += [c for c in tree.children[noun] if tree.deps[c] in {"relcl", "acl"} and tree.pos[c] in {"VERB", "AUX"}]
        seen: set[int] = set()
        while verbs:
            verb = verbs.pop(0)
            if verb in seen:
                continue
            seen.add(verb)
            slot = next((name for name, tokens in self.clauses.arguments(verb).items() if noun in tokens), None)
            if slot is not None:
                yield Role(verb, slot)
            verbs += [c for c in tree.children[verb] if tree.deps[c] in {"xcomp", "conj"} and tree.pos[c] == "VERB"]
            verbs += [g for c in tree.children[verb] if tree.deps[c] == "acomp" for g in tree.children[c] if tree.deps[g] == "xcomp"]

    def _staging(self, role: Role, kind: str) -> bool:
        """True if where and when the verb happens is where and when the event does."""
        lemma = self.tree.lemmas[role.verb]
        if lemma in (self.words.happen if role.slot == "agent" else self.words.arrange if role.slot == "patient" else ()):
            return True
        if role.slot == "for":
            return lemma in self.words.gather
        if role.slot == "patient" and ((kind == "sport" and lemma in SPORT) or (kind == "treaty" and lemma in SIGNED)):
            return True
        return role.slot == "agent" and kind in {"disaster", "violence"}

    def _dating(self, role: Role, kind: str) -> bool:
        """True if when the verb happens is when the event does: "voted in the election on Friday", "came to the talks in June"."""
        lemma = self.tree.lemmas[role.verb]
        return self._staging(role, kind) or (role.slot in {"in", "at", "to"} and (lemma in self.words.share or lemma in self.words.gather))

    # ---- places

    def venue(self, noun: int, start: int, kind: str) -> Venue | None:
        """Return where the event of the noun takes place, None if the text does not say; `start` is where its name begins."""
        return self._in_phrase(noun, kind) or self._in_name(noun, start, kind) or self._by_verb(noun, kind)

    def _in_phrase(self, noun: int, kind: str) -> Venue | None:
        """Read "summit in Vilnius", "conference on migration in Rome", "siege of Mariupol"."""
        tree = self.tree
        links = WHERE if tree.lemmas[noun] not in SIEGES else (*WHERE, "of", "for")
        for preposition in self._prepositions(noun, links):
            place = self._place_behind(preposition)
            if place is not None:
                return Venue(place, preposition, "phrase")
        following = noun + 1
        if following < len(tree) and tree.lower[following] in WHERE and tree.deps[following] == "prep":
            verb = tree.heads[following]
            roles = [role for role in self.roles(noun) if role.verb == verb]
            if tree.lemmas[verb] in self.words.gather or any(self._staging(role, kind) for role in roles):
                place = self._place_behind(following)
                if place is not None:
                    return Venue(place, following, "phrase")
        return None

    def _prepositions(self, noun: int, links: tuple[str, ...]) -> Iterator[int]:
        """Yield the prepositions of place behind a noun, or behind what its topic or its participants are."""
        tree = self.tree
        behind = [c for c in tree.children[noun] if tree.deps[c] == "prep" and c > noun]
        yield from (c for c in behind if tree.lower[c] in links)
        for child in behind:
            if tree.lower[child] in TOPICS:
                for inner in tree.children[child]:
                    if tree.deps[inner] == "pobj" and (inner not in self.at or self.at[inner].thing.label not in PLACES):
                        yield from (c for c in tree.children[inner] if tree.deps[c] == "prep" and tree.lower[c] in WHERE)

    def _place_behind(self, preposition: int) -> Found | None:
        tree = self.tree
        return next((f for c in tree.children[preposition] if tree.deps[c] == "pobj" and (f := self.place_at(c)) is not None), None)

    def place_at(self, token: int) -> Found | None:
        """Return the place that a noun phrase names."""
        return place_at(self.tree, self.at, token)

    def _in_name(self, noun: int, start: int, kind: str) -> Venue | None:
        """Read "Vilnius summit", "Ukraine war", "Grenfell Tower fire", "Battle of Bakhmut", "India's election", "French election"."""
        tree = self.tree
        inside = [found for k in range(noun - 1, min(start, noun) - 1, -1) if (found := self.at.get(k)) is not None]
        inside = [found for found in dict.fromkeys(inside) if found.thing.label in PLACES]
        if kind == "war" and len(inside) > 1:
            return None  # "Russia-Ukraine war" names the sides
        for found in inside:
            if found.thing.label == "Country" and (kind not in WHERE_NAMED or (found.kind != "name" and kind != "election")):
                return None
            return Venue(found, noun, "name")
        for c in tree.children[noun]:
            if tree.deps[c] == "poss" and c in self.at and self.at[c].thing.label in PLACES and kind in WHERE_NAMED - {"war"}:
                return Venue(self.at[c], noun, "name")
        return None

    def _by_verb(self, noun: int, kind: str) -> Venue | None:
        """Read "the summit was held in Vilnius", "they gathered in Washington for a summit", "an earthquake struck Morocco"."""
        tree = self.tree
        if kind in {"disaster", "violence"} and any(tree.lower[c] in {"the", "this", "that"} for c in tree.children[noun]):
            return None  # the text has spoken of "the blast" before, or takes it for known
        for role in self.roles(noun):
            slots = self.clauses.arguments(role.verb)
            if kind == "disaster" and role.slot == "agent" and tree.lemmas[role.verb] in self.words.strike:
                for name in ("patient", "through", "across", "in", "into"):
                    for token in slots.get(name, ()):
                        place = self.place_at(token)
                        if place is not None:
                            return Venue(place, role.verb, "verb")
            if not self._staging(role, kind):
                continue
            for name in (*WHERE, *(("to",) if role.slot == "for" else ())):
                for token in slots.get(name, ()):
                    place = self.place_at(token)
                    if place is not None:
                        return Venue(place, role.verb, "verb")
            if tree.deps[role.verb] == "relcl" and any(tree.lower[c] == "where" for c in tree.children[role.verb]):
                place = self.place_at(tree.heads[role.verb])
                if place is not None:
                    return Venue(place, role.verb, "verb")
        return None

    # ---- dates

    def date(self, noun: int, kind: str) -> str | None:
        """Return when the event takes place, in EDTF: the finest of what its phrase and the verbs of its happening say."""
        whens = times_in(self.reading, self.t)
        if not whens:
            return None
        tree = self.tree
        values = [when.value for when in whens if hangs_on(tree, when, noun)]
        for role in self.roles(noun):
            if self._dating(role, kind):
                values += [_bounded(tree.lemmas[role.verb], when.value, kind) for when in whens if hangs_on(tree, when, role.verb)]
        if not values:
            return None
        return self._lasting(noun, max(values, key=lambda value: (value.count("-"), len(value))))

    def _lasting(self, noun: int, value: str) -> str:
        """Return the days of "a three-day summit" that begins on the day `value`."""
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            return value
        tree = self.tree
        for child in tree.children[noun]:
            match = re.fullmatch(r"(\w+)-day", "".join(tree.lower[max(child - 2, 0) : child + 1]))
            number = match and (NUMBERS.get(match[1]) or (int(match[1]) if match[1].isdigit() else None))
            if number and number > 1:
                return f"{value}/{(date.fromisoformat(value) + timedelta(days=number - 1)).isoformat()}"
        return value

    # ---- phrases

    def describes(self, noun: int, kind: str) -> bool:
        """True if the noun may describe one event: in the singular with an article, no part of a longer noun, no deed of an actor."""
        tree, words = self.tree, self.words
        if tree.deps[noun] in PREMODIFIERS or tree.pos[noun] not in {"NOUN", "PROPN"}:
            return False
        if tree.tags[noun] in {"NNS", "NNPS"} and tree.lemmas[noun] not in words.plural:
            return False
        children = tree.children[noun]
        if any(self._spoils(child, noun, kind) for child in children):
            return False
        determined = tree.part == "headline" or tree.lemmas[noun] in words.plural
        determined |= any(tree.deps[c] in {"det", "poss"} or (tree.deps[c] == "compound" and c in self.at) for c in children)
        return determined and not self._deed(noun, kind)

    def _spoils(self, child: int, noun: int, kind: str) -> bool:
        """True if a word at the noun says that it is no event, or not one: "any summit", "three wars", "heart attack"."""
        tree, words = self.tree, self.words
        dep, word = tree.deps[child], tree.lower[child]
        if dep == "det":
            return word in words.general
        if dep == "nummod":
            return child < noun and word not in {"one", "1"} and not YEAR.fullmatch(word)
        if dep in PREMODIFIERS:
            return f"{tree.lemmas[child]}_{tree.lemmas[noun]}" in words.never
        if dep == "prep":
            return word == "of" and kind in {"disaster", "violence"} and not self._bounded_by(child, noun)
        return dep == "neg"

    def _bounded_by(self, preposition: int, noun: int) -> bool:
        """True of "outbreak of cholera", "disaster of 1986", but not of "flood of refugees"."""
        tree = self.tree
        return tree.lemmas[noun] in {"outbreak", "epidemic"} or any(
            YEAR.fullmatch(tree.words[c]) or tree.lower[c] in MONTHS for c in tree.children[preposition]
        )

    def _deed(self, noun: int, kind: str) -> bool:
        """True if the text says who does it to whom or with whom: a claim then, and no event."""
        tree = self.tree
        if kind not in DEEDS and tree.lemmas[noun] not in MEETINGS:
            return False
        owners = {"poss", "compound", "nmod", "amod"} if kind == "violence" else {"poss"}
        if any(tree.deps[c] in owners and c in self.at and self.at[c].thing.label not in {"Place", "Event"} for c in tree.children[noun]):
            return True
        links = {tree.lower[c] for c in tree.children[noun] if tree.deps[c] in {"prep", "agent"}}
        if links & DOERS:
            return True
        head = tree.heads[noun]
        if tree.deps[noun] != "dobj" or tree.lemmas[head] not in self.words.deed:
            return False
        return kind == "violence" or "with" in links or any(tree.lower[c] == "with" for c in tree.children[head])

    def left_edge(self, noun: int) -> int:
        """Return where the name of a described event begins: without article, possessor, number, date and loose adjectives."""
        tree = self.tree
        start = noun
        while start:
            k = start - 1
            if tree.heads[k] not in range(start, noun + 1) or tree.deps[k] not in PREMODIFIERS or tree.lower[k] in self.words.loose:
                break
            if any(when.start <= k < when.end for when in times_in(self.reading, self.t)) or tree.lower[k] == "day":
                break
            start = k
        return start

    def possessed(self, noun: int, start: int, kind: str) -> int:
        """Return where the name begins with the state or place whose event it is: "India's general election"."""
        tree = self.tree
        owner = next((c for c in tree.children[noun] if tree.deps[c] == "poss" and c in self.at), None)
        if (
            owner is None
            or kind not in WHERE_NAMED - {"war"}
            or self.at[owner].thing.label not in PLACES
            or self.at[owner].end + 1 != start
        ):
            return start
        return self.at[owner].start


def _bounded(lemma: str, value: str, kind: str) -> str:
    """Return the time of a war that began then, or ended then; of other events the day on which they begin is their date."""
    if kind != "war" or "/" in value:
        return value
    if lemma in {"begin", "start", "erupt", "break"}:
        return f"{value}/.."
    return f"../{value}" if lemma in {"end", "conclude"} else value
