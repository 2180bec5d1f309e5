"""The layout of articles: which pieces are read, what the furniture says, and that offsets stay those of the unchanged text."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphbuilder.ingest.layout import LONGEST_PASSAGE, read_layout
from graphbuilder.model import Document


def parts(text: str, *, title: str | None = None) -> list[tuple[str, str]]:
    return [(p.part, text[p.start : p.end]) for p in read_layout(text, title=title).passages]


def body(text: str) -> list[str]:
    return [quote for part, quote in parts(text) if part == "body"]


def test_wire_article_in_seeds(seed: Path) -> None:
    text = seed.read_text(encoding="utf-8")
    layout = read_layout(text)
    read = [(p.part, text[p.start : p.end]) for p in layout.passages]
    assert [part for part, _ in read] == ["headline", "subtitle", *["body"] * 9]
    assert read[0][1] == layout.title
    assert read[1][1] == layout.subtitle
    assert "N.Korea" in read[1][1]
    assert read[2][1].startswith("NATO will work more closely")
    assert read[-1][1].endswith("on the Russia-Ukraine war.")
    assert (layout.author, layout.published, layout.updated) == ("Ahmet Gencturk", "2024-07-05", "2024-07-06")
    assert (layout.dateline, layout.source) == ("ATHENS", "Anadolu Agency")


@pytest.mark.parametrize(
    ("start", "dateline", "source", "published"),
    [
        ("WASHINGTON (Reuters) - ", "WASHINGTON", "Reuters", None),
        ("KYIV, Ukraine (AP) — ", "KYIV, Ukraine", "AP", None),
        ("BEIJING, July 5 (Xinhua) -- ", "BEIJING", "Xinhua", None),
        ("GENEVA, July 5, 2024 (Reuters) - ", "GENEVA", "Reuters", "2024-07-05"),
        ("MOSCOW, July 5. /TASS/. ", "MOSCOW", "TASS", None),
        ("Washington (CNN) — ", "Washington", "CNN", None),
        ("PARIS/BERLIN (AFP) – ", "PARIS/BERLIN", "AFP", None),
        ("(Reuters) - ", None, "Reuters", None),
        ("ISTANBUL - ", "ISTANBUL", None, None),
        ("LONDON — ", "LONDON", None, None),
    ],
)
def test_dateline_before_the_first_sentence(start: str, dateline: str | None, source: str | None, published: str | None) -> None:
    text = f"{start}The ministers met on Friday to talk about grain."
    layout = read_layout(text)
    assert parts(text) == [("body", "The ministers met on Friday to talk about grain.")]
    assert (layout.dateline, layout.source, layout.published) == (dateline, source, published)


@pytest.mark.parametrize(
    "text",
    [
        "NATO — the alliance of 32 states — met on Friday.",
        "Mr Smith (Labour) - who had voted against it - left on Friday.",
        "The US - and Russia too - agreed on Friday.",
        "He said (as before) - and rightly - that it was late.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert parts(text) == [("body", text)]
    assert read_layout(text).dateline is None


def test_title_and_date_lines() -> None:
    text = "Airbus parent defeats Boeing for contract\nMarch 01, 2008\nAirbus won the contract today.\nIt was ``a big win.''"
    assert parts(text)[0] == ("headline", "Airbus parent defeats Boeing for contract")
    assert body(text) == ["Airbus won the contract today.", "It was ``a big win.''"]
    assert read_layout(text).published == "2008-03-01"


@pytest.mark.parametrize(
    ("line", "author", "source", "published", "updated"),
    [
        ("By John Smith", "John Smith", None, None, None),
        ("By Jane Doe and John van der Berg", "Jane Doe and John van der Berg", None, None, None),
        ("By Jane Doe, Reuters", "Jane Doe", "Reuters", None, None),
        ("Jane Doe | ISTANBUL | 13.07.2024", "Jane Doe", None, "2024-07-13", None),
        ("Published On 5 Jul 2024", None, None, "2024-07-05", None),
        ("July 5, 2024 10:15 AM GMT", None, None, "2024-07-05", None),
        ("Published: 2024-07-05 10:15, updated: 2024-07-06 09:00", None, None, "2024-07-05", "2024-07-06"),
        ("Friday, July 5, 2024", None, None, "2024-07-05", None),
    ],
)
def test_bylines_and_date_lines(line: str, author: str | None, source: str | None, published: str | None, updated: str | None) -> None:
    text = f"Ministers meet in Vilnius\n{line}\n\nThe ministers met on Friday to talk about grain."
    layout = read_layout(text)
    assert [quote for _, quote in parts(text)] == ["Ministers meet in Vilnius", "The ministers met on Friday to talk about grain."]
    assert (layout.author, layout.source, layout.published, layout.updated) == (author, source, published, updated)


AGENCY_PAGES = {
    "two bylines and a summary": (
        (
            "World\nMiddle East\n\nTalks on grain resume\n\nBy Jane al-Doe and John Roe\nMay 7, 2024 8:14 AM GMT+2 Updated 5 hours ago\n\nSummary\n"
            "CAIRO/JERUSALEM, May 7 (Reuters) - The ministers met on Tuesday.\n\nReporting by Jane al-Doe in Cairo; Editing by Ann Poe\n\n"
            "Our Standards: The Thomson Reuters Trust Principles."
        ),
        ["Talks on grain resume", "The ministers met on Tuesday."],
        {"author": "Jane al-Doe and John Roe", "published": "2024-05-07", "dateline": "CAIRO/JERUSALEM", "source": "Reuters"},
    ),
    "names in capitals and an update alone": (
        "Talks on grain resume\nBy JANE DOE and JOHN ROE\nUpdated 6:02 PM GMT+1, May 7, 2024\nShare\n\nVILNIUS (AP) — The ministers met on Tuesday.",
        ["Talks on grain resume", "The ministers met on Tuesday."],
        {"author": "JANE DOE and JOHN ROE", "updated": "2024-05-07", "dateline": "VILNIUS", "source": "AP"},
    ),
    "a byline with the office below it": (
        "Ukraine war: talks resume\n\nBy Jane Doe\nBBC News, Kyiv\nPublished\n7 May 2024\n\nThe ministers met on Tuesday.",
        ["Ukraine war: talks resume", "The ministers met on Tuesday."],
        {"author": "Jane Doe", "source": "BBC News", "published": "2024-05-07"},
    ),
    "a correspondent and where": (
        "EU agrees to new talks\n\nJane Doe in Brussels\nTue 7 May 2024 14.05 BST\n\nThe ministers met on Tuesday.",
        ["EU agrees to new talks", "The ministers met on Tuesday."],
        {"author": "Jane Doe", "published": "2024-05-07"},
    ),
    "two writers, bars and a closing credit": (
        (
            "Politics, Türkiye\n\nPremiers meet\n\nThey discuss security and water in Baghdad\n\nJane Doe and John Roe  |22.04.2024 - Update : 23.04.2024\n"
            "Premiers meet\n\nBAGHDAD\n\nThe premiers met on Monday.\n\n* Writing by Jane Doe in Ankara\n\nRelated topics\nIraq\nBu haberi paylaşın"
        ),
        ["Premiers meet", "They discuss security and water in Baghdad", "The premiers met on Monday."],
        {"author": "Jane Doe and John Roe", "published": "2024-04-22", "updated": "2024-04-23", "dateline": "BAGHDAD"},
    ),
    "source and editor in one line, countries in the headline": (
        "China, Russia Hold Talks\nSource: Xinhua| 2024-07-05 10:15:00|Editor: huaxia\n\nBEIJING, July 5 (Xinhua) -- The ministers met on Friday.",
        ["China, Russia Hold Talks", "The ministers met on Friday."],
        {"source": "Xinhua", "published": "2024-07-05", "dateline": "BEIJING"},
    ),
    "a date without its year first": (
        "5 JUL, 10:15\nPresident signs law on grain\nThe document was published on Friday\nMOSCOW, July 5. /TASS/. The president has signed a law.",
        ["President signs law on grain", "The document was published on Friday", "The president has signed a law."],
        {"source": "TASS", "dateline": "MOSCOW"},
    ),
    "a place above the headline, two dates, topics below": (
        (
            "Norway\n\nTalks on grain resume\n\nThe minister says that they will be long\n\nJane Doe in Oslo\nTue 7 May 2024 14.05 BST\n"
            "Last modified on Wed 8 May 2024 09.30 BST\n\nThe ministers met on Tuesday.\n\nExplore more on these topics\nNorway\nnews\nReuse this content"
        ),
        ["Talks on grain resume", "The minister says that they will be long", "The ministers met on Tuesday."],
        {"author": "Jane Doe", "published": "2024-05-07", "updated": "2024-05-08"},
    ),
    "a position and a photograph": (
        (
            "Talks on grain resume\n\n3 hours ago\n\nShare\nSave\n\nJane Doe\nEurope correspondent\nReporting from Oslo\n\nEPA\n"
            "The ministers met in a castle\n\nThe ministers met on Tuesday."
        ),
        ["Talks on grain resume", "The ministers met in a castle", "The ministers met on Tuesday."],
        {"author": "Jane Doe"},
    ),
    "a dateline first, the date between the paragraphs, initials last": (
        (
            "Talks on grain resume\n\nOslo (AFP) – The ministers met for long on Tuesday.\n\nIssued on: 07/05/2024 - 16:12\n\n2 min\n\n"
            "They will meet again.\n\njd/jr/gil\n\n© 2024 AFP"
        ),
        ["Talks on grain resume", "The ministers met for long on Tuesday.", "They will meet again."],
        {"source": "AFP", "dateline": "Oslo", "published": "2024-07-05"},
    ),
    "lists within the text": (
        (
            "News|Food\n\nTalks on grain resume\n\nBy Jane Doe\n\nPublished On 7 May 2024\n\nThe ministers met on Tuesday.\n\nKeep reading\n"
            "list of 3 items\nlist 1 of 3\nend of list\n\nThey will meet again. Enditem\n\n___\n\nAssociated Press writer John Roe contributed to this report."
        ),
        ["Talks on grain resume", "The ministers met on Tuesday.", "They will meet again."],
        {"author": "Jane Doe", "published": "2024-05-07"},
    ),
    "a colon behind the place": (
        "Talks on grain resume\nPTI\nLast Updated: May 07, 2024, 20:15 IST\nOSLO: The ministers met for long on Tuesday to talk.\n\n(With inputs from agencies)",
        ["Talks on grain resume", "The ministers met for long on Tuesday to talk."],
        {"source": "PTI", "updated": "2024-05-07", "dateline": "OSLO"},
    ),
    "an agency in capitals and sections in the date line": (
        "Talks on grain resume\nKYODO NEWS - May 7, 2024 - 20:15 | World, All\n\nThe ministers met on Tuesday.\n\n==Kyodo",
        ["Talks on grain resume", "The ministers met on Tuesday."],
        {"source": "KYODO NEWS", "published": "2024-05-07"},
    ),
    "a press release": (
        (
            "FOR IMMEDIATE RELEASE\n\nTalks on grain resume\n\nOSLO, May 7, 2024 /PRNewswire/ -- The ministers met for long on Tuesday to talk\n"
            "about grain, the Ministry of Food said today in a statement.\n\nSOURCE Ministry of Food"
        ),
        [
            "Talks on grain resume",
            "The ministers met for long on Tuesday to talk\nabout grain, the Ministry of Food said today in a statement.",
        ],
        {"source": "PRNewswire", "published": "2024-05-07", "dateline": "OSLO"},
    ),
    "a byline above the headline": (
        "Jane Doe | 05.07.2024\n\nMinisters meet\n\nISTANBUL\n\nThe ministers met on Friday.",
        ["Ministers meet", "The ministers met on Friday."],
        {"author": "Jane Doe", "published": "2024-07-05", "dateline": "ISTANBUL"},
    ),
}


@pytest.mark.parametrize("name", AGENCY_PAGES)
def test_pages_of_agencies(name: str) -> None:
    text, read, fields = AGENCY_PAGES[name]
    layout = read_layout(text)
    assert [quote for _, quote in parts(text)] == read
    assert {field: getattr(layout, field) for field in fields} == fields
    assert layout.title == read[0]


def test_signs_of_headings_lists_and_quotations_are_not_read() -> None:
    text = "# Ministers meet in Vilnius\n\nThey met on Friday.\n\n- Iran came too.\n\n> They will meet again."
    assert [quote for _, quote in parts(text)] == [
        "Ministers meet in Vilnius",
        "They met on Friday.",
        "Iran came too.",
        "They will meet again.",
    ]
    assert read_layout(text).title == "Ministers meet in Vilnius"


def test_paragraphs_in_another_language_are_not_read() -> None:
    turkish = "Bakanlar Cuma günü Vilnius'ta bir araya gelerek tahıl anlaşmasını görüştü."
    assert body(f"They met on Friday.\n\n{turkish}\n\nThey met again.") == ["They met on Friday.", "They met again."]


def test_speakers_of_a_conversation_are_no_datelines() -> None:
    text = "MERKEL: We have to talk about the grain now.\n\nMACRON: That is what we have come here for."
    assert body(text) == text.split("\n\n")


def test_headline_that_asks() -> None:
    text = "Will Iran attack?\nBy Jane Doe\nTEHRAN - Iran said on Friday that it would not."
    assert parts(text) == [("headline", "Will Iran attack?"), ("body", "Iran said on Friday that it would not.")]


def test_section_line_that_no_list_knows_is_told_by_the_repeated_headline() -> None:
    text = "Grain corridor crisis\n\nMinisters meet in Vilnius\n\nJane Doe | 13.07.2024\nMinisters meet in Vilnius\n\nThey met on Friday."
    assert parts(text) == [("headline", "Ministers meet in Vilnius"), ("body", "They met on Friday.")]


@pytest.mark.parametrize(
    "line",
    [
        "© 2024 Reuters. All rights reserved.",
        "Copyright 2024 The Associated Press",
        "(Reporting by Jane Doe; Editing by John Roe)",
        "Please subscribe to our newsletter",
        "Follow us on Twitter",
        "Share this article",
        "Bu haberi paylaşın",
        "Подписывайтесь на нас",
        "Related topics\nNATO\nUkraine",
        "Read more:\nRussia says no to grain deal",
    ],
)
def test_notices_below_the_body_are_not_read(line: str) -> None:
    text = f"Ministers met in Vilnius on Friday.\n\nThey talked about grain for hours.\n\n{line}\n"
    assert body(text) == ["Ministers met in Vilnius on Friday.", "They talked about grain for hours."]


@pytest.mark.parametrize(
    "line",
    [
        "Copyright law changed in Iran on Friday.",
        "Related topics were discussed.",
        "Share prices fell in Japan.",
        "Writing by hand is dying.",
    ],
)
def test_sentences_like_notices_are_read(line: str) -> None:
    assert line in body(f"Ministers met in Vilnius on Friday.\n\n{line}\n")


def test_hard_wrapped_paragraphs_are_joined() -> None:
    text = (
        "The president of the United States, Joe\nBiden, met the prime minister of Israel on\nFriday in Washington to talk about the war\n"
        "in Gaza. He said that a deal was near and\nthat Hamas had to accept it.\n\nA second paragraph begins here and goes\non for a line."
    )
    first, second = body(text)
    assert first.startswith("The president")
    assert first.endswith("accept it.")
    assert second.startswith("A second")
    assert second.endswith("a line.")


def test_a_hard_wrapped_sentence_is_joined_before_names_too() -> None:
    text = "US President Joe Biden on Friday met\nIsraeli Prime Minister Benjamin\nNetanyahu."
    assert body(text) == [text]


def test_lines_of_one_sentence_each_stay_apart() -> None:
    lines = ["Iran denied it on Friday.", "Russia said that it would wait.", "China did not answer."]
    assert body("\n".join(lines)) == lines


def test_a_line_that_goes_on_in_lower_case_is_joined_across_kinds_of_newline() -> None:
    assert body("Iran said on Friday that\r\nit would wait.\r\nRussia agreed.") == [
        "Iran said on Friday that\r\nit would wait.",
        "Russia agreed.",
    ]


def test_given_title_makes_its_line_the_headline() -> None:
    text = "Russia pulls out of the grain deal.\nIt did so on Friday."
    assert parts(text, title="Russia pulls out of the grain deal") == [
        ("headline", "Russia pulls out of the grain deal."),
        ("body", "It did so on Friday."),
    ]


def test_line_that_introduces_a_statement_is_no_headline() -> None:
    text = "The general released the following statement today:\n\nWe mourn the loss of one of our own."
    assert [part for part, _ in parts(text)] == ["body", "body"]


def test_one_line_alone_is_body() -> None:
    assert parts("Iran supplies drones to Russia") == [("body", "Iran supplies drones to Russia")]


def test_long_line_is_cut_at_sentence_ends() -> None:
    sentence = "The ministers met in Vilnius on Friday to talk about grain and about the war. "
    text = sentence * 20_000
    pieces = body(text)
    assert max(map(len, pieces)) <= LONGEST_PASSAGE
    assert all(piece.startswith("The ministers") and piece.endswith("war.") for piece in pieces[:-1])
    assert "".join("".join(pieces).split()) == "".join(text.split())


def test_long_line_without_sentences_is_cut_too() -> None:
    assert "".join(body("x" * 10_000)) == "x" * 10_000


def test_passages_of_a_document_are_those_of_its_layout() -> None:
    from graphbuilder.ingest.layout import passages

    text = "Ministers meet in Vilnius\nBy John Smith\n\nThey met on Friday."
    assert passages(Document(id="a", hash="b", text=text)) == tuple(read_layout(text).passages)


LINES = st.sampled_from(
    [
        "World",
        "Iran attacks Israel",
        "By John Smith",
        "ATHENS",
        "05.07.2024",
        "He came. He left.",
        "and went on",
        "Related topics",
        "",
        " ",
        "KYIV (AP) — So it is.",
    ]
)


@given(st.lists(st.one_of(LINES, st.text(max_size=30)), max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_passages_are_in_order_and_within_the_text(lines: list[str], newline: str) -> None:
    text = newline.join(lines)
    spans = [(p.start, p.end) for p in read_layout(text).passages]
    assert spans == sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(spans))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
