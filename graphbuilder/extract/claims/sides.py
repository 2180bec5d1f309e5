"""Sides: whose post a document names tells for whom its holder says "we", who "the alliance's chief" is, and where "his deputy" works.

They need the claims: the post may be named sentences later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.reader import by_name, is_we
from graphbuilder.extract.reading import Found

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphbuilder.extract.grammar.reader import ClaimDraft
    from graphbuilder.extract.reading import Reading, Thing

POSTS = frozenset({"LEADS", "WORKS_FOR"})
BODIES = frozenset({"Organization", "Country"})
HEADS = frozenset("chief head leader boss president chairman chairwoman ceo director secretary-general".split())
PAST = frozenset({"former", "ex", "late"})


def take_sides(reading: Reading, drafts: Iterable[ClaimDraft]) -> list[ClaimDraft]:
    """Return the claims with "we" as the body of the speaker, "X's chief" as the person who is its chief, and X's deputy in X's body.

    A claim of a body about itself is left out.
    """
    drafts = list(drafts)
    _place_deputies(reading, drafts)
    serves, heads = _posts(drafts)
    for found in reading.found:
        if is_we(reading, found):
            found.thing = serves.get(id(found.thing)) or found.thing
    chiefs: dict[int, Found] = {}
    for draft in drafts:
        for end in ("subject", "object"):
            if is_we(reading, getattr(draft, end)):
                setattr(draft, end, by_name(reading, getattr(draft, end)))
        speaker = draft.attributed_to
        if speaker is not None and id(speaker.thing) in heads:
            chief = chiefs.get(id(speaker)) or _chief(reading, speaker, heads[id(speaker.thing)])
            if chief is not None:
                chiefs[id(speaker)] = draft.attributed_to = chief
                draft.attribution_span = (chief.tree, chief.start, chief.end)
    return [draft for draft in drafts if draft.subject.thing is not draft.object.thing]


def _place_deputies(reading: Reading, drafts: Iterable[ClaimDraft]) -> None:
    """Let a deputy work for the body of the one whose deputy he is, where his sentence says it: "the Wirecard boss X and his deputy Y"."""
    held = [draft for draft in drafts if _holds(draft)]
    for draft in held:
        if draft.predicate == "deputy" and draft.object.thing.label == "Person":
            here = _sentence(reading, draft.object)
            posts = [post.object for post in held if post.subject.thing is draft.object.thing and post.object.thing.label in BODIES]
            bodies = {id(body.thing): body for body in posts if _sentence(reading, body) == here}
            if len(bodies) == 1:
                draft.object = next(iter(bodies.values()))


def _sentence(reading: Reading, found: Found) -> tuple[int, int]:
    return next((found.tree, start) for start, end in reading.trees[found.tree].sentences if start <= found.head < end)


def _holds(draft: ClaimDraft) -> bool:
    """True if a person is said to hold a post, now or once."""
    stated = draft.polarity == "positive" and draft.modality == "asserted"
    return stated and draft.type in POSTS and draft.subject.thing.label == "Person"


def _posts(drafts: Iterable[ClaimDraft]) -> tuple[dict[int, Thing], dict[int, Thing]]:
    """Return the one body that each person serves, and the one person who leads each body, by the id() of person and body."""
    bodies: dict[int, dict[int, Thing]] = {}
    persons: dict[int, dict[int, Thing]] = {}
    for draft in drafts:
        person, body = draft.subject.thing, draft.object.thing
        if _holds(draft) and PAST.isdisjoint((draft.role or "").lower().split()):
            bodies.setdefault(id(person), {})[id(body)] = body
            if draft.type == "LEADS":
                persons.setdefault(id(body), {})[id(person)] = person
    one = [{key: next(iter(found.values())) for key, found in table.items() if len(found) == 1} for table in (bodies, persons)]
    return one[0], one[1]


def _chief(reading: Reading, body: Found, person: Thing) -> Found | None:
    """Return the mention of the person in "the alliance's chief", "the NATO chief", None if the body itself speaks."""
    tree = reading.trees[body.tree]
    noun = tree.heads[body.head]
    if tree.deps[body.head] not in {"poss", "compound"} or tree.lemmas[noun] not in HEADS or noun in reading.at[body.tree]:
        return None
    return reading.add(Found(tree=body.tree, start=min(body.start, noun), end=noun + 1, head=noun, kind="nominal", thing=person))
