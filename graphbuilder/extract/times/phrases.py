"""Time phrases: what the words of a date, a day, a period or a distance from a day say, in EDTF, and how far the phrase reaches.

Only the words are looked at here, left to right; `time` says what a phrase is the time of. A date without a year, a weekday and a season
are the next ones where the clause lies ahead, else the last ones (see `Tense`). Publication is the day from which "next week" counts, the
date before in the text that for "three days later".
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from graphbuilder.extract.times.dates import (
    DAYS,
    HOLIDAYS,
    MONTHS,
    NUMBERS,
    ORDINALS,
    SEASONS,
    explicit_day,
    half_of,
    quarter_of,
    season_of,
    shifted,
    valid_day,
    weekend_of,
    year_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# The clause of a date lies ahead, is in the present ("they meet on Monday"), is past, or is past and a noun in it has the date: then a
# day of a month is the nearest one ("they announced a vote on 9 July").
Tense = Literal["ahead", "present", "past", "noun"]
AHEAD: dict[Tense, bool | None] = {"ahead": True, "present": None, "noun": None, "past": False}
UNITS = {name + s: name for name in ("day", "week", "month", "year", "decade", "weekend", "quarter") for s in ("", "s")}
LAST = frozenset("last past previous preceding".split())
NEXT = frozenset("next coming following upcoming".split())
THIS = frozenset("this current".split())
SINCE = frozenset("since after from starting effective".split())
UNTIL = frozenset("until till by before through".split())
TO = frozenset({"to", "until", "till", "through", "-", "–", "—", "/"})
DASHES = frozenset({"-", "–", "—", "/"})
DAYPARTS = frozenset("morning afternoon evening night noon midnight lunchtime dawn".split())
PARTS = DAYPARTS | frozenset("end start beginning middle hours course rest turn close".split())
VAGUE = frozenset({"early", "late", "mid", "earlier", "later", "mid-"})
FEW = frozenset("few several couple recent".split())
DAY_WORDS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
# Words before a number of four digits that make it a year.
YEARLY = frozenset(
    "in since by until till before after from during of early late mid mid- to and for year through - – , ( between around around".split()
)
COUNTED = frozenset("percent % people dollars euros troops soldiers km miles men women pounds workers jobs".split())
YEAR = re.compile(r"(?:1[0-9]|20)\d\d")
DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?")
QUARTER = re.compile(r"q([1-4])")
TRIGGERS = frozenset(
    [*DAYS, *MONTHS, *SEASONS, *UNITS, *DAY_WORDS, *DAYPARTS, *(words[0] for words in HOLIDAYS), "half", "century", "q1", "q2", "q3", "q4"]
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Tokens `start` to `end` say when something is, `value` in EDTF; `bare` is what they say without "since", "by" or "until"."""

    start: int
    end: int
    value: str
    bare: str = ""


