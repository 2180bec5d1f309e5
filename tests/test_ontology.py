"""The ontology file and what a user may add to it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphbuilder.errors import OntologyError
from graphbuilder.extract.grammar.frames import load_lexicon
from graphbuilder.ontology import FALLBACK, load_ontology


def test_the_packaged_ontology_is_whole() -> None:
    ontology = load_ontology()
    assert len(ontology.relations) == 58
    assert FALLBACK in ontology.relations
    assert {name for name, kind in ontology.relations.items() if kind.symmetric} == {
        "AGREES_WITH", "ALLIED_WITH", "COMPETES_WITH", "CONTACTS", "COOPERATES_WITH",
        "FAMILY_OF", "MEETS", "MERGES_WITH", "NEGOTIATES_WITH", "TRADES_WITH",
    }  # fmt: skip


def test_a_user_adds_a_type_and_the_version_says_so(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[relations.SPONSORS]\nreads = "sponsors"\nmeaning = "pays to be named"\n', encoding="utf-8")
    ontology = load_ontology(str(path))
    assert ontology == load_ontology(path)
    assert ontology["SPONSORS"].reads == "sponsors"
    assert ontology["SUPPLIES"].plover == "AID"
    assert ontology.version != load_ontology().version


def test_an_unknown_type_lists_the_known_ones() -> None:
    with pytest.raises(OntologyError, match=r"unknown relation type 'SUPLIES'; known are .*SUPPLIES"):
        load_ontology()["SUPLIES"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[relations.lower]\nreads='x'\nmeaning='y'", "cannot name a relation type"),
        ("[relations.CLAIMED]\nreads='x'\nmeaning='y'", "cannot name a relation type"),
        ("[relations.NEW]\nreads='x'", r"\[relations\.NEW\] has no 'meaning'; it needs meaning and reads and may have"),
        ("[relations.NEW]\nreads='x'\nmeaning='y'\ncolour='red'", r"\[relations\.NEW\] has the unknown key 'colour'; it needs"),
        ("[relations]\nNEW='x'", r"\[relations\.NEW\] has no 'meaning' and has no 'reads'"),
        ("[relation.NEW]\nreads='x'\nmeaning='y'", r"has the unknown part 'relation'; it may have \[relations\.NAME\] and \[\[frames\]\]"),
        ("[relations", "is not TOML"),
    ],
)
def test_a_wrong_file_is_refused_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        load_ontology(path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("verb = 'sponsor'", "the frame 'sponsor' has the unknown key 'verb'; keys are"),
        ("modality = 'maybe'", "the frame 'sponsor' has the modality 'maybe'; it may be asserted, planned, possible, hypothetical"),
        ("polarity = 'no'", "the frame 'sponsor' has the polarity 'no'; it may be positive, negative"),
        ("yes = 'Adidas sponsors Arsenal.'", "the frame 'sponsor' has no list of sentences at 'yes'; write yes = "),
    ],
)
def test_a_wrong_frame_is_refused_in_one_line(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f"[[frames]]\nname = 'sponsor'\ntype = 'SUPPORTS'\nverbs = 'sponsor'\n{line}\n", encoding="utf-8")
    with pytest.raises(OntologyError, match=message):
        load_lexicon(load_ontology(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(OntologyError, match="cannot read the ontology file"):
        load_ontology(tmp_path / "none.toml")
