"""Every frame keeps its promises: what its examples say is found in them, and what they exclude is not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract.frames import examples, load_lexicon
from graphbuilder.model import Document, Extraction
from graphbuilder.ontology import load_ontology

if TYPE_CHECKING:
    from spacy.language import Language

EXAMPLES = examples(load_lexicon(load_ontology()).frames)


def claims_of(extraction: Extraction) -> set[tuple[str, str, str]]:
    names = {entity.id: entity.name for entity in extraction.entities}
    return {(names[c.subject], c.type, names[c.object]) for c in extraction.claims}


def extract_text(text: str, nlp: Language) -> Extraction:
    from graphbuilder.extract import extract

    return extract(Document(id="d", hash="d", text=text), nlp)


@pytest.mark.model
@pytest.mark.parametrize(
    ("frame", "example"), [(f, text) for f, text, good in EXAMPLES if good and "=>" in text], ids=lambda v: getattr(v, "name", None)
)
def test_a_frame_finds_what_its_examples_say(frame, example, nlp):
    text, wanted = (part.strip() for part in example.split("=>"))
    extraction = extract_text(text, nlp)
    found = claims_of(extraction)
    symmetric = load_ontology()[frame.type].symmetric
    for claim in wanted.split(";"):
        match = re.fullmatch(r"(.+) ([A-Z_]+) (.+)", claim.strip())
        assert match is not None, claim
        subject, kind, objects = match.groups()
        ways = {(subject, kind, name) for name in objects.split("|")}
        if symmetric:
            ways |= {(name, kind, subject) for name in objects.split("|")}
        assert ways & found, f"{claim.strip()} not in {sorted(found)}"


@pytest.mark.model
@pytest.mark.parametrize(("frame", "text"), [(f, text) for f, text, good in EXAMPLES if not good], ids=lambda v: getattr(v, "name", None))
def test_a_frame_finds_nothing_where_its_examples_say_so(frame, text, nlp):
    assert frame.type not in {kind for _, kind, _ in claims_of(extract_text(text, nlp))}