class Phrases:
    """Reads the time phrases of one text. `pos` are the parts of speech, `tense` tells that of the clause around a token."""

    def __init__(self, lower: Sequence[str], pos: Sequence[str], published: date | None, tense: Callable[[int], Tense]) -> None:
        self.lower, self.pos, self.published, self.tense = lower, pos, published, tense

    def read(self, anchor: date | None) -> tuple[list[Phrase], date | None]:
        """Return the phrases in text order, and the day from which a later "three days later" counts."""
        found: list[Phrase] = []
        i = 0
        while i < len(self.lower):
            word = self.lower[i]
            phrase = self._at(i, anchor) if word in TRIGGERS or word[0].isdigit() or word[:4] == "mid-" else None
            if phrase is None or (found and phrase.start < found[-1].end):
                i += 1
                continue
            phrase = self._bounded(self._widened(phrase), found)
            found.append(phrase)
            i = phrase.end
            for end in reversed(phrase.value.split("/")):
                if re.fullmatch(r"\d{4}-\d\d-\d\d", end):
                    anchor = date.fromisoformat(end)
                    break
        return found, anchor

    def word(self, i: int) -> str:
        """Return the word at `i`, nothing outside of the text."""
        return self.lower[i] if 0 <= i < len(self.lower) else ""

    # ---- what surrounds a phrase

    def _widened(self, phrase: Phrase) -> Phrase:
        """Take in what says no more: "early 2023", "the end of last year", "Friday evening", "the early hours of Monday"."""
        start, end = phrase.start, phrase.end
        if self.word(end) in DAYPARTS:
            end += 1
        while True:
            before, two_before = self.word(start - 1), self.word(start - 2)
            if before in VAGUE or (before == "-" and two_before in VAGUE):
                start -= 1 + (before == "-")
            elif (before == "of" and two_before in PARTS) or (before == "on" and two_before in VAGUE):
                start -= 2
            elif before == "the":
                start -= 1
            else:
                return Phrase(start, end, phrase.value)

    def _bounded(self, phrase: Phrase, found: list[Phrase]) -> Phrase:
        """Take in the preposition: "since 2014" is open to the right, "by 2030" to the left, "from A to B" is closed."""
        start, value = phrase.start, phrase.value
        before, owned = self.word(start - 1), self.word(phrase.end) in {"'s", "’s"}
        if found and found[-1].end == start - 1 and not owned:
            closed = self._closed(found[-1], before, value)
            if closed is not None:
                return Phrase(found.pop().start, phrase.end, closed)
        if owned or (before == "from" and "/" in value):
            return phrase
        if before in SINCE or (before == "of" and self.word(start - 2) == "as"):
            return Phrase(start - 1 - (before == "of"), phrase.end, f"{value.partition('/')[0]}/..", value)
        return Phrase(start - 1, phrase.end, f"../{value.rpartition('/')[2]}", value) if before in UNTIL else phrase

    def _closed(self, first: Phrase, between: str, value: str) -> str | None:
        """Return the period from the first phrase to the value of the next one, None if they are no period."""
        begin = first.value.removesuffix("/..")
        if "/" in begin or "/" in value:
            return None
        opener = self.word(first.start) if between != "and" else self.word(first.start - 1)
        if (between in DASHES) or (between in TO and opener in {"from", "since"}) or (between == "and" and opener == "between"):
            if begin > value and begin[:4] > value[:4] and begin[4:] < value[4:]:  # "from 26 July to 11 August 2024"
                begin = value[:4] + begin[4:]
            return f"{begin}/{value}" if begin < value else None
        days = re.fullmatch(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d", f"{begin}/{value}")
        if between == "and" and days and date.fromisoformat(value) - date.fromisoformat(begin) == timedelta(days=1):
            return f"{begin}/{value}"  # "on Monday and Tuesday"
        return None

    # ---- one phrase

    def _at(self, i: int, anchor: date | None) -> Phrase | None:
        """Read the phrase that the word at `i` belongs to."""
        word = self.lower[i]
        if word[0].isdigit() or word[:4] == "mid-":
            return self._digits(i)
        if word in MONTHS:
            return self._month(i) if self.pos[i] in {"PROPN", "NOUN"} else None
        quarter = QUARTER.fullmatch(word)
        if quarter:
            year = self.word(i + 1)
            return Phrase(i, i + 2, quarter_of(int(year), int(quarter[1]))) if YEAR.fullmatch(year) else None
        if self.published is None:
            return None
        if word in DAY_WORDS:
            return self._day_word(i, self.published)
        if word in DAYS:
            return self._weekday(i, self.published) if self.pos[i] in {"PROPN", "NOUN"} else None
        if word in SEASONS:
            return self._season(i, self.published)
        if word in DAYPARTS:
            return self._daypart(i, self.published, anchor)
        holiday = self._holiday(i, self.published)
        return holiday or self._unit(i, self.published, anchor or self.published)

    def _digits(self, i: int) -> Phrase | None:
        """Read "2014", "the 1990s", "05.07.2024", "5 July 2024", "26 to 30 June"."""
        word, following = self.lower[i], self.word(i + 1)
        if (full := explicit_day(word)) is not None:
            return Phrase(i, i + 1, full)
        if DAY_NUMBER.fullmatch(word):
            for month in (i + 1, i + 2, i + 3, i + 4):
                if self.word(month) in MONTHS and self.pos[month] in {"PROPN", "NOUN"}:
                    found = self._month(month)
                    return found if found is not None and found.start == i else None
            return self._century(i)
        match = re.fullmatch(r"(?:mid-)?(1[0-9]\d\d|20\d\d)(s)?", word)
        if match is None:
            return None
        year = match[1]
        if match[2] or (following == "s" and self.word(i - 1) in {"the", "mid", "early", "late", "-"}):
            return Phrase(i, i + 1 if match[2] else i + 2, f"{year[:3]}X")
        if following in COUNTED or not (self.word(i - 1) in YEARLY or self.pos[i] != "NUM" or self._dates_a_noun(i)):
            return None
        last = self.word(i + 2)
        if following in DASHES and re.fullmatch(r"\d\d|\d{4}", last):
            end = last if len(last) == 4 else year[:2] + last
            return Phrase(i, i + 3, f"{year}/{end}" if end > year else year)
        if following in {"'s", "’s"} and (half := self._share_of(i + 3, year)) is not None:
            return Phrase(i, i + 4, half)
        return Phrase(i, i + 1, year)

    def _dates_a_noun(self, i: int) -> bool:
        """True if a number may be the year of the name or noun that follows in the singular: "the 2022 World Cup"."""
        return self.pos[i + 1 : i + 2] == ["PROPN"] or (
            self.word(i - 1) in {"the", "his", "her", "its", "their", "a"} and self._noun(i + 1)
        )

    def _noun(self, i: int) -> bool:
        return i < len(self.pos) and self.pos[i] in {"NOUN", "ADJ", "PROPN"} and not self.lower[i].endswith("s")

    def _century(self, i: int) -> Phrase | None:
        match = re.fullmatch(r"(\d\d?)(?:st|nd|rd|th)", self.lower[i])
        if match and self.word(i + 1) == "century":
            return Phrase(i, i + 2, f"{int(match[1]) - 1:02}XX")
        return None

    def _day(self, i: int) -> int | None:
        match = DAY_NUMBER.fullmatch(self.word(i))
        return int(match[1]) if match and 1 <= int(match[1]) <= 31 else None

    def _month(self, i: int) -> Phrase | None:
        """Read "July 5, 2024", "5 July", "26 to 30 June", "May 15-24", "in February 2022", "last May", "June last year"."""
        month, start, end = MONTHS[self.lower[i]], i, i + 1
        last = self._day(i - 1) if self.word(i - 1) != "of" else self._day(i - 2)
        first: int | None = None
        if last is not None:
            start = i - 1 if self.word(i - 1) != "of" else i - 2
            if self.word(start - 1) in TO | {"and"} and (first := self._day(start - 2)) is not None:
                start -= 2
        elif (last := self._day(end)) is not None:
            end += 1
            if self.word(end) in TO and (later := self._day(end + 1)) is not None and self.word(end + 2) not in MONTHS:
                first, last, end = last, later, end + 2
        year, end = self._year_behind(end)
        if year is None:
            before = self.word(start - 1)
            if self.published is None:
                return None
            ahead = True if before in NEXT else False if before in LAST else AHEAD[self.tense(i)]
            start -= before in LAST | NEXT | THIS
            year = year_of(month, last, self.published, ahead=ahead)
        if last is None:
            return Phrase(start, end, f"{year}-{month:02}")
        days = [valid_day(year, month, day) for day in ((first, last) if first is not None else (last,))]
        return Phrase(start, end, "/".join(day for day in days if day is not None)) if None not in days else None

    def _year_behind(self, end: int) -> tuple[int | None, int]:
        """Return the year behind a month, and where it ends: "July 2024", "July 5, 2024", "July of last year"."""
        after = end + (self.word(end) in {",", "of"})
        if YEAR.fullmatch(self.word(after)):
            return int(self.word(after)), after + 1
        if self.published is not None and self.word(after + 1) == "year" and self.word(after) in {"last", "this", "next"}:
            return self.published.year + {"last": -1, "this": 0, "next": 1}[self.word(after)], after + 2
        return None, end

    def _day_word(self, i: int, published: date) -> Phrase:
        """Read "today", "yesterday", "the day before yesterday"."""
        offset, start = DAY_WORDS[self.lower[i]], i
        if self.word(i - 2) == "day" and (self.word(i - 1), self.lower[i]) in {("before", "yesterday"), ("after", "tomorrow")}:
            offset, start = 2 * offset, i - 2
        return Phrase(start, i + 1, (published + timedelta(days=offset)).isoformat())

    def _daypart(self, i: int, published: date, anchor: date | None) -> Phrase | None:
        """Read "last night", "this morning", "the same evening", "the next morning", "at noon"."""
        before = self.word(i - 1)
        if before in {"last", "this"}:
            return Phrase(i - 1, i + 1, (published - timedelta(days=before == "last")).isoformat())
        if before in {"same", "that"}:
            return Phrase(i - 1, i + 1, (anchor or published).isoformat())
        if before in {"next", "following"}:
            return Phrase(i - 1, i + 1, ((anchor or published) + timedelta(days=1)).isoformat())
        return Phrase(i, i + 1, anchor.isoformat()) if before == "at" and anchor is not None else None

    def _weekday(self, i: int, published: date) -> Phrase | None:
        """Read "on Friday": the last one of a past clause, else the next one, the day of publication being either."""
        after = i + 1 + (self.word(i + 1) == ",")
        if self.word(after) in MONTHS or self._day(after) is not None:  # "Friday, 5 July"
            dated = self._month(after) if self.word(after) in MONTHS else self._digits(after)
            if dated is not None and dated.start == after:
                return Phrase(i, dated.end, dated.value)
        before, number = self.word(i - 1), DAYS[self.lower[i]]
        ahead = (number - published.weekday()) % 7
        week = {"last": -1, "this": 0, "next": 1}.get(self.word(i + 1)) if self.word(i + 2) == "week" else None
        if week is not None:
            return Phrase(i, i + 3, (published + timedelta(days=number - published.weekday(), weeks=week)).isoformat())
        if before in {"next", "coming"}:
            return Phrase(i - 1, i + 1, (published + timedelta(days=ahead or 7)).isoformat())
        if before in LAST:
            return Phrase(i - 1, i + 1, (published - timedelta(days=(7 - ahead) % 7 or 7)).isoformat())
        future = before == "this" or self.tense(i) in {"ahead", "present"}
        day = published + timedelta(days=ahead) if future else published - timedelta(days=(7 - ahead) % 7)
        return Phrase(i - (before == "this"), i + 1, day.isoformat())

    def _season(self, i: int, published: date) -> Phrase | None:
        """Read "this fall", "last summer", "in spring 2021", "in the autumn"."""
        season, before = SEASONS[self.lower[i]], self.word(i - 1)
        after = i + 1 + (self.word(i + 1) == "of")
        if YEAR.fullmatch(self.word(after)):
            return Phrase(i, after + 1, f"{self.word(after)}-{season}")
        if before in LAST | NEXT | THIS:
            return Phrase(i - 1, i + 1, season_of(season, published, -(before in LAST) + (before in NEXT)))
        if before == "in" or (before == "the" and self.word(i - 2) in {"in", "during"}):
            return Phrase(i, i + 1, season_of(season, published, 1 if self.tense(i) == "ahead" else -1))
        return None

    def _holiday(self, i: int, published: date) -> Phrase | None:
        """Read "Christmas Eve", "New Year's Day 2024"."""
        for size in (4, 3, 2, 1):
            known = HOLIDAYS.get(tuple(self.lower[i : i + size]))
            if known is not None:
                month, day = known
                year, end = self._year_behind(i + size)
                year = year_of(month, day, published, ahead=AHEAD[self.tense(i)]) if year is None else year
                return Phrase(i, end, f"{year}-{month:02}-{day:02}")
        return None

    # ---- units

    def _unit(self, i: int, published: date, anchor: date) -> Phrase | None:
        """Read "next week", "two days ago", "three days later", "the following day", "the past two years", "the first half of 2024"."""
        word, before, two_before = self.lower[i], self.word(i - 1), self.word(i - 2)
        if word in {"half", "quarter"}:
            return self._share(i, published)
        unit = UNITS.get(word)
        if unit is None:
            return None
        number = NUMBERS.get(before) or (int(before) if before.isdigit() and len(before) < 4 else None)
        if number is not None:
            return self._counted(i, unit, number, published, anchor)
        if before in FEW or (word.endswith("s") and before in LAST | NEXT):
            return None
        if unit == "weekend":
            return self._weekend(i, published)
        if before in {"following", "next", "previous", "same", "that"} and (two_before == "the" or before in {"that", "same"}):
            step = {"following": 1, "next": 1, "previous": -1}.get(before, 0)
            return Phrase(i - 1, i + 1, shifted(anchor, unit, step))
        if before == "past":
            return Phrase(i - 1, i + 1, _since(published, unit, 1))
        if before in LAST | NEXT | THIS and unit != "day":
            return Phrase(i - 1, i + 1, shifted(published, unit, (before in NEXT) - (before in LAST)))
        return None

    def _counted(self, i: int, unit: str, number: int, published: date, anchor: date) -> Phrase | None:
        """Read "two days ago", "a decade ago", "three days later", "the past two years", "in three weeks"."""
        after, two_before = self.word(i + 1), self.word(i - 2)
        if unit == "decade" and number == 1:
            unit, number = "year", 10
        if after == "ago":
            return Phrase(i - 1, i + 2, shifted(published, unit, -number))
        apart = after in {"before", "after"} and (self.word(i + 2) in {"", ",", ".", "and", "but", ";"} or self.pos[i + 1] == "ADV")
        if after in {"later", "earlier"} or apart:
            return Phrase(i - 1, i + 2, shifted(anchor, unit, number if after in {"later", "after"} else -number))
        if two_before in {"past", "last"}:
            return Phrase(i - 2, i + 1, _since(published, unit, number))
        if two_before in {"next", "coming"}:
            return Phrase(i - 2, i + 1, f"{shifted(published, unit, 0)}/{shifted(published, unit, number)}".replace("/..", ""))
        if two_before == "in" and self.tense(i) == "ahead":
            return Phrase(i - 1, i + 1, shifted(published, unit, number))
        return None

    def _weekend(self, i: int, published: date) -> Phrase | None:
        before = self.word(i - 1)
        if before not in LAST | NEXT | THIS | {"the"}:
            return None
        ahead = before in NEXT or (before not in LAST and (before == "this" or self.tense(i) == "ahead"))
        return Phrase(i - (before != "the"), i + 1, weekend_of(published, ahead=ahead))

    def _share(self, i: int, published: date) -> Phrase | None:
        """Read "the third quarter of 2023", "the first half of last year"."""
        if self.word(i + 1) not in {"of", "in"}:
            return None
        year, end = self._year_behind(i + 1)
        if year is None and self.word(i + 2) == "the" and self.word(i + 3) == "year":
            year, end = published.year, i + 4
        value = None if year is None else self._share_of(i, str(year))
        return None if value is None else Phrase(i - 1, end, value)

    def _share_of(self, i: int, year: str) -> str | None:
        """Return the quarter or half of a year that the ordinal before the noun at `i` counts."""
        number = ORDINALS.get(self.word(i - 1))
        if number is None:
            return None
        if self.word(i) == "quarter" and number <= 4:
            return quarter_of(int(year), number)
        return half_of(int(year), number) if self.word(i) == "half" and number <= 2 else None


def _since(published: date, unit: str, number: int) -> str:
    """Return the period of so many units up to publication."""
    if unit in {"week", "weekend"}:
        return f"{(published - timedelta(weeks=number)).isoformat()}/{published.isoformat()}"
    unit, number = ("year", 10 * number) if unit == "decade" else ("month", 3 * number) if unit == "quarter" else (unit, number)
    return f"{shifted(published, unit, -number)}/{shifted(published, unit, 0)}"
