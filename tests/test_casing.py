"""Passages all in capitals are read in the case in which the rest of the document writes their words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuilder.extract.mentions.casing import recased

ORDINARY = set("visits meet in to discuss over leaders sues patent fires missile as after talks with may".split()).__contains__
BODY = "GM said it had sued Ford in Detroit. President Volodymyr Zelenskiy met Viktor Orbán of Hungary about aid from the EU in Kiev."


@pytest.mark.parametrize(
    ("headline", "read"),
    [
        ("ZELENSKIY VISITS KIEV AFTER TALKS", "Zelenskiy visits Kiev after talks"),
        ("ORBAN, ZELENSKIY MEET TO DISCUSS EU AID", "Orbán, Zelenskiy meet to discuss EU aid"),
        ("GM SUES FORD OVER PATENT", "GM sues Ford over patent"),
        ("N.KOREA FIRES MISSILE", "N.Korea fires missile"),
        ("US LEADERS MEET IN PARIS", "US leaders meet in Paris"),
        ("BLINKEN VISITS UAE", "Blinken visits UAE"),
        ("Blinken Visits KIEV", "Blinken Visits KIEV"),
        ("NATO", "NATO"),
    ],
)
def test_a_headline_in_capitals(headline: str, read: str) -> None:
    assert recased([headline, BODY], ORDINARY) == [read, BODY]


def test_a_dateline_in_capitals_does_not_say_how_a_name_is_written() -> None:
    assert recased(["TALKS IN KIEV", "KIEV - Talks in Kiev may fail."], ORDINARY)[0] == "Talks in Kiev"
    assert recased(["TALKS IN KIEV", "KIEV - Talks may fail."], ORDINARY)[0] == "Talks in Kiev"


@given(texts=st.lists(st.text(alphabet=st.sampled_from("AÀÉİßŒÑab .'\nΣ中ǅ"), max_size=20), max_size=4))
def test_every_offset_still_holds(texts: list[str]) -> None:
    assert [len(text) for text in recased(texts, ORDINARY)] == [len(text) for text in texts]
