"""Fillers: the tokens and the actors in a slot that a frame names; some slots are derived from others (`DERIVED`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.attribution import DENYING

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from graphbuilder.extract.grammar.reader import Predicate, Reader
    from graphbuilder.extract.reading import Found

INSISTING = frozenset("insist demand propose recommend suggest urge ask request stipulate".split())
OBLIGING = frozenset("must should ought".split())
ACTED_ON = tuple("dative patient to on against with from of at into for".split())
DEEPEST = 3
# Parts of an event.
PARTS = frozenset(
    """part final semi-final opening closing start end day days session edition round leg stage ceremony eve sideline margin event place
    beginning launch""".split()
)
MARKS = "!<"
DENIALS = DENYING | {"deny"}
ASKING = frozenset({"whether", "if"})  # "asked whether X would come"
FINITE = frozenset("MD VBZ VBP VBD".split())  # tags of auxiliaries
# What those who protest do or cry.
AIMS = frozenset("demand protest oppose denounce condemn call press urge criticise criticize show express reject".split())


def fill(slot: str, predicate: Predicate, reader: Reader, labels: tuple[str, ...], *, subject: bool) -> list[Found]:
    """Return the actors in a slot, an event where there is none and `labels` has Event too, only events where Event stands first.

    "!" after the name of a slot asks that the phrase itself names or describes an actor, "<" that one is behind the phrase.
    """
    mark = slot[-1] if slot[-1] in MARKS else ""
    name = slot.removesuffix(mark) if mark else slot
    tokens = tokens_in(name, predicate, reader)
    if not tokens:
        return []
    if labels[0] == "Event":
        return [event for token in tokens for event in _events(token, reader)]
    found = _actors(name, mark, tokens, predicate, reader, subject=subject)
    if not found and "Event" in labels:
        found = [reader.events[token] for token in tokens if token in reader.events]
    return found


def _actors(name: str, mark: str, tokens: list[int], predicate: Predicate, reader: Reader, *, subject: bool) -> list[Found]:
    actors = reader.actors
    if predicate.kind == "posts" and name in {"holder", "mod"}:
        return actors.named(tokens)
    if mark == "!" or predicate.kind == "posts":
        return actors.described(tokens)
    if mark == "<":
        return _behind(tokens, reader)
    return actors.doers(tokens) if subject else actors.targets(tokens)


def fill_beyond(slot: str, predicate: Predicate, reader: Reader, doers: Container[int]) -> list[Found]:
    """Return the actors in a slot whose phrase is the doers' own: "moved troops to its border with X"."""
    return [] if slot[-1] in MARKS else reader.actors.beyond(tokens_in(slot, predicate, reader), doers)


def _events(token: int, reader: Reader) -> list[Found]:
    """Return the event that a phrase names, or of which it names a part: "the final of the World Cup", "Olympics opening ceremony"."""
    tree, events = reader.tree, reader.events
    if token in events:
        return [events[token]]
    for child in tree.children[token]:
        if tree.deps[child] in {"compound", "nmod"} and child in events:
            return [events[child]]
        if tree.deps[child] == "prep" and tree.lower[child] in {"of", "at", "in", "for"} and tree.lemmas[token] in PARTS:
            return [events[c] for c in tree.children[child] if tree.deps[c] == "pobj" and c in events]
    return []


def _behind(tokens: list[int], reader: Reader) -> list[Found]:
    """Return who is behind phrases: whose plan it is, who does the deed that is named, not the one to whom it is done."""
    actors, tree = reader.actors, reader.tree
    out: list[Found] = []
    for token in tokens:
        if token in reader.at or tree.lemmas[token] not in reader.lexicon.words["done_to"]:
            out += actors.doers([token])
        else:
            out += actors.modifiers(token)
        if not out and token not in reader.at:
            makers = [c for c in tree.children[token] if tree.lower[c] in {"by", "from"}]
            out += actors.doers(c for maker in makers for c in tree.children[maker] if tree.deps[c] == "pobj")
        if not out:  # "a truce proposed by X"
            clauses = [c for c in tree.children[token] if tree.deps[c] in {"acl", "relcl"} and not _marks(c, reader)]
            out += actors.doers(t for c in clauses for t in reader.clauses.arguments(c).get("agent", ()) if t != token)
    return out


