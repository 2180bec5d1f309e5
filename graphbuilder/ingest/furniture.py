"""What a news page prints around an article: section lines, bylines, datelines, notices. Patterns, each for one whole line.

A line that is furniture is in no passage, so no sentence is read in it; what it says becomes a field of the document.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from graphbuilder.ingest.dates import MONTH, find_dates
from graphbuilder.ingest.language import language_of

if TYPE_CHECKING:
    from graphbuilder.config import DayFirst

WORDS = tomllib.loads(files("graphbuilder.data").joinpath("furniture.toml").read_text(encoding="utf-8"))
SECTIONS, AREAS, AGENCIES, NO_PLACE = (frozenset(WORDS[name]) for name in ("sections", "areas", "agencies", "no_place"))
SMALL_WORDS = frozenset({"&", "-", "–", "and", "of", "the"})
NOTICES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?P<source>.+?) website contains only a portion of the news stories\b.*",
        r"©.*|(?i:\(c\)|copyright)\s*(?:©|(?i:\(c\)))?\s*(?:19|20)\d\d\b.*",
        r"(?i:.{0,120}\ball rights reserved\b.{0,120})",
        r"(?i:.{0,80}\bmay not be (?:published|reproduced|republished)\b.*)",
        r"(?i:(?:please )?(?:subscribe|sign up|log in|click here|tap here|download (?:the|our))\b.{0,160})",
        r"(?i:(?:please )?contact us for subscription.*)",
        r"(?i:tags|topics|keywords):.*",
        r"(?i:summary|companies|key points|highlights|in this (?:story|article))",
        r"[*(]?\s*(?:Additional )?(?:Reporting|Writing|Editing)(?: and (?:writing|editing|reporting))? by [A-Z](?:[^.]*|.*(?i:editing|writing|reporting) by.*)",
        r"(?i:our standards):.*",
        r"(?i:(?:follow|like|join) (?:us|.{2,40}) on (?:twitter|facebook|instagram|telegram|whatsapp|x|youtube|google news)\b.{0,60})",
        r"(?i:(?:share|tweet|print|e-?mail|comments?|advertisement|listen|watch live|save|copy link)(?: (?:this|on|the)\b.{0,40})?)",
        r"(?i:(?:view|read|see|watch) (?:more|also|next|all)\b[^.]{0,80})",
        r"(?i:(?:image|photo|picture|file photo)(?: (?:credit|source))?)\s*[:/]\s*\S+(?: \S+){0,3}",
    )
)
LONGEST_NOTICE = 500  # characters
LIST_HEADING = re.compile(
    r"(?:related|more|recommended|popular|trending|other|most read|latest|further|similar)"
    r"(?: (?:topics?|articles?|stories|news|links?|content|posts?|tags?|reading|coverage|from .{2,30}|on this (?:story|topic)))?:?"
    r"|(?:tags|topics|keywords|most read|read more|see also|you may also like|what to read next):?",
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
    rf"(?:\((?P<source>{AGENCY})\)\s*{DASH}\s*|/(?P<wire>{AGENCY})/\.?\s*(?:{DASH}\s*)?|(?:(?<=\s){DASH}\s+|[—―]\s*))"
)
DATELINE_MARK = re.compile(rf"\s{DASH}|[—―]|/\.? ")  # what ends every dateline: passes over other paragraphs quickly
LONGEST_DATELINE = 100  # characters
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
DAY_OF_YEAR = re.compile(rf"\b(?:\d{{1,2}}\s+{ANY_MONTH}|{ANY_MONTH}\s+\d{{1,2}}\b)", re.IGNORECASE)
DATE_WORDS = re.compile(
    r"\b(?:published|publication|updated?|posted|modified|last|first|on|at|date|created|edited|corrected|print|a\.?m|p\.?m|gmt|utc|est|edt|cet|"
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
    return len(text) <= LONGEST_NOTICE and any(pattern.fullmatch(text) for pattern in NOTICES)


def source_in(text: str) -> str | None:
    """Return the publisher that a notice names."""
    match = NOTICES[0].fullmatch(text)
    return match["source"] if match is not None else None


def is_foreign(text: str) -> bool:
    """True for a short line in another language than English, such as "Bu haberi paylaşın"."""
    if len(text.split()) < 2 or ends_sentence(text):
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
    places = [name for name in names if name.isupper()]
    authors = [name for name in names if " " in name and name not in {*places, *AGENCIES}]
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
        bare = not match["date"] and "," not in place
        return None if (not place.isupper() and bare) or len(place) < 4 or place in NO_PLACE else match
    return match if source in AGENCIES or place.split(",")[0].isupper() else None
