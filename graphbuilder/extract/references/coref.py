"""Coref: which thing a pronoun means, and which a noun phrase that stands for a name (`nominals`).

The candidates are the mentions before it, in its own sentence and in the few before that. Each counts by its grammatical role (a
subject is what a text goes on about), by its distance and by how often it was named; number, gender and the clause rule out the others
(in "X met him" he is not X). Where two count alike, or a common noun is as good, nothing is said.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.clauses import Clauses
from graphbuilder.extract.grammar.frames import load_lexicon as load_frames
from graphbuilder.extract.grammar.reader import Reader
from graphbuilder.extract.grammar.subjects import OBJECT_ADJUNCT
from graphbuilder.extract.mentions.lexicon import load_lexicon
from graphbuilder.extract.reading import Found
from graphbuilder.extract.references.nominals import Descriptions
from graphbuilder.ontology import load_ontology

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphbuilder.extract.grammar.frames import Lexicon as Frames
    from graphbuilder.extract.mentions.lexicon import Lexicon
    from graphbuilder.extract.reading import Reading, Thing
    from graphbuilder.extract.tree import Tree
    from graphbuilder.model import MentionKind

HE, SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})
IT, THEY = frozenset({"it", "its", "itself"}), frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST = frozenset({"i", "me", "my", "we", "us", "our"})
DEMONSTRATIVE = frozenset({"this", "that"})
PRONOUNS = HE | SHE | IT | THEY
SINGLE = frozenset({"i", "me", "my"})
# What a role counts: the subject is what the text goes on about.
ROLES = {"nsubj": 6.0, "nsubjpass": 6.0, "poss": 3.0, "dobj": 3.0, "dative": 3.0, "agent": 3.0, "pobj": 2.0, "attr": 2.0}
INSIDE = frozenset({"amod", "compound", "nmod", "poss", "appos", "conj"})
SENTENCE, TOKEN, NAMED = 4.0, 0.03, 0.4  # what a sentence and a token of distance cost, and what each earlier mention adds
OWN_CLAUSE = 5.0
FARTHEST = 3  # sentences back
CLOSE = 0.8
FOLLOWING = frozenset({"replace", "succeed"})
# What only somebody can be.
MINDS = frozenset(
    """willing unwilling ready prepared determined keen eager reluctant able unable aware unaware concerned worried confident committed
    opposed silent grateful proud angry furious hesitant desperate""".split()
)
DUMMY = frozenset("be seem appear take become remain turn happen strike cost emerge follow transpire rain snow matter".split())


@dataclass(slots=True, eq=False)
class Seen:
    """A mention as a candidate: `top` is the head of the phrase that it acts in, `rank` what its role counts."""

    found: Found
    sentence: int
    top: int
    rank: float
    plural: bool = False


class Discourse:
    """What a document has named so far."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.lexicon: Lexicon = load_lexicon()
        self.frames: Frames = load_frames(load_ontology())
        self.recent: deque[list[Seen]] = deque(maxlen=FARTHEST)
        self.named: Counter[int] = Counter()
        self.gender: dict[int, str] = {}
        self.descriptions = Descriptions(reading, self.lexicon)

    def read(self, t: int, number: int, start: int, end: int, clauses: Clauses) -> None:
        """Resolve the pronouns and noun phrases of one sentence of tree `t`, tokens `start` to `end`; it is number `number`."""
        tree, at = self.reading.trees[t], self.reading.at[t]
        here: list[Seen] = []
        self.recent.append(here)
        for i in range(start, end):
            found = at.get(i)
            if found is not None:
                if i == found.end - 1 or (i + 1 < end and at.get(i + 1) is not found):
                    self._see(here, found, number, tree)
                continue
            first, thing = i, None
            kind: MentionKind = "pronoun"
            if tree.lower[i] in PRONOUNS and tree.tags[i] in {"PRP", "PRP$"}:
                thing = self._pronoun(t, i, number, end, clauses)
            elif tree.pos[i] == "NOUN" or (tree.pos[i] == "PROPN" and tree.lemmas[i] in self.lexicon.person_nouns):  # "the Apple CEO"
                thing = self._description(t, i, number, clauses)
                first, kind = self.descriptions.first(tree, i), "nominal"
            if thing is not None:
                mention = Found(tree=t, start=first, end=i + 1, head=i, kind=kind, thing=thing)
                self._see(here, self.reading.add(mention), number, tree)

    def _see(self, here: list[Seen], found: Found, number: int, tree: Tree) -> None:
        top, rank = role(tree, found.head, self.lexicon)
        plural = top != found.head and (tree.tags[top] == "NNS" or tree.lemmas[top] == "police")  # "Greek police"
        here.append(Seen(found, number, top, rank, plural))
        self.named[id(found.thing)] += 1
        if found.kind == "name" and found.thing.label == "Person":
            self.gender.setdefault(id(found.thing), "")
            self.gender[id(found.thing)] = self.gender[id(found.thing)] or gender_of(tree, found, self.lexicon)
        self.descriptions.learn(tree, found)

    # ---- pronouns

    def _pronoun(self, t: int, i: int, number: int, end: int, clauses: Clauses) -> Thing | None:
        tree = self.reading.trees[t]
        word = tree.lower[i]
        if word in IT and _is_dummy(tree, i):
            return None
        barred = self._barred(t, i, clauses)
        scored = self._scored(t, i, number, barred, word, clauses)
        if not scored and word in HE | SHE:
            return self._later(t, i, end, barred, word)
        best = self._best(scored)
        if best is None:
            return None
        if self._common_noun_is_better(t, i, best, clauses):
            return None
        if word in HE | SHE:
            self.gender[id(best.found.thing)] = "m" if word in HE else "f"
        return best.found.thing

    def _scored(self, t: int, i: int, number: int, barred: set[int], word: str, clauses: Clauses) -> list[tuple[float, Seen]]:
        tree = self.reading.trees[t]
        own = set(clauses.subjects(_verb_above(tree, i))) if tree.tags[i] == "PRP$" else set()
        out = []
        for seen in self.candidates():
            thing = seen.found.thing
            if id(thing) in barred or not self._agrees(seen, word):
                continue
            score = self.score(seen, i, number)
            if seen.top in own and seen.sentence == number:
                score += OWN_CLAUSE
            if word in HE | SHE and self.gender.get(id(thing)):
                score += 0.5
            if word in THEY and not thing.group and not seen.plural:
                score -= 1.0
            out.append((score, seen))
        return out

    def candidates(self) -> Iterator[Seen]:
        """Yield what was mentioned in this sentence so far and in the few before it, the latest first."""
        for sentence in reversed(self.recent):
            yield from reversed(sentence)

    def score(self, seen: Seen, i: int, number: int) -> float:
        """Return how well a candidate continues at token `i` of sentence `number`."""
        distance = number - seen.sentence
        near = TOKEN * (i - seen.found.head) if distance == 0 else 0.0
        return seen.rank - SENTENCE * distance - near + NAMED * min(self.named[id(seen.found.thing)], 4)

    @staticmethod
    def _best(scored: list[tuple[float, Seen]]) -> Seen | None:
        """Return the best candidate, None if there is none or another one in its role is as good."""
        if not scored:
            return None
        scored.sort(key=lambda pair: -pair[0])
        best, first = scored[0]
        for other, seen in scored[1:]:
            if (
                seen.found.thing is not first.found.thing
                and other > best - CLOSE
                and seen.top == first.top
                and seen.sentence == first.sentence
            ):
                return None
        return first

    def _agrees(self, seen: Seen, word: str) -> bool:
        thing = seen.found.thing
        if word in HE or word in SHE:
            return thing.label == "Person" and self.gender.get(id(thing), "") in {"", "m" if word in HE else "f"}
        if word == "it" and thing.label == "Place":
            return seen.rank >= ROLES["nsubj"]  # a capital that acts
        if word in IT:
            return thing.label != "Person" and not seen.plural and not (thing.group and seen.found.kind == "name")
        return thing.label in {"Organization", "Country"}

    def _barred(self, t: int, i: int, clauses: Clauses) -> set[int]:
        """The things that a pronoun cannot mean: the subject of its own clause, whoever its own phrase names ("his wife X")."""
        tree, at = self.reading.trees[t], self.reading.at[t]
        if tree.tags[i] == "PRP$":
            return {id(at[k].thing) for k in _phrase_of(tree, tree.heads[i]) if k in at and k != i}
        verb = _verb_above(tree, i)
        if tree.deps[i] in {"nsubj", "nsubjpass"} or tree.lower[i].endswith(("self", "selves")):
            return set()
        ends = clauses.subjects(verb)
        above = tree.heads[verb]
        if tree.lemmas[verb] in FOLLOWING and tree.lemmas[above] in OBJECT_ADJUNCT:  # "named X to replace him"
            ends = [*ends, *clauses.subjects(above)]
        return {id(at[k].thing) for k in ends if k in at} | {id(seen.found.thing) for seen in self.recent[-1] if seen.top in ends}

    def _later(self, t: int, i: int, end: int, barred: set[int], word: str) -> Thing | None:
        """Read "Born in Pretoria, he" the other way round: "In his letter, X": the subject of the main clause behind it."""
        tree, at = self.reading.trees[t], self.reading.at[t]
        top = i
        while tree.heads[top] != top and tree.deps[top] not in {"advcl", "ccomp"}:
            if tree.deps[top] in {"prep", "npadvmod"} and tree.pos[tree.heads[top]] in {"VERB", "AUX"}:
                break
            top = tree.heads[top]
        verb = tree.heads[top]
        if verb == top or verb < i or verb >= end:
            return None
        for child in tree.children[verb]:
            if tree.deps[child] in {"nsubj", "nsubjpass"} and child > i and child in at:
                seen = Seen(at[child], 0, child, 0.0)
                if id(seen.found.thing) not in barred and seen.found.kind == "name" and self._agrees(seen, word):
                    return seen.found.thing
        return None

    def _common_noun_is_better(self, t: int, i: int, best: Seen, clauses: Clauses) -> bool:
        """True if a common noun before a pronoun may be meant as well: "X signed the deal, and it was published"."""
        tree = self.reading.trees[t]
        word = tree.lower[i]
        verb = _verb_above(tree, i)
        acts = word in HE | SHE or (tree.deps[i] == "nsubj" and self._acting(tree.lemmas[verb]) and not clauses.passive(verb))
        if word in THEY and not best.found.thing.group and not best.plural and any(True for _ in self._common_nouns(t, i, best, acts=True)):
            return True  # "X is advising the buyers; Y will lend them money"
        mine = best.rank + (OWN_CLAUSE if tree.tags[i] == "PRP$" and best.rank >= ROLES["nsubj"] else 0.0)
        for k in self._common_nouns(t, i, best, acts):
            near = TOKEN * (k - best.found.head) if best.found.tree == t else 0.0
            if ROLES.get(tree.deps[k], 1.0) + near + (tree.deps[i] == "dobj") + (tree.lower[k] in DEMONSTRATIVE) > mine:
                return True
        return False

    def _common_nouns(self, t: int, i: int, best: Seen, acts: bool) -> Iterator[int]:
        """Yield the heads of noun phrases without a name between the best candidate's sentence and a pronoun that it may mean too."""
        tree, at = self.reading.trees[t], self.reading.at[t]
        word = tree.lower[i]
        first = best.found.start if best.found.tree == t else 0
        start = next(s for s, e in tree.sentences if s <= first < e)
        persons = self.frames.words["persons"]
        for k in range(i - 1, start - 1, -1):
            if tree.lower[k] in DEMONSTRATIVE and word in IT and tree.deps[k] in {"nsubj", "nsubjpass"}:
                yield k  # "This will not make X a party, but it will help"
            if k in at or tree.pos[k] != "NOUN" or (tree.tags[k] == "NNS") != (word in THEY) or tree.deps[k] in INSIDE - {"conj"}:
                continue
            lemma = tree.lemmas[k]
            if k != best.top and (not acts or lemma in persons or (word in IT | THEY and lemma in self.frames.words["bodies"])):
                yield k

    def _acting(self, lemma: str) -> bool:
        effects = self.frames.effects
        return lemma in self.frames.by_kind["verbs"] or lemma in effects["verbs"] or lemma in effects["speech"]

    # ---- noun phrases

    def _description(self, t: int, i: int, number: int, clauses: Clauses) -> Thing | None:
        tree = self.reading.trees[t]
        wanted = self.descriptions.at(t, i)
        if wanted is None:
            return None
        barred = self._barred(t, i, clauses)
        scored, things = [], set()
        for seen in self.candidates():
            thing = seen.found.thing
            if id(thing) in barred:
                continue
            fit = wanted.fits(thing)
            if fit is not None:
                scored.append((self.score(seen, i, number) + fit, seen))
            if fit is not None or thing.label == wanted.label == "Person":
                things.add(id(thing))  # where one person is not the chancellor, another one need not be either
        if len(things) > 1:
            sure = [(score, seen) for score, seen in scored if (wanted.fits(seen.found.thing) or 0.0) > 0]
            scored = sure if wanted.needs_one else scored
        best = self._best(scored)
        return None if best is None or tree.heads[i] == best.found.head else best.found.thing


