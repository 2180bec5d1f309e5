"""Where claims happen, what lies in what, and the capitals that a text names by their state."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.model import Document, Extraction

if TYPE_CHECKING:
    from spacy.language import Language

# text => a claim and where it happens, - for nowhere
HAPPENS = """
French troops clashed with Tuareg rebels near Kidal. => France ATTACKS Tuareg rebels @ Kidal
In Geneva, Iran and the United States resumed their negotiations. => Iran NEGOTIATES_WITH United States @ Geneva
Antony Blinken flew to Cairo, where he met Abdel Fattah el-Sisi. => Antony Blinken MEETS Abdel Fattah el-Sisi @ Cairo
Sergei Lavrov was in Ankara, where Hakan Fidan received him. => Hakan Fidan HOSTS Sergei Lavrov @ Ankara
Joe Biden arrived in Vilnius and met Gitanas Nauseda. => Joe Biden MEETS Gitanas Nauseda @ Vilnius
Emmanuel Macron and Olaf Scholz met at a castle in Meseberg. => Emmanuel Macron MEETS Olaf Scholz @ Meseberg
Ukraine shelled a Russian base on the island of Snake Island. => Ukraine ATTACKS Russia @ Snake Island
The Geneva talks between Syria and Turkey failed. => Syria NEGOTIATES_WITH Turkey @ Geneva
Joe Biden met Xi Jinping at the G20 summit in Bali. => Joe Biden MEETS Xi Jinping @ Bali
At the White House, Donald Trump received Benjamin Netanyahu. => Donald Trump HOSTS Benjamin Netanyahu @ White House
King Charles welcomed Emperor Naruhito to London. => King Charles HOSTS Emperor Naruhito @ London
Iraq has arrested Islamic State fighters in Mosul. => Iraq ARRESTS Islamic State @ Mosul
The Kremlin accused Ukraine of attacking Russian ships in Sevastopol. => Kremlin ACCUSES Ukraine @ -
Albania has hosted Serbia at the request of the United States. => Albania HOSTS Serbia @ -
John Kerry will host ministers of the Global Coalition to Counter ISIL in Washington. => John Kerry HOSTS Global Coalition to Counter ISIL @ Washington
Indonesia hosted the G20 summit in Bali. => Indonesia HOSTS G20 summit @ -
"""

# text => every claim of LOCATED_IN
LIES = """
The army took the Al-Sinek neighborhood in Baghdad. => Al-Sinek LOCATED_IN Baghdad
Rebels hold Jabla in the northwest province of Latakia. => Jabla LOCATED_IN Latakia
The army shelled Syria's Aleppo. => Aleppo LOCATED_IN Syria
The National Museum in Baghdad reopened. => National Museum LOCATED_IN Baghdad
Paris and Lyon in France are cold. => Lyon LOCATED_IN France; Paris LOCATED_IN France
Near Bayji, one airstrike destroyed an Islamic State unit. => Islamic State LOCATED_IN Bayjī
The campaign against Boko Haram in Nigeria goes on. => Boko Haram LOCATED_IN Nigeria
Hezbollah fighters in southern Lebanon were hit. => Hezbollah LOCATED_IN Lebanon
The minister criticised Google in Paris. =>
French troops in Mali came under fire. =>
The fight against Boko Haram continues in Borno. => Boko Haram LOCATED_IN Borno
Aid reached Houthi-controlled areas in Yemen. => Houthis LOCATED_IN Yemen
Near Mosul, a strike destroyed an ISIL-held building. => Islamic State LOCATED_IN Mosul
Baalbek, a stronghold of Hezbollah, was bombed. => Hezbollah LOCATED_IN Baalbek
The fight against poverty continues in Kenya. =>
Government-held areas in Syria were quiet. =>
The Zaporizhzhia nuclear plant in southern Ukraine was shelled. => Zaporizhzhia LOCATED_IN Ukraine
Joe Biden met ECOWAS mediators in Conakry. =>
Rebels entered the Libyan capital on Friday. =>
He spoke of Israel's Gaza policy and Russia's Vladimir Putin. =>
She flew from Paris, Rome and Berlin to Spain. =>
"""


def read(text: str, nlp: Language) -> Extraction:
    return extract_document(Document(id="d", hash="d", text=text, published="2024-07-05"), nlp)


def rows(table: str) -> list[tuple[str, str]]:
    parts = (line.partition(" =>") for line in table.strip().splitlines())
    return [(text, wanted.strip()) for text, _, wanted in parts]


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), rows(HAPPENS))
def test_a_claim_says_where_it_happens(text: str, wanted: str, nlp: Language) -> None:
    extraction = read(text, nlp)
    names = {e.id: e.name for e in extraction.entities}
    found = [f"{names[c.subject]} {c.type} {names[c.object]} @ {names.get(c.place or '', '-')}" for c in extraction.claims]
    assert wanted in found


@pytest.mark.model
@pytest.mark.parametrize(("text", "wanted"), rows(LIES))
def test_places_lie_in_places(text: str, wanted: str, nlp: Language) -> None:
    extraction = read(text, nlp)
    names = {e.id: e.name for e in extraction.entities}
    found = sorted(f"{names[c.subject]} {c.type} {names[c.object]}" for c in extraction.claims if c.type == "LOCATED_IN")
    assert found == (wanted.split("; ") if wanted else [])


@pytest.mark.model
def test_an_organization_in_a_place_is_linked_to_it(nlp: Language) -> None:
    extraction = read("Coalition jets hit ISIL targets in Syria and Iraq.", nlp)
    names = {e.id: e.name for e in extraction.entities}
    found = {(names[c.subject], c.type, names[c.object]) for c in extraction.claims}
    assert {("Islamic State", "LOCATED_IN", "Syria"), ("Islamic State", "LOCATED_IN", "Iraq")} <= found


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("French troops in Mali came under fire.", {("France", "Mali")}),
        ("U.S. service members in Syria wore patches.", {("United States", "Syria")}),
        ("No French troops in Mali came under fire.", set()),
        ("Malian troops in Mali came under fire.", set()),
    ],
)
def test_forces_abroad_are_deployed_there(text: str, wanted: set[tuple[str, str]], nlp: Language) -> None:
    extraction = read(text, nlp)
    names = {e.id: e.name for e in extraction.entities}
    assert {(names[c.subject], names[c.object]) for c in extraction.claims if c.type == "DEPLOYS_TO"} == wanted


@pytest.mark.model
def test_a_short_date_is_nothing_that_is_done_to(nlp: Language) -> None:
    extraction = read("John Booker died Jan. 7, in Jordan.", nlp)
    names = {e.id: e.name for e in extraction.entities}
    assert [(names[c.subject], names[c.object]) for c in extraction.claims] == [("John Booker", "Jordan")]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "capital"),
    [
        ("Rebels entered the Libyan capital on Friday.", "Tripoli"),
        ("The talks in the capital of Chad failed.", "N'Djamena"),
        ("He flew to Lithuania's capital.", "Vilnius"),
        ("The Israeli capital flowed into startups.", None),
        ("Vilnius is the capital of Lithuania.", "Vilnius"),
    ],
)
def test_a_capital_is_named_by_its_state(text: str, capital: str | None, nlp: Language) -> None:
    extraction = read(text, nlp)
    assert [e.name for e in extraction.entities if e.label == "Place"] == ([] if capital is None else [capital])
