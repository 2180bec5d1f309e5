"""Places: what lies, sits or takes place where, as names that stand side by side say it ("Obo in the Central African Republic")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.events.words import load_event_words
from graphbuilder.extract.grammar.actors import HOLDING
from graphbuilder.extract.grammar.subjects import SUBJECTS
from graphbuilder.extract.grammar.where import BUILDINGS, PLACES, place_at
from graphbuilder.extract.mentions.lexicon import load_lexicon
from graphbuilder.extract.mentions.trimming import POSSESSIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphbuilder.extract.grammar.reader import ClaimDraft, Reader
    from graphbuilder.extract.reading import Found

WHERE = frozenset({"in", "at", "near"})
WATERS = frozenset({"sea", "gulf", "ocean", "strait", "bay", "channel", "river", "lake"})
BEFORE = frozenset({"amod", "compound", "nmod", "poss"})
AGAINST = frozenset({"against", "on"})
LASTING = frozenset("progress continue advance intensify go rage escalate resume".split())


def nestings(reader: Reader, start: int, end: int) -> Iterator[ClaimDraft]:
    """Yield what names side by side say of places in the sentence of tokens `start` to `end`."""
    for i in range(start, end):
        found = reader.at.get(i)
        if found is None or found.end - 1 != i or i + 2 >= end:
            continue
        yield from _nested(reader, found, i + 1, end)


def _nested(reader: Reader, found: Found, after: int, end: int) -> Iterator[ClaimDraft]:
    """Read "Obo in Chad", "Obo, Chad,", "the Al-Sinek district in Baghdad", "Morocco's Al Haouz province", "the Gandhi Museum in Delhi"."""
    tree, at, word = reader.tree, reader.at, reader.tree.lower[after]
    if found.thing.label in PLACES and word in POSSESSIVE:
        inner = _mention_from(reader, after + 1, end)
        if inner is not None and inner.thing.label == "Place" and tree.deps[found.head] == "poss" and _owned(reader, found, inner):
            yield from _lies_in(reader, inner, found, after)
        return
    building = found.thing.label == "Organization" and tree.lower[found.end - 1] in BUILDINGS
    if found.kind != "name" or not (found.thing.label == "Place" or building):
        return
    if word == ",":
        outer = at.get(after + 1)
        if outer is not None and outer.start == after + 1 and _appositive(reader, found, outer, end):
            yield from _lies_in(reader, found, outer, after - 1)
        return
    noun = tree.heads[found.head]
    if after <= noun < end - 2 and tree.pos[noun] == "NOUN" and all(tree.pos[i] in {"ADJ", "NOUN"} for i in range(after, noun)):
        after = noun + 1  # "the Al-Sinek district in", "the Zaporizhzhia nuclear plant in"
    if tree.lower[after] in WHERE - {"near"}:
        outer = _mention_from(reader, after + 1, end)
        for inner in _coordinated(reader, found, outer):
            yield from _lies_in(reader, inner, outer, after)


def _owned(reader: Reader, owner: Found, inner: Found) -> bool:
    """True of "Morocco's Al Haouz province", "Syria's Aleppo", but not of "Israel's Gaza war"."""
    tree, head = reader.tree, reader.tree.heads[owner.head]
    if owner.thing.label == "Place" and tree.lemmas[head] in load_lexicon().sites:  # "Freeport's Grasberg mine"
        return False
    return head == inner.head or (tree.heads[inner.head] == head and tree.lemmas[head] in reader.lexicon.words["places"])


def _coordinated(reader: Reader, found: Found, outer: Found | None) -> list[Found]:
    """Return the place and those coordinated before it that are known to lie in the same country: "Paris and Lyon in France"."""
    out, node = [found], found.head
    while outer is not None and reader.tree.deps[node] == "conj":
        node = reader.tree.heads[node]
        other = reader.at.get(node)
        if other is None or other.thing.label != "Place" or other.thing.country is None or other.thing.country != outer.thing.iso3:
            break
        out.append(other)
    return out


def _mention_from(reader: Reader, token: int, end: int) -> Found | None:
    """Return the mention that begins at `token`, or behind an article and adjectives, or behind "the province of"."""
    tree, at = reader.tree, reader.at
    while token < end and token not in at and tree.pos[token] in {"DET", "ADJ", "NOUN"} and tree.heads[token] > token:
        token += 1
    if token + 1 < end and tree.lemmas[token] in reader.lexicon.words["places"] and tree.lower[token + 1] == "of":
        token += 2
    found = at.get(token)
    return found if found is not None and found.start == token and found.kind == "name" else None


def _appositive(reader: Reader, inner: Found, outer: Found, end: int) -> bool:
    """True of "Obo, Chad," but not of one item of a list ("Paris, Berlin and Rome")."""
    tree = reader.tree
    if tree.deps[outer.head] == "conj" or any(tree.deps[c] == "conj" for c in tree.children[outer.head]):
        return False
    if not WATERS.isdisjoint(tree.lower[outer.start : outer.end]):  # "the Arabian Sea, Gulf of Oman, ..."
        return False
    closed = outer.end >= end or tree.lower[outer.end] in {",", ".", "-", "–", ")", "on"}
    same_country = outer.thing.iso3 is not None and outer.thing.iso3 == inner.thing.country
    beside = tree.heads[outer.head] == inner.head and (tree.deps[outer.head] in {"appos", "npadvmod"} or same_country)
    return beside and (closed or same_country)


def _lies_in(reader: Reader, inner: Found, outer: Found | None, token: int) -> Iterator[ClaimDraft]:
    if outer is not None and outer.thing.label in PLACES and outer.thing is not inner.thing:
        yield reader.draft("LOCATED_IN", inner, outer, token, rule="place-in", confidence=0.85)


def standings(reader: Reader, start: int, end: int) -> Iterator[ClaimDraft]:
    """Yield where organizations stand in the sentence of tokens `start` to `end`: "Hezbollah in Lebanon", "ISIL fighters in Syria and Iraq".

    A state's forces are sent to where they are: "US troops in Syria".
    """
    for i in range(start, end):
        found = reader.at.get(i)
        if found is not None and found.head == i and found.kind != "pronoun" and found.thing.label in {"Organization", "Country"}:
            yield from _standing(reader, found)


def _phrase_of(reader: Reader, found: Found) -> int:
    """Return the noun of the phrase that a name begins: itself, "fighters" in "ISIL fighters", "areas" in "ISIL-held areas"."""
    tree, noun = reader.tree, found.head
    if tree.deps[noun] == "npadvmod" and tree.lemmas[tree.heads[noun]] in HOLDING and tree.deps[tree.heads[noun]] == "amod":
        return tree.heads[tree.heads[noun]]
    if tree.deps[noun] in BEFORE and tree.heads[noun] >= found.end and tree.heads[noun] not in reader.at:
        return tree.heads[noun]
    return noun


def _standing(reader: Reader, found: Found) -> Iterator[ClaimDraft]:
    tree, noun = reader.tree, _phrase_of(reader, found)
    if any(tree.lower[c] in {"no", "any"} for c in tree.children[noun]):
        return
    if found.thing.label == "Country":
        forces = tree.lemmas[noun] in reader.lexicon.words["troops"] or tree.lower[noun - 1 : noun + 1] == ["service", "members"]
        if noun == found.head or tree.tags[noun] != "NNS" or not forces:
            return
    elif (found.thing.group and noun == found.head) or found.kind != "name":  # "rebels in Ivory Coast" is the name of the group
        return
    links = [c for c in tree.children[noun] if tree.deps[c] == "prep" and c > noun and tree.lower[c] in WHERE]
    links = links or _fronts(reader, noun)
    for link in links:
        places = [place_at(tree, reader.at, t) for c in tree.children[link] for t in reader.clauses.coordinated(c)]
        for place in places:
            if place is None or place.thing.label not in PLACES or place.thing is found.thing:
                continue
            if found.thing.label == "Organization":
                draft = reader.draft("LOCATED_IN", found, place, link, rule="actor-in", confidence=0.7)
            elif found.thing.iso3 not in {place.thing.iso3, place.thing.country} and (place.thing.iso3 or place.thing.country):
                draft = reader.draft("DEPLOYS_TO", found, place, link, rule="forces-in", confidence=0.7)
            else:
                continue
            draft.predicate = tree.lower[link] if noun == found.head else f"{tree.lemmas[noun]} {tree.lower[link]}"
            draft.time = None
            yield draft


def _fronts(reader: Reader, noun: int) -> list[int]:
    """Return the preposition of the place where those stand who are fought: "the campaign against X in Y", "... is progressing in Y"."""
    tree = reader.tree
    fight = tree.heads[tree.heads[noun]]
    if tree.lower[tree.heads[noun]] not in AGAINST or not _fought(reader, fight):
        return []
    after = next((end for start, end, kind in tree.ents if start == noun + 1 and kind == "DATE"), noun + 1)  # "this week"
    if after < len(tree) and tree.lower[after] in WHERE and tree.heads[after] in {fight, noun, tree.heads[noun]}:
        return [after]
    verb = tree.heads[fight]
    goes_on = tree.deps[fight] in SUBJECTS and tree.lemmas[verb] in LASTING
    return [c for c in tree.children[verb] if tree.deps[c] == "prep" and tree.lower[c] == "in"][:1] if goes_on else []


def _fought(reader: Reader, noun: int) -> bool:
    """True of the noun of a fight: where it goes on, those are against whom it is fought ("the campaign against X in Y")."""
    tree = reader.tree
    against = any(tree.lower[c] in AGAINST for c in tree.children[noun])
    return against and tree.pos[noun] == "NOUN" and tree.lemmas[noun] in reader.lexicon.words["fights"]


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