def find_references(reading: Reading) -> None:
    """Add the pronouns and the noun phrases that stand for a name; "I" and "we" in a quotation are the speaker and the speaker's side."""
    if not reading.found:
        return
    discourse = Discourse(reading)
    number = 0
    for t, tree in enumerate(reading.trees):
        clauses = Clauses(tree)
        for start, end in tree.sentences:
            number += 1
            discourse.read(t, number, start, end, clauses)
        if '"' in tree.words or "“" in tree.words:
            _first_persons(reading, t, discourse)


def _first_persons(reading: Reading, t: int, discourse: Discourse) -> None:
    tree, at = reading.trees[t], reading.at[t]
    mine = [i for i, word in enumerate(tree.lower) if word in FIRST and i not in at and tree.tags[i] in {"PRP", "PRP$"}]
    if not mine or not at:
        return
    attribution = Reader(reading, t, discourse.frames).attribution
    quoted = attribution.quotes()
    for i in mine:
        speaker = attribution.speaker(i) if quoted and quoted[i] else None
        if speaker is None:
            continue
        person = speaker.thing.label == "Person"
        thing = speaker.thing if tree.lower[i] in SINGLE or not person else _side(reading, speaker)
        if person or tree.lower[i] not in SINGLE:
            reading.add(Found(tree=t, start=i, end=i + 1, head=i, kind="pronoun", thing=thing))


