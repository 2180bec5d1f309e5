"""A parsed text as plain lists, which rules can walk quickly: spaCy's token attributes cost a call each."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc

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


def make_tree(doc: Doc, *, offset: int, part: Part) -> Tree:
    """Return the tree of `doc`, a passage that begins at `offset` in the document's text."""
    from spacy.attrs import DEP, HEAD, IDX, LEMMA, LENGTH, POS, SENT_START, TAG

    strings = doc.vocab.strings
    names: dict[int, str] = {}

    def name(key: int) -> str:
        found = names.get(key)
        if found is None:
            found = names[key] = strings[key]
        return found

    rows = doc.to_array([LEMMA, POS, TAG, DEP, HEAD, IDX, LENGTH, SENT_START]).tolist()
    words = [token.text for token in doc]
    heads, starts, ends = [], [], []
    lemmas, pos, tags, deps = [], [], [], []
    children: list[list[int]] = [[] for _ in words]
    borders = []
    for i, (lemma, p, tag, dep, head, idx, length, sent_start) in enumerate(rows):
        lemmas.append(name(lemma).lower())
        pos.append(name(p))
        tags.append(name(tag))
        deps.append(name(dep))
        shift = head - (1 << 64) if head >= 1 << 63 else head
        heads.append(i + shift)
        if shift:
            children[i + shift].append(i)
        starts.append(offset + idx)
        ends.append(offset + idx + length)
        if sent_start == 1 or i == 0:
            borders.append(i)
    sentences = list(zip(borders, [*borders[1:], len(words)], strict=True))
    return Tree(
        part=part,
        words=words,
        lower=[word.lower() for word in words],
        lemmas=lemmas,
        pos=pos,
        tags=tags,
        deps=deps,
        heads=heads,
        children=children,
        starts=starts,
        ends=ends,
        sentences=sentences,
        ents=[(ent.start, ent.end, ent.label_) for ent in doc.ents],
    )
