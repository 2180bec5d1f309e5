"""The gold set is sound, and the extractor does not fall below its floor on it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from gold.lines import ANY, HALVES, HERE, Block, GoldError, read_file, read_half
from gold.scoring import Score, document, same_name, same_role, score

from graphbuilder.extract.mentions.gazetteer import load_gazetteer
from graphbuilder.model import LABELS, MODALITIES, POLARITIES, Claim, Evidence, Extraction, LocalEntity
from graphbuilder.ontology import FALLBACK, load_ontology

if TYPE_CHECKING:
    from spacy.language import Language

FLOOR = tomllib.loads((HERE / "floor.toml").read_text(encoding="utf-8"))
BLOCKS = [block for half in HALVES for block in read_half(half)]
DATE = r"\d{3}[\dX](-\d\d(-\d\d)?)?"
EDTF = re.compile(rf"{DATE}|\.\./{DATE}|{DATE}/(\.\.|{DATE})")

files = pytest.mark.parametrize(
    "path", [path for half in HALVES for path in sorted((HERE / half).glob("*.txt"))], ids=lambda path: f"{path.parent.name}-{path.stem}"
)


@files
def test_what_a_block_names_stands_in_its_text(path: Path) -> None:
    for block in read_file(path):
        text, countries = block.text.lower(), _countries(block.text)
        for entity in block.entities:
            assert any(name.lower() in text or name in countries for name in entity.names), (block.id, entity)
        for claim in block.claims:
            assert all(theme == ANY or theme.lower() in text for theme in claim.theme), (block.id, claim)
            assert not claim.role or any(role == ANY or role.split()[-1].lower() in text for role in claim.role), (block.id, claim)


def _countries(text: str) -> set[str]:
    """The countries that a text names by any of their forms ("Dutch", "Greeks")."""
    words = re.findall(r"\w+", text)
    forms = [*words, *(f"{a} {b}" for a, b in pairwise(words))]
    return {sense.entry.name for form in forms for sense in load_gazetteer().look_up(form)}


@files
def test_a_block_uses_the_ontology(path: Path) -> None:
    known = load_ontology().relations
    for block in read_file(path):
        named = {name for entity in block.entities for name in entity.names}
        for entity in block.entities:
            assert set(entity.types) <= {*LABELS, ANY}, block.id
        for claim in block.claims:
            assert set(claim.types) <= set(known), (block.id, claim)
            assert not claim.required or (named & set(claim.subject) and named & set(claim.object)), (block.id, claim)
            assert set(claim.polarity) <= {*POLARITIES, ANY}, (block.id, claim)
            assert set(claim.modality) <= {*MODALITIES, ANY}, (block.id, claim)
            assert all(time == ANY or EDTF.fullmatch(time) for time in claim.time), (block.id, claim)
            assert not claim.required or not block.miss, (block.id, claim)
        assert all(EDTF.fullmatch(time) for _, times in block.times for time in times), block.id
        assert block.published is None or EDTF.fullmatch(block.published), block.id
        assert all(load_gazetteer().country(code) is not None for _, code in block.codes), block.id


def test_every_relation_type_stands_three_times_in_the_set_and_in_both_halves() -> None:
    types = [kind for kind in load_ontology().relations if kind != FALLBACK]
    for half in HALVES:
        counts = Counter(claim.types[0] for block in read_half(half) for claim in block.claims if claim.required)
        assert not [kind for kind in types if counts[kind] < 1]
    counts = Counter(claim.types[0] for block in BLOCKS for claim in block.claims if claim.required)
    assert not [kind for kind in types if counts[kind] < 3]


def test_no_text_stands_twice() -> None:
    assert not [text for text, count in Counter(block.text for block in BLOCKS).items() if count > 1]


@pytest.mark.parametrize(
    "line", ["X: what is this", "R: Iran supplies Russia", "R: Iran > SUPPLIES > Russia [tone=sharp]", "T: a second text"]
)
def test_a_broken_line_is_named(line: str, tmp_path: Path) -> None:
    path = tmp_path / "broken.txt"
    path.write_text(f"T: Iran supplies Russia.\nE: Iran/Country\n{line}\n", encoding="utf-8")
    with pytest.raises(GoldError, match=re.escape(repr(line))):
        read_file(path)


@pytest.mark.parametrize(
    ("wanted", "name", "same"),
    [
        ("Protesters in Lima", "the protesters in Lima", True),
        ("Zaluzhnyi", "Valerii Zaluzhnyi", True),
        ("Valerii Zaluzhnyi", "Zaluzhnyi", True),
        ("South Korea", "North Korea", False),
        ("Georgia's opposition", "Georgia", False),
        ("Hurricane Melissa", "Hurricane Yagi", False),
    ],
)
def test_names_are_the_same(wanted: str, name: str, same: bool) -> None:
    assert same_name([wanted], [name]) is same


@pytest.mark.parametrize(
    ("wanted", "value", "same"),
    [("Prime Minister", "prime minister of Japan", True), ("president", "former president", False), ("sister", "brother", False)],
)
def test_roles_are_the_same(wanted: str, value: str, same: bool) -> None:
    assert same_role(wanted, value) is same


def _extraction(block: Block, *claims: tuple[str, str, str, dict[str, str]]) -> Extraction:
    """An extraction of a block with these claims: subject, type, object, other fields."""
    names = sorted({name for subject, _, object_, _ in claims for name in (subject, object_)})
    entities = tuple(LocalEntity(id=name, document=block.id, name=name, label="Country") for name in names)
    evidence = Evidence(document=block.id, start=0, end=len(block.text), quote=block.text)
    span = {"subject_span": (0, 0), "object_span": (0, 0), "predicate_span": (0, 0)}
    made = tuple(
        Claim(
            id=str(i),
            sentence="",
            subject=s,
            type=kind,
            object=o,
            predicate="",
            evidence=evidence,
            rule=kind,
            confidence=0.85,
            **span,
            **rest,
        )
        for i, (s, kind, o, rest) in enumerate(claims)
    )
    return Extraction(document=document(block), entities=entities, claims=made)


GOLD = """T: Iran denied that it sold drones to Russia in 2022; Japan met India.
E: Iran/Country; Russia/Country; Japan/Country; India/Country
R: Iran > SUPPLIES > Russia [theme=drones; neg; by=Iran; time=2022]
R: Japan > MEETS > India
R: O: Russia > TRADES_WITH > Iran
"""


@pytest.fixture
def block(tmp_path: Path) -> Block:
    path = tmp_path / "some.txt"
    path.write_text(GOLD, encoding="utf-8")
    return read_file(path)[0]


def test_found_missed_wrong_and_optional_claims_are_counted(block: Block) -> None:
    found = _extraction(
        block,
        ("Iran", "SUPPLIES", "Russia", {"polarity": "negative", "theme": "drones", "attributed_to": "Iran", "time": "2022"}),
        ("Iran", "TRADES_WITH", "Russia", {}),
        ("Russia", "ATTACKS", "Iran", {}),
        ("Japan", "RELATED_TO", "Iran", {}),
    )
    result = score([block], [found])
    assert (result.typed.found, result.typed.wanted, result.typed.wrong) == (1, 2, 1)
    assert (result.pairs.found, result.pairs.wanted, result.pairs.wrong) == (1, 2, 0)
    assert (result.pairs_untyped.found, result.pairs_untyped.wrong) == (1, 1)
    assert (result.entities.right, result.entities.total) == (3, 4)
    assert {name: str(share) for name, share in result.qualifiers.items()} == dict.fromkeys(
        ("polarity", "modality", "by", "theme", "time"), "1.000 (1/1)"
    )


def test_a_wrong_direction_counts_but_for_a_symmetric_type(block: Block) -> None:
    result = score([block], [_extraction(block, ("Russia", "SUPPLIES", "Iran", {}), ("India", "MEETS", "Japan", {}))])
    assert (result.typed.found, result.typed.wrong) == (1, 1)


def test_a_denial_read_as_a_fact_is_a_wrong_polarity(block: Block) -> None:
    result = score([block], [_extraction(block, ("Iran", "SUPPLIES", "Russia", {"attributed_to": "Russia"}))])
    assert result.typed.found == 1
    assert [name for name, share in result.qualifiers.items() if share.right == 0] == ["polarity", "by", "theme", "time"]


def test_a_claim_stated_and_denied_is_wrong_once(block: Block) -> None:
    both = _extraction(block, ("Iran", "SUPPLIES", "Russia", {}), ("Iran", "SUPPLIES", "Russia", {"polarity": "negative"}))
    result = score([block], [both])
    assert (result.typed.found, result.typed.wrong) == (1, 1)
    assert result.qualifiers["polarity"].value == 1


@pytest.fixture(scope="module")
def measured(nlp: Language) -> dict[str, Score]:
    from graphbuilder.extract import extract_document

    halves = {half: read_half(half) for half in HALVES}
    return {half: score(texts, [extract_document(document(block), nlp) for block in texts]) for half, texts in halves.items()}


@pytest.mark.model
@pytest.mark.parametrize(("half", "figure"), [(half, figure) for half in HALVES for figure in FLOOR[half]])
def test_no_figure_falls_below_its_floor(half: str, figure: str, measured: dict[str, Score]) -> None:
    """A fall that is meant is written down: `python -m gold --floor` in tests/, and a line in the changelog."""
    assert measured[half].figures()[figure] >= FLOOR[half][figure]


@pytest.mark.model
@pytest.mark.parametrize("half", HALVES)
def test_the_floor_names_every_figure(half: str, measured: dict[str, Score]) -> None:
    assert set(measured[half].figures()) == set(FLOOR[half])
