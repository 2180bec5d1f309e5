"""Events are found by name and by description, are one thing where they are one, and say where and when. Published: Friday, 5 July 2024."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.extract.events.find import _finer, _meet
from graphbuilder.model import Document, Extraction

if TYPE_CHECKING:
    from spacy.language import Language

# text => the events with their time, in the order of the text
FOUND = """
Argentina won the 2022 World Cup in Qatar. => 2022 World Cup @2022
Indonesia hosted the G20 summit. => G20 summit
The Russia-Ukraine war dominated the talks. => Russia-Ukraine war
COP29 will be held in Baku in November. => COP29 @2024-11
Hurricane Melissa made landfall in Jamaica. => Hurricane Melissa
Operation Inherent Resolve has cost billions. => Operation Inherent Resolve
He wrote about the Battle of Stalingrad and the Second World War. => Battle of Stalingrad; Second World War
The Treaty of Lisbon was signed in 2007. => Treaty of Lisbon @2007
Cristiano Ronaldo played at Euro 2024. => Euro 2024 @2024
The Cannes Film Festival opened on Tuesday. => Cannes Film Festival @2024-07-02
The leaders will attend a three-day summit in Vilnius next week. => summit in Vilnius @2024-07-08/2024-07-14
A two-day summit on artificial intelligence opened in Seoul on Tuesday. => summit in Seoul @2024-07-02/2024-07-03
The leaders come to the alliance's summit in the US capital next week. => summit in Washington @2024-07-08/2024-07-14
The Madrid conference of 1991 failed. => Madrid conference @1991
The war in Gaza, which began on 7 October 2023, goes on. => war in Gaza @2023-10-07/..
A powerful earthquake struck Morocco on 8 September 2023. => earthquake in Morocco @2023-09-08
Nine people died in a plane crash near Kathmandu on Wednesday. => plane crash near Kathmandu
The trial of Ratko Mladic in The Hague lasted five years. => trial in The Hague
India's general election ended on 1 June. => India's general election @2024-06-01
The UN climate conference in Dubai, known as COP28, ended with a deal. => UN climate conference
The Vilnius summit, which Sweden attended, ended early. NATO had prepared the summit for months. => Vilnius summit
A fire at the Grenfell Tower killed 72 people. The blaze began in a refrigerator. => fire at the Grenfell Tower
A summit in Vilnius is planned. The Vilnius summit will last two days. => summit in Vilnius
A conference in Rome ended on Monday, and a conference in Paris will open next week. => conference in Rome @2024-07-01; conference in Paris @2024-07-08/2024-07-14
"""

# What is no event: no mention of a thing of this label.
NONE = """
The first in a series of strikes hit the railway.
The race for the White House is close.
The party in Berlin went on until six.
The strike price of the shares was $12.
The patrol came under fire near Kidal.
He had a heart attack in Paris on Monday.
Any summit in Vilnius would be too early.
The stock market crash hit London.
The firm began a clinical trial in Oslo.
The African National Congress lost its majority.
The War Crimes Tribunal adjourned.
Epic Games sued Apple.
Talks between Armenia and Azerbaijan broke down in Almaty.
Russia's attack on Kharkiv killed six people on Monday.
"""

# text => claims
CLAIMS = """
Justin Trudeau and Olaf Scholz took part in the G7 summit in Hiroshima. => Justin Trudeau PARTICIPATES_IN G7 summit; Olaf Scholz PARTICIPATES_IN G7 summit; G7 summit TAKES_PLACE_IN Hiroshima
Dozens of countries, including France and Japan, attended the G20 summit. => France PARTICIPATES_IN G20 summit; Japan PARTICIPATES_IN G20 summit
Joe Biden skipped the peace summit in Switzerland. => not Joe Biden PARTICIPATES_IN peace summit in Switzerland; peace summit in Switzerland TAKES_PLACE_IN Switzerland
Xi Jinping did not go to the Kazan summit. => not Xi Jinping PARTICIPATES_IN Kazan summit; Kazan summit TAKES_PLACE_IN Kazan
The leaders gather in Washington for a summit, which Joe Biden will host. => Joe Biden HOSTS summit in Washington; summit in Washington TAKES_PLACE_IN Washington
Turkey was hit by an earthquake last year. => earthquake in Turkey TAKES_PLACE_IN Turkey
Kenya withdrew from the Commonwealth Games in Birmingham. => Kenya WITHDRAWS_FROM Commonwealth Games; Commonwealth Games TAKES_PLACE_IN Birmingham
"""


def rows(table: str) -> list[tuple[str, list[str]]]:
    parts = (line.partition(" => ") for line in table.strip().splitlines())
    return [(text, wanted.split("; ") if wanted else []) for text, _, wanted in parts]


def extracted(text: str, nlp: Language) -> Extraction:
    return extract_document(Document(id="d", hash="d", text=text, published="2024-07-05"), nlp)


def events(extraction: Extraction) -> list[str]:
    found = [e for e in extraction.entities if e.label == "Event"]
    return [f"{e.name} @{e.time}" if e.time is not None else e.name for e in found]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), rows(FOUND))
def test_events_are_found_with_name_and_time(text: str, wanted: list[str], nlp: Language) -> None:
    found = events(extracted(text, nlp))
    timed = any("@" in event for event in wanted)
    assert (found if timed else [event.partition(" @")[0] for event in found]) == wanted


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), rows(NONE))
def test_what_is_no_event_is_none(text: str, wanted: list[str], nlp: Language) -> None:
    assert events(extracted(text, nlp)) == wanted


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), rows(CLAIMS))
def test_claims_about_events(text: str, wanted: list[str], nlp: Language) -> None:
    extraction = extracted(text, nlp)
    names = {e.id: e.name for e in extraction.entities}
    found = {f"{'not ' if c.polarity == 'negative' else ''}{names[c.subject]} {c.type} {names[c.object]}" for c in extraction.claims}
    assert found == set(wanted)


@pytest.mark.model
def test_a_described_event_has_its_noun_and_the_noun_after_its_place_as_aliases(nlp: Language) -> None:
    (event,) = (e for e in extracted("A summit in Vilnius is planned.", nlp).entities if e.label == "Event")
    assert event.aliases == ("Vilnius summit", "summit", "summit in Vilnius")


@pytest.mark.model
def test_an_organization_in_the_name_of_an_event_is_no_entity_and_the_event_is_a_nominal_mention_later(nlp: Language) -> None:
    extraction = extracted("The G20 summit opened in Bali. Indonesia had prepared the summit for a year.", nlp)
    assert [(e.name, e.label) for e in extraction.entities] == [("G20 summit", "Event"), ("Bali", "Place"), ("Indonesia", "Country")]
    event = extraction.entities[0].id
    assert [(m.evidence.quote, m.kind) for m in extraction.mentions if m.entity == event] == [("G20 summit", "name"), ("summit", "nominal")]


@pytest.mark.parametrize(
    ("a", "b", "meet", "finer"),
    [
        ("2024", "2024-07", True, "2024-07"),
        ("2024-07-05", "2024-07-06", False, None),
        ("2024-07-08/2024-07-14", "2024-07-09", True, "2024-07-09"),
        ("2022/..", "2023", True, "2023"),
        ("2024-23", "2024-10", True, "2024-10"),
        ("../1945", "1950", False, None),
    ],
)
def test_times_of_one_event_may_differ_in_how_fine_they_are(a: str, b: str, meet: bool, finer: str | None) -> None:
    assert _meet(a, b) is meet
    assert _meet(b, a) is meet
    if finer is not None:
        assert _finer(a, b) == finer
