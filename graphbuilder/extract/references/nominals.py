"""Nominals: noun phrases that stand for a name, "the company", "the former president", "the rebels", "the country".

What a name is called elsewhere tells which one is meant: "Angela Merkel, the chancellor" is the chancellor, "Deutsche Bank" a bank,
"M23 rebels" are rebels. A phrase that says more than that ("the first company", "the president of Chad") stands for nothing said before.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphbuilder.extract.mentions.lexicon import Lexicon
    from graphbuilder.extract.reading import Found, Reading, Thing
    from graphbuilder.extract.tree import Tree

DEFINITE = frozenset({"the", "this", "that"})
OURS = frozenset({"our"})  # "our alliance": the one that the speaker is of
# "The new company", "the first president": not the one named before.
OTHER = frozenset(
    """new first second third fourth other another next last only rival local latest few best same-sex small large larger biggest largest
    many several various different certain similar average typical future""".split()
)
# Behind these a phrase says which one it means: "the president of Chad", "the company behind it".
# These an organization of any kind is called; of the others only one that may be meant is.
VAGUE = frozenset({"company", "firm", "group", "organization", "organisation", "agency", "country", "city", "town", "village"})
# What one body is to another: "the Apple supplier".
OTHERS = frozenset({"supplier", "parent", "subsidiary", "owner", "operator", "developer", "manufacturer", "maker", "producer", "regulator"})
DEFINING = frozenset({"of", "in", "at", "from", "for", "behind", "with", "to"})
MODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod"})


@dataclass(slots=True)
class Wanted:
    """Who a noun phrase may stand for. `fits` gives how much speaks for a thing, None if it cannot be meant."""

    descriptions: Descriptions
    lemma: str
    label: str
    code: str | None
    body: Thing | None
    barred: Thing | None
    needs_one: bool

    def fits(self, thing: Thing) -> float | None:
        if thing is self.barred or (self.code is not None and self.descriptions.code(thing) not in {None, self.code}):
            return None
        match self.label:
            case "Person":
                return self._person(thing)
            case "Organization":
                return self._organization(thing)
            case "Armed":
                return self._armed(thing)
            case "State":
                return 0.0 if thing.label == "Country" else None
            case label:
                return 0.0 if thing.label == label and not thing.group else None

    def _person(self, thing: Thing) -> float | None:
        if thing.label != "Person":
            return None
        called = {SAME_POST.get(noun, noun) for noun in self.descriptions.called.get(id(thing), ())}
        if self.body is not None:
            return 3.0 if self.descriptions.serves(thing, self.body) else None
        post = SAME_POST.get(self.lemma, self.lemma)
        if self.code is not None:
            if post in EXACT and post not in called and called & EXACT:  # the president is not the chancellor
                return None
            return 3.0 if self.descriptions.code(thing) == self.code or post in called else 0.0
        if post in called:
            return 3.0
        return None if post in UNNAMED or (called & self.descriptions.lexicon.person_nouns and post in EXACT) else 0.0

    def _organization(self, thing: Thing) -> float | None:
        if thing.label != "Organization" or thing.group:
            return None
        kinds = self.descriptions.kinds(thing)
        wanted = self.descriptions.lexicon.organization_nouns.get(self.lemma, "company")
        if wanted in kinds or (self.code is not None and self.descriptions.code(thing) == self.code):
            return 2.0
        if wanted in INSTITUTIONS:
            return None
        return None if kinds and not (wanted in GENERAL and kinds <= GENERAL[wanted]) else 0.0

    def _armed(self, thing: Thing) -> float | None:
        if thing.label != "Organization":
            return None
        called = self.descriptions.called.get(id(thing), set())
        if self.lemma in called or (thing.group and self.lemma in _singular_words(thing.name)):
            return 3.0
        if thing.group and not self.descriptions.lexicon.armed.isdisjoint(_singular_words(thing.name)):
            return 1.0
        return None if thing.group or self.descriptions.kinds(thing) - {"group", "party", "movement"} else 0.0


# The only holder of such a post in a text is who is meant; of another post somebody else may be.
EXACT = frozenset({"president", "chancellor", "king", "queen", "pope", "minister", "governor", "mayor", "prince", "princess", "senator"})
# Texts speak of these without a name: who is not called so is not meant.
UNNAMED = frozenset(
    "judge prosecutor lawyer spokesman spokeswoman spokesperson diplomat analyst general economist official suspect".split()
)
SAME_POST = {"premier": "minister"}
# These a state has anyway; what is not called so is not meant: "the defence ministry".
INSTITUTIONS = frozenset({"ministry", "court", "council", "commission", "university", "institute", "federation"})
COMPANY_POSTS = frozenset({"executive", "ceo", "shareholder", "share", "profit"})
GENERAL = {
    "club": frozenset({"company"}),
    "company": frozenset({"company", "bank", "airline", "newspaper", "broadcaster", "network", "club"}),
    "organization": frozenset({"organization", "agency", "group", "alliance", "union", "commission", "foundation", "institute", "council"}),
    "group": frozenset({"group", "company", "organization", "party", "movement", "bank", "airline"}),
    "agency": frozenset({"agency", "organization"}),
    "union": frozenset({"union", "organization", "federation"}),
}


class Descriptions:
    """What the things of a document are called beside their names."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.called: dict[int, set[str]] = {}
        self._codes: dict[int, str] = {}
        self._serves: dict[int, set[int]] = {}
        self._kinds: dict[int, set[str]] = {}

    def learn(self, tree: Tree, found: Found) -> None:
        """Note the titles, nouns in apposition and nationality that stand beside a mention."""
        at = self.reading.at[found.tree]
        head = found.head
        nouns = [c for c in tree.children[head] if tree.deps[c] in {"compound", "nmod", "appos"} and tree.pos[c] in {"NOUN", "PROPN"}]
        if tree.deps[head] in {"appos", "compound", "nmod"} and tree.pos[tree.heads[head]] == "NOUN" and tree.heads[head] not in at:
            nouns.append(tree.heads[head])
        if tree.deps[head] in {"nsubj", "attr"} and tree.lemmas[tree.heads[head]] in {"be", "become"}:
            other = "attr" if tree.deps[head] == "nsubj" else "nsubj"
            nouns += [c for c in tree.children[tree.heads[head]] if tree.deps[c] == other and tree.pos[c] == "NOUN"]
        called = self.called.setdefault(id(found.thing), set())
        called.update(w for w in tree.lower[found.start : found.end] if w in self.lexicon.kept_titles)
        if found.start > 0 and found.thing.label == "Person" and tree.lemmas[found.start - 1] in self.lexicon.person_nouns:
            nouns.append(found.start - 1)
        for noun in nouns:
            called.add(tree.lemmas[noun])
            for owner in self._of(tree, at, noun):
                if owner.thing.iso3 is not None:
                    self._codes.setdefault(id(found.thing), owner.thing.iso3)
                elif owner.thing.label == "Organization" and owner is not found:
                    self._serves.setdefault(id(found.thing), set()).add(id(owner.thing))
        if found.kind == "name" and found.thing.label == "Organization":
            self._kinds.setdefault(id(found.thing), set()).update(
                self.lexicon.organization_nouns[w] for w in tree.lower[found.start : found.end] if w in self.lexicon.organization_nouns
            )
            if tree.lower[found.end - 1].endswith("bank"):  # "Commerzbank"
                self._kinds[id(found.thing)].add("bank")
            if tree.deps[head] in {"poss", "compound"} and tree.lemmas[tree.heads[head]] in COMPANY_POSTS:  # "Spirit's chief executive"
                self._kinds[id(found.thing)].add("company")

    @staticmethod
    def _of(tree: Tree, at: Mapping[int, Found], noun: int) -> list[Found]:
        """Return the mentions that say of what state or body a post is: "NATO chief", "Chad's president", "the head of Intel"."""
        behind = (c for c in tree.children[noun] if tree.deps[c] == "prep" and tree.lower[c] in {"of", "at"})
        places = [c for c in tree.children[noun] if tree.deps[c] in MODIFIERS]
        places += [c for preposition in behind for c in tree.children[preposition] if tree.deps[c] == "pobj"]
        return [at[place] for place in places if place in at]

    def serves(self, thing: Thing, body: Thing) -> bool:
        """Return True if a post of the body was named beside the person."""
        return id(body) in self._serves.get(id(thing), ())

    def code(self, thing: Thing) -> str | None:
        """Return the code of the state that a thing is of, as far as it is known."""
        return thing.iso3 or thing.country or self._codes.get(id(thing))

    def kinds(self, thing: Thing) -> set[str]:
        """Return what kinds of organization a name or the nouns beside it tell."""
        nouns = self.lexicon.organization_nouns
        kinds = {nouns[word] for word in self.called.get(id(thing), ()) if word in nouns} | self._kinds.get(id(thing), set())
        known = self.lexicon.kinds.get(thing.name)
        return kinds | {known} if known is not None else kinds

    def at(self, t: int, i: int) -> Wanted | None:
        """Return whom the noun at `i` may stand for, None if it is no phrase that stands for a name."""
        tree, at = self.reading.trees[t], self.reading.at[t]
        lemma, lexicon = tree.lemmas[i], self.lexicon
        label = _label(tree, i, lexicon)
        if label is None:
            return None
        children = tree.children[i]
        if label in {"Country", "State"} and (code := self._code_of_owner(tree, at, i)) is not None:  # "her country", "his government"
            return Wanted(self, lemma, label, code, None, None, needs_one=True)
        definite = any((tree.deps[c] == "det" and tree.lower[c] in DEFINITE) or tree.lower[c] in OURS for c in children)
        if not definite and not (label == "State" and lemma == "police"):
            return None
        if tree.deps[i] in {"compound", "amod", "nmod", "appos", "attr"} or (
            i + 1 < len(tree) and i + 1 in at and tree.words[i + 1][0].isupper()
        ):
            return None
        if any(_says_more(tree, child) for child in children) or (label == "State" and any(tree.deps[c] == "conj" for c in children)):
            return None
        code, body, barred = None, None, None
        for child in children:
            inner = at.get(child)
            if tree.deps[child] not in MODIFIERS or (inner is None and not (label == "Country" and tree.deps[child] == "compound")):
                continue
            if inner is None or not _may_modify(inner, label, adjective=tree.pos[child] == "ADJ"):
                return None
            if (
                inner.thing.label == label == "Organization" and tree.pos[child] != "ADJ" and lemma not in OTHERS
            ):  # "the Law and Justice party"
                return None
            if lemma == "state" and inner.thing.label == "Country":  # "the Dutch state" is the country
                return None
            code, barred = self.code(inner.thing) or code, inner.thing
            if label == "Person" and inner.thing.label == "Organization":
                body = inner.thing
        needs_one = label in {"State", "Person", "Armed"} or code is not None or lemma not in VAGUE
        return Wanted(self, lemma, label, code, body, barred, needs_one=needs_one)

    def _code_of_owner(self, tree: Tree, at: Mapping[int, Found], noun: int) -> str | None:
        """Return the code of the state of the person whose country or government a phrase names."""
        owners = [at[c].thing for c in tree.children[noun] if tree.deps[c] == "poss" and c in at]
        return self.code(owners[0]) if owners and owners[0].label == "Person" else None

    @staticmethod
    def first(tree: Tree, i: int) -> int:
        """Return the first token of the phrase without its article or possessor."""
        while True:
            before = [c for c in tree.children[i] if c < i and tree.deps[c] in MODIFIERS and tree.tags[c] != "PRP$"]
            if not before:
                return i
            i = before[0]


