"""Join: the names of one document that name the same thing. Full and short names, acronyms, legal forms, spelling variants."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from graphbuilder.extract.mentions.lexicon import Lexicon
    from graphbuilder.model import Label

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*\.?")
PARTICLES = frozenset(
    {"al", "el", "ul", "bin", "ibn", "de", "da", "van", "von", "der", "di", "of", "the", "and", "for", "jr", "sr", "ii", "iii"}
)
SAME_SPELLING = 88.0
SHORTEST_VARIANT = 6


@cache
def words_of(key: str) -> tuple[str, ...]:
    """Return the words of a name, without accents, dots and hyphens.

    >>> words_of("abdel fattah el-sisi")
    ('abdel', 'fattah', 'el', 'sisi')
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", key) if not unicodedata.combining(c))
    return tuple(word.rstrip(".") for word in WORD.findall(plain))


def surname_of(words: tuple[str, ...], lexicon: Lexicon) -> str:
    """Return the word by which a person of this full name is called for short: the last, of an East Asian name the first."""
    return words[0] if words[0] in lexicon.family and words[-1] not in lexicon.family else words[-1]


def join_names(
    names: Mapping[str, Label],
    acronyms: Mapping[str, str],
    lexicon: Lexicon,
    *,
    owned: Collection[str] = (),
    is_place: Callable[[str], bool] = lambda _: False,
) -> dict[str, str]:
    """Return for each key the key of the name that stands for it: the fullest one of the same thing.

    Args:
        names: Label by key (see `votes.name_key`), in the order of the text.
        acronyms: Acronyms that the text defines ("North Atlantic Treaty Organization (NATO)"), with the key of the full name.
        lexicon: The classes of words.
        owned: Keys of names that stand behind a possessor ("Britain's Ministry of Defence").
        is_place: Says whether words in small letters name a place, a state or its people.
    """
    full: dict[str, str] = {}
    persons = [key for key, label in names.items() if label == "Person"]
    organizations = [key for key, label in names.items() if label == "Organization"]
    full |= _join_persons(persons, lexicon)
    full |= _join_organizations(organizations, acronyms, lexicon)
    full |= _join_located(organizations, full, owned, is_place)
    return {key: _last(full, key) for key in names}


def _last(full: Mapping[str, str], key: str) -> str:
    seen = {key}
    while full.get(key, key) not in seen:
        key = full[key]
        seen.add(key)
    return key


def _join_persons(keys: Sequence[str], lexicon: Lexicon) -> dict[str, str]:
    full: dict[str, str] = {}
    longest = sorted(keys, key=lambda key: (-len(words_of(key)), keys.index(key)))
    for i, key in enumerate(longest):
        words = _content(key)
        if not words:
            continue
        candidates = [other for other in longest[:i] if other not in full and _same_person(words, _content(other))]
        if len(words) == 1:
            by_surname = [other for other in candidates if surname_of(_content(other), lexicon) == words[0]]
            candidates = by_surname or candidates
        if len(candidates) == 1 or (candidates and len(words) > 1):
            full[key] = candidates[0]
    return full


def _content(key: str) -> tuple[str, ...]:
    words = words_of(key)
    return tuple(word for word in words if word not in PARTICLES) or words


def _same_person(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """True if a name may be a shorter form, or a variant spelling, of another with at least as many words."""
    if len(short) == 1:
        return (len(long) > 1 and (_alike(short[0], long[-1]) or short[0] == long[0])) or (_alike(short[0], long[0]) and len(long) == 1)
    if not _alike(short[-1], long[-1]):
        return False
    if short == long[-len(short) :]:  # "Kosiniak-Kamysz", "Sheikh Mohamud"
        return True
    if len(short) == len(long):
        return all(_alike(a, b) or _initial(a, b) for a, b in zip(short, long, strict=True))
    return _alike(short[0], long[0]) or _initial(short[0], long[0])


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1 or len(b) == 1) and a[0] == b[0]


