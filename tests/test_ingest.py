"""Documents from files, folders, JSON Lines and standard input; whatever cannot be used is one failure and costs nothing else."""

from __future__ import annotations

import io
import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graphbuilder.errors import InputError
from graphbuilder.ingest import read_documents
from graphbuilder.ingest.dates import find_dates, read_date
from graphbuilder.ingest.files import check_any, count_documents
from graphbuilder.ingest.layout import passages
from graphbuilder.model import Document, Failure

GOOD = {"id": "good", "text": "Iran met Russia on Friday."}


def failure_of(path: object) -> Failure:
    [found] = read_documents([str(path)])
    assert isinstance(found, Failure)
    assert "\n" not in found.reason
    return found


def document_of(path: object) -> Document:
    [found] = read_documents([str(path)])
    assert isinstance(found, Document)
    return found


def write_lines(path: Path, *lines: object) -> Path:
    path.write_text("".join(f"{line if isinstance(line, str) else json.dumps(line)}\n" for line in lines), encoding="utf-8")
    return path


def test_text_file(seed: Path) -> None:
    document = document_of(seed)
    assert document.text == seed.read_bytes().decode("utf-8")
    assert document.id == document.hash
    assert document.title is not None
    assert document.title.startswith("NATO to work more closely")
    assert (document.published, document.updated, document.author) == ("2024-07-05", "2024-07-06", "Ahmet Gencturk")
    assert (document.source, document.dateline, document.language) == ("Anadolu Agency", "ATHENS", "en")


def test_newlines_and_byte_order_mark(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("\ufeffIran met Russia.\r\nIt rained.".encode())
    assert document_of(file).text == "Iran met Russia.\r\nIt rained."


def test_folder_is_read_sorted_to_any_depth_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/b/c.txt", ".hidden.txt", ".git/x.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"This is {name}.", encoding="utf-8")
    write_lines(tmp_path / "c.jsonl", GOOD)
    texts = [found.text for found in read_documents([str(tmp_path)]) if isinstance(found, Document)]
    assert texts == ["This is a/b/c.txt.", "This is a/z.txt.", "This is b.txt.", GOOD["text"]]


def test_json_lines_fields_win_over_the_text(tmp_path: Path) -> None:
    text = "Ministers meet\nBy Jane Doe\n05.07.2024\n\nATHENS (AP) - They met on Friday."
    given = {"id": "7", "text": text, "title": "Another title", "published": "2024-07-09T10:00:00Z", "source": "Daily", "url": "http://x/y"}
    document = document_of(write_lines(tmp_path / "a.jsonl", given))
    assert (document.id, document.title, document.source, document.url) == ("7", "Another title", "Daily", "http://x/y")
    assert (document.published, document.author, document.dateline) == ("2024-07-09T10:00:00Z", "Jane Doe", "ATHENS")


def test_null_and_empty_fields_are_not_given(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"text": GOOD["text"]}, {"text": GOOD["text"], "id": None, "title": "", "published": None})
    first, second = read_documents([str(path)])
    assert first == second
    assert isinstance(first, Document)
    assert first.id == first.hash


@pytest.mark.parametrize("name", ["title", "source", "url", "published"])
def test_hash_is_made_of_what_tells_two_copies_apart(tmp_path: Path, name: str) -> None:
    path = write_lines(tmp_path / "a.jsonl", {"text": GOOD["text"]}, {"text": GOOD["text"], name: "2024-07-05"})
    first, second = read_documents([str(path)])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.id != second.id


def test_given_id_does_not_change_the_hash(tmp_path: Path) -> None:
    first, second = read_documents([str(write_lines(tmp_path / "a.jsonl", GOOD, {"text": GOOD["text"]}))])
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.hash == second.hash == second.id


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(f"{json.dumps(GOOD)}\n\nnonsense\n{json.dumps(GOOD)}".encode())

    monkeypatch.setattr(sys, "stdin", Input())
    first, second, third = read_documents(["-"])
    assert isinstance(first, Document)
    assert isinstance(second, Failure)
    assert second.source == "standard input, line 3"
    assert first == third


def test_one_path_is_taken_as_several_are(tmp_path: Path) -> None:
    path = write_lines(tmp_path / "a.jsonl", GOOD)
    assert (
        list(read_documents(path)) == list(read_documents(str(path))) == list(read_documents([path])) == list(read_documents([str(path)]))
    )


def test_nothing_given() -> None:
    with pytest.raises(InputError, match="no input was given; name text files"):
        read_documents([])


def test_missing_path() -> None:
    assert failure_of("nowhere.txt") == Failure(source="nowhere.txt", reason="there is no such file or folder")


