"""The state that an entity belongs to and the one that a metonym stands for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.model import Document, Extraction

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


def read(text: str, nlp: Language) -> Extraction:
    return extract_document(Document(id="d", hash="d", text=text), nlp)


def codes(text: str, nlp: Language) -> dict[str, str | None]:
    return {entity.name: entity.country for entity in read(text, nlp).entities if entity.label != "Country"}


@pytest.mark.parametrize(
    ("text", "name", "code"),
    [
        ("Turkish President Recep Tayyip Erdogan spoke.", "Recep Tayyip Erdogan", "TUR"),
        ("The minister met Japan's Shinzo Abe in Ankara.", "Shinzo Abe", "JPN"),
        ("British militant John Carter was tried in Nairobi.", "John Carter", "GBR"),
        ("Laurent Fabius, president of the French National Assembly, spoke.", "Laurent Fabius", "FRA"),
        ("The Danish drugmaker Novo Nordisk raised its forecast.", "Novo Nordisk", "DNK"),
        ("The fighters reached the town of Obo in the Central African Republic.", "Obo", "CAF"),
    ],
)
def test_the_text_says_which_state_an_entity_belongs_to(text, name, code, nlp):
    assert codes(text, nlp)[name] == code


def test_who_belongs_to_no_state_gets_no_code(nlp):
    found = codes("John Carter flew from Kenya to Greece, Maria Lund reported, and Acme Holdings sold German cars.", nlp)
    assert found
    assert set(found.values()) == {None}


@pytest.mark.parametrize(
    ("text", "stands_for"),
    [
        ("Moscow said that the talks were over.", {"Moscow": "RUS"}),
        ("Tokyo criticised the Kremlin.", {"Tokyo": "JPN", "Kremlin": "RUS"}),
        ("Angela Merkel flew to Moscow.", {}),
        ("Moscow has twelve million people.", {}),
    ],
)
def test_a_capital_stands_for_its_state_where_it_acts(text, stands_for, nlp):
    assert {m.evidence.quote: m.stands_for for m in read(text, nlp).mentions if m.stands_for is not None} == stands_for
