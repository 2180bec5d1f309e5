"""Names in the forms in which they are compared: canonical words, and a key of consonants that spelling variants share.

What is data stands in `data/names.toml`.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphbuilder.model import Label

Words = tuple[str, ...]
_TOKEN = re.compile(r"[^\W_]+(?:['’`ʼ][^\W_]+)*|&")
_DOTTED = re.compile(r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ə": "a"})
_ENDING = re.compile(r"(?:yy|iy|ij|ii|yi|y|j)$")
_SOUNDS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"tsch|tch|tj", "c"),
        (r"sch", "s"),
        (r"ph", "f"),
        (r"kh", "h"),
        (r"gh", "g"),
        (r"dh", "d"),
        (r"th", "t"),
        (r"zh|dj|dzh|j", "z"),
        (r"ch", "c"),
        (r"sh", "s"),
        (r"ck|q", "k"),
        (r"x", "ks"),
        (r"w", "v"),
        (r"ou|oo", "u"),
        (r"y", "i"),
        (r"([^aeiou])\1+", r"\1"),
    )
)
_CLASSES = str.maketrans({"c": "k", "g": "k", "z": "s"})
SHORT = 3
REMEMBERED = 20_000  # names; the most that are looked at again are among the latest
_LINKS = frozenset({"of", "the", "for", "and", "in", "on", "de"})


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of names.toml, ready for use."""

    honorifics: frozenset[str]
    regnal: frozenset[str]
    generations: frozenset[str]
    after_names: frozenset[str]
    legal_forms: frozenset[str]
    words: Mapping[str, str]
    places: Mapping[str, str]
    given: Mapping[str, str]
    parties: Mapping[str, str]
    common_given: frozenset[str]
    common_surnames: frozenset[str]
    generic: frozenset[str]
    kinds: frozenset[str]
    ubiquitous: frozenset[str]
    particles: frozenset[str]
    fields: Mapping[str, str]


@cache
def tables() -> Tables:
    """Return the tables of names.toml."""
    data = tomllib.loads(files("graphbuilder.data").joinpath("names.toml").read_text(encoding="utf-8"))
    variants = {
        name: {variant: line.split()[0] for line in data[name] for variant in line.split()}
        for name in ("words", "places", "given", "parties")
    }
    fields: dict[str, Any] = {**variants, "fields": {word: field for field, words in data["fields"].items() for word in words.split()}}
    for field in dataclass_fields(Tables):
        fields.setdefault(field.name, frozenset(str(data.get(field.name, "")).split()))
    return Tables(**fields)


def tokens(name: str) -> Words:
    """Return the words of a name in small letters, without accents, punctuation and possessive; initials are joined.

    >>> tokens("Türkiye's"), tokens("U.S. Air Force"), tokens("O'Neill")
    (('turkiye',), ('us', 'air', 'force'), ('oneill',))
    """
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = _DOTTED.sub(lambda match: match.group().replace(".", ""), plain)
    found: list[str] = []
    initials = False
    for token in _TOKEN.findall(plain):
        word = re.sub(r"['’`ʼ]", "", re.sub(r"['’`ʼ]s$", "", token))
        single = len(word) == 1 and word.isalpha()
        if single and initials:
            found[-1] += word
        elif word:
            found.append(word)
        initials = single
    return tuple(found)


@lru_cache(maxsize=REMEMBERED)
def canonical(name: str, label: Label) -> Words:
    """Return the words by which a name is compared: without titles, articles, legal forms; spelling variants unified.

    >>> canonical("Mr. Joe Biden", "Person"), canonical("Apple Inc.", "Organization"), canonical("Kiev", "Place")
    (('joseph', 'biden'), ('apple',), ('kyiv',))
    """
    words = tokens(name)
    if len(words) > 1 and words[0] == "the":
        words = words[1:]
    match label:
        case "Person":
            return _person(words)
        case "Organization":
            return _organization(words)
        case _:
            return _place(words)


