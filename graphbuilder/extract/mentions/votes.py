"""The vote: one label for one name in a document. The model labels each occurrence, and what stands around it counts too."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.subjects import SUBJECTS
from graphbuilder.model import LABELS

if TYPE_CHECKING:
    from graphbuilder.extract.mentions.gazetteer import Gazetteer
    from graphbuilder.extract.mentions.lexicon import Lexicon
    from graphbuilder.extract.mentions.names import Name
    from graphbuilder.extract.tree import Tree
    from graphbuilder.model import Label

LOCATIVE = frozenset({"in", "at", "near", "from", "to", "into", "around", "outside", "across", "through", "toward", "towards", "off"})
# What a place does that is in no table.
PASSIVE_PLACES = frozenset("lie sit fall have remain see suffer experience host become grow boast stand hold face come get need".split())
ADDRESSED = frozenset({"accuse", "blame", "ask", "urge", "tell"})
IN = frozenset({"in", "near", "outside", "around"})
OF = frozenset({"of", "at", "for", "with", "to", "by", "into"})
SAYING = frozenset("say report announce tell add deny claim warn declare argue note state confirm reply quote write".split())
MODEL, TITLE, WORD, GIVEN, TABLE, CONTEXT = 2, 6, 5, 3, 3, 3
JOINED = frozenset({"alliance", "party", "group", "union"})
KIND = 20  # what a text says that a thing is counts more than what its name looks like: "the construction company Norberto Odebrecht"
CITY = 1_000_000  # a place with fewer people may be a club or a person of that name


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
        if (words[-1] in lexicon.organization and not known) or words[0] in lexicon.bodies:
            votes["Organization"] += WORD
        elif words[-1] in lexicon.place or words[0] in {"lake", "mount", "cape", "gulf", "strait", "port", "fort"}:
            votes["Place"] += WORD
        elif words[0] in lexicon.given and not name.people:
            votes["Person"] += GIVEN
    if known:
        votes["Place"] += TABLE
    head = head_of(tree, name.start, name.end)
    votes.update(dict.fromkeys(_context(tree, name, head, lexicon), CONTEXT))
    kinds = (tree.lemmas[c] for c in _apposed_before(tree, name, head) if tree.pos[c] == "NOUN")
    if any(kind in lexicon.organization_nouns and kind not in lexicon.holders for kind in kinds):
        votes["Organization"] += KIND
    town = bool(known) and not known[0].capital and 0 < known[0].population < CITY
    for label in _role(tree, name, head, lexicon, known=bool(known), town=town):
        votes[label] += CONTEXT
    return votes


def _context(tree: Tree, name: Name, head: int, lexicon: Lexicon) -> list[Label]:
    """Return the labels for which the nouns around a name speak: "X, a company", "the drone maker X", "X province", "whose parent is X"."""
    labels: list[Label] = []
    dep, governor = tree.deps[head], tree.heads[head]
    for child in tree.children[head]:
        kind = tree.deps[child]
        if tree.pos[child] == "NOUN" and (kind == "appos" or (kind in {"compound", "nmod"} and child < name.start)):
            labels += _named_by(tree.lemmas[child], lexicon)
        elif kind == "relcl" and any(tree.lower[t] in {"who", "whom"} for t in tree.children[child]):
            labels.append("Person")
    if dep == "appos" and tree.pos[governor] == "NOUN":
        labels += _named_by(tree.lemmas[governor], lexicon)
    before = name.start - 1
    if before >= 0 and tree.pos[before] == "NOUN" and tree.tags[before] == "NN" and tree.lemmas[before] not in lexicon.apposed:
        labels += _named_by(tree.lemmas[before], lexicon)  # "the activist fund X", however it was parsed
    beside = governor if dep == "compound" and governor == name.end else tree.heads[governor] if tree.lower[governor] == "of" else head
    if beside != head and tree.pos[beside] == "NOUN" and tree.lemmas[beside] in lexicon.place_nouns:  # "X province", "the town of X"
        labels.append("Place")
    if dep == "compound" and tree.pos[governor] == "NOUN" and tree.lemmas[governor] in lexicon.place_nouns:
        labels.append("Place")
    if (
        dep == "compound"
        and governor == name.end
        and name.label == "Place"
        and lexicon.organization_nouns.get(tree.lemmas[governor]) in JOINED
    ):
        labels.append("Organization")  # "the Third Way alliance"
    if dep in {"compound", "amod"} and governor == name.end and _is_site(tree, governor, lexicon):
        labels.append("Place")
    if tree.lower[governor] == "of" and tree.lemmas[tree.heads[governor]] in lexicon.surroundings:
        labels.append("Place")
    if dep in {"attr", "nsubj"} and tree.lemmas[governor] == "be":
        other = "nsubj" if dep == "attr" else "attr"
        labels += [label for c in tree.children[governor] if tree.deps[c] == other for label in _named_by(tree.lemmas[c], lexicon)]
    return labels


def _apposed_before(tree: Tree, name: Name, head: int) -> list[int]:
    """Return the noun right before a name that the parser links with it: "the construction company X"."""
    before = name.start - 1
    hung = before in tree.children[head] and tree.deps[before] in {"compound", "nmod"}
    return [before] if hung or (tree.deps[head] == "appos" and tree.heads[head] == before) else []


def _is_site(tree: Tree, noun: int, lexicon: Lexicon) -> bool:
    """True of a mine and a dam, which are called by their place; of a plant where its owner is named: "Volkswagen's Wolfsburg plant"."""
    owned = tree.lemmas[noun] in lexicon.owned_sites and any(tree.deps[c] == "poss" for c in tree.children[noun])
    return owned or tree.lemmas[noun] in lexicon.sites


def _role(tree: Tree, name: Name, head: int, lexicon: Lexicon, *, known: bool, town: bool) -> list[Label]:
    """Return the labels for which the role of a name speaks: one buys and sues companies, not towns, and lives in towns, not in companies.

    A name of the table of places counts as an organization only if it is a small town; "London sued" is London.
    """
    dep, governor, words = tree.deps[head], tree.heads[head], name.end - name.start
    lemma = tree.lemmas[governor]
    if dep == "pobj":
        above = tree.lemmas[tree.heads[governor]]
        if tree.lower[governor] in LOCATIVE:
            held = above in lexicon.held_in
            return ["Organization"] if held and not known else ["Place"] if (known or tree.lower[governor] in IN) and not held else []
        return ["Organization"] if not known and tree.lower[governor] in OF and above in lexicon.business else []
    whose = dep == "poss" and (lemma in lexicon.business or (tree.pos[governor] == "PROPN" and tree.words[governor][1:].islower()))
    if (not known or town) and (whose or _of_a_post(tree, name, lexicon)):
        return ["Organization"] * (1 + town)
    if dep in SUBJECTS and tree.pos[governor] == "VERB":
        return _subject(name, lemma, lexicon, known=known, town=town, passive=dep == "nsubjpass")
    if dep == "dobj" and not known and (lemma in lexicon.done_to_bodies or (name.label == "Place" and lemma in ADDRESSED)):
        return ["Organization"]
    return ["Organization"] if town and dep == "dobj" and lemma in lexicon.sport and words == 1 else []


def _subject(name: Name, lemma: str, lexicon: Lexicon, *, known: bool, town: bool, passive: bool) -> list[Label]:
    """Return the labels for which a verb speaks whose subject a name is."""
    words = name.end - name.start
    if lemma in lexicon.lived and words > 1:
        return ["Person"]
    if lemma in lexicon.done_by_bodies and not passive and (not known or (town and lemma in lexicon.sport)):
        return ["Organization"] * (1 + town)
    if name.label != "Place" or (known and not town):
        return []
    if town:
        return ["Person"] if lemma in SAYING else []
    if words == 1:
        return ["Organization"] if not passive and lemma not in PASSIVE_PLACES else []
    return ["Person"] if words < 4 else []


def _of_a_post(tree: Tree, name: Name, lexicon: Lexicon) -> bool:
    """True of "Patagonia founder Y", "Wirecard's boss": the noun behind a name is a post of a company or a club."""
    after = name.end
    return (
        after < len(tree)
        and tree.lower[after + 1 : after + 3] != ["of", "staff"]
        and name.end - name.start < 3
        and tree.lemmas[after] in lexicon.business_posts
        and after <= tree.heads[name.end - 1]
    )


def _named_by(lemma: str, lexicon: Lexicon) -> list[Label]:
    if lemma in lexicon.person_nouns:
        return ["Person"]
    if lemma in lexicon.organization_nouns or lemma in lexicon.apposed:
        return ["Organization"]
    return ["Place"] if lemma in lexicon.place_nouns else []


def winner(votes: Counter[Label]) -> Label:
    """Return the label with most votes, the first in the order of `LABELS` of equal ones."""
    return max(LABELS, key=lambda label: votes[label])
