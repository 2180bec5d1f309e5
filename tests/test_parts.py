"""Which body is a part of which, as names side by side say it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        (
            "The suspect served in the 2nd Squadron, 14th Cavalry Regiment, Schofield Barracks.",
            {"2nd Squadron MEMBER_OF 14th Cavalry Regiment", "14th Cavalry Regiment LOCATED_IN Schofield Barracks"},
        ),
        ("Troops of the 101st Airborne Division's 3rd Brigade landed in Poland.", {"3rd Brigade MEMBER_OF 101st Airborne Division"}),
        ("Hezbollah's Radwan Force withdrew from the border.", {"Radwan Force MEMBER_OF Hezbollah"}),
        ("Turkey within NATO has blocked the plan.", {"Turkey MEMBER_OF NATO"}),
        ("The 1st Brigade, the 2nd Battalion and the 5th Regiment left for Mali.", set()),
        ("Volkswagen, BMW and Mercedes Group cut jobs in Leipzig.", set()),
        ("The Carter Center, Save the Children and the Ford Foundation opened an office in Kigali.", set()),
        ("The debate within NATO about Kosovo went on.", set()),
    ],
)
def test_a_part_stands_beside_the_whole(nlp: Language, text: str, claims: set[str]) -> None:
    read = extract_document(Document(id="a", hash="a", text=text), nlp)
    names = {entity.id: entity.name for entity in read.entities}
    found = {f"{names[c.subject]} {c.type} {names[c.object]}" for c in read.claims if c.type in {"MEMBER_OF", "LOCATED_IN"}}
    assert found == claims