def _person(words: Words) -> Words:
    table = tables()
    while len(words) > 1 and words[0] in table.honorifics:
        words = words[1:]
    while len(words) > 1 and words[-1] in table.after_names:
        words = words[:-1]
    if len(words) > 1:
        words = tuple(word for word in words if word not in ("al", "el", "ul")) or words
    if len(words) > 1:
        words = (table.given.get(words[0], words[0]), *words[1:])
    return tuple(fold(word) for word in words)


def _organization(words: Words) -> Words:
    table = tables()
    words = tuple(table.words.get(word, word) for word in words)
    if len(words) == 1 and words[0] in table.parties:
        words = (table.parties[words[0]], "party")
    while len(words) > 1 and (words[-1] in table.legal_forms or words[-1] == "and"):
        words = words[:-1]
    return tuple(sorted(set(words) - _LINKS)) if is_generic(words) else words


def _place(words: Words) -> Words:
    table = tables()
    joined = table.places.get("".join(words))
    return (joined,) if joined is not None else tuple(table.words.get(word, word) for word in words)


@lru_cache(maxsize=REMEMBERED)
def fold(word: str) -> str:
    """Return a word of a person's name with one spelling for endings like -sky, -skyy, -skiy, -skii and for double letters.

    >>> fold("zelenskyy") == fold("zelensky") == fold("zelenskiy")
    True
    """
    return re.sub(r"([^\W\daeiou])\1+", r"\1", _ENDING.sub("i", word) if len(word) > SHORT else word)


def sound(word: str) -> str:
    """Return a word as it sounds, roughly: one letter for each sound that transliterations write in several ways.

    >>> sound("khaddafi"), sound("gadhafi")
    ('hadafi', 'gadafi')
    """
    for pattern, replacement in _SOUNDS:
        word = pattern.sub(replacement, word)
    return word


@lru_cache(maxsize=REMEMBERED)
def block_key(words: Words) -> str:
    """Return the key of the block in which names of these words meet: consonants only, short words whole.

    >>> block_key(("muammar", "gaddafi")) == block_key(("muammar", "qadhafi"))
    True
    """
    return " ".join(_skeleton(word) for word in words)


def _skeleton(word: str) -> str:
    if len(word) <= SHORT or not word.isalpha():
        return word
    heard = sound(word).translate(_CLASSES)
    rest = re.sub(r"[aeiouh]", "", heard[1:])
    return ("a" if heard[0] in "aeiou" else heard[0]) + rest


def initials(words: Words) -> str | None:
    """Return the acronym that a long name suggests, None if it has fewer than three words that count.

    >>> initials(("european", "organization", "for", "nuclear", "research"))
    'eonr'
    """
    counted = [word for word in words if word not in _LINKS]
    return "".join(word[0] for word in counted) if len(counted) > 2 else None


def is_generic(words: Words) -> bool:
    """Return True if a name says what kind of body it is, and not which one ("ministry of defence")."""
    return bool(words) and all(word in tables().generic for word in words)


def is_common(words: Words) -> bool:
    """Return True if so many persons bear this name that it alone identifies none."""
    return len(words) > 1 and words[0] in common_given() and words[-1] in common_surnames()


@cache
def common_given() -> frozenset[str]:
    """Return the common given names as `canonical` writes them."""
    table = tables()
    return frozenset(fold(form) for name in table.common_given for form in (name, table.given.get(name, name)))


@cache
def common_surnames() -> frozenset[str]:
    """Return the common surnames as `fold` writes them."""
    return frozenset(map(fold, tables().common_surnames))


@lru_cache(maxsize=REMEMBERED)
def field_of(role: str) -> str | None:
    """Return what kind of post a role is ("sport", "politics"), None if that is not known.

    >>> field_of("Prime Minister"), field_of("former striker")
    ('politics', 'sport')
    """
    table = tables()
    return next((table.fields[word] for word in reversed(tokens(role)) if word in table.fields), None)
