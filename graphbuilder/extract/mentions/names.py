"""Names: spans that name something, found by table and by the model, trimmed of articles, titles and possessives, without overlaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.trimming import POSSESSIVE, is_currency, trim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphbuilder.extract.mentions.gazetteer import Entry, Form, Gazetteer, Match
    from graphbuilder.extract.mentions.lexicon import Lexicon
    from graphbuilder.extract.tree import Tree
    from graphbuilder.model import Label

LABEL_OF: dict[str, Label] = {
    "PERSON": "Person",
    "ORG": "Organization",
    "NORP": "Organization",
    "GPE": "Place",
    "LOC": "Place",
    "FAC": "Place",
    "PER": "Person",
}
DIRECTIONS = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "upper", "lower", "mainland", "rural"}
)


@dataclass(slots=True, eq=False)
class Name:
    """Tokens `start` to `end` of a tree that name something: `label` by the model, `entry` and its `form` by the table.

    `titled` says that a person's title stands before it, `people` that the model takes it for a people, faith or party.
    """

    start: int
    end: int
    label: Label
    entry: Entry | None = None
    form: Form = "name"
    titled: bool = False
    people: bool = False


def names_in(tree: Tree, gazetteer: Gazetteer, lexicon: Lexicon) -> list[Name]:
    """Return the names in a tree, in text order, none overlapping another."""
    known = _known(tree, gazetteer, lexicon)
    taken: dict[int, Name] = {i: name for name in known for i in range(name.start, name.end)}
    names: list[Name] = []
    for start, end, tagged in tree.ents:
        kind = "ORG" if tagged == "LAW" and tree.lower[end - 1] in lexicon.bodies else tagged  # "the Anti-Defamation League"
        if kind in LABEL_OF:
            for a, b, part in _parts(tree, start, end, kind, lexicon):
                name = _named(tree, a, b, part, lexicon)
                if name is not None and (not names or name.start >= names[-1].end):
                    names += _reconcile(tree, name, taken, lexicon)
    found = sorted([*dict.fromkeys(taken.values()), *names], key=lambda n: n.start)
    return _whole(tree, [n for n in found if not _is_district(tree, n)])


def _whole(tree: Tree, names: list[Name]) -> list[Name]:
    """Join the pieces of one name: "Hassan Sheikh | Mohamud", "Hardeep | Singh Nijjar", "Paris | St Germain"."""
    begins = {begin for begin, _ in tree.sentences}
    out: list[Name] = []
    for name in names:
        last = out[-1] if out else None
        beside = last is not None and last.end == name.start and name.entry is None and tree.deps[last.end - 1] == "compound"
        if last is not None and beside and name.start <= tree.heads[last.end - 1] < name.end and _belongs(tree, last, name, begins):
            out[-1] = Name(last.start, name.end, name.label, titled=last.titled)
        else:
            out.append(name)
    return out


def _belongs(tree: Tree, last: Name, name: Name, begins: set[int]) -> bool:
    """True of a person's given names, taken for a body where they begin a sentence, and of the city of a club."""
    if name.label == "Person":
        taken = (
            last.label == "Organization" and last.end - last.start == 1 and last.start in begins and tree.words[last.start][1:].islower()
        )
        return last.entry is None and (last.label == "Person" or taken)
    return name.label == "Organization" and last.entry is not None and last.entry.label == "Place" and last.form == "name"


def _is_district(tree: Tree, name: Name) -> bool:
    """True of the "D.C." behind "Washington,", which names nothing else."""
    return tree.lower[name.start] == "d.c." and name.start > 1 and tree.lower[name.start - 2] == "washington"


def _known(tree: Tree, gazetteer: Gazetteer, lexicon: Lexicon) -> list[Name]:
    """Return the names of the table; one that may be something else counts where the model or its surroundings agree."""
    kinds = {i: kind for start, end, kind in tree.ents for i in range(start, end)}
    names = []
    for match in gazetteer.find(tree.words):
        sense = match.senses[0]
        if sense.ambiguous and not _agreed(tree, match, kinds, lexicon):
            continue
        if is_currency(tree, match.start, match.end):
            continue
        names.append(Name(match.start, match.end, sense.entry.label, sense.entry, sense.form))
    return names


