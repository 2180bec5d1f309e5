"""Which actor a phrase stands for: its own name, else the one that its words name ("the offices of X's party").

"Russian forces", "Iran's foreign minister", "the president of Chad" and "rebels in Ivory Coast" act for the country (or group) in them,
unless the phrase has a name of its own. A target may sit deeper than a doer: "calls by X", "targets in Jericho".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.subjects import PAPERS

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping

    from graphbuilder.extract.grammar.clauses import Clauses
    from graphbuilder.extract.grammar.frames import Words
    from graphbuilder.extract.reading import Found

MODIFIERS = ("amod", "compound", "nmod", "poss", "nummod")
DOER_LINKS = ("of", "from", "by", "in", "at")
TARGET_LINKS = tuple("of by from with on against to between for among toward towards over into in at near".split())
PLACE_LINKS = frozenset({"in", "at", "near", "from"})
NO_PLACE = frozenset({"people", "person", "man", "woman", "civilian", "child", "student", "worker", "villager"})
# "Hackers working for X", "a group led by X".
ACTING = {
    **dict.fromkeys(("work", "act", "fight"), ("for",)),
    **dict.fromkeys(("lead", "head", "employ", "own", "operate", "control"), ("by",)),
    "serve": ("with", "in"),
    "belong": ("to",),
}
# "Troops loyal to X".
LOYAL = frozenset({"loyal", "close", "subordinate", "sympathetic"})
# Of these nobody is another name: "X, a charge that Y denied".
COMMENTS = frozenset("charge claim accusation allegation assertion move decision step".split())
# "US-led forces", "Russian-flagged trucks": for whom they go.
SAILING = frozenset({"lead", "flag", "register"})
# Whose phrase names somebody else than its possessor.
ENEMIES = frozenset("enemy foe rival critic opponent adversary predecessor successor killer attacker murderer creditor".split())
# Who is of no place, though he works in one: "a judge in Oregon".
JUDGES = frozenset("judge prosecutor lawyer journalist reporter editor doctor teacher analyst expert student investor manager".split())
HOLDING = frozenset({"hold", "control", "occupy"})
MAX_DEPTH = 4


class Actors:
    """The actors of one tree. `at` maps tokens to mentions of actors; no phrase stands for an actor at the tokens `closed`."""

    __slots__ = ("at", "clauses", "closed", "tree", "words")

    def __init__(self, clauses: Clauses, at: Mapping[int, Found], words: Words, closed: Container[int]) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.at = at
        self.closed = closed
        self.words = words

    def doers(self, tokens: Iterable[int]) -> list[Found]:
        """Return who acts where `tokens` are subjects."""
        return _unique(found for token in tokens for found in self._resolve(token, DOER_LINKS, 0))

    def targets(self, tokens: Iterable[int]) -> list[Found]:
        """Return who is acted on where `tokens` are objects: the actors at any depth of the phrase."""
        return _unique(found for token in tokens for found in self._resolve(token, TARGET_LINKS, 0))

    def beyond(self, tokens: Iterable[int], doers: Container[int]) -> list[Found]:
        """Return who stands behind phrases that the doers (ids of things) possess: "its border with X", "its creditors, including X"."""
        owned = [t for t in tokens if t not in self.at and any(id(f.thing) in doers for f in self.modifiers(t, TARGET_LINKS))]
        return _unique(f for t in owned for f in self._members(t) or self._behind(t, TARGET_LINKS, 0) if id(f.thing) not in doers)

    def described(self, tokens: Iterable[int]) -> list[Found]:
        """Return the actors of phrases that are themselves a name, or describe persons, a body or a place ("the town of X")."""
        return self.targets(t for t in tokens if t in self.at or self._describes(t) or self._apposed(t))

    def _describes(self, token: int) -> bool:
        """True of a noun for persons, a body or a place; "three allies of X" are persons, but X is none of them."""
        lemma = self.tree.lemmas[token]
        return lemma in self.words["described"] and not (self.tree.tags[token] == "NNS" and lemma in self.words["others"])

    def named(self, tokens: Iterable[int]) -> list[Found]:
        """Return the mentions that the tokens themselves are in."""
        return _unique(self.at[token] for token in tokens if token in self.at)

    def is_person(self, token: int) -> bool:
        """True of a noun or a name for a person."""
        found, lemma = self.at.get(token), self.tree.lemmas[token]
        return lemma in self.words["persons"] and lemma not in self.words["collective"] if found is None else found.thing.label == "Person"

    def behind_body(self, noun: int) -> list[int]:
        """Read "the governor of Y, X", "a unit of Y, the X,", where the parser hangs the name on the body or place behind "of"."""
        tree, at = self.tree, self.at
        person = self.is_person(noun)
        if tree.tags[noun] not in {"NN", "NNP"} or not (person or tree.lemmas[noun] in self.words["units"]):
            return []
        bodies = [b for c in tree.children[noun] if tree.deps[c] == "prep" for b in tree.children[c] if tree.deps[b] == "pobj"]
        named = [n for b in bodies if not self.is_person(b) for n in tree.children[b] if tree.deps[n] == "appos" and n in at]
        named = [n for n in named if at[n].kind == "name" and at[n].thing.label == ("Person" if person else "Organization")]
        return [n for n in named if tree.lower[at[n].start - 1] in {",", "the"}]

    def _apposed(self, token: int) -> list[int]:
        tree = self.tree
        return [c for c in tree.children[token] if tree.deps[c] == "appos" and c in self.at and self.at[c].thing.label != "Event"]

    def _resolve(self, token: int, links: tuple[str, ...], depth: int) -> list[Found]:
        found = self.at.get(token)
        if found is not None:
            return [found]
        if depth > MAX_DEPTH or token in self.closed:
            return []
        antecedent = self.clauses.antecedent(token)
        if antecedent != token:
            return self._resolve(antecedent, links, depth + 1)
        apposed = self._apposed(token)
        if apposed and not (self.tree.lemmas[token] in self.words["collective"] and self.at[apposed[0]].thing.label == "Person"):
            return [self.at[apposed[0]]]
        if links is DOER_LINKS and (holder := self.behind_body(token)):
            return [self.at[holder[0]]]
        other = self.tree.deps[token] == "appos" and self.tree.heads[token] in self.at
        if other and self.tree.lemmas[token] not in COMMENTS:  # "X, the movement that Y backs", not "X, a charge that Y denied"
            return [self.at[self.tree.heads[token]]]
        if links is TARGET_LINKS and self._somebodys(token):
            return []
        out = self.modifiers(token, links, depth)
        if self.tree.lemmas[token] in self.words["offices"] and all(f.thing.label == "Place" for f in out):  # "the Ramallah office of X"
            out = self._owner(token, depth) or out
        out = out or self._behind(token, links, depth) or self._members(token) or self._acted_for(token, depth)
        return out or (self.holders(token) if links is TARGET_LINKS else [])

    def _somebodys(self, token: int) -> bool:
        """True of somebody told by a person or an employer: who met "X's envoy for Lebanon" met neither X nor Lebanon."""
        tree = self.tree
        if tree.tags[token] != "NN":
            return False
        if tree.lemmas[token] in self.words["staff"]:
            links, label = {"compound", "nmod", "poss"}, "Organization"
        elif tree.lemmas[token] in self.words["persons"]:
            links, label = {"poss"}, "Person"
        else:
            return False
        owners = (self.at.get(c) for c in tree.children[token] if tree.deps[c] in links)
        return any(owner is not None and owner.thing.label == label for owner in owners)

    def _owner(self, token: int, depth: int) -> list[Found]:
        """Return the organizations behind the "of" of a noun."""
        tree = self.tree
        behind = [c for p in tree.children[token] if tree.lower[p] == "of" for c in tree.children[p] if tree.deps[c] == "pobj"]
        return [f for c in behind for f in self._resolve(c, ("of",), depth + 1) if f.thing.label == "Organization"]

    def _acted_for(self, token: int, depth: int) -> list[Found]:
        """Return for whom somebody without a name acts: "hackers working for X", "troops loyal to X", "a letter signed by X"."""
        tree = self.tree
        paper = tree.lemmas[token] in PAPERS
        if not paper and tree.lemmas[token] not in self.words["actors"]:
            return []
        for clause in tree.children[token]:
            if tree.deps[clause] == "acl" and tree.tags[clause] in {"VBG", "VBN"}:
                for link in tree.children[clause]:
                    if tree.lower[link] in (("by",) if paper else ACTING.get(tree.lemmas[clause], ())):
                        return _unique(f for t in self.clauses.objects_of(link) for f in self._resolve(t, DOER_LINKS, depth + 1))
            elif tree.lemmas[clause] in LOYAL and tree.pos[clause] == "ADJ" and tree.lemmas[token] in self.words["forces"]:
                objects = [c for link in tree.children[clause] if tree.lower[link] == "to" for c in tree.children[link]]
                return _unique(f for t in objects if tree.deps[t] == "pobj" for f in self._resolve(t, DOER_LINKS, depth + 1))
        return []

    def _members(self, token: int) -> list[Found]:
        """Return who is named as one of several: "dozens of countries, including X and Y"."""
        tree, at = self.tree, self.at
        out: list[Found] = []
        for child in tree.children[token]:
            if tree.deps[child] == "prep" and tree.lower[child] == "including":
                inner = [c for c in tree.children[child] if tree.deps[c] == "pobj"]
                out += [at[t] for c in inner for t in self.clauses.coordinated(c) if t in at]
            elif tree.deps[child] == "prep" and tree.lower[child] == "of" and not out:
                out += [f for c in tree.children[child] if tree.deps[c] == "pobj" for f in self._members(c)]
        return _unique(out)

    def modifiers(self, token: int, links: tuple[str, ...] = DOER_LINKS, depth: int = 0) -> list[Found]:
        """Return the actors before a noun: nationality, name or possessor."""
        tree = self.tree
        children = tree.children[token]
        for kind in MODIFIERS:
            for child in children:
                if tree.deps[child] != kind or child > token:
                    continue
                if kind == "poss":
                    if tree.lemmas[token] in ENEMIES:  # "X's enemies"
                        return []
                    out = _unique(f for t in self.clauses.coordinated(child) for f in self._resolve(t, links, depth + 1))
                    if links is DOER_LINKS and tree.lemmas[token] in self.words["others"]:  # "his party", "X's wife": somebody else acts
                        out = [found for found in out if found.thing.label != "Person"]
                else:
                    out = self._premodifier(child)
                if out and tree.lemmas[token] in self.words["private"]:
                    out = [found for found in out if found.thing.label != "Country" and not found.thing.group]
                    if not out:
                        return []
                if out:
                    return out
        return []

    def _premodifier(self, child: int) -> list[Found]:
        """Actors among an adjective or a noun before a noun, what is coordinated with it and what modifies it in turn."""
        tree = self.tree
        out = [self.at[child]] if child in self.at else []
        for inner in tree.children[child]:
            led = tree.deps[inner] == "npadvmod" and tree.lemmas[child] in SAILING
            if led or (tree.deps[inner] in {"conj", "amod", "compound", "nmod", "poss"} and tree.pos[inner] != "VERB"):
                out += self._premodifier(inner)
        return _unique(out)

    def holders(self, token: int) -> list[Found]:
        """Return who holds what a phrase means: "shelled X-held areas"."""
        tree = self.tree
        held = [c for c in tree.children[token] if tree.deps[c] == "amod" and tree.lemmas[c] in HOLDING]
        return [self.at[i] for c in held for i in tree.children[c] if tree.deps[i] == "npadvmod" and i in self.at]

    def _behind(self, token: int, links: tuple[str, ...], depth: int) -> list[Found]:
        """Actors behind a preposition of the noun."""
        tree = self.tree
        prepositions = {tree.lower[c]: c for c in reversed(tree.children[token]) if tree.deps[c] in {"prep", "agent"}}
        lemma = tree.lemmas[token]
        for word in links:
            preposition = prepositions.get(word)
            if preposition is None:
                continue
            if word in PLACE_LINKS and links is DOER_LINKS and lemma not in self.words["actors"]:
                continue
            if word in PLACE_LINKS - {"from"} and (lemma in NO_PLACE or lemma not in self.words["sites"]):
                continue
            out = []
            for child in tree.children[preposition]:
                at_sea = word in PLACE_LINKS and tree.lower[child] in self.words["seas"]
                if tree.deps[child] == "pobj" and not at_sea and not (word == "in" and tree.lemmas[child] in self.words["reasons"]):
                    for noun in self.clauses.coordinated(child):
                        out += self._resolve(noun, links, depth + 1)
            if word in PLACE_LINKS and lemma in self.words["persons"] and (links is DOER_LINKS or lemma in JUDGES):
                # "a judge in Oregon" is not Oregon, though what is done to troops there may be done to the place
                out = [found for found in out if found.thing.label != "Place"]
            if out:
                return _unique(out)
        return []


def _unique(found: Iterable[Found]) -> list[Found]:
    out: dict[int, Found] = {}
    for mention in found:
        out.setdefault(id(mention.thing), mention)
    return list(out.values())
