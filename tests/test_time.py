"""Times are resolved against the day of publication, no finer than the text. The day of all examples is Friday, 5 July 2024."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from graphbuilder.extract import read
from graphbuilder.extract.times.dates import explicit_day, month_of, shifted, week_of, year_of
from graphbuilder.extract.times.read import time_of
from graphbuilder.model import Document

if TYPE_CHECKING:
    from spacy.language import Language

PUBLISHED = date(2024, 7, 5)

# sentence, the verb or event noun, when it is
EXAMPLES = [
    ("He said this on Friday.", "said", "2024-07-05"),
    ("Russia attacked Kharkiv on Wednesday.", "attacked", "2024-07-03"),
    ("The ministers will meet on Wednesday.", "meet", "2024-07-10"),
    ("Russia attacked Kharkiv last Friday.", "attacked", "2024-06-28"),
    ("They arrived yesterday.", "arrived", "2024-07-04"),
    ("They will arrive tomorrow.", "arrive", "2024-07-06"),
    ("The leaders will meet next week.", "meet", "2024-07-08/2024-07-14"),
    ("The leaders met last month.", "met", "2024-06"),
    ("Prices rose this year.", "rose", "2024"),
    ("He will step down this fall.", "step", "2024-23"),
    ("The war began in 2022.", "began", "2022"),
    ("Russian attacks have continued since 2014.", "continued", "2014/.."),
    ("Turkey bought the system in early 2023.", "bought", "2023"),
    ("Ukraine was invaded by Russia in February 2022.", "invaded", "2022-02"),
    ("The treaty was signed in May.", "signed", "2024-05"),
    ("The treaty was signed in October.", "signed", "2023-10"),
    ("The treaty will be signed in October.", "signed", "2024-10"),
    ("Poland will double its army by 2030.", "double", "../2030"),
    ("She led New Zealand until 2023.", "led", "../2023"),
    ("He served from 2014 to 2018.", "served", "2014/2018"),
    ("The protests took place in the 1990s.", "took", "199X"),
    ("The embassy was closed on 24 February 2022.", "closed", "2022-02-24"),
    ("The embassy was closed on February 24, 2022.", "closed", "2022-02-24"),
    ("The embassy was closed on March 3.", "closed", "2024-03-03"),
    ("The embassy was closed on 05.06.2024.", "closed", "2024-06-05"),
    ("The two leaders spoke two days ago.", "spoke", "2024-07-03"),
    ("Iran attacked Iraq three years ago.", "attacked", "2021"),
    ("The army withdrew last summer.", "withdrew", "2023-22"),
    ("The talks in Geneva on Monday failed.", "talks", "2024-07-01"),
    ("Sweden joined NATO.", "joined", None),
    ("She condemned Friday's attack.", "condemned", None),
    ("She condemned Friday's attack.", "attack", "2024-07-05"),
    ("The company said on Monday that it had bought Arm in 2016.", "bought", "2016"),
    ("The company said on Monday that it had bought Arm in 2016.", "said", "2024-07-01"),
    ("The festival runs from 26 to 30 June.", "runs", "2024-06-26/2024-06-30"),
    ("Talks will be held on 11-12 July in Geneva.", "held", "2024-07-11/2024-07-12"),
    ("It was held on October 25-26, 2016, in Berlin.", "held", "2016-10-25/2016-10-26"),
    ("The Games will be held from 26 July to 11 August.", "held", "2024-07-26/2024-08-11"),
    ("Between 3 and 5 October the minister visited Egypt.", "visited", "2023-10-03/2023-10-05"),
    ("The army seized it in the early hours of Monday.", "seized", "2024-07-01"),
    ("Xi Jinping flew to Belgrade on Tuesday evening.", "flew", "2024-07-02"),
    ("On Thursday, June 27, Israel raided Jenin.", "raided", "2024-06-27"),
    ("The day before yesterday it arrested his son.", "arrested", "2024-07-03"),
    ("Over the weekend Israel struck Beirut.", "struck", "2024-06-29/2024-06-30"),
    ("Israel attacked Syria over the past two weeks.", "attacked", "2024-06-21/2024-07-05"),
    ("In the first quarter of 2024 Ryanair bought jets.", "bought", "2024-01/2024-03"),
    ("In the second half of 2023 Poland bought tanks.", "bought", "2023-07/2023-12"),
    ("In Q3 2023 Intel bought Tower.", "bought", "2023-07/2023-09"),
    ("By the end of 2025 Australia will withdraw.", "withdraw", "../2025"),
    ("As of 1 July Hungary chairs the council.", "chairs", "2024-07-01/.."),
    ("They meet on 9 July in Vienna.", "meet", "2024-07-09"),
    ("They meet on Tuesday.", "meet", "2024-07-09"),
    ("They announced a vote on 9 July.", "vote", "2024-07-09"),
    ("The attack at 3 a.m. on Thursday killed six.", "killed", "2024-07-04"),
    ("Putin visited Hanoi in June last year.", "visited", "2023-06"),
    ("Until last week Germany refused.", "refused", "../2024-06-30"),
    ("On Friday next week Biden will speak.", "speak", "2024-07-12"),
    ("In the 19th century Britain occupied Egypt.", "occupied", "18XX"),
    ("On Christmas Eve 2023 Israel bombed Maghazi.", "bombed", "2023-12-24"),
    ("On Monday and Tuesday Israel raided Jenin.", "raided", "2024-07-01/2024-07-02"),
    ("He resigned after the 2022 election.", "resigned", None),
    ("He resigned after the 2022 election.", "election", "2022"),
    ("The footage from Monday shows the blast.", "footage", "2024-07-01"),
    ("In the coming weeks France will send tanks.", "send", None),
    ("In recent weeks Russia attacked Kharkiv.", "attacked", None),
    ("For three years Norway has funded it.", "funded", None),
    ("Orban went to Moscow on Friday, three days after he had visited Kyiv.", "visited", "2024-07-02"),
    ("About 2000 soldiers attacked the town.", "attacked", None),
]


@pytest.mark.model
@pytest.mark.parametrize(("sentence", "word", "expected"), EXAMPLES)
def test_time_of_a_clause_is_what_the_text_says(nlp: Language, sentence: str, word: str, expected: str | None) -> None:
    reading = read(Document(id="d", hash="h", text=sentence, published="2024-07-05"), nlp)
    assert time_of(reading, 0, reading.trees[0].words.index(word)) == expected


@pytest.mark.model
def test_three_days_later_counts_from_the_date_before_it(nlp: Language) -> None:
    text = "Troops entered the city on 1 June 2024, and at noon they fell back. Three days later they seized the airport."
    reading = read(Document(id="d", hash="h", text=text, published="2024-07-05"), nlp)
    words = reading.trees[0].words
    assert [time_of(reading, 0, words.index(word)) for word in ("entered", "fell", "seized")] == ["2024-06-01", "2024-06-01", "2024-06-04"]


@pytest.mark.model
def test_what_someone_is_has_only_its_own_time(nlp: Language) -> None:
    text = "Joe Biden pardoned his son on Sunday. Joe Biden was the president from 2021 to 2025."
    reading = read(Document(id="d", hash="h", text=text, published="2025-07-05"), nlp)
    words = reading.trees[0].words
    assert time_of(reading, 0, words.index("son"), static=True) is None
    assert time_of(reading, 0, words.index("president"), static=True) == "2021/2025"


@pytest.mark.model
def test_without_a_publication_date_only_full_dates_are_read(nlp: Language) -> None:
    reading = read(Document(id="d", hash="h", text="It was signed on Friday. It was broken in 2019."), nlp)
    words = reading.trees[0].words
    assert [time_of(reading, 0, words.index(w)) for w in ("signed", "broken")] == [None, "2019"]


@pytest.mark.parametrize(
    ("word", "day"),
    [
        ("05.07.2024", "2024-07-05"),
        ("2024-07-05", "2024-07-05"),
        ("13/07/2024", "2024-07-13"),
        ("07/13/2024", "2024-07-13"),
        ("05/07/2024", None),
        ("31.02.2024", None),
    ],
)
def test_dates_in_digits_are_read_only_where_plain(word: str, day: str | None) -> None:
    assert explicit_day(word) == day


def test_units_are_counted_from_a_day() -> None:
    assert week_of(PUBLISHED) == "2024-07-01/2024-07-07"
    assert shifted(PUBLISHED, "weekend", 0) == "2024-07-06/2024-07-07"
    assert shifted(PUBLISHED, "quarter", -1) == "2024-04/2024-06"
    assert shifted(PUBLISHED, "decade", -3) == "199X"
    assert month_of(date(2024, 1, 31), -1) == "2023-12"


def test_a_month_without_a_year_is_the_nearest_in_its_direction() -> None:
    assert year_of(10, None, PUBLISHED, ahead=False) == 2023
    assert year_of(10, None, PUBLISHED, ahead=True) == 2024
    assert year_of(2, None, PUBLISHED, ahead=True) == 2025
    assert [year_of(7, day, PUBLISHED, ahead=None) for day in (1, 5, 9)] == [2024, 2024, 2024]
    assert [year_of(month, None, PUBLISHED, ahead=None) for month in (1, 2, 12)] == [2024, 2024, 2024]
    assert year_of(1, 1, date(2024, 12, 30), ahead=None) == 2025
    assert year_of(12, 30, date(2025, 1, 2), ahead=None) == 2024
