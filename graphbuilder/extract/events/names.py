"""Names of events: "2022 World Cup", "Battle of Bakhmut", "Hurricane Melissa", "G20 summit", "Russia-Ukraine war", "COP29"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuilder.extract.events.words import singular
from graphbuilder.extract.mentions.gazetteer import load_gazetteer
from graphbuilder.extract.mentions.trimming import POSSESSIVE
from graphbuilder.extract.times.dates import DAYS, MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphbuilder.extract.events.words import EventWords
    from graphbuilder.extract.reading import Found
    from graphbuilder.extract.tree import Tree

YEAR = re.compile(r"(?:1[89]|20)\d\d")
NUMBERED = re.compile(r"(?:II|III|IV|V?I{0,3}|[XLVI]+|One|Two|\d{1,2})")
CONFERENCE_OF_PARTIES = re.compile(r"COP-?\d\d")
HYPHENS = frozenset({"-", "–", "/"})
LINKS = frozenset({"of", "for", "on", "against", "de"})
PLACES = frozenset({"Place", "Country"})
PLACED = frozenset({"meeting", "sport", "culture", "disaster"})
TROPHIES = frozenset({"cup", "trophy", "bowl", "league"})  # these are named for persons more often than for cities
MAX_CLIMB = 8


@dataclass(frozen=True, slots=True)
class EventName:
    """Tokens `start` to `end` name an event of a kind; `head` is the noun among them, `year` the one that the name holds.

    `inside` are the mentions in the name that stay mentions: the city of "Paris Olympics", the sides of "Russia-Ukraine war"; `city`
    are the tokens of one that is no mention yet.
    """

    start: int
    end: int
    head: int
    kind: str
    year: str | None
    inside: tuple[Found, ...] = ()
    city: tuple[int, int] | None = None


def event_names(tree: Tree, at: Mapping[int, Found], words: EventWords, hits: list[int]) -> Iterator[EventName]:
    """Yield the names of events at the tokens `hits`, none overlapping another."""
    found = [name for i in hits for name in _names_at(tree, at, i, words) if name is not None and not _in_longer_name(at, name)]
    taken: set[int] = set()
    for name in sorted(found, key=lambda name: (name.start - name.end, name.start)):  # the longest first
        if taken.isdisjoint(range(name.start, name.end)):
            taken.update(range(name.start, name.end))
            yield name


def _names_at(tree: Tree, at: Mapping[int, Found], i: int, words: EventWords) -> tuple[EventName | None, ...]:
    return _known(tree, i, words), _numbered(tree, i), _titled(tree, i, words), _headed(tree, at, i, words)


def _in_longer_name(at: Mapping[int, Found], name: EventName) -> bool:
    """True if the head is a part of a name of something else: "War Crimes Tribunal", "Jack Battle", "African National Congress"."""
    found = at.get(name.head)
    if found is None:
        return False
    known = found.thing.wikidata is not None and found.end > name.head
    return found.end > name.end or known or (found.thing.label == "Person" and found.start < name.start)


def _known(tree: Tree, i: int, words: EventWords) -> EventName | None:
    if not (tree.words[i][0].isupper() or tree.words[i][0].isdigit()):
        return None
    for size in (3, 2, 1):
        kind = words.known.get(tuple(tree.lower[i : i + size]))
        if kind is not None:
            start = _left_edge(tree, {}, i)
            end, year = _trailing(tree, i + size)
            return EventName(start, end, i + size - 1, kind, year or _year_in(tree, start, end))
    return None


def _numbered(tree: Tree, i: int) -> EventName | None:
    """Read "COP29", "COP 29", with the noun that explains it: "COP29 climate conference"."""
    word = tree.words[i]
    if CONFERENCE_OF_PARTIES.fullmatch(word):
        end = i + 1
    elif word == "COP" and i + 1 < len(tree) and re.fullmatch(r"\d\d", tree.words[i + 1]):
        end = i + 2
    else:
        return None
    head = tree.heads[i]
    if tree.lemmas[head] in {"conference", "summit", "talk", "meeting"} and head > i and all(tree.heads[k] <= head for k in range(i, head)):
        return EventName(i, head + 1, head, "meeting", None)
    return EventName(i, end, i, "meeting", None)


def _titled(tree: Tree, i: int, words: EventWords) -> EventName | None:
    """Read "Hurricane Melissa", "Operation Inherent Resolve"."""
    kind = words.before.get(tree.lower[i])
    if kind is None or not tree.words[i][0].isupper():
        return None
    end = i + 1
    while end < len(tree) and tree.words[end][0].isupper() and tree.pos[end] in {"PROPN", "NOUN", "ADJ"} and not _dated(tree, end):
        end += 1
    if end == i + 1:
        return None
    start = i - 1 if i and tree.lower[i - 1] in {"tropical", "super", "winter", "military"} and tree.words[i - 1][0].isupper() else i
    end, year = _trailing(tree, end)
    head = next((k for k in range(end - 1, start - 1, -1) if not start <= tree.heads[k] < end or tree.heads[k] == k), end - 1)
    return EventName(start, end, head, kind, year)


def _headed(tree: Tree, at: Mapping[int, Found], i: int, words: EventWords) -> EventName | None:
    """Read a name by its head: capitalised with something capitalised beside it, or in lower case behind an organization."""
    word = tree.lower[i]
    if tree.words[i][0].isupper():
        form = singular(word, words.proper)
        if form is not None and not _goes_on(tree, i):
            return _capitalised(tree, at, i, form, words.proper[form], words)
    form = singular(word, words.named)
    return None if form is None else _behind_name(tree, at, i, words.named[form])


def _goes_on(tree: Tree, i: int) -> bool:
    """True if the capitalised head modifies a further capitalised noun ("War Crimes Tribunal", "Cup Winners")."""
    following = i + 1
    return following < len(tree) and tree.heads[i] >= following and tree.words[following][0].isupper() and tree.pos[following] == "PROPN"


def _capitalised(tree: Tree, at: Mapping[int, Found], i: int, form: str, kind: str, words: EventWords) -> EventName | None:
    start = _left_edge(tree, at, i)
    end = _right_edge(tree, i)
    behind = i + 1 if end == i + 1 else end
    end, year = _trailing(tree, behind)
    year = year or _year_in(tree, start, end)
    if end - start == 1 or (end == i + 1 and all(YEAR.fullmatch(tree.words[k]) for k in range(start, i)) and form not in words.behind):
        return None
    needed = words.behind.get(form)
    if needed is not None:
        placed = any(_is_place(tree, at, k) for k in range(start, i))
        if not (("*" in needed and placed) or ("#" in needed and year) or needed.intersection(tree.lower[start:i])):
            return None
    kept = _kept(tree, at, start, end, i, kind)
    placed = kind in PLACED and form not in TROPHIES and not kept and not (needed and needed.intersection(tree.lower[start:i]))
    city = _city_in(tree, start, i) if placed else None
    return EventName(start, end, i, kind, year, kept, city)


def _city_in(tree: Tree, start: int, head: int) -> tuple[int, int] | None:
    """Return the city that a name begins with: "Cannes Film Festival", "2024 New York Marathon"."""
    while start < head and YEAR.fullmatch(tree.words[start]):
        start += 1
    for end in range(min(start + 3, head), start, -1):
        place = load_gazetteer().place(" ".join(tree.words[start:end]))
        if place is not None and place.population:
            return start, end
    return None


def _is_place(tree: Tree, at: Mapping[int, Found], k: int) -> bool:
    return (k in at and at[k].thing.label in PLACES) or bool(load_gazetteer().places(tree.words[k]))


def _left_edge(tree: Tree, at: Mapping[int, Found], i: int) -> int:
    """Return where the capitalised words begin that hang on the head: "Women's World Cup", "2022 World Cup", "Six-Day War"."""
    start = i
    while start:
        k = start - 1
        if _name_like(tree, k) and _hangs(tree, k, i):
            start = k
        elif k and _name_like(tree, k - 1) and _binds(tree, at, k, i):
            start = k - 1
        else:
            break
    while start < i and (tree.pos[start] in {"DET", "ADP"} or _dated(tree, start) or tree.lower[start] in {"next", "last", "this"}):
        start += 1
    return start


def _binds(tree: Tree, at: Mapping[int, Found], k: int, head: int) -> bool:
    """True if a small word binds the name before it to the head: a hyphen, "'s", "and", "of"."""
    if tree.words[k] in HYPHENS:
        return tree.ends[k - 1] == tree.starts[k]
    return (tree.words[k] in POSSESSIVE or tree.lower[k] in {"and", "of", "&"}) and k - 1 not in at and _hangs(tree, k - 1, head)


def _name_like(tree: Tree, k: int) -> bool:
    word = tree.words[k]
    return (word[0].isupper() and tree.pos[k] in {"PROPN", "NOUN", "ADJ", "NUM"}) or YEAR.fullmatch(word) is not None


def _dated(tree: Tree, k: int) -> bool:
    return tree.lower[k] in DAYS or tree.lower[k] in MONTHS


def _hangs(tree: Tree, k: int, head: int) -> bool:
    for _ in range(MAX_CLIMB):
        if k == head:
            return True
        if tree.heads[k] == k or tree.pos[k] in {"VERB", "AUX"}:
            return False
        k = tree.heads[k]
    return False


def _right_edge(tree: Tree, i: int) -> int:
    """Return where the name ends that goes on behind its head: "Battle of Bakhmut", "Africa Cup of Nations"."""
    link = i + 1
    if link >= len(tree) or tree.lower[link] not in LINKS:
        return i + 1
    k = link + 1
    if k < len(tree) and tree.lower[k] == "the":
        k += 1
    if k < len(tree) and YEAR.fullmatch(tree.words[k]):
        return k + 1
    end = k
    while end < len(tree) and tree.words[end][0].isupper() and tree.pos[end] in {"PROPN", "NOUN", "ADJ"} and not _dated(tree, end):
        end += 1
    return end if end > k else i + 1


def _trailing(tree: Tree, end: int) -> tuple[int, str | None]:
    """Take in a number or a year behind a name: "World War II", "Euro 2024"."""
    if end < len(tree) and YEAR.fullmatch(tree.words[end]) and tree.deps[end] in {"nummod", "npadvmod", "appos", "compound", "nmod"}:
        return end + 1, tree.words[end]
    if end < len(tree) and tree.heads[end] == end - 1 and NUMBERED.fullmatch(tree.words[end]):
        return end + 1, None
    return end, None


def _year_in(tree: Tree, start: int, end: int) -> str | None:
    return next((tree.words[k] for k in range(start, end) if YEAR.fullmatch(tree.words[k])), None)


def _kept(tree: Tree, at: Mapping[int, Found], start: int, end: int, head: int, kind: str) -> tuple[Found, ...]:
    """Return the mentions in a capitalised name that stay: the place before its head or behind it, the sides of a pair."""
    inside = list(dict.fromkeys(at[k] for k in range(start, end) if k in at))
    if any(tree.words[k] in HYPHENS for k in range(start, head)) and len(inside) > 1:
        return tuple(inside)
    if kind in {"war", "treaty"}:
        return tuple(f for f in inside if f.thing.label == "Place" and f.start > head)
    before = (f for f in inside if f.thing.label == "Place" and f.kind == "name" and f.end <= head)
    return tuple(f for f in before if any(place.population for place in load_gazetteer().places(f.thing.name)))


def _behind_name(tree: Tree, at: Mapping[int, Found], i: int, kind: str) -> EventName | None:
    """Read a head in lower case behind an organization ("NATO summit"), a capitalised name ("2022 World Cup final") or a pair."""
    first = i
    while (
        first and tree.heads[first - 1] in range(first, i + 1) and tree.deps[first - 1] in {"compound", "amod", "nmod", "punct", "nummod"}
    ):
        first -= 1
    while first < i and not (tree.words[first][0].isupper() or YEAR.fullmatch(tree.words[first])):
        first += 1
    while first and tree.words[first - 1] in HYPHENS and first > 1 and first - 2 in at:
        first = at[first - 2].start
    inside = list(dict.fromkeys(at[k] for k in range(first, i) if k in at))
    if not inside:
        return None
    start = min(first, inside[0].start)
    year = _year_in(tree, start, i)
    pair = len(inside) > 1 and any(tree.words[k] in HYPHENS for k in range(start, i))
    if pair and all(f.thing.label in {"Country", "Organization"} for f in inside) and kind == "war":
        return EventName(start, i + 1, i, kind, year, tuple(inside))
    if pair or inside[0].thing.label != "Organization" or inside[0].thing.group or kind == "war":
        return None
    return EventName(start, i + 1, i, kind, year)
