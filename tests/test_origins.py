"""Where somebody or something is from, as the words beside the name say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model
TYPES = {"BASED_IN", "BORN_IN", "CITIZEN_OF", "LIVES_IN", "LOCATED_IN", "MEMBER_OF", "OWNS", "WORKS_FOR"}


def stated(nlp: Language, text: str) -> set[str]:
    read = extract_document(Document(id="a", hash="a", text=text), nlp)
    names = {entity.id: entity.name for entity in read.entities}
    return {f"{names[c.subject]} {c.type} {names[c.object]}" for c in read.claims if c.type in TYPES}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("The Toulouse-based plane-maker Airbus raised its forecast on Thursday.", "Airbus BASED_IN Toulouse"),
        ("London-based Unilever cut its forecast for the year.", "Unilever BASED_IN London"),
        ("Analysts praised the Turin carmaker Fiat for its new engine.", "Fiat BASED_IN Turin"),
        ("The Kenyan-born activist Boniface Mwangi was freed on Monday.", "Boniface Mwangi BORN_IN Kenya"),
        ("Police questioned the American Paul Whelan for six hours.", "Paul Whelan CITIZEN_OF United States"),
        ("Ana Botin, a Spaniard, told the court that she knew nothing of the loan.", "Ana Botin CITIZEN_OF Spain"),
        ("Malala Yousafzai is a Pakistani who lives in Birmingham.", "Malala Yousafzai CITIZEN_OF Pakistan"),
        ("Sarah Jones of the Brookings Institution said the deal was dead.", "Sarah Jones WORKS_FOR Brookings Institution"),
        ("Mark Brown, of the London School of Economics, objected.", "Mark Brown WORKS_FOR London School of Economics"),
        ("Alexei Navalny of the Progress Party was arrested.", "Alexei Navalny MEMBER_OF Progress Party"),
        ("The Paris office of the bank Lazard was raided.", "Lazard LOCATED_IN Paris"),
        ("Tesla's factory in Berlin closed.", "Tesla LOCATED_IN Berlin"),
        ("The Munich headquarters of Siemens was searched.", "Siemens BASED_IN Munich"),
        ("Morocco's Soufiane El Bakkali finished ahead of everybody in Rabat.", "Soufiane El Bakkali CITIZEN_OF Morocco"),
        ("Jordan's Bisher Khasawneh resigned in Amman.", "Bisher Khasawneh CITIZEN_OF Jordan"),
        ("The Bank of England's Huw Pill warned of inflation.", "Huw Pill WORKS_FOR Bank of England"),
        ("Hezbollah's Hassan Nasrallah gave a speech in Beirut.", "Hassan Nasrallah MEMBER_OF Hezbollah"),
        ("Volkswagen's Wolfsburg plant stood idle.", "Volkswagen LOCATED_IN Wolfsburg"),
        ("Villagers blocked Glencore's Cerrejon mine on Monday.", "Glencore OWNS Cerrejon"),
        ("Jane Doe, 42, of Leeds, was killed in the crash.", "Jane Doe LIVES_IN Leeds"),
    ],
)
def test_an_origin_is_read(nlp: Language, text: str, claim: str) -> None:
    assert claim in stated(nlp, text)


def test_each_title_is_its_own_holders(nlp: Language) -> None:
    text = "Ghana's finance minister Ken Ofori-Atta and IMF managing director Kristalina Georgieva met in Washington."
    assert stated(nlp, text) == {"Ken Ofori-Atta WORKS_FOR Ghana"}


@pytest.mark.parametrize(
    "text",
    [
        "The London meeting with Unilever was called off.",
        "The London fair opened without Vladimir Putin of course.",
        "Police questioned Peter Hall at Google on Monday.",
        "A rule-based order is what Emmanuel Macron asked for in Paris.",
        "Germany's chancellor praised Emmanuel Macron on Monday.",
        "Turkey's rivals met Vladimir Putin on Monday.",
        "Donald Trump blamed the Americans who had voted for Joe Biden.",
    ],
)
def test_what_only_stands_beside_a_name_is_none(nlp: Language, text: str) -> None:
    assert stated(nlp, text) == set()
