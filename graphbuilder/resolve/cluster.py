"""Clusters of local entities: which of them are one thing, by rule.

The clusters are a function of the set of cards of the blocks (`candidates.py`), never of the order in which they came:

1. In a block, names that are equal or spellings of one form a class.
2. A class falls into cores: one for each Wikidata id, and for the rest one for each type and bearer (`namesakes.py`).
3. A core of a short name joins the core that offers this short form, if only one plausibly does.
4. A core whose type only a mistake explains joins the core that has most local entities of that name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graphbuilder.model import LABELS, Label
from graphbuilder.resolve.candidates import Card
from graphbuilder.resolve.namesakes import COMPANION, Context, Unit, bearers, by_company, conflict, expand, overlap
from graphbuilder.resolve.score import (
    CONTEXT,
    LABEL_VOTE,
    LINKED,
    SAME_LINKED_NAME,
    SAME_NAME,
    SHORT_CONTEXT,
    SHORT_DOMINANT,
    SHORT_NAME,
    SPELLING,
    Reason,
    spelling,
)

TRIFLE = 4  # so many times rarer than the short name, a longer one is something else
DOMINANT = 10  # so many times as often named as anyone else: a short name alone means this one


@dataclass(slots=True, kw_only=True, eq=False)
class Core:
    """Units (traits, or single local entities where context decided) that are one thing, with the reason for each."""

    block: str
    words: str
    label: Label
    wikidata: str | None = None
    units: list[tuple[Unit, Reason]] = field(default_factory=list)
    parent: Core | None = None

    @property
    def root(self) -> Core:
        """The core that this one is a short or mistaken form of, in the end."""
        return self if self.parent is None else self.parent.root

    @property
    def first(self) -> str:
        """The smallest id of its local entities."""
        return min(unit.first for unit, _ in self.units)

    @property
    def locals(self) -> int:
        """How many local entities it has."""
        return sum(unit.locals for unit, _ in self.units)

    @property
    def bearer(self) -> Unit:
        """All that is known of it, as one unit."""
        return Unit.merged(unit for unit, _ in self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """One thing: its Wikidata id, if it has one, and its units, each with the reason."""

    wikidata: str | None
    units: tuple[tuple[Unit, Reason], ...]

    @property
    def first(self) -> str:
        """The smallest id of its local entities."""
        return min(unit.first for unit, _ in self.units)


def clusters(cards: Iterable[Card], offered: Mapping[str, Collection[str]], context: Context) -> list[Cluster]:
    """Return the clusters of these cards.

    Args:
        cards: all cards of some blocks that are closed under `offered`: no card elsewhere offers a short form in them.
        offered: for a block, the blocks whose cards offer short forms in it; none where too many do.
        context: gives what single local entities of some traits are named beside; asked only where namesakes must be told apart.
    """
    by_block: dict[str, list[Card]] = defaultdict(list)
    for card in sorted(cards, key=lambda card: card.traits.id):
        by_block[card.traits.block].append(card)
    cores = {block: _cores(block, held, context) for block, held in sorted(by_block.items())}
    for core in sorted((core for held in cores.values() for core in held), key=_longest_first):
        if core.wikidata is None:
            candidates = [other for block in sorted(offered.get(core.block, ())) for other in cores.get(block, ()) if _offers(other, core)]
            _join_long_form(core, candidates, cores[core.block], context)
    for held in cores.values():
        _vote_on_labels(held)
    families: dict[int, list[Core]] = defaultdict(list)
    for held in cores.values():
        for core in held:
            if core.units:
                families[id(core.root)].append(core)
    return [_cluster(family) for family in families.values()]


def _cluster(family: Sequence[Core]) -> Cluster:
    units = sorted((unit for core in family for unit in core.units), key=lambda unit: unit[0].first)
    return Cluster(wikidata=family[0].root.wikidata, units=tuple(units))


def _longest_first(core: Core) -> tuple[int, str, int, str]:
    return -len(core.words.replace(" ", "")), core.words, LABELS.index(core.label), core.wikidata or core.first


def _cores(block: str, cards: Sequence[Card], context: Context) -> list[Core]:
    cores: list[Core] = []
    for names in _classes(cards):
        held = [card for card in cards if card.traits.words in names]
        linked: dict[str, Core] = {}
        for card in held:
            if (wikidata := card.traits.wikidata) is not None:
                if wikidata not in linked:
                    linked[wikidata] = Core(block=block, words=card.traits.words, label=card.traits.label, wikidata=wikidata)
                linked[wikidata].units.append((Unit.of(card), LINKED))
        cores += linked.values()
        rest: dict[tuple[int, bool], list[Card]] = defaultdict(list)
        for card in held:
            if card.traits.wikidata is None:
                rest[LABELS.index(card.traits.label), card.traits.group].append(card)
        for (label, _), unlinked in sorted(rest.items(), key=lambda item: item[0]):
            known = [core for core in linked.values() if core.label == LABELS[label]]
            cores += _unlinked(block, LABELS[label], unlinked, known, context)
    return cores


def _classes(cards: Sequence[Card]) -> list[set[str]]:
    """Return the names of a block in classes: equal ones and, of persons, spellings of one."""
    classes = [{name} for name in sorted({card.traits.words for card in cards})]
    persons = {card.traits.words for card in cards if card.traits.label == "Person"}
    merged: list[set[str]] = []
    for names in classes:
        alike = [other for other in merged if any(_spelling(a, b) for a in names & persons for b in other & persons)]
        merged = [other for other in merged if other not in alike] + [names.union(*alike)]
    return sorted(merged, key=min)


def _spelling(a: str, b: str) -> bool:
    return spelling(tuple(a.split()), tuple(b.split())) >= SPELLING


def _unlinked(block: str, label: Label, cards: Sequence[Card], linked: Sequence[Core], context: Context) -> list[Core]:
    """Return the cores of cards without Wikidata id; a bearer who can only be the linked one joins it."""
    found: list[Core] = []
    groups = bearers(cards, label, context)
    for units in groups:
        merged = Unit.merged(units)
        if len(groups) == len(linked) == 1 and label != "Place" and not conflict(merged, linked[0].bearer):
            linked[0].units += ((unit, SAME_LINKED_NAME) for unit in units)
        else:
            names = {unit.words for unit in units}
            main = max(names, key=lambda name: (sum(unit.locals for unit in units if unit.words == name), name))
            told = CONTEXT if len(groups) > 1 else SAME_NAME
            core = Core(block=block, words=main, label=label)
            core.units += ((unit, told if unit.words == main else _spelled(unit.words, main)) for unit in units)
            found.append(core)
    return found


def _spelled(words: str, main: str) -> Reason:
    score = spelling(tuple(words.split()), tuple(main.split()))
    return Reason(round(max(score, SPELLING) * SAME_NAME.score, 2), "spelling of the same name")


def _offers(long: Core, short: Core) -> bool:
    if long.label != short.label or long.root is short:
        return False
    forms = {form for unit, _ in long.units for form in (*unit.short, *unit.acronyms)}
    return short.words in forms or any(unit.words in forms for unit, _ in short.units)


def _join_long_form(core: Core, candidates: Sequence[Core], siblings: list[Core], context: Context) -> None:
    """Join a core to the one thing of which its name is a short form; where several are, each local entity by its context."""
    roots = list({id(candidate.root): candidate.root for candidate in candidates if candidate.root is not core}.values())
    roots = [root for root in roots if not conflict(root.bearer, core.bearer)]
    roots = [root for root in roots if not _is_trifle(root, core)]
    if not roots:
        return
    sure = [root for root in roots if not _is_doubtful(root, core)]
    roots = sure or roots
    if len(roots) == 1 and sure:
        _join(core, roots[0], SHORT_NAME)
        return
    weights = sorted(roots, key=lambda root: (-root.locals, root.first))
    if sure and all(root.wikidata is None for root in roots) and weights[0].locals >= DOMINANT * weights[1].locals:
        _join(core, weights[0], SHORT_DOMINANT)
        return
    bearing = [(root, Unit.merged(expand([unit for unit, _ in root.units], context))) for root in roots]
    left: list[Unit] = []
    for unit in expand([unit for unit, _ in core.units], context):
        score = sorted(((overlap(unit, bearer), root.first, root) for root, bearer in bearing), key=lambda s: (-s[0], s[1]))
        best, _, root = score[0]
        told = best > (score[1][0] if len(score) > 1 else 0) and best >= (1 if sure else COMPANION)
        if told and not conflict(unit, root.bearer):
            siblings.append(Core(block=core.block, words=core.words, label=core.label, units=[(unit, SHORT_CONTEXT)], parent=root))
        else:
            left.append(unit)
    groups = by_company(left, strict=True)
    core.units = [(unit, CONTEXT) for unit in groups[0]] if groups else []
    siblings += (
        Core(block=core.block, words=core.words, label=core.label, units=[(unit, CONTEXT) for unit in group]) for group in groups[1:]
    )


def _is_doubtful(long: Core, short: Core) -> bool:
    """Return True if three letters alone speak for a short name: company must agree."""
    bearer = long.bearer
    return short.words in bearer.acronyms and short.words not in bearer.short


def _is_trifle(long: Core, short: Core) -> bool:
    """Return True if a longer name is so rare that it names a part or product, and not what everybody calls by the short one."""
    if short.label == "Person" or long.wikidata is not None or not set(short.words.split()) <= set(long.words.split()):
        return False
    return short.locals > TRIFLE * long.locals


def _join(core: Core, parent: Core, reason: Reason) -> None:
    core.parent = parent
    core.units = [(unit, reason) for unit, _ in core.units]


_NEVER = {
    frozenset(("Person", "Place")),
    frozenset(("Person", "Country")),
    frozenset(("Organization", "Country")),
    frozenset(("Place", "Country")),
}


def _vote_on_labels(cores: list[Core]) -> None:
    """Join a core that has no other of its type to the main one of its name, where only the type differs and few say so."""
    by_name: dict[str, list[Core]] = defaultdict(list)
    for core in cores:
        if core.units:
            by_name[core.words].append(core)
    for held in by_name.values():
        if len({core.label for core in held}) == 2 == len(held):
            major, minor = sorted(held, key=lambda core: (core.wikidata is None, -core.locals, LABELS.index(core.label)))
            if _is_mistake(minor, major) and not any(core.parent is minor for core in cores):
                _join(minor, major, LABEL_VOTE)


def _is_mistake(minor: Core, major: Core) -> bool:
    """Return True if a type looks like a reader's mistake, because the name nearly always has another one."""
    if minor.wikidata is not None or minor.parent is not None or frozenset((minor.label, major.label)) in _NEVER:
        return False
    return (major.wikidata is not None and major.label != "Place") or major.locals >= 2 * minor.locals
