"""The layout of a news article: what of a text is headline, subtitle and body, and what is furniture.

`passages` gives the pieces of text to be read. The text itself is never changed; a line that is in no passage is in the
document all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuilder.ingest.dates import find_dates
from graphbuilder.ingest.furniture import (
    LIST_HEADING,
    Credit,
    bare,
    ends_sentence,
    is_foreign,
    is_name,
    is_notice,
    is_own_dateline,
    is_position,
    is_section,
    is_transcript,
    read_correspondent,
    read_credit,
    read_dateline,
    source_in,
)

if TYPE_CHECKING:
    from graphbuilder.config import DayFirst
    from graphbuilder.model import Document, Part

LINE = re.compile(r"[^\n\r\v\f\x85\u2028\u2029]+")
WIDEST_WRAP = 120  # characters: a hard wrap is no wider
FULL_LINES = 2  # so many lines that end within a sentence and could not take the next word show a hard wrap
HEAD_LINES = 12
LONGEST_HEAD = 40  # words of a headline or subtitle
LONGEST_MARK = 8  # words of a date line
SHORTEST_SUBTITLE = 4
SHORTEST_INTRODUCTION = 6  # words of a line that ends in a colon: a statement follows
LONGEST_PASSAGE = 2000  # characters
SENTENCE_BORDER = re.compile(r"(?<=[^\W_]{3}[.!?])['\"’”)\]]*\s+(?=['\"‘“(\[]?[A-ZÀ-Þ0-9])")


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a document's text to be read: `document.text[start:end]`."""

    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: one line or several hard-wrapped ones."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Layout:
    """What the layout of an article says. `title` and `subtitle` are set where the text has them on lines of their own."""

    passages: list[Passage] = field(default_factory=list)
    title: str | None = None
    subtitle: str | None = None
    author: str | None = None
    source: str | None = None
    published: str | None = None
    updated: str | None = None
    dateline: str | None = None

    def credit(self, credit: Credit) -> None:
        """Take over what a byline or date line says, where nothing is known yet."""
        for name in ("author", "source", "dateline", "published", "updated"):
            setattr(self, name, getattr(self, name) or getattr(credit, name))


def passages(document: Document) -> tuple[Passage, ...]:
    """Return the pieces of a document's text to be read, in text order: headline, subtitle, paragraphs.

    A paragraph that is hard-wrapped is one passage (its newlines are in it); one of more than 2,000 characters is cut at
    sentence ends.
    """
    return tuple(read_layout(document.text, title=document.title).passages)


def read_layout(text: str, *, title: str | None = None, day_first: DayFirst = "auto") -> Layout:
    """Find headline, subtitle, body and furniture of an article.

    Args:
        text: The whole text.
        title: The title, if it is known; where the text has it on a line of its own, that line is the headline.
        day_first: How to read 05.07.2024, see `Settings`.
    """
    blocks = find_blocks(text)
    layout = Layout()
    head = _head_end(blocks, title)
    _read_head(text, blocks[:head], layout, day_first)
    tail = _tail_start(blocks, head)
    begun, talk = False, is_transcript(block.text for block in blocks)
    for block in blocks[head:tail]:
        if is_notice(block.text):
            layout.source = layout.source or source_in(block.text)
        elif begun and (credit := _credit_within(block.text, day_first)) is not None:
            layout.credit(credit)
        elif not is_foreign(block.text):
            start = block.start + (0 if begun or talk else _read_dateline(text[block.start : block.end], layout))
            layout.passages.extend(Passage("body", *span) for span in _pieces(text, *bare(text, start, block.end)))
            begun = True
    for block in blocks[tail:]:
        layout.source = layout.source or source_in(block.text)
    return layout


