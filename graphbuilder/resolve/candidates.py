"""What decides about a local entity, and the blocks in which it meets its candidates: never all pairs.

A local entity stands in the block of its name (`block_key` of its canonical words) and offers the short forms of its name
(surname, acronym, the aliases of its document) in theirs. Blocks hold distinct traits, not documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.gazetteer import load_gazetteer
from graphbuilder.extract.mentions.lexicon import load_lexicon
from graphbuilder.model import make_id
from graphbuilder.resolve.normalize import REMEMBERED, Words, block_key, canonical, common_given, field_of, initials, is_generic, tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphbuilder.model import Document, Extraction, Label, LocalEntity

MAX_OFFERS = 32  # names that offer one short form; above, the short form alone says nothing
LONGEST_DOUBTFUL = 3  # letters; many things share an acronym as short as this
HOME = 2 / 3  # a document is about a state to which this part of the things belongs that belong to any


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What decisions about a local entity look at. Local entities of equal traits are decided alike, where context is not asked.

    `words` and `short` are canonical words joined by spaces; `acronym` has the three letters that its words suggest, which say so little
    that company must agree; `time` is of an Event: first and last day it may have.
    """

    words: str
    label: Label
    group: bool = False
    wikidata: str | None = None
    country: str | None = None
    fields: tuple[str, ...] = ()
    time: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    acronym: str | None = None
    id: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        values = (self.words, self.label, self.group, self.wikidata, self.country, self.fields, self.time, self.short, self.acronym)
        object.__setattr__(self, "id", make_id("traits", *values))

    @property
    def block(self) -> str:
        """The key of the block of its name."""
        return block_key(tuple(self.words.split()))

    @property
    def offers(self) -> tuple[str, ...]:
        """The keys of the blocks in which it offers a short form."""
        return offers(self.short, self.acronym)

    @property
    def mark(self) -> str:
        """What being named beside it is worth as context."""
        return mark(self.words, self.label, self.wikidata, self.country)


def offers(short: Iterable[str], acronym: str | None) -> tuple[str, ...]:
    """Return the keys of the blocks in which short forms and a doubtful acronym are offered."""
    forms = {*short, *(() if acronym is None else (acronym,))}
    return tuple(sorted({block_key(tuple(form.split())) for form in forms}))


