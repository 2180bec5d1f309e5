"""Classes of words by which events are found; they are data (`data/events.toml`)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventWords:
    """What the data file says: kinds of events by the heads that name, describe or return to one, and classes of words.

    `alike` maps a noun to those that may return to it.
    `triggers` are all forms, singular and plural, at which a name or a description of an event may be found.
    """

    proper: Mapping[str, str]
    named: Mapping[str, str]
    nouns: Mapping[str, str]
    later: Mapping[str, Words]
    alike: Mapping[str, Words]
    plural: Words
    before: Mapping[str, str]
    known: Mapping[tuple[str, ...], str]
    behind: Mapping[str, Words]
    loose: Words
    never: Words
    general: Words
    happen: Words
    arrange: Words
    gather: Words
    strike: Words
    deed: Words
    share: Words
    triggers: Words


@cache
def load_event_words() -> EventWords:
    """Return the packaged classes of words."""
    data = tomllib.loads(files("graphbuilder.data").joinpath("events.toml").read_text(encoding="utf-8"))
    kinds, phrases = data["kinds"], data["phrases"]
    proper, named, nouns, before = (
        {word: kind for kind, text in tables.items() for word in text.split()}
        for tables in ({k: v["proper"] for k, v in kinds.items()}, {k: v["named"] for k, v in kinds.items()},
                       {k: v["nouns"] for k, v in kinds.items()}, data["before"])
    )  # fmt: skip
    later: dict[str, set[str]] = {}
    for kind, lists in kinds.items():
        for word in lists["later"].split():
            later.setdefault(word, set()).add(kind)
    known = {tuple(form.split()): kind for kind, text in data["known"].items() for form in text.split("|")}
    alike: dict[str, set[str]] = {}
    for group in phrases.pop("alike").split("|"):
        for word in group.split():
            alike.setdefault(word, set()).update(group.split())
    singular = {*alike, *proper, *named, *nouns, *later}
    return EventWords(
        proper=proper,
        named=named,
        nouns=nouns,
        later={word: frozenset(found) for word, found in later.items()},
        alike={word: frozenset(found) for word, found in alike.items()},
        plural=frozenset(word for lists in kinds.values() for word in lists["plural"].split()),
        before=before,
        known=known,
        behind={head: frozenset(text.split()) for head, text in data["behind"].items()},
        **{name: frozenset(text.split()) for name, text in phrases.items()},
        triggers=frozenset({*singular, *(f"{word}s" for word in singular), *before, *(form[0] for form in known)}),
    )


def singular(word: str, words: Mapping[str, object]) -> str | None:
    """Return the form of a lower-cased word that `words` has: itself, or without the s of the plural."""
    if word in words:
        return word
    return word[:-1] if word.endswith("s") and word[:-1] in words else None
