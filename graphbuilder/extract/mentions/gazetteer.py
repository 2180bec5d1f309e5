"""The gazetteer: countries with their demonyms, peoples, places and international organizations, by their English names.

    gazetteer = load_gazetteer()
    for match in gazetteer.find(tree.words):      # longest first, from the left, no overlap: countries,
                                                  # territories, regions, seas, peoples, faiths, organizations
        match.start, match.end                    # tokens, end exclusive
        match.senses[0].entry.name, .label, .iso3, .wikidata   # "Russia", "Country", "RUS", "Q159"; .group for peoples and faiths
        match.senses[0].form                      # "name", "adjective" (Russian), "person" (a Russian), "people" (Russians)
        match.senses[0].ambiguous                 # Georgia, Jordan, Apple ...: trust it where the model's label agrees
    gazetteer.look_up("U.S.")                     # the senses of one surface form, () if unknown
    gazetteer.places("Cambridge")                 # cities, regions and US states of that name, most usual first, () if unknown
    gazetteer.place("Moscow")                     # the one that the bare name means; None if unknown or if states share the name
    gazetteer.state_in("South Lebanon")           # the code of the one state that a longer name holds, None for none or several
    gazetteer.country("RUS")                      # the entry of a state by its code
    gazetteer.capital("RUS")                      # that of its capital

Tokens are compared without the spaces between them, so a form is found however its hyphens, dots and apostrophes are split
("Guinea-Bissau", "N. Korea", "People's Republic"). A capital letter of a form must be a capital in the text: "polish" and "us"
are no nationality and no state, "Us" is none either, and "RUSSIA" is Russia. The tables are in graphbuilder/data; docs/data.md
names source and licence of each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, cast

if TYPE_CHECKING:
    from graphbuilder.model import Label

Form = Literal["name", "adjective", "person", "people"]
WORD = re.compile(r"[\w.]+|[^\w\s]")
START = 3  # letters of a form by which a token is passed over quickly
REGION_WEIGHT = 300_000  # a region counts as a city of so many people
CAPITAL_WEIGHT = 3  # a capital counts as a city so many times as large
LARGE = 100_000  # people: a smaller place is not called by another name in capitals
LONGEST_ACRONYM = 3  # letters of a name in capitals that is no place's
CLEAR = 3  # the place that a bare name means is so many times as large as its namesakes in other states


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A thing that a table knows. `iso3` is set for a Country, `country` is the state that anything else belongs to.

    `capital` marks the capital (or seat of government) of `country`; `population` orders the cities of one name.
    """

    name: str
    label: Label
    iso3: str | None = None
    country: str | None = None
    wikidata: str | None = None
    group: bool = False
    capital: bool = False
    population: int = 0

    @property
    def code(self) -> str | None:
        """The code of the state that it is or belongs to."""
        return self.iso3 or self.country


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """What a surface form may mean: an entry, by its name, its adjective or the word for its people."""

    entry: Entry
    form: Form
    surface: str
    ambiguous: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Tokens `start` to `end` (exclusive) are a known form; `senses` has the most usual one first."""

    start: int
    end: int
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Known names by their key (lower case, no spaces). `starts` maps the first letters of the forms to their greatest length."""

    known: dict[str, tuple[Sense, ...]]
    starts: dict[str, int]
    states: dict[str, Entry]

    def find(self, words: Sequence[str]) -> Iterator[Match]:
        """Yield the known forms in a list of tokens, longest first, from the left, without overlap."""
        start = 0
        while start < len(words):
            longest = self.starts.get(_beginning(words[start]))
            match = None if longest is None else self._at(words, start, longest)
            if match is not None:
                yield match
            start = start + 1 if match is None else match.end

    def _at(self, words: Sequence[str], start: int, longest: int) -> Match | None:
        joined, best = "", None
        for end in range(start, len(words)):
            joined += key(words[end])
            if len(joined) > longest:
                break
            senses = self.look_up("".join(words[start : end + 1])) if joined in self.known else ()
            if senses:
                before_hyphen = senses[0].surface.endswith("-") and end > start
                best = Match(start=start, end=end if before_hyphen else end + 1, senses=senses)
        return best

    def look_up(self, surface: str) -> tuple[Sense, ...]:
        """Return the senses of a surface form; its capital letters count."""
        senses = self.known.get(key(surface))
        if senses is None:
            return ()
        plain = squeeze(surface)
        return tuple(sense for sense in senses if _capitals_agree(squeeze(sense.surface), plain))

    def places(self, name: str) -> tuple[Entry, ...]:
        """Return the cities, regions and US states of this name, most usual first; "GAO" is no city, nor is "COMAC"."""
        found = _places(key(name))
        if not name.isupper():
            return found
        named = len(name) > LONGEST_ACRONYM
        return tuple(e for e in found if e.name.isupper() or (named and (key(e.name) == key(name) or e.population >= LARGE)))

    def is_place(self, name: str) -> bool:
        """Return True if a name, in any case, is a place's, a state's or its people's."""
        senses = self.known.get(key(name), ())
        return any(sense.entry.label in ("Country", "Place") for sense in senses) or bool(self.places(name))

    def place(self, name: str) -> Entry | None:
        """Return the place that the bare name means: None if none is known, or if states have places of that name of like size."""
        found = self.places(name)
        if not found:
            return None
        rivals = [_weight(entry) for entry in found if entry.country != found[0].country]
        return found[0] if not rivals or _weight(found[0]) > CLEAR * max(rivals) else None

    def state_in(self, name: str) -> str | None:
        """Return the code of the one state that a longer name holds ("Latvian Constitutional Court": LVA), None for none or several."""
        codes = {sense.entry.code for match in self.find(WORD.findall(name)) for sense in match.senses if not sense.ambiguous}
        return codes.pop() if len(codes) == 1 else None

    def country(self, iso3: str) -> Entry | None:
        """Return the state with this ISO 3166-1 alpha-3 code."""
        return self.states.get(iso3)

    def capital(self, iso3: str) -> Entry | None:
        """Return the capital of the state with this code, None if it has several or none is known."""
        name = _capitals().get(iso3)
        return None if name is None else next((e for e in self.places(name) if e.country == iso3 and e.capital), None)