def _agreed(tree: Tree, match: Match, kinds: dict[int, str], lexicon: Lexicon) -> bool:
    """True if "Jordan" is the country and "Apple" the company, as the model or the words beside it say."""
    start, end = match.start, match.end
    kind = kinds.get(start)
    if match.senses[0].entry.label == "Organization":
        if len(match.senses) > 1:
            return False
        if kind is None:
            return _acts(tree, start, end - 1)
        return kind in {"ORG", "PRODUCT"} and kind not in {kinds.get(start - 1), kinds.get(end)}
    if kind in {"GPE", "NORP", "LOC"}:
        return True
    if end - start > 1 or kinds.get(start - 1) == "PERSON" or kinds.get(end) == "PERSON":
        return False  # "Michael Jordan", "Jordan Spieth"
    head = end - 1
    if tree.deps[head] == "poss" and end + 1 < len(tree):  # "Jordan's king", "Jordan's Bisher Al Khasawneh"
        person = kinds.get(end + 1) == "PERSON" and kinds.get(end + 2) == "PERSON"
        return person or tree.lemmas[tree.heads[head]] in lexicon.of_a_state
    if tree.deps[head] == "pobj":
        return tree.lower[tree.heads[head]] in {"in", "into", "of", "to", "from", "across"} and kind != "ORG"
    return tree.deps[head] == "dobj" and tree.lemmas[tree.heads[head]] in {"visit", "leave", "enter", "invade", "tour"}


def _acts(tree: Tree, start: int, head: int) -> bool:
    """True if a capitalised word is, alone and without an article, the subject of a verb other than "be"."""
    verb = tree.heads[head]
    return (
        tree.words[start][0].isupper()
        and tree.deps[head] == "nsubj"
        and tree.pos[verb] == "VERB"
        and all(start <= child <= head for child in tree.children[head])
    )


def _named(tree: Tree, start: int, end: int, kind: str, lexicon: Lexicon) -> Name | None:
    found = trim(tree, start, end, kind, lexicon)
    if found is None:
        return None
    first, last, titled = found
    return Name(first, last, LABEL_OF[kind], titled=titled, people=kind == "NORP")


def _parts(tree: Tree, start: int, end: int, kind: str, lexicon: Lexicon) -> Iterable[tuple[int, int, str]]:
    """Split off the person behind a title that the model took into the name of the body: "Ford President | Jim Farley"."""
    for a, b in _pieces(tree, start, end, kind):
        last = next((i for i in range(b - 3, a, -1) if tree.lower[i] in lexicon.heads), None) if kind == "ORG" else None
        if last is None or any(tree.lower[i] in lexicon.organization or tree.lower[i] in lexicon.place for i in range(last + 1, b)):
            yield a, b, kind
        else:
            yield a, last, kind
            yield last + 1, b, "PERSON"


def _pieces(tree: Tree, start: int, end: int, kind: str) -> Iterable[tuple[int, int]]:
    """Split what the model ran together: "Kabul, Afghanistan", "X (Y", "A and B" of persons."""
    borders = {"(", ")", "[", "]", ";", ":", "—", "\n", "/"}
    if kind in {"GPE", "LOC", "FAC", "PERSON", "NORP"}:
        borders |= {",", "and"} if kind != "FAC" else {","}
    first = start
    for i in range(start, end):
        between = tree.words[i] == "to" and start > 0 and tree.lower[start - 1] == "by"  # "a sale by Exxon to Seplat"
        if between or tree.lower[i] in borders or tree.words[i].isspace() or _is_dash(tree, i):
            if first < i and not (tree.lower[i] == "," and i + 1 < end and tree.lower[i + 1].rstrip(".") in {"jr", "sr"}):
                yield first, i
            first = i + 1
    if first < end:
        yield first, end


def _is_dash(tree: Tree, i: int) -> bool:
    """True for a hyphen between spaces, which is no part of a name ("based in San Jose - Cisco")."""
    return tree.words[i] in {"-", "–"} and 0 < i < len(tree) - 1 and tree.ends[i - 1] < tree.starts[i] < tree.ends[i] < tree.starts[i + 1]


