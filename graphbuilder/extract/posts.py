"""Posts: which post of which body a title means, and its words ("army chief", "former Prime Minister")."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuilder.extract.frames import Frame
    from graphbuilder.extract.reader import Predicate, Reader

# A chief of one of these serves the state; one of the others stands against it or beside it, and is none of its posts.
BRANCHES = frozenset(
    """army navy military police force air defence defense intelligence security finance foreign interior trade energy health staff guard
    parliament parliamentary house senate congress assembly justice economy budget policy central bank election electoral border
    customs spy space tax environment agriculture labour labor education transport treasury rights presidential government state
    general attorney deputy vice assistant junior project product program programme account store regional area marketing sales
    operations""".split()
)
OUTSIDERS = frozenset(
    """opposition rebel rebels militia militant separatist guerrilla insurgent party faction union student protest tribal religious
    spiritual muslim islamic christian catholic sunni shiite church gang mafia cartel business community islamist jihadist minority
    nationalist labour far-right communist socialist liberal conservative team club band group coalition""".split()
)
# Of these there is one, whatever stands before: "Chad's military ruler".
ALONE = frozenset({"chief_executive", "ruler", "dictator", "strongman"})
LOWER = frozenset({"deputy", "vice", "assistant", "junior", "acting-deputy", "co-vice", "associate"})
RANKS = frozenset({"LEADS", "WORKS_FOR"})
FORMER = frozenset({"former", "ex", "late", "acting", "interim", "outgoing", "then", "incoming"})


def fits(frame: Frame, predicate: Predicate, reader: Reader) -> str | None:
    """Return why the frame of a post does not fit its words, None if it does."""
    if frame.type not in {"LEADS", "WORKS_FOR", "CITIZEN_OF"}:
        return None
    tree = reader.tree
    start = reader.nouns.title_start(predicate.token)
    words = {tree.lower[i] for i in range(start, predicate.token)} | {
        tree.lower[c] for c in tree.children[predicate.token] if tree.deps[c] in {"amod", "compound", "nmod"} and c not in reader.at
    }
    if frame.type == "CITIZEN_OF":
        return None
    if words & OUTSIDERS and frame.name != "head-of-organization":
        return "the post is not one of the state"
    if frame.type == "LEADS" and words & LOWER:
        return "a deputy does not lead"
    if frame.type == "LEADS" and words & BRANCHES and "prime" not in words and predicate.lemma not in ALONE:
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
