"""Mentions: where a text names a person, an organization, a country or a place, with one label for each name in a document."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.gazetteer import load_gazetteer
from graphbuilder.extract.mentions.join import is_acronym_of, join_names, surname_of, without_form, words_of
from graphbuilder.extract.mentions.lexicon import load_lexicon
from graphbuilder.extract.mentions.names import Name, names_in
from graphbuilder.extract.mentions.senses import choose_senses
from graphbuilder.extract.mentions.trimming import LOCATIVE, POSSESSIVE, is_common
from graphbuilder.extract.mentions.votes import CONTEXT, MODEL, evidence, head_of, name_key, winner
from graphbuilder.extract.reading import Found, Reading, Thing

if TYPE_CHECKING:
    from collections.abc import Collection

    from graphbuilder.extract.mentions.gazetteer import Entry, Gazetteer
    from graphbuilder.extract.mentions.lexicon import Lexicon
    from graphbuilder.extract.tree import Tree
    from graphbuilder.model import Label, MentionKind

NO_NAME = frozenset(
    {"DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL", "LANGUAGE", "WORK_OF_ART", "PRODUCT", "LAW", "EVENT"}
)
AGENTS = frozenset({"nsubj", "nsubjpass"})
NAMED_ROLES = AGENTS | {"dobj", "pobj", "poss", "conj", "appos"}
TITLE_CASE = 0.6
LONGEST_KNOWN = 6
WITHIN = frozenset({"in", "near", "outside", "across", "around"})


@dataclass(slots=True, eq=False)
class Occurrence:
    """A name at one place of the document; `key` is what its occurrences have in common."""

    tree: int
    name: Name
    text: str
    key: str


def find_mentions(reading: Reading) -> None:
    """Fill `reading` with the names of the document, joined to things where they name the same."""
    gazetteer, lexicon = load_gazetteer(), load_lexicon()
    found = [_occurrence(reading, t, name) for t, tree in enumerate(reading.trees) for name in names_in(tree, gazetteer, lexicon)]
    keys = {o.key for o in found}
    found = [piece for o in found for piece in _parted(reading, o, keys, gazetteer)]
    found = _grown(reading, found)
    _part_places_from_persons(reading, found, gazetteer, lexicon)
    labels = _labels(reading, found, gazetteer, lexicon)
    covered: list[set[int]] = [set() for _ in reading.trees]
    for o in found:
        covered[o.tree].update(range(o.name.start, o.name.end))
    for t in range(len(reading.trees)):
        found += _overlooked(reading, t, covered[t], labels, gazetteer, lexicon)
    found.sort(key=lambda o: (o.tree, o.name.start))
    things = _things(reading, found, labels, gazetteer, lexicon)
    for o in found:
        head = head_of(reading.trees[o.tree], o.name.start, o.name.end)
        if _is_somebody(reading.trees[o.tree], o.name, head):
            continue
        if o.name.people and o.name.entry is None and reading.trees[o.tree].pos[head] == "ADJ":
            continue  # "European": it may name a group, but is none by itself
        kind: MentionKind = "name" if o.name.form == "name" or o.name.entry is None or o.name.entry.group else "demonym"
        reading.add(Found(tree=o.tree, start=o.name.start, end=o.name.end, head=head, kind=kind, thing=things[id(o)]))


def _is_somebody(tree: Tree, name: Name, head: int) -> bool:
    """True of "the Brazilian" and "an Italian" that do something: a person does it, not the state."""
    form = name.entry is not None and name.entry.label == "Country" and name.form != "name" and tree.lower[head].endswith(("an", "i"))
    alone = form and tree.tags[head] in {"NN", "NNP"} and tree.deps[head] == "nsubj"
    return alone and any(tree.deps[c] == "det" for c in tree.children[head])


def _occurrence(reading: Reading, t: int, name: Name) -> Occurrence:
    tree = reading.trees[t]
    text = reading.document.text[tree.starts[name.start] : tree.ends[name.end - 1]]
    return Occurrence(t, name, text, name_key(text))


def _parted(reading: Reading, o: Occurrence, keys: Collection[str], gazetteer: Gazetteer) -> list[Occurrence]:
    """Return two names where a hyphen links two that stand elsewhere ("Boeing-Air Force contract"), else the one."""
    tree = reading.trees[o.tree]
    for i in range(o.name.start + 1, o.name.end - 1):
        if tree.words[i] == "-" and o.name.entry is None:
            pieces = [_occurrence(reading, o.tree, replace(o.name, start=a, end=b)) for a, b in ((o.name.start, i), (i + 1, o.name.end))]
            if all(piece.key in keys or gazetteer.look_up(piece.text) for piece in pieces):
                return pieces
    return [o]


def _grown(reading: Reading, found: list[Occurrence]) -> list[Occurrence]:
    """Let a name of the model be the longer one that the document has elsewhere: "Law | and Justice"."""
    known = {o.key for o in found if " " in o.key}
    taken = {(o.tree, i) for o in found for i in range(o.name.start, o.name.end)}
    out = []
    for o in found:
        if (o.tree, o.name.start) not in taken:
            continue  # in the one before
        stops = _stops(reading.trees[o.tree], o.name.start, o.name.start + LONGEST_KNOWN) if o.name.entry is None else []
        longer = (_occurrence(reading, o.tree, replace(o.name, end=stop)) for stop in stops if stop > o.name.end)
        grown = next((name for name in longer if name.key in known), o)
        taken -= {(o.tree, i) for i in range(o.name.end, grown.name.end)}
        out.append(grown)
    return out


def _part_places_from_persons(reading: Reading, found: list[Occurrence], gazetteer: Gazetteer, lexicon: Lexicon) -> None:
    """Give places a key of their own where a person of the document bears their name ("in Washington", "Denzel Washington").

    A place is what stands behind "in", or comes in the body before the person's full name.
    """
    bearers: dict[str, int] = {}
    for i, o in enumerate(found):
        if o.name.label == "Person" and len(words := words_of(o.key)) > 1:
            bearers.setdefault(surname_of(words, lexicon), i)
    for i, o in enumerate(found):
        if o.name.label in {"Place", "Country"} and o.key in bearers and gazetteer.is_place(o.key):
            tree = reading.trees[o.tree]
            if tree.lower[o.name.start - 1] in WITHIN or (tree.part == "body" and i < bearers[o.key]):
                o.key += " (place)"


def _fixed(name: Name) -> bool:
    """True if the table alone says what a name means."""
    return name.entry is not None and name.label == name.entry.label


def _labels(reading: Reading, found: list[Occurrence], gazetteer: Gazetteer, lexicon: Lexicon) -> dict[str, Label]:
    """Return one label for each name and surname: of the table, else the winner of the votes; a full name votes for its surname too."""
    votes: dict[str, Counter[Label]] = {}
    fixed: dict[str, Label] = {}
    for o in found:
        if _fixed(o.name):
            fixed[o.key] = o.name.label
        else:
            votes.setdefault(o.key, Counter()).update(evidence(reading.trees[o.tree], o.name, o.text, gazetteer, lexicon))
    _vote_in_lists(reading, found, votes)
    modelled = {key for key, n in Counter(o.key for o in found).items() if key in votes and votes[key].total() == n * MODEL}
    _vote_for_full_names(votes, modelled, lexicon)
    for key, counted in list(votes.items()):
        words = words_of(key)
        if len(words) < 2:
            continue
        label = winner(counted)
        if label == "Person" and (surname := surname_of(words, lexicon)) in votes:
            votes[surname]["Person"] += 2 * counted["Person"]
        elif label == "Organization" and (short := " ".join(without_form(words, lexicon))) != key and short in votes:
            votes[short]["Organization"] += 2 * counted["Organization"]
    labels = {key: winner(counted) for key, counted in votes.items()} | fixed
    for key, label in list(labels.items()):
        if label == "Person" and len(words := words_of(key)) > 1:
            labels.setdefault(surname_of(words, lexicon), "Person")
            if words[0] in modelled:  # "Thaksin"
                labels[words[0]] = "Person"
    return labels


def _vote_for_full_names(votes: dict[str, Counter[Label]], modelled: Collection[str], lexicon: Lexicon) -> None:
    """Let a full name be a person whose surname alone is one, where only the model says otherwise ("Novak Djokovic ... Djokovic")."""
    for key, counted in votes.items():
        words = words_of(key)
        if len(words) in {2, 3} and words[-1] not in lexicon.organization and words[0] not in lexicon.bodies and key in modelled:
            surname = surname_of(words, lexicon)
            if surname in votes and surname != key and winner(votes[surname]) == "Person":
                counted["Person"] += counted.total() + 1


def _vote_in_lists(reading: Reading, found: list[Occurrence], votes: dict[str, Counter[Label]]) -> None:
    """Let a full name be a person where it is coordinated with a person ("Justin Trudeau and Olaf Scholz")."""
    at = {(o.tree, i): o for o in found for i in range(o.name.start, o.name.end)}
    for o in found:
        tree = reading.trees[o.tree]
        head = head_of(tree, o.name.start, o.name.end)
        other = at.get((o.tree, tree.heads[head])) if tree.deps[head] == "conj" else None
        if other is None or _fixed(o.name) or _fixed(other.name) or len(words_of(o.key)) < 2 or len(words_of(other.key)) < 2:
            continue
        for a, b in ((o, other), (other, o)):
            if winner(votes[a.key]) == "Person" and votes[b.key].total() <= MODEL:
                votes[b.key]["Person"] += CONTEXT


def _overlooked(
    reading: Reading, t: int, covered: set[int], labels: dict[str, Label], gazetteer: Gazetteer, lexicon: Lexicon
) -> list[Occurrence]:
    """Return names that table and model missed: those that the document names elsewhere, and plain new ones."""
    tree = reading.trees[t]
    other = {i for start, end, kind in tree.ents if kind in NO_NAME for i in range(start, end)}
    capital = [w[0].isupper() for w in tree.words if len(w) > 3 and w.isalpha()]
    title_case = len(capital) > 3 and sum(capital) > TITLE_CASE * len(capital)
    persons = title_case and _has_small_verb(tree)  # no headline, but many names: "Staffan de Mistura met Riad Hijab in Geneva"
    out: list[Occurrence] = []
    i = 0
    while i < len(tree):
        if i in covered or not tree.words[i][0].isupper() or not _may_name(tree, i, labels, lexicon):
            i += 1
            continue
        end = i + 1
        while (
            end < len(tree)
            and end not in covered
            and (tree.pos[end] == "PROPN" or (tree.words[end] == "-" and end + 1 < len(tree) and tree.pos[end + 1] == "PROPN"))
        ):
            end += 1
        month = i in other and tree.lower[i] in lexicon.never
        run = None if month else _known_part(reading, t, i, end, labels)
        called = _is_called(tree, i, end, lexicon)
        if run is None and (called or not title_case or persons) and (called or not other.intersection(range(i, end))):
            run = _new_name(reading, t, i, end, labels, gazetteer, lexicon, persons=persons and not called)
        if run is not None:
            out.append(run)
            i = run.name.end
        else:
            i += 1 if any(labels.get(name_key(w)) for w in tree.words[i:end]) else end - i
    return out


def _is_plural(tree: Tree, noun: int) -> bool:
    return tree.tags[noun] == "NNS" or tree.lemmas[noun] == "aircraft"


def _has_small_verb(tree: Tree) -> bool:
    """True if a verb is written small, which a headline in title case writes large."""
    return any(pos == "VERB" and word[0].islower() and len(word) > 2 for word, pos in zip(tree.words, tree.pos, strict=True))


def _may_name(tree: Tree, i: int, labels: dict[str, Label], lexicon: Lexicon) -> bool:
    """True of a proper noun, of a noun in capitals, and of a body that its common noun names before another: "Coalition jets"."""
    if tree.pos[i] != "NOUN" or tree.words[i].isupper():
        return tree.pos[i] in {"PROPN", "NOUN"}
    before = tree.words[i - 1] if i else ""
    own = before == "," or before[-1:].isalnum() or tree.lower[i] in labels
    return own and tree.lower[i] in lexicon.bodies_alone and tree.deps[i] in {"compound", "nmod"} and _is_plural(tree, tree.heads[i])


def _is_called(tree: Tree, start: int, end: int, lexicon: Lexicon) -> bool:
    """True of a given name with a surname, and if the noun before a capitalised word says what it names: "the games studio Larian".

    The model takes them for a work or a product.
    """
    if end - start == 2 and tree.lower[start] in lexicon.given and tree.part == "body":
        return True
    return start > 0 and tree.tags[start - 1] == "NN" and tree.lemmas[start - 1] in lexicon.organization_nouns


def _mid_sentence(tree: Tree, start: int) -> bool:
    """True of a word whose capital letter is its own, not the sentence's or the quotation's."""
    before = tree.words[start - 1] if start else ""
    own = tree.tags[start] == "NNP" or tree.words[start].isupper()
    return own and (before[-1:].isalnum() or before in {",", "'s", "’s", "&"})


def _known_part(reading: Reading, t: int, start: int, end: int, labels: dict[str, Label]) -> Occurrence | None:
    """Return the longest name that begins at `start` and that the document names elsewhere, small words in it too ("Law and Justice")."""
    for stop in _stops(reading.trees[t], start, max(end, start + LONGEST_KNOWN)):
        o = _occurrence(reading, t, Name(start, stop, "Organization"))
        if o.key in labels:
            o.name.label = labels[o.key]
            return o
    return None


def _stops(tree: Tree, start: int, farthest: int) -> list[int]:
    """Return where a name that begins at `start` may end, the farthest place first."""
    return [stop for stop in range(min(farthest, len(tree)), start, -1) if tree.words[stop - 1][0].isalnum()]


def _new_name(
    reading: Reading, t: int, start: int, end: int, labels: dict[str, Label], gazetteer: Gazetteer, lexicon: Lexicon, *, persons: bool
) -> Occurrence | None:
    """Return a run of proper nouns as a name if a title, a table, its last word or its role says what it is, with `persons` one only."""
    tree = reading.trees[t]
    while start < end and (tree.lower[start] in lexicon.titles or tree.lower[start] in LOCATIVE):
        start += 1
    if end - start > 1 and is_common(tree, start, start + 1, lexicon):
        start += 1
    titled = start > 0 and tree.lower[start - 1] in lexicon.titles
    while end > start and tree.lower[end - 1] in lexicon.titles:
        end -= 1
    called = _is_called(tree, start, end, lexicon)
    if (
        start >= end
        or (len(tree.words[start]) == 1 and not called)
        or all(word in lexicon.never or word in lexicon.ranks for word in tree.lower[start:end])
    ):
        return None
    o = _occurrence(reading, t, Name(start, end, "Organization", titled=titled))
    head = head_of(tree, start, end)
    acting = tree.deps[head] in AGENTS or (tree.deps[head] == "pobj" and tree.deps[tree.heads[head]] == "agent")
    given = 1 < end - start < 5 and tree.lower[start] in lexicon.given and tree.lower[end - 1] not in lexicon.organization
    if titled or given or (end - start > 1 and acting and winner(evidence(tree, o.name, o.text, gazetteer, lexicon)) == "Person"):
        o.name.label = "Person"
    elif persons:
        return None
    elif gazetteer.places(o.text) or (end - start > 1 and tree.lower[end - 1] in lexicon.place) or _explained(tree, head, end, lexicon):
        o.name.label = "Place"
    elif not (
        called
        or (end - start > 1 and tree.lower[end - 1] in lexicon.organization)
        or (acting and tree.pos[tree.heads[head]] == "VERB")
        or (tree.lower[head] in lexicon.organization_nouns and all(first != start for first, _ in tree.sentences))
        or (
            tree.deps[head] in NAMED_ROLES
            and len(o.text) > 2
            and tree.lower[head] not in lexicon.abbreviations
            and _mid_sentence(tree, start)
        )
    ):
        return None
    labels.setdefault(o.key, o.name.label)
    return o


def _explained(tree: Tree, head: int, end: int, lexicon: Lexicon) -> bool:
    """True if a common noun beside a name says that it is a place: "X province", "the town of X"."""
    governor = tree.heads[head]
    if tree.deps[head] == "pobj" and tree.lower[governor] == "of":
        return tree.lemmas[tree.heads[governor]] in lexicon.place_nouns
    return governor == end and tree.deps[head] == "compound" and tree.lower[end] in lexicon.place


def _things(
    reading: Reading, found: list[Occurrence], labels: dict[str, Label], gazetteer: Gazetteer, lexicon: Lexicon
) -> dict[int, Thing]:
    """Return the thing of each occurrence, by its id()."""
    entries = {o.key: o.name.entry for o in found if o.name.entry is not None and o.name.entry.label == labels[o.key]}
    names = {o.key: labels[o.key] for o in found}
    owned = {o.key for o in found if reading.trees[o.tree].lower[max(o.name.start - 1, 0)] in POSSESSIVE}
    full = join_names(names, _acronyms(reading, found), lexicon, owned=owned, is_place=gazetteer.is_place)
    meant = choose_senses(reading.trees, found, labels, gazetteer)
    things: dict[str, Thing] = {}
    out: dict[int, Thing] = {}
    for o in found:
        key = full[o.key]
        entry = meant.get(id(o)) or entries.get(o.key) or entries.get(key)
        identity = key if entry is None else f"={entry.wikidata or f'{entry.name} {entry.country}'}"
        thing = things.get(identity)
        if thing is None:
            label = meant[id(o)].label if id(o) in meant else labels[key]
            thing = things[identity] = _thing(label, o.text, entry, gazetteer)
        if o.name.form == "name":
            thing.aliases.add(o.text)
        if entry is None and _better(o.text, thing.name):
            thing.name = o.text
        out[id(o)] = thing
    return out


def _thing(label: Label, text: str, entry: Entry | None, gazetteer: Gazetteer) -> Thing:
    if entry is None and label == "Place":
        entry = gazetteer.place(text)
    if entry is None or entry.label != label:
        return Thing(label=label, name=text, country=gazetteer.state_in(text) if label in {"Organization", "Place"} else None)
    return Thing(label=label, name=entry.name, group=entry.group, iso3=entry.iso3, country=entry.country, wikidata=entry.wikidata)


def _better(text: str, name: str) -> bool:
    """True if `text` is the better name of two of one thing: longer, and not all in capitals."""
    if name.isupper() and len(name) > 4 and not text.isupper():
        return True
    return len(words_of(text)) > len(words_of(name)) and not (text.isupper() and len(text) > 6)


def _acronyms(reading: Reading, found: list[Occurrence]) -> dict[str, str]:
    """Return acronyms that the text defines in brackets, with the key of the full name."""
    out: dict[str, str] = {}
    for a, b in pairwise(found):
        if a.tree != b.tree or b.name.start != a.name.end + 1:
            continue
        tree = reading.trees[a.tree]
        closed = b.name.end < len(tree) and tree.words[b.name.end] == ")"
        if tree.words[a.name.end] == "(" and closed:
            short, long = (b, a) if len(b.text) < len(a.text) else (a, b)
            if is_acronym_of(short.text, [w for w in tree.words[long.name.start : long.name.end] if w[0].isupper()]):
                out[short.key] = long.key
    return out
