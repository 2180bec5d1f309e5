"""Score what the extractor finds in the gold texts.

typed       precision, recall and F1 of (subject, TYPE, object), overall and by group of relation types; RELATED_TO does not count
pairs       the same of unordered pairs of entities whatever the type, with RELATED_TO and without
entities    gold entities found by name, and found with the right label
qualifiers  of the required claims that were found: polarity, modality, speaker (naming one where the text has none is wrong), theme
            where the gold has one, time, place and role where the gold or the claim has one; the date of events; country codes
misses      typed and RELATED_TO claims in the texts that must give nothing
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from gold.lines import ANY, Block, GoldClaim
from graphbuilder.model import Claim, Document, Extraction, LocalEntity
from graphbuilder.ontology import FALLBACK, Ontology, load_ontology

QUALIFIERS = ("polarity", "modality", "by", "theme", "time", "place", "role")
FILLERS = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "in",
        "on",
        "at",
        "for",
        "to",
        "and",
        "his",
        "her",
        "its",
        "their",
        "mr",
        "mrs",
        "ms",
        "president",
        "king",
        "pope",
        "prime",
        "minister",
        "state",
        "town",
        "city",
    ]
)


@dataclass
class Share:
    """How many of how many."""

    right: int = 0
    total: int = 0

    def count(self, right: bool) -> None:
        self.right += right
        self.total += 1

    @property
    def value(self) -> float:
        return self.right / self.total if self.total else 0.0

    def __str__(self) -> str:
        return f"{self.value:.3f} ({self.right}/{self.total})"


@dataclass
class Match:
    """Found and wanted. `found` of `wanted` required ones were found; `wrong` predictions fit nothing."""

    found: int = 0
    wanted: int = 0
    wrong: int = 0

    @property
    def precision(self) -> float:
        return self.found / (self.found + self.wrong) if self.found + self.wrong else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}  (found {self.found} of {self.wanted}, wrong {self.wrong})"


@dataclass
class Score:
    """The figures of a set of blocks. `errors` has a line for each missed, wrong or wrongly qualified claim."""

    typed: Match = field(default_factory=Match)
    groups: dict[str, Match] = field(default_factory=lambda: defaultdict(Match))
    pairs: Match = field(default_factory=Match)
    pairs_untyped: Match = field(default_factory=Match)
    entities: Share = field(default_factory=Share)
    labels: Share = field(default_factory=Share)
    qualifiers: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    misses: Counter[str] = field(default_factory=Counter)
    rules: dict[str, Share] = field(default_factory=lambda: defaultdict(Share))
    bins: dict[int, Share] = field(default_factory=lambda: defaultdict(Share))
    errors: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Return the figures that a floor holds, by name, each the higher the better."""
        return {
            "typed": self.typed.f1,
            "pairs": self.pairs.f1,
            "pairs with RELATED_TO": self.pairs_untyped.f1,
            "entities": self.entities.value,
            "entities with the right label": self.labels.value,
            **{f"group {name}": match.f1 for name, match in sorted(self.groups.items())},
            **{f"qualifier {name}": share.value for name, share in sorted(self.qualifiers.items())},
            "near misses left alone": 1 - self.misses["blocks with a claim"] / max(self.misses["blocks"], 1),
        }


def document(block: Block) -> Document:
    """Return the text of a block as a document."""
    return Document(id=block.id, hash=block.id, text=block.text, published=block.published)


def words(name: str) -> tuple[str, ...]:
    """Return the words of a name that count, in lower case."""
    every = tuple(re.findall(r"\w+", re.sub(r"['’]s?\b", "", name.lower())))
    return tuple(word for word in every if word not in FILLERS) or every


def same_name(wanted: Iterable[str], names: Iterable[str]) -> bool:
    """True if a wanted name and a name have the same words, or one has all of the other's and ends alike."""
    have = [words(name) for name in names]
    for want in map(words, wanted):
        for other in filter(None, have):
            nested = set(want) <= set(other) or set(other) <= set(want)
            if set(want) == set(other) or (nested and want[-1] == other[-1]):
                return True
    return False


