"""The examples of frames: what each says must be found in its sentence, or must not be."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from graphbuilder.model import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

    from graphbuilder.extract.grammar.frames import Frame
    from graphbuilder.ontology import Ontology

CLAIM = re.compile(r"(?P<subject>.+) (?P<type>[A-Z_]+) (?P<object>.+)")


def examples(frames: Iterable[Frame]) -> list[tuple[Frame, str, bool]]:
    """Return (frame, example, whether it must hold) for all examples of the frames."""
    return [(frame, text, good) for frame in frames for good, texts in ((True, frame.yes), (False, frame.no)) for text in texts]


def failures(frames: Iterable[Frame], nlp: Language, ontology: Ontology) -> Iterator[tuple[Frame, str, str]]:
    """Yield each example that does not hold: its frame, its text and what is wrong with it."""
    for frame, example, good in examples(frames):
        wrong = fault(frame, example, good, nlp, ontology)
        if wrong is not None:
            yield frame, example, wrong


def fault(frame: Frame, example: str, good: bool, nlp: Language, ontology: Ontology) -> str | None:
    """Return what is wrong with an example, None if it holds.

    Args:
        frame: The frame whose example it is.
        example: "sentence => Subject TYPE Object; ..." (names with | between them are alternatives), or a sentence alone.
        good: Whether these claims, or one of the frame's type, must be found in the sentence, or none of that type.
        nlp: The language model.
        ontology: The relation types, with the frames of which the frame is one.
    """
    text, _, wanted = (part.strip() for part in example.partition("=>"))
    found = _claims(text, nlp, ontology)
    told = ", ".join(map(" ".join, sorted(found))) or "nothing"
    if not good:
        return f"{frame.type} is found: {told}" if any(kind == frame.type for _, kind, _ in found) else None
    if not wanted:
        return None if any(kind == frame.type for _, kind, _ in found) else f"{frame.type} is not found, but {told}"
    for claim in map(str.strip, wanted.split(";")):
        match = CLAIM.fullmatch(claim)
        if match is None:
            return f"{claim!r} is no claim; write Subject TYPE Object"
        ways = {(match["subject"], match["type"], name) for name in match["object"].split("|")}
        if match["type"] in ontology.relations and ontology[match["type"]].symmetric:
            ways |= {(b, kind, a) for a, kind, b in ways}
        if not ways & found:
            return f"{claim} is not found, but {told}"
    return None


def _claims(text: str, nlp: Language, ontology: Ontology) -> set[tuple[str, str, str]]:
    from graphbuilder.extract import extract_document

    extraction = extract_document(Document(id="example", hash="example", text=text), nlp, ontology=ontology)
    names = {entity.id: entity.name for entity in extraction.entities}
    return {(names[claim.subject], claim.type, names[claim.object]) for claim in extraction.claims}
