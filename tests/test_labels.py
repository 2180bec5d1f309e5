"""Where names begin and end, and what they name, where the model errs and the words around them tell."""

from __future__ import annotations

import pytest

from graphbuilder.extract import extract_document, read
from graphbuilder.model import Document

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "name", "label"),
    [
        ("Recep Tayyip Erdogan received Ilham Aliyev in Ankara.", "Recep Tayyip Erdogan", "Person"),
        ("In a letter to Ursula von der Leyen, the Hungarian leader complained.", "Ursula von der Leyen", "Person"),
        ("Brazil endorsed Tarcisio de Freitas for the presidency.", "Tarcisio de Freitas", "Person"),
        ("A visit to Beijing by the opposition politician Ma Ying-jeou angered many.", "Ma Ying-jeou", "Person"),
        ("Thandiwe Moyo, a lawyer from Bulawayo, sued the mine.", "Thandiwe Moyo", "Person"),
        ("Rishi Sunak read philosophy at Oxford.", "Rishi Sunak", "Person"),
        ("Spurning an offer, the games studio Larian has decided to stay independent.", "Larian", "Organization"),
        ("Volkswagen alleges that its former partner Suzuki copied a drive.", "Suzuki", "Organization"),
        ("Manchester City beat Real Madrid in the semi-final.", "Real Madrid", "Organization"),
        ("Tiko founder Marc Ravalomanana backed the march.", "Tiko", "Organization"),
        ("Numsa rejected the offer.", "Numsa", "Organization"),
        ("The quake struck the Al Haouz province.", "Al Haouz", "Place"),
        ("Israeli jets bombed Gaza City at noon.", "Gaza City", "Place"),
        ("The minister met Jordan's king on Monday.", "Jordan", "Country"),
        ("Michael Jordan sold his house.", "Michael Jordan", "Person"),
        ("Ford Motor Company President Jim Farley resigned.", "Jim Farley", "Person"),
        ("He toured the Eisenhower Executive Office Building.", "Eisenhower Executive Office Building", "Place"),
        ("Klaus Regling, who followed Reinhard Selten, resigned.", "Reinhard Selten", "Person"),
        ("The envoy was close to President Hassan Sheikh Mohamud.", "Hassan Sheikh Mohamud", "Person"),
        ("Hardeep Singh Nijjar was shot dead in Surrey.", "Hardeep Singh Nijjar", "Person"),
        ("He sued the Anti-Defamation League, whose chief protested.", "Anti-Defamation League", "Organization"),
        ("Elon Musk's social media company X sued Media Matters.", "X", "Organization"),
        ("Separatist leader Ruben Vardanyan was arrested.", "Ruben Vardanyan", "Person"),
        ("A sale by Exxon to Seplat was blocked.", "Seplat", "Organization"),
        ("Novak Djokovic lost to Carlos Alcaraz. Djokovic left Serbia.", "Novak Djokovic", "Person"),
        ("Thailand's former leader Thaksin Shinawatra was jailed. Thaksin had fled.", "Thaksin Shinawatra", "Person"),
        ("The newspaper publisher Rupert Murdoch met Ann Lee.", "Rupert Murdoch", "Person"),
        ("Studio Ghibli sued Disney.", "Studio Ghibli", "Organization"),
        ("Kenya received aid from Access to Justice.", "Access to Justice", "Organization"),
        ("He took bribes from the Brazilian construction company Norberto Odebrecht.", "Norberto Odebrecht", "Organization"),
        ("Leaders of the Third Way met. Civic Coalition signed a deal with the Third Way alliance.", "Third Way", "Organization"),
        ("China's COMAC delivered a jet.", "COMAC", "Organization"),
        ("Chipmaker Infineon dropped its bid for a rival after objections.", "Infineon", "Organization"),
        ("Wladyslaw Kosiniak-Kamysz met Viktor Orban. Kosiniak-Kamysz leads a party.", "Wladyslaw Kosiniak-Kamysz", "Person"),
        ("Greek shipping magnate Evangelos Marinakis owns Nottingham Forest.", "Evangelos Marinakis", "Person"),
    ],
)
def test_a_name_is_found_whole_and_with_its_label(text, name, label, nlp):
    assert (name, label) in {(e.name, e.label) for e in extract_document(Document(id="d", hash="d", text=text), nlp).entities}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("White House Press Secretary Karine Jean-Pierre met Emmanuel Macron.", ["White House", "Karine Jean-Pierre", "Emmanuel Macron"]),
        ("Chief Financial Officer Luca Maestri said Apple had sold more phones.", ["Luca Maestri", "Apple"]),
        ("The phone costs US $199, Apple said.", ["Apple"]),
        ("The World Bank lent Ghana $360 million.", ["World Bank", "Ghana"]),
        ("He flew to Washington, D.C. on Friday.", ["Washington"]),
        ("In Syria, Coalition jets hit ISIL targets.", ["Syria", "Coalition", "Islamic State"]),
        ("The Social Democrats met in Berlin.", ["Social Democrats", "Berlin"]),
        ("Rebels in Chad's Tibesti mountains kidnapped a man.", ["rebels in Chad's Tibesti mountains"]),
        ("Customs officers in Rotterdam searched the ship.", ["customs officers in Rotterdam"]),
        ("The Catalan government rejected the offer of Spain.", ["Catalan government", "Spain"]),
        ("Lawyers for Julian Assange, the WikiLeaks founder, appealed.", ["Julian Assange", "WikiLeaks"]),
        ("Separatist leader Ruben Vardanyan was arrested by Azerbaijan.", ["Ruben Vardanyan", "Azerbaijan"]),
        ("Real Madrid beat Barcelona 2-1 at home.", ["Real Madrid", "Barcelona"]),
        ("The Brazilian later apologised to Hansi Flick.", ["Hansi Flick"]),
        ("Martinez urged Labor Secretary Julie Su to mediate.", ["Martinez", "Julie Su"]),
        ("Spain's socialists won in Catalonia.", ["Spain's socialists", "Catalonia"]),
        ("Brazil's powerful farm lobby endorsed Jair Bolsonaro.", ["Brazil's powerful farm lobby", "Jair Bolsonaro"]),
    ],
)
def test_only_names_and_groups_are_found(text, names, nlp):
    reading = read(Document(id="d", hash="d", text=text), nlp)
    assert [f.thing.name for f in sorted(reading.found, key=lambda f: f.start) if f.kind == "name"] == names
