"""Casing: a passage all in capitals is read as the rest of the document writes its words, because the model needs their case.

Only what the model reads changes, letter for letter, so that every offset still holds; the document's text stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from spacy.language import Language

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
FEWEST = 2  # words; a single one in capitals is an acronym
LONGEST_ACRONYM = 3  # letters of an acronym that nothing else shows to be one
FRONTED = re.compile(r"((?:^|[.!?]\s)\s*)Near(?=\s[A-Z])")  # with its capital the model takes it for a part of the name
SUFFIXES = (("ies", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e"))

Known = Callable[[str], bool]


def recased(texts: Sequence[str], ordinary: Known) -> list[str]:
    """Return the texts of a document's passages, those in capitals in the case in which the others write their words.

    A "Near" at the head of a sentence loses its capital too.

    Args:
        texts: The passages.
        ordinary: Says whether a word in small letters is one of the language and no name.

    >>> recased(["ZELENSKIY VISITS KYIV", "KYIV - Volodymyr Zelenskiy was in Kyiv."], {"visits"}.__contains__)[0]
    'Zelenskiy visits Kyiv'
    >>> recased(["NATO LEADERS MEET", "Leaders of NATO met on Friday."], {"meet", "leaders"}.__contains__)[0]
    'NATO leaders meet'
    >>> recased(["Near Bayji, rebels fled."], set().__contains__)
    ['near Bayji, rebels fled.']
    """
    texts = [FRONTED.sub(r"\1near", text) for text in texts]
    loud = [_is_loud(text) for text in texts]
    if not any(loud):
        return texts
    written = _written([text for text, is_loud in zip(texts, loud, strict=True) if not is_loud])
    return [_recased(text, written, ordinary) if is_loud else text for text, is_loud in zip(texts, loud, strict=True)]


def _is_loud(text: str) -> bool:
    words = 0
    for match in WORD.finditer(text):  # most often the first or the second word tells
        word = match.group()
        if len(word) > 1:
            if not word.isupper():
                return False
            words += 1
    return words >= FEWEST


def _written(texts: Sequence[str]) -> Mapping[str, str]:
    """Return how words are written: in small letters where they ever are, else as most often; a sentence's first word says little."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for match in WORD.finditer(text):
            word = match.group()
            first = match.start() == 0 or text[: match.start()].rstrip(" \"'“‘(")[-1:] in ".!?:"
            if not (first and (word[1:].islower() or (word.isupper() and len(word) > LONGEST_ACRONYM))):
                forms[_plain(word)][word] += 1
    return {word: min(found, key=lambda form: (not form.islower(), -found[form], form)) for word, found in forms.items()}


def _plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.lower()) if not unicodedata.combining(c))


def _recased(text: str, written: Mapping[str, str], ordinary: Known) -> str:
    def form(match: re.Match[str]) -> str:
        word = match.group()
        new = written.get(_plain(word)) or _unwritten(word, ordinary)
        return new if len(new) == len(word) else word

    changed = WORD.sub(form, text)
    return text[:1] + changed[1:]


def _unwritten(word: str, ordinary: Known) -> str:
    """Return a word that stands in capitals only: acronyms keep them, names keep the first."""
    gazetteer = load_gazetteer()
    senses = gazetteer.look_up(word)
    if any(sense.surface.isupper() for sense in senses):
        return word
    if not senses and not gazetteer.places(word) and ordinary(word.lower()):
        return word.lower()
    return word.capitalize() if len(word) > LONGEST_ACRONYM or senses else word


def ordinary_words(nlp: Language) -> Known:
    """Return what says whether a word is one of the language: its function words, and the lemmas that the lemmatizer knows."""
    known = _known(nlp)
    return lambda word: word in known or any(word.endswith(end) and word[: -len(end)] + more in known for end, more in SUFFIXES)


@cache
def _known(nlp: Language) -> frozenset[str]:
    """Return function words and lemmas in one set, which is too large to be made for each document."""
    lookups = getattr(nlp.get_pipe("lemmatizer"), "lookups", None)
    if lookups is None or not lookups.has_table("lemma_index"):
        return frozenset(nlp.Defaults.stop_words)
    index = lookups.get_table("lemma_index")
    return frozenset(nlp.Defaults.stop_words).union(*(index[pos] for pos in ("verb", "adj", "adv", "noun")))
