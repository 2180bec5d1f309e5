"""Relations: the claims that the sentences of a document state. Frames (`frames`) are applied to predicates; this is the engine.

For each verb, adjective, event noun and post of a sentence with two mentions or more (`predicates`), the frames of its lemma are tried
in turn; the first that finds a subject and an object (`fillers`) makes a claim, to which qualifiers and speaker are added (`reader`). A
verb that links two actors and has no frame that fits gives RELATED_TO (`fallback`). Places, parts and origins that stand side by side are
read by `places`, `parts` and `origins`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.claims.fallback import related
from graphbuilder.extract.claims.origins import origins
from graphbuilder.extract.claims.parts import parts
from graphbuilder.extract.claims.places import nestings, stagings, standings
from graphbuilder.extract.claims.posts import fits, role_of
from graphbuilder.extract.claims.sides import take_sides
from graphbuilder.extract.grammar.fillers import fill, fill_beyond, tokens_in
from graphbuilder.extract.grammar.frames import load_lexicon
from graphbuilder.extract.grammar.predicates import predicates
from graphbuilder.extract.grammar.reader import ClaimDraft, Miss, Reader
from graphbuilder.extract.grammar.where import TOGETHER
from graphbuilder.extract.times.read import time_of
from graphbuilder.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from graphbuilder.extract.grammar.frames import Frame
    from graphbuilder.extract.grammar.reader import Predicate
    from graphbuilder.extract.reading import Found, Reading
    from graphbuilder.ontology import Ontology

# What one may do to an event as well as to an actor.
OF_EVENTS = frozenset({"CRITICIZES", "OPPOSES", "PRAISES", "PROTESTS_AGAINST", "SUPPORTS", "WITHDRAWS_FROM"})
Pairs = list[tuple["Found", "Found"]]
# What need not be said again: by a noun of a subject (token, subject), by the verb of a clause of two things (token, subject, object).
Told = set[tuple[int, ...]]
# The slots of what a clause below acts on.
CLAUSES = frozenset({"do", "own"})


def read_claims(reading: Reading, ontology: Ontology | None = None, *, missed: Callable[[Miss], None] | None = None) -> list[ClaimDraft]:
    """Return the claims of a document in the order of its text.

    Args:
        reading: The document with its mentions found and resolved.
        ontology: The relation types and a user's own frames; None takes the packaged ones.
        missed: Called with each frame that nearly made a claim, for explanations.
    """
    lexicon = load_lexicon(ontology if ontology is not None else load_ontology())
    drafts: list[ClaimDraft] = []
    for t, tree in enumerate(reading.trees):
        at = reading.at[t]
        if len(at) < 2:
            continue
        reader = Reader(reading, t, lexicon)
        for start, end in tree.sentences:
            if len({id(at[i].thing) for i in range(start, end) if i in at}) > 1:
                drafts += _sentence(reader, start, end, missed)
    return take_sides(reading, drafts)


def _sentence(reader: Reader, start: int, end: int, missed: Callable[[Miss], None] | None) -> list[ClaimDraft]:
    """Return the claims of the sentence of tokens `start` to `end`."""
    drafts: list[ClaimDraft] = []
    loose: list[Predicate] = []
    governing: set[int] = set()
    told: Told = set()
    found = sorted(predicates(reader, start, end), key=lambda predicate: predicate.kind == "nouns")
    for predicate in found:
        made = [d for d in _apply(predicate, reader, missed, told) if not _is_told(predicate, d, told)]
        drafts += made
        if made:
            governing.update(predicate.slots.get("governor", ()))
        elif predicate.kind == "verbs":
            loose.append(predicate)
    drafts = [d for d in drafts if (d.predicate_span[1], id(d.subject.thing), id(d.object.thing)) not in told]  # "a threat to bomb X"
    _promote_counterparts(drafts)
    drafts += [*nestings(reader, start, end), *stagings(reader, start, end), *origins(reader, start, end), *parts(reader, start, end)]
    drafts = _distinct(drafts)
    loose = [predicate for predicate in loose if predicate.token not in governing]  # the light verb of a deed has said what it says
    linked = {frozenset((id(d.subject.thing), id(d.object.thing))) for d in drafts}
    met = {(id(end.thing), id(d.place.thing)) for d in drafts if d.place and d.type in TOGETHER for end in (d.subject, d.object)}
    standing = [d for d in standings(reader, start, end) if (id(d.subject.thing), id(d.object.thing)) not in met]  # "met Y envoys in Z"
    untyped = [*(draft for predicate in loose for draft in related(predicate, reader)), *standing]
    drafts += [d for d in untyped if frozenset((id(d.subject.thing), id(d.object.thing))) not in linked]
    return _distinct(drafts)


# ---- frames


def _apply(predicate: Predicate, reader: Reader, missed: Callable[[Miss], None] | None, told: Told) -> Iterator[ClaimDraft]:
    """Yield the claims of the first frame that fits, and of those before it that let others follow.

    What needs not be said again goes to `told`: "lifted the ban on X" has said all that "ban" could say, "threatened to sue X" what
    "sue" could say of the same two.
    """
    for frame in predicate.frames:
        reason = _unmet(frame, predicate, reader)
        found: list[ClaimDraft] = []
        if reason is None:
            pairs, slot, reason = _ends(frame, predicate, reader)
            found = [_claim(frame, predicate, reader, subject, object_, slot) for subject, object_ in pairs]
            _part_places(found)
        if reason is not None and missed is not None:
            missed(Miss(predicate, frame, reason))
        yield from found
        if found and not frame.also:
            ends = [(id(d.subject.thing), id(d.object.thing)) for d in found]
            nouns = [t for name in frame.when for t in predicate.slots.get(name, ()) if reader.tree.pos[t] == "NOUN"]
            told.update((t, end) for t in nouns for pair in ends for end in (pair if frame.symmetric else pair[:1]))
            below = [t for name in ("xcomp", "ccomp") for t in predicate.slots.get(name, ())]
            if slot in CLAUSES:
                told.update((t, *pair) for t in below for pair in ends)
            elif "xcomp" in frame.when:  # "forced X to leave"
                told.update((t, *reversed(pair)) for t in below for pair in ends)
            return


def _is_told(predicate: Predicate, draft: ClaimDraft, told: Told) -> bool:
    subject, object_ = id(draft.subject.thing), id(draft.object.thing)
    return (predicate.token, subject, object_) in told or (predicate.kind == "nouns" and (predicate.token, subject) in told)


def _unmet(frame: Frame, predicate: Predicate, reader: Reader) -> str | None:
    """Return which condition of the frame fails, None if all hold."""
    for slot, words in frame.when.items():
        if not any("*" in words or not words.isdisjoint(reader.heads(t)) for t in tokens_in(slot, predicate, reader)):
            return f"`{slot}` holds no word that the frame asks for"
    for slot, words in frame.unless.items():
        if any("*" in words or not words.isdisjoint(reader.heads(t)) for t in tokens_in(slot, predicate, reader)):
            return f"`{slot}` holds a word that the frame excludes"
    return fits(frame, predicate, reader) if predicate.kind == "posts" else None


def _ends(frame: Frame, predicate: Predicate, reader: Reader) -> tuple[Pairs, str, str | None]:
    """Return the pairs of subject and object that the slots give, the slot of the object, and what is missing if there are none."""
    filled: list[Found] = []
    for slot in frame.subject:
        filled = fill(slot, predicate, reader, frame.subject_labels, subject=True)
        if filled:
            break
    subjects = [f for f in filled if f.thing.label in frame.subject_labels]
    reason = f"a subject of label {filled[0].thing.label}" if filled else f"no subject in {' or '.join(frame.subject)}"
    if not subjects and not ("pair" in frame.object and (frame.symmetric or predicate.slots.get("pair"))):
        return [], "", reason
    things = {id(f.thing) for f in subjects}
    labels = frame.object_labels if frame.type not in OF_EVENTS else (*frame.object_labels, "Event")
    for slot in frame.object:
        if slot == "pair":
            pairs = _pairs(frame, predicate, reader, subjects)
            if pairs:
                return pairs, slot, None
            continue
        objects = fill(slot, predicate, reader, labels, subject=False)
        others = [f for f in objects if id(f.thing) not in things]
        if objects and not others:
            others = fill_beyond(slot, predicate, reader, things)
        objects = [f for f in others if f.thing.label in labels]
        if objects and subjects:
            return [(s, o) for s in subjects for o in objects], slot, None
    if len(subjects) > 1 and any(_mutual(t, reader) for slot in frame.object for t in predicate.slots.get(slot.rstrip("!<"), ())):
        return [(a, b) for a in subjects for b in subjects if a is not b], "", None
    return [], "", reason if not subjects else f"no object in {' or '.join(frame.object)} of label {', '.join(frame.object_labels)}"


def _mutual(token: int, reader: Reader) -> bool:
    """True of "each other", "one another", "each other's diplomats"."""
    tree = reader.tree
    whose = next((c for c in tree.children[token] if tree.deps[c] == "poss"), token)
    return (tree.lower[max(whose - 1, 0)], tree.lower[whose]) in {("each", "other"), ("one", "another")}


def _pairs(frame: Frame, predicate: Predicate, reader: Reader, subjects: list[Found]) -> Pairs:
    """Every pair of the doers of a deed that is done together."""
    tokens = predicate.slots.get("pair") or (predicate.slots.get("sides") if frame.symmetric else None)
    ends = reader.actors.doers(tokens) if tokens else subjects
    ends = [f for f in ends if f.thing.label in frame.object_labels]
    if not frame.symmetric:
        return [(ends[0], other) for other in ends[1:]] if tokens else []
    return [(a, b) for i, a in enumerate(ends) for b in ends[i + 1 :]]


# ---- claims


def _claim(frame: Frame, predicate: Predicate, reader: Reader, subject: Found, object_: Found, slot: str) -> ClaimDraft:
    draft = reader.draft(frame.type, subject, object_, predicate.token, rule=frame.name, confidence=frame.confidence)
    draft.predicate = predicate.wording(slot)
    if predicate.kind == "posts":
        draft.polarity, draft.modality = reader.qualifiers.stance(predicate.token)
        draft.time = time_of(reader.reading, reader.t, predicate.token, static=True)
        own = frame.role == ("self",)
        draft.role = role_of(reader, predicate.token) if own else _words_of(frame.role, predicate, reader, without=object_)
        return draft
    reader.qualify(draft, predicate, frame)
    draft.theme = _words_of(frame.theme, predicate, reader, without=object_)
    draft.role = _words_of(frame.role, predicate, reader, without=object_)
    return draft


def _part_places(drafts: list[ClaimDraft]) -> None:
    """What is acted on is not where it happens: "attacks on Ukraine and Crimea"."""
    ends = {id(end.thing) for draft in drafts for end in (draft.subject, draft.object)}
    for draft in drafts:
        if draft.place is not None and id(draft.place.thing) in ends:
            draft.place = None


def _words_of(names: tuple[str, ...], predicate: Predicate, reader: Reader, *, without: Found) -> str | None:
    """Return the text of the first of the slots that has words other than the object itself."""
    for name in names:
        if name == "self":
            return reader.text(reader.nouns.title_start(predicate.token), predicate.token + 1)
        tokens = [t for t in tokens_in(name, predicate, reader) if reader.at.get(t) is not without]
        if tokens:
            return reader.text(*reader.qualifiers.phrase(tokens[0]))
    return None


def _promote_counterparts(drafts: list[ClaimDraft]) -> None:
    """A head of state's counterpart is a head of state: "Prime Minister X met his Slovak counterpart, Y"."""
    if any(draft.type == "LEADS" and draft.object.thing.label == "Country" for draft in drafts):
        for draft in drafts:
            if draft.type == "WORKS_FOR" and draft.predicate == "counterpart":
                draft.type = "LEADS"


def _distinct(drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """Leave out what one sentence states twice; the first that is stated counts."""
    seen: dict[object, ClaimDraft] = {}
    for draft in drafts:
        key = (id(draft.subject.thing), draft.type, id(draft.object.thing), draft.polarity)
        seen.setdefault(key, draft)
    return list(seen.values())
