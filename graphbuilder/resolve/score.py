"""How alike two names and two bearers of a name are, with the reason in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from graphbuilder.resolve.normalize import REMEMBERED, SHORT, Words, common_surnames, sound

SPELLING = 0.82
# Posts that one person is not taken to hold: whoever bears the name and does the one is another than who does the other.
EXCLUSIVE = frozenset(
    frozenset(pair)
    for pair in (
        ("sport", "science"),
        ("sport", "politics"),
        ("sport", "military"),
        ("sport", "arts"),
        ("sport", "crime"),
        ("sport", "business"),
        ("arts", "science"),
        ("arts", "military"),
        ("arts", "politics"),
        ("science", "crime"),
        ("politics", "crime"),
        ("science", "military"),
    )
)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a local entity is taken for an entity: how sure (0 to 1), in words; `full` if by a full form of the name."""

    score: float
    text: str
    full: bool = True


LINKED = Reason(1.0, "same Wikidata id")
SAME_NAME = Reason(0.95, "same name")
SAME_LINKED_NAME = Reason(0.9, "name of a known entity")
CONTEXT = Reason(0.85, "same name, told from namesakes by country, post or company")
SHORT_NAME = Reason(0.8, "short name of the only one so called", full=False)
SHORT_CONTEXT = Reason(0.7, "short name, chosen by country, post or company", full=False)
SHORT_DOMINANT = Reason(0.65, "short name of the one mostly meant", full=False)
LABEL_VOTE = Reason(0.6, "same name, another type by mistake", full=False)
PERSON = Reason(1.0, "a person's decision", full=False)
ALONE = Reason(1.0, "nobody else of this name")
REASONS = {
    reason.text: reason
    for reason in (LINKED, SAME_NAME, SAME_LINKED_NAME, CONTEXT, SHORT_NAME, SHORT_CONTEXT, SHORT_DOMINANT, LABEL_VOTE, PERSON)
}


@lru_cache(maxsize=REMEMBERED)
def spelling(a: Words, b: Words) -> float:
    """Return how likely two full names of persons are spellings of one (0 to 1): the score of their least alike words.

    Names that differ in a common surname, in a short word or as -sen and -son do are different names.

    >>> spelling(("muamar", "gadafi"), ("muamar", "qadhafi")) > SPELLING, spelling(("kim", "jong", "un"), ("kim", "jong", "il"))
    (True, 0.0)
    """
    if len(a) != len(b) or len(a) < 2:
        return float(a == b)
    return min(_word(x, y) for x, y in zip(a, b, strict=True))


def _word(a: str, b: str) -> float:
    if a == b:
        return 1.0
    if min(len(a), len(b)) <= SHORT or common_surnames() & {a, b} or {a[-3:], b[-3:]} == {"sen", "son"}:
        return 0.0
    return max(Indel.normalized_similarity(a, b), 0.97 * Indel.normalized_similarity(sound(a), sound(b)))


def fields_clash(a: frozenset[str], b: frozenset[str]) -> bool:
    """Return True if no post of one goes with a post of the other."""
    return bool(a and b) and not a & b and all(frozenset((x, y)) in EXCLUSIVE for x in a for y in b)


def periods_meet(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Return True if two periods (first and last day) have a day in common."""
    return a[0] <= b[1] and b[0] <= a[1]
