"""Time: when something happened as the text says it, in EDTF, resolved against the publication date and no finer than the text.

EDTF levels 0 and 1 (https://www.loc.gov/standards/datetime/): "2024-07-05", "2024-07", "2024-23" (autumn 2024), "199X",
"2024-07-08/2024-07-14" (a week), "2014/.." (since 2014), "../2030" (by 2030).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from graphbuilder.extract.times.dates import NUMBERS, shifted
from graphbuilder.extract.times.phrases import UNITS, Phrase, Phrases, Tense

if TYPE_CHECKING:
    from graphbuilder.extract.reading import Reading
    from graphbuilder.extract.tree import Tree

FUTURE = frozenset("will 'll ’ll shall wo to would could may might should".split())
FUTURE_VERBS = frozenset("plan expect schedule due set prepare aim intend hope want promise vow pledge ask urge".split())
SAYING = frozenset("say tell report announce add claim warn note write".split())
DEEDS = frozenset({"dobj", "nsubj", "nsubjpass", "pobj", "attr"})
MODIFYING = frozenset({"nummod", "compound", "amod", "nmod"})
MAX_CLIMB = 8


@dataclass(frozen=True, slots=True)
class When:
    """A time expression: tokens `start` to `end` of a tree, what it says in EDTF, and the token that it hangs on.

    `bare` is what it says without its preposition: of "since 2014" the year.
    """

    start: int
    end: int
    value: str
    bare: str
    governor: int
    adverbial: bool


def time_of(reading: Reading, tree: int, token: int, *, static: bool = False) -> str | None:
    """Return when the clause of the verb, or the event of the noun, at `token` takes place: EDTF, None where the text does not say.

    Args:
        reading: The document; relative times count from its `published`.
        tree: Index of the tree in `reading.trees`.
        token: Index of a verb or an event noun in it.
        static: The noun says what someone is, not what happens: only its own times count, and those of "be".
    """
    whens = times_in(reading, tree)
    if not whens:
        return None
    nodes = reading.trees[tree]
    own = [when for when in whens if hangs_on(nodes, when, token)]
    if own:
        return _finest([when for when in own if when.governor == token] or own)
    head, dep = nodes.heads[token], nodes.deps[token]
    if head == token:
        return None
    if nodes.pos[token] in {"NOUN", "PROPN"}:
        while nodes.pos[head] == "ADP" and nodes.heads[head] != head:
            head = nodes.heads[head]
        if static:
            return time_of(reading, tree, head) if nodes.lemmas[head] == "be" and dep == "attr" else None
        return time_of(reading, tree, head) if nodes.pos[head] == "VERB" and dep in DEEDS else None
    apart = _apart(reading, tree, token)
    if apart is not None:
        return apart
    begin = next((c for c in nodes.children[token] if nodes.lower[c] == "when"), None)
    if begin is not None and dep in {"relcl", "advcl"}:  # "since 2014, when X invaded Y"
        before = begin - (nodes.lower[begin - 1] == ",")
        return next((when.bare for when in whens if when.end == before), None)
    shared = [when for when in whens if hangs_on(nodes, when, head)]
    if dep == "conj":
        shared = [when for when in shared if when.start < head]
    elif dep in {"xcomp", "auxpass", "aux"}:
        shared = [when for when in shared if when.start > token]
    else:
        shared = []
    return shared[0].value if shared else None


def _finest(whens: list[When]) -> str:
    """Return the first of several times, or the one within it: "four months ago, on 7 March"."""
    first = whens[0].value
    return next((when.value for when in whens[1:] if when.value.startswith(first) and "/" not in when.value), first)


def _apart(reading: Reading, tree: int, verb: int) -> str | None:
    """Return the day of "three days after he had visited X", counted from the day of the clause above."""
    nodes = reading.trees[tree]
    if nodes.deps[verb] != "advcl":
        return None
    mark = next((c for c in nodes.children[verb] if nodes.deps[c] == "mark" and nodes.lower[c] in {"after", "before"}), None)
    above = time_of(reading, tree, nodes.heads[verb]) if mark is not None else None
    if mark is None or above is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", above):
        return None
    for unit in (*nodes.children[verb], *nodes.children[mark]):
        number = NUMBERS.get(nodes.lower[unit - 1]) or (int(nodes.lower[unit - 1]) if nodes.lower[unit - 1].isdigit() else None)
        if unit + 1 == mark and nodes.lower[unit] in UNITS and number is not None:
            sign = -1 if nodes.lower[mark] == "after" else 1
            return shifted(date.fromisoformat(above), UNITS[nodes.lower[unit]], sign * number)
    return None


def times_in(reading: Reading, tree: int) -> list[When]:
    """Return the time expressions of a tree in text order; "three days later" counts from the date before it in the document."""
    if reading.times is None:
        reading.times = []
        published = published_on(reading)
        anchor: date | None = None
        for nodes in reading.trees:
            phrases, anchor = Phrases(nodes.lower, nodes.pos, published, partial(_tense, nodes)).read(anchor)
            reading.times.append([_placed(nodes, phrase) for phrase in phrases])
    return reading.times[tree]


def published_on(reading: Reading) -> date | None:
    """Return the day on which the document was published, if it is known to the day."""
    match = re.match(r"\d{4}-\d\d-\d\d", reading.document.published or "")
    return date.fromisoformat(match.group()) if match else None


def hangs_on(tree: Tree, when: When, token: int) -> bool:
    """True if the expression says when `token` is: it hangs on it, or on a noun below it by a preposition."""
    node = when.governor
    for _ in range(MAX_CLIMB):
        if node == token:
            return True
        head = tree.heads[node]
        if not when.adverbial or head == node or tree.pos[node] in {"VERB", "AUX"} or tree.deps[node] in {"conj", "appos"}:
            return False
        node = head
    return False


def _placed(tree: Tree, phrase: Phrase) -> When:
    """Return a phrase with the token that it hangs on."""
    start, end, bare = phrase.start, phrase.end, phrase.bare or phrase.value
    head = next((j for j in range(start, end) if not start <= tree.heads[j] < end), start)
    preposition = start if phrase.bare else start - 1
    inner = next((j for j in range(end - 1, start - 1, -1) if tree.heads[j] >= end and tree.deps[j] in MODIFYING), None)
    if inner is not None and preposition >= 0 and tree.pos[preposition] in {"ADP", "SCONJ"} and not _governs(tree, preposition, end):
        above = tree.heads[inner]
        if tree.pos[above] == "PROPN" and "the" not in tree.lower[start:end]:  # "In 2016 Turkey arrested X", read as "2016 Turkey"
            return When(start, end, phrase.value, bare, tree.heads[preposition], True)
        return When(start, end, bare, bare, above, False)  # "after the 2022 election"
    governor, adverbial = _governor(tree, head)
    thing = tree.lower[start] == "from" and tree.pos[governor] == "NOUN" and tree.deps[governor] in DEEDS - {"attr"}
    return When(start, end, bare if thing else phrase.value, bare, governor, adverbial)  # "footage from Monday"


def _governs(tree: Tree, preposition: int, end: int) -> bool:
    return any(tree.deps[c] in {"pobj", "prep", "npadvmod"} and c < end for c in tree.children[preposition])


def _governor(tree: Tree, head: int) -> tuple[int, bool]:
    """Return the token that an expression hangs on, and whether it does so as an adverbial ("on Friday", not "Friday's")."""
    adverbial = tree.deps[head] in {"npadvmod", "advmod", "pobj", "prep", "ROOT", "mark"}
    node = tree.heads[head]
    adverbial = adverbial and tree.lower[node] != "of"  # "the treaty of 1648 ended the war": the treaty alone
    for _ in range(MAX_CLIMB):
        if tree.pos[node] in {"ADP", "SCONJ", "ADV"} and tree.heads[node] != node:
            node = tree.heads[node]
        else:
            break
    return node, adverbial


def _tense(tree: Tree, token: int) -> Tense:
    """Return the tense of the clause around a token."""
    node, nominal = token, False
    for _ in range(MAX_CLIMB):
        if tree.pos[node] in {"VERB", "AUX"}:
            tense = _tense_of(tree, node)
            return "noun" if nominal and tense != "ahead" else tense
        nominal |= tree.pos[node] == "NOUN" and node != token and tree.deps[node] not in {"npadvmod", "pobj"}
        if tree.heads[node] == node:
            return "noun"
        node = tree.heads[node]
    return "past"


def _tense_of(tree: Tree, verb: int) -> Tense:
    aux = [c for c in tree.children[verb] if tree.deps[c] in {"aux", "auxpass"}]
    if any(tree.lower[c] in FUTURE for c in aux) or tree.lemmas[verb] in FUTURE_VERBS:
        return "ahead"
    if tree.deps[verb] in {"xcomp", "ccomp"} and tree.lemmas[tree.heads[verb]] in FUTURE_VERBS:
        return "ahead"
    if not aux and tree.tags[verb] == "VB":  # "the leaders gather", read as an infinitive
        return "present"
    finite = next((t for t in (*aux, verb) if tree.tags[t] in {"VBZ", "VBP", "VBD"}), None)
    if finite is None or tree.tags[finite] == "VBD" or (tree.lemmas[finite] == "have" and finite != verb) or tree.lemmas[verb] in SAYING:
        return "past"
    return "present"
