"""What the rules share while they read one tree: its clauses, actors, nouns and qualifiers, and the claim that a rule makes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.actors import Actors
from graphbuilder.extract.grammar.attribution import Attribution
from graphbuilder.extract.grammar.clauses import Clauses
from graphbuilder.extract.grammar.nouns import Nouns
from graphbuilder.extract.grammar.qualifiers import Qualifiers
from graphbuilder.extract.grammar.where import place_of
from graphbuilder.extract.times.read import time_of

if TYPE_CHECKING:
    from graphbuilder.extract.grammar.clauses import Slots
    from graphbuilder.extract.grammar.frames import Frame, Lexicon
    from graphbuilder.extract.reading import Found, Reading
    from graphbuilder.model import Modality, Polarity

Tokens = tuple[int, int, int]
# Slots that are no words of the text.
ROLES = frozenset(
    "patient dative attr pair agent that do must own unless aim above where speaker receiver mod poss holder under target adverb field".split()
)
NAMES = frozenset({"name", "demonym"})
WE = frozenset({"we", "us", "our"})


@dataclass(slots=True, kw_only=True, eq=False)
class ClaimDraft:
    """A claim in the making; spans are token ranges (tree, start, end)."""

    subject: Found
    type: str
    object: Found
    predicate: str
    predicate_span: Tokens
    rule: str
    confidence: float
    theme: str | None = None
    role: str | None = None
    polarity: Polarity = "positive"
    modality: Modality = "asserted"
    time: str | None = None
    attributed_to: Found | None = None
    attribution_span: Tokens | None = None
    place: Found | None = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """A word that may state a relation, its slots, and the frames of its lemma."""

    token: int
    kind: str
    lemma: str
    slots: Slots
    frames: tuple[Frame, ...]

    def wording(self, slot: str) -> str:
        """Return its words, with the preposition if its object stands behind one: "prop up", "rely on"."""
        words = self.lemma.replace("_", " ")
        return f"{words} {slot}" if slot.isalpha() and slot not in ROLES else words


@dataclass(frozen=True, slots=True)
class Miss:
    """A frame whose predicate stands in the text but which made no claim, and why."""

    predicate: Predicate
    frame: Frame
    reason: str


def is_we(reading: Reading, found: Found) -> bool:
    """True of "we" and "our", which mean the speaker's side."""
    return found.kind == "pronoun" and reading.trees[found.tree].lower[found.start] in WE


def by_name(reading: Reading, found: Found) -> Found:
    """Return the nearest mention by name in the sentence of a pronoun or noun phrase, itself if the sentence has none."""
    if found.kind not in {"pronoun", "nominal"}:
        return found
    at = reading.at[found.tree]
    start, end = next(s for s in reading.trees[found.tree].sentences if s[0] <= found.head < s[1])
    names = {f.head: f for f in map(at.get, range(start, end)) if f is not None and f.thing is found.thing and f.kind in NAMES}
    return min(names.values(), key=lambda f: (f.kind != "name", abs(f.head - found.head)), default=found)


class Reader:
    """Tree number `t` of a document, with what answers the questions of the rules about it.

    `at` maps tokens to the mentions of actors and places, `events` to those of events.
    """

    __slots__ = ("actors", "at", "attribution", "clauses", "events", "lexicon", "nouns", "qualifiers", "reading", "t", "tree")

    def __init__(self, reading: Reading, t: int, lexicon: Lexicon) -> None:
        self.reading = reading
        self.t = t
        self.tree = reading.trees[t]
        at = reading.at[t]
        self.events = {i: found for i, found in at.items() if found.thing.label == "Event"}
        self.at = at if not self.events else {i: found for i, found in at.items() if i not in self.events}
        self.lexicon = lexicon
        self.clauses = Clauses(self.tree)
        deeds = lexicon.by_kind["nouns"]  # whose phrase may name who does it: "the war between X and Y"
        closed = {i for i, event in self.events.items() if self.tree.lemmas[event.head] not in deeds}
        self.actors = Actors(self.clauses, self.at, lexicon.words, closed)
        self.nouns = Nouns(self.clauses, self.actors, self.at, lexicon.effects)
        self.qualifiers = Qualifiers(self.clauses, lexicon.effects, deeds)
        self.attribution = Attribution(self.clauses, self.actors, lexicon.effects["speech"])

    def text(self, start: int, end: int) -> str:
        """Return the text of a range of tokens, on one line."""
        tree = self.tree
        return " ".join(self.reading.document.text[tree.starts[start] : tree.ends[end - 1]].split())

    def heads(self, noun: int) -> list[str]:
        """Return what `when` and `unless` compare: the lemma and the form of a noun, with the word before it ("arrest_warrant"), "#" and the label if
        it is a mention, and the same of what it counts or measures: "thousands of tons of grain"."""
        tree, measures = self.tree, self.lexicon.words["measures"]
        out: list[str] = []
        while True:
            out += [tree.lemmas[noun], tree.lower[noun], f"{tree.lower[noun - 1]}_{tree.lemmas[noun]}"]
            if noun in self.at:
                out.append(f"#{self.at[noun].thing.label}")
            of = (
                next((c for c in tree.children[noun] if tree.lower[c] == "of"), None)
                if tree.lemmas[noun] in measures or tree.pos[noun] == "NUM"
                else None
            )
            inner = [c for c in tree.children[of] if tree.deps[c] == "pobj"] if of is not None else []
            if not inner:
                return out
            noun = inner[0]

    def draft(self, type_: str, subject: Found, object_: Found, token: int, *, rule: str, confidence: float) -> ClaimDraft:
        """Return a claim made at the predicate `token`, without its qualifiers."""
        return ClaimDraft(
            subject=self._end(subject),
            type=type_,
            object=self._end(object_),
            predicate=self.tree.lemmas[token],
            predicate_span=(self.t, token, token + 1),
            rule=rule,
            confidence=self.lexicon.confidence.get(rule, confidence),
            time=time_of(self.reading, self.t, token),
        )

    def _end(self, found: Found) -> Found:
        """Return the mention at which a claim ends; for whom "we" is said is known only when all claims are read (`sides`)."""
        return found if found.tree != self.t or is_we(self.reading, found) else by_name(self.reading, found)

    def qualify(self, draft: ClaimDraft, predicate: Predicate, frame: Frame | None = None) -> None:
        """Add polarity, modality, speaker and place; a frame's wording may be negative or planned in itself."""
        draft.polarity, draft.modality = self.qualifiers.stance(predicate.token)
        if frame is not None and frame.modality is not None:
            draft.modality = frame.modality
        if frame is not None and frame.polarity == "negative":
            draft.polarity = "negative" if draft.polarity == "positive" else "positive"
        speaker = self.attribution.speaker(predicate.token)
        if speaker is not None:
            draft.attributed_to = speaker
            draft.attribution_span = (speaker.tree, speaker.start, speaker.end)
        draft.place = place_of(predicate, draft, self)
