"""Events: named ones and such as the text describes with a place or a date of its own become things; one event is one thing.

Names are found by their heads (`names`), descriptions by their nouns (`phrases`). Later "the summit" is a nominal mention.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graphbuilder.extract.events.names import YEAR, EventName, event_names
from graphbuilder.extract.events.phrases import Stage, Venue
from graphbuilder.extract.events.words import EventWords, load_event_words
from graphbuilder.extract.mentions.gazetteer import load_gazetteer
from graphbuilder.extract.reading import Found, Reading, Thing

FARTHEST = 8  # tokens from the noun to the end of its place, if both are one mention
SMALL = frozenset({"of", "for", "on", "in", "at", "the", "and", "-", "–", "/", "'s", "’s", "'", "’", "against"})
PRESS = frozenset({"news", "press"})
DEFINITE = frozenset({"the", "this", "that", "these", "those"})


@dataclass(slots=True, eq=False)
class Event:
    """What is known of an event so far; `words` are those of its name that tell it from others of its kind."""

    thing: Thing
    kind: str
    head: str
    words: frozenset[str]
    named: bool
    place: Thing | None = None
    first: tuple[int, int] = (0, 0)
    years: set[str] = field(default_factory=set)


def find_events(reading: Reading) -> None:
    """Add the events of a document. An organization's name in an event's name is no mention of its own any more."""
    words = load_event_words()
    hits = {t: found for t, tree in enumerate(reading.trees) if (found := _hits(tree.lower, words))}
    events: list[Event] = []
    stages = {t: Stage(reading, t, words) for t in hits}
    for t, stage in stages.items():
        for name in list(event_names(stage.tree, stage.at, words, hits[t])):
            _add_named(reading, stage, name, events)
    for t, stage in stages.items():
        for i in hits[t]:
            _describe(reading, stage, i, events)
    if events:
        for t, stage in stages.items():
            _join_apposed(reading, stage, events)
            for i in hits[t]:
                _return(reading, stage, i, events)


def _hits(lower: list[str], words: EventWords) -> list[int]:
    triggers = words.triggers
    return [i for i, word in enumerate(lower) if word in triggers or word[:3] == "cop"]


# ---- names


def _add_named(reading: Reading, stage: Stage, name: EventName, events: list[Event]) -> None:
    tree = stage.tree
    for other in {id(f): f for k in range(name.start, name.end) if (f := stage.at.get(k)) is not None}.values():
        if other not in name.inside:
            reading.remove(other)
    if name.city is not None:
        _add_city(reading, stage, *name.city)
    text = _text(reading, stage, name.start, name.end)
    words = frozenset(w for w in tree.lower[name.start : name.end] if w not in SMALL and not YEAR.fullmatch(w))
    venue = stage.venue(name.head, name.start, name.kind)
    time = stage.date(name.head, name.kind) or name.year
    if name.year is not None and time is not None and not time.startswith(name.year):
        time = name.year
    new = Event(Thing(label="Event", name=text, time=time), name.kind, _head(stage, name.head), words, True, first=(stage.t, name.start))
    new.place = venue.place.thing if venue is not None else None
    event = _joined(new, events, definite=True)
    event.thing.aliases.add(text)
    _add(reading, stage, event, name.start, name.end, name.head, venue)


def _add_city(reading: Reading, stage: Stage, start: int, end: int) -> None:
    """Make a mention of the city in a name, of the place that the document names so elsewhere if it does."""
    text = _text(reading, stage, start, end)
    entry = load_gazetteer().place(text)
    if entry is None:
        return
    thing = next((thing for thing in reading.things() if thing.label == "Place" and text in thing.aliases), None)
    if thing is None:
        thing = Thing(label="Place", name=entry.name, country=entry.country, wikidata=entry.wikidata, aliases={text})
    reading.add(Found(tree=stage.t, start=start, end=end, head=end - 1, kind="name", thing=thing))


def _add(reading: Reading, stage: Stage, event: Event, start: int, end: int, head: int, venue: Venue | None) -> None:
    found = reading.add(Found(tree=stage.t, start=start, end=end, head=head, kind="name", thing=event.thing))
    if venue is not None:
        reading.venues.append((found, venue))


# ---- descriptions


def _describe(reading: Reading, stage: Stage, i: int, events: list[Event]) -> None:
    lemma = stage.tree.lemmas[i]
    kind = stage.words.nouns.get(lemma)
    if kind is None or i in stage.at or not stage.describes(i, kind):
        return
    start = stage.possessed(i, stage.left_edge(i), kind)
    venue = stage.venue(i, start, kind)
    time = stage.date(i, kind)
    if venue is None and time is None:
        return
    own = _text(reading, stage, start, i + 1)
    own = own if stage.tree.pos[start] == "PROPN" or start in stage.at else own[0].lower() + own[1:]
    place = venue.place.thing if venue is not None else None
    words = frozenset(w for k, w in enumerate(stage.tree.lower[start : i + 1], start) if w not in SMALL and k not in stage.at)
    new = Event(Thing(label="Event", name=own, time=time), kind, lemma, words, False, place, (stage.t, start))
    end = i + 1
    if venue is not None and venue.how != "name":
        near = venue.how == "phrase" and venue.place.end - i < FARTHEST
        end = venue.place.end if near else end
        if near and venue.place.kind == "name":
            new.thing.name = f"{own} {_text(reading, stage, venue.token, end)}"
        else:
            link = stage.tree.lower[venue.token] if venue.how == "phrase" else "in"
            article = "the " if any(stage.tree.lower[c] == "the" for c in stage.tree.children[venue.place.head]) else ""
            new.thing.name = f"{own} {link} {'' if venue.place.kind == 'nominal' else article}{venue.place.thing.name}"
    elif venue is not None and venue.place.head not in range(start, i):
        new.thing.name = f"{own} in {venue.place.thing.name}"
    determiner = next((stage.tree.lower[c] for c in stage.tree.children[i] if stage.tree.deps[c] == "det"), "the")
    event = _joined(new, events, definite=determiner in DEFINITE)
    event.thing.aliases |= {new.thing.name, own, stage.tree.lower[i]}
    if place is not None:
        event.thing.aliases.add(f"{place.name} {stage.tree.lower[i]}")
    _add(reading, stage, event, start, end, i, venue)


# ---- returns


def _return(reading: Reading, stage: Stage, i: int, events: list[Event]) -> None:
    """Add "the summit" as a nominal mention of the event that it must mean."""
    tree = stage.tree
    lemma = tree.lemmas[i]
    if i in stage.at or tree.pos[i] not in {"NOUN", "PROPN"} or tree.deps[i] in {"compound", "nmod", "amod"}:
        return
    children = tree.children[i]
    definite = any(tree.deps[c] == "det" and tree.lower[c] in DEFINITE for c in children) or (
        tree.part == "headline" and not any(tree.deps[c] in {"det", "poss"} for c in children)
    )
    several = tree.tags[i] in {"NNS", "NNPS"} and lemma not in stage.words.plural
    if not definite or several or any(tree.deps[c] == "nummod" for c in children):
        return
    own = {tree.lower[c] for c in children if tree.deps[c] in {"compound", "amod", "nmod"}} - stage.words.loose
    candidates = [e for e in events if own <= e.words | {lemma} and _could_be(e, lemma, stage.words)]
    before = [e for e in candidates if e.first < (stage.t, i)]
    event = max(before, key=lambda e: e.first) if before else candidates[0] if len(candidates) == 1 else None
    if event is not None:
        reading.add(Found(tree=stage.t, start=i, end=i + 1, head=i, kind="nominal", thing=event.thing))


def _could_be(event: Event, lemma: str, words: EventWords) -> bool:
    """True if the text may return to the event by this noun: the same one, one alike, or a general one of its kind."""
    if event.words & PRESS:  # a summit is no news conference
        return False
    return lemma == event.head or lemma in words.alike.get(event.head, ()) or event.kind in words.later.get(lemma, ())


# ---- one event is one thing


def _join_apposed(reading: Reading, stage: Stage, events: list[Event]) -> None:
    """Join two names of one event that stand side by side: "the climate conference, known as COP28,"."""
    tree, at = stage.tree, stage.at
    for found in [f for f in reading.found if f.tree == stage.t and f.thing.label == "Event" and f.kind == "name"]:
        node, dep = found.head, tree.deps[found.head]
        if dep == "pobj" and tree.lower[tree.heads[node]] == "as":
            node = tree.heads[tree.heads[node]]
            dep = tree.deps[node] if tree.lemmas[node] in {"know", "call"} else ""
        elif dep == "oprd" and tree.lemmas[tree.heads[node]] in {"call", "dub", "name"}:
            node, dep = tree.heads[node], tree.deps[tree.heads[node]]
        other = at.get(tree.heads[node]) if dep in {"appos", "acl", "relcl"} else None
        if other is not None and other.thing.label == "Event" and other.thing is not found.thing:
            one = next(e for e in events if e.thing is other.thing)
            gone = next(e for e in events if e.thing is found.thing)
            events.remove(gone)
            one.words |= gone.words
            one.thing.aliases |= gone.thing.aliases
            one.thing.time = _finer(one.thing.time, gone.thing.time)
            for mention in reading.found:
                if mention.thing is gone.thing:
                    mention.thing = one.thing


def _joined(new: Event, events: list[Event], *, definite: bool) -> Event:
    """Return the event of the document that the new one is, enriched by it, else the new one, which is added."""
    for old in events:
        if old.kind == new.kind and _same(old, new, definite=definite):
            if new.named and (not old.named or len(new.words) > len(old.words)):
                old.thing.name = new.thing.name
            old.named |= new.named
            old.words |= new.words
            old.place = old.place or new.place
            old.thing.time = _finer(old.thing.time, new.thing.time)
            return old
    events.append(new)
    return new


def _same(old: Event, new: Event, *, definite: bool) -> bool:
    if not (old.words <= new.words or new.words <= old.words):
        return False
    if old.place is not None and new.place is not None and old.place is not new.place:
        return False
    if old.thing.time is not None and new.thing.time is not None and not _meet(old.thing.time, new.thing.time):
        return False
    return old.named or new.named or definite or (old.place is new.place and old.place is not None)


def _meet(a: str, b: str) -> bool:
    """True if two times may be the same: they have a day in common."""
    (a1, a2), (b1, b2) = _ends(a), _ends(b)
    return max(a1, b1) <= min(a2, b2)


def _finer(a: str | None, b: str | None) -> str | None:
    """Return the time that says more: the one within the other."""
    if a is None or b is None:
        return a or b
    (a1, a2), (b1, b2) = _ends(a), _ends(b)
    return b if a1 <= b1 and b2 <= a2 else a


def _ends(value: str) -> tuple[str, str]:
    """Return text that sorts before the first day, and after the last, of a time in EDTF; of a season those of its year."""
    first, _, last = value.partition("/")
    first, last = (re.sub(r"X|-2\d$", "", end) for end in (first, last or first))
    return "" if first == ".." else first, "9999" if last == ".." else f"{last}~"


def _head(stage: Stage, i: int) -> str:
    return stage.tree.lemmas[i]


def _text(reading: Reading, stage: Stage, start: int, end: int) -> str:
    return " ".join(reading.document.text[stage.tree.starts[start] : stage.tree.ends[end - 1]].split())
