"""The calendar part of EDTF dates and of dates with a time of day."""

from __future__ import annotations

import re

_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")


def day(value: str | None) -> str | None:
    """Return the year, month or day that a date begins with, None where it begins with none.

    >>> day("2024-07-05T10:00:00Z"), day("2024-07~"), day("198X"), day(None)
    ('2024-07-05', '2024-07', None, None)
    """
    match = _DATE.match(value or "")
    return match.group() if match else None