def tokens_in(name: str, predicate: Predicate, reader: Reader) -> list[int]:
    """Return the tokens in a slot of a predicate, its own or a derived one."""
    tokens = predicate.slots.get(name)
    if tokens is not None:
        return tokens
    derive = DERIVED.get(name)
    return derive(predicate, reader) if derive is not None else []


def _that(predicate: Predicate, reader: Reader) -> list[int]:
    """The subject of the clause below: "demanded that X withdraw", "called for X to withdraw", "an inquiry into whether X"."""
    slots = predicate.slots
    clauses = [*slots.get("ccomp", ()), *(c for key in ("into:", "over:") for c in slots.get(key, ()))]
    clauses += [c for c in slots.get("advcl", ()) if "for" in _marks(c, reader)]
    if predicate.kind == "nouns":  # "an allegation that X rejected" is not about X
        clauses = [c for c in clauses if reader.tree.lemmas[c] not in DENIALS or reader.clauses.arguments(c).keys() & {"patient", "ccomp"}]
    return [t for clause in clauses for t in reader.clauses.subjects(clause)]


def _do(predicate: Predicate, reader: Reader) -> list[int]:
    """What the clause below acts on: "threatened to bomb X"."""
    slots = predicate.slots
    clauses = [*slots.get("xcomp", ()), *(c for c in slots.get("ccomp", ()) if not ASKING & _marks(c, reader))]
    return [t for clause in clauses for t in _acted_on(clause, reader, 0)]


def _marks(clause: int, reader: Reader) -> set[str]:
    """Return the words that begin a clause: "that", "whether", the "for" of "for X to withdraw"."""
    return {reader.tree.lower[c] for c in reader.tree.children[clause] if reader.tree.deps[c] == "mark"}


def _acted_on(clause: int, reader: Reader, depth: int) -> list[int]:
    """The object of a clause's verb, else what stands behind a preposition, else what the clause below acts on."""
    slots = reader.clauses.arguments(clause)
    out = [t for name in ACTED_ON for t in slots.get(name, ())]
    if depth < DEEPEST:
        out += [t for inner in slots.get("xcomp", ()) for t in _acted_on(inner, reader, depth + 1)]
    return out


def _must(predicate: Predicate, reader: Reader) -> list[int]:
    """The subject of a clause below that says what must be done: "said that X must leave", "proposed that X leave"."""
    return [t for clause in predicate.slots.get("ccomp", ()) if _obliged(clause, reader) for t in reader.clauses.subjects(clause)]


def _obliged(clause: int, reader: Reader) -> bool:
    """True if a clause says what must be done, or has the bare form of what is asked: "insisted that X leave"."""
    tree = reader.tree
    if tree.tags[clause] == "VB" and not any(tree.tags[c] in FINITE and tree.deps[c] == "aux" for c in tree.children[clause]):
        return True
    if tree.tags[clause] == "VBP" and tree.tags[tree.heads[clause]] == "VBD" and tree.lemmas[tree.heads[clause]] in INSISTING:
        return True  # "insisted that they leave"
    if tree.lemmas[clause] in {"have", "need"} and any(tree.deps[c] == "xcomp" for c in tree.children[clause]):
        return True
    return any(tree.deps[c] == "aux" and tree.lower[c] in OBLIGING for c in tree.children[clause])


def _own(predicate: Predicate, reader: Reader) -> list[int]:
    """What the clause below acts on if it says what the subject itself will do: "warned that it would punish X"."""
    agents = {id(f.thing) for f in reader.actors.doers(predicate.slots.get("agent", ()))}
    clauses = [
        c for c in predicate.slots.get("ccomp", ()) if agents & {id(f.thing) for f in reader.actors.doers(reader.clauses.subjects(c))}
    ]
    return [t for clause in clauses for t in _acted_on(clause, reader, 0)]