def _side(reading: Reading, speaker: Found) -> Thing:
    """Return for whom "we" is said: the state or body whose post the speaker's title names, else the speaker."""
    tree, at = reading.trees[speaker.tree], reading.at[speaker.tree]
    head = speaker.head
    titles = [c for c in tree.children[head] if tree.deps[c] in {"compound", "nmod", "appos"} and c not in at]
    for noun in (head, *titles):
        for child in tree.children[noun]:
            found = at.get(child)
            if found is not None and found is not speaker and tree.deps[child] in {"amod", "compound", "nmod", "poss"} and titles:
                return found.thing
    return speaker.thing


def role(tree: Tree, head: int, lexicon: Lexicon) -> tuple[int, float]:
    """Return the head of the phrase that a mention acts in, and what its role counts; what only modifies another noun counts less.

    "The Serbian government said it": the country is the subject.
    """
    top, cost = head, 0.0
    for _ in range(6):
        dep, above = tree.deps[top], tree.heads[top]
        if dep not in INSIDE or above == top or tree.pos[above] in {"VERB", "AUX"}:
            break
        if dep == "conj":
            cost += 0.5
        elif dep == "poss":
            if tree.lemmas[above] in lexicon.state:
                return above, ROLES.get(tree.deps[above], 1.0)
            return top, -3.0 if tree.pos[above] == "PROPN" else ROLES["poss"]  # "Norway's Equinor" is not about Norway
        elif dep != "appos" and (tree.pos[above] == "PROPN" or tree.lemmas[above] not in lexicon.state):
            cost += 3.0
        top = above
    dep = tree.deps[top]
    if dep == "pobj" and tree.deps[tree.heads[top]] == "agent":
        dep = "agent"
    return top, ROLES.get(dep, 1.0) - cost


