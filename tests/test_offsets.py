"""Evidence is exact: whatever the text, every span of what is read in it is that piece of the unchanged text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graphbuilder.extract import extract_document
from graphbuilder.ingest import make_document
from graphbuilder.model import Document, Extraction, Failure

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuilder.model import Evidence

pytestmark = pytest.mark.model

SENTENCES = st.sampled_from(
    [
        "World, Europe",
        "IRAN AND RUSSIA SIGN DEAL",
        "By Jane Doe | 05.07.2024",
        "ATHENS",
        "KYIV, Ukraine (AP) — Iran will supply Russia with drones, President Masoud Pezeshkian said on Friday.",
        "“He\u00a0denied it,”\tsaid Türkiye’s  foreign minister,\u2028Hakan Fidan. 🚀 North Korea did too.",
        "The\u200b U.S.-led coalition struck al-Shabaab in I\u0307stanbul\u2026 and N.Korea condemned it!",
        "- Cote d'Ivoire's rebels met Jens Stoltenberg, NATO's chief,\nwho thanked\nthem.",
        "ﬁfty Ｒｕｓｓｉａｎ soldiers left Ukraine's e\u0301lite units ÅLAND",
        "Bakanlar Cuma günü Vilnius'ta bir araya geldi.",
        "Related topics",
    ]
)
TEXTS = st.lists(st.one_of(SENTENCES, SENTENCES, st.text(max_size=20)), min_size=1, max_size=6)
NEWLINES = st.sampled_from(["\n", "\r\n", "\n\n", "\r", " ", "\f", "\x85\t"])


def read(nlp: Language, text: str) -> tuple[Document, Extraction] | None:
    document = make_document({"text": text, "published": "2024-07-05"}, source="test")
    return None if isinstance(document, Failure) else (document, extract_document(document, nlp))


@settings(max_examples=60, derandomize=True)
@given(TEXTS, NEWLINES)
def test_every_span_is_that_piece_of_the_text(nlp: Language, pieces: list[str], newline: str) -> None:
    text = newline.join(pieces)
    found = read(nlp, text)
    if found is None:
        return
    document, extraction = found
    assert document.text == text

    def exact(evidence: Evidence) -> bool:
        return text[evidence.start : evidence.end] == evidence.quote and evidence.start < evidence.end

    sentences = {sentence.id: sentence for sentence in extraction.sentences}
    spans = {(mention.evidence.start, mention.evidence.end) for mention in extraction.mentions}
    entities = {entity.id for entity in extraction.entities}
    assert len(sentences) == len(extraction.sentences)
    assert all(text[s.start : s.end] == s.text and s.text == s.text.strip() for s in extraction.sentences)
    assert all(a.end <= b.start for a, b in zip(extraction.sentences, extraction.sentences[1:], strict=False))
    for mention in extraction.mentions:
        assert exact(mention.evidence)
        assert mention.entity in entities
        assert sentences[mention.sentence].start <= mention.evidence.start
    for claim in extraction.claims:
        sentence = sentences[claim.sentence]
        assert exact(claim.evidence)
        assert claim.evidence.quote == sentence.text
        assert {claim.subject_span, claim.object_span} <= spans
        for start, end in (claim.subject_span, claim.object_span, claim.predicate_span):
            assert sentence.start <= start < end <= sentence.end
        for span in (claim.attribution_span, claim.place_span):
            assert span is None or text[span[0] : span[1]].strip()
        assert {claim.subject, claim.object} | ({claim.attributed_to, claim.place} - {None}) <= entities
