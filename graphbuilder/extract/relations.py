"""Relations: the claims that the sentences of a document state. Frames (`frames`) are applied to predicates; this is the engine.

For each verb, adjective, event noun and post of a sentence with two mentions or more, the frames of its lemma are tried in turn; the
first that finds a subject and an object makes a claim, to which qualifiers and speaker are added. A verb that links two actors and has
no frame gives RELATED_TO. Places and parts that stand side by side are read by `places`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuilder.extract.actors import Actors
from graphbuilder.extract.attribution import Attribution
from graphbuilder.extract.clauses import Clauses, Slots
from graphbuilder.extract.frames import Frame, Lexicon, load_lexicon
from graphbuilder.extract.nouns import COPULAS, Nouns
from graphbuilder.extract.places import nestings
from graphbuilder.extract.posts import fits, role_of
from graphbuilder.extract.qualifiers import Qualifiers
from graphbuilder.extract.time import time_of
from graphbuilder.ontology import FALLBACK, load_ontology

if TYPE_CHECKING:
    from graphbuilder.extract.reading import Found, Reading
    from graphbuilder.model import Modality, Polarity
    from graphbuilder.ontology import Ontology

Tokens = tuple[int, int, int]
FALLBACK_SLOTS = (
    "patient",
    "dative",
    "to",
    "against",
    "on",
    "with",
    "for",
    "from",
    "of",
    "into",
    "at",
    "toward",
    "towards",
    "over",
    "about",
    "in",
)
PLACE_SLOTS = ("in", "at", "near", "on", "outside", "inside", "around", "across")
BE = frozenset({"be", "have", "do", "become", "remain", "seem", "include", "mean", "make", "let", "get", "accord"})
FALLBACK_CONFIDENCE = 0.5


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


@dataclass(frozen=True, slots=True)
class Miss:
    """A frame whose predicate stands in the text but which made no claim, and why."""

    predicate: Predicate
    frame: Frame
    reason: str


def read_claims(reading: Reading, ontology: Ontology | None = None, *, missed: Callable[[Miss], None] | None = None) -> list[ClaimDraft]:
    """Return the claims of a document in the order of its text.

    Args:
        reading: The document with its mentions found and resolved.
        ontology: The relation types and a user's own frames; None takes the packaged ones.
        missed: Called with each frame that nearly made a claim, for explanations.
    """
    lexicon = load_lexicon(ontology if ontology is not None else load_ontology())
    drafts: list[ClaimDraft] = []
    for t, tree in enumerate(reading.trees):
        at = reading.at[t]
        if len(at) < 2:
            continue
        reader = _Reader(reading, t, lexicon, missed)
        for start, end in tree.sentences:
            if len({id(at[i].thing) for i in range(start, end) if i in at}) > 1:
                drafts += reader.sentence(start, end)
    return drafts


class _Reader:
    """Reads the sentences of one tree."""

    def __init__(self, reading: Reading, t: int, lexicon: Lexicon, missed: Callable[[Miss], None] | None) -> None:
        self.reading = reading
        self.t = t
        self.tree = reading.trees[t]
        self.at = reading.at[t]
        self.lexicon = lexicon
        self.missed = missed
        self.clauses = Clauses(self.tree)
        self.actors = Actors(self.clauses, self.at, lexicon.words)
        self.nouns = Nouns(self.clauses, self.actors, self.at, lexicon.effects)
        self.qualifiers = Qualifiers(self.clauses, lexicon.effects)
        self.attribution = Attribution(self.clauses, self.actors, lexicon.effects["speech"])

    # ---- predicates

    def sentence(self, start: int, end: int) -> list[ClaimDraft]:
        """Return the claims of the sentence of tokens `start` to `end`."""
        drafts: list[ClaimDraft] = []
        loose: list[Predicate] = []
        for predicate in self._predicates(start, end):
            made = list(self._apply(predicate))
            drafts += made
            if not made and predicate.kind == "verbs":
                loose.append(predicate)
        _promote_counterparts(drafts)
        drafts += nestings(self, start, end)
        drafts = _distinct(drafts)
        linked = {frozenset((id(d.subject.thing), id(d.object.thing))) for d in drafts}
        for predicate in loose:
            drafts += [d for d in self._fallback(predicate) if frozenset((id(d.subject.thing), id(d.object.thing))) not in linked]
        return _distinct(drafts)

    def _predicates(self, start: int, end: int) -> Iterator[Predicate]:
        tree, by_kind = self.tree, self.lexicon.by_kind
        verbs, nouns, posts, adjectives = by_kind["verbs"], by_kind["nouns"], by_kind["posts"], by_kind["adjectives"]
        for i in range(start, end):
            pos, lemma = tree.pos[i], tree.lemmas[i]
            if pos == "VERB" or (pos == "AUX" and tree.deps[i] not in {"aux", "auxpass"}):
                yield self._verb(i, verbs)
            elif pos in {"NOUN", "PROPN"}:
                if lemma in nouns and (i not in self.at or self.at[i].kind == "nominal" or self.at[i].thing.label == "Event"):
                    slots = self.nouns.deed(i)
                    slots["self"] = [i]
                    yield Predicate(i, "nouns", lemma, slots, nouns[lemma])
                key = self._title(i)
                if key in posts:
                    slots = self.nouns.post(i)
                    if slots:
                        yield Predicate(i, "posts", key, slots, posts[key])
            if lemma in adjectives and pos in {"ADJ", "VERB"}:
                yield Predicate(i, "adjectives", lemma, self._adjective(i), adjectives[lemma])

    def _verb(self, i: int, verbs: Mapping[str, tuple[Frame, ...]]) -> Predicate:
        lemma = self.tree.lemmas[i]
        particle = self.clauses.particle(i)
        key = lemma if particle is None else f"{lemma}_{particle}"
        frames = verbs.get(key) or verbs.get(lemma, ())
        return Predicate(i, "verbs", key, self.clauses.arguments(i), frames)

    def _title(self, i: int) -> str:
        """Return the key of a post: its lemma, with the word before it where both make one ("prime minister")."""
        lemma = self.tree.lemmas[i]
        if i > 0:
            double = f"{self.tree.lower[i - 1]}_{lemma}"
            if double in self.lexicon.by_kind["posts"]:
                return double
        return lemma

    def _adjective(self, i: int) -> Slots:
        tree = self.tree
        slots = dict(self.clauses.arguments(i))
        if tree.deps[i] in {"amod", "appos", "acl"} and "agent" not in slots:
            slots["agent"] = [tree.heads[i]]
        return slots

    # ---- frames

    def _apply(self, predicate: Predicate) -> Iterator[ClaimDraft]:
        for frame in predicate.frames:
            reason = self._unmet(frame, predicate)
            found: list[ClaimDraft] = []
            if reason is None:
                pairs, slot, reason = self._ends(frame, predicate)
                found = [self._claim(frame, predicate, subject, object_, slot) for subject, object_ in pairs]
            if reason is not None and self.missed is not None:
                self.missed(Miss(predicate, frame, reason))
            yield from found
            if found and not frame.also:
                return

    def _unmet(self, frame: Frame, predicate: Predicate) -> str | None:
        """Return which condition of the frame fails, None if all hold."""
        tree, slots = self.tree, predicate.slots
        for slot, words in frame.when.items():
            if not any("*" in words or tree.lemmas[t] in words for t in slots.get(slot, ())):
                return f"`{slot}` holds no word that the frame asks for"
        for slot, words in frame.unless.items():
            if any("*" in words or tree.lemmas[t] in words for t in slots.get(slot, ())):
                return f"`{slot}` holds a word that the frame excludes"
        if predicate.kind == "posts":
            return fits(frame, predicate, self)
        return None

    def _ends(self, frame: Frame, predicate: Predicate) -> tuple[list[tuple[Found, Found]], str, str | None]:
        """Return the pairs of subject and object that the slots give, the slot of the object, and what is missing if there are none."""
        subjects: list[Found] = []
        for slot in frame.subject:
            subjects = self._fill(slot, predicate, subject=True)
            if subjects:
                break
        wrong_subjects = [f for f in subjects if f.thing.label not in frame.subject_labels]
        subjects = [f for f in subjects if f.thing.label in frame.subject_labels]
        things = {id(f.thing) for f in subjects}
        reason = (
            f"no subject in {' or '.join(frame.subject)}" if not wrong_subjects else f"a subject of label {wrong_subjects[0].thing.label}"
        )
        if not subjects and not (frame.symmetric and "pair" in frame.object):
            return [], "", reason
        for slot in frame.object:
            if slot == "pair":
                pairs = self._pairs(frame, predicate, subjects)
                if pairs:
                    return pairs, slot, None
                continue
            objects = self._fill(slot, predicate, subject=False)
            objects = [f for f in objects if f.thing.label in frame.object_labels and id(f.thing) not in things]
            if objects and subjects:
                return [(s, o) for s in subjects for o in objects], slot, None
        return [], "", reason if not subjects else f"no object in {' or '.join(frame.object)} of label {', '.join(frame.object_labels)}"

    def _pairs(self, frame: Frame, predicate: Predicate, subjects: list[Found]) -> list[tuple[Found, Found]]:
        """Every pair of the doers of a deed that is done together."""
        tokens = predicate.slots.get("pair")
        ends = self.actors.doers(tokens) if tokens else subjects
        ends = [f for f in ends if f.thing.label in frame.object_labels]
        if not frame.symmetric:
            return [(ends[0], other) for other in ends[1:]] if tokens else []
        return [(a, b) for i, a in enumerate(ends) for b in ends[i + 1 :]]

    def _fill(self, slot: str, predicate: Predicate, *, subject: bool) -> list[Found]:
        name, own = (slot[:-1], True) if slot.endswith("!") else (slot, False)
        tokens = self._tokens(name, predicate)
        if not tokens:
            return []
        if predicate.kind == "posts" and name in {"holder", "mod"}:
            return self.actors.named(tokens)
        if own or predicate.kind == "posts":
            return self.actors.described(tokens)
        return self.actors.doers(tokens) if subject else self.actors.targets(tokens)

    def _tokens(self, name: str, predicate: Predicate) -> list[int]:
        slots = predicate.slots
        if name in slots:
            return slots[name]
        if name == "that":
            clauses = [*slots.get("ccomp", ()), *(c for key in ("into:", "over:") for c in slots.get(key, ()))]
            return [t for clause in clauses for t in self.clauses.subjects(clause)]
        if name == "do":
            return [t for key in ("xcomp", "ccomp") for clause in slots.get(key, ()) for t in self._acted_on(clause, 0)]
        if name == "above":
            return self._above(predicate.token)
        if name == "must":
            return [t for clause in slots.get("ccomp", ()) if self._obliged(clause) for t in self.clauses.subjects(clause)]
        if name == "where":  # the place as target where there is no other
            clauses = [predicate.token, *slots.get("xcomp", ())]
            return [t for c in clauses for key in ("in", "at") for t in self.clauses.arguments(c).get(key, ()) if t in self.at]
        if name == "to-be":  # "named X to be ambassador"
            return [
                t
                for clause in slots.get("xcomp", ())
                if self.tree.lemmas[clause] == "be"
                for t in self.clauses.arguments(clause).get("attr", ())
            ]
        return []

    def _acted_on(self, clause: int, depth: int) -> list[int]:
        """What a clause acts on: the object of its verb, else what stands behind a preposition, else what the clause below acts on."""
        slots = self.clauses.arguments(clause)
        out = [*slots.get("dative", ()), *slots.get("patient", ())]
        for name in ("to", "on", "against", "with", "from", "of", "at", "into", "for"):
            out += slots.get(name, ())
        for inner in slots.get("xcomp", ()):
            if depth < 3:
                out += self._acted_on(inner, depth + 1)
        return out

    def _obliged(self, clause: int) -> bool:
        """True if a clause says what must or should be done."""
        tree = self.tree
        if tree.lemmas[clause] in {"have", "need"} and any(tree.deps[c] == "xcomp" for c in tree.children[clause]):
            return True
        return any(tree.deps[c] == "aux" and tree.lower[c] in {"must", "should", "ought"} for c in tree.children[clause])

    def _above(self, token: int) -> list[int]:
        """The object of the verb above in "helps X by providing"."""
        tree = self.tree
        while tree.deps[token] == "conj" and tree.pos[tree.heads[token]] == "VERB":
            token = tree.heads[token]
        by = tree.heads[token]
        if tree.deps[token] != "pcomp" or tree.lower[by] != "by":
            return []
        return self.clauses.arguments(tree.heads[by]).get("patient", [])

    # ---- claims

    def _claim(self, frame: Frame, predicate: Predicate, subject: Found, object_: Found, slot: str) -> ClaimDraft:
        polarity, modality = self.qualifiers.stance(predicate.token)
        draft = self.draft(frame.type, subject, object_, predicate.token, rule=frame.name, confidence=frame.confidence)
        draft.predicate = self._wording(predicate, slot)
        draft.polarity, draft.modality = polarity, frame.modality or modality  # type: ignore[assignment]
        if predicate.kind == "posts":
            draft.role = role_of(self, predicate.token) if frame.role else None
            return draft
        draft.theme = self._words_of(frame.theme, predicate, without=object_)
        draft.role = self._words_of(frame.role, predicate, without=object_)
        self._say_who(draft, predicate.token)
        draft.place = self._place(predicate, draft)
        return draft

    def draft(self, type_: str, subject: Found, object_: Found, token: int, *, rule: str, confidence: float) -> ClaimDraft:
        """Return a claim made at the predicate `token`, without its qualifiers."""
        return ClaimDraft(
            subject=subject,
            type=type_,
            object=object_,
            predicate=self.tree.lemmas[token],
            predicate_span=(self.t, token, token + 1),
            rule=rule,
            confidence=confidence,
            time=time_of(self.reading, self.t, token),
        )

    def _say_who(self, draft: ClaimDraft, token: int) -> None:
        speaker = self.attribution.speaker(token)
        if speaker is not None:
            draft.attributed_to = speaker
            draft.attribution_span = (speaker.tree, speaker.start, speaker.end)

    def _wording(self, predicate: Predicate, slot: str) -> str:
        words = predicate.lemma.replace("_", " ")
        return (
            f"{words} {slot}"
            if slot.isalpha()
            and slot
            not in {"patient", "dative", "attr", "pair", "agent", "that", "do", "above", "mod", "poss", "holder", "under", "target"}
            else words
        )

    def _words_of(self, names: tuple[str, ...], predicate: Predicate, *, without: Found) -> str | None:
        """Return the text of the first of the slots that has words other than the object itself."""
        for name in names:
            if name == "self":
                return self.text(self.nouns.title_start(predicate.token), predicate.token + 1)
            tokens = [t for t in self._tokens(name, predicate) if self.at.get(t) is not without]
            if tokens:
                return self.text(*self.qualifiers.phrase(tokens[0]))
        return None

    def text(self, start: int, end: int) -> str:
        """Return the text of a range of tokens, on one line."""
        tree = self.tree
        return " ".join(self.reading.document.text[tree.starts[start] : tree.ends[end - 1]].split())

    def _place(self, predicate: Predicate, draft: ClaimDraft) -> Found | None:
        ends = {id(draft.subject.thing), id(draft.object.thing)}
        slots = [predicate.slots]
        head = self.tree.heads[predicate.token]
        if predicate.kind == "nouns" and self.tree.pos[head] == "VERB":
            slots.append(self.clauses.arguments(head))
        slots += [self._behind(t) for name in ("agent", "patient") for t in predicate.slots.get(name, ())]
        for held in slots:
            for name in PLACE_SLOTS:
                for found in self.actors.places(held.get(name, ())):
                    if found.thing.label in {"Place", "Country"} and id(found.thing) not in ends:
                        return found
        return None

    def _behind(self, noun: int) -> Slots:
        """The phrases behind a common noun that is not a mention ("an Israeli soldier in Jenin")."""
        slots: Slots = {}
        if noun not in self.at:
            for child in self.tree.children[noun]:
                if self.tree.deps[child] == "prep" and self.tree.lower[child] in {"in", "at", "near"}:
                    self.clauses.add_preposition(child, slots)
        return slots

    def _fallback(self, predicate: Predicate) -> Iterator[ClaimDraft]:
        """RELATED_TO: a verb that links two actors and has no frame that fits."""
        lemma = self.tree.lemmas[predicate.token]
        if lemma in BE or lemma in COPULAS:
            return
        subjects = self.actors.doers(predicate.slots.get("agent", ()))
        if not subjects:
            return
        things = {id(f.thing) for f in subjects}
        for slot in FALLBACK_SLOTS:
            objects = [f for f in self.actors.targets(predicate.slots.get(slot, ())) if id(f.thing) not in things]
            if objects:
                for subject in subjects:
                    for object_ in objects:
                        draft = self.draft(FALLBACK, subject, object_, predicate.token, rule="verb", confidence=FALLBACK_CONFIDENCE)
                        draft.predicate = self._wording(predicate, slot)
                        draft.polarity, draft.modality = self.qualifiers.stance(predicate.token)
                        self._say_who(draft, predicate.token)
                        draft.place = self._place(predicate, draft)
                        yield draft
                return


def _promote_counterparts(drafts: list[ClaimDraft]) -> None:
    """A head of state's counterpart is a head of state: "Prime Minister X met his Slovak counterpart, Y"."""
    if any(draft.type == "LEADS" and draft.object.thing.label == "Country" for draft in drafts):
        for draft in drafts:
            if draft.type == "WORKS_FOR" and draft.predicate == "counterpart":
                draft.type = "LEADS"


def _distinct(drafts: list[ClaimDraft]) -> list[ClaimDraft]:
    """Leave out what one sentence states twice; the first that is stated counts."""
    seen: dict[object, ClaimDraft] = {}
    for draft in drafts:
        key = (id(draft.subject.thing), draft.type, id(draft.object.thing), draft.polarity)
        seen.setdefault(key, draft)
    return list(seen.values())
