"""Who says so: "X said", "according to X", "X denied", "accused Y of", and the speaker of a quotation over several sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphbuilder.extract.grammar.actors import Actors
    from graphbuilder.extract.grammar.clauses import Clauses
    from graphbuilder.extract.reading import Found
    from graphbuilder.extract.tree import Tree

NOUNS = frozenset(
    """claim allegation accusation report statement denial assertion announcement suggestion accusations remark warning fear""".split()
)
SOURCES = frozenset({"according", "per"})
DENYING = frozenset("reject dismiss refute rebut dispute".split())
VIEWS = frozenset("view opinion word account eye telling".split())
OPEN, CLOSE, PLAIN = frozenset("“„«"), frozenset("”»"), frozenset({'"', "``", "''"})
MAX_CLIMB = 20


class Attribution:
    """The speakers of one tree."""

    __slots__ = ("_quoted", "actors", "clauses", "speech", "tree")

    def __init__(self, clauses: Clauses, actors: Actors, speech: Mapping[str, str]) -> None:
        self.clauses = clauses
        self.tree = clauses.tree
        self.actors = actors
        self.speech = speech
        self._quoted: list[int] | None = None

    def speaker(self, token: int) -> Found | None:
        """Return who says what the predicate at `token` says, None if it is the text itself."""
        found = self._above(token)
        if found is None and self.quotes():
            found = self._quotation(token)
        return found if found is not None else self._frame(token)

    def _above(self, token: int) -> Found | None:
        tree = self.tree
        node = token
        for _ in range(MAX_CLIMB):
            found = self._beside(node, token)
            if found is not None:
                return found
            head, dep = tree.heads[node], tree.deps[node]
            if head == node or (dep in {"relcl", "appos"} and tree.lower[max(node - 1, 0)] == ","):
                return None
            if self._content(node, head, dep) and not (node == token and tree.lemmas[node] in NOUNS):  # who denies a claim did not make it
                speakers = self._speakers(head, exclude=token)
                if speakers:
                    return speakers[0]
            node = head
        return None

    def _content(self, node: int, head: int, dep: str) -> bool:
        """True if `node` heads what the verb or noun above it says."""
        tree = self.tree
        if tree.pos[head] == "NOUN":
            return dep in {"acl", "ccomp"} and tree.lemmas[head] in NOUNS
        if tree.lemmas[head] not in self.speech:
            return False
        if dep == "ccomp":
            return ";" not in tree.words[node:head]  # "X sued Y; a court dismissed the case"
        if dep == "xcomp":
            return tree.tags[node] == "VBG" or tree.lemmas[head] in {"claim", "deny", "admit"}
        if dep in {"dobj", "nsubjpass"}:
            return tree.lemmas[head] == "deny" or (tree.lemmas[node] in NOUNS and tree.lemmas[head] in DENYING)
        return False

    def _speakers(self, verb: int, *, exclude: int) -> list[Found]:
        """Return the subject of a verb of speech, or who makes the claim that a noun names."""
        tree = self.tree
        if tree.pos[verb] == "NOUN":
            return self.actors.modifiers(verb) or self.actors.doers(
                c for p in tree.children[verb] if tree.deps[p] == "prep" and tree.lower[p] in {"by", "of", "from"} for c in tree.children[p]
            )
        agents = [t for t in self.clauses.arguments(verb).get("agent", ()) if t != exclude]
        return self.actors.doers(agents)

    def _beside(self, node: int, token: int) -> Found | None:
        """Read "according to X", "as X said", a verb of speech set beside its content, "accused by X of doing"."""
        tree = self.tree
        for child in tree.children[node]:
            dep = tree.deps[child]
            if tree.lower[child] in SOURCES and dep in {"prep", "advmod", "advcl", "amod", "acl"}:
                inner = [g for c in (child, *tree.children[child]) for g in tree.children[c] if tree.deps[g] == "pobj"]
                found = self.actors.doers(inner)
                if found:
                    return found[0]
            elif dep == "prep" and tree.lower[child] in {"in", "by"}:  # "in X's view"
                views = [c for c in tree.children[child] if tree.deps[c] == "pobj" and tree.lemmas[c] in VIEWS]
                found = self.actors.doers(views)
                if found:
                    return found[0]
            elif child != token and tree.lemmas[child] in self.speech and tree.pos[child] == "VERB" and self._parenthetical(child, dep):
                speakers = self._speakers(child, exclude=token)
                if speakers:
                    return speakers[0]
        head, dep = tree.heads[node], tree.deps[node]
        if dep == "pcomp" and tree.lower[head] in {"of", "for"}:
            verb = tree.heads[head]
            if tree.pos[verb] == "NOUN" and tree.deps[verb] == "pobj":  # "accused by X in the past of doing"
                verb = tree.heads[tree.heads[verb]]
            if tree.lemmas[verb] in {"accuse", "suspect", "blame", "charge"} and tree.pos[verb] == "VERB":
                speakers = self._speakers(verb, exclude=token)
                if speakers:
                    return speakers[0]
        return None

    def _parenthetical(self, child: int, dep: str) -> bool:
        tree = self.tree
        if dep == "parataxis":
            return True
        if dep == "advcl":
            return any(tree.lower[c] == "as" for c in tree.children[child])
        return False

    def _frame(self, token: int) -> Found | None:
        """Read "According to X, ..." and "..., according to X.": it holds for the whole sentence, whatever the parser hung it on."""
        tree = self.tree
        start, end = next(s for s in tree.sentences if s[0] <= token < s[1])
        for i in range(start, end):
            if tree.lower[i] in SOURCES and (i == start or tree.lower[i - 1] == ","):
                named = [t for c in tree.children[i] for t in (c, *tree.children[c]) if tree.deps[t] == "pobj"]
                last = max(_below(tree, i), default=i)
                if named and (i == start or last >= end - 2):
                    return next(iter(self.actors.doers(named)), None)
        return None

    # ---- quotations

    def quotes(self) -> list[int]:
        """Return for each token whether it lies in a quotation (its number) or not (0); empty if the passage has none."""
        if self._quoted is None:
            words = self.tree.words
            self._quoted = list(_numbered(words)) if any(w in OPEN or w in PLAIN for w in words) else []
        return self._quoted

    def _quotation(self, token: int) -> Found | None:
        """The speaker of the quotation around `token`: of a verb of speech next to it in the same passage."""
        quoted = self.quotes()
        number = quoted[token]
        if not number:
            return None
        tree = self.tree
        inside = [i for i, n in enumerate(quoted) if n == number]
        first, last = inside[0], inside[-1]
        near = [s for s in tree.sentences if s[0] <= last + 3 and s[1] >= first - 2]
        for start, end in near:
            for i in range(start, end):
                if not quoted[i] and tree.lemmas[i] in self.speech and tree.pos[i] == "VERB" and tree.deps[i] not in {"relcl", "acl"}:
                    speakers = self._speakers(i, exclude=token)
                    if speakers:
                        return speakers[0]
        return None


def _below(tree: Tree, token: int) -> Iterator[int]:
    for child in tree.children[token]:
        yield child
        yield from _below(tree, child)


def _numbered(words: list[str]) -> Iterator[int]:
    number, inside = 0, False
    for word in words:
        if inside and (word in CLOSE or word in PLAIN):
            inside = False
            yield 0
        elif not inside and (word in OPEN or word in PLAIN):
            inside = True
            number += 1
            yield 0
        else:
            yield number if inside else 0
