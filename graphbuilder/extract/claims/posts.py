"""Posts: which post of which body a title means, and its words ("army chief", "former Prime Minister")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuilder.extract.grammar.frames import Frame
    from graphbuilder.extract.grammar.reader import Predicate, Reader

# Of these there is one, whatever stands before: "Chad's military ruler".
ALONE = frozenset({"chief_executive", "ruler", "dictator", "strongman"})
LOWER = frozenset({"deputy", "vice", "assistant", "junior", "acting-deputy", "co-vice", "associate"})
FORMER = frozenset({"former", "ex", "late", "acting", "interim", "outgoing", "then", "incoming"})


def fits(frame: Frame, predicate: Predicate, reader: Reader) -> str | None:
    """Return why the frame of a post does not fit its words, None if it does."""
    if frame.type not in {"LEADS", "WORKS_FOR"}:
        return None
    tree = reader.tree
    start = reader.nouns.title_start(predicate.token)
    words = {tree.lower[i] for i in range(start, predicate.token)} | {
        tree.lower[c] for c in tree.children[predicate.token] if tree.deps[c] in {"amod", "compound", "nmod"} and c not in reader.at
    }
    if frame.type == "LEADS" and any(tree.lemmas[t] == "staff" for t in predicate.slots.get("of", ())):
        return "a chief of staff serves the one at the head"
    part_of = predicate.slots.get("of", ()) if "at" in predicate.slots else ()
    if frame.type == "LEADS" and part_of and not any(t in reader.at for t in part_of):  # "head of research at Y"
        return "the post is at the head of a part only"
    if words & reader.lexicon.words["outsiders"] and frame.name != "head-of-organization":
        return "the post is not one of the state"
    if frame.type == "LEADS" and words & LOWER:
        return "a deputy does not lead"
    if frame.type == "LEADS" and words & reader.lexicon.words["branches"] and "prime" not in words and predicate.lemma not in ALONE:
        return "the post is at the head of a part only"
    return None


def role_of(reader: Reader, noun: int) -> str | None:
    """Return the words of a post: "Prime Minister", "former chief executive"."""
    tree = reader.tree
    start = reader.nouns.title_start(noun)
    while start < noun and (tree.pos[start] in {"DET", "NUM"} or tree.tags[start] in {"PRP$", "JJS", "JJR"}):
        start += 1
    end = noun + 1
    if end < len(tree) and tree.lower[end] in {"general", "elect", "designate"} and end not in reader.at:
        end += 1
    words = reader.text(start, end)
    if FORMER.isdisjoint(words.lower().split()):  # "former Wirecard boss": the name stands between
        for i in range(max(start - 6, 0), start):
            if tree.lower[i] in FORMER and tree.heads[i] >= start:
                return f"{tree.lower[i]} {words}"
    return words
