"""Groups without a name of their own: "Ethiopian rebels", "rebels in Ivory Coast", "Police in Paris", "Georgia's opposition".

A noun phrase is a group where nationality, place or faith and a noun for several persons or a body name it. State bodies that are
named by their country alone ("Russian forces") are the country and stay what they are: a mention of it by its adjective.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.lexicon import load_lexicon
from graphbuilder.extract.reading import Found, Thing

if TYPE_CHECKING:
    from graphbuilder.extract.mentions.lexicon import Lexicon
    from graphbuilder.extract.reading import Reading
    from graphbuilder.extract.tree import Tree

PREMODIFIERS = frozenset({"amod", "compound", "nmod", "poss"})
PLURAL = frozenset({"NNS", "NNPS"})
LINKS = frozenset({"in", "from", "of", "across"})
OF_WHOM = frozenset({"people", "citizen", "national", "resident", "inhabitant", "opposition", "community", "minority", "worker"})
# Too general to be named by where they are: "people in Gaza", "three men from Leeds".
ANYONE = frozenset(
    {"people", "man", "woman", "child", "youth", "victim", "passenger", "family", "state", "country", "nation", "power", "company", "firm"}
)
# Single bodies of a people or a region without a state.
REGIONAL_BODIES = frozenset(["government", "parliament", "administration", "assembly", "leadership"])
# Single bodies of a city: "a court in Buenos Aires".
CITY_BODIES = frozenset(
    ["court", "tribunal", "council", "police", "government", "administration", "authority", "authorities", "prosecutor", "municipality"]
)


def find_groups(reading: Reading) -> None:
    """Add the groups of a document; the country or place that names a group is no mention of its own any more."""
    lexicon = load_lexicon()
    groups: dict[str, Thing] = {}
    for t, tree in enumerate(reading.trees):
        at = reading.at[t]
        for token in _naming_words(reading, t, tree, lexicon):
            found = at.get(token)
            span = _group_span(tree, at, token, found, lexicon)
            if span is not None:
                _add_group(reading, t, span, groups)


def _naming_words(reading: Reading, t: int, tree: Tree, lexicon: Lexicon) -> list[int]:
    """Return the heads of countries, peoples and places, and adjectives of regions, faiths and parties that are no mention."""
    at = reading.at[t]
    named = {f.head for f in at.values() if f.thing.label in {"Country", "Place"} or f.thing.group}
    adjectives = {end - 1 for _, end, kind in tree.ents if kind == "NORP" and end - 1 not in at}
    adjectives |= {i for i, word in enumerate(tree.lower) if word in lexicon.region and i not in at and tree.words[i][0].isupper()}
    return sorted(named | adjectives)


def _group_span(tree: Tree, at: dict[int, Found], token: int, found: Found | None, lexicon: Lexicon) -> tuple[int, int, int] | None:
    """Return start, end and head of the group's phrase that the token names, if it names one."""
    dep, noun = tree.deps[token], tree.heads[token]
    end = token + 1
    if dep in PREMODIFIERS and tree.deps[noun] == "pobj" and noun not in at and _is_area(tree, noun, lexicon):
        dep, noun, end = "pobj", tree.heads[noun], noun + 1  # "rebels in Chad's Tibesti mountains"
    if found is not None and _is_people_with_modifier(tree, at, token, found):
        return _left_edge(tree, token), token + 1, token
    if dep in PREMODIFIERS and noun > token and noun not in at and tree.pos[noun] == "NOUN":
        start = _left_edge(tree, noun)
        inside = _inside(at, start, noun)
        if _has_name(tree, at, noun) or any(tree.deps[c] == "cc" for i in range(start, noun) for c in tree.children[i]):
            return None
        return (start, noun + 1, noun) if _is_group(tree, token, noun, found, inside, lexicon) else None
    if dep == "pobj" and found is not None and tree.lower[noun] in LINKS and tree.deps[noun] == "prep":
        named = tree.heads[noun]
        if named < noun and named not in at and tree.pos[named] == "NOUN" and _is_located_group(tree, named, noun, found, lexicon):
            start = _left_edge(tree, named)
            owned = any(tree.deps[c] == "poss" for c in tree.children[named])  # "his lawyers in Reno"
            if not owned and not _inside(at, start, named) and not _has_name(tree, at, named) and _plain(tree, named, found.start):
                return start, max(end, found.end), named
    return None


def _is_area(tree: Tree, noun: int, lexicon: Lexicon) -> bool:
    return tree.lower[noun] in lexicon.place or tree.lemmas[noun] in lexicon.place_nouns or tree.lemmas[noun] == "area"


