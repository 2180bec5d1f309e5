"""Who does what a verb says, whatever the construction: its own subject, one that it shares, the controller of an infinitive, who is behind a noun.

"Iran agreed to supply drones", "the arms that it sent", "X, accused of spying", "US plans to arm Y" and "calls on X to leave" tell it each in its way.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graphbuilder.extract.tree import Tree

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
FINITE = frozenset({"VBD", "VBP", "VBZ"})
REASONS = frozenset({"support", "defence", "defense", "response", "retaliation"})
AUXILIARIES = frozenset({"aux", "auxpass"})
# After these the subject of the infinitive is the subject, though an object stands between ("promised X to leave").
SUBJECT_CONTROL = frozenset("promise threaten use need take have make phone telephone ring contact visit meet".split())
# After these it is the subject where the object is a thing or people without a name: "pledged troops to help X".
SPENDING = frozenset(
    """send dispatch deploy pledge mobilize mobilise commit fly rush provide spend pay raise donate allocate contribute build buy launch hold
    impose issue file""".split()
)
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
# What speaks for its maker ("signed an order banning X").
PAPERS = frozenset(
    """statement order law bill decree resolution letter declaration report note communique document petition motion ruling verdict article
    speech message post tweet editorial leaflet directive regulation legislation amendment agreement deal treaty rule""".split()
)
MAX_DEPTH = 8


class Subjects:
    """The subjects of the verbs of one tree. Answers are remembered, so asking twice costs nothing."""

    __slots__ = ("_known", "tree")

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._known: dict[int, list[int]] = {}

    def coordinated(self, token: int) -> list[int]:
        """Return the token and what is coordinated with it ("Iran and North Korea"), in text order."""
        tree = self.tree
        out = [*self._read_into(token), token]
        for child in tree.children[token]:
            if child > token and tree.deps[child] == "conj" and tree.pos[child] not in {"VERB", "AUX", "ADP"}:
                out.extend(self.coordinated(child))
        return out

    def _read_into(self, token: int) -> list[int]:
        """Return X of "Secretary of State X and Secretary of Defense Y", which the parser takes into the name of Y."""
        tree = self.tree
        return [
            c
            for c in tree.children[token]
            if c < token and tree.deps[c] == "nmod" and tree.pos[c] == tree.pos[token] == "PROPN" and self._cut_off(c)
        ]

    def _cut_off(self, noun: int) -> bool:
        """True of a noun with an "and" and nothing coordinated behind it."""
        deps = {self.tree.deps[c] for c in self.tree.children[noun] if c > noun}
        return "cc" in deps and "conj" not in deps

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

    def of(self, verb: int, depth: int = 0) -> list[int]:
        """Return the surface subject of `verb` with all that is coordinated with it, its own or the one that it shares."""
        known = self._known.get(verb)
        if known is None:
            known = self._known[verb] = self._find_subjects(verb, depth) if depth < MAX_DEPTH else []
        return known

    def _find_subjects(self, verb: int, depth: int) -> list[int]:
        tree = self.tree
        own = [child for child in tree.children[verb] if tree.deps[child] in SUBJECTS]
        if not own:  # the parser may hang it on the auxiliary
            own = [
                c for aux in tree.children[verb] if tree.deps[aux] in AUXILIARIES for c in tree.children[aux] if tree.deps[c] in SUBJECTS
            ]
        if own:
            return [token for child in own[-1:] for token in self._agreeing(child, verb)]
        head, dep = tree.heads[verb], tree.deps[verb]
        if head == verb:
            return []
        match dep:
            case "conj" if self._apart(verb, head):
                return []
            case "conj":
                return self.of(head, depth + 1) if tree.pos[head] in {"VERB", "AUX", "ADJ", "NOUN"} else []
            case "xcomp" | "ccomp":
                return self._controller(verb, head, depth)
            case "advcl" if tree.lemmas[head] in OBJECT_ADJUNCT and tree.tags[verb] in {"VB", "VBG"}:
                objects = self._object(head)
                spent = tree.lemmas[head] in SPENDING and objects and not self._named(objects[0]) and not self.passive(head)
                return self.of(head, depth + 1) if spent else objects
            case "acomp" | "attr" | "oprd" | "advcl":
                return self.of(head, depth + 1) if tree.pos[head] in {"VERB", "AUX", "ADJ"} else []
            case "pcomp" | "prep":
                return self._gerund_subject(head, depth) if dep == "pcomp" else []
            case "acl" if tree.lemmas[verb] == "use" and tree.lemmas[head] in REASONS and tree.deps[head] == "pobj":
                return self._finite_above(head, depth)  # "conducted strikes in support of X using bombers"
            case "acl" | "relcl" | "amod":
                return self._noun_subject(verb, head, depth)
        return []

    def _agreeing(self, subject: int, verb: int) -> list[int]:
        """Return a subject with all that is coordinated with it; of "X and Y, which trains" only the last one trains."""
        tree = self.tree
        noun = self.antecedent(subject)
        several = [t for t in self.coordinated(noun) if noun == subject or t < subject] or [noun]
        singular = any(tree.tags[t] == "VBZ" for t in (verb, *tree.children[verb]) if t == verb or tree.deps[t] in AUXILIARIES)
        return several[-1:] if noun != subject and singular else several

    def _apart(self, verb: int, head: int) -> bool:
        """True of a verb that nothing joins to the one before and that tells of an earlier time ("had killed"): no subject is shared."""
        tree = self.tree
        earlier, joined = ({tree.lower[c] for c in tree.children[v] if tree.deps[c] in {*AUXILIARIES, "cc"}} for v in (verb, head))
        return "had" in earlier - joined and not {"and", "or", "but"} & (earlier | joined)

    def _finite_above(self, token: int, depth: int) -> list[int]:
        """Return the subject of the clause that a phrase belongs to."""
        tree = self.tree
        while tree.heads[token] != token and tree.tags[token] not in FINITE:
            token = tree.heads[token]
        return self.of(token, depth + 1) if tree.tags[token] in FINITE else []

    def _controller(self, verb: int, head: int, depth: int) -> list[int]:
        """Subject of a complement without one of its own: the object of the verb above, else its subject."""
        tree = self.tree
        if tree.deps[verb] == "ccomp" and tree.tags[verb] not in {"VB", "VBG"}:
            return []
        if tree.lemmas[head] not in SUBJECT_CONTROL:
            for child in tree.children[head]:
                if child < verb and tree.deps[child] in {"dobj", "dative"} and tree.pos[child] != "ADP":
                    if tree.lemmas[head] in SPENDING and not self._named(child):
                        break
                    return self.coordinated(self.antecedent(child))
        for child in tree.children[head]:
            if child < verb and tree.deps[child] == "prep" and tree.lower[child] in {"on", "for", "with"} and tree.tags[verb] == "VB":
                inner = [t for t in tree.children[child] if tree.deps[t] == "pobj"]
                if inner and tree.lemmas[head] in {"call", "wait", "plead", "appeal", "prevail", "arrange"}:
                    return self.coordinated(inner[0])
        return self.of(head, depth + 1)

    def _named(self, noun: int) -> bool:
        """True if the model finds a name in a noun or before it: "French troops"."""
        named = {i for start, end, kind in self.tree.ents if kind != "CARDINAL" for i in range(start, end)}
        return noun in named or any(child in named for child in self.tree.children[noun] if child < noun)

    def _gerund_subject(self, preposition: int, depth: int) -> list[int]:
        """Who does it in "by doing", "of doing", "without doing"."""
        tree = self.tree
        head = tree.heads[preposition]
        if tree.pos[head] == "NOUN":
            return self._noun_subject(preposition, head, depth)
        if tree.deps[head] == "advmod":  # "stopped short of doing"
            return self.of(tree.heads[head], depth + 1)
        if tree.lower[preposition] in OBJECT_GERUND and not any(tree.lower[c] == "instead" for c in tree.children[preposition]):
            objects = [c for c in tree.children[head] if tree.deps[c] in {"dobj", "nsubjpass"}]
            if objects:
                return self.coordinated(self.antecedent(objects[0]))
            if tree.deps[head] in {"acl", "relcl"} and self.passive(head):
                return self.of(head, depth + 1)
            aimed = [c for c in tree.children[head] if c < preposition and tree.lower[c] == "at" and tree.deps[c] == "prep"]
            if aimed and tree.lower[preposition] == "for":  # "hit out at X for doing"
                return self.objects_of(aimed[0])
        return self.of(head, depth + 1)

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
                    return self.objects_of(child)
        owners = [c for c in tree.children[noun] if tree.deps[c] == "poss"]
        if not owners and tree.lemmas[noun] in DESIGNS:
            named = {i for start, end, _ in tree.ents for i in range(start, end)}
            owners = [c for c in tree.children[noun] if c < noun and c in named and tree.deps[c] in {"amod", "compound", "nmod"}]
        if owners and not asked:
            return self.coordinated(owners[0])
        governor = tree.heads[noun]
        if tree.deps[noun] == "dobj" and tree.lemmas[governor] in GIVING:  # "gave X permission to land"
            receivers = self._receivers(governor, verb)
            if receivers:
                return receivers
        if tree.deps[noun] == "pobj" and tree.lower[governor] in {"in", "on", "under"}:  # "is in talks to buy X"
            above = tree.heads[governor]
            if tree.lemmas[above] in DESIGNS and depth < MAX_DEPTH:  # "leads efforts in the campaign to defeat X"
                return self._noun_subject(verb, above, depth + 1)
            return self.of(above, depth + 1) if tree.pos[above] in {"VERB", "AUX"} else []
        if tree.deps[noun] in {"dobj", "attr", "oprd", "conj"} and tree.pos[governor] in {"VERB", "AUX"}:
            return self.of(governor, depth + 1)
        if tree.deps[noun] in {"nsubj", "nsubjpass"}:
            makers = [c for c in tree.children[noun] if tree.deps[c] == "prep" and tree.lower[c] in {"by", "of", "from"}]
            return self.objects_of(makers[0]) if makers else []
        return []

    def _paper(self, noun: int) -> bool:
        """True of what speaks for its maker: "issued a statement condemning X", "signed an order banning Y"."""
        return self.tree.lemmas[noun] in PAPERS

    def antecedent(self, token: int) -> int:
        """Return what a relative pronoun stands for, else the token itself."""
        tree = self.tree
        that = tree.lower[token] == "that" and (tree.deps[token] in SUBJECTS or (tree.deps[token] == "dobj" and tree.tags[token] == "IN"))
        if tree.tags[token] not in {"WDT", "WP", "WP$"} and not that:
            return token
        at = token
        for _ in range(MAX_DEPTH):
            if tree.deps[at] == "relcl":
                return self._person_above(tree.heads[at]) if tree.lower[token] in {"who", "whom"} else tree.heads[at]
            if tree.deps[at] == "ccomp" and tree.lemmas[tree.heads[at]] == "be":  # "it is X that did it"
                named = [c for c in tree.children[tree.heads[at]] if tree.deps[c] == "attr" and c < at]
                if named and any(tree.lower[c] == "it" for c in tree.children[tree.heads[at]]):
                    return named[0]
            if tree.heads[at] == at:
                break
            at = tree.heads[at]
        return token

    def _person_above(self, noun: int) -> int:
        """Return X in "X, chairman of the Y party, who", where the parser hangs the clause on the body."""
        tree = self.tree
        bodies = {i for start, end, kind in tree.ents if kind in {"ORG", "GPE"} for i in range(start, end)}
        post = tree.heads[tree.heads[noun]]
        return tree.heads[post] if noun in bodies and tree.deps[noun] == "pobj" and tree.deps[post] == "appos" else noun

    def objects_of(self, preposition: int) -> list[int]:
        """Return what stands behind a preposition, with all that is coordinated with it."""
        tree = self.tree
        return [t for c in tree.children[preposition] if tree.deps[c] == "pobj" for t in self.coordinated(self.antecedent(c))]

    def _object(self, verb: int) -> list[int]:
        """Return whom a verb is done to, the subject of a passive."""
        tree = self.tree
        if self.passive(verb):
            return self.of(verb)
        objects = [c for dep in ("dobj", "oprd", "attr") for c in tree.children[verb] if tree.deps[c] == dep]
        return self.coordinated(self.antecedent(objects[0])) if objects else []

    def _receivers(self, verb: int, before: int) -> list[int]:
        """Return to whom something is given by a verb, in front of the token `before`."""
        tree = self.tree
        for child in tree.children[verb]:
            if child >= before:
                break
            if tree.deps[child] == "dative" and tree.pos[child] != "ADP":
                return self.coordinated(self.antecedent(child))
            if tree.lower[child] == "to" and tree.deps[child] in {"dative", "prep"}:
                return self.objects_of(child)
        objects = [c for c in tree.children[verb] if tree.deps[c] == "dobj" and verb < c < before]
        return self.coordinated(objects[0]) if len(objects) > 1 else []
