"""Capitals that a text names by their state: "the US capital", "Lithuania's capital", "the capital of Chad"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.gazetteer import load_gazetteer
from graphbuilder.extract.reading import Found, Reading, Thing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphbuilder.extract.tree import Tree

ROLES = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "conj", "poss"})


def find_capitals(reading: Reading) -> None:
    """Add nominal mentions of capitals, of the place that the document names if it does."""
    for t, tree in enumerate(reading.trees):
        for i, word in enumerate(tree.lower):
            if word == "capital" and i not in reading.at[t]:
                _add(reading, t, i)


def _add(reading: Reading, t: int, noun: int) -> None:
    code = _state(reading.trees[t], reading.at[t], noun)
    entry = None if code is None else load_gazetteer().capital(code)
    if entry is None:
        return
    known = (thing for thing in reading.things() if thing.label == "Place" and thing.wikidata == entry.wikidata is not None)
    thing = next(known, None) or Thing(label="Place", name=entry.name, country=entry.country, wikidata=entry.wikidata)
    reading.add(Found(tree=t, start=noun, end=noun + 1, head=noun, kind="nominal", thing=thing))


def _state(tree: Tree, at: Mapping[int, Found], noun: int) -> str | None:
    """Return the code of the state whose capital a noun means, None if it means something else or its name stands beside it."""
    if tree.deps[noun] not in ROLES or (noun + 1) in at:
        return None
    code: str | None = None
    for child in tree.children[noun]:
        dep = tree.deps[child]
        if dep in {"appos", "nummod"} or (child in at and at[child].thing.label == "Place"):
            return None
        inner = [c for c in tree.children[child] if tree.deps[c] == "pobj"] if dep == "prep" and tree.lower[child] == "of" else [child]
        for token in inner if dep in {"amod", "compound", "nmod", "poss", "prep"} else ():
            if token in at and at[token].thing.iso3 is not None:
                code = at[token].thing.iso3
    return code