def gender_of(tree: Tree, found: Found, lexicon: Lexicon) -> str:
    """Return "m" or "f" if the title, the kin word before a name or the given name tells, else ""."""
    words = [tree.lower[i] for i in range(max(found.start - 3, 0), found.start) if tree.heads[i] == found.head or i == found.start - 1]
    for word in reversed(words):
        if word in lexicon.men or word in lexicon.women:
            return "m" if word in lexicon.men else "f"
    for child in tree.children[found.head]:
        if tree.deps[child] == "appos" and tree.lemmas[child] in lexicon.men | lexicon.women:
            return "m" if tree.lemmas[child] in lexicon.men else "f"
    given = tree.lower[found.start]
    if found.end - found.start > 1:
        if given in lexicon.men_names:
            return "m"
        if given in lexicon.women_names:
            return "f"
    return "m" if given in lexicon.men else "f" if given in lexicon.women else ""


def _verb_above(tree: Tree, i: int) -> int:
    while tree.heads[i] != i and tree.pos[i] not in {"VERB", "AUX"}:
        i = tree.heads[i]
    return i


def _phrase_of(tree: Tree, noun: int) -> Iterator[int]:
    """Yield the tokens of the phrase that a possessed noun names or is set beside: "his deputy X", "his wife, X", "X, his wife"."""
    yield noun
    if tree.deps[noun] in {"compound", "nmod", "appos", "attr"} or (tree.deps[noun] == "conj" and tree.pos[tree.heads[noun]] == "NOUN"):
        yield tree.heads[noun]
    governor = tree.heads[noun]
    if tree.lemmas[governor] == "be":
        yield from (c for c in tree.children[governor] if c > noun and tree.deps[c] == "attr")
    for child in tree.children[noun]:
        if tree.deps[child] in {"appos", "compound", "nmod"}:
            yield child


def _is_dummy(tree: Tree, i: int) -> bool:
    """True of "it is clear that", "it took her an hour to", "made it clear", not of "it is willing to"."""
    verb = tree.heads[i]
    if tree.deps[i] == "expl":
        return True
    if any(tree.deps[c] == "acomp" and tree.lemmas[c] in MINDS for c in tree.children[verb]):
        return False
    if tree.deps[i] in {"nsubj", "nsubjpass"} and tree.lower[i] == "it":
        clause = any(tree.deps[c] in {"ccomp", "xcomp", "csubj", "advcl", "acomp"} for c in tree.children[verb] if c > i)
        relative = any(tree.deps[g] in {"relcl", "ccomp"} for c in tree.children[verb] if tree.deps[c] == "attr" for g in tree.children[c])
        return tree.lemmas[verb] in DUMMY and (clause or relative)
    return (
        tree.lower[i] == "it"
        and tree.deps[i] in {"nsubj", "dobj"}
        and tree.deps[verb] == "ccomp"
        and tree.lemmas[tree.heads[verb]] == "make"
    )
