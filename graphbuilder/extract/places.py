"""Places: what lies, sits or takes place where, as names that stand side by side say it ("Obo in the Central African Republic")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.eventwords import load_event_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphbuilder.extract.reader import ClaimDraft, Reader
    from graphbuilder.extract.reading import Found

PLACE_LABELS = frozenset({"Place", "Country"})
WHERE = frozenset({"in", "at", "near"})


def nestings(reader: Reader, start: int, end: int) -> Iterator[ClaimDraft]:
    """Yield what names side by side say of places in the sentence of tokens `start` to `end`."""
    tree, at = reader.tree, reader.at
    for i in range(start, end):
        found = at.get(i)
        if found is None or found.end - 1 != i:
            continue
        after = i + 1
        if after + 1 >= end:
            continue
        word = tree.lower[after]
        if word in WHERE:
            yield from _inside(reader, found, _mention_from(reader, after + 1, end), after, word)
        elif word == "," and found.thing.label == "Place":
            outer = at.get(after + 1)
            if (
                outer is not None
                and outer.start == after + 1
                and outer.thing.label in PLACE_LABELS
                and _appositive(reader, found, outer, end)
            ):
                yield from _inside(reader, found, outer, i, ",")


def _mention_from(reader: Reader, token: int, end: int) -> Found | None:
    """Return the mention that begins at `token`, or behind an article and adjectives."""
    tree, at = reader.tree, reader.at
    while token < end and token not in at and tree.pos[token] in {"DET", "ADJ", "NOUN"} and tree.heads[token] > token:
        token += 1
    found = at.get(token)
    return found if found is not None and found.start == token and found.kind == "name" else None


def _appositive(reader: Reader, inner: Found, outer: Found, end: int) -> bool:
    """True of "Obo, Chad," but not of one item of a list ("Paris, Berlin and Rome")."""
    tree = reader.tree
    head = tree.heads[outer.head]
    if tree.deps[outer.head] == "conj" or any(tree.deps[c] == "conj" for c in tree.children[outer.head]):
        return False
    closed = outer.end >= end or tree.lower[outer.end] in {",", ".", "-", "–", ")", "on"}
    same_country = outer.thing.iso3 is not None and outer.thing.iso3 == inner.thing.country
    return head == inner.head and (tree.deps[outer.head] in {"appos", "npadvmod"} or same_country) and (closed or same_country)


def _inside(reader: Reader, inner: Found, outer: Found | None, token: int, word: str) -> Iterator[ClaimDraft]:
    if outer is None or outer.thing.label not in PLACE_LABELS or outer.thing is inner.thing:
        return
    if inner.thing.label == "Place" and word != "near" and inner.kind == "name":
        yield reader.draft("LOCATED_IN", inner, outer, token, rule="place-in", confidence=0.85)


def stagings(reader: Reader, start: int, end: int) -> Iterator[ClaimDraft]:
    """Yield where the events of the sentence of tokens `start` to `end` take place, as their names, phrases and verbs say."""
    arrange = load_event_words().arrange
    for event, venue in reader.reading.venues:
        if event.tree != reader.t or not start <= event.start < end:
            continue
        draft = reader.draft("TAKES_PLACE_IN", event, venue.place, event.head, rule=f"event-{venue.how}", confidence=0.85)
        draft.predicate_span = (reader.t, venue.token, venue.token + 1)
        draft.predicate = reader.tree.lemmas[venue.token]
        draft.time = None
        stated = venue.token if venue.how == "verb" else event.head
        if venue.how == "verb" or reader.tree.lemmas[reader.tree.heads[stated]] in arrange:
            draft.polarity, draft.modality = reader.qualifiers.stance(stated)
        yield draft
