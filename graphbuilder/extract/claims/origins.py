"""Origins: where somebody or something is from, as words beside the name say it.

"The Berlin-based start-up X", "the Toulouse company X", "Kenyan-born X", "the American X", "X, a Briton,", "Kenya's X", "Labour's X",
"X of the Y Institute", "X, 42, of Leeds".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.lexicon import load_lexicon
from graphbuilder.extract.mentions.trimming import POSSESSIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphbuilder.extract.grammar.reader import ClaimDraft, Reader
    from graphbuilder.extract.reading import Found

PLACES = frozenset({"Place", "Country"})
BETWEEN = frozenset({"ADJ", "NOUN", "PROPN", "NUM"})
OF = frozenset({"of", "from", "at"})
SEATED, BORN = frozenset({"based", "headquartered"}), frozenset({"born"})
# A person who is called by one of these is a citizen: "an American", "the first South Korean to".
ARTICLES = frozenset({"a", "an", "the", "another", "fellow"})


def origins(reader: Reader, start: int, end: int) -> Iterator[ClaimDraft]:
    """Yield where those named in the sentence of tokens `start` to `end` sit, were born or are citizens of."""
    tree, at = reader.tree, reader.at
    for i in range(start, end):
        found = at.get(i)
        if found is None or found.end - 1 != i:
            continue
        if found.thing.label == "Person" and found.kind == "name":
            yield from _of(reader, found, end)
            yield from _owned(reader, found)
        if found.thing.label not in PLACES:
            continue
        if i + 2 < end and tree.words[i + 1] == "-":
            yield from _hyphened(reader, found, i + 2, end)
        elif found.thing.label == "Place":
            yield from _company(reader, found, end)
            yield from _office(reader, found)
        elif found.kind == "demonym":
            yield from _citizen(reader, found, end)


def _hyphened(reader: Reader, place: Found, token: int, end: int) -> Iterator[ClaimDraft]:
    """Read "Berlin-based start-up X", "the Kenyan-born Israeli X"."""
    word = reader.tree.lower[token]
    if word in SEATED:
        who = _name_behind(reader, token + 1, end, {"Organization"})
        if who is not None:
            yield reader.draft("BASED_IN", who, place, token, rule="x-based", confidence=0.9)
    elif word in BORN:
        who = _name_behind(reader, token + 1, end, {"Person"}) or _said_of(reader, reader.tree.heads[token])
        if who is not None:
            yield reader.draft("BORN_IN", who, place, token, rule="x-born", confidence=0.9)


def _of(reader: Reader, who: Found, end: int) -> Iterator[ClaimDraft]:
    """Read "X of the Y Institute", "X from Greenpeace", "X, of Y,", "X, 42, of Leeds, Alabama,"."""
    tree, link = reader.tree, who.end
    aged = link + 3 < end and tree.words[link] == "," and tree.words[link + 1].isdigit() and tree.words[link + 2] == ","
    commas = aged or tree.words[link : link + 1] == [","]
    link += 3 if aged else commas
    if link + 1 >= end or tree.lower[link] not in OF or not (commas or tree.heads[link] == who.head):
        return
    first = link + 1 + (tree.pos[link + 1] == "DET")
    whose = reader.at.get(first)
    if whose is None or whose.start != first or whose.kind != "name" or whose.thing.group:
        return
    closed = not commas or whose.end >= end or tree.words[whose.end] in {",", ".", ";", ")"}
    if whose.thing.label == "Organization" and closed:
        yield _of_body(reader, who, whose, link, rule="x-of-body")
    elif whose.thing.label == "Place" and commas and closed and tree.lower[link] != "at":
        yield reader.draft("LIVES_IN", who, whose, link, rule="x-of-place", confidence=0.75)


def _owned(reader: Reader, who: Found) -> Iterator[ClaimDraft]:
    """Read "Kenya's X", "Labour's X", "Ferrari's X": the name alone behind a possessor is one of its people."""
    tree, mark = reader.tree, who.start - 1
    whose = reader.at.get(mark - 1) if mark > 0 and tree.lower[mark] in POSSESSIVE else None
    if whose is None or whose.kind != "name" or whose.thing.group or tree.deps[whose.head] != "poss" or tree.heads[whose.head] != who.head:
        return
    if whose.thing.label == "Country":
        yield reader.draft("CITIZEN_OF", who, whose, mark, rule="state-s-x", confidence=0.75)
    elif whose.thing.label == "Organization":
        yield _of_body(reader, who, whose, mark, rule="body-s-x")


def _of_body(reader: Reader, who: Found, body: Found, token: int, *, rule: str) -> ClaimDraft:
    """Return the claim that somebody is of a body: a member of a party or an armed group, else one who works for it."""
    name = body.thing.name
    member = name.rpartition(" ")[2].lower() in reader.lexicon.words["parties"] or load_lexicon().kinds.get(name) == "group"
    return reader.draft("MEMBER_OF" if member else "WORKS_FOR", who, body, token, rule=rule, confidence=0.75)


def _company(reader: Reader, place: Found, end: int) -> Iterator[ClaimDraft]:
    """Read "the Toulouse company X", "the Palo Alto carmaker X"."""
    tree, noun = reader.tree, place.end
    if noun + 1 >= end or tree.pos[noun] != "NOUN" or tree.lemmas[noun] not in reader.lexicon.words["private"]:
        return
    who = reader.at.get(noun + 1)
    if who is not None and who.start == noun + 1 and who.kind == "name" and who.thing.label == "Organization":
        yield reader.draft("BASED_IN", who, place, noun, rule="x-company", confidence=0.8)


def _office(reader: Reader, place: Found) -> Iterator[ClaimDraft]:
    """Read "the Paris office of X", "X's plant in Lyon", "X's Paris headquarters", "X's Grasberg mine"."""
    tree = reader.tree
    noun = tree.heads[place.head]
    if tree.deps[place.head] == "pobj" and tree.lower[noun] in {"in", "at", "near", "outside"}:
        noun = tree.heads[noun]
    elif tree.deps[place.head] not in {"compound", "nmod", "amod"}:
        return
    if noun in reader.at or tree.lemmas[noun] not in reader.lexicon.words["offices"]:
        return
    links = [c for c in tree.children[noun] if tree.deps[c] == "prep" and tree.lower[c] == "of"]
    owners = [c for c in tree.children[noun] if tree.deps[c] == "poss"] or [g for c in links for g in tree.children[c]]
    for who in reader.actors.named(owners):
        if who.thing.label == "Organization" and not who.thing.group:
            if tree.lemmas[noun] in load_lexicon().sites and tree.deps[place.head] != "pobj":  # the mine is called by its place
                yield reader.draft("OWNS", who, place, noun, rule="x-site", confidence=0.75)
            else:
                seat = tree.lemmas[noun] in reader.lexicon.words["seats"]
                yield reader.draft("BASED_IN" if seat else "LOCATED_IN", who, place, noun, rule="x-office", confidence=0.8)


def _citizen(reader: Reader, country: Found, end: int) -> Iterator[ClaimDraft]:
    """Read "the American X", "X, a Briton,", "X is a Canadian"."""
    tree, token = reader.tree, country.head
    beside = reader.at.get(country.end) if country.end < end else None
    if beside is not None and beside.start == country.end and tree.heads[token] != beside.head:
        beside = None
    if beside is not None and beside.kind == "name" and beside.thing.label == "Person":
        yield reader.draft("CITIZEN_OF", beside, country, token, rule="x-ian", confidence=0.8)
    elif tree.pos[token] in {"NOUN", "PROPN"} and any(tree.lower[c] in ARTICLES for c in tree.children[token]):
        who = _said_of(reader, token)
        if who is not None:
            draft = reader.draft("CITIZEN_OF", who, country, token, rule="an-x-ian", confidence=0.8)
            draft.polarity, draft.modality = reader.qualifiers.stance(token)
            yield draft


def _name_behind(reader: Reader, token: int, end: int, labels: set[str]) -> Found | None:
    """Return the name that the words from `token` on lead to: "start-up Isar Micro", "Israeli painter X"."""
    tree, at = reader.tree, reader.at
    while token < end:
        found = at.get(token)
        if found is not None and found.kind == "name" and found.thing.label in labels:
            return found
        if tree.pos[token] not in BETWEEN and "-" not in (tree.words[token], tree.words[token - 1]):
            return None
        token += 1
    return None


def _said_of(reader: Reader, noun: int) -> Found | None:
    """Return the person whom a noun in apposition or behind "is" describes."""
    tree = reader.tree
    head = tree.heads[noun]
    match tree.deps[noun]:
        case "appos":
            tokens = [head]
        case "attr" if tree.lemmas[head] == "be":
            tokens = reader.clauses.subjects(head)
        case _:
            return None
    return next((f for f in reader.actors.named(tokens) if f.thing.label == "Person"), None)