def _unless(predicate: Predicate, reader: Reader) -> list[int]:
    """Who can turn it away: "threatened to strike unless X stepped down"."""
    tree, slots = reader.tree, predicate.slots
    clauses = [predicate.token, *slots.get("xcomp", ()), *slots.get("ccomp", ())]
    inner = [a for c in clauses for a in tree.children[c] if tree.deps[a] == "advcl"]
    inner += [a for c in inner for a in tree.children[c] if tree.deps[a] == "advcl"]
    return [t for a in inner if any(tree.lower[m] in {"unless", "if"} for m in tree.children[a]) for t in reader.clauses.subjects(a)]


def _aim(predicate: Predicate, reader: Reader) -> list[int]:
    """Whom those mean who "marched to demand the resignation of X", "gathered calling for X to leave"."""
    tree, slots = reader.tree, predicate.slots
    out: list[int] = []
    clauses = [c for key in ("xcomp", "advcl") for c in slots.get(key, ())]
    clauses += [
        c for t in slots.get("patient", ()) for c in tree.children[t] if tree.deps[c] in {"acl", "relcl"}
    ]  # "staged sit-ins demanding"
    for clause in (c for c in clauses if tree.lemmas[c] in AIMS):
        inner = reader.clauses.arguments(clause)
        out += [t for name in ("of", "from", "patient", "against", "for", "at", "to", "on", "by") for t in inner.get(name, ())]
        out += [t for c in inner.get("ccomp", ()) for t in reader.clauses.subjects(c)]
    return out


def _above(predicate: Predicate, reader: Reader) -> list[int]:
    """The object of the verb above in "helps X by providing"."""
    tree, token = reader.tree, predicate.token
    while tree.deps[token] == "conj" and tree.pos[tree.heads[token]] == "VERB":
        token = tree.heads[token]
    by = tree.heads[token]
    if tree.deps[token] != "pcomp" or tree.lower[by] != "by":
        return []
    return reader.clauses.arguments(tree.heads[by]).get("patient", [])


def _where(predicate: Predicate, reader: Reader) -> list[int]:
    """The place as target where there is no other: "threatened to impose martial law in X"."""
    clauses = [predicate.token, *predicate.slots.get("xcomp", ())]
    places = reader.lexicon.words["places"]
    inside = [t for c in clauses for key in ("in", "at") for t in reader.clauses.arguments(c).get(key, ())]
    return [t for t in inside if t in reader.at or reader.tree.lemmas[t] in places]


def _nearest(predicate: Predicate, reader: Reader) -> list[int]:
    """The event that the sentence named last before the predicate: "X stayed away, but Y took part"."""
    start = next(first for first, end in reader.tree.sentences if first <= predicate.token < end)
    return next(([t] for t in range(predicate.token, start - 1, -1) if t in reader.events), [])


def _to_be(predicate: Predicate, reader: Reader) -> list[int]:
    """The post in "named X to be ambassador"."""
    clauses = [c for c in predicate.slots.get("xcomp", ()) if reader.tree.lemmas[c] == "be"]
    return [t for clause in clauses for t in reader.clauses.arguments(clause).get("attr", ())]


def _receiver(predicate: Predicate, reader: Reader) -> list[int]:
    """Who gets it where the parser took the name for a part of what is given: "gave the Houthis missiles", "sent Ukraine tanks"."""
    tree, at = reader.tree, reader.at
    inner = [c for t in predicate.slots.get("patient", ()) if t > predicate.token for c in tree.children[t] if c < t and c in at]
    return [c for c in inner if tree.deps[c] in {"compound", "nmod", "npadvmod"} and at[c].kind == "name" and at[c].thing.label != "Place"]


def _speaker(predicate: Predicate, reader: Reader) -> list[int]:
    """Who says what the predicate says: "Y said that X was behind the attack"."""
    found = reader.attribution.speaker(predicate.token)
    return [found.head] if found is not None and found.tree == reader.t else []


DERIVED: dict[str, Callable[[Predicate, Reader], list[int]]] = {
    "that": _that,
    "do": _do,
    "must": _must,
    "own": _own,
    "unless": _unless,
    "aim": _aim,
    "above": _above,
    "where": _where,
    "nearest": _nearest,
    "to-be": _to_be,
    "receiver": _receiver,
    "speaker": _speaker,
}
