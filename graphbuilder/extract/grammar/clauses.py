"""Who fills which slot of a predicate, whatever the construction: active, passive, relative, participle, control, coordination.

A slot is a deep role ("agent", "patient", "dative", "attr") or a preposition ("to", "with"); its fillers are the head tokens of
noun phrases. So "Iran supplies drones to Russia", "drones supplied to Russia by Iran" and "Iran, which agreed to supply drones to
Russia" give the same slots for "supply". Labels are those of spaCy's English models (ClearNLP dependencies).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.subjects import GIVING, SUBJECTS, Subjects
from graphbuilder.extract.misreadings import PARTICLES, perfect, receivers_before, second_object, taken_for_time

if TYPE_CHECKING:
    from graphbuilder.extract.tree import Tree

Slots = dict[str, list[int]]

# "Liberate X from Y": what hangs on the name of a place belongs to the verb.
TAKING = frozenset("liberate free retake recapture regain reclaim seize capture wrest take buy acquire win".split())
# "Money earmarked for X", "drones bound for X": what is said of the thing is said of the deed.
DESTINED = frozenset("earmark mean intend destine bind set allocate slate head aim direct".split())
# "To the dismay of X" says how X feels, not to whom something is done.
FEELINGS = frozenset(
    "dismay delight annoyance anger fury surprise relief chagrin alarm displeasure horror irritation satisfaction joy shock consternation".split()
)
# The phrases behind the noun of such a preposition are the verb's: "on strike against X".
AIMED = frozenset({"against", "on", "at"})
NESTING = ("to", "in", "at", "into", "on", "under", "from")
NESTED = frozenset({"with", "between", "against", "over"})
TRANSFERS = frozenset({"to", "from", "for"})


class Clauses:
    """The clauses of one tree. Answers are remembered, so asking twice costs nothing."""

    __slots__ = ("_arguments", "antecedent", "coordinated", "objects_of", "passive", "subjects", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._arguments: dict[int, Slots] = {}
        who = Subjects(tree)  # its answers are ours
        self.subjects, self.coordinated, self.passive, self.antecedent = who.of, who.coordinated, who.passive, who.antecedent
        self.objects_of = who.objects_of

    def particle(self, verb: int) -> str | None:
        """Return the particle of "hand over", "pull out (of)", "take back"."""
        tree = self.tree
        for child in tree.children[verb]:
            dep, word = tree.deps[child], tree.lower[child]
            if dep == "prt":
                return word
            if word in PARTICLES and dep in {"prep", "advmod", "dative"} and self._bare(child) and not self._stranded(child):
                return word
        return None

    def _bare(self, preposition: int) -> bool:
        return not any(self.tree.deps[c] in {"pobj", "pcomp"} for c in self.tree.children[preposition])

    def _stranded(self, preposition: int) -> bool:
        """True if the object of a preposition stands before the verb: "the town they fired at", "X was shot at"."""
        verb = self.tree.heads[preposition]
        return (
            self.tree.deps[preposition] == "prep"
            and not self.tree.children[preposition]
            and (self.tree.deps[verb] == "relcl" or self.passive(verb))
        )

    def arguments(self, verb: int) -> Slots:
        """Return the slots of a verb or of an adjective after "be". A gerund behind "of" is in slot "of:"."""
        known = self._arguments.get(verb)
        if known is None:
            known = self._arguments[verb] = self._find_arguments(verb)
        return known

    def _find_arguments(self, verb: int) -> Slots:
        slots = self._own_arguments(verb)
        tree = self.tree
        if (
            "patient" not in slots
            and "ccomp" not in slots
            and tree.deps[verb] == "relcl"
            and tree.pos[verb] == "VERB"
            and not self.passive(verb)
        ):
            self._fill_gap(verb, slots)
        self._add_fronted(verb, slots)
        if not slots.keys() - {"agent"}:
            for child in tree.children[verb]:  # "attacked and killed X": the first verb shares what follows the second
                if tree.deps[child] == "conj" and 0 < child - verb <= 4 and tree.pos[child] == "VERB" and not _has_subject(tree, child):
                    for name, tokens in self.arguments(child).items():
                        if name != "agent":
                            slots.setdefault(name, tokens)
        for noun in list(slots.get("patient", ())):  # "sent generators to X": the phrase may hang on the noun
            if tree.pos[noun] not in {"PROPN", "PRON"} or any(tree.lower[c] in {"a", "an"} for c in tree.children[noun]):
                self._add_prepositions(noun, slots, nominal=True)
                for clause in tree.children[noun]:
                    if tree.deps[clause] == "acl" and tree.lemmas[clause] in DESTINED:
                        self._add_prepositions(clause, slots)
                for of in tree.children[noun]:  # "70 million dollars of aid for X"
                    if tree.lower[of] == "of":
                        for counted in (c for c in tree.children[of] if tree.pos[c] in {"NOUN", "NUM"}):
                            self._add_prepositions(counted, slots, nominal=True)
            else:
                for child in tree.children[noun]:
                    # "brought back X as chief executive", "stripped X of his citizenship"
                    if (
                        tree.lower[child] == "as"
                        or (tree.lower[child] == "of" and self._of_thing(child))
                        or (tree.lower[child] == "from" and tree.lemmas[verb] in TAKING)
                    ):
                        self.add_preposition(child, slots)
        for using in self._means(verb, slots.get("patient", [])):
            aimed: Slots = {}  # "conducted 15 strikes using bombers against X"
            self._add_prepositions(using, aimed)
            for means in (m for c in tree.children[using] if tree.deps[c] == "dobj" for m in self.coordinated(c)):
                self._add_prepositions(means, aimed)
            for word in AIMED & aimed.keys() - slots.keys():
                slots[word] = aimed[word]
        for name in NESTING:  # "came to an agreement with X", "is at war with X"
            for noun in slots.get(name, ()):
                if tree.pos[noun] == "NOUN":
                    inner: Slots = {}
                    self._add_prepositions(noun, inner)
                    for word in NESTED & inner.keys() - slots.keys():
                        slots[word] = inner[word]
        return slots

    def _means(self, verb: int, patients: list[int]) -> list[int]:
        """Return the "using" that says with what it is done: "conducted strikes, coordinated with X, using bombers against Y"."""
        tree = self.tree
        clauses = [c for t in patients for c in tree.children[t] if tree.deps[c] == "acl"]
        inside = [n for c in clauses for p in tree.children[c] if tree.pos[p] == "ADP" for n in tree.children[p]]
        return [c for t in (verb, *patients, *inside) for c in tree.children[t] if tree.tags[c] == "VBG" and tree.lemmas[c] == "use"]

    def gapped(self, verb: int) -> list[Slots]:
        """Return the slots of what is told with the same verb again: "got tanks from X, jets from Y", "sent aid to X and troops to Y"."""
        tree = self.tree
        slots = self.arguments(verb)
        nouns = [t for c in tree.children[verb] if tree.deps[c] == "dobj" for t in self.coordinated(c)[1:]]
        nouns += [t for c in tree.children[verb] if tree.deps[c] == "conj" and tree.pos[c] == "NOUN" for t in self.coordinated(c)]
        found: list[Slots] = []
        for noun in nouns:
            if any(second_object(tree, c) == noun for c in tree.children[noun] if tree.deps[c] == "amod"):
                continue
            inner: Slots = {}
            self._add_prepositions(noun, inner)
            if inner.keys() & slots.keys() & TRANSFERS:
                found.append({"agent": slots.get("agent", []), "patient": [noun], **inner})
        return found

    def _own_arguments(self, verb: int) -> Slots:
        tree = self.tree
        having = tree.heads[verb]
        if tree.deps[verb] == "amod":
            if tree.deps[having] == "dobj" and perfect(tree, verb, tree.heads[having]):
                return {"agent": list(self.subjects(tree.heads[having])), "patient": self.coordinated(having)}
            object_ = second_object(tree, verb)
            if object_ is not None:
                found: Slots = {"agent": list(self.subjects(tree.heads[object_])), "patient": self.coordinated(object_)}
                self._add_prepositions(verb, found)
                return found
        slots: Slots = {}
        objects: list[int] = []
        receivers: list[int] = []
        for child in tree.children[verb]:
            dep = tree.deps[child]
            if dep == "dobj":
                objects.extend(self.coordinated(self.antecedent(child)))
                receivers.extend(receivers_before(tree, child))
                slots.setdefault("attr", []).extend(c for c in tree.children[child] if self._predicated(c, child))
            elif dep == "dative" and tree.pos[child] != "ADP":
                receivers.extend(self.coordinated(self.antecedent(child)))
            elif dep in {"attr", "oprd", "acomp"}:
                slots.setdefault("attr", []).extend(self.coordinated(child))
            elif dep in {"xcomp", "ccomp", "advcl"}:
                if tree.pos[child] in {"ADJ", "NOUN"} and self._small(child):  # "found X guilty", "set X free", "shot X dead"
                    objects.extend(t for c in tree.children[child] if tree.deps[c] == "nsubj" for t in self.coordinated(c))
                    slots.setdefault("attr", []).append(child)
                else:
                    slots.setdefault(dep, []).append(child)
            elif dep == "advmod":
                slots.setdefault("adverb", []).append(child)
                if tree.lower[child] in PARTICLES:  # "brought X home from Y"
                    self._add_prepositions(child, slots)
            elif dep == "npadvmod" and taken_for_time(tree, child, verb):
                objects.extend(self.coordinated(child))
            elif dep == "prt":  # "saw off X"
                objects.extend(self.objects_of(child))
        named = [c for c in tree.children[verb] if c > verb and tree.deps[c] == "oprd"]
        if len(named) > 1 and not objects:  # "called X a hero"
            objects = self.coordinated(named[0])
            slots["attr"] = [t for t in slots["attr"] if t not in objects]
        given = [c for c in tree.children[verb] if tree.deps[c] == "dobj" and (c > verb or self.antecedent(c) != c)]
        if len(given) > 1 and given[0] < verb and tree.lemmas[verb] in GIVING:  # "the loan that X gave Y"
            receivers.extend(self.coordinated(given[1]))
            objects = [o for o in objects if o not in receivers]
        elif len(given) > 1 and tree.lemmas[verb] in GIVING and "and" not in tree.lower[given[0] : given[1]]:  # "handed X a credit line"
            receivers.extend(self.coordinated(given[0]))
            objects = [o for o in objects if o not in receivers]
        subjects = self.subjects(verb)
        if self.passive(verb):
            stranded = next((c for c in tree.children[verb] if self._stranded(c) and self._bare(c)), None)
            if stranded is not None and not objects:
                slots[tree.lower[stranded]] = list(subjects)
            else:
                (receivers if objects else objects).extend(subjects)
            agents = self._passive_agents(verb)
        else:
            agents = list(subjects)
        for name, tokens in (("agent", agents), ("patient", objects), ("dative", receivers)):
            if tokens:
                slots[name] = tokens
        self._add_prepositions(verb, slots)
        return slots

    def _of_thing(self, preposition: int) -> bool:
        return any(self.tree.deps[c] == "pobj" and self.tree.pos[c] == "NOUN" for c in self.tree.children[preposition])

    def _predicated(self, word: int, noun: int) -> bool:
        """True of what is said of an object right behind it: "declared X persona non grata", "held X captive"."""
        tree = self.tree
        if tree.deps[word] == "amod":  # behind it, or "set free X"
            behind = word == noun + 1 and tree.pos[word] == "ADJ" and not tree.children[word]
            return behind or (word == tree.heads[noun] + 1 and tree.lemmas[tree.heads[noun]] in {"set", "let"})
        return tree.deps[word] == "appos" and "," not in tree.lower[noun:word]

    def _small(self, head: int) -> bool:
        """True if a clause has no verb."""
        return not any(self.tree.deps[c] in {"aux", "mark", "cop", "expl"} or self.tree.pos[c] == "AUX" for c in self.tree.children[head])

    def _passive_agents(self, verb: int) -> list[int]:
        """Who does it in a passive: behind "by", also where that hangs on a noun further on, or before a hyphen ("US-backed")."""
        tree = self.tree
        for child in tree.children[verb]:
            if tree.deps[child] == "agent":
                return self.objects_of(child)
        if tree.deps[verb] == "acl" and tree.deps[tree.heads[verb]] == "dobj" and tree.lemmas[tree.heads[tree.heads[verb]]] == "have":
            return self.subjects(tree.heads[tree.heads[verb]])  # "X has soldiers stationed in Y"
        if tree.deps[verb] == "amod":
            return [c for c in tree.children[verb] if tree.deps[c] in {"npadvmod", "compound", "nmod"} and c < verb <= c + 2]
        for child in tree.children[verb]:
            if child > verb and tree.deps[child] in {"prep", "oprd", "dobj"}:
                nouns = [child] if tree.deps[child] != "prep" else [c for c in tree.children[child] if tree.deps[c] == "pobj"]
                for by in (c for noun in nouns for c in tree.children[noun] if tree.lower[c] == "by"):
                    return self.objects_of(by)
        return []

    def _add_prepositions(self, head: int, slots: Slots, *, nominal: bool = False) -> None:
        tree = self.tree
        for child in tree.children[head]:
            dep = tree.deps[child]
            if dep == "prep" or (dep == "dative" and tree.pos[child] == "ADP") or (dep == "agent" and nominal):
                self.add_preposition(child, slots)
            elif dep == "npadvmod" and child and tree.lower[child - 1] == "near":  # "Near X, rebels ...", read as one name
                slots.setdefault("near", []).extend(self.coordinated(child))

    def add_preposition(self, preposition: int, slots: Slots) -> None:
        tree = self.tree
        word = tree.lower[preposition]
        for child in tree.children[preposition]:
            dep = tree.deps[child]
            if dep == "pobj" and not (word == "to" and tree.lemmas[child] in FEELINGS):
                slots.setdefault(word, []).extend(self.coordinated(self.antecedent(child)))
            elif dep == "pcomp":
                slots.setdefault(word + ":", []).append(child)
            elif dep == "prep":  # "out of X", "ahead of X", "according to X"
                inner: Slots = {}
                self.add_preposition(child, inner)
                for name, tokens in inner.items():
                    slots.setdefault(name if word in PARTICLES else f"{word} {name}", []).extend(tokens)
            elif dep == "conj" and tree.pos[child] == "ADP":  # "to Jordan and then to Egypt"
                self.add_preposition(child, slots)
        for child in tree.children[tree.heads[preposition]]:
            if tree.deps[child] == "conj" and tree.pos[child] == "ADP" and child > preposition:
                for inner_child in tree.children[child]:
                    if tree.deps[inner_child] == "pobj" and inner_child not in slots.get(tree.lower[child], ()):
                        slots.setdefault(tree.lower[child], []).extend(self.coordinated(inner_child))

    def _add_fronted(self, verb: int, slots: Slots) -> None:
        """Add what stands before the verb above: "X, in which Y is about to buy a stake"."""
        tree, node = self.tree, verb
        while tree.deps[node] in {"xcomp", "acomp"}:
            node = tree.heads[node]
        if node != verb and tree.deps[node] == "relcl":
            for child in tree.children[node]:
                if child < node and tree.deps[child] == "prep" and any(tree.tags[c] == "WDT" for c in tree.children[child]):
                    self.add_preposition(child, slots)

    def _fill_gap(self, verb: int, slots: Slots) -> None:
        """An object relative without a pronoun ("the arms it needs", "the town he lives in")."""
        tree = self.tree
        head = tree.heads[verb]
        agents = slots.get("agent", [])
        if head in agents or any(tree.tags[c] == "WRB" for c in tree.children[verb]):
            return
        for child in tree.children[verb]:
            if tree.deps[child] == "prep" and not tree.children[child]:
                slots.setdefault(tree.lower[child], []).append(head)
                return
        if agents:
            slots["patient"] = [head]


def _has_subject(tree: Tree, verb: int) -> bool:
    return any(tree.deps[child] in SUBJECTS for child in tree.children[verb])
