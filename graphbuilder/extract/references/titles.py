"""Titles: the noun phrase beside a person's name is a mention of that person too, "Apple CEO" in "Apple CEO Steve Jobs".

They are found when the claims are read: a claim rests on the name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.lexicon import load_lexicon
from graphbuilder.extract.reading import Found
from graphbuilder.extract.references.nominals import Descriptions

if TYPE_CHECKING:
    from graphbuilder.extract.reading import Reading

BESIDE = frozenset({"compound", "nmod", "appos"})


def find_titles(reading: Reading) -> None:
    """Add a nominal mention for each title and description that stands beside the name of a person."""
    titles = load_lexicon().person_nouns
    for t, tree in enumerate(reading.trees):
        at = reading.at[t]
        for i, lemma in enumerate(tree.lemmas):
            if lemma in titles and i not in at and tree.deps[i] in BESIDE:
                named = at.get(tree.heads[i])
                if named is not None and named.kind == "name" and named.thing.label == "Person":
                    start = Descriptions.first(tree, i)
                    reading.add(Found(tree=t, start=start, end=i + 1, head=i, kind="nominal", thing=named.thing))
