"""Whole small documents, read with the real model: what names one thing is one node, within a document and across documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract
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
        extractions = [extract(document, nlp) for document in documents]
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
