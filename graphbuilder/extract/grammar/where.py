"""Where what a claim says happens: a place in its clause, behind the nouns at its ends, or of the clause that brings its actors there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphbuilder.extract.grammar.reader import ClaimDraft, Predicate, Reader
    from graphbuilder.extract.reading import Found
    from graphbuilder.extract.tree import Tree

PLACES = frozenset({"Place", "Country"})
# Organizations that are a place too, by the last word of their names.
BUILDINGS = frozenset(
    """university college school academy institute hospital clinic museum library church cathedral mosque temple synagogue embassy
    consulate stadium arena palace house hotel court prison airport base pentagon kremlin vatican capitol headquarters theatre theater
    hall centre center monastery zoo""".split()
)
SLOTS = tuple("in at near outside inside around across off throughout along on".split())
BEHIND = frozenset("in at near outside inside off".split())
# What happens where its actors are; other claims do not happen where a noun in them lies ("supplied missiles to the Houthis in Yemen").
BODILY = frozenset(
    """ATTACKS KILLS DEFEATS ARRESTS RELEASES COERCES MEETS NEGOTIATES_WITH HOSTS PROTESTS_AGAINST COMPETES_WITH COOPERATES_WITH
    PARTICIPATES_IN""".split()
)
# "Arrived in Vilnius and met X", "travelled to Kyiv to meet X".
TOGETHER = frozenset("MEETS NEGOTIATES_WITH AGREES_WITH HOSTS".split())
TRAVEL = frozenset("arrive travel fly come go land return gather head fly visit convene assemble".split())
DEEPEST = 5


def place_of(predicate: Predicate, draft: ClaimDraft, reader: Reader) -> Found | None:
    """Return where the claim happens, None if the text does not say; the ends of the claim are no place of it."""
    ends = {id(draft.subject.thing), id(draft.object.thing)}
    ends |= {id(venue.place.thing) for event, venue in reader.reading.venues if id(event.thing) in ends}
    return next((found for found in _places(predicate, draft, reader) if id(found.thing) not in ends), None)


def place_at(tree: Tree, at: Mapping[int, Found], token: int) -> Found | None:
    """Return the place that a noun phrase names: "Vilnius", "the Egyptian resort of Sharm el-Sheikh", "a hotel in Doha"."""
    found = at.get(token)
    if found is not None:
        return found if _is_place(found) else None
    behind = [c for c in tree.children[token] if c > token]
    for child in behind:
        if tree.deps[child] == "appos" and child in at and _is_place(at[child]):
            return at[child]
    for child in behind:
        if tree.deps[child] == "prep" and tree.lower[child] in {"of", "in", "at", "near"}:
            for inner in tree.children[child]:
                if tree.deps[inner] == "pobj" and inner in at and _is_place(at[inner]):
                    return at[inner]
    before = [c for c in reversed(tree.children[token]) if c < token and tree.deps[c] in {"compound", "nmod", "poss"}]
    return next((at[c] for c in before if c in at and _is_place(at[c])), None)


def _is_place(found: Found) -> bool:
    thing = found.thing
    return thing.label in PLACES or (thing.label == "Organization" and thing.name.rpartition(" ")[2].lower() in BUILDINGS)


def _places(predicate: Predicate, draft: ClaimDraft, reader: Reader) -> Iterator[Found]:
    verbs = [predicate.token] if predicate.kind != "nouns" else list(_governors(predicate, reader))
    yield from _in_slots(predicate.slots, reader)
    for verb in verbs:
        yield from _in_slots(reader.clauses.arguments(verb), reader)
    if draft.type == "HOSTS":  # "welcomed X to Y"
        yield from _at(predicate.slots.get("to", ()), reader)
    if predicate.kind == "nouns":  # "the Geneva talks"
        yield from (found for found in _at(predicate.slots.get("mod", ()), reader) if found.thing.label == "Place")
    for verb in verbs:
        yield from _where(verb, reader)
    if draft.type in BODILY:
        for end in (draft.object, draft.subject):
            if end.tree == reader.t:
                yield from _behind(end.head, reader)
                inside = [c for token in range(end.start, end.end) for c in reader.tree.children[token] if c >= end.end]
                yield from _after(inside, reader)  # on a word of a long name: "the Coalition to Counter X in Y"
    for name in ("agent", "patient"):
        for noun in predicate.slots.get(name, ()):
            if noun not in reader.at:
                yield from _behind(noun, reader)
    if draft.type in TOGETHER:
        for verb in verbs:
            yield from _brought(verb, reader)


def _governors(predicate: Predicate, reader: Reader) -> Iterator[int]:
    """Yield the verbs that say of an event noun where it happens: its light verb, or the verb that it is an argument of."""
    tree = reader.tree
    yield from predicate.slots.get("governor", ())
    head = tree.heads[predicate.token]
    if tree.pos[head] == "ADP":
        head = tree.heads[head]
    if tree.pos[head] == "VERB":
        yield head


def _at(tokens: list[int] | tuple[int, ...], reader: Reader) -> Iterator[Found]:
    for token in tokens:
        if token in reader.events:  # "at the summit in Vilnius"
            yield from (venue.place for found, venue in reader.reading.venues if found is reader.events[token])
            continue
        found = place_at(reader.tree, reader.at, token)
        if found is not None:
            yield found


def _in_slots(slots: Mapping[str, list[int]], reader: Reader) -> Iterator[Found]:
    for name in SLOTS:
        tokens = slots.get(name, ())
        if name == "on":  # on an island, not on a matter
            tokens = [t for t in tokens if t not in reader.at]
        elif name in {"in", "at"}:  # "in support of X", "at the request of X" say why
            tokens = [t for t in tokens if reader.tree.lemmas[t] not in reader.lexicon.words["reasons"]]
        yield from _at(tokens, reader)


def _where(verb: int, reader: Reader) -> Iterator[Found]:
    """The place before "where": "flew to Cairo, where he met X"."""
    tree = reader.tree
    for node in (verb, tree.heads[verb]):
        if tree.deps[node] in {"relcl", "advcl"} and any(tree.lower[c] == "where" for c in tree.children[node]):
            found = place_at(tree, reader.at, tree.heads[node])
            if found is not None:
                yield found


def _behind(token: int, reader: Reader) -> Iterator[Found]:
    """The places behind an end of the claim and behind the nouns above it: "gunmen of X near Beni", "X fighters in Raqqa"."""
    tree = reader.tree
    node = token
    for _ in range(DEEPEST):
        yield from _after([child for child in tree.children[node] if child > node], reader)
        node = tree.heads[node]
        if tree.pos[node] not in {"NOUN", "PROPN", "ADP"}:
            return


def _after(children: list[int], reader: Reader) -> Iterator[Found]:
    """The places behind those of the tokens that are prepositions of place."""
    tree = reader.tree
    for child in children:
        if tree.deps[child] == "prep" and tree.lower[child] in BEHIND:
            yield from _at([c for c in tree.children[child] if tree.deps[c] == "pobj"], reader)


def _brought(verb: int, reader: Reader) -> Iterator[Found]:
    """Where the clause above brings its actors: "arrived in Vilnius and met X", "travelled to Kyiv to meet X"."""
    tree = reader.tree
    node = verb
    for _ in range(DEEPEST):
        if tree.deps[node] not in {"conj", "advcl", "xcomp"}:
            return
        node = tree.heads[node]
        if tree.lemmas[node] in TRAVEL:
            slots = reader.clauses.arguments(node)
            yield from _at([*slots.get("in", ()), *slots.get("at", ()), *slots.get("to", ()), *slots.get("patient", ())], reader)
            return
