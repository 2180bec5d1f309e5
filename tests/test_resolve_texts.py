"""Whole small documents, read with the real model: what names one thing is one node, within a document and across documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.model import Document, Entity
from graphbuilder.ontology import load_ontology
from graphbuilder.resolve.derive import derive

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


class Nodes:
    """The nodes of some documents: `nodes("document", "Name")` is the entity that a mention of these words went to."""

    def __init__(self, nlp: Language, texts: dict[str, str]) -> None:
        documents = [Document(id=name, hash=name, text=text, published="2024-07-05") for name, text in texts.items()]
        extractions = [extract_document(document, nlp) for document in documents]
        found = derive(extractions, [], load_ontology())
        entity_of = {resolution.local: resolution.entity for resolution in found.resolutions}
        self.entities = {entity.id: entity for entity in found.entities}
        self.at = {
            (extraction.document.id, mention.evidence.quote): entity_of[mention.entity]
            for extraction in extractions
            for mention in extraction.mentions
        }

    def __call__(self, document: str, words: str) -> Entity:
        return self.entities[self.at[document, words]]


def test_a_headline_in_capitals_names_what_the_text_names(nlp: Language) -> None:
    text = """ORBAN VISITS KIEV FOR TALKS WITH ZELENSKIY

Hungarian Prime Minister Viktor Orbán visited Kiev on Monday. He met President Volodymyr Zelenskiy."""
    nodes = Nodes(nlp, {"a": text})
    assert nodes("a", "ORBAN") == nodes("a", "Viktor Orbán")
    assert nodes("a", "ZELENSKIY") == nodes("a", "Volodymyr Zelenskiy")
    assert nodes("a", "KIEV") == nodes("a", "Kiev")
    assert {entity.name for entity in nodes.entities.values()} == {"Viktor Orbán", "Volodymyr Zelenskiy", "Kyiv", "Hungary"}


@pytest.mark.parametrize(
    ("name", "text", "thing"),
    [
        (
            "Georgia",
            "Georgian Prime Minister Irakli Kobakhidze visited Brussels. Georgia signed an agreement with the European Union.",
            "Q230",
        ),
        ("Georgia", "U.S. Secretary of State Antony Blinken said in Texas that Georgia must protect protesters. Russia disagreed.", "Q230"),
        ("Georgia", "Georgia Governor Brian Kemp signed a bill on Monday.", "Q1428"),
        ("Georgia", "Donald Trump campaigned in Pennsylvania, Michigan and Georgia on Monday.", "Q1428"),
        ("Georgia", "A train derailed in Athens, Georgia, on Monday.", "Q1428"),
        ("Athens", "A train derailed in Athens, Georgia, on Monday.", "USA"),
        ("Athens", "Greece and Georgia signed an agreement in Athens on Monday.", "Q1524"),
        ("Washington", "Washington criticized Beijing on Friday.", "Q61"),
        ("Washington", "Washington Governor Jay Inslee said the economy grew.", "Q1223"),
        ("Washington", "Washington state sued Boeing on Monday.", "Q1223"),
        ("Washington", "The company is based in Seattle, Washington.", "Q1223"),
        ("New York", "Governor Kathy Hochul visited Buffalo, New York.", "Q1384"),
        ("New York", "The United Nations met in New York on Monday.", "Q60"),
        ("Congo", "Congo accused Rwanda on Monday. Congolese troops withdrew from Goma.", "Q974"),
        ("Congo", "Congo defeated Gabon in Brazzaville on Sunday.", "Q971"),
        ("Paris", "Fire destroyed a school in Paris, Texas, on Monday.", "USA"),
        ("Paris", "Blinken will visit Paris, Texas and Ukraine next week.", "Q90"),
        ("London", "The factory in London, Ontario, closed on Friday.", "CAN"),
        ("Cambridge", "Boston and Cambridge hosted the festival.", "USA"),
        ("Cambridge", "A British scientist lives in Cambridge.", "GBR"),
        ("Cambridge", "A scientist lives in Cambridge.", None),
        ("Birmingham", "A concert in Birmingham ended on Monday.", "GBR"),
        ("Birmingham", "Mayors of Atlanta and Memphis visited Birmingham on Monday.", "USA"),
        ("Jordan", "Jordan supports Egypt, King Abdullah II said in Amman.", "Q810"),
        ("Jordan", "Michael Jordan sold the Charlotte Hornets on Friday. Jordan won six titles.", "Person"),
    ],
)
def test_a_name_of_several_things_means_the_one_that_its_text_is_about(nlp: Language, name: str, text: str, thing: str | None) -> None:
    entity = Nodes(nlp, {"a": text})("a", name)
    assert thing in (entity.wikidata, entity.country, entity.label)


def test_one_text_may_name_two_things_of_one_name(nlp: Language) -> None:
    text = "Washington Governor Jay Inslee criticized Donald Trump. Inslee visited New York, and Washington and Moscow rejected the charge."
    entities = Nodes(nlp, {"a": text}).entities
    assert {"Q1223", "Q61"} <= entities.keys()


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [
        ("Jens Stoltenberg", "Stoltenberg", "NATO Secretary General Jens Stoltenberg visited Oslo. Stoltenberg praised Norway."),
        ("Recep Tayyip Erdoğan", "Erdogan", "Turkish President Recep Tayyip Erdoğan met Donald Trump. Erdogan left on Friday."),
        ("Sergio Marchionne", "Marchionne", "Sergio Marchionne, Fiat's CEO, visited Detroit. Marchionne replaced Robert Nardelli."),
        ("Kim Jong-un", "Kim", "North Korean leader Kim Jong-un met Moon Jae-in of South Korea. Kim praised China."),
        ("Moon Jae-in", "Moon", "North Korean leader Kim Jong-un met Moon Jae-in of South Korea. Moon praised China."),
        ("Xi Jinping", "Xi", "Chinese President Xi Jinping met Vladimir Putin in Moscow. Xi thanked Russia."),
        ("Ford Motor Company", "Ford", "Ford Motor Company lost $1 billion. Ford said it would close a factory."),
        ("Lehman Brothers Holdings Inc.", "Lehman", "Lehman Brothers Holdings Inc. filed for bankruptcy. Lehman owed $600 billion."),
        ("Federal Reserve", "Fed", "The Federal Reserve cut its main rate. The Fed said the economy was weak."),
        ("U.S. Senate", "Senate", "The U.S. Senate rejected the bill. The Senate approved another bill on Friday."),
        ("Chicago Bulls", "Bulls", "The Chicago Bulls defeated the New York Knicks. The Bulls won by two points."),
        ("United Auto Workers", "UAW", "The United Auto Workers union agreed to concessions. The UAW owns a part of Chrysler."),
        (
            "International Atomic Energy Agency",
            "IAEA",
            "The International Atomic Energy Agency (IAEA) accused Iran. The IAEA sent inspectors.",
        ),
        ("Britain", "UK", "Britain sent tanks to Ukraine. The UK government said more would follow."),
        ("N.Korea", "DPRK", "N.Korea fired a missile. The DPRK said it was a test."),
        ("Turkey", "Türkiye", "Turkey signed the treaty with Iraq. Türkiye will ratify it."),
        ("Kyiv", "Kiev", "Russia attacked Kyiv. The mayor of Kiev said ten people died."),
        (
            "Ministry of Defence of Ukraine",
            "Defence Ministry",
            "The Ministry of Defence of Ukraine said it received tanks. Ukraine's Defence Ministry thanked Poland.",
        ),
    ],
)
def test_names_of_one_thing_in_one_text_are_one_node(nlp: Language, a: str, b: str, text: str) -> None:
    nodes = Nodes(nlp, {"a": text})
    assert nodes("a", a) == nodes("a", b)


@pytest.mark.parametrize(
    ("a", "b", "text"),
    [
        (
            "Ministry of Defence",
            "Russian Ministry of Defence",
            "Britain's Ministry of Defence accused Russia. The Russian Ministry of Defence denied it.",
        ),
        ("Kim Jong-un", "Kim Jong-il", "Kim Jong-un praised the late Kim Jong-il in Pyongyang."),
        ("Kim Jong-un", "Kim Yo-jong", "North Korean leader Kim Jong-un met his sister Kim Yo-jong."),
        ("Bill Clinton", "Hillary Clinton", "Former President Bill Clinton supported Hillary Clinton in Iowa."),
        ("George W. Bush", "Jeb Bush", "George W. Bush supported his brother Jeb Bush in Florida."),
        ("Washington", "Denzel Washington", "Washington criticized Moscow on Friday. Actor Denzel Washington met senators."),
        ("Washington", "Denzel Washington", "Denzel Washington gave a speech in Washington on Friday."),
        ("Houston", "Whitney Houston", "Singer Whitney Houston died on Saturday. A concert was held near Houston."),
        ("North Korea", "South Korea", "North Korea rejected talks with South Korea."),
        ("General Motors", "General Electric", "General Motors sued General Electric in Detroit."),
        ("Financial Times", "New York Times", "The Financial Times and the New York Times reported the talks in London."),
        ("Airbus", "Airbus Helicopters", "Airbus said that Airbus Helicopters would sell its factory."),
    ],
)
def test_look_alikes_in_one_text_are_two_nodes(nlp: Language, a: str, b: str, text: str) -> None:
    nodes = Nodes(nlp, {"a": text})
    assert nodes("a", a) != nodes("a", b)
    assert nodes("a", b).name == b


JORDANS = {
    "guard": "Michael Jordan, the former Chicago Bulls guard, sold the Charlotte Hornets, the NBA said. Jordan won six titles with the Bulls.",
    "professor": "Michael Jordan, a professor at the University of California, Berkeley, won a prize. Jordan thanked his students at Berkeley.",
    "statue": "The Chicago Bulls unveiled a statue of Michael Jordan on Friday. Scottie Pippen praised Jordan.",
    "lecture": "Stanford University hosted Michael Jordan of the University of California, Berkeley. Andrew Ng met Jordan there.",
    "kingdom": "Jordan supports Egypt, King Abdullah II said in Amman on Sunday.",
}


def test_two_persons_of_one_name_are_told_apart_by_post_and_company(nlp: Language) -> None:
    nodes = Nodes(nlp, JORDANS)
    at = {name: nodes(name, "Michael Jordan").id for name in JORDANS if name != "kingdom"}
    assert at["guard"] == at["statue"] != at["professor"] == at["lecture"]
    assert nodes("guard", "Jordan").id == at["guard"]
    assert nodes("kingdom", "Jordan").wikidata == "Q810"


SPELLINGS = {
    "a": "NATO chief Jens Stoltenberg met President Volodymyr Zelenskyy in Kyiv. Zelenskyy thanked the alliance.",
    "b": "ZELENSKIY VISITS KIEV HOSPITAL\n\nPresident Volodymyr Zelenskiy visited a hospital in Kiev on Monday. Zelenskiy thanked Türkiye.",
    "c": "Turkish President Recep Tayyip Erdoğan called Zelensky on Friday. Turkey supports Ukraine.",
    "d": "President Tayyip Erdogan criticized the European Union. Mr Erdogan met Mr Stoltenberg in Ankara.",
    "e": "North Korean leader Kim Jong-un met Vladimir Putin in Moscow. Kim praised Russia.",
    "f": "N.Korea fired a missile on Monday, and Kim Jong Un watched it. The DPRK warned South Korea.",
}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("a", "Zelenskyy"), ("b", "Zelenskiy")),
        (("a", "Volodymyr Zelenskyy"), ("b", "ZELENSKIY")),
        (("a", "Volodymyr Zelenskyy"), ("c", "Zelensky")),
        (("a", "Kyiv"), ("b", "Kiev")),
        (("a", "Jens Stoltenberg"), ("d", "Stoltenberg")),
        (("b", "Türkiye"), ("c", "Turkey")),
        (("c", "Recep Tayyip Erdoğan"), ("d", "Erdogan")),
        (("e", "Kim Jong-un"), ("f", "Kim Jong Un")),
        (("e", "North Korean"), ("f", "DPRK")),
    ],
)
def test_spellings_across_texts_are_one_node(nlp: Language, one: tuple[str, str], other: tuple[str, str]) -> None:
    nodes = Nodes(nlp, SPELLINGS)
    assert nodes(*one) == nodes(*other)


def test_a_surname_stays_apart_when_a_second_bearer_comes(nlp: Language) -> None:
    texts = {
        "a": "Prime Minister Gordon Brown visited Scotland on Monday. Brown praised the Labour Party.",
        "b": "On Tuesday Brown met Angela Merkel, the German chancellor.",
    }
    nodes = Nodes(nlp, texts)
    assert nodes("b", "Brown") == nodes("a", "Gordon Brown")
    late = {"c": "Scott Brown of Massachusetts won a seat in the U.S. Senate. Brown defeated Martha Coakley."}
    for order in (texts | late, late | texts):
        nodes = Nodes(nlp, order)
        assert nodes("b", "Brown") not in (nodes("a", "Gordon Brown"), nodes("c", "Scott Brown"))
        assert nodes("a", "Brown") == nodes("a", "Gordon Brown")
        assert nodes("c", "Brown") == nodes("c", "Scott Brown")


BODIES = {
    "a": "Britain's Ministry of Defence said that Russian forces attacked Kharkiv. The Russian Ministry of Defence denied it.",
    "b": "Ukraine's Defence Ministry thanked London. The Ministry of Defence of Ukraine said it received 20 tanks from Britain.",
    "c": "The Russian Defense Ministry said it shot down drones over Belgorod. Ukraine's Ministry of Defense did not comment.",
    "d": "The Supreme Court of India rejected the appeal. The government in New Delhi welcomed the verdict.",
    "e": "The U.S. Supreme Court rejected the appeal. The Supreme Court said that Texas may appeal again.",
}


def test_bodies_of_one_name_are_one_a_state(nlp: Language) -> None:
    nodes = Nodes(nlp, BODIES)
    british, russian, ukrainian = (
        nodes("a", "Ministry of Defence"),
        nodes("a", "Russian Ministry of Defence"),
        nodes("b", "Defence Ministry"),
    )
    assert len({british.id, russian.id, ukrainian.id}) == 3
    assert nodes("b", "Ministry of Defence of Ukraine") == ukrainian == nodes("c", "Ministry of Defense")
    assert nodes("c", "Russian Defense Ministry") == russian
    assert nodes("d", "Supreme Court of India") != nodes("e", "Supreme Court") == nodes("e", "U.S. Supreme Court")


def test_three_letters_join_a_long_name_in_whose_company_they_are_named(nlp: Language) -> None:
    long = "The Government Accountability Office rejected the contract of Boeing and Northrop Grumman on Monday."
    near = "Boeing thanked the GAO on Friday. Northrop Grumman criticized the GAO."
    far = "The GAO of Western Samoa sued a fisherman."
    nodes = Nodes(nlp, {"long": long, "near": near, "far": far})
    assert nodes("long", "Government Accountability Office") == nodes("near", "GAO") != nodes("far", "GAO")