def _is_people_with_modifier(tree: Tree, at: dict[int, Found], token: int, found: Found) -> bool:
    """True for "ethnic Albanians", "Iraqi Kurds", "Bosnian Serbs"."""
    if tree.tags[token] not in PLURAL or not (found.kind == "demonym" or found.thing.group):
        return False
    return any(
        tree.lower[c] == "ethnic" or (c in at and at[c] is not found and at[c].thing.label in {"Country", "Place"})
        for c in tree.children[token]
        if tree.deps[c] in PREMODIFIERS and c < token
    )


def _is_group(tree: Tree, token: int, noun: int, found: Found | None, inside: list[Found], lexicon: Lexicon) -> bool:
    lemma = tree.lemmas[noun]
    several = tree.tags[noun] in PLURAL or lemma in lexicon.collective or lemma == "police"
    people = found is None or found.thing.group or tree.lower[token] in lexicon.region
    if lemma in REGIONAL_BODIES and people and tree.deps[token] in {"amod", "compound"}:  # "the Catalan government"
        return True
    modifiers = {tree.lemmas[c] for c in tree.children[noun] if c != token and c < noun}
    if not several or not (lemma in lexicon.group or lemma in lexicon.state):
        return False
    if found is None or found.thing.group or len(inside) > 1 or "ethnic" in modifiers or modifiers & lexicon.unofficial:
        return True
    if found.thing.label == "Place":
        return lemma in lexicon.group or lemma in {
            "police",
            "prosecutor",
            "authority",
            "authorities",
            "official",
            "lawmaker",
            "force",
            "forces",
        }
    return lemma in lexicon.group


def _is_located_group(tree: Tree, named: int, link: int, found: Found, lexicon: Lexicon) -> bool:
    lemma = tree.lemmas[named]
    several = tree.tags[named] in PLURAL or lemma in lexicon.collective
    if tree.lower[link] == "of" and lemma not in OF_WHOM:
        return False
    if lemma in ANYONE and lemma not in OF_WHOM:
        return False
    if lemma in ANYONE and tree.lower[link] != "of":
        return False
    if found.thing.label == "Place" and lemma in lexicon.state:
        return lemma in CITY_BODIES or (several and lemma != "mission")
    return several and lemma in lexicon.group


def _has_name(tree: Tree, at: dict[int, Found], noun: int) -> bool:
    """True if a name stands beside the noun ("M23 rebels", "the militant group Hamas"): then the name is the entity."""
    for child in tree.children[noun]:
        other = at.get(child)
        if other is None or other.thing.group or other.thing.label in {"Country", "Place"}:
            continue
        if tree.deps[child] in {"appos", "compound", "nmod", "poss"}:
            return True
    return False


def _left_edge(tree: Tree, noun: int) -> int:
    """Return where the phrase begins without article, number and quantity ("several", "the three")."""
    first = noun
    for child in tree.children[noun]:
        if child >= first or tree.deps[child] not in PREMODIFIERS or tree.tags[child] in {"JJR", "JJS"} or tree.lower[child] in VAGUE:
            continue
        edge = child
        while (
            tree.children[edge]
            and tree.children[edge][0] < edge
            and tree.deps[tree.children[edge][0]] not in {"det", "nummod", "punct", "advmod"}
        ):
            edge = tree.children[edge][0]
        first = min(first, edge)
    while first < noun and (tree.pos[first] in {"DET", "NUM", "PUNCT", "PRON"} or tree.lower[first] in VAGUE):
        first += 1
    return first


VAGUE = frozenset(
    "several many some other few more most various numerous such certain all both former own same fellow dozens hundreds".split()
)


def _inside(at: dict[int, Found], start: int, end: int) -> list[Found]:
    return list(dict.fromkeys(at[i] for i in range(start, end) if i in at))


def _plain(tree: Tree, start: int, end: int) -> bool:
    """True if only the noun, its preposition and an article stand between the noun and its place."""
    return all(
        tree.pos[i] in {"ADP", "DET"} or i == start or (tree.words[i][0].islower() and tree.pos[i] == "ADJ") for i in range(start, end)
    )


def _add_group(reading: Reading, t: int, span: tuple[int, int, int], groups: dict[str, Thing]) -> None:
    start, end, head = span
    tree = reading.trees[t]
    inside = _inside(reading.at[t], start, end)
    text = " ".join(reading.document.text[tree.starts[start] : tree.ends[end - 1]].split())
    name = text if tree.pos[start] == "PROPN" or start in reading.at[t] or tree.tags[start] == "JJ" else text[0].lower() + text[1:]
    key = name.lower().replace("’", "'")
    thing = groups.get(key)
    if thing is None:
        first = inside[0].thing if inside else None
        code = None if first is None or any(tree.lower[i] == "ethnic" for i in range(start, end)) else first.iso3 or first.country
        thing = groups[key] = Thing(label="Organization", name=name, group=True, country=code)
    thing.aliases.add(text)
    for other in inside:
        reading.remove(other)
    reading.add(Found(tree=t, start=start, end=end, head=head, kind="name", thing=thing))
