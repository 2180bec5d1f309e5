"""The gazetteer: which forms it knows, which it must not know, and where a bare place name lies."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import graphbuilder as package
from graphbuilder.extract.mentions.gazetteer import load_gazetteer

GAZETTEER = load_gazetteer()


def found(text: str) -> list[tuple[str, str, str, str | None]]:
    """The matches in a text of tokens with spaces between them: words, canonical name, form, code."""
    words = text.split()
    return [
        (" ".join(words[m.start : m.end]), m.senses[0].entry.name, m.senses[0].form, m.senses[0].entry.code) for m in GAZETTEER.find(words)
    ]


@pytest.mark.parametrize(
    ("text", "name", "form", "code"),
    [
        ("Russia", "Russia", "name", "RUS"),
        ("RUSSIA", "Russia", "name", "RUS"),
        ("N.Korea", "North Korea", "name", "PRK"),
        ("N. Korea", "North Korea", "name", "PRK"),
        ("DPRK", "North Korea", "name", "PRK"),
        ("U.S.", "United States", "name", "USA"),
        ("US", "United States", "name", "USA"),
        ("Türkiye", "Turkey", "name", "TUR"),
        ("Burma", "Myanmar", "name", "MMR"),
        ("Guinea - Bissau", "Guinea-Bissau", "name", "GNB"),
        ("Guinea", "Guinea", "name", "GIN"),
        ("Côte d’Ivoire", "Ivory Coast", "name", "CIV"),
        ("People 's Republic of China", "China", "name", "CHN"),
        ("Democratic Republic of the Congo", "Democratic Republic of the Congo", "name", "COD"),
        ("Soviet Union", "Soviet Union", "name", "SUN"),
        ("Dutch", "Netherlands", "adjective", "NLD"),
        ("Dutchman", "Netherlands", "person", "NLD"),
        ("Frenchmen", "France", "people", "FRA"),
        ("Americans", "United States", "people", "USA"),
        ("Palestinians", "Palestine", "people", "PSE"),
        ("Kosovars", "Kosovo", "people", "XKX"),
        ("Kurdish", "Kurds", "adjective", None),
        ("Shi'ite Muslims", "Shiites", "people", None),
        ("UN", "United Nations", "name", None),
        ("U.N. Security Council", "UN Security Council", "name", None),
        ("WHO", "World Health Organization", "name", None),
        ("Hezbollah", "Hezbollah", "name", "LBN"),
    ],
)
def test_knows(text: str, name: str, form: str, code: str | None) -> None:
    assert found(text) == [(text, name, form, code)]


@pytest.mark.parametrize("text", ["us", "Us", "who", "Who", "polish", "turkey", "china", "pole", "turk", "it is", "Korea", "and"])
def test_does_not_know(text: str) -> None:
    assert found(text) == []


def test_finds_the_longest_form_from_the_left() -> None:
    text = "South Korean and North Macedonian troops left Papua New Guinea for New Mexico and Latin America"
    names = ["South Korea", "North Macedonia", "Papua New Guinea", "New Mexico", "Latin America"]
    assert [name for _, name, _, _ in found(text)] == names


def test_combining_form_counts_before_a_hyphen_only() -> None:
    assert found("the Sino - Russian border")[0] == ("Sino", "China", "adjective", "CHN")
    assert found("General Franco said") == []


@pytest.mark.parametrize("surface", ["Georgia", "Jordan", "Chad", "Congo", "Dominican"])
def test_marks_what_often_means_something_else(surface: str) -> None:
    assert all(sense.ambiguous for sense in GAZETTEER.look_up(surface))


def test_look_alikes_are_different_states() -> None:
    pairs = [
        ("Niger", "Nigeria"),
        ("Austria", "Australia"),
        ("North Korea", "South Korea"),
        ("Guinea", "Guinea-Bissau"),
        ("Sudan", "South Sudan"),
    ]
    pairs += [("Nigerien", "Nigerian"), ("Dominica", "Dominican Republic"), ("Slovakia", "Slovenia"), ("Iran", "Iraq"), ("Mali", "Malawi")]
    for a, b in pairs:
        [first, *_], [second, *_] = GAZETTEER.look_up(a), GAZETTEER.look_up(b)
        assert first.entry.code != second.entry.code


def test_every_state_has_its_own_wikidata_id() -> None:
    ids = [entry.wikidata for entry in GAZETTEER.states.values()]
    assert len(set(ids)) == len(ids) > 195
    assert None not in ids


@pytest.mark.parametrize(
    ("name", "country", "wikidata", "capital"),
    [
        ("Moscow", "RUS", "Q649", True),
        ("Kiev", "UKR", "Q1899", True),
        ("Kyiv", "UKR", "Q1899", True),
        ("Washington", "USA", "Q61", True),
        ("New York", "USA", "Q60", False),
        ("St. Petersburg", "RUS", "Q656", False),
        ("Georgia", "USA", "Q1428", False),
        ("Texas", "USA", "Q1439", False),
        ("Hong Kong", "CHN", "Q8646", False),
        ("Crimea", "UKR", "Q7835", False),
        ("Bogota", "COL", "Q2841", True),
        ("Khan Younis", "PSE", None, False),
        ("Frankfurt", "DEU", None, False),
        ("Kashmir", None, "Q43100", False),
    ],
)
def test_place_of_a_bare_name(name: str, country: str | None, wikidata: str | None, capital: bool) -> None:
    place = GAZETTEER.place(name)
    assert place is not None
    assert (place.country, place.wikidata, place.capital) == (country, wikidata, capital)


@pytest.mark.parametrize("name", ["Cambridge", "Valencia", "Punjab", "Nowhere in particular"])
def test_no_place_where_states_share_the_name(name: str) -> None:
    assert GAZETTEER.place(name) is None


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Latvian Constitutional Court", "LVA"),
        ("Pakistan International Airlines", "PAK"),
        ("South Lebanon", "LBN"),
        ("University of Texas", "USA"),
        ("Franco-German Brigade", None),
        ("Gulf of Mexico", None),
        ("Latin American Parliament", None),
        ("Jordan Brand", None),
        ("Constitutional Court", None),
    ],
)
def test_state_that_a_longer_name_holds(name: str, state: str | None) -> None:
    assert GAZETTEER.state_in(name) == state


def test_places_of_one_name_are_all_there() -> None:
    assert {entry.country for entry in GAZETTEER.places("Tripoli")} >= {"LBY", "LBN"}


def test_regions_named_as_cities_are_places_only() -> None:
    assert found("New York and Washington and Victoria") == []
    assert {entry.wikidata for entry in GAZETTEER.places("Washington")} >= {"Q61", "Q1223"}


def test_the_documentation_counts_the_rows_of_every_table() -> None:
    data = Path(package.__file__).parent / "data"
    rows = {path.name: len(path.read_text(encoding="utf-8").splitlines()) - 2 for path in data.glob("*.tsv")}
    documented = re.findall(
        r"^\| `(\w+\.tsv)` \| ([\d,]+) \|", (Path(__file__).parent.parent / "docs" / "data.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert {name: int(count.replace(",", "")) for name, count in documented} == rows
