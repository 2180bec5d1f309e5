"""How a claim is meant: denied or not, asserted, planned, possible or hypothetical; and the words of its theme and role.

One walk from the predicate up to the verb that governs it all collects what bears on it: negation, modals, "if", and what the verbs
and nouns above do to what stands below them ("refuse to", "plan to", "urged X to": `data/words.toml`, effects).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.subjects import OBJECT_ADJUNCT, SPENDING, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from graphbuilder.extract.grammar.clauses import Clauses
    from graphbuilder.extract.tree import Tree
    from graphbuilder.model import Modality, Polarity

ACCUSING = frozenset({"accuse", "suspect"})
RANK: dict[str, int] = {"asserted": 0, "planned": 1, "possible": 2, "hypothetical": 3}
NEGATIVE_DETERMINERS = frozenset({"no", "neither", "none", "not"})
HAPPEN = frozenset("resume begin start take continue open occur happen proceed be come follow go end".split())
NOUN_DEPS = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "attr", "conj", "dative", "oprd"})
# Of these the finite clause says what is told, not what is asked or planned ("told X that", but "told X to").
TELLING = frozenset(
    """tell warn agree announce determine say order ask direct suppose mean request believe think suspect fear instruct""".split()
)
BELIEVING = frozenset("believe think expect accept consider see".split())
NOBODY = frozenset({"nobody", "none"})
# What is not ruled out may happen.
OPEN = frozenset({"rule_out", "exclude"})
# What a deed falls short of is not done.
SHORT = frozenset({"short", "far"})
DOUBTS = frozenset("doubt question dispute denial".split())
# Of these an infinitive with a subject of its own says what another is to do.
WANTING = frozenset("want like need wish prefer expect".split())
# To reject what one has been told does not undo the telling.
SPOKEN = frozenset(
    "accusation allegation claim charge criticism demand request appeal call threat warning complaint ultimatum plea".split()
)
REJECTING = frozenset("reject deny dismiss refuse decline refute spurn rebuff rule_out".split())
# Deeds that are done by what is done for their sake: "gathered to protest".
PERFORMED = frozenset("protest mark show express denounce celebrate honour honor become help support assist aid".split())
JOURNEYS = frozenset("arrive come depart drive fly go head journey land leave return set_off set_out sail travel visit".split())
ENGAGED = frozenset({"involve", "engage"})
OUTSIDE = frozenset({"relcl", "appos", "punct", "cc", "advcl", "parataxis"})
MAX_CLIMB = 14


@dataclass(slots=True)
class Stance:
    """What the walk has found so far."""

    negative: bool = False
    modality: Modality = "asserted"
    would: bool = False
    counterfactual: bool = False
    reported: bool = False

    def take(self, effect: str | None) -> None:
        """Add the effect of a word: a modality, or `negative`, which turns the polarity, or both ("possible_negative")."""
        for part in effect.split("_") if effect is not None else ():
            if part == "negative":
                self.negative = not self.negative
            elif RANK.get(part, -1) > RANK[self.modality]:
                self.modality = part  # type: ignore[assignment]

    def result(self) -> tuple[Polarity, Modality]:
        """Return polarity and modality; "would" in reported speech is a plan, else it is hypothetical."""
        if self.would:
            self.take("planned" if self.reported and not self.counterfactual else "hypothetical")
        return "negative" if self.negative else "positive", self.modality


class Qualifiers:
    """The qualifiers of the claims of one tree."""

    __slots__ = ("clauses", "deeds", "effects", "tree")

    def __init__(self, clauses: Clauses, effects: Mapping[str, Mapping[str, str]], deeds: Container[str]) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.effects = effects
        self.deeds = deeds

    def stance(self, token: int) -> tuple[Polarity, Modality]:
        """Return polarity and modality of what the predicate at `token` says."""
        stance = Stance()
        node: int | None = token
        inherit = True
        for _ in range(MAX_CLIMB):
            if node is None:
                break
            self._own(node, stance, modals=inherit)
            node, inherit = self._up(node, stance)
        return stance.result()

    def _own(self, node: int, stance: Stance, *, modals: bool) -> None:
        """Add what the dependents of one word say: "not", "may", "if", "no longer", "neither"."""
        tree, effects = self.tree, self.effects
        for child in tree.children[node]:
            dep, word = tree.deps[child], tree.lower[child]
            if dep == "neg":
                stance.take("negative" if tree.lower[child + 1] != "only" else None)
                stance.take("possible" if self._key(node) in OPEN else None)
            elif dep == "aux" and modals:
                if effects["modals"].get(word) == "would" and tree.tags[child] == "MD":
                    stance.would = True
                    stance.counterfactual = any(tree.lower[c] == "have" and tree.deps[c] == "aux" for c in tree.children[node])
                elif self._inverted(child, node):
                    stance.take("hypothetical")
                elif tree.tags[child] == "MD":
                    stance.take(effects["modals"].get(word))
            elif dep == "mark":
                stance.take(effects["marks"].get(word))
            elif dep == "parataxis":  # "X, he said, would do it"
                stance.reported = stance.reported or tree.lemmas[child] in effects["speech"]
            elif dep == "advmod":
                stance.take(effects["adverbs"].get(word))
                if word == "longer" and any(tree.lower[c] == "no" for c in tree.children[child]):
                    stance.take("negative")
            elif dep in SUBJECTS or dep in {"dobj", "attr", "det", "preconj"}:
                if dep in {"det", "preconj"}:
                    negative = word in NEGATIVE_DETERMINERS and not any(tree.lower[c] == "only" for c in tree.children[child])
                else:
                    negative = tree.pos[node] != "NOUN" and any(
                        tree.lower[c] in NEGATIVE_DETERMINERS and tree.deps[c] in {"det", "preconj", "neg"} for c in tree.children[child]
                    )
                if negative:
                    stance.take("negative")

    def _inverted(self, auxiliary: int, clause: int) -> bool:
        """True of "had X done", "should X do", "were X to do"."""
        tree = self.tree
        if tree.deps[clause] != "advcl" or tree.lower[auxiliary] not in {"had", "should", "were"}:
            return False
        return auxiliary <= min(tree.children[clause], default=auxiliary) and any(tree.deps[c] in SUBJECTS for c in tree.children[clause])

    def _up(self, node: int, stance: Stance) -> tuple[int | None, bool]:
        """Return the word above that bears on `node` too, having added what that word does to it."""
        tree = self.tree
        head, dep = tree.heads[node], tree.deps[node]
        if head == node:  # a headline's "X to buy Y"
            bare = tree.tags[node] == "VB" and any(tree.lower[c] == "to" and tree.deps[c] == "aux" for c in tree.children[node])
            stance.take("planned" if bare else None)
            return None, False
        verb_effect = self.effects["verbs"].get(self._key(head))
        match dep:
            case "xcomp":
                stance.take(self._of_head(head, verb_effect))
                if tree.lemmas[head] in SPENDING and any(tree.deps[c] == "dobj" and c < node for c in tree.children[head]):
                    stance.take(None if tree.lemmas[node] in PERFORMED else "planned")  # "paid gunmen to kill X"
                if self._inverted(head, head):
                    stance.take("hypothetical")
                return head, True
            case "acomp" | "auxpass" | "attr" if tree.pos[node] in {"ADJ", "VERB"}:
                return head, True
            case "ccomp":
                return self._complement(node, head, verb_effect, stance)
            case "pcomp":
                return self._gerund(head, stance)
            case "acl" | "relcl" if any(tree.lower[c] == "to" and tree.deps[c] == "aux" for c in tree.children[node]):
                stance.take(self.effects["nouns"].get(tree.lemmas[head], "planned"))
                return self._noun(head, stance)
            case "acl" if any(tree.deps[c] == "mark" for c in tree.children[node]):
                return self._alleged(head, stance)
            case "advcl" if self._purpose(node, head):
                if tree.lemmas[head] == "be" and any(tree.lower[c] == "for" and tree.deps[c] == "mark" for c in tree.children[node]):
                    stance.take("possible")  # "it is vital for X to do"
                    self._judged(head, stance)
                else:
                    stance.take(None if tree.lemmas[node] in PERFORMED else "planned")
                return None, False
            case "conj" if tree.pos[node] in {"VERB", "AUX"}:
                stance.reported = stance.reported or self._among_reported(head)
                return self._sibling(node, head)
        if dep in NOUN_DEPS and tree.pos[node] in {"NOUN", "PROPN"}:
            return self._noun(node, stance)
        return None, False

    def _of_head(self, head: int, verb_effect: str | None) -> str | None:
        """What the word above an infinitive does to it; a verb that stands alone may be tagged as a noun ("X and Y plan to")."""
        tree = self.tree
        match tree.pos[head]:
            case "VERB":
                if tree.lemmas[head] == "have":
                    return "negative" if any(tree.lower[c] == "yet" for c in tree.children[head]) else "possible"
                return verb_effect
            case "NOUN":
                return self.effects["nouns"].get(tree.lemmas[head])
            case _:
                return self.effects["adjectives"].get(tree.lemmas[head])

    def _alleged(self, noun: int, stance: Stance) -> tuple[int | None, bool]:
        """A clause below a noun: of "rejected claims that" and "no evidence that" it is denied, of "rejected X's claim" X says it still."""
        tree = self.tree
        stance.reported = True
        if any(tree.lower[c] in {"no", "little"} for c in tree.children[noun]) and tree.lemmas[noun] not in DOUBTS:
            stance.take("negative")
        head = tree.heads[noun]
        owned = any(tree.deps[c] == "poss" or tree.lower[c] in {"by", "from"} or tree.words[c][0].isupper() for c in tree.children[noun])
        rejected = self.effects["verbs"].get(self._key(head)) == "negative" or tree.lemmas[head] in REJECTING
        if tree.lemmas[noun] == "denial" or (not owned and tree.deps[noun] in {"dobj", "nsubjpass"} and rejected):
            stance.take("negative")
        return None, False

    def _complement(self, node: int, head: int, effect: str | None, stance: Stance) -> tuple[int | None, bool]:
        """A clause below a verb: of reported speech only denial and demand reach down, and "would" is "will"."""
        tree = self.tree
        speech = self._key(head) in self.effects["speech"]
        stance.reported = stance.reported or speech or tree.tags[head] in {"VBD", "VBN"}
        lemma, bare = tree.lemmas[head], tree.tags[node] == "VB" and not any(tree.tags[c] == "MD" for c in tree.children[node])
        if lemma in WANTING and any(tree.deps[c] in SUBJECTS for c in tree.children[node]):
            effect = "possible"
        if effect == "negative" and self._denied(head):  # "neither confirmed nor denied that"
            effect = "possible"
        if lemma not in TELLING or bare:  # "asked that X leave"
            stance.take(effect)
        if lemma in BELIEVING and self._denied(head):
            stance.take("negative")
        elif lemma == "be":  # "it is not true that"
            self._judged(head, stance)
        if tree.tags[node] in {"VB", "VBG"} and not speech:
            return head, True
        return None, False

    def _denied(self, verb: int) -> bool:
        tree = self.tree
        if any(tree.deps[c] == "neg" or (tree.deps[c] in SUBJECTS and tree.lower[c] in NOBODY) for c in tree.children[verb]):
            return True
        return tree.deps[verb] == "conj" and any(tree.lower[c] == "nor" for c in tree.children[tree.heads[verb]])

    def _judged(self, be: int, stance: Stance) -> None:
        tree = self.tree
        truth = next((self.effects["truths"].get(tree.lemmas[c]) for c in tree.children[be] if tree.deps[c] in {"acomp", "attr"}), None)
        if truth is not None:
            stance.take(truth)
            if self._denied(be):
                stance.take("negative")

    def _gerund(self, preposition: int, stance: Stance) -> tuple[int | None, bool]:
        tree = self.tree
        word, head = tree.lower[preposition], tree.heads[preposition]
        if word in {"without", "instead"} or "instead" in {tree.lower[head], *(tree.lower[c] for c in tree.children[preposition])}:
            stance.take("negative")
            return None, False
        if tree.pos[head] == "NOUN":
            stance.take(self.effects["nouns"].get(tree.lemmas[head]))
            return self._alleged(head, stance)
        if tree.lower[head] in SHORT:  # "stopped short of doing"
            stance.take("negative")
            return (head if tree.pos[head] == "VERB" else tree.heads[head]), True
        if word == "against":  # "decided against doing"
            stance.take("negative")
        if tree.lemmas[head] in ACCUSING and tree.tags[head] == "VBN" and not any(tree.deps[c] == "agent" for c in tree.children[head]):
            passive = tree.deps[head] in {"acl", "advcl", "amod"} or any(tree.deps[c] == "auxpass" for c in tree.children[head])
            stance.take("possible" if passive else None)  # nobody says who accuses
        effect = (
            self.effects["verbs"].get(self._key(head)) if tree.pos[head] == "VERB" else self.effects["adjectives"].get(tree.lemmas[head])
        )
        if word in {"from", "on", "to", "in", "by", "against"} or (effect is not None and word in {"of", "about"}):
            if word != "by":
                stance.take(effect)
            return head, True
        return None, False

    def _noun(self, noun: int, stance: Stance) -> tuple[int | None, bool]:
        """An event noun below a verb: "plans talks with", "talks were held", "will begin talks", "called for talks"."""
        tree = self.tree
        head, dep = tree.heads[noun], tree.deps[noun]
        if dep == "conj" and tree.pos[head] in {"NOUN", "PROPN"}:
            return self._noun(head, stance)
        if dep == "pobj":
            return self._behind(head, stance)
        if tree.pos[head] not in {"VERB", "AUX"}:
            return None, False
        effect = self.effects["light"].get(self._key(head)) or self.effects["verbs"].get(self._key(head))
        if effect == "prevented" and (tree.lemmas[noun] in self.deeds or tree.lemmas[noun] in self.effects["nouns"]):
            stance.take("negative")
        if effect in {"presupposed", "others", "prevented"} or (tree.lemmas[noun] in SPOKEN and tree.lemmas[head] in REJECTING):
            return None, False
        if dep in {"dobj", "nsubjpass", "attr", "oprd"}:
            if effect is None and dep != "attr" and (tree.lemmas[noun] not in self.deeds or self._owned(noun)):
                return None, False
            stance.take(None if effect == "asserted" else effect)
            return head, True
        if dep == "nsubj" and tree.lemmas[head] in HAPPEN:
            return head, True
        return None, False

    def _owned(self, noun: int) -> bool:
        """True if a noun says itself whose deed it is: "their support", "a visit by X"."""
        return any(self.tree.deps[c] == "poss" or self.tree.lower[c] == "by" for c in self.tree.children[noun])

    def _behind(self, preposition: int, stance: Stance) -> tuple[int | None, bool]:
        tree = self.tree
        head = tree.heads[preposition]
        if tree.lower[preposition] == "without":
            stance.take("negative")
            return None, False
        if tree.lower[preposition] == "for" and tree.lemmas[head] in JOURNEYS:  # "flew to X for talks with Y"
            stance.take("planned")
            return None, False
        if tree.pos[head] == "VERB" and tree.lower[preposition] in {"to", "on", "for", "in", "into", "with", "from"}:
            effect = self.effects["verbs"].get(self._key(head))
            if effect is None and tree.lemmas[head] in ENGAGED:  # "was not involved in the attack"
                effect = "asserted"
            if effect is None and self.effects["light"].get(tree.lemmas[head]) == "prevented":  # "vetoed 50 million euros in aid"
                effect = "negative"
            if effect is not None:
                stance.take(effect)
                return head, True
        elif tree.pos[head] == "NOUN" and tree.lower[preposition] in {"for", "of", "to"}:
            stance.take(self.effects["nouns"].get(tree.lemmas[head]))
        return None, False

    def _sibling(self, node: int, head: int) -> tuple[int | None, bool]:
        """Pass from "kill" to "may attack" in "may attack or kill": the second verb stands under the same modal, if it has neither subject nor modal of its own."""
        tree = self.tree
        kinds = {tree.deps[c] for c in tree.children[node]}
        if kinds & SUBJECTS or tree.pos[head] not in {"VERB", "AUX"}:
            return None, False
        if "aux" in kinds and any(tree.tags[c] == "MD" for c in tree.children[node] if tree.deps[c] == "aux"):
            return None, False
        if tree.tags[node] != tree.tags[head] or any(tree.lower[c] == "but" for c in tree.children[head] if tree.deps[c] == "cc"):
            return None, False
        return head, True

    def _among_reported(self, verb: int) -> bool:
        """True if a verb is one of the clauses that a verb of speech has: "said that A would go and B would stay"."""
        tree = self.tree
        while tree.deps[verb] == "conj":
            verb = tree.heads[verb]
        return tree.deps[verb] == "ccomp" and self._key(tree.heads[verb]) in self.effects["speech"]

    def _purpose(self, node: int, head: int) -> bool:
        tree = self.tree
        to = any(tree.lower[c] == "to" and tree.deps[c] == "aux" for c in tree.children[node])
        return to and tree.lemmas[head] not in OBJECT_ADJUNCT - SPENDING

    def _key(self, verb: int) -> str:
        particle = self.clauses.particle(verb)
        lemma = self.tree.lemmas[verb]
        return lemma if particle is None else f"{lemma}_{particle}"

    # ---- words

    def phrase(self, token: int) -> tuple[int, int]:
        """Return the range of tokens of a noun phrase or a clause, without relative clauses, appositions and a leading article or "to"."""
        tree = self.tree
        inside = sorted(_inside(tree, token))
        start, end = inside[0], inside[-1] + 1
        gap = next((b for a, b in pairwise(inside) if b > token and b - a > 2), None)
        if gap is not None:
            end = inside[inside.index(gap) - 1] + 1
        while start < token and (tree.deps[start] in {"det", "mark", "cc", "predet", "punct"} or tree.lower[start] in {"to", "that"}):
            start += 1
        return start, end


def _inside(tree: Tree, token: int) -> list[int]:
    out = [token]
    for child in tree.children[token]:
        if tree.deps[child] == "conj" and tree.pos[child] in {"NOUN", "PROPN", "NUM"}:
            out.extend(range(token + 1, child))
            out.extend(_inside(tree, child))
        elif tree.deps[child] not in OUTSIDE:
            out.extend(_inside(tree, child))
    return out
