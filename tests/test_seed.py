"""What the article in seeds/ says: the claims that a careful reader finds there, each with its sentence, and none that it does not make."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import extract_document
from graphbuilder.ingest import read_documents
from graphbuilder.model import Claim, Document, Extraction
from graphbuilder.ontology import FALLBACK

if TYPE_CHECKING:
    from spacy.language import Language

pytestmark = pytest.mark.model

HELP = "Asserting that Iran and North Korea help Russian war efforts by providing drones and ammunition"
STATED = [
    ("Iran", "SUPPLIES", "Russia", "asserted", "Jens Stoltenberg", HELP),
    ("North Korea", "SUPPLIES", "Russia", "asserted", "Jens Stoltenberg", HELP),
    ("Iran", "SUPPORTS", "Russia", "asserted", "Jens Stoltenberg", HELP),
    ("China", "SUPPORTS", "Russia", "asserted", "Jens Stoltenberg", HELP),
    (
        "NATO",
        "SUPPLIES",
        "Ukraine",
        "planned",
        "Jens Stoltenberg",
        "In addition, NATO members will continue to provide Ukraine with the arms",
    ),
    ("NATO", "COOPERATES_WITH", "Ukraine", "planned", None, "NATO to work more closely with Ukrainian forces"),
    ("NATO", "COOPERATES_WITH", "Ukraine", "planned", "Jens Stoltenberg", "NATO will work more closely"),
    ("NATO", "SUPPORTS", "Ukraine", "planned", "Jens Stoltenberg", "“We will increase our support"),
    ("North Korea", "SUPPORTS", "Russia", "asserted", None, "In response to assistance by N.Korea, China, and Iran to Russia"),
    ("Ukraine", "MEMBER_OF", "NATO", "planned", "Jens Stoltenberg", "“All the work we are doing together"),
    ("NATO", "COOPERATES_WITH", "Indo-Pacific", "possible", "Jens Stoltenberg", HELP),  # "the more important it is that we work closely"
    ("Jens Stoltenberg", "LEADS", "NATO", "asserted", None, "Stoltenberg is due to step down as NATO chief"),
    ("Jens Stoltenberg", "RESIGNS_FROM", "NATO", "planned", None, "Stoltenberg is due to step down as NATO chief"),
    ("Mark Rutte", "SUCCEEDS", "Jens Stoltenberg", "asserted", None, "Stoltenberg is due to step down as NATO chief"),
]


@pytest.fixture(scope="module")
def read(nlp: Language) -> Extraction:
    document = next(iter(read_documents([str(next((Path(__file__).parent.parent / "seeds").glob("*.txt")))])))
    assert isinstance(document, Document)
    return extract_document(document, nlp)


def named(read: Extraction, claim: Claim) -> tuple[str, str, str]:
    names = {entity.id: entity.name for entity in read.entities}
    return names[claim.subject], claim.type, names[claim.object]


@pytest.mark.parametrize(("subject", "kind", "object_", "modality", "speaker", "sentence"), STATED)
def test_what_it_states(read: Extraction, subject: str, kind: str, object_: str, modality: str, speaker: str | None, sentence: str) -> None:
    names = {entity.id: entity.name for entity in read.entities}
    found = [
        claim
        for claim in read.claims
        if named(read, claim) == (subject, kind, object_) and claim.evidence.quote.startswith(sentence) and claim.polarity == "positive"
    ]
    assert [(claim.modality, names.get(claim.attributed_to or "")) for claim in found] == [(modality, speaker)]
    assert read.document.text[found[0].evidence.start : found[0].evidence.end] == found[0].evidence.quote


def test_what_is_supplied(read: Extraction) -> None:
    themes = {claim.theme for claim in read.claims if claim.type == "SUPPLIES" and claim.modality == "asserted"}
    assert themes == {"drones and ammunition"}


def test_a_party_to_no_war_takes_no_part_in_it(read: Extraction) -> None:
    stances = {(claim.polarity, named(read, claim)[0]) for claim in read.claims if claim.type == "PARTICIPATES_IN"}
    assert stances == {("negative", "NATO")}


def test_its_events(read: Extraction) -> None:
    events = {entity.name: entity.time for entity in read.entities if entity.label == "Event"}
    assert events["summit in Washington"] == "2024-07-08/2024-07-14"
    assert any(name.lower() == "russia-ukraine war" for name in events)
    assert {named(read, claim)[0] for claim in read.claims if claim.type == "TAKES_PLACE_IN"} == {"summit in Washington"}


def test_a_speaker_is_not_linked_with_where_and_when_he_speaks(read: Extraction) -> None:
    linked = {named(read, claim)[2] for claim in read.claims if claim.type == FALLBACK and named(read, claim)[0] == "Jens Stoltenberg"}
    assert linked.isdisjoint({"Washington", "North Korea", "China", "Iran", "Ukraine"})
