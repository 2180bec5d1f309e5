"""A parsed text as plain lists, which rules can walk quickly: spaCy's token attributes cost a call each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuilder.extract.frames import spellings

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc

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


class _Strings(dict[int, str]):
    """Strings by their hash, remembered: looking one up in a dict is quicker than in spaCy's store."""

    __slots__ = ("change", "store")

    def __init__(self, store: StringStore, change: Callable[[str], str] = str) -> None:
        super().__init__()
        self.store = store
        self.change = change

    def __missing__(self, key: int) -> str:
        found = self[key] = self.change(self.store[key])
        return found


def make_trees(docs: Iterable[Doc], passages: Sequence[Passage], store: StringStore) -> list[Tree]:
    """Return the trees of a document.

    Args:
        docs: Its passages, parsed.
        passages: Where each begins in the document's text, and in what part.
        store: The strings of the language model.
    """
    known = spellings()
    strings, lower, verbs = _Strings(store), _Strings(store, str.lower), _Strings(store, lambda word: known.get(word.lower(), word.lower()))
    return [_make_tree(doc, passage, strings, lower, verbs) for doc, passage in zip(docs, passages, strict=True)]


def _make_tree(doc: Doc, passage: Passage, strings: _Strings, lower: _Strings, verbs: _Strings) -> Tree:
    import numpy as np
    from spacy.attrs import DEP, ENT_IOB, ENT_TYPE, HEAD, IDX, LEMMA, LENGTH, ORTH, POS, SENT_START, TAG

    verb = doc.vocab.strings["VERB"]
    hashes = doc.to_array([ORTH, LEMMA, POS, TAG, DEP, ENT_TYPE])
    orth, lemma, pos, tag, dep, kind = hashes.T.tolist()
    numbers = doc.to_array([IDX, LENGTH, HEAD, ENT_IOB, SENT_START]).view(np.int64)
    starts = numbers[:, 0] + passage.start
    heads = (numbers[:, 2] + np.arange(len(doc))).tolist()
    children: list[list[int]] = [[] for _ in heads]
    for i, head in enumerate(heads):
        if head != i:
            children[head].append(i)
    borders = [0, *(np.flatnonzero(numbers[1:, 4] == 1) + 1).tolist(), len(doc)]
    return Tree(
        part=passage.part,
        words=[strings[key] for key in orth],
        lower=[lower[key] for key in orth],
        lemmas=[(verbs if p == verb else lower)[key] for key, p in zip(lemma, pos, strict=True)],
        pos=[strings[key] for key in pos],
        tags=[strings[key] for key in tag],
        deps=[strings[key] for key in dep],
        heads=heads,
        children=children,
        starts=starts.tolist(),
        ends=(starts + numbers[:, 1]).tolist(),
        sentences=list(pairwise(borders)),
        ents=_entities([strings[key] for key in kind], numbers[:, 3].tolist()),
    )


def _entities(kinds: list[str], iob: list[int]) -> list[tuple[int, int, str]]:
    """Return the model's entities as (start, end, kind); in `iob` 3 begins one and 1 goes on with it."""
    found: list[tuple[int, int, str]] = []
    for i, kind in enumerate(kinds):
        if kind:
            start = found.pop()[0] if iob[i] == 1 else i
            found.append((start, i + 1, kind))
    return found
