"""Who fills which slot of a predicate, whatever the construction: active, passive, relative, participle, control, coordination.

A slot is a deep role ("agent", "patient", "dative", "attr") or a preposition ("to", "with"); its fillers are the head tokens of
noun phrases. So "Iran supplies drones to Russia", "drones supplied to Russia by Iran" and "Iran, which agreed to supply drones to
Russia" give the same slots for "supply". Labels are those of spaCy's English models (ClearNLP dependencies).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.misreadings import PARTICLES, perfect, receivers_before, second_object, taken_for_time

if TYPE_CHECKING:
    from graphbuilder.extract.tree import Tree

Slots = dict[str, list[int]]

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
AUXILIARIES = frozenset({"aux", "auxpass"})
RELATIVE = frozenset({"who", "whom", "which", "that"})
# After these the subject of the infinitive is the subject, though an object stands between ("promised X to leave").
SUBJECT_CONTROL = frozenset({"promise", "threaten", "use", "need", "take", "have", "make"})
# "X for doing Y": Y's doer is the object of the verb ("accuse X of doing", "stop X from doing"), with "by" and others its subject.
OBJECT_GERUND = frozenset({"of", "for", "from", "over", "into", "with", "about", "against"})
# Whom a noun asks to do what its infinitive says ("calls on X to leave").
ASKING = dict.fromkeys(("call", "request", "appeal", "demand", "order", "plea", "ultimatum", "invitation"), ("to", "on", "upon", "for"))
# "appointed X, replacing Y", "named X to lead Y": the object of the verb does what the clause beside it says.
OBJECT_ADJUNCT = frozenset("appoint name elect nominate choose pick select hire designate promote install recruit send dispatch".split())
GIVING = frozenset(
    "give hand send lend loan grant offer sell deny pay award pledge promise show owe allocate wire supply bring assign".split()
)
# What somebody means to do: of "US plans to arm X" the doer is the one named before the noun.
DESIGNS = frozenset(
    """plan effort bid decision offer threat attempt campaign vow pledge move proposal promise refusal failure struggle drive quest operation
    commitment intention readiness willingness scheme plot mission push resolve determination ambition desire""".split()
)
# "Liberate X from Y": what hangs on the name of a place belongs to the verb.
TAKING = frozenset("liberate free retake recapture regain reclaim seize capture wrest take buy acquire win".split())
# "Money earmarked for X", "drones bound for X": what is said of the thing is said of the deed.
DESTINED = frozenset("earmark mean intend destine bind set allocate slate head aim direct".split())
# The phrases behind the noun of such a preposition are the verb's: "on strike against X".
AIMED = frozenset({"against", "on", "at"})
NESTING = ("to", "in", "at", "into", "on", "under", "from")
NESTED = frozenset({"with", "between", "against", "over"})
PAPERS = frozenset(
    """statement order law bill decree resolution letter declaration report note communique document petition motion ruling verdict article
    speech message post tweet editorial leaflet directive regulation legislation amendment agreement deal treaty rule""".split()
)
TRANSFERS = frozenset({"to", "from", "for"})
MAX_DEPTH = 8


class Clauses:
    """The clauses of one tree. Answers are remembered, so asking twice costs nothing."""

    __slots__ = ("_arguments", "_subjects", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._subjects: dict[int, list[int]] = {}
        self._arguments: dict[int, Slots] = {}

    def coordinated(self, token: int) -> list[int]:
        """Return the token and what is coordinated with it ("Iran and North Korea"), in text order."""
        tree = self.tree
        out = [token]
        for child in tree.children[token]:
            if child > token and tree.deps[child] == "conj" and tree.pos[child] not in {"VERB", "AUX", "ADP"}:
                out.extend(self.coordinated(child))
        return out

    def passive(self, verb: int) -> bool:
        """True if the surface subject of `verb` undergoes it."""
        tree = self.tree
        deps = tree.deps
        kinds = {deps[child] for child in tree.children[verb]}
        if "auxpass" in kinds or "nsubjpass" in kinds:
            return True
        if tree.tags[verb] not in {"VBN", "VBD"} or "aux" in kinds or "nsubj" in kinds:
            return False
        if "agent" in kinds:
            return True
        if deps[verb] == "conj":
            return tree.tags[verb] == "VBN" and self.passive(tree.heads[verb])
        return tree.tags[verb] == "VBN" and deps[verb] in {"acl", "advcl", "amod", "relcl"} and "dobj" not in kinds

    def subjects(self, verb: int, depth: int = 0) -> list[int]:
        """Return the surface subject of `verb` with all that is coordinated with it, its own or the one that it shares."""
        known = self._subjects.get(verb)
        if known is None:
            known = self._subjects[verb] = self._find_subjects(verb, depth) if depth < MAX_DEPTH else []
        return known

    def _find_subjects(self, verb: int, depth: int) -> list[int]:
        tree = self.tree
        own = [child for child in tree.children[verb] if tree.deps[child] in SUBJECTS]
        if not own:  # the parser may hang it on the auxiliary
            own = [
                c for aux in tree.children[verb] if tree.deps[aux] in AUXILIARIES for c in tree.children[aux] if tree.deps[c] in SUBJECTS
            ]
        if own:
            return [token for child in own[-1:] for token in self.coordinated(self.antecedent(child))]
        head, dep = tree.heads[verb], tree.deps[verb]
        if head == verb:
            return []
        match dep:
            case "conj":
                return self.subjects(head, depth + 1) if tree.pos[head] in {"VERB", "AUX", "ADJ", "NOUN"} else []
            case "xcomp" | "ccomp":
                return self._controller(verb, head, depth)
            case "advcl" if tree.lemmas[head] in OBJECT_ADJUNCT and tree.tags[verb] in {"VB", "VBG"}:
                slots = self._own_arguments(head)
                return slots.get("patient") or slots.get("attr") or []
            case "acomp" | "attr" | "oprd" | "advcl":
                return self.subjects(head, depth + 1) if tree.pos[head] in {"VERB", "AUX", "ADJ"} else []
            case "pcomp" | "prep":
                return self._gerund_subject(head, depth) if dep == "pcomp" else []
            case "acl" | "relcl" | "amod":
                return self._noun_subject(verb, head, depth)
        return []

    def _controller(self, verb: int, head: int, depth: int) -> list[int]:
        """Subject of a complement without one of its own: the object of the verb above, else its subject."""
        tree = self.tree
        if tree.deps[verb] == "ccomp" and tree.tags[verb] not in {"VB", "VBG"}:
            return []
        if tree.lemmas[head] not in SUBJECT_CONTROL:
            for child in tree.children[head]:
                if child < verb and tree.deps[child] in {"dobj", "dative"} and tree.pos[child] != "ADP":
                    return self.coordinated(self.antecedent(child))
        for child in tree.children[head]:
            if child < verb and tree.deps[child] == "prep" and tree.lower[child] in {"on", "for", "with"} and tree.tags[verb] == "VB":
                inner = [t for t in tree.children[child] if tree.deps[t] == "pobj"]
                if inner and tree.lemmas[head] in {"call", "wait", "plead", "appeal", "prevail", "arrange"}:
                    return self.coordinated(inner[0])
        return self.subjects(head, depth + 1)

    def _gerund_subject(self, preposition: int, depth: int) -> list[int]:
        """Who does it in "by doing", "of doing", "without doing"."""
        tree = self.tree
        head = tree.heads[preposition]
        if tree.pos[head] == "NOUN":
            return self._noun_subject(preposition, head, depth)
        if tree.deps[head] == "advmod":  # "stopped short of doing"
            return self.subjects(tree.heads[head], depth + 1)
        if tree.lower[preposition] in OBJECT_GERUND and not any(tree.lower[c] == "instead" for c in tree.children[preposition]):
            objects = [c for c in tree.children[head] if tree.deps[c] in {"dobj", "nsubjpass"}]
            if objects:
                return self.coordinated(self.antecedent(objects[0]))
            if tree.deps[head] in {"acl", "relcl"} and self.passive(head):
                return self.subjects(head, depth + 1)
            aimed = [c for c in tree.children[head] if c < preposition and tree.lower[c] == "at" and tree.deps[c] == "prep"]
            if aimed and tree.lower[preposition] == "for":  # "hit out at X for doing"
                return self._objects_of(aimed[0])
        return self.subjects(head, depth + 1)

    def _noun_subject(self, verb: int, noun: int, depth: int) -> list[int]:
        """Who does it where a clause hangs on a noun: the noun itself, or for "plan to buy" the one whose plan it is."""
        tree = self.tree
        if tree.tags[verb] in {"VBG", "VBN", "VBD"} and tree.deps[verb] != "prep" and not (tree.tags[verb] == "VBG" and self._paper(noun)):
            return [noun] if tree.deps[verb] == "amod" and tree.pos[noun] == "PROPN" else self.coordinated(noun)
        if tree.part != "body" and tree.tags[verb] == "VB" and tree.pos[tree.heads[noun]] != "VERB":
            return self.coordinated(noun)  # a headline's "NATO to send troops"
        if tree.deps[verb] == "relcl" and tree.tags[verb] != "VB":
            return []
        asked = ASKING.get(tree.lemmas[noun], ())
        for words in (asked, ("by",) if not asked else ()):
            for child in tree.children[noun]:
                if tree.deps[child] in {"prep", "agent"} and tree.lower[child] in words:
                    return self._objects_of(child)
        owners = [c for c in tree.children[noun] if tree.deps[c] == "poss"]
        if not owners and tree.lemmas[noun] in DESIGNS:
            owners = [
                c for c in tree.children[noun] if c < noun and tree.deps[c] in {"amod", "compound", "nmod"} and tree.words[c][0].isupper()
            ]
        if owners and not asked:
            return self.coordinated(owners[0])
        governor = tree.heads[noun]
        if tree.deps[noun] == "dobj" and tree.lemmas[governor] in GIVING:  # "gave X permission to land"
            given = self._own_arguments(governor)
            receivers = given.get("dative") or [t for t in given.get("to", ()) if t < verb]
            if receivers:
                return receivers
        if tree.deps[noun] == "pobj" and tree.lower[governor] in {"in", "on", "under"}:  # "is in talks to buy X"
            return self.subjects(tree.heads[governor], depth + 1) if tree.pos[tree.heads[governor]] in {"VERB", "AUX"} else []
        if tree.deps[noun] in {"dobj", "attr", "oprd", "conj"} and tree.pos[governor] in {"VERB", "AUX"}:
            return self.subjects(governor, depth + 1)
        if tree.deps[noun] in {"nsubj", "nsubjpass"}:
            makers = [c for c in tree.children[noun] if tree.deps[c] == "prep" and tree.lower[c] in {"by", "of", "from"}]
            for maker in makers:
                return [t for c in tree.children[maker] if tree.deps[c] == "pobj" for t in self.coordinated(c)]
        return []

    def _paper(self, noun: int) -> bool:
        """True of what speaks for its maker: "issued a statement condemning X", "signed an order banning Y"."""
        return self.tree.lemmas[noun] in PAPERS

    def antecedent(self, token: int) -> int:
        """Return what a relative pronoun stands for, else the token itself."""
        tree = self.tree
        if tree.tags[token] not in {"WDT", "WP", "WP$"} and not (tree.lower[token] == "that" and tree.deps[token] in SUBJECTS):
            return token
        at = token
        for _ in range(MAX_DEPTH):
            if tree.deps[at] == "relcl":
                return tree.heads[at]
            if tree.deps[at] == "ccomp" and tree.lemmas[tree.heads[at]] == "be":  # "it is X that did it"
                named = [c for c in tree.children[tree.heads[at]] if tree.deps[c] == "attr" and c < at]
                if named and any(tree.lower[c] == "it" for c in tree.children[tree.heads[at]]):
                    return named[0]
            if tree.heads[at] == at:
                break
            at = tree.heads[at]
        return token

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
        for using in (
            c for t in (verb, *slots.get("patient", ())) for c in tree.children[t] if tree.tags[c] == "VBG" and tree.lemmas[c] == "use"
        ):
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
                objects.extend(self._objects_of(child))
        named = [c for c in tree.children[verb] if c > verb and tree.deps[c] == "oprd"]
        if len(named) > 1 and not objects:  # "called X a hero"
            objects = self.coordinated(named[0])
            slots["attr"] = [t for t in slots["attr"] if t not in objects]
        given = [c for c in tree.children[verb] if c > verb and tree.deps[c] == "dobj"]
        if len(given) > 1 and tree.lemmas[verb] in GIVING and "and" not in tree.lower[given[0] : given[1]]:  # "handed X a credit line"
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
                return self._objects_of(child)
        if tree.deps[verb] == "acl" and tree.deps[tree.heads[verb]] == "dobj" and tree.lemmas[tree.heads[tree.heads[verb]]] == "have":
            return self.subjects(tree.heads[tree.heads[verb]])  # "X has soldiers stationed in Y"
        if tree.deps[verb] == "amod":
            return [c for c in tree.children[verb] if tree.deps[c] in {"npadvmod", "compound", "nmod"} and c < verb <= c + 2]
        for child in tree.children[verb]:
            if child > verb and tree.deps[child] in {"prep", "oprd", "dobj"}:
                nouns = [child] if tree.deps[child] != "prep" else [c for c in tree.children[child] if tree.deps[c] == "pobj"]
                for by in (c for noun in nouns for c in tree.children[noun] if tree.lower[c] == "by"):
                    return self._objects_of(by)
        return []

    def _objects_of(self, preposition: int) -> list[int]:
        tree = self.tree
        return [t for c in tree.children[preposition] if tree.deps[c] == "pobj" for t in self.coordinated(self.antecedent(c))]

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
            if dep == "pobj":
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
