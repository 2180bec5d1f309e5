"""Time: when something happened as the text says it, in EDTF, resolved against the publication date and no finer than the text.

EDTF levels 0 and 1 (https://www.loc.gov/standards/datetime/): "2024-07-05", "2024-07", "2024-23" (autumn 2024), "199X",
"2024-07-08/2024-07-14" (a week), "2014/.." (since 2014), "../2030" (by 2030).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from graphbuilder.extract.dates import DAYS, MONTHS, NUMBERS, SEASONS, explicit_day, shifted, year_of

if TYPE_CHECKING:
    from graphbuilder.extract.reading import Reading
    from graphbuilder.extract.tree import Tree

UNITS = {"day": "day", "week": "week", "month": "month", "year": "year", "decade": "decade", "weekend": "weekend", "quarter": "quarter"}
UNITS |= {f"{unit}s": unit for unit in UNITS.values()}
LAST = frozenset({"last", "past", "previous", "preceding"})
NEXT = frozenset({"next", "coming", "following", "upcoming"})
THIS = frozenset({"this", "current"})
SINCE = frozenset({"since", "after", "from", "starting"})
UNTIL = frozenset({"until", "till", "by", "before"})
FUTURE = frozenset({"will", "'ll", "’ll", "shall", "wo", "to", "would", "could", "may", "might", "should"})
FUTURE_VERBS = frozenset(
    {"plan", "expect", "schedule", "due", "set", "prepare", "aim", "intend", "hope", "want", "promise", "vow", "pledge", "ask", "urge"}
)
TRIGGERS = frozenset(
    [*DAYS, *MONTHS, *SEASONS, *UNITS, "today", "tonight", "yesterday", "tomorrow", "morning", "night", "evening", "afternoon"]
)
DIGITS = re.compile(r"\d[\d./-]*s?|mid-\d{4}s?")
MAX_CLIMB = 8


@dataclass(frozen=True, slots=True)
class When:
    """A time expression: tokens `start` to `end` of a tree, what it says in EDTF, and the token that it hangs on."""

    start: int
    end: int
    value: str
    governor: int
    adverbial: bool


def time_of(reading: Reading, tree: int, token: int) -> str | None:
    """Return when the clause of the verb, or the event of the noun, at `token` takes place: EDTF, None where the text does not say.

    Args:
        reading: The document; relative times count from its `published`.
        tree: Index of the tree in `reading.trees`.
        token: Index of a verb or an event noun in it.
    """
    whens = times_in(reading, tree)
    if not whens:
        return None
    nodes = reading.trees[tree]
    own = [when for when in whens if hangs_on(nodes, when, token)]
    if own:
        return min(own, key=lambda when: (when.governor != token, when.start)).value
    head, dep = nodes.heads[token], nodes.deps[token]
    if head == token:
        return None
    if nodes.pos[token] in {"NOUN", "PROPN"}:
        while nodes.pos[head] == "ADP" and nodes.heads[head] != head:
            head = nodes.heads[head]
        return time_of(reading, tree, head) if nodes.pos[head] == "VERB" and dep in {"dobj", "nsubj", "nsubjpass", "pobj", "attr"} else None
    shared = [when for when in whens if hangs_on(nodes, when, head)]
    if dep == "conj":
        shared = [when for when in shared if when.start < head]
    elif dep in {"xcomp", "auxpass", "aux"}:
        shared = [when for when in shared if when.start > token]
    else:
        shared = []
    return shared[0].value if shared else None


def times_in(reading: Reading, tree: int) -> list[When]:
    """Return the time expressions of a tree in text order; "three days later" counts from the date before it in the document."""
    if reading.times is None:
        reading.times = []
        published = published_on(reading)
        anchor = published
        for nodes in reading.trees:
            whens, anchor = _scan(nodes, published, anchor)
            reading.times.append(whens)
    return reading.times[tree]


def published_on(reading: Reading) -> date | None:
    """Return the day on which the document was published, if it is known to the day."""
    match = re.match(r"\d{4}-\d\d-\d\d", reading.document.published or "")
    return date.fromisoformat(match.group()) if match else None


def hangs_on(tree: Tree, when: When, token: int) -> bool:
    """True if the expression says when `token` is: it hangs on it, or on a noun below it by a preposition."""
    node = when.governor
    for _ in range(MAX_CLIMB):
        if node == token:
            return True
        head = tree.heads[node]
        if not when.adverbial or head == node or tree.pos[node] in {"VERB", "AUX"} or tree.deps[node] in {"conj", "appos"}:
            return False
        node = head
    return False


def _scan(tree: Tree, published: date | None, anchor: date | None) -> tuple[list[When], date | None]:
    """Return the time expressions of a tree, and the day from which a later "three days later" counts."""
    whens: list[When] = []
    lower = tree.lower
    end_of_last = 0
    for i, word in enumerate(lower):
        if i < end_of_last or not (word in TRIGGERS or word[0].isdigit() or word[:4] == "mid-"):
            continue
        found = _read(tree, i, published, anchor)
        if found is None:
            continue
        start, end, value = found
        if start < end_of_last:
            continue
        start, value = _bounded(tree, start, value, whens)
        head = next((j for j in range(start, end) if not start <= tree.heads[j] < end), start)
        governor, adverbial = _governor(tree, head)
        whens.append(When(start, end, value, governor, adverbial))
        end_of_last = end
        day = re.fullmatch(r"\d{4}-\d\d-\d\d", value)
        if day:
            anchor = date.fromisoformat(value)
    return whens, anchor


def _governor(tree: Tree, head: int) -> tuple[int, bool]:
    """Return the token that an expression hangs on, and whether it does so as an adverbial ("on Friday", not "Friday's")."""
    dep = tree.deps[head]
    adverbial = dep in {"npadvmod", "advmod", "pobj", "prep", "ROOT"}
    node = tree.heads[head]
    for _ in range(MAX_CLIMB):
        if tree.pos[node] in {"ADP", "SCONJ", "ADV"} and tree.heads[node] != node:
            node = tree.heads[node]
        else:
            break
    return node, adverbial


def _bounded(tree: Tree, start: int, value: str, whens: list[When]) -> tuple[int, str]:
    """Return the expression with its preposition: "since 2014" is open to the right, "by 2030" to the left, "from A to B" closed."""
    before = tree.lower[start - 1] if start else ""
    if "/" in value or not before:
        return start, value
    if before in {"to", "until", "and", "through"} and whens and whens[-1].end == start - 1:
        first = whens[-1]
        opener = tree.lower[first.start] if before != "and" else tree.lower[max(first.start - 1, 0)]
        if (before != "and" and opener in {"from", "since"}) or (before == "and" and opener == "between"):
            whens.pop()
            return first.start, f"{first.value.removesuffix('/..')}/{value}"
    if before in SINCE:
        return start - 1, f"{value}/.."
    if before in UNTIL:
        return start - 1, f"../{value}"
    return start, value


def _read(tree: Tree, i: int, published: date | None, anchor: date | None) -> tuple[int, int, str] | None:
    """Read the time expression that the trigger at token `i` belongs to: its tokens and its value."""
    word = tree.lower[i]
    if word[0].isdigit() or word[:4] == "mid-":
        return _read_digits(tree, i, published)
    if word in MONTHS:
        return _read_month(tree, i, published) if tree.pos[i] in {"PROPN", "NOUN"} else None
    if published is None:
        return None
    readers = (_read_day_word, _read_weekday, _read_season)
    found = next((found for reader in readers if (found := reader(tree, i, published)) is not None), None)
    return found or _read_unit(tree, i, published, anchor or published)


def _read_digits(tree: Tree, i: int, published: date | None) -> tuple[int, int, str] | None:
    """Read "2014", "the 1990s", "05.07.2024", "5 July 2024"."""
    lower, word = tree.lower, tree.lower[i]
    if (full := explicit_day(word)) is not None:
        return i, i + 1, full
    following = lower[i + 1] if i + 1 < len(lower) else ""
    if re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", word):
        j = i + 2 if following == "of" else i + 1
        if j < len(lower) and lower[j] in MONTHS and tree.pos[j] == "PROPN":
            return _read_month(tree, j, published)
        return None
    match = re.fullmatch(r"(?:mid-)?(1[0-9]\d\d|20\d\d)(s)?", word)
    if match is None:
        return None
    if match.group(2) or following == "s":
        return i, i + 1 if match.group(2) else i + 2, f"{match.group(1)[:3]}X"
    before = lower[i - 1] if i else ""
    dated = tree.tags[i] == "CD" and following not in {"percent", "%", "people", "dollars", "euros", "troops", "soldiers", "km", "miles"}
    anchored = before in {
        "in",
        "since",
        "by",
        "until",
        "till",
        "before",
        "after",
        "from",
        "during",
        "of",
        "early",
        "late",
        "mid",
        "to",
        "and",
        "for",
        "year",
        "through",
        "-",
        "–",
        ",",
    }
    modifies = (
        tree.deps[i] in {"nummod", "compound", "npadvmod", "poss"}
        and tree.heads[i] > i
        and tree.tags[tree.heads[i]] in {"NN", "NNP", "NNPS"}
    )
    if dated and (anchored or modifies):
        rest = re.fullmatch(r"(\d{4})", lower[i + 2]) if following in {"-", "–"} and i + 2 < len(lower) else None
        if rest:
            return i, i + 3, f"{match.group(1)}/{rest.group(1)}"
        return i, i + 1, match.group(1)
    return None


def _read_month(tree: Tree, i: int, published: date | None) -> tuple[int, int, str] | None:
    """Read "July 5, 2024", "5 July", "in February 2022", "last May": the nearest one where the year is not said."""
    lower, month = tree.lower, MONTHS[tree.lower[i]]
    start, end = i, i + 1
    day: int | None = None
    if i and re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", lower[i - 1]):
        start, day = i - 1, int(re.sub(r"\D", "", lower[i - 1]))
    elif i > 1 and lower[i - 1] == "of" and re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", lower[i - 2]):
        start, day = i - 2, int(re.sub(r"\D", "", lower[i - 2]))
    elif end < len(lower) and re.fullmatch(r"\d{1,2}(st|nd|rd|th)?", lower[end]):
        day, end = int(re.sub(r"\D", "", lower[end])), end + 1
    if day is not None and not 1 <= day <= 31:
        return None
    year: int | None = None
    after = end + 1 if end < len(lower) and lower[end] == "," else end
    if after < len(lower) and re.fullmatch(r"(1[0-9]|20)\d\d", lower[after]):
        year, end = int(lower[after]), after + 1
    before = lower[start - 1] if start else ""
    if year is None:
        if published is None:
            return None
        future = before in NEXT or (before not in LAST and _future(tree, i))
        start -= before in LAST | NEXT | THIS
        year = year_of(month, day, published, future=future)
    value = f"{year}-{month:02}" if day is None else f"{year}-{month:02}-{day:02}"
    return start, end, value


def _read_day_word(tree: Tree, i: int, published: date) -> tuple[int, int, str] | None:
    """Read "today", "yesterday", "last night", "this morning"."""
    word, before = tree.lower[i], tree.lower[i - 1] if i else ""
    offset = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}.get(word)
    if offset is not None:
        return i, i + 1, (published + timedelta(days=offset)).isoformat()
    if word in {"morning", "night", "evening", "afternoon"} and before in {"last", "this"}:
        return i - 1, i + 1, (published - timedelta(days=before == "last")).isoformat()
    return None


def _read_weekday(tree: Tree, i: int, published: date) -> tuple[int, int, str] | None:
    """Read "on Friday": the last one with a past verb, the next one with a future verb, the day of publication being either."""
    word = tree.lower[i]
    if word not in DAYS or tree.pos[i] not in {"PROPN", "NOUN"}:
        return None
    before = tree.lower[i - 1] if i else ""
    ahead = (DAYS[word] - published.weekday()) % 7
    if before in {"next", "coming"}:
        return i - 1, i + 1, (published + timedelta(days=ahead or 7)).isoformat()
    if before in LAST:
        return i - 1, i + 1, (published - timedelta(days=(7 - ahead) % 7 or 7)).isoformat()
    future = before == "this" or _future(tree, i)
    day = published + timedelta(days=ahead) if future else published - timedelta(days=(7 - ahead) % 7)
    return i - (before == "this"), i + 1, day.isoformat()


def _read_season(tree: Tree, i: int, published: date) -> tuple[int, int, str] | None:
    """Read "this fall", "last summer", "in spring 2021"."""
    word = tree.lower[i]
    if word not in SEASONS:
        return None
    before = tree.lower[i - 1] if i else ""
    after = i + 2 if i + 1 < len(tree) and tree.lower[i + 1] == "of" else i + 1
    if after < len(tree) and re.fullmatch(r"(19|20)\d\d", tree.lower[after]):
        return i, after + 1, f"{tree.lower[after]}-{SEASONS[word]}"
    if before not in LAST | NEXT | THIS:
        return None
    first = 3 * (SEASONS[word] - 20)  # its first month
    year = published.year + (before in NEXT and first <= published.month) - (before in LAST and first + 2 >= published.month)
    return i - 1, i + 1, f"{year}-{SEASONS[word]}"


def _read_unit(tree: Tree, i: int, published: date, anchor: date) -> tuple[int, int, str] | None:
    """Read "next week", "two days ago", "three days later", "the following day", "in the past two years", "earlier this month"."""
    unit = UNITS.get(tree.lower[i])
    if unit is None:
        return None
    before = tree.lower[i - 1] if i else ""
    after = tree.lower[i + 1] if i + 1 < len(tree) else ""
    two_before = tree.lower[i - 2] if i > 1 else ""
    number = NUMBERS.get(before) or (int(before) if before.isdigit() and len(before) < 4 else None)
    if number is not None and after in {"ago", "later", "earlier", "before", "after"}:
        if after in {"before", "after"} and tree.deps[i + 1] != "advmod":
            return None
        base = published if after == "ago" else anchor
        sign = 1 if after in {"later", "after"} else -1
        return i - 1, i + 2, shifted(base, unit, sign * number)
    if number is not None and two_before in {"past", "last"}:
        return (
            i - 2,
            i + 1,
            f"{shifted(published, unit, -number)}/{shifted(published, unit, 0)}"
            if unit in {"month", "year", "day"}
            else f"{(published - timedelta(weeks=number)).isoformat()}/{published.isoformat()}",
        )
    if number is not None and two_before == "in" and _future(tree, i):
        return i - 1, i + 1, shifted(published, unit, number)
    if before in {"following", "next", "previous", "same", "that"} and (two_before == "the" or before == "that") and unit != "weekend":
        step = {"following": 1, "next": 1, "previous": -1}.get(before, 0)
        return i - 1, i + 1, shifted(anchor, unit, step)
    if before in LAST | NEXT | THIS and unit != "day":
        return i - 1, i + 1, shifted(published, unit, (before in NEXT) - (before in LAST))
    return None


def _future(tree: Tree, token: int) -> bool:
    """True if the clause around a token lies ahead: its verb has a future auxiliary, is an infinitive or depends on a plan."""
    node = token
    for _ in range(MAX_CLIMB):
        if tree.pos[node] in {"VERB", "AUX"}:
            if any(tree.lower[c] in FUTURE for c in tree.children[node] if tree.deps[c] in {"aux", "auxpass"}):
                return True
            head = tree.heads[node]
            if tree.lemmas[node] in FUTURE_VERBS:
                return True
            return tree.deps[node] in {"xcomp", "ccomp"} and tree.lemmas[head] in FUTURE_VERBS
        if tree.heads[node] == node:
            return False
        node = tree.heads[node]
    return False
