"""Names that must and must not be one entity: no two states ever become one, and hardly anything else does."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from stories import story

from graphbuilder.extract.mentions.gazetteer import load_gazetteer
from graphbuilder.ontology import load_ontology
from graphbuilder.resolve.derive import derive

TABLE = Path(__file__).parent / "data" / "names.tsv"


class Pair(NamedTuple):
    same: bool
    a: str
    b: str
    others: tuple[str, ...]


PAIRS = [
    Pair(verdict == "same", a, b, tuple(rest[0].split(" || ")) if rest else ())
    for verdict, a, b, *rest in (
        line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")
    )
]
COUNTRIES = [pair for pair in PAIRS if pair.a.startswith("Country") and pair.b.startswith("Country")]


def linked(spec: str) -> str:
    """Return the spec of a country with code and Wikidata id of the gazetteer."""
    label, _, name = spec.partition(": ")
    senses = load_gazetteer().look_up(name) if label == "Country" and "#" not in spec else ()
    entry = senses[0].entry if senses else None
    return spec if entry is None else f"{spec} @{entry.iso3} #{entry.wikidata}"


def are_one(pair: Pair, *, link: bool = True) -> bool:
    texts = (pair.a, pair.b, *pair.others)
    documents = [
        story(f"d{number}", *(linked(thing) if link else thing for thing in text.split(" & "))) for number, text in enumerate(texts)
    ]
    entity_of = {resolution.local: resolution.entity for resolution in derive(documents, [], load_ontology()).resolutions}
    return entity_of[documents[0].entities[0].id] == entity_of[documents[1].entities[0].id]


def test_there_are_enough_pairs() -> None:
    assert len(PAIRS) >= 120
    assert len(COUNTRIES) >= 40


@pytest.mark.parametrize("link", [True, False])
def test_no_two_countries_become_one(link: bool) -> None:
    assert [(pair.a, pair.b) for pair in COUNTRIES if not pair.same and are_one(pair, link=link)] == []


def test_names_of_one_country_are_one() -> None:
    assert [(pair.a, pair.b) for pair in COUNTRIES if pair.same and not are_one(pair)] == []


def test_wrong_merges_are_at_most_one_in_fifty() -> None:
    wrong = [(pair.a, pair.b) for pair in PAIRS if not pair.same and are_one(pair)]
    assert len(wrong) <= 0.02 * len(PAIRS), wrong


def test_duplicates_are_at_most_one_in_twenty() -> None:
    missed = [(pair.a, pair.b) for pair in PAIRS if pair.same and not are_one(pair)]
    assert len(missed) <= 0.05 * len(PAIRS), missed
