"""What the parser is known to misread, and what stands there in truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuilder.extract.tree import Tree

PARTICLES = frozenset(
    """about ahead alongside apart around ashore aside away back behind by down forward home in off on out over through
    together up""".split()
)
TIMES = frozenset(
    """jan. feb. mar. apr. jun. jul. aug. sep. sept. oct. nov. dec. monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december today yesterday tomorrow christmas easter ramadan""".split()
)


def perfect(tree: Tree, participle: int, have: int) -> bool:
    """True of "having annexed X", which the parser takes for "having (an) annexed X"."""
    return tree.lemmas[have] == "have" and tree.tags[have] == "VBG" and have == participle - 1


def second_object(tree: Tree, participle: int) -> int | None:
    """Return the object of the second verb of "raided X and arrested Y", which the parser takes for a participle before Y."""
    if participle == 0 or tree.lower[participle - 1] not in {"and", "or"} or tree.tags[participle] not in {"VBN", "VBD"}:
        return None
    noun = tree.heads[participle]
    while tree.deps[noun] in {"compound", "nmod"}:
        noun = tree.heads[noun]
    joined = tree.deps[noun] == "conj" or (tree.deps[noun] == "dobj" and tree.heads[participle - 1] == tree.heads[noun])
    return noun if joined and tree.pos[tree.heads[noun]] == "VERB" and noun > participle else None


def taken_for_time(tree: Tree, noun: int, verb: int) -> bool:
    """True of a name right behind a verb without an object: "criticised and threatened X"."""
    first = min((c for c in tree.children[noun]), default=noun)
    if tree.pos[noun] != "PROPN" or tree.lower[noun] in TIMES or noun < verb:
        return False
    if any(tree.lower[between] not in PARTICLES for between in range(verb + 1, min(first, noun))):
        return False
    return not any(tree.deps[c] in {"dobj", "nsubjpass"} for c in tree.children[verb])


def receivers_before(tree: Tree, noun: int) -> list[int]:
    """Who gets it where the parser took it for a part of what is given: "handed X fifty vehicles", "sent X its tanks"."""
    inner = tree.children[noun]
    limits = [c for c in inner if c < noun and (tree.deps[c] in {"det", "nummod"} or tree.tags[c] == "PRP$")]
    return [c for c in inner if limits and c < limits[-1] and tree.deps[c] in {"nmod", "compound", "npadvmod"} and tree.pos[c] == "PROPN"]
