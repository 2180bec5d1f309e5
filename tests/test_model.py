"""Records: ids, round trips, immutability."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuilder import model
from graphbuilder.model import Claim, Evidence, Extraction, LocalEntity, Mention, Relation, from_dict, make_id, to_dict

SPANS = st.tuples(st.integers(0, 10_000), st.integers(0, 10_000))
EVIDENCE = st.builds(Evidence, document=st.text(), start=st.integers(), end=st.integers(), quote=st.text())
CLAIMS = st.builds(
    Claim,
    subject_span=SPANS,
    object_span=SPANS,
    predicate_span=SPANS,
    place_span=st.none() | SPANS,
    attribution_span=st.none() | SPANS,
    evidence=EVIDENCE,
    theme=st.none() | st.text(),
    confidence=st.floats(0, 1),
)


@given(CLAIMS)
def test_a_claim_survives_the_round_trip(claim: Claim) -> None:
    assert from_dict(Claim, to_dict(claim)) == claim


@given(st.builds(LocalEntity, aliases=st.lists(st.text()).map(tuple), label=st.sampled_from(model.LABELS)), CLAIMS)
def test_nested_records_survive_the_round_trip(entity: LocalEntity, claim: Claim) -> None:
    document = model.Document(id="d", hash="h", text="t")
    mention = Mention(id="m", sentence="s", entity=entity.id, kind="name", evidence=claim.evidence)
    extraction = Extraction(document=document, entities=(entity,), mentions=(mention,), claims=(claim,))
    assert from_dict(Extraction, to_dict(extraction)) == extraction


def test_unknown_and_missing_fields_are_refused() -> None:
    with pytest.raises(TypeError):
        from_dict(Evidence, {"document": "d", "start": 0, "end": 1, "quote": "q", "more": 1})
    with pytest.raises(TypeError):
        from_dict(Evidence, {"document": "d"})


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_ids_differ_where_the_parts_differ(a: list[str], b: list[str]) -> None:
    assert (make_id(*a) == make_id(*b)) == (a == b)


def test_an_id_is_the_same_on_every_machine() -> None:
    assert make_id("NATO", 3) == "95c158eece0896eb8e5b"


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Evidence(document="d", start=0, end=1, quote="q").start = 2  # type: ignore[misc]


def test_only_a_positive_asserted_relation_is_asserted() -> None:
    relation = Relation(id="r", subject="a", type="SUPPLIES", object="b")
    assert relation.asserted
    assert not dataclasses.replace(relation, polarity="negative").asserted
    assert not dataclasses.replace(relation, modality="planned").asserted
