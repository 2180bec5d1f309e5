"""Every frame keeps its promises: what its examples say is found in them, and what they exclude is not."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from graphbuilder.extract.claims.examples import examples, fault
from graphbuilder.extract.grammar.frames import FILES, Frame, load_lexicon
from graphbuilder.ontology import load_ontology

if TYPE_CHECKING:
    from spacy.language import Language

EXAMPLES = examples(load_lexicon(load_ontology()).frames)


def test_every_frame_has_an_example_that_names_its_claim() -> None:
    assert not [frame.name for frame in load_lexicon(load_ontology()).frames if not any(f"{frame.type} " in text for text in frame.yes)]


def lists_of_words(table: Any) -> Iterator[str]:
    """Yield the texts of a data file that are lists of words, not sentences or groups."""
    if isinstance(table, dict):
        for key, value in table.items():
            if key not in {"name", "type", "yes", "no"}:
                yield from lists_of_words(value)
    elif isinstance(table, list):
        for value in table:
            yield from lists_of_words(value)
    elif isinstance(table, str) and "|" not in table:
        yield table


@pytest.mark.parametrize("name", [*FILES, "mentions.toml", "names.toml", "words.toml"])
def test_no_list_says_a_word_twice(name: str) -> None:
    table = tomllib.loads(files("graphbuilder.data").joinpath(name).read_text(encoding="utf-8"))
    assert [word for text in lists_of_words(table) for word, times in Counter(text.split()).items() if times > 1] == []


@pytest.mark.model
@pytest.mark.parametrize(("frame", "text", "good"), EXAMPLES, ids=lambda value: getattr(value, "name", None))
def test_a_frame_finds_what_its_examples_say(frame: Frame, text: str, good: bool, nlp: Language) -> None:
    assert fault(frame, text, good, nlp, load_ontology()) is None