def _reconcile(tree: Tree, name: Name, taken: dict[int, Name], lexicon: Lexicon) -> list[Name]:
    """Settle a model's name against the table's names that it overlaps; `taken` loses those that are a part of it."""
    inside = list(dict.fromkeys(taken[i] for i in range(name.start, name.end) if i in taken))
    if not inside:
        return [name]
    first = inside[0]
    if any(known.start < name.start or known.end > name.end for known in inside):
        return []
    if (first.start, first.end) == (name.start, name.end):
        return [] if not _doubtful(first, name) else _replace(name, inside, taken)
    if name.label == "Person":
        return _replace_person(tree, name, inside, taken, lexicon)
    if name.people and first.start == name.start and all(tree.pos[i] == "PROPN" for i in range(first.end, name.end)):
        group = Name(inside[0].end, name.end, "Organization", people=True)  # "the pro-Russian Socialists"
        return [group] if len(inside) == 1 and first.end < name.end else []
    if name.people or (
        name.label == "Place" and first.end < name.end and first.start == name.start and tree.lower[first.end] in POSSESSIVE
    ):
        return []
    if name.label == "Place":
        rest = set(range(name.start, name.end)) - {i for known in inside for i in range(known.start, known.end)}
        if all(tree.lower[i] in DIRECTIONS and tree.words[i][0].islower() for i in rest):
            return []
        return _replace(name, inside, taken)
    return _replace_organization(tree, name, inside, taken, lexicon)


def _doubtful(known: Name, name: Name) -> bool:
    """True if the model's label may be right against the table's: a person or a company that is called like a city."""
    return known.entry is not None and known.entry.label == "Place" and name.label != "Place"


def _replace(name: Name, inside: list[Name], taken: dict[int, Name]) -> list[Name]:
    if name.entry is None and len(inside) == 1 and (inside[0].start, inside[0].end) == (name.start, name.end):
        name.entry = inside[0].entry
    for known in inside:
        for i in range(known.start, known.end):
            del taken[i]
    return [name]


def _replace_person(tree: Tree, name: Name, inside: list[Name], taken: dict[int, Name], lexicon: Lexicon) -> list[Name]:
    """Settle a person: "Russian Sergei Lavrov", "Turkey's Erdogan" hold a country and a person, "Michael Jordan" a person alone."""
    first = inside[0]
    demonym = first.entry is not None and first.entry.label == "Country" and first.start == name.start
    if (
        demonym
        and first.end < name.end
        and (tree.tags[first.start] == "JJ" or tree.lower[first.end] in POSSESSIVE or tree.lower[first.end] in lexicon.titles)
    ):
        start = first.end
        while start < name.end - 1 and (tree.lower[start] in lexicon.titles or tree.lower[start] in POSSESSIVE):
            start += 1
        return _replace(Name(start, name.end, "Person", titled=True), inside[1:], taken)
    return _replace(name, inside, taken)


def _replace_organization(tree: Tree, name: Name, inside: list[Name], taken: dict[int, Name], lexicon: Lexicon) -> list[Name]:
    """Settle an organization: "Iran's Foreign Ministry" holds a country and an organization, "Iraqi Army" the country alone, "Bank of Japan" neither."""
    first = inside[0]
    if first.start == name.start and first.entry is not None and first.entry.label == "Country":
        if tree.lower[first.end] in POSSESSIVE:
            rest = _named(tree, first.end + 1, name.end, "ORG", lexicon)
            return [] if rest is None else _replace(rest, inside[1:], taken)
        defined = name.end < len(tree) and tree.words[name.end] == "("
        if all(w in lexicon.state_bodies for w in tree.lower[first.end : name.end]) and not defined:
            taken |= dict.fromkeys(range(first.end, name.end), first)
            return []
        if tree.words[first.end][0].islower():
            return []
    if (
        inside[-1].end == name.end
        and len(inside) == 1
        and tree.lower[first.start - 1] in {"and", ",", "in", "at", "on"}
        and first.entry is not None
        and first.entry.label != "Organization"
    ):
        rest = _named(tree, name.start, first.start - 1, "ORG", lexicon)
        if rest is not None and tree.lower[first.start - 1] != "and":
            return [rest]
    return _replace(name, inside, taken)
