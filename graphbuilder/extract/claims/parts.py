"""Parts: which body is a part of which, as names that stand side by side say it: "2nd Battalion, 5th Special Forces Group, Fort Campbell"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.trimming import POSSESSIVE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphbuilder.extract.grammar.reader import ClaimDraft, Reader
    from graphbuilder.extract.reading import Found

WITHIN = frozenset({"of", "within"})


def parts(reader: Reader, start: int, end: int) -> Iterator[ClaimDraft]:
    """Yield which of the bodies named in the sentence of tokens `start` to `end` is a part of the one beside it."""
    for i in range(start, end):
        found = reader.at.get(i)
        if found is None or found.end - 1 != i or found.kind != "name" or found.thing.label not in {"Organization", "Country"}:
            continue
        for outer, token in (_owner(reader, found), _beside(reader, found, end), _within(reader, found, end)):
            if outer is None or outer.thing is found.thing or outer.kind != "name" or outer.thing.group:
                continue
            if outer.thing.label == "Organization":
                yield reader.draft("MEMBER_OF", found, outer, token, rule="part-beside", confidence=0.8)
            elif outer.thing.label == "Place" and token == found.end and reader.tree.words[token] == ",":
                yield reader.draft("LOCATED_IN", found, outer, token, rule="unit-at", confidence=0.8)


def _owner(reader: Reader, inner: Found) -> tuple[Found | None, int]:
    """Read "the 101st Airborne Division's 3rd Brigade", "Hezbollah's Radwan Force"."""
    tree, mark = reader.tree, inner.start - 1
    if mark < 1 or tree.lower[mark] not in POSSESSIVE or not _words(reader, inner, "units"):
        return None, mark
    owner = reader.at.get(mark - 1)
    return owner if owner is not None and tree.heads[owner.head] == inner.head else None, mark


def _beside(reader: Reader, inner: Found, end: int) -> tuple[Found | None, int]:
    """Read "2nd Battalion, 5th Special Forces Group, Fort Campbell," but not the items of a list."""
    tree, comma = reader.tree, inner.end
    outer = reader.at.get(comma + 1) if comma + 1 < end and tree.words[comma] == "," else None
    if outer is None or outer.start != comma + 1 or _listed(reader, inner, outer):
        return None, comma
    units, larger = _words(reader, inner, "units"), _words(reader, outer, "units")
    numbered = [any(word[0].isdigit() or len(word) == 1 for word in tree.lower[f.start : f.end]) for f in (inner, outer)]
    if outer.thing.label == "Place":
        return outer if units and numbered[0] else None, comma
    return outer if units and larger and any(numbered) and units.isdisjoint(larger) else None, comma


def _listed(reader: Reader, inner: Found, outer: Found) -> bool:
    """True of two of several: "the 1st Regiment, the 2nd Brigade and the 3rd"."""
    tree = reader.tree
    heads = {inner.head, outer.head, *(c for c in tree.children[outer.head] if tree.deps[c] == "conj")}
    return any(tree.deps[c] == "cc" for head in heads for c in tree.children[head])


def _within(reader: Reader, inner: Found, end: int) -> tuple[Found | None, int]:
    """Read "the 2nd Battalion of the Parachute Regiment", "Turkey, within NATO,"."""
    tree, link = reader.tree, inner.end
    if link + 2 >= end or tree.lower[link] not in WITHIN:
        return None, link
    if tree.lower[link] == "of" and (tree.heads[link] != inner.head or not _words(reader, inner, "units")):
        return None, link
    first = link + 1 + (tree.pos[link + 1] == "DET")
    outer = reader.at.get(first)
    return outer if outer is not None and outer.start == first else None, link


def _words(reader: Reader, found: Found, class_: str) -> frozenset[str]:
    """Return the words of a class that a name has."""
    return reader.lexicon.words[class_].intersection(reader.tree.lower[found.start : found.end])
