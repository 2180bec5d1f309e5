"""The derived graph as a function of the set of documents."""

from __future__ import annotations

import pytest
from stories import story

from graphbuilder.model import Extraction
from graphbuilder.ontology import load_ontology
from graphbuilder.resolve.derive import Derived, derive


def derived(*stories: Extraction) -> Derived:
    return derive(stories, [], load_ontology())


def together(*stories: Extraction) -> set[frozenset[str]]:
    """Return the entities as sets of "document name"."""
    named = {local.id: f"{local.document} {local.name}" for extraction in stories for local in extraction.entities}
    entities: dict[str, set[str]] = {}
    for resolution in derived(*stories).resolutions:
        entities.setdefault(resolution.entity, set()).add(named[resolution.local])
    return set(map(frozenset, entities.values()))


def test_a_surname_joins_the_only_person_of_that_name() -> None:
    found = together(story("a", "Person: Jens Stoltenberg"), story("b", "Person: Stoltenberg"))
    assert found == {frozenset({"a Jens Stoltenberg", "b Stoltenberg"})}


def test_a_surname_of_two_persons_stays_apart() -> None:
    found = together(story("a", "Person: Jens Stoltenberg"), story("b", "Person: Stoltenberg"), story("c", "Person: Thorvald Stoltenberg"))
    assert found == {frozenset({"a Jens Stoltenberg"}), frozenset({"b Stoltenberg"}), frozenset({"c Thorvald Stoltenberg"})}


def test_a_surname_of_two_persons_joins_the_one_in_whose_company_it_is_named() -> None:
    found = together(
        story("a", "Person: Jens Stoltenberg", "Organization: NATO"),
        story("b", "Person: Stoltenberg", "Organization: NATO"),
        story("c", "Person: Thorvald Stoltenberg", "Organization: Red Cross"),
    )
    assert frozenset({"a Jens Stoltenberg", "b Stoltenberg"}) in found
    assert frozenset({"c Thorvald Stoltenberg"}) in found


def test_namesakes_are_told_apart_by_their_company() -> None:
    found = together(
        story("a", "Person: Michael Jordan", "Organization: Chicago Bulls", "Organization: NBA"),
        story("b", "Person: Michael Jordan", "Organization: Chicago Bulls", "Person: Scottie Pippen"),
        story("c", "Person: Michael Jordan", "Organization: Berkeley", "Person: Andrew Ng"),
        story("d", "Person: Michael Jordan", "Organization: Berkeley", "Organization: Stanford"),
    )
    assert {frozenset({"a Michael Jordan", "b Michael Jordan"}), frozenset({"c Michael Jordan", "d Michael Jordan"})} <= found


@pytest.mark.parametrize(
    "variant", ["Vladimir Zelensky", "Volodymyr Zelenskiy", "VOLODYMYR ZELENSKY", "President Volodymyr Zelensky", "Zelensky’s"]
)
def test_spellings_of_one_name_are_one(variant: str) -> None:
    assert len(together(story("a", "Person: Volodymyr Zelenskyy"), story("b", f"Person: {variant}"))) == 1


def test_two_ministries_of_one_name_are_two() -> None:
    found = together(
        story("a", "Organization: Ministry of Defence @GBR"),
        story("b", "Organization: Defence Ministry @UKR"),
        story("c", "Organization: Ministry of Defence", "Country: Ukraine @UKR #Q212"),
    )
    assert {frozenset({"a Ministry of Defence"}), frozenset({"b Defence Ministry", "c Ministry of Defence"})} <= found


def test_an_acronym_that_a_text_explains_joins_the_long_name() -> None:
    long = story("a", "Organization: European Aeronautic Defence and Space Company / EADS")
    assert len(together(long, story("b", "Organization: EADS N.V."))) == 1


def test_a_denial_or_plan_is_no_asserted_edge_and_a_denial_is_counted() -> None:
    ends = ("Country: Iran @IRN #Q794", "Country: Russia @RUS #Q159")
    found = derived(
        story("a", *ends, claims=[("Iran", "SUPPLIES", "Russia", {"theme": "drones", "confidence": 0.8})]),
        story("b", *ends, claims=[("Iran", "SUPPLIES", "Russia", {"polarity": "negative"})], published="2024-07-06"),
        story("c", *ends, claims=[("Iran", "SUPPLIES", "Russia", {"modality": "planned"})], published=None),
    ).relations
    asserted = [relation for relation in found if relation.asserted]
    assert [(r.subject, r.type, r.object, r.claims, r.denials, r.sources, r.themes) for r in asserted] == [
        ("Q794", "SUPPLIES", "Q159", 1, 1, 1, ("drones",))
    ]
    assert {(r.polarity, r.modality) for r in found} == {("positive", "asserted"), ("negative", "asserted"), ("positive", "planned")}
    assert len({r.id for r in found}) == 3


def test_the_ends_of_a_symmetric_edge_are_sorted_and_a_thing_has_no_edge_to_itself() -> None:
    ends = ("Country: Iran @IRN #Q794", "Country: Russia @RUS #Q159", "Country: Persia @IRN #Q794")
    claims = [("Iran", "MEETS", "Russia"), ("Russia", "MEETS", "Iran"), ("Iran", "MEETS", "Persia")]
    assert [(r.subject, r.object, r.claims) for r in derived(story("a", *ends, claims=claims)).relations] == [("Q159", "Q794", 2)]


def test_confidence_grows_with_independent_sources() -> None:
    ends = ("Country: Iran @IRN #Q794", "Country: Russia @RUS #Q159")
    claim = [("Iran", "SUPPLIES", "Russia", {"confidence": 0.5})]
    assert derived(story("a", *ends, claims=claim), story("b", *ends, claims=claim)).relations[0].confidence == 0.75
    assert derived(story("a", *ends, claims=claim * 2)).relations[0].confidence == 0.5


def test_the_order_of_documents_does_not_matter() -> None:
    stories = [story(name, "Person: Jens Stoltenberg / Stoltenberg", "Organization: NATO") for name in "abc"]
    assert derived(*stories) == derived(*reversed(stories))


WIRE = """The government said on Friday that it would send more ammunition to the front before the winter, after weeks of talks with
the allies about who would pay for the shells and how they would be brought to the port. Officials in the capital said the first trains
would leave within days. The opposition asked for a debate, which the speaker refused, and the price of steel rose a little in the afternoon."""


def test_copies_of_one_text_count_as_one_source() -> None:
    ends = ("Country: Iran @IRN #Q794", "Country: Russia @RUS #Q159")
    claim = [("Iran", "SUPPLIES", "Russia")]
    found = derived(*(story(name, *ends, f"Organization: {name} News", claims=claim, wire=WIRE) for name in "cab"))
    assert [(copy.document, copy.original) for copy in found.copies] == [("b", "a"), ("c", "a")]
    assert all(copy.score > 0.6 for copy in found.copies)
    assert [(r.documents, r.sources) for r in found.relations] == [(3, 1)]


def test_short_texts_are_no_copies() -> None:
    assert derived(story("a", "Country: Iran @IRN #Q794"), story("b", "Country: Iran @IRN #Q794")).copies == ()