def _alike(a: str, b: str) -> bool:
    return a == b or (min(len(a), len(b)) >= SHORTEST_VARIANT and a[0] == b[0] and fuzz.ratio(a, b) >= SAME_SPELLING)


def _join_organizations(keys: Sequence[str], acronyms: Mapping[str, str], lexicon: Lexicon) -> dict[str, str]:
    full = {short: name for short, name in acronyms.items() if short in keys and name in keys}
    bare: dict[str, str] = {}
    for key in sorted(keys, key=lambda key: -len(words_of(key))):
        words = without_form(words_of(key), lexicon)
        if key not in full:
            first = bare.setdefault(" ".join(words), key)
            if first != key:
                full[key] = first
    for key in keys:
        if key not in full and len(words_of(key)) == 1:
            longer = [k for k in keys if k not in full and _is_called(words_of(key), without_form(words_of(k), lexicon), lexicon)]
            if len(longer) == 1:
                full[key] = longer[0]
    initials: dict[str, list[str]] = {}
    for key in keys:
        if key not in full and len(words_of(key)) > 1:
            for form in _initials(words_of(key)):
                initials.setdefault(form, []).append(key)
    for key in keys:
        same = initials.get(key, [])
        if key not in full and len(words_of(key)) == 1 and len(same) == 1 and same[0] != key:
            full[key] = same[0]
    return full


def _join_located(keys: Sequence[str], full: Mapping[str, str], owned: Collection[str], is_place: Callable[[str], bool]) -> dict[str, str]:
    """Join a body to the one that says where it is: "Bulls" to "Chicago Bulls", "Supreme Court" to "Supreme Court of India"."""
    joined: dict[str, str] = {}
    for key in keys:
        if key in full or key in owned:
            continue
        longer = {_last(full, k): k for k in keys if k.endswith(f" {key}") or k.startswith(f"{key} of ")}
        if len(longer) == 1:
            rest = next(iter(longer.values())).removesuffix(key).removeprefix(f"{key} of ").strip()
            if is_place(rest.removeprefix("the ")):
                joined[key] = next(iter(longer))
    return joined


def _is_called(short: tuple[str, ...], long: tuple[str, ...], lexicon: Lexicon) -> bool:
    """True if a company of two names is called by the first ("Lehman Brothers", "Ford Motor")."""
    return len(long) == 2 and long[:1] == short and long[1] not in lexicon.organization


def without_form(words: tuple[str, ...], lexicon: Lexicon) -> tuple[str, ...]:
    """Return the words of an organization's name without its legal form ("Boeing Co.")."""
    end = len(words)
    while end > 1 and (words[end - 1] in lexicon.legal or f"{words[end - 1]}." in lexicon.legal):
        end -= 1
    return words[:end]


def _initials(words: Iterable[str]) -> set[str]:
    """Return the acronyms that a name may have: of all its words, and without the small ones."""
    every = [word for word in words if word]
    return {"".join(w[0] for w in every), "".join(w[0] for w in every if w not in PARTICLES)} - {w for w in every if len(w) < 3}


def is_acronym_of(short: str, words: Sequence[str]) -> bool:
    """True if the letters of `short` come in order in `words`, the first one at the beginning of a word.

    >>> is_acronym_of("FARC", ["Revolutionary", "Armed", "Forces", "of", "Colombia"]), is_acronym_of("USAF", ["Air", "Force"])
    (False, False)
    >>> is_acronym_of("NATO", ["North", "Atlantic", "Treaty", "Organization"]), is_acronym_of("Unicef", ["Boeing"])
    (True, False)
    """
    letters = [c.lower() for c in short if c.isalnum()]
    capitals = [w[0].lower() for w in words if w and w[0].isalnum()]
    return len(letters) > 1 and (_in_order(letters, capitals) or _in_order(capitals, letters))


def _in_order(part: Sequence[str], whole: Sequence[str]) -> bool:
    rest = iter(whole)
    return len(part) > 1 and all(c in rest for c in part)
