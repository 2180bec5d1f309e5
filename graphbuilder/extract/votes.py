"""The vote: one label for one name in a document. The model labels each occurrence, and what stands around it counts too."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphbuilder.model import LABELS

if TYPE_CHECKING:
    from graphbuilder.extract.gazetteer import Gazetteer
    from graphbuilder.extract.lexicon import Lexicon
    from graphbuilder.extract.names import Name
    from graphbuilder.extract.tree import Tree
    from graphbuilder.model import Label

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LOCATIVE = frozenset({"in", "at", "near", "from", "to", "into", "around", "outside", "across", "through", "toward", "towards", "off"})
# What one does to a company or an organization, not to a place.
TO_ORGANIZATIONS = frozenset(
    "buy acquire join quit found co-found establish form own sue fine chair merge create accuse blame ask urge tell appoint hire".split()
)
SAYING = frozenset("say report announce tell add deny claim warn declare argue note state confirm reply quote write".split())
MODEL, TITLE, WORD, TABLE, CONTEXT = 2, 6, 5, 3, 3


def name_key(text: str) -> str:
    """Return what occurrences of one name have in common: lower case, single spaces, no possessive, no dots of acronyms.

    >>> name_key("U.N."), name_key("Islamic  State’s")
    ('un', 'islamic state')
    """
    text = " ".join(text.split()).lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    return text.replace(".", "") if "." in text and " " not in text else text


def head_of(tree: Tree, start: int, end: int) -> int:
    """Return the token of a span that hangs on a token outside of it."""
    return next((i for i in range(end - 1, start - 1, -1) if not start <= tree.heads[i] < end or tree.heads[i] == i), end - 1)


def evidence(tree: Tree, name: Name, text: str, gazetteer: Gazetteer, lexicon: Lexicon) -> Counter[Label]:
    """Return how much speaks for each label at one occurrence of a name."""
    votes: Counter[Label] = Counter({name.label: MODEL})
    words = tree.lower[name.start : name.end]
    known = gazetteer.places(text)
    if name.titled:
        votes["Person"] += TITLE
    elif len(words) > 1 or words[-1] in {"congress", "parliament", "senate"}:
        if words[-1] in lexicon.organization or words[0] in {"ministry", "university", "bank", "department", "institute", "house"}:
            votes["Organization"] += WORD
        elif words[-1] in lexicon.place or words[0] in {"lake", "mount", "cape", "gulf", "strait", "port", "fort"}:
            votes["Place"] += WORD
    if known:
        votes["Place"] += TABLE
    head = head_of(tree, name.start, name.end)
    for label in _context(tree, head, lexicon):
        votes[label] += CONTEXT
    for label in _role(tree, head, len(words), known=bool(known)) if name.label == "Place" else ():
        votes[label] += CONTEXT
    return votes


def _context(tree: Tree, head: int, lexicon: Lexicon) -> list[Label]:
    """Return the labels for which the nouns around a name speak: "X, a company", "the town of X", "whose parent is X"."""
    labels: list[Label] = []
    dep, governor = tree.deps[head], tree.heads[head]
    for child in tree.children[head]:
        if tree.deps[child] == "appos" and tree.pos[child] == "NOUN":
            labels += _named_by(tree.lemmas[child], lexicon)
        elif (tree.deps[child] == "relcl" and any(tree.lower[t] in {"who", "whom"} for t in tree.children[child])) or (
            tree.deps[child] == "compound" and tree.pos[child] == "NOUN" and tree.lemmas[child] in lexicon.person_nouns
        ):
            labels.append("Person")
    if dep == "appos" and tree.pos[governor] == "NOUN":
        labels += _named_by(tree.lemmas[governor], lexicon)
    if dep == "pobj" and tree.lower[governor] == "of" and tree.lemmas[tree.heads[governor]] in lexicon.place_nouns:
        labels.append("Place")
    if dep == "compound" and tree.pos[governor] == "NOUN" and tree.lemmas[governor] in lexicon.place_nouns:
        labels.append("Place")
    if dep in {"attr", "nsubj"} and tree.lemmas[governor] == "be":
        other = "nsubj" if dep == "attr" else "attr"
        labels += [label for c in tree.children[governor] if tree.deps[c] == other for label in _named_by(tree.lemmas[c], lexicon)]
    return labels


def _role(tree: Tree, head: int, words: int, *, known: bool) -> list[Label]:
    """Return the labels for which the role of a supposed place speaks: one reports, buys and sues companies, not towns."""
    dep, governor = tree.deps[head], tree.heads[head]
    if dep == "pobj" and tree.lower[governor] in LOCATIVE:
        return ["Place"] if known else []
    if known:
        return []
    if dep in SUBJECTS and tree.lemmas[governor] in SAYING:
        return ["Organization"]
    if dep in SUBJECTS and 1 < words < 4 and tree.pos[governor] == "VERB":
        return ["Person"]
    return ["Organization"] if dep == "dobj" and tree.lemmas[governor] in TO_ORGANIZATIONS else []


def _named_by(lemma: str, lexicon: Lexicon) -> list[Label]:
    if lemma in lexicon.person_nouns:
        return ["Person"]
    if lemma in lexicon.organization_nouns:
        return ["Organization"]
    return ["Place"] if lemma in lexicon.place_nouns else []


def winner(votes: Counter[Label]) -> Label:
    """Return the label with most votes, the first in the order of `LABELS` of equal ones."""
    return max(LABELS, key=lambda label: votes[label])
