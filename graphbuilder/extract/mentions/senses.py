"""Senses: which of several places and states of one name a document means, by what stands beside the name and what else it names.

"Georgia Governor Brian Kemp", "Athens, Georgia" and a text about Atlanta, Savannah and Texas mean the state of the United States;
"Seattle, Washington" is no city; "Cambridge" in a text about Boston is not the one in England. Where nothing tells, the most usual
sense stays, and a city that states share stays without a state.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.gazetteer import Entry
from graphbuilder.extract.mentions.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from graphbuilder.extract.mentions.find import Occurrence
    from graphbuilder.extract.mentions.gazetteer import Gazetteer
    from graphbuilder.extract.tree import Tree
    from graphbuilder.model import Label

REGIONAL = 2  # places of a federal state that make it the scene of a text


@dataclass(slots=True)
class Scene:
    """What the names of a document that have one sense say of states: by code, places and capitals, and the states themselves."""

    places: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    states: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def weight(self, code: str | None) -> int:
        """How many names speak for a state."""
        return 0 if code is None else len(self.places.get(code, ())) + len(self.states.get(code, ()))


def choose_senses(
    trees: Sequence[Tree], found: Sequence[Occurrence], labels: Mapping[str, Label], gazetteer: Gazetteer
) -> dict[int, Entry]:
    """Return the entry that is meant, by the id() of the occurrence, where it is another than the most usual one.

    Args:
        trees: The passages of the document.
        found: Its names, in the order of the text.
        labels: The label of each name.
        gazetteer: The tables.
    """
    senses = {o.key: _senses(o, gazetteer) for o in found if labels[o.key] in {"Place", "Country"}}
    several = {key: entries for key, entries in senses.items() if len(entries) > 1}
    beside = _beside(trees, found, senses, several)
    several |= {o.key: senses[o.key] for o in found if id(o) in beside}
    if not several:
        return {}
    scene = _scene(found, several, gazetteer)
    chosen: dict[int, Entry] = {}
    for key, entries in several.items():
        mine = [o for o in found if o.key == key]
        told = Counter(beside[id(o)] for o in mine if id(o) in beside)
        entry = _by_scene(entries, told, scene, gazetteer.place(mine[0].text))
        for o in mine:
            if (meant := beside.get(id(o), entry)) is not None:
                chosen[id(o)] = meant
    return chosen


def _senses(o: Occurrence, gazetteer: Gazetteer) -> list[Entry]:
    """Return the states and places that a name, or the adjective of one, may mean, each once, the most usual first."""
    named = o.name.form == "name"
    forms = [sense for sense in gazetteer.look_up(o.text) if (sense.form == "name") == named]
    known = [sense.entry for sense in forms if sense.entry.label in {"Country", "Place"}]
    by_thing = {
        (entry.wikidata or entry.name, entry.code): entry for entry in reversed([*known, *(gazetteer.places(o.text) if named else ())])
    }
    return list(reversed(by_thing.values()))


def _beside(
    trees: Sequence[Tree], found: Sequence[Occurrence], senses: Mapping[str, list[Entry]], several: Mapping[str, list[Entry]]
) -> dict[int, Entry]:
    """Return what the words right beside an occurrence say that it means: a title of a region, a place before or behind a comma."""
    beside: dict[int, Entry] = {}
    for o in found:
        region = next((entry for entry in several.get(o.key, ()) if _is_region(entry)), None)
        if region is not None and _has_regional_title(trees[o.tree], o):
            beside[id(o)] = region
    for inner, outer in pairwise(found):
        if inner.tree != outer.tree or trees[inner.tree].words[inner.name.end : outer.name.start] != [","]:
            continue
        if not (senses.get(inner.key) and senses.get(outer.key)):
            continue
        if (pair := _nested(senses[inner.key], senses[outer.key])) is not None:
            beside |= {id(o): entry for o, entry in zip((inner, outer), pair, strict=True) if o.key in several}
        elif _closes(trees[outer.tree], outer) and all(_is_region(entry) for entry in senses[outer.key]):
            beside[id(inner)] = Entry(name=inner.text, label="Place", country=senses[outer.key][0].country)
    return beside


def _closes(tree: Tree, o: Occurrence) -> bool:
    """True if a name is the last of a row: "in Paris, Texas, on Monday", but not "in Paris, Texas and Ohio"."""
    return o.name.end == len(tree) or tree.lower[o.name.end] in {",", ".", ")", ";"}


def _is_region(entry: Entry) -> bool:
    """True for a state of a federal state: a place that is no city."""
    return entry.label == "Place" and not entry.population and entry.country is not None


def _has_regional_title(tree: Tree, o: Occurrence) -> bool:
    """True for "Georgia Gov. X", "Washington state", "the state of Washington"."""
    lexicon = load_lexicon()
    after = tree.lower[o.name.end : o.name.end + 3]
    after = after[1:] if after[:1] in (["'s"], ["’s"]) else after
    if after[:1] == ["state"]:
        return after[1:2] != ["security"]
    before = tree.lower[max(o.name.start - 2, 0) : o.name.start]
    return (bool(after) and after[0] in lexicon.regional) or before == ["state", "of"]


def _nested(inner: Iterable[Entry], outer: Sequence[Entry]) -> tuple[Entry, Entry] | None:
    """Return the senses in which the first lies in the second ("Athens, Georgia"), the most usual pair; None if it lies in none."""
    for a in inner:
        for b in outer:
            if a.code == b.code and a is not b and (b.label == "Country" or _is_region(b)) and a.label == "Place":
                return a, b
    return None


def _scene(found: Sequence[Occurrence], several: Mapping[str, list[Entry]], gazetteer: Gazetteer) -> Scene:
    scene = Scene()
    for o in found:
        if o.key in several and len({entry.code for entry in several[o.key]}) > 1:
            continue
        entry = o.name.entry or gazetteer.place(o.text)
        if entry is not None and entry.code is not None and entry.label in {"Country", "Place"}:
            (scene.states if entry.label == "Country" else scene.places)[entry.code].add(o.key)
    return scene


def _by_scene(entries: Sequence[Entry], told: Counter[Entry], scene: Scene, usual: Entry | None) -> Entry | None:
    """Return what a name means where nothing stands beside it; None for its most usual sense.

    A state of the world gives way to a region of that name only where the text is set in the region's state.
    """
    first = entries[0]
    if told and (meant := told.most_common(1)[0][0]).code != first.code and not scene.weight(first.code):
        return meant
    if first.label == "Country":
        others = [entry for entry in entries[1:] if entry.code != first.code and _outweighs(entry, first, scene)]
        return others[0] if others and not scene.weight(first.code) else None
    if usual is not None and (usual.capital or scene.weight(usual.code)):
        return None
    if usual is not None:
        entries = [entry for entry in entries if len(scene.places.get(entry.code or "", ())) >= REGIONAL]
    weights = {entry.code: scene.weight(entry.code) for entry in entries}
    best = [entry for entry in entries if 0 < weights[entry.code] == max(weights.values())]
    return best[0] if len({entry.code for entry in best}) == 1 else None


def _outweighs(entry: Entry, first: Entry, scene: Scene) -> bool:
    if entry.label == "Country":
        return scene.weight(entry.code) > 0
    abroad = sum(1 for code in scene.states if code not in (entry.code, first.code))
    return len(scene.places.get(entry.code or "", ())) >= REGIONAL and len(scene.places[entry.code or ""]) > abroad
