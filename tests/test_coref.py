"""Pronouns and noun phrases that stand for a name: what they mean, and where nothing may be said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


def meant(text: str, nlp: Language) -> list[tuple[str, str, str]]:
    """Return the words of each pronoun and noun phrase, its kind, and the name of what it means, in text order."""
    found = extract_document(Document(id="d", hash="d", text=text), nlp)
    names = {entity.id: entity.name for entity in found.entities}
    return [(m.evidence.quote, m.kind, names[m.entity]) for m in found.mentions if m.kind in {"pronoun", "nominal"}]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Joe Biden praised his predecessor, Barack Obama.", ["his=Joe Biden"]),
        ("Angela Merkel met Viktor Orban and told him that Germany would help. He thanked her.",
         ["him=Viktor Orban", "He=Viktor Orban", "her=Angela Merkel"]),
        ("When he arrived in Warsaw, Joe Biden praised Poland.", ["he=Joe Biden"]),
        ("Volodymyr Zelenskyy dismissed Valerii Zaluzhnyi and named Oleksandr Syrskyi to replace him.", ["him=Valerii Zaluzhnyi"]),
        ("Greek police raided the offices of Golden Dawn and detained its leader.", ["its=Golden Dawn"]),
        ("Mali expelled the French ambassador, and its junta accused the United Nations of spying.", ["its=Mali"]),
        ("Somali pirates seized the tanker and their leaders threatened India. They attacked Oman.",
         ["their=Somali pirates", "They=Somali pirates"]),
        ('"We attacked Sudan," Ethiopian Prime Minister Abiy Ahmed said. "I will visit Kenya."', ["We=Ethiopia", "I=Abiy Ahmed"]),
    ],
)  # fmt: skip
def test_a_pronoun_means_what_agrees_and_stands_out(text, expected, nlp):
    assert [f"{words}={name}" for words, kind, name in meant(text, nlp) if kind == "pronoun"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nokia cut its forecast. The company, which employs 78,000 people, has been sued by Oppo.", ["company=Nokia"]),
        ("The European Union fined Apple. The bloc had warned the company before.", ["bloc=European Union", "company=Apple"]),
        ("Sony sued Samsung after the Japanese company had bought Bungie.", ["Japanese company=Sony"]),
        ("Kenya sent troops to Haiti. The country's president, William Ruto, visited Washington.", ["country=Kenya"]),
        ("Laurent Gbagbo ruled Ivory Coast. The former president has lived in Brussels since then.", ["former president=Laurent Gbagbo"]),
        ("Goma fell to the M23 in January; weeks later the rebels also captured Bukavu.", ["rebels=M23"]),
        ("Syrian rebels took Aleppo. The militants were armed by Turkey.", ["militants=Syrian rebels"]),
        ("NATO chief Mark Rutte met Elon Musk. The NATO chief thanked Spain.", ["NATO chief=Mark Rutte"] * 2),
        ("Mary Barra, head of General Motors, met Elon Musk. The GM boss sued Tesla.", ["head=Mary Barra", "GM boss=Mary Barra"]),
        (
            "Finnish President Alexander Stubb met Petteri Orpo, the Finnish prime minister. The Prime Minister praised Norway.",
            ["Finnish President=Alexander Stubb", "Finnish prime minister=Petteri Orpo", "Prime Minister=Petteri Orpo"],
        ),
        (
            "Chancellor Olaf Scholz met Emmanuel Macron. The German chancellor praised Spain.",
            ["Chancellor=Olaf Scholz", "German chancellor=Olaf Scholz"],
        ),
        (
            "Airbus chief Guillaume Faury said the European planemaker would sue Boeing.",
            ["Airbus chief=Guillaume Faury", "European planemaker=Airbus"],
        ),
        (
            "Airbus works with GKN, a British supplier. Spirit's chief executive, Tom Gentile, joined the company from General Electric.",
            ["company=Spirit"],
        ),
        (
            "A unit of U.S. tech giant Alphabet forced phone makers. A Google spokesperson protested. The company can appeal.",
            ["company=Google"],
        ),
        (
            "Nigeria approves sales. Italy's Eni and Norway's Equinor want to leave the country.",
            ["country=Nigeria"],
        ),
        (
            "Finnish Prime Minister Petteri Orpo met Ulf Kristersson. He said his country would help Ukraine. His government armed it.",
            ["Finnish Prime Minister=Petteri Orpo", "country=Finland", "government=Finland"],
        ),
        (
            "Machinists of the American Federation of Teachers marched. The union rejected the offer.",
            ["union=American Federation of Teachers"],
        ),
        ("Myanmar's generals jailed Aung San Suu Kyi. The army had ousted her in 2021.", ["army=Myanmar"]),
    ],
)
def test_a_noun_phrase_stands_for_the_name_of_its_kind(text, expected, nlp):
    assert [f"{words}={name}" for words, kind, name in meant(text, nlp) if kind == "nominal"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Apple CEO Tim Cook sued Google.", ["Apple CEO=Tim Cook"]),
        ("Jens Stoltenberg, secretary general of NATO, met French President Emmanuel Macron.",
         ["secretary general=Jens Stoltenberg", "French President=Emmanuel Macron"]),
        ("Intel executive and engineer Pat Gelsinger left.", []),
    ],
)  # fmt: skip
def test_a_title_beside_a_name_is_a_mention_of_the_person(text, expected, nlp):
    assert [f"{words}={name}" for words, kind, name in meant(text, nlp) if kind == "nominal"] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It is clear that Spain will attack Morocco.",
        "It took Angela Rayner an hour to reach Leeds.",
        "Intel and Nvidia both grew. The company sued Qualcomm.",
        "The minister met Olaf Scholz. He thanked Austria.",
        "The president of Chad met the king of Jordan. The president thanked Qatar.",
        "Thales bought Imperva. The first company to complain was Sonatype.",
        "President Joe Biden met Emmanuel Macron. The Dutch premier praised NATO.",
        "This will not make NATO a party to the war. But it will help Ukraine.",
        "Pope Francis blessed Malta. The French president praised Spain.",
        "German Chancellor Olaf Scholz blamed Serbia. The German president praised Spain.",
        "Elon Musk spoke on Monday. The NATO chief thanked Spain.",
        "Standard Bank is advising the buyers. Shell will lend them money.",
        "Spain's Podemos met Sumar. Pablo Iglesias hopes to run the defence ministry.",
        "Lula met Jorge Viana. The attorney general praised Brazil.",
        "Civic Coalition won. Andrzej Duda backed the ruling Law and Justice party.",
        "The deal was signed by Fiji and Tonga. It was published on Monday.",
    ],
)
def test_where_several_may_be_meant_nothing_is_said(text, nlp):
    titles = ("President", "German Chancellor")  # beside the names in the first sentence
    assert [words for words, *_ in meant(text, nlp) if words not in titles] == []