def test_empty_folder(tmp_path: Path) -> None:
    assert "holds no file" in failure_of(tmp_path).reason


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_empty_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(" \n\n", encoding="utf-8")
    assert "empty" in failure_of(tmp_path / name).reason


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "noname"])
def test_binary_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)))
    assert "binary" in failure_of(tmp_path / name).reason


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_utf_16_is_told_apart_from_a_binary_file(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text('{"text": "Iran met Russia."}', encoding="utf-16")
    assert failure_of(tmp_path / name).reason == "it is UTF-16, not UTF-8; convert it, for example with iconv -f UTF-16 -t UTF-8"


@pytest.mark.parametrize("name", ["a.html", "a.pdf", "a.json"])
def test_kinds_of_file_that_are_not_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("<p>Iran met Russia.</p>", encoding="utf-8")
    reason = failure_of(tmp_path / name).reason
    assert "are not read; give plain text (UTF-8) or JSON Lines" in reason


@pytest.mark.parametrize("text", ["\n<!DOCTYPE html><html>", "<!-- saved -->\n<HTML lang='en'>", "<?xml version='1.0'?>", "{\\rtf1\\ansi"])
def test_a_page_that_is_called_text(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text(f"{text} Iran met Russia.", encoding="utf-8")
    assert "not plain text" in failure_of(tmp_path / "a.txt").reason


def test_a_text_may_begin_with_a_sign(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("<Reuters> Iran met Russia. {Updated}", encoding="utf-8")
    assert document_of(tmp_path / "a.txt").text.startswith("<Reuters>")


def test_how_many_documents_there_will_be(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Iran met Russia.", encoding="utf-8")
    (tmp_path / "b.jsonl").write_text('{"text": "a"}\n{"text": "b"}', encoding="utf-8")
    write_lines(tmp_path / "c.jsonl", GOOD)
    assert count_documents([str(tmp_path), "nowhere.txt"]) == 5
    assert count_documents([str(tmp_path), "-"]) is None
    check_any(["nowhere.txt", str(tmp_path)])
    check_any(["-"])
    with pytest.raises(InputError, match=r"no such file or folder: nowhere.txt, n2.txt"):
        check_any(["nowhere.txt", "n2.txt"])


def test_bad_utf_8(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("Turkey, or Türkiye.".encode("latin-1"))
    reason = failure_of(tmp_path / "a.txt").reason
    assert "not UTF-8 (byte 0xfc at offset 12)" in reason
    assert "iconv" in reason


@pytest.fixture
def unreadable(tmp_path: Path) -> Iterator[Path]:
    """A file that this process may not read, also if root runs the tests."""
    file = tmp_path / "a.txt"
    file.write_text("secret", encoding="utf-8")
    file.chmod(0)
    tmp_path.chmod(0o755)
    for parent in tmp_path.parents[:2]:
        parent.chmod(0o755)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    yield file
    os.seteuid(user)


@pytest.mark.parametrize("name", ["a.txt", "a.jsonl"])
def test_unreadable_file(unreadable: Path, name: str) -> None:
    path = unreadable.with_name(name)
    if name != unreadable.name:
        user = os.geteuid()
        os.seteuid(os.getuid())
        unreadable.rename(path)
        os.seteuid(user)
    assert failure_of(path).reason == "it cannot be read: Permission denied"


def test_unreadable_folder_costs_no_other(unreadable: Path) -> None:
    os.seteuid(os.getuid())
    closed = unreadable.parent / "closed"
    closed.mkdir()
    (closed / "b.txt").write_text("secret", encoding="utf-8")
    (unreadable.parent / "z.txt").write_text("Iran met Russia.", encoding="utf-8")
    closed.chmod(0)
    if os.getuid() == 0:
        os.seteuid(65534)
    found = list(read_documents([str(unreadable.parent)]))
    assert [getattr(item, "reason", "") for item in found] == ["it cannot be read: Permission denied"] * 2 + [""]
    assert "Permission denied" in failure_of(closed / "b.txt").reason
    os.seteuid(os.getuid())
    closed.chmod(0o755)


def test_broken_link_and_impossible_name(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    assert failure_of(tmp_path).reason == "there is no such file or folder"
    assert "File name too long" in failure_of("a" * 5000).reason
    assert failure_of("a\0b").reason == "there is no such file or folder"


def test_ten_megabytes_in_one_line(tmp_path: Path) -> None:
    sentence = "The ministers met in Vilnius on Friday to talk about grain and about the war. "
    (tmp_path / "a.txt").write_text(sentence * 130_000, encoding="utf-8")
    document = document_of(tmp_path / "a.txt")
    pieces = passages(document)
    assert len(document.text) > 10_000_000
    assert {document.text[piece.start : piece.end][-4:] for piece in pieces} == {"war."}
    assert sum((piece.end - piece.start + 1) // len(sentence) for piece in pieces) == 130_000


def test_socket_or_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert failure_of(tmp_path / "pipe").reason == "it is neither a file nor a folder"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON (Expecting property name enclosed in double quotes at column 2)"),
        ("[1]", "it holds a list, not an object"),
        ('"text"', "it holds a string, not an object"),
        ("3", "it holds a number, not an object"),
        ("null", "it holds null, not an object"),
        ("true", "it holds true or false, not an object"),
        ("[" * 100_000, "nested too deeply"),
        (f'{{"text": "a", "n": {"9" * 5000}}}', "its JSON cannot be read"),
        ({}, 'it has no "text"'),
        ({"text": None}, 'it has no "text"'),
        ({"text": ""}, "its text is empty"),
        ({"text": " \n"}, "its text is empty"),
        ({"text": "<p>Iran met <b>Russia</b>.</p>"}, "its text is HTML, XML or RTF, not plain text"),
        ({"text": 7}, '"text" must be a string, not 7'),
        ({"text": ["a"]}, "\"text\" must be a string, not ['a']"),
        ({"text": "a", "id": 7}, '"id" must be a string, not 7'),
        ({"text": "a", "title": {}}, '"title" must be a string, not {}'),
        ({"text": "a", "published": "soon"}, "published is 'soon'; give a date such as 2024-07-05"),
        ('{"text": "a\\ud800"}', '"text" holds half a surrogate pair'),
    ],
)
def test_bad_line_costs_no_other(tmp_path: Path, line: object, reason: str) -> None:
    path = write_lines(tmp_path / "a.jsonl", GOOD, line, GOOD)
    first, second, third = read_documents([str(path)])
    assert isinstance(first, Document)
    assert first == third
    assert isinstance(second, Failure)
    assert second.source == f"{path}, line 2"
    assert reason in second.reason


def test_bad_utf_8_in_a_line_costs_no_other(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"text": "T\xfcrkiye"}\n' + json.dumps(GOOD).encode())
    first, second = read_documents([str(path)])
    assert isinstance(first, Failure)
    assert "not UTF-8" in first.reason
    assert isinstance(second, Document)


def test_failure_names_the_document_where_its_id_is_known(tmp_path: Path) -> None:
    assert failure_of(write_lines(tmp_path / "a.jsonl", {"id": "x1", "text": ""})).document == "x1"


def test_bad_files_of_a_folder_cost_no_other(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\0")
    (tmp_path / "b.txt").write_text("Iran met Russia.", encoding="utf-8")
    (tmp_path / "c.pdf").write_bytes(b"%PDF")
    assert [type(found) for found in read_documents([str(tmp_path)])] == [Failure, Document, Failure]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("05.07.2024 - Update : 06.07.2024", ["2024-07-05", "2024-07-06"]),
        ("March 01, 2008", ["2008-03-01"]),
        ("Friday, 5 July 2024", ["2024-07-05"]),
        ("5th of July 2024", ["2024-07-05"]),
        ("Sept. 3, 2024", ["2024-09-03"]),
        ("2024-07-05T10:15:00Z", ["2024-07-05"]),
        ("07/13/2024", ["2024-07-13"]),
        ("13/07/2024", ["2024-07-13"]),
        ("05/07/2024", ["2024-05-07"]),
        ("31.02.2024", []),
        ("in 2024", []),
    ],
)
def test_dates_in_a_line(text: str, dates: list[str]) -> None:
    assert [date for _, _, date in find_dates(text)] == dates


def test_day_first_as_told_or_as_the_text_shows() -> None:
    def read(text: str, **options: Any) -> str:
        return find_dates(text, **options)[0][2]

    assert read("05.07.2024", day_first="no") == "2024-05-07"
    assert read("05/07/2024", day_first="yes") == "2024-07-05"
    assert read("05/07/2024", context="13/07/2024") == "2024-07-05"
    assert read("05.07.2024", context="05.13.2024") == "2024-05-07"
    assert read("13.07.2024", day_first="no") == "2024-07-13"


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2024", "2024"),
        ("2024-07", "2024-07"),
        ("2024-07-05", "2024-07-05"),
        ("2024-07-05T10:15:00Z", "2024-07-05T10:15:00Z"),
        ("2024-07-05 10:15:00.123+02:00", "2024-07-05T10:15:00+02:00"),
        ("Fri, 05 Jul 2024 10:15:00 GMT", "2024-07-05T10:15:00Z"),
        ("July 5, 2024", "2024-07-05"),
        ("20240705", "2024-07-05"),
        ("2024-07-05T25:00:00Z", "2024-07-05"),
        ("2024-13", None),
        ("2024-02-31", None),
        ("soon", None),
    ],
)
def test_date_fields(value: str, date: str | None) -> None:
    assert read_date(value) == date