def _says_more(tree: Tree, child: int) -> bool:
    """True if a dependent of the noun makes it something not named before: "the first company", "the company behind it"."""
    dep = tree.deps[child]
    if dep in MODIFIERS:
        owned = dep == "poss" and tree.lower[child] not in OURS
        return tree.lower[child] in OTHER or owned or dep == "nummod" or tree.tags[child] in {"JJR", "JJS"}
    if dep in {"relcl", "acl"}:
        return tree.lower[_first_of(tree, child) - 1] != ","
    return dep == "appos" or (dep == "prep" and tree.lower[child] in DEFINING)


def _may_modify(inner: Found, label: str, *, adjective: bool) -> bool:
    """True if a name may stand before the noun: "the Danish company", "the European company", "the NATO chief", "the Pittsburgh company"."""
    if inner.thing.label == "Country" or adjective:
        return label not in {"State", "Country"}
    if label == "Person" and inner.thing.label == "Organization" and not inner.thing.group:
        return True
    return label == "Organization" and inner.thing.label in {"Organization", "Place"} and not inner.thing.group


def _label(tree: Tree, i: int, lexicon: Lexicon) -> str | None:
    lemma = tree.lemmas[i]
    if tree.tags[i] == "NNS":
        if lemma in lexicon.armed:
            return "Armed"
        return "State" if lemma in {"authority", "authorities"} else None
    if lemma in lexicon.person_nouns:
        return "Person"
    if lemma in lexicon.organization_nouns:
        return "Organization"
    if lemma in lexicon.country_nouns:
        return "Country"
    if lemma in lexicon.place_nouns:
        return "Place"
    return "State" if lemma in lexicon.government else None


def _first_of(tree: Tree, token: int) -> int:
    """Return the first token of the clause or phrase that hangs on a token."""
    while tree.children[token] and tree.children[token][0] < token:
        token = tree.children[token][0]
    return token


def _singular_words(name: str) -> set[str]:
    return {form for word in name.lower().split() for form in (word, word.removesuffix("s"))}