def find_blocks(text: str) -> list[Block]:
    """Return the paragraphs of a text: its lines, with those joined that a hard wrap has parted."""
    lines = list(_lines(text))
    wrapped = _is_wrapped(text, lines)
    blocks: list[Block] = []
    widest = max((end - start for start, end in lines), default=0)
    for start, end in lines:
        last = blocks[-1] if blocks else None
        if last is not None and _goes_on(text, last, start, end, widest if wrapped else None):
            blocks[-1] = Block(last.start, end, " ".join(text[last.start : end].split()))
        else:
            blocks.append(Block(start, end, " ".join(text[start:end].split())))
    return blocks


def _lines(text: str) -> Iterator[tuple[int, int]]:
    for match in LINE.finditer(text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            yield start, match.start() + len(line.rstrip())


def _adjacent(text: str, end: int, start: int) -> bool:
    """True if no blank line lies between two lines."""
    gap = text[end:start].replace("\r\n", "\n")
    return sum(gap.count(mark) for mark in "\n\r\v\f\x85\u2028\u2029") == 1


def _first_word(text: str, start: int, end: int) -> int:
    return len(text[start:end].split(maxsplit=1)[0])


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """True if lines break where a fixed width makes them: within sentences, where the first word of the next had no room."""
    widest = max((end - start for start, end in lines), default=0)
    if widest > WIDEST_WRAP:
        return False
    pairs = ((a, b) for a, b in pairwise(lines) if _adjacent(text, a[1], b[0]))
    full = (a for a, b in pairs if a[1] - a[0] + 1 + _first_word(text, *b) > widest)
    return sum(not ends_sentence(text[start:end]) for start, end in full) >= FULL_LINES


def _goes_on(text: str, last: Block, start: int, end: int, width: int | None) -> bool:
    """True if the line from `start` to `end` goes on with the sentence or the hard-wrapped paragraph before it."""
    if not _adjacent(text, last.end, start):
        return False
    line_start = max((last.start, *(text.rfind(mark, last.start, last.end) + 1 for mark in "\n\r")))
    if width is not None and last.end - line_start + 1 + _first_word(text, start, end) > width:
        return True
    begun = not ends_sentence(last.text) and last.text[-1] not in ":;" and text[start].islower()
    return begun and _credit(text[start:end]) in {None, Credit()} and not is_notice(text[start:end]) and not is_notice(last.text)


def _credit(line: str, *, day_first: DayFirst = "auto", context: str = "", below_headline: bool = True) -> Credit | None:
    return read_credit(line, day_first=day_first, context=context, below_headline=below_headline)


def _credit_within(line: str, day_first: DayFirst) -> Credit | None:
    """Read a date line between the paragraphs ("Issued on: 21/01/2025 - 16:12", "2 min read")."""
    return _credit(line, day_first=day_first) if len(line.split()) <= LONGEST_MARK and not ends_sentence(line) else None


def _head_end(blocks: list[Block], title: str | None) -> int:
    """Return the index of the first block of the body: the first prose, below the last byline or date line."""
    top = blocks[:HEAD_LINES]
    prose = [i for i, block in enumerate(top) if _is_prose(block, first=i == 0 < len(blocks) - 1) and not _same(block.text, title)]
    end = prose[0] if prose else int(bool(top) and _same(top[0].text, title))
    if prose and read_dateline(top[end].text) is not None:
        return end
    marks = [i for i, block in enumerate(top[: HEAD_LINES // 2]) if i > 0 and _credit(block.text) is not None]
    last = marks[-1] + 1 if marks else 0
    if (
        last > end
        and last < len(blocks)
        and sum(i < last for i in prose) <= 2
        and all(len(block.text.split()) <= LONGEST_HEAD for block in top[:last])
    ):
        return last
    return end


def _read_head(text: str, head: list[Block], layout: Layout, day_first: DayFirst) -> None:
    """Read what stands above the body into `layout`."""
    context = " ".join(block.text for block in head)
    repeated = next((i for i, block in enumerate(head) if any(_same(block.text, other.text) for other in head[i + 1 :])), 0)
    free: list[Block] = []  # lines that are no furniture: headline, subtitle, others
    ahead = 0  # how many of them stand above a byline, date line, dateline or repeated headline
    found = [_credit(block.text, day_first=day_first, context=context, below_headline=i > 0) for i, block in enumerate(head)]
    for i, block in enumerate(head):
        if found[i] is None and free and any(found[j] is not None for j in (i - 1, i + 1) if 0 <= j < len(head)):
            found[i] = read_correspondent(block.text)
        credit = found[i]
        if i < repeated or (credit is None and is_notice(block.text)) or (not free and _is_kicker(head, i)):
            continue
        if credit is not None:
            layout.credit(credit)
        elif free and is_position(block.text):
            if len(free) > 1 and is_name(free[-1].text):
                layout.author = layout.author or free.pop().text
        elif free and is_own_dateline(block.text):
            layout.dateline = layout.dateline or block.text
        elif not any(_same(block.text, other.text) for other in free):
            free.append(block)
            continue
        ahead = len(free)
    for n, block in enumerate(free):
        part: Part = "body"
        start, end = bare(text, block.start, block.end)
        line = " ".join(text[start:end].split())
        if n == 0:
            part, layout.title = "headline", line
        elif n == 1 and (n < ahead or len(free) == 2) and len(line.split()) >= SHORTEST_SUBTITLE:
            part, layout.subtitle = "subtitle", line
        layout.passages.append(Passage(part, start, end))


def _is_kicker(head: list[Block], i: int) -> bool:
    """True for a section line, or a single word above a headline ("Norway")."""
    text, below = head[i].text, head[i + 1].text if i + 1 < len(head) else ""
    word = text.isalpha() and text[0].isupper() and len(below.split()) >= SHORTEST_SUBTITLE and _credit(below) is None
    return is_section(text) or word


def _is_prose(block: Block, *, first: bool = False) -> bool:
    """True for a paragraph of sentences; a short `first` one that asks, calls out or quotes is a headline."""
    words = len(block.text.split())
    if read_dateline(block.text) is not None and words >= 8:
        return True
    if first and words <= 20 and not block.text.endswith((".", ":")):
        return False
    introduces = block.text.endswith(":") and words >= SHORTEST_INTRODUCTION
    return introduces or (ends_sentence(block.text) and words >= 4 and not is_notice(block.text))


def _same(a: str, b: str | None) -> bool:
    return b is not None and "".join(filter(str.isalnum, a)).casefold() == "".join(filter(str.isalnum, b)).casefold()


def _read_dateline(paragraph: str, layout: Layout) -> int:
    """Read the dateline with which the body begins; return its length."""
    match = read_dateline(paragraph)
    if match is None:
        return 0
    dates = find_dates(match["date"] or "")
    layout.published = layout.published or (dates[0][2] if dates else None)
    layout.dateline = layout.dateline or match["place"]
    layout.source = layout.source or match["source"] or match["wire"]
    return match.end()


def _tail_start(blocks: list[Block], head: int) -> int:
    """Return the index of the first block of the furniture below the body."""
    tail = len(blocks)
    while tail > head and (
        is_notice(blocks[tail - 1].text) or is_foreign(blocks[tail - 1].text) or LIST_HEADING.fullmatch(blocks[tail - 1].text)
    ):
        tail -= 1
    for i in range(head, tail):
        if LIST_HEADING.fullmatch(blocks[i].text) and not any(_is_prose(block) for block in blocks[i:tail]):
            return i
    return tail


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a passage that is too long at the last sentence end, else space, before the limit."""
    while end - start > LONGEST_PASSAGE:
        limit = start + LONGEST_PASSAGE
        borders = [match.start() for match in SENTENCE_BORDER.finditer(text, start, limit)]
        cut = borders[-1] if borders else text.rfind(" ", start + 1, limit)
        cut = cut if cut > start else limit
        yield start, cut
        start = cut + len(text[cut : cut + LONGEST_PASSAGE]) - len(text[cut : cut + LONGEST_PASSAGE].lstrip())
    if start < end:
        yield start, end
