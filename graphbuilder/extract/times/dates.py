"""Calendar arithmetic for time expressions: names of days, months and seasons, and EDTF of a day, week, month or year."""

from __future__ import annotations

import re
from datetime import date, timedelta

DAYS = {name: i for i, name in enumerate(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])}
MONTHS = {
    name: i
    for i, name in enumerate(
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"], 1
    )
}
MONTHS |= {f"{name[:3]}.": i for name, i in MONTHS.items() if name != "may"} | {"sept.": 9, "sept": 9}
MONTHS |= {name[:3]: i for name, i in MONTHS.items() if i in {1, 2, 4, 8, 9, 10, 11, 12}}
SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
NUMBERS = {
    name: i for i, name in enumerate(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 1)
}
NUMBERS |= {"a": 1, "an": 1}
ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "last": 4, "final": 4}
# Holidays on a day of their own, by their words.
HOLIDAYS = {
    tuple(name.split()): (month, day)
    for name, month, day in (
        ("new year 's day", 1, 1),
        ("valentine 's day", 2, 14),
        ("halloween", 10, 31),
        ("christmas eve", 12, 24),
        ("christmas day", 12, 25),
        ("christmas", 12, 25),
        ("boxing day", 12, 26),
        ("new year 's eve", 12, 31),
    )
}
HOLIDAYS |= {tuple(word.replace("'", "’") for word in words): day for words, day in HOLIDAYS.items()}


def explicit_day(word: str) -> str | None:
    """Read a date in digits: 2024-07-05 or, day first with dots, 05.07.2024; with slashes only where one reading is possible."""
    match = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", word)
    if match:
        return valid_day(int(match[1]), int(match[2]), int(match[3]))
    match = re.fullmatch(r"(\d{1,2})([./])(\d{1,2})\2(\d{4})", word)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    if match[2] == "." or first > 12 or first == second:
        return valid_day(year, second, first)
    return valid_day(year, first, second) if second > 12 else None


def valid_day(year: int, month: int, day: int) -> str | None:
    """Return a day in EDTF, None if there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def year_of(month: int, day: int | None, published: date, *, ahead: bool | None) -> int:
    """Return the year of a month that is named without one: the next one from publication on, the last one, or (None) the nearest."""
    passed = month < published.month or (month == published.month and day is not None and day < published.day)
    to_come = month > published.month or (month == published.month and day is not None and day > published.day)
    if ahead is None:
        distance = (month - published.month) % 12
        ahead = distance < 6 or (distance == 6 and to_come)
        ahead = ahead and not (distance == 0 and passed)
    return published.year + passed if ahead else published.year - to_come


def season_of(season: int, published: date, step: int) -> str:
    """Return this season (step 0), the next one of its name (1) or the last one (-1), in EDTF; a winter is that in which its year ends."""
    first = 3 * (season - 20)  # its first month
    after = step > 0 and first <= published.month
    before = step < 0 and first + 2 >= published.month
    return f"{published.year + after - before}-{season}"


def quarter_of(year: int, number: int) -> str:
    """Return a quarter of a year, in EDTF."""
    return f"{year}-{3 * number - 2:02}/{year}-{3 * number:02}"


def half_of(year: int, number: int) -> str:
    """Return a half of a year, in EDTF."""
    return f"{year}-{6 * number - 5:02}/{year}-{6 * number:02}"


def weekend_of(day: date, *, ahead: bool) -> str:
    """Return the weekend on or after a day, or the one on or before it, in EDTF."""
    saturday = day + timedelta(days=5 - day.weekday())
    if not ahead and saturday > day:
        saturday -= timedelta(weeks=1)
    return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"


def add_months(day: date, months: int) -> tuple[int, int]:
    """Return year and month of the month that lies `months` after that of `day`."""
    count = day.year * 12 + day.month - 1 + months
    return count // 12, count % 12 + 1


def month_of(day: date, months: int = 0) -> str:
    """Return the month of `day`, or one `months` later, in EDTF."""
    year, month = add_months(day, months)
    return f"{year}-{month:02}"


def week_of(day: date) -> str:
    """Return the week of `day` from Monday to Sunday, in EDTF."""
    monday = day - timedelta(days=day.weekday())
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def shifted(day: date, unit: str, number: int) -> str:
    """Return the unit (day, weekend, week, month, quarter, year, decade) that lies `number` units after that of `day`, in EDTF."""
    match unit:
        case "day":
            return (day + timedelta(days=number)).isoformat()
        case "week":
            return week_of(day + timedelta(weeks=number))
        case "weekend":
            saturday = day + timedelta(days=5 - day.weekday(), weeks=number)
            return f"{saturday.isoformat()}/{(saturday + timedelta(days=1)).isoformat()}"
        case "month":
            return month_of(day, number)
        case "quarter":
            first = (day.month - 1) // 3 * 3 + 1
            start = date(day.year, first, 1)
            return f"{month_of(start, 3 * number)}/{month_of(start, 3 * number + 2)}"
        case "year":
            return str(day.year + number)
        case _:
            return f"{str(day.year + 10 * number)[:3]}X"
