"""For whom a speaker says "we", and who "the alliance's chief" is, where a text names the post."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ('"We support Ukraine," Jens Stoltenberg said. Stoltenberg is NATO chief.', "NATO SUPPORTS Ukraine by Jens Stoltenberg"),
        ('"We have sued Google," said Tim Cook, the chief executive of Apple.', "Apple SUES Google by Tim Cook"),
        (
            "NATO will help Ukraine, the alliance's chief said. NATO chief Jens Stoltenberg met Joe Biden.",
            "NATO SUPPORTS Ukraine by Jens Stoltenberg",
        ),
        ('"We met Vladimir Putin," said Joe Smith.', "Joe Smith MEETS Vladimir Putin by Joe Smith"),
        ('"We met Vladimir Putin," Joe Smith said. Smith is the former chief of NATO.', "Joe Smith MEETS Vladimir Putin by Joe Smith"),
    ],
)
def test_a_post_tells_the_side(text: str, claim: str, nlp: Language) -> None:
    read = extract_document(Document(id="d", hash="d", text=text), nlp)
    names = {entity.id: entity.name for entity in read.entities}
    found = {f"{names[c.subject]} {c.type} {names[c.object]} by {names.get(c.attributed_to or '')}" for c in read.claims}
    assert claim in found


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Ford boss Jim Farley and his deputy John Lawler apologised.", "John Lawler WORKS_FOR Ford"),
        ("Hassan Nasrallah and his deputy, Naim Qassem, were in the building.", "Naim Qassem WORKS_FOR Hassan Nasrallah"),
    ],
)
def test_a_deputy_works_where_the_head_does(text: str, claim: str, nlp: Language) -> None:
    read = extract_document(Document(id="d", hash="d", text=text), nlp)
    names = {entity.id: entity.name for entity in read.entities}
    assert claim in {f"{names[c.subject]} {c.type} {names[c.object]}" for c in read.claims}
