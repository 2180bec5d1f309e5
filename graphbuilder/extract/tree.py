"""A parsed text as plain lists, which rules can walk quickly: spaCy's token attributes cost a call each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from graphbuilder.extract.tagging import Tagging, Word
    from graphbuilder.ingest.layout import Passage
    from graphbuilder.model import Part


@dataclass(slots=True, kw_only=True)
class Tree:
    """The dependency tree of one passage, token by token; `starts` and `ends` are offsets into the document's text.

    `heads[i]` is the index of the head (i itself at a root), `children[i]` the indices of the dependents in text order,
    `sentences` the token ranges (start, end), end exclusive. `lower` is the lower-cased text.
    """

    part: Part
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    pos: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    children: list[list[int]]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]
    ents: list[tuple[int, int, str]]

    def __len__(self) -> int:
        return len(self.words)


def make_trees(docs: Iterable[Doc], passages: Sequence[Passage], tagging: Tagging) -> list[Tree]:
    """Return the trees of a document.

    Args:
        docs: Its passages, parsed.
        passages: Where each begins in the document's text, and in what part.
        tagging: Gives the words of a parsed passage.
    """
    return [_make_tree(doc, passage, tagging.words(doc)) for doc, passage in zip(docs, passages, strict=True)]


def _make_tree(doc: Doc, passage: Passage, words: list[Word]) -> Tree:
    import numpy as np
    from spacy.attrs import ENT_IOB, HEAD, IDX, LENGTH, SENT_START

    numbers = doc.to_array([IDX, LENGTH, HEAD, ENT_IOB, SENT_START]).view(np.int64)
    texts, lower, lemmas, pos, tags, deps = map(list, zip(*words, strict=True)) if words else ([], [], [], [], [], [])
    starts = numbers[:, 0] + passage.start
    heads = (numbers[:, 2] + np.arange(len(doc))).tolist()
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    borders = [0, *(np.flatnonzero(numbers[1:, 4] == 1) + 1).tolist(), len(doc)]
    return Tree(
        part=passage.part,
        words=texts,
        lower=lower,
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        deps=deps,
        heads=heads,
        children=children,
        starts=starts.tolist(),
        ends=(starts + numbers[:, 1]).tolist(),
        sentences=list(pairwise(borders)),
        ents=[(ent.start, ent.end, ent.label_) for ent in doc.ents],
    )
