"""What a news page prints around an article: section lines, bylines, datelines, notices. Patterns, each for one whole line.

A line that is furniture is in no passage, so no sentence is read in it; what it says becomes a field of the document.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from graphbuilder.ingest.dates import MONTH, find_dates
from graphbuilder.ingest.language import language_of

if TYPE_CHECKING:
    from graphbuilder.config import DayFirst

WORDS = tomllib.loads(files("graphbuilder.data").joinpath("furniture.toml").read_text(encoding="utf-8"))
SECTIONS, AREAS, AGENCIES, NO_PLACE = (frozenset(WORDS[name]) for name in ("sections", "areas", "agencies", "no_place"))
AGENCY_NAMES = frozenset(map(str.casefold, AGENCIES))
SMALL_WORDS = frozenset({"&", "-", "–", "and", "of", "the"})
PUBLISHER = re.compile(r"(?P<source>.+?) website contains only a portion of the news stories\b.*")
NOTICE = re.compile("|".join(f"(?:{pattern})" for pattern in WORDS["notices"]))
LONGEST_NOTICE = 500  # characters
LIST_HEADING = re.compile(
    r"(?:related|more|recommended|popular|trending|other|most read|latest|further|similar)"
    r"(?: (?:topics?|articles?|stories|news|links?|content|posts?|tags?|reading|coverage|from .{2,30}|on this (?:story|topic)))?:?"
    r"|explore more on these topics|reuse this content|(?:external |sister )?links"
    r"|(?:tags|topics|keywords|most read|read more|see also|sources|references|you may also like|what to read next):?",
    re.IGNORECASE,
)
AGENCY = r"[A-Za-z][\w.&'’/-]*(?: [A-Z][\w.&'’-]*){0,3}"
PLACE = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]*){0,3}"
REGION = r"[A-Z][\w.]+(?: [A-Z][\w.]+){0,2}"
DASH = r"(?:-{1,3}|[‐‑‒–—―]{1,2})"
ANY_MONTH = MONTH.replace("?P<month>", "?:")
DAY = rf"(?P<date>(?i:{ANY_MONTH})\s+\d{{1,2}}(?:,\s+\d{{4}})?|\d{{1,2}}\s+(?i:{ANY_MONTH})(?:\s+\d{{4}})?)[.,]?"
INLINE_DATELINE = re.compile(
    rf"(?:(?P<place>(?:{PLACE}|{REGION}(?=[^()]{{0,40}}\({AGENCY}\)))(?:,\s+(?!(?i:{ANY_MONTH})){REGION})?)[,.]?\s*)?"
    rf"(?:{DAY}\s*)?"
    rf"(?:\((?P<source>{AGENCY})\)\s*{DASH}\s*|/(?P<wire>{AGENCY})/\.?\s*(?:{DASH}\s*)?|(?:(?<=\s){DASH}\s+|[—―]\s*)|(?<=[A-Z]):\s+(?=[A-Z]))"
)
DATELINE_MARK = re.compile(rf"\s{DASH}|[—―]|/\.? |[A-Z]: ")  # what ends every dateline: passes over other paragraphs quickly
LONGEST_DATELINE = 100  # characters
SPEAKER = re.compile(rf"{PLACE}: ")
OWN_DATELINE = re.compile(rf"{PLACE}(?:,\s+{REGION})?(?:,?\s+{DAY})?")
NAME = r"(?:[A-ZÀ-Þ][\w.'’-]*|(?:al|bin|da|de|del|den|der|di|el|la|le|ten|ter|van|von)(?=[ -]))"
BYLINE = re.compile(
    rf"(?:by|written by|story by|reported by)\s+(?P<author>{NAME}(?:[ -]{NAME}){{0,5}}(?:(?:,| and| &)\s+{NAME}(?:[ -]{NAME}){{1,4}})*)"
    r"(?:\s*[,|/]\s*(?P<source>.{2,60}))?",
    re.IGNORECASE,
)
NAMES = re.compile(rf"{NAME}(?:(?:,? | and | & ){NAME}){{0,8}}")
CORRESPONDENT = re.compile(rf"(?P<author>{NAME}(?:[ -]{NAME}){{1,4}}) in {NAME}(?: {NAME}){{0,2}}")
LABEL = re.compile(r"^(?:by|source|author|writer)\b:?\s*", re.IGNORECASE)
EDITOR = re.compile(r"editor\b", re.IGNORECASE)
POSITION = re.compile(
    r"(?:[A-Z][\w&-]* ){0,3}(?:(?i:correspondent|reporter|editor|columnist|analyst|producer)s?|(?i:staff writer))(?:, .{2,30}| in [A-Z]\w+)?"
)
MARKER = re.compile(r"(?:#{1,6}|>+|[*•●▪■–—-])\s+")  # of a heading, a quotation or an item of a list
SIGN_OFF = re.compile(r"\s+(?:Enditem|/End|\(END\)|-30-|#{3})$")
ENGLISH = frozenset(
    "a an and are as at be been but by for from had has have he in is it its not of on or said she that the their they this to was were will with".split()
)
FOREIGN_LENGTH = 6  # words of a paragraph without any of those words that may be in another language
DAY_OF_YEAR = re.compile(rf"\b(?:\d{{1,2}}\s+{ANY_MONTH}|{ANY_MONTH}\s+\d{{1,2}}\b)", re.IGNORECASE)
DATE_WORDS = re.compile(
    r"\b(?:published|publication|issued|updated?|posted|modified|last|first|on|at|date|created|edited|corrected|print|a\.?m|p\.?m|gmt|utc|est|edt|cet|"
    r"cest|bst|ist|msk|pst|pdt|et|pt|mon|tues?|wed|thu(?:rs)?|fri|sat|sun|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"hours?|minutes?|mins?|ago|read)\b\.?|\d{1,2}:\d\d(?::\d\d)?|\+\d{2}:?\d{2}|\b\d{1,2}\b",
    re.IGNORECASE,
)
UPDATED = re.compile(r"updated?|modified|edited|corrected", re.IGNORECASE)
SPLIT = re.compile(r"\s*[|·•]\s*|\s+[–—-]\s+")
SENTENCE_END = re.compile(r"[.!?…]['\"’”»)\]]*$")


@dataclass(frozen=True, slots=True)
class Credit:
    """What a line of names and dates says: who wrote, for whom and where, when it was published and updated."""

    author: str | None = None
    source: str | None = None
    dateline: str | None = None
    published: str | None = None
    updated: str | None = None


def ends_sentence(text: str) -> bool:
    """True if the text ends as a sentence does."""
    return SENTENCE_END.search(text) is not None


def is_section(text: str) -> bool:
    """True for a section line such as "World, Asia - Pacific, Russia-Ukraine War"."""
    parts = [part.strip() for part in re.split(r"[,|›>»/]|\s::\s", text)]
    capital = all(word[:1].isupper() or word in SMALL_WORDS for part in parts for word in part.split())
    short = all(len(part.split()) <= 4 for part in parts)
    known = parts[0].lower() in SECTIONS or all(part.lower() in SECTIONS | AREAS for part in parts)
    return known and capital and short and not ends_sentence(text)


def is_notice(text: str) -> bool:
    """True for a copyright line, a subscription notice, a share line or an editing credit."""
    return len(text) <= LONGEST_NOTICE and (NOTICE.fullmatch(text) or PUBLISHER.fullmatch(text)) is not None


def source_in(text: str) -> str | None:
    """Return the publisher that a notice names."""
    match = PUBLISHER.fullmatch(text)
    return match["source"] if match is not None else None


def is_foreign(text: str) -> bool:
    """True for a line or paragraph in another language than English, such as "Bu haberi paylaşın"."""
    words = text.split()
    if len(words) < (FOREIGN_LENGTH if ends_sentence(text) else 2) or not ENGLISH.isdisjoint(map(str.lower, words)):
        return False
    code, probability = language_of(text)
    return code != "en" and probability >= 0.5


def read_credit(text: str, *, day_first: DayFirst, context: str, below_headline: bool = True) -> Credit | None:
    """Read a byline, a date line or both in one ("Ahmet Gencturk | 05.07.2024 - Update : 06.07.2024"); None if it is neither."""
    if ends_sentence(text) and len(text.split()) > 12:
        return None
    dates = find_dates(text, day_first=day_first, context=context)
    byline = BYLINE.fullmatch(text)
    if byline is not None and not dates and byline["author"][:1].isupper() and not ends_sentence(text):
        return Credit(author=byline["author"], source=byline["source"])
    published = updated = None
    rest, position = "", 0
    for start, end, value in dates:
        label = text[position:start]
        if UPDATED.search(label):
            updated = value
        elif published is None:
            published = value
        rest, position = f"{rest}{label}|", end
    names = _names(rest + text[position:])
    if names == []:
        return Credit(published=published, updated=updated)
    if names is None or not dates or not (below_headline or "|" in text):
        return None
    names = [name for name in names if not is_section(name)]
    places = [name for name in names if name.isupper() and name.casefold() not in AGENCY_NAMES]
    authors = [name for name in names if " " in name and name not in places and name.casefold() not in AGENCY_NAMES]
    sources = [name for name in names if name not in {*places, *authors[:1]}]
    return Credit(
        author=authors[0] if authors else None,
        source=sources[0] if sources else None,
        dateline=places[0] if places else None,
        published=published,
        updated=updated,
    )


def _names(text: str) -> list[str] | None:
    """Return the names in a date line without its dates, [] if nothing is left, None if something else than names is left."""
    names = []
    for part in SPLIT.split(text):
        if EDITOR.match(part):
            continue
        words = DATE_WORDS.sub(" ", DAY_OF_YEAR.sub(" ", part)).strip(" ,:;.()/+-–—")
        name = " ".join(LABEL.sub("", words).split())
        if name and not NAMES.fullmatch(name):
            return None
        names += [name] if name else []
    return names if len(names) <= 3 else None


def read_correspondent(text: str) -> Credit | None:
    """Read a line that names a writer with a place or an agency ("Jane Doe in Brussels", "BBC News, Kyiv"); None if it does not."""
    match = CORRESPONDENT.fullmatch(text)
    if match is not None:
        return Credit(author=match["author"])
    name, _, _ = text.partition(",")
    return Credit(source=name) if name in AGENCIES and len(text.split()) <= 6 else None


def is_transcript(texts: Iterable[str]) -> bool:
    """True if several paragraphs begin with a name in capitals and a colon, as a conversation does."""
    return sum(SPEAKER.match(text) is not None for text in texts) > 1


def is_position(text: str) -> bool:
    """True for what a writer is called below the name ("Europe correspondent")."""
    return POSITION.fullmatch(text) is not None


def is_name(text: str) -> bool:
    """True for two to five capitalised words."""
    return 2 <= len(text.split()) <= 5 and NAMES.fullmatch(text) is not None


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range of text without the sign of a heading or an item before it and an agency's sign-off behind it."""
    marker = MARKER.match(text, start, end)
    sign_off = SIGN_OFF.search(text, start, end)
    inner = (marker.end() if marker else start), (sign_off.start() if sign_off else end)
    return inner if inner[0] < inner[1] else (start, end)


def is_own_dateline(text: str) -> bool:
    """True for a dateline on a line of its own ("ATHENS", "KYIV, Ukraine")."""
    return OWN_DATELINE.fullmatch(text) is not None and text not in NO_PLACE


def read_dateline(text: str) -> re.Match[str] | None:
    """Return the dateline with which a paragraph begins ("WASHINGTON (Reuters) - "), its groups place, date, source and wire."""
    if DATELINE_MARK.search(text, 0, LONGEST_DATELINE) is None:
        return None
    match = INLINE_DATELINE.match(text)
    if match is None or match.end() == len(text):
        return None
    place, source = match["place"] or "", match["source"] or match["wire"]
    if source is None:
        alone = not match["date"] and "," not in place
        known = place in NO_PLACE or place.casefold() in AGENCY_NAMES
        return None if (not place.isupper() and alone) or len(place) < 4 or known else match
    return match if source in AGENCIES or place.split(",")[0].isupper() else None