def _beginning(word: str) -> str:
    """Return the first letters by which a form is passed over quickly: few forms begin with a small letter."""
    return word[0] + word[1:START].lower()


def squeeze(text: str) -> str:
    """Return the text without spaces and with straight apostrophes."""
    return "".join(text.split()).replace("’", "'")


def key(text: str) -> str:
    """Return what a form is found by: lower case, no spaces, straight apostrophes."""
    return squeeze(text).lower()


def _capitals_agree(form: str, text: str) -> bool:
    return len(form) == len(text) and all(b.isupper() for a, b in zip(form, text, strict=True) if a.isupper())


@cache
def load_gazetteer() -> Gazetteer:
    """Read the tables and return the gazetteer; the second call returns the same one."""
    known: dict[str, tuple[Sense, ...]] = {}
    states: dict[str, Entry] = {}
    for name, label, iso3, country, wikidata, names, adjectives, nouns in _rows("countries.tsv"):
        entry = Entry(name=name, label=cast("Label", label), iso3=iso3 or None, country=country or None, wikidata=wikidata or None)
        if iso3:
            states[iso3] = entry
        _add(known, entry, "name", names)
        _add_demonyms(known, entry, adjectives, nouns)
    for name, country, wikidata, names in _rows("organisations.tsv"):
        _add(known, Entry(name=name, label="Organization", country=country or None, wikidata=wikidata or None), "name", names)
    for region, forms in _regions():
        _add(known, region, "name", "|".join(form for form in forms if not form.endswith("?")))
    for name, country, adjectives, nouns in _rows("peoples.tsv"):
        _add_demonyms(known, Entry(name=name, label="Organization", country=country or None, group=True), adjectives, nouns)
    starts: dict[str, int] = {}
    for form, senses in known.items():
        for first in {first for sense in senses for first in (sense.surface[0], sense.surface[0].upper())}:
            for size in range(1, START + 1):
                beginning = first + form[1:size]
                starts[beginning] = max(starts.get(beginning, 0), len(form))
    return Gazetteer(known, starts, states)


def _add(known: dict[str, tuple[Sense, ...]], entry: Entry, form: Form, cell: str) -> None:
    for surface in cell.split("|") if cell else ():
        plain = surface.removesuffix("?")
        sense = Sense(entry=entry, form=form, surface=plain, ambiguous=plain != surface)
        before = known.get(key(plain), ())
        if sense not in before:
            known[key(plain)] = (*before, sense)


def _add_demonyms(known: dict[str, tuple[Sense, ...]], entry: Entry, adjectives: str, nouns: str) -> None:
    _add(known, entry, "adjective", adjectives)
    for noun in nouns.split("|") if nouns else ():
        person, people = noun.split("/")
        _add(known, entry, "person", person)
        _add(known, entry, "people", people)


@cache
def _regions() -> tuple[tuple[Entry, list[str]], ...]:
    """The regions with their names; one that ends in `?` is more often a city's or a person's and is found as a place only."""
    rows = _rows("regions.tsv")
    return tuple((Entry(name=n, label="Place", country=c or None, wikidata=w or None), names.split("|")) for n, c, w, names in rows)


@cache
def _regions_by_name() -> dict[str, list[Entry]]:
    by_name: dict[str, list[Entry]] = {}
    for region, names in _regions():
        for name in names:
            by_name.setdefault(key(name.removesuffix("?")), []).append(region)
    return by_name


@cache
def _located() -> dict[str, list[str]]:
    """The lines of the cities by each of their names; to make records of all would take too long."""
    located: dict[str, list[str]] = {}
    for line in _lines("cities.tsv"):
        name, names, _ = line.split("\t", 2)
        located.setdefault(key(name), []).append(line)
        for other in names.split("|") if names else ():
            located.setdefault(key(other), []).append(line)
    return located


@cache
def _capitals() -> dict[str, str]:
    """The names of the capitals by the code of their state; of a state with several seats of government none."""
    found: dict[str, list[str]] = {}
    for line in _lines("cities.tsv"):
        if "\tcapital\t" in line:
            name, _, country, *_ = line.split("\t")
            found.setdefault(country, []).append(name)
    return {country: names[0] for country, names in found.items() if len(names) == 1}


@cache
def _places(name: str) -> tuple[Entry, ...]:
    territories = [sense.entry for sense in load_gazetteer().known.get(name, ()) if sense.form == "name" and sense.entry.label == "Place"]
    cities = [
        Entry(name=row[0], label="Place", country=row[2] or None, wikidata=row[3] or None, capital=bool(row[4]), population=int(row[5]))
        for row in (line.split("\t") for line in _located().get(name, ()))
    ]
    return tuple(sorted(dict.fromkeys([*territories, *_regions_by_name().get(name, ()), *cities]), key=lambda entry: -_weight(entry)))


def _weight(entry: Entry) -> int:
    return entry.population * (CAPITAL_WEIGHT if entry.capital else 1) or REGION_WEIGHT


def _rows(table: str) -> Iterator[list[str]]:
    return (line.split("\t") for line in _lines(table))


def _lines(table: str) -> list[str]:
    return files("graphbuilder.data").joinpath(table).read_text(encoding="utf-8").split("\n")[2:-1]