def score(blocks: Sequence[Block], extractions: Iterable[Extraction], *, ontology: Ontology | None = None) -> Score:
    """Score the extractions of the blocks, in the order of the blocks."""
    total = Score()
    ontology = ontology or load_ontology()
    for block, extraction in zip(blocks, extractions, strict=True):
        _Page(block, extraction, ontology, total).score()
    return total


class _Page:
    """One block beside what was read in it."""

    def __init__(self, block: Block, extraction: Extraction, ontology: Ontology, total: Score) -> None:
        self.block, self.ontology, self.total = block, ontology, total
        self.found = extraction
        self.names = {e.id: (e.name, *e.aliases) for e in extraction.entities}

    def score(self) -> None:
        self._entities()
        self._claims()
        self._pairs(self.total.pairs, lambda claim: claim.type != FALLBACK)
        self._pairs(self.total.pairs_untyped, lambda claim: True)
        if self.block.miss:
            wrong = [claim for claim in self.found.claims if self._fits(claim) is None]
            self.total.misses["blocks"] += 1
            self.total.misses["blocks with a claim"] += any(claim.type != FALLBACK for claim in wrong)
            self.total.misses.update("RELATED_TO" if claim.type == FALLBACK else "typed" for claim in wrong)

    def _entities(self) -> None:
        for want in self.block.entities:
            hits = self._called(want.names)
            self.total.entities.count(bool(hits))
            self.total.labels.count(any(ANY in want.types or e.label in want.types for e in hits))
            if not hits:
                self._error("no entity", "|".join(want.names))
        for names, times in self.block.times:
            self._judge("date of an event", times, [e.time for e in self._called(names) if e.label == "Event"], "|".join(names))
        for names, code in self.block.codes:
            codes = [e.iso3 or e.country or self._stands_for(e) for e in self._called(names)]
            self._judge("country code", (code,), codes, "|".join(names))

    def _judge(self, name: str, wanted: tuple[str, ...], values: list[str | None], what: str) -> None:
        right = any(value in wanted for value in values)
        self.total.qualifiers[name].count(right)
        if not right:
            self._error(name, f"{what}: {'|'.join(wanted)}, not {values}")

    def _called(self, names: Iterable[str]) -> list[LocalEntity]:
        return [e for e in self.found.entities if same_name(names, self.names[e.id])]

    def _stands_for(self, entity: LocalEntity) -> str | None:
        return next((m.stands_for for m in self.found.mentions if m.entity == entity.id and m.stands_for is not None), None)

    def _turns(self, gold: GoldClaim, claim: Claim) -> list[bool]:
        """Whether the ends of a claim are those of a gold claim: straight, turned."""
        s, o = self.names[claim.subject], self.names[claim.object]
        return [
            same_name(gold.subject, s) and same_name(gold.object, o),
            same_name(gold.subject, o) and same_name(gold.object, s),
        ]

    def _fits(self, claim: Claim) -> int | None:
        """Return the number of the gold claim that a typed claim states."""
        symmetric = self.ontology[claim.type].symmetric
        fitting = [
            i for i, gold in enumerate(self.block.claims) if claim.type in gold.types and any(self._turns(gold, claim)[: 1 + symmetric])
        ]
        return max(fitting, key=lambda i: self._agreement(self.block.claims[i], claim), default=None)

    def _agreement(self, gold: GoldClaim, claim: Claim) -> int:
        return 2 * allowed(gold.polarity, claim.polarity) + allowed(gold.modality, claim.modality)

    def _claims(self) -> None:
        hits: dict[int, list[Claim]] = defaultdict(list)
        for claim in {(c.subject, c.type, c.object, c.polarity): c for c in reversed(self.found.claims) if c.type != FALLBACK}.values():
            hit = self._fits(claim)
            right = hit is not None and allowed(self.block.claims[hit].polarity, claim.polarity)
            self.total.rules[claim.rule].count(right)
            self.total.bins[min(int(claim.confidence * 10), 9)].count(right)
            if hit is None:
                self._wrong(claim, "")
            else:
                hits[hit].append(claim)
        for i, gold in enumerate(self.block.claims):
            if gold.required:
                self._count(gold.types[0], wanted=1, found=i in hits)
                self._found(gold, hits[i])

    def _found(self, gold: GoldClaim, claims: list[Claim]) -> None:
        """Judge the claim that agrees best; another with the other polarity is wrong."""
        if not claims:
            self._error("missed", str(gold))
            return
        best = max(claims, key=lambda claim: self._agreement(gold, claim))
        self._qualify(gold, best)
        for claim in claims:
            if claim is not best and not allowed(gold.polarity, claim.polarity):
                self._wrong(claim, f" also as {claim.polarity}")

    def _wrong(self, claim: Claim, how: str) -> None:
        self._count(claim.type, wrong=1)
        self._error("wrong", f"{self._show(claim)}{how} ({claim.rule})")

    def _count(self, kind: str, *, found: int = 0, wanted: int = 0, wrong: int = 0) -> None:
        for match in (self.total.typed, self.total.groups[self.ontology[kind].group]):
            match.found += found
            match.wanted += wanted
            match.wrong += wrong

    def _qualify(self, gold: GoldClaim, claim: Claim) -> None:
        for name in QUALIFIERS:
            wanted: tuple[str, ...] = getattr(gold, name)
            value = claim.attributed_to if name == "by" else getattr(claim, name)
            judged = ANY not in wanted and (wanted or (value is not None and name != "theme") or name == "by")
            if not judged:
                continue
            right = self._same_value(name, wanted, value)
            self.total.qualifiers[name].count(right)
            if not right:
                shown = self.names[value][0] if value in self.names else value
                self._error(name, f"{gold}: {'|'.join(wanted) or None}, not {shown}")

    def _same_value(self, name: str, wanted: tuple[str, ...], value: str | None) -> bool:
        if not wanted or value is None:
            return not wanted and value is None
        match name:
            case "by" | "place":
                return same_name(wanted, self.names[value])
            case "theme":
                return any(2 * len(set(words(w)) & set(words(value))) >= len(set(words(w))) for w in wanted)
            case "role":
                return any(same_role(w, value) for w in wanted)
            case _:
                return value in wanted

    def _pairs(self, match: Match, counted: Callable[[Claim], bool]) -> None:
        pairs = {frozenset((c.subject, c.object)): c for c in self.found.claims if counted(c)}
        hits: set[int] = set()
        for claim in pairs.values():
            fitting = {i for i, gold in enumerate(self.block.claims) if any(self._turns(gold, claim))}
            hits |= fitting
            match.wrong += not fitting
        required = [i for i, gold in enumerate(self.block.claims) if gold.required]
        match.wanted += len(required)
        match.found += len(hits.intersection(required))

    def _show(self, claim: Claim) -> str:
        return f"{self.names[claim.subject][0]} > {claim.type} > {self.names[claim.object][0]}"

    def _error(self, kind: str, what: str) -> None:
        self.total.errors.append(f"{kind:<10} {self.block.id}: {what}   | {self.block.text}")


def allowed(wanted: tuple[str, ...], value: str) -> bool:
    """True if the gold allows the value."""
    return ANY in wanted or value in wanted


def same_role(wanted: str, value: str) -> bool:
    """True if two posts or kinds of kin are the same: one has all words of the other, and both are former or neither is."""
    a, b = ({word for word in re.findall(r"\w+", text.lower()) if word not in {"the", "a", "an", "of"}} for text in (wanted, value))
    return (a <= b or b <= a) and ("former" in a) == ("former" in b)
