"""A document made of what was given and of what the text itself says."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graphbuilder.ingest.dates import read_date
from graphbuilder.ingest.language import language_of
from graphbuilder.ingest.layout import Layout, read_layout
from graphbuilder.model import Document, Failure, make_id

if TYPE_CHECKING:
    from graphbuilder.config import DayFirst

FIELDS = ("id", "title", "subtitle", "source", "url", "author", "published", "updated", "dateline", "language")
DATES = ("published", "updated")
HASHED = ("text", "title", "source", "url", "published")
MARKUP = re.compile(r"\s*(?:<!--.*?-->\s*)*(?:<(?:!doctype|html|head|body|article|div|p|\?xml|rss)\b|\{\\rtf)", re.IGNORECASE | re.DOTALL)
SURE = 0.5  # a text too short to tell its language gets none


def make_document(given: Mapping[str, Any], *, source: str, day_first: DayFirst = "auto") -> Document | Failure:
    """Return the document of the given fields; a field that is not given is filled from the text where it says so.

    Args:
        given: `text` and any of `id`, `title`, `subtitle`, `source`, `url`, `author`, `published`, `updated`, `dateline`,
            `language`; None and "" are not given, other keys do not count.
        source: What names the input in messages: a path, a line of a file.
        day_first: How to read 05.07.2024, see `Settings`.
    """
    reason = _fault(given)
    known = {name: given[name] for name in FIELDS if given.get(name)}
    if reason is None:
        for name in DATES:
            if name in known and (date := read_date(known[name], day_first=day_first)) is None:
                reason = f"{name} is {known[name]!r}; give a date such as 2024-07-05"
            elif name in known:
                known[name] = date
    if reason is not None:
        identifier = known.get("id")
        return Failure(source=source, reason=reason, document=identifier if isinstance(identifier, str) else None)
    text = given["text"]
    digest = make_id(*(given.get(name) or "" for name in HASHED))
    layout = read_layout(text, title=known.get("title"), day_first=day_first)
    return Document(**{"id": digest, "hash": digest, "text": text, **_stated(text, layout), **known})


def _fault(given: Mapping[str, Any]) -> str | None:
    """Return what makes the fields unusable, None if nothing does."""
    text = given.get("text")
    if text is None:
        return 'it has no "text"'
    for name in ("text", *FIELDS):
        value = given.get(name)
        if value is not None and not isinstance(value, str):
            return f'"{name}" must be a string, not {value!r:.40}'
        if value is not None and not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            return f'"{name}" holds half a surrogate pair, which is no character'
    if MARKUP.match(text):
        return "its text is HTML, XML or RTF, not plain text; take the article's text out of it, for example with trafilatura"
    return None if text.strip() else "its text is empty"


def _stated(text: str, layout: Layout) -> dict[str, str | None]:
    """Return the fields that the text itself states."""
    names = ("title", "subtitle", "source", "author", "published", "updated", "dateline")
    body = " ".join(text[passage.start : passage.end] for passage in layout.passages[:8] if passage.part == "body")
    language, probability = language_of(body or text)
    return {name: getattr(layout, name) for name in names} | {"language": language if probability >= SURE else None}
