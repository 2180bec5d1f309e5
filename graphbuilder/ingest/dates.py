"""Dates that a text or a field states outright, as EDTF (ISO 8601-2): "05.07.2024", "March 01, 2008", "5 July 2024"."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuilder.config import DayFirst

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in names.split()
}
MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\b\.?"
YEAR = r"(?P<year>(?:19|20)\d\d)"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
WRITTEN = tuple(
    re.compile(rf"\b{pattern}\b", re.IGNORECASE) for pattern in (rf"{MONTH}\s+{DAY},?\s+{YEAR}", rf"{DAY}(?:\s+of)?\s+{MONTH},?\s+{YEAR}")
)
ISO = re.compile(r"\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
NUMERIC = re.compile(r"\b(?P<a>\d{1,2})(?P<mark>[./-])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)\b")
DAY_MONTH_OR_YEAR = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")


def find_dates(text: str, *, day_first: DayFirst = "auto", context: str = "") -> list[tuple[int, int, str]]:
    """Return the dates in `text` as (start, end, EDTF), in text order.

    Args:
        text: A line or a field.
        day_first: How to read 05.07.2024: `yes` 5 July, `no` 7 May; `auto` as another numeric date in `context` shows, else day
            first with dots and hyphens, month first with slashes.
        context: More of the same text, for `auto`.
    """
    found = []
    for pattern in (*WRITTEN, ISO):
        for match in pattern.finditer(text):
            month = match["month"].lower()
            found.append((*match.span(), _edtf(int(match["year"]), MONTHS.get(month) or int(month), int(match["day"]))))
    for match in NUMERIC.finditer(text):
        a, b = int(match["a"]), int(match["b"])
        day, month_number = (a, b) if _day_leads(a, b, match["mark"], day_first, context) else (b, a)
        found.append((*match.span(), _edtf(int(match["year"]), month_number, day)))
    return sorted((start, end, value) for start, end, value in found if value is not None)


def _day_leads(a: int, b: int, mark: str, day_first: DayFirst, context: str) -> bool:
    if a > 12 or b > 12:
        return a > 12
    if day_first != "auto":
        return day_first == "yes"
    for other in NUMERIC.finditer(context):
        if other["mark"] == mark and int(other["a"]) > 12:
            return True
        if other["mark"] == mark and int(other["b"]) > 12:
            return False
    return mark != "/"


def _edtf(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def read_date(value: str, *, day_first: DayFirst = "auto") -> str | None:
    """Return a date or time field as EDTF, None if it is none: ISO 8601, RFC 2822 and the written forms of news are read.

    >>> read_date("2024-07-05"), read_date("2024-07"), read_date("July 5, 2024"), read_date("soon")
    ('2024-07-05', '2024-07', '2024-07-05', None)
    """
    value = value.strip()
    if DAY_MONTH_OR_YEAR.fullmatch(value):
        return value if _is_real(value) else None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(value).replace(microsecond=0).isoformat().replace("+00:00", "Z")
        except (TypeError, ValueError):
            continue
        return moment if ":" in value else moment[:10]
    dates = find_dates(value, day_first=day_first)
    return dates[0][2] if dates else None


def _is_real(value: str) -> bool:
    try:
        date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return False
    return True
