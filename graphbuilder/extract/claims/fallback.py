"""The fallback: RELATED_TO for a verb that links two actors and has no frame that fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from graphbuilder.extract.grammar.nouns import COPULAS
from graphbuilder.ontology import FALLBACK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from graphbuilder.extract.grammar.reader import ClaimDraft, Predicate, Reader

SLOTS = tuple("patient dative to against on with for from of into at toward towards over about in".split())
EMPTY = COPULAS | frozenset("have do seem include mean make let get accord call prevent forbid live reside dwell".split())
WHERE = ("in", "at", "near")
ADDRESSED = frozenset("patient dative to with".split())  # of what is said, the other slots tell where, when or about whom
CONFIDENCE = 0.5
STRUCK = frozenset({"ATTACKS", "KILLS", "DEFEATS", "ARRESTS"})  # whom one strikes in a place is there


def related(predicate: Predicate, reader: Reader) -> Iterator[ClaimDraft]:
    """Yield a claim for each pair of a doer and of an actor in the first slot that holds one.

    Where nobody is said to do it, what is struck in a place is there: "near X, strikes hit Y fighters".
    """
    actors = reader.actors
    if reader.tree.lemmas[predicate.token] in EMPTY:
        return
    subjects = actors.doers(predicate.slots.get("agent", ()))
    slots = SLOTS
    if not subjects:  # "X was killed in Y", "one strike hit X near Y": by whom the text does not say
        patients = predicate.slots.get("patient", ())
        subjects, slots = actors.doers(patients), WHERE
        if not subjects and any(frame.type in STRUCK for frame in predicate.frames):  # "destroyed an X-held building"
            subjects = [f for t in patients for f in actors.holders(t)]
    if not subjects:
        return
    things = {id(f.thing) for f in subjects}
    speech = reader.tree.lemmas[predicate.token] in reader.lexicon.effects["speech"]
    for slot in slots:
        if (speech and slot not in ADDRESSED) or (slots is SLOTS and slot in WHERE and "patient" in predicate.slots):
            continue
        objects = [f for f in actors.doers(predicate.slots.get(slot, ())) if id(f.thing) not in things]
        if slots is WHERE:
            objects = [f for f in objects if f.thing.label in {"Place", "Country"}]
        for subject in subjects:
            struck = (
                slots is WHERE and subject.thing.label == "Organization" and any(f.type in STRUCK and not f.when for f in predicate.frames)
            )
            type_, rule = ("LOCATED_IN", "struck-in") if struck else (FALLBACK, "verb")
            for object_ in objects:
                draft = reader.draft(type_, subject, object_, predicate.token, rule=rule, confidence=CONFIDENCE)
                draft.predicate = predicate.wording(slot)
                reader.qualify(draft, predicate)
                yield draft
        if objects:
            return
