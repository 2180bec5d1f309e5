"""Parts of speech and lemmas that are remembered are those that the pipeline's own parts give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract.grammar.frames import spellings
from graphbuilder.extract.tagging import Tagging

if TYPE_CHECKING:
    from spacy.language import Language

# Rules of two tokens, words of several classes, whitespace, spellings that the lemmatizer does not know, an empty text.
TEXTS = (
    "We're gonna go there; let's see whether y'all have gotta stay. It ain't so, c'mon.",
    "There is a war. They have said what had to be said, and I did it. You saw me; I saw you.",
    "He leaves the leaves. She saw a saw. They left on the left, but not that one.",
    "They honoured, fined and co-founded  \n the\tparty which 'd been theirs.",
    "GERMANY SAYS IT WON'T TALK ABOUT TALKS",
    " ",
    "",
)


def in_full(nlp: Language, texts: list[str]) -> list[list[tuple[str, ...]]]:
    known = spellings()
    return [
        [
            (
                t.text,
                t.text.lower(),
                known.get(t.lemma_.lower(), t.lemma_.lower()) if t.pos_ == "VERB" else t.lemma_.lower(),
                t.pos_,
                t.tag_,
                t.dep_,
            )
            for t in doc
        ]
        for doc in nlp.pipe(texts)
    ]


def test_words_are_those_of_the_whole_pipeline(nlp: Language, seed: Path) -> None:
    texts = [*TEXTS, *seed.read_text(encoding="utf-8").splitlines()]
    tagging = Tagging(nlp)
    assert tagging.skipped == ("attribute_ruler", "lemmatizer")
    want = in_full(nlp, texts)
    for _ in range(2):  # found, then remembered
        assert [list(map(tuple, tagging.words(doc))) for doc in nlp.pipe(texts, disable=tagging.skipped)] == want


@pytest.mark.parametrize(
    ("factory", "pattern"),
    [
        ("entity_ruler", {"TAG": "NN"}),  # may ask for a lemma
        ("morphologizer", {"TAG": "NN"}),  # gives parts of speech by the sentence
        ("tagger", {"ENT_TYPE": "GPE"}),  # a rule asks for more than the token itself
    ],
)
def test_a_pipeline_that_may_need_them_keeps_them(factory: str, pattern: dict[str, str]) -> None:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe(factory)
    ruler = nlp.add_pipe("attribute_ruler")
    ruler.add([[pattern]], {"POS": "NOUN"})  # type: ignore[attr-defined]
    nlp.add_pipe("lemmatizer")
    assert Tagging(nlp).skipped == ()


def test_without_its_parts_a_pipeline_is_read_as_it_is() -> None:
    import spacy

    assert Tagging(spacy.blank("en")).skipped == ()
