"""Every frame keeps its promises: what its examples say is found in them, and what they exclude is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract.claims.examples import examples, fault
from graphbuilder.extract.grammar.frames import Frame, load_lexicon
from graphbuilder.ontology import load_ontology

if TYPE_CHECKING:
    from spacy.language import Language

EXAMPLES = examples(load_lexicon(load_ontology()).frames)


def test_every_frame_has_an_example_that_names_its_claim() -> None:
    assert not [frame.name for frame in load_lexicon(load_ontology()).frames if not any(f"{frame.type} " in text for text in frame.yes)]


@pytest.mark.model
@pytest.mark.parametrize(("frame", "text", "good"), EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_a_frame_finds_what_its_examples_say(frame: Frame, text: str, good: bool, nlp: Language) -> None:
    assert fault(frame, text, good, nlp, load_ontology()) is None
