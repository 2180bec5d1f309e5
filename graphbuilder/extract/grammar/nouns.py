"""Who fills which slot of a noun: of a deed ("X's attack on Y", "X imposed sanctions on Y") and of a post ("Y's president, X").

The doer of a deed is its "by", its possessor, the nationality or name before it, else the subject of a light verb that governs it
("launched an attack", `data/words.toml`, effects.light). The holder of a post is the name beside it: before, behind, in apposition or
across "is".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.qualifiers import ENGAGED, REJECTING, SPOKEN
from graphbuilder.extract.grammar.subjects import SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from graphbuilder.extract.grammar.actors import Actors
    from graphbuilder.extract.grammar.clauses import Clauses, Slots
    from graphbuilder.extract.reading import Found

COPULAS = frozenset({"be", "become", "remain", "stay"})
TITLE_POS = frozenset({"NOUN", "PROPN", "ADJ"})
CIRCUMSTANCES = frozenset({"during", "at", "in", "on", "after", "before", "following", "for"})
UNDER = frozenset({"under", "with"})
SERVING = frozenset("serve work act continue rule reign emerge".split())
INSTALLED = frozenset({"swear", "inaugurate", "crown"})
# "Flew as part of Y", "took part as a member of Y".
PARTS = frozenset({"part", "member"})
# What stands behind the doer of a deed with such a word is what the deed is aimed at: "protests by X against Y".
AIMED = frozenset({"against", "on", "over", "into", "to"})
# Behind an amount stands what it is for: "an investment of 5 billion dollars in X".
MONEY = frozenset("dollar euro pound yen yuan rouble ruble franc krona rupee million billion trillion".split())
NAMING = frozenset({"including", "like"})
LEAVING = frozenset("resign step stand quit retire".split())
NOT_OWN = frozenset({"others", "prevented"})  # effects of verbs whose subject does not do the deed that is their object
SHARING = frozenset({"of", "at", "for", "in", "to", "from", "with", "on", "against", "into", "over", "between"})


class Nouns:
    """The slots of the nouns of one tree."""

    __slots__ = ("actors", "at", "clauses", "effects", "tree")

    def __init__(self, clauses: Clauses, actors: Actors, at: Mapping[int, Found], effects: Mapping[str, Mapping[str, str]]) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.actors = actors
        self.at = at
        self.effects = effects

    # ---- deeds

    def deed(self, noun: int) -> Slots:
        """Return the slots of an event noun: agent, poss, by, mod, under, target, pair, its prepositions, and the verb that it is object of."""
        tree, slots = self.tree, self._around(noun)
        agents = slots.get("by") or slots.get("poss") or slots.get("mod") or []
        if tree.deps[noun] in {"dobj", "nsubjpass"}:
            slots["verb"] = [tree.heads[noun]]
        governor, role = self._governor(noun)
        if governor is not None and role in UNDER:
            slots["governor"] = [governor]
            outer = self.clauses.arguments(governor)
            if role == "under":
                borne = outer.get("patient" if self.clauses.passive(governor) else "agent", [])
                self._undergone(borne, slots, agents or slots.get("from") or outer.get("from") or outer.get("by") or [])
            else:  # "with the backing of X"
                self._undergone(outer.get("agent", []), slots, agents or slots.pop("of", []))
        elif governor is not None:
            slots["governor"] = [governor]
            self._light(governor, role, slots, agents)
        elif self._borne(noun) and (agents or "from" in slots):
            self._undergone([tree.heads[tree.heads[noun]]], slots, agents or slots["from"])
        elif agents:
            slots["agent"] = agents
        else:
            visitor = self._beside(noun)
            if visitor is not None:
                slots["agent"] = [visitor]
        if len(slots.get("mod", ())) == 2 and "poss" not in slots:  # "US-China talks"
            slots["sides"] = slots["mod"]
        for word in ("between", "among"):
            if word in slots:
                slots["pair"] = slots[word]
        return slots

    def _light(self, governor: int, role: str, slots: Slots, agents: list[int]) -> None:
        """Add what a verb such as "impose" or "face" gives the event noun that it governs."""
        outer = self.clauses.arguments(governor)
        if self.tree.lemmas[governor] in self.effects["undergo"]:
            self._undergone(outer.get("agent", []), slots, agents or slots.get("from") or outer.get("from", []))
            return
        doers = outer.get("agent", []) if role != "agent" else []
        if role == "prep" and not doers and self.tree.lemmas[governor] in ENGAGED:  # "was involved in the attack on X"
            doers = outer.get("patient", [])
        if doers:
            own = slots.get("by") or slots.get("poss") or []
            slots["agent"] = own if self.actors.doers(own) else doers
            if "mod" in slots and slots["agent"] is doers:
                slots["target"] = slots["mod"]
        elif agents:
            slots["agent"] = agents
        for name, tokens in outer.items():
            if name in SHARING:
                slots.setdefault(name, [t for t in tokens if t != noun_of(tokens, slots)])
        if "dative" in outer:
            slots.setdefault("to", outer["dative"])

    @staticmethod
    def _undergone(targets: list[int], slots: Slots, agents: list[int]) -> None:
        """Make the subject the target: "X faces sanctions by Y", "X is under investigation by Y"."""
        slots["under"] = targets
        if agents:
            slots["agent"] = agents

    def _governor(self, noun: int) -> tuple[int | None, str]:
        """Return the light verb above an event noun, and the slot that the noun has there."""
        tree = self.tree
        at = noun
        while (tree.deps[at] == "conj" and tree.pos[tree.heads[at]] in {"NOUN", "PROPN"}) or self._phase(at):
            at = tree.heads[at] if tree.deps[at] == "conj" else tree.heads[tree.heads[at]]
        head, dep = tree.heads[at], tree.deps[at]
        bare = not any(tree.deps[c] == "det" for c in tree.children[at])
        if dep == "pobj" and bare and tree.lower[head] == "in" and tree.deps[tree.heads[head]] == "dobj":  # "began a fast in protest at X"
            return self._engaged(tree.heads[tree.heads[head]])
        if dep == "pobj" and bare and tree.lower[head] == "in" and tree.lemmas[noun] in self.actors.words["reasons"]:
            pair = self._beside_another(head)
            if pair is not None:
                return pair, "prep"
        if dep == "pobj" and tree.deps[head] == "prep" and tree.pos[tree.heads[head]] in {"VERB", "AUX"}:
            verb = tree.heads[head]
            if tree.lower[head] in UNDER and (bare or tree.lower[head] == "with"):
                return verb, tree.lower[head]
            if (tree.lower[head] == "in" and bare) or (tree.lower[head] == "at" and tree.lemmas[verb] == "be"):
                return self._engaged(verb)
            if tree.lower[head] in {"in", "into", "to", "on", "for", "with"} and self._is_light(verb):
                return verb, "prep"
            if tree.lower[head] in CIRCUMSTANCES and tree.lemmas[noun] in self.effects["doings"]:  # "after talks with Y, X said"
                return verb, "prep"
            return None, ""
        if tree.pos[head] not in {"VERB", "AUX"}:
            return None, ""
        if dep == "dobj" and self._does(head, noun):
            judged = tree.lemmas[head] == "call" and any(tree.deps[c] in {"dobj", "oprd"} and c > at for c in tree.children[head])
            return (None, "") if judged else (head, "patient")  # "call it the best"
        if dep == "nsubjpass" and self._does(head, noun):
            return head, "patient"
        if dep == "nsubj" and tree.pos[head] == "VERB" and "patient" not in self.clauses.arguments(head):
            return head, "agent"
        return None, ""

    def _engaged(self, verb: int) -> tuple[int | None, str]:
        """The verb in "began a fast in protest at X", not in "vetoed 50 million euros in X's aid"."""
        return (None, "") if self.effects["light"].get(self.tree.lemmas[verb]) in NOT_OWN - {"others"} else (verb, "prep")

    def _beside_another(self, preposition: int) -> int | None:
        """Return the verb that has both prepositions in "conducted strikes with and in support of X", "acted with and in support of X"."""
        tree = self.tree
        above = tree.heads[preposition]
        if tree.deps[preposition] != "conj":
            return None
        verb = tree.heads[above] if tree.pos[above] == "ADP" else above
        if tree.pos[verb] == "VERB" and tree.deps[verb] == "acl":  # "strikes coordinated with and in support of X"
            verb = tree.heads[tree.heads[verb]]
        return verb if tree.pos[verb] == "VERB" else None

    def _phase(self, noun: int) -> bool:
        """True if the noun above says only that the deed begins, goes on or ends: "announced a suspension of talks with X"."""
        tree = self.tree
        of = tree.heads[noun]
        effect = self.effects["nouns"].get(tree.lemmas[tree.heads[of]])
        return tree.deps[noun] == "pobj" and tree.lower[of] == "of" and effect in {"asserted", "negative"}

    def _borne(self, noun: int) -> bool:
        """True of "X, under scrutiny from Y,": who bears the deed stands before it."""
        tree = self.tree
        under = tree.heads[noun]
        bare = not any(tree.deps[c] == "det" for c in tree.children[noun])
        return bare and tree.deps[noun] == "pobj" and tree.lower[under] == "under" and tree.heads[under] in self.at

    def _beside(self, noun: int) -> int | None:
        """Return who does it in "X, on a visit to Y,"."""
        tree = self.tree
        preposition = tree.heads[noun]
        if tree.deps[noun] != "pobj" or tree.lower[preposition] not in CIRCUMSTANCES or tree.lemmas[noun] not in self.effects["doings"]:
            return None
        head = tree.heads[preposition]
        return head if head in self.at and head < preposition else None

    def _does(self, verb: int, noun: int) -> bool:
        """True if the subject of a verb does the deed that is its object: of "unveiled sanctions", not of "condemned the attack"."""
        tree = self.tree
        lemma = tree.lemmas[verb]
        if lemma in REJECTING and tree.lemmas[noun] in SPOKEN:
            return False
        return tree.pos[verb] == "VERB" and self.effects["light"].get(lemma) not in NOT_OWN

    def _is_light(self, verb: int) -> bool:
        lemma = self.tree.lemmas[verb]
        return (
            self.effects["light"].get(lemma, "others") not in NOT_OWN or lemma in self.effects["undergo"] or lemma in self.effects["verbs"]
        )

    def _around(self, noun: int) -> Slots:
        """Return possessor, modifiers that are mentions, and the objects of prepositions of a noun."""
        tree = self.tree
        slots: Slots = {}
        for child in tree.children[noun]:
            dep = tree.deps[child]
            if dep == "poss":
                slots["poss"] = self.clauses.coordinated(self.clauses.antecedent(child))
            elif dep in {"amod", "compound", "nmod"} and child < noun:
                mentioned = self._mentions_under(child)
                if mentioned:
                    slots.setdefault("mod", []).extend(mentioned)
            elif dep in {"prep", "agent", "dative"}:
                self.clauses.add_preposition(child, slots)
            elif dep in {"acl", "relcl"}:
                self._clause(child, slots)
        for amount in slots.get("of", []):  # "an investment of 5 billion dollars in X"
            if tree.pos[amount] == "NUM" or tree.lemmas[amount] in MONEY:
                for child in tree.children[amount]:
                    if tree.deps[child] == "prep" and tree.lower[child] not in slots:
                        self.clauses.add_preposition(child, slots)
        for doer in slots.get("by", []):  # "a campaign by Iraqi forces against X"
            for child in tree.children[doer]:
                if tree.deps[child] == "prep" and tree.lower[child] in AIMED and tree.lower[child] not in slots:
                    self.clauses.add_preposition(child, slots)
        return slots

    def _clause(self, verb: int, slots: Slots) -> None:
        """Add what a clause behind the noun says: "sanctions imposed on X by Y", "a threat to attack X"."""
        tree = self.tree
        inner = self.clauses.arguments(verb)
        if tree.tags[verb] == "VB":
            slots.setdefault("xcomp", []).append(verb)
        elif any(tree.deps[c] == "mark" for c in tree.children[verb]):
            slots.setdefault("ccomp", []).append(verb)
        elif tree.deps[verb] == "relcl" and "patient" in inner and self._is_light(verb):  # "sanctions, which X imposed"
            slots.setdefault("by", inner.get("agent", []))
        elif self.clauses.passive(verb) and self._is_light(verb):
            for name, tokens in inner.items():
                if name in SHARING:
                    slots.setdefault(name, tokens)
            if "agent" in inner:
                slots.setdefault("by", inner["agent"])

    def _mentions_under(self, child: int) -> list[int]:
        """Return the tokens below a modifier that are mentions, one a mention, in text order."""
        tree = self.tree
        out = [child] if child in self.at else []
        for inner in tree.children[child]:
            if tree.deps[inner] in {"conj", "amod", "compound", "nmod", "punct", "poss"}:
                out += [t for t in self._mentions_under(inner) if all(self.at[t] is not self.at[o] for o in out)]
        return sorted(out)

    # ---- posts

    def post(self, noun: int) -> Slots:
        """Return the slots of a post or of another noun that says what one is to another: holder, poss, mod, of, at, for, as, self."""
        slots = self._around(noun)
        holders = [
            t
            for holder in self._holders(noun)
            for t in self.clauses.coordinated(holder)
            if not self._otherwise_titled(t, noun, coordinated=t != holder)
        ]
        if not holders and slots.keys() & {"mod", "poss"}:  # "the Egyptian town of X"
            holders = [t for t in slots.get("of", ()) if t in self.at and self.at[t].thing.label == "Place"]
            if holders:
                del slots["of"]
        if not holders:
            return {}
        slots["holder"] = holders
        slots["self"] = [noun]
        fields = [t for t in slots.get("of", ()) if t not in self.at]  # "head of the energy programme at Y"
        if fields and "at" not in slots:
            slots["field"] = [t for field in fields for t in self._around(field).get("at", ())]
        if slots.keys() & {"poss", "mod"}:
            slots.pop("for", None)  # "X's envoy for Lebanon"
            if fields and not {self.tree.lemmas[t] for t in fields} & {"state", "government", "board", "council"}:
                slots["part"] = fields  # "X's head of integrated gas"
        if not slots.keys() & {"poss", "mod", "of", "at", "for", "in", "to"}:
            self._share(noun, slots)
        return slots

    def _otherwise_titled(self, token: int, noun: int, *, coordinated: bool) -> bool:
        """True of Z in "Y's minister X and managing director Z", "US President X and Turkish President Z"."""
        if coordinated and any(self.tree.deps[c] == "appos" and c > max(token, noun) for c in self.tree.children[token]):
            return True  # "X, chairman of Y, and Z, the governor"
        before = self.at[token].start - 1 if token in self.at else noun
        return before > noun and self.tree.pos[before] in ({"NOUN", "PROPN"} if coordinated else {"NOUN"}) and before not in self.at

    def _holders(self, noun: int) -> list[int]:
        tree, at = self.tree, self.at
        if noun in at:
            itself = at[noun].kind == "nominal" and at[noun].thing.label != "Place"  # "the US capital" is no statement
            return [noun] if itself else self._title_inside(noun)
        apposed = [c for c in tree.children[noun] if tree.deps[c] == "appos" and c in at]
        if apposed:
            return apposed
        following = self._name_at(noun + 1)
        if following is not None:
            return [following]
        head, dep = tree.heads[noun], tree.deps[noun]
        if dep in {"compound", "nmod", "amod"} and head > noun and head in at and at[head].start > noun:
            return [head]
        if dep == "appos":
            return [head] if head in at else self._holders_of_head(head)
        if dep == "conj" and tree.pos[head] in {"NOUN", "PROPN"} and head not in at:
            return self._holders(head)
        if dep in {"attr", "oprd"} and tree.lemmas[head] in COPULAS:
            return [t for t in self.clauses.subjects(head) if t != noun]
        if dep in SUBJECTS and tree.lemmas[head] == "be":
            return self.clauses.arguments(head).get("attr", [])
        if dep == "pobj" and tree.lower[head] == "as":
            return self.clauses.subjects(tree.heads[head]) if tree.lemmas[noun] in PARTS else self._as(tree.heads[head])
        return self._before_comma(noun) or self._named_after(noun) or self.actors.behind_body(noun) or self._behind_field(noun)

    def _behind_field(self, noun: int) -> list[int]:
        """Read "High Representative for Foreign Affairs X", "Minister of State X": the name behind a title with its field."""
        tree = self.tree
        end = noun + 1
        if not tree.words[noun][0].isupper() or tree.lower[end : end + 1] not in (["for"], ["of"]):
            return []
        while end < len(tree) and end not in self.at and (tree.words[end][0].isupper() or tree.lower[end] in {"for", "of", "and", "the"}):
            end += 1
        named = self._name_at(end) if end > noun + 2 and not self.actors.is_person(end - 1) else None
        return [] if named is None else [named]

    def _named_after(self, noun: int) -> list[int]:
        """Return the first of those that "EU states, including X and Y" and "members such as X" name."""
        tree = self.tree
        for child in tree.children[noun] if tree.tags[noun] == "NNS" else ():
            if tree.lower[child] in NAMING or (tree.lower[child] == "as" and tree.lower[child - 1] == "such"):
                return [c for c in tree.children[child] if tree.deps[c] == "pobj"]
        return []

    def _title_inside(self, noun: int) -> list[int]:
        """A title that the mention of a name takes in ("President Putin")."""
        mention = self.at[noun]
        return [mention.head] if mention.thing.label == "Person" and noun != mention.head and mention.kind == "name" else []

    def _holders_of_head(self, head: int) -> list[int]:
        tree = self.tree
        return [
            c for c in tree.children[head] if tree.deps[c] in {"appos", "compound"} and c in self.at and self.at[c].thing.label == "Person"
        ]

    def _name_at(self, token: int) -> int | None:
        """Return the head of the person's name that begins at `token`, directly or behind a comma."""
        tree = self.tree
        if token < len(tree) and tree.lower[token] == "," and tree.deps[token - 1] != "conj":
            return None
        found = self.at.get(token) if token < len(tree) else None
        return found.head if found is not None and found.start == token and found.kind == "name" and found.thing.label == "Person" else None

    def _as(self, verb: int) -> list[int]:
        """Who holds the post in "served as", "took over as", "is to step down as": the subject; of "was appointed as" the verb itself tells."""
        tree = self.tree
        if tree.lemmas[verb] in INSTALLED:
            return self.clauses.subjects(verb)
        if tree.lemmas[verb] == "take":
            return self.clauses.arguments(verb).get("agent", []) if self.clauses.particle(verb) == "over" else []
        leaving = tree.lemmas[verb] in LEAVING and tree.tags[verb] == "VB"
        if tree.pos[verb] == "VERB" and (leaving or tree.lemmas[verb] in SERVING):
            return self.clauses.arguments(verb).get("agent", [])
        return []

    def _before_comma(self, noun: int) -> list[int]:
        """Read "X, president of Y," where the parser saw no apposition: the name before the comma before the phrase."""
        tree = self.tree
        start = noun
        while (
            start > 0
            and tree.pos[start - 1] in {"ADJ", "NOUN", "PROPN", "DET", "PART", "NUM"}
            and tree.heads[start - 1] in range(start, noun + 1)
        ):
            start -= 1
        if start >= 2 and tree.lower[start - 1] == "," and tree.deps[noun] in {"appos", "conj", "npadvmod", "attr", "dep", "ROOT"}:
            found = self.at.get(start - 2)
            if found is not None and found.kind == "name" and found.thing.label == "Person" and found.end == start - 1:
                return [found.head]
        return []

    def _share(self, noun: int, slots: Slots) -> None:
        """Take the missing slots from what stands beside: "president and chief executive of X", "South Korean President X"."""
        tree = self.tree
        for child in tree.children[noun]:
            if tree.deps[child] == "conj" and tree.pos[child] in {"NOUN", "PROPN"} and child not in self.at:
                for name, tokens in self._around(child).items():
                    if name not in {"mod", "poss"}:  # "a retired admiral and former NATO commander": each has its own
                        slots.setdefault(name, tokens)
        head = tree.heads[noun]
        if tree.deps[noun] == "conj" and head not in self.at:
            for name, tokens in self._around(head).items():
                slots.setdefault(name, tokens)
        if head in self.at and head > noun:  # the nationality or the possessor may hang on the name itself
            for name, tokens in self._around(head).items():
                before = [t for t in tokens if t < noun]
                if name in {"mod", "poss"} and before:
                    slots.setdefault(name, before)
                elif name == "of":  # "Prime Minister X of Y"
                    slots.setdefault(name, tokens)
        listed = self.at.get(noun + 2) if tree.lower[noun - 1 : noun + 2 : 2] == [",", ","] else None
        if listed is not None and listed.start == noun + 2 and listed.thing.label == "Organization":  # "X, commander, Y,"
            slots["of"] = [listed.head]
        if "mod" not in slots and "poss" not in slots:
            start = self.title_start(noun)
            found = self.at.get(start - 1) if start > 0 else None
            if found is not None and found.end == start and tree.heads[found.head] >= start - 1:
                slots["mod"] = [found.head]

    def title_start(self, noun: int) -> int:
        """Return the first token of a title: "Prime Minister", "former army chief", "Director-General"."""
        tree = self.tree
        start = noun
        while start > 0 and start - 1 not in self.at and tree.heads[start - 1] >= start:
            if tree.words[start - 1] == "-" and start > 1 and tree.pos[start - 2] in TITLE_POS and start - 2 not in self.at:
                start -= 2
            elif tree.pos[start - 1] in TITLE_POS:
                start -= 1
            else:
                break
        return start


def noun_of(tokens: list[int], slots: Slots) -> int | None:
    """Return the token of `tokens` that is the event noun itself, None if there is none."""
    own = slots.get("self", [])
    return next((t for t in tokens if t in own), None)