def mark(words: str, label: str, wikidata: str | None, country: str | None) -> str:
    """Return the mark of a thing as context for others: Wikidata id, else name; of a country its code after =."""
    return f"={country}" if label == "Country" and country is not None else wikidata or words


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Traits with the number of local entities that have them, and the smallest id of those.

    Of linked ones nothing depends on how many they are: they count as one, and the Wikidata id stands first.
    """

    traits: Traits
    locals: int
    first: str

    @classmethod
    def of(cls, traits: Traits, *, locals: int, first: str) -> Card:  # noqa: A002
        """Return the card of traits that so many local entities have."""
        return (
            cls(traits=traits, locals=locals, first=first)
            if traits.wikidata is None
            else cls(traits=traits, locals=1, first=traits.wikidata)
        )


def traits_of(extraction: Extraction) -> dict[str, Traits]:
    """Return the traits of the local entities of a document, by their ids."""
    fields: dict[str, set[str]] = defaultdict(set)
    for claim in extraction.claims:
        if claim.role is not None and (known := field_of(claim.role)) is not None:
            fields[claim.subject].add(known)
    home = _home(extraction.entities)
    return {local.id: _traits(local, extraction.document, tuple(sorted(fields[local.id])), home) for local in extraction.entities}


def _home(entities: Iterable[LocalEntity]) -> str | None:
    """Return the state to which most of the things that a document names belong, None if it is not clear."""
    codes = Counter(code for local in entities if (code := local.iso3 or local.country) is not None)
    code, count = max(codes.items(), key=lambda item: item[1], default=(None, 0))
    return code if count >= HOME * codes.total() else None


def _traits(local: LocalEntity, document: Document, fields: tuple[str, ...], home: str | None) -> Traits:
    """Return the traits of a local entity; `home` is the state that its document is about, if it is one."""
    words, country = canonical(local.name, local.label) or (local.name,), local.iso3 or local.country
    if local.label == "Organization" and not local.group and local.wikidata is None:
        words, country = _body(local.name, words, country)
        if country is None and is_generic(words):
            country = home
    short = {" ".join(form) for form in _short_forms(local, words) if _size(form) < _size(words)}
    acronym = initials(words) if local.label == "Organization" and not (local.group or is_generic(words)) else None
    if acronym is not None and len(acronym) > LONGEST_DOUBTFUL:
        short.add(acronym)
    return Traits(
        words=" ".join(words),
        label=local.label,
        group=local.group,
        wikidata=local.wikidata,
        country=country,
        fields=fields if local.label == "Person" else (),
        time=_days(local, document) if local.label == "Event" else (),
        short=tuple(sorted(short)),
        acronym=acronym if acronym is not None and len(acronym) <= LONGEST_DOUBTFUL and acronym not in short else None,
    )


def _body(name: str, words: Words, country: str | None) -> tuple[Words, str | None]:
    """Return words and country of an organisation; of a body named by its state and its kind, the kind and the state.

    So "Russian Defence Ministry", "Ministry of Defence of Russia" and Russia's "Ministry of Defence" are one name.
    """
    parts = name.removeprefix("the ").removeprefix("The ").split()
    for size in range(1, min(4, len(parts))):
        for state, rest in ((parts[:size], parts[size:]), (parts[-size:], parts[:-size])):
            code = _state(" ".join(state))
            if code is not None and country in (None, code) and is_generic(kind := canonical(" ".join(rest), "Organization")):
                return kind, code
    return words, country


@lru_cache(maxsize=REMEMBERED)
def _state(name: str) -> str | None:
    return next((sense.entry.iso3 for sense in load_gazetteer().look_up(name.removesuffix("'s").removesuffix("’s"))), None)


def _size(words: Words) -> int:
    return sum(map(len, words))


def _days(local: LocalEntity, document: Document) -> tuple[str, ...]:
    """Return the first and last day of an event; one that is only described took place about when the text was published."""
    time = local.time or (document.published if local.name[:1].islower() else None)
    if time is None:
        return ()
    first, _, last = time.partition("/")
    first, last = (part.strip("?~%").split("T")[0] for part in (first, last or first))
    return _pad(first, "0000-01-01"), _pad(last, "9999-12-31")


def _pad(date: str, pattern: str) -> str:
    return pattern if date in ("", "..") else date + pattern[len(date) :]


def _short_forms(local: LocalEntity, words: Words) -> set[Words]:
    """Return the shorter forms of its name under which a thing may be met elsewhere."""
    if local.group or local.label == "Country" or (local.label == "Place" and local.wikidata is not None):
        return set()
    short = {canonical(alias, local.label) for alias in local.aliases}
    if local.label == "Person":
        short = {form for form in short if len(form) > 1 or not common_given().issuperset(form)} | _surnames(words)
    elif local.label == "Organization":
        short = {form for form in short if not is_generic(form)}
        if words[-1] in tables().kinds and len(words) > 1:
            short.add(words[:-1])
    elif local.label == "Event":
        short = {form for form in short if len(form) > 1}
    return short - {words, ()}


def _surnames(words: Words) -> set[Words]:
    """Return surname, first and last name, initial and surname of a full name."""
    table = tables()
    short: set[Words] = set()
    if len(words) > 1 and words[-1] in table.generations:
        words = words[:-1]
        short.add(words)
    if len(words) < 2 or words[0] in table.regnal:
        return short
    if words[0] in load_lexicon().family and words[-1] not in load_lexicon().family:
        short.add(words[:1])
    start = len(words) - 1
    while start > 1 and words[start - 1] in table.particles:
        start -= 1
    short |= {words[-1:], words[start:], (words[0][0], *words[start:])}
    if start > 1:
        short.add((words[0], *words[start:]))
        short |= {words[start - 1 :]} if len(words[start - 1]) > 1 else set()
    return short
