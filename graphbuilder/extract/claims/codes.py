"""Codes: the state that a person, an organization or a place belongs to as the text has it, and the one that a metonym stands for.

A post or a nationality gives a person the code ("Turkish President Erdogan"), an adjective or a possessor an organization ("Japan's
Toyota", "the Danish drugmaker Novo Nordisk"), a seat or a place around it the rest. What a table knows is never overruled.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.mentions.gazetteer import load_gazetteer
from graphbuilder.extract.mentions.lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from graphbuilder.extract.grammar.reader import ClaimDraft
    from graphbuilder.extract.reading import Found, Reading, Thing
    from graphbuilder.extract.tree import Tree

OF_STATES = frozenset({"LEADS", "WORKS_FOR", "CITIZEN_OF"})
SEATS = frozenset({"BASED_IN", "LOCATED_IN"})
# To these a place is a place: who visits or shells Moscow does not mean the government.
LOCAL = frozenset(
    """VISITS ATTACKS SEIZES DEPLOYS_TO WITHDRAWS_FROM LOCATED_IN BASED_IN BORN_IN LIVES_IN TAKES_PLACE_IN HOSTS KILLS DEFEATS
    RELATED_TO LEADS PARTICIPATES_IN MEMBER_OF OWNS INVESTS_IN""".split()
)
BEFORE = frozenset({"amod", "compound", "nmod", "poss"})


def give_codes(reading: Reading, drafts: Iterable[ClaimDraft]) -> None:
    """Set the country of each thing that has none and the state that each metonym stands for."""
    drafts = list(drafts)
    for draft in drafts:
        if draft.polarity == "positive":
            _from_claim(draft)
    for found in reading.found:
        thing = found.thing
        if found.kind == "name" and not thing.group and thing.label in {"Person", "Organization"} and thing.country is None:
            thing.country = next(_beside(reading, found), None)
    for draft in drafts:  # a seat may have got its state just now
        if draft.type in SEATS and draft.polarity == "positive":
            _inherit(draft.subject.thing, draft.object.thing)
    _metonyms(reading, drafts)


def _from_claim(draft: ClaimDraft) -> None:
    subject, object_ = draft.subject.thing, draft.object.thing
    if draft.type in OF_STATES and subject.label == "Person" and object_.label in {"Country", "Place"}:
        _inherit(subject, object_)
    elif draft.type in OF_STATES and subject.label == "Person" and load_gazetteer().state_in(object_.name) is not None:
        _inherit(subject, object_)  # "president of the French National Assembly"
    elif draft.type in SEATS and subject.label in {"Organization", "Place"}:
        _inherit(subject, object_)


def _inherit(thing: Thing, other: Thing) -> None:
    if thing.country is None and thing.label != "Country":
        thing.country = other.iso3 or other.country


def _beside(reading: Reading, found: Found) -> Iterator[str]:
    """Yield the codes of the countries that stand before a name or in its apposition, without a claim ("Russian Sergei Lavrov")."""
    tree, at = reading.trees[found.tree], reading.at[found.tree]
    for noun in _nouns_of(tree, found):
        for child in tree.children[noun]:
            other = at.get(child)
            if other is None or other is found or other.thing.iso3 is None or child > noun or tree.deps[child] not in BEFORE:
                continue
            if tree.deps[child] != "poss" or noun == found.head:
                yield other.thing.iso3


def _nouns_of(tree: Tree, found: Found) -> Iterator[int]:
    head = found.head
    yield head
    for child in tree.children[head]:
        if tree.deps[child] in {"compound", "nmod", "appos"} and tree.pos[child] == "NOUN":
            yield child
    if tree.deps[head] in {"appos", "nmod"} and tree.pos[tree.heads[head]] == "NOUN":
        yield tree.heads[head]


def _metonyms(reading: Reading, drafts: Iterable[ClaimDraft]) -> None:
    """Mark the mentions of capitals and seats of government that act or are addressed."""
    seats = load_lexicon().seats
    for found in reading.found:
        if found.kind == "name" and (found.thing.name in seats or (_is_capital(found.thing) and _speaks(reading, found))):
            found.stands_for = found.thing.country
    for draft in drafts:
        if draft.type not in LOCAL:
            for end in (draft.subject, draft.object):
                if end.kind == "name" and _is_capital(end.thing):
                    end.stands_for = end.thing.country


def _is_capital(thing: Thing) -> bool:
    if thing.label != "Place" or thing.country is None:
        return False
    entry = load_gazetteer().place(thing.name)
    return entry is not None and entry.capital


def _speaks(reading: Reading, found: Found) -> bool:
    tree = reading.trees[found.tree]
    return tree.deps[found.head] == "nsubj" and tree.lemmas[tree.heads[found.head]] in load_lexicon().saying
