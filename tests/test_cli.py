"""The command line as a whole: every command has help with examples, and help is quick because it imports nothing heavy."""

from __future__ import annotations

import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import graphbuilder as package
from graphbuilder.cli import COMMANDS, graphbuilder, main


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_examples(name: str) -> None:
    result = CliRunner().invoke(graphbuilder, [name, "--help"])
    assert result.exit_code == 0, result.output
    assert "Examples:" in result.output
    assert f"graphbuilder {name}" in result.output


def test_help_names_every_command() -> None:
    output = CliRunner().invoke(graphbuilder, ["--help"]).output
    assert all(f"  {name} " in output for name in COMMANDS)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys, graphbuilder.cli as c\ntry: c.main(['--help'])\nexcept SystemExit: pass\nprint(sorted(sys.modules), file=sys.stderr)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stderr
    assert "'graphbuilder.cli'" in loaded
    assert not [heavy for heavy in ("spacy", "thinc", "neo4j", "kglite", "pyvis", "networkx", "numpy") if f"'{heavy}'" in loaded]


ONTOLOGY = """
[[frames]]
name = "sponsor"
type = "SPONSERS"
verbs = "sponsor"
object = "patient"
yes = ["Emirates sponsors Arsenal. => Emirates SPONSERS Arsenal"]
"""


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        ("biuld news", "No such command 'biuld' (did you mean build?); `graphbuilder --help` shows what it takes"),
        ("build", "Missing argument 'PATH...'; `graphbuilder build --help` shows what it takes"),
        ("build --colour red news", "No such option '--colour'; `graphbuilder build --help` shows what it takes"),
        ("build --processes -1 news", "Invalid value for '--processes': -1 is not in the range x>=0"),
        ("build nowhere.txt", "there is no such file or folder: nowhere.txt"),
        ("build --ontology none.toml news", "cannot read the ontology file none.toml"),
        ("build --ontology mine.toml news", "SPONSERS"),
        ("build --model no_such_model news", "cannot load the language model 'no_such_model'"),
        ("build --store broken.kgl news", "broken.kgl cannot be opened as a store"),
        ("status --store broken.kgl", "broken.kgl cannot be opened as a store"),
        ("status --store news/a.txt", "; name one that graphbuilder made, or a new one, with --store"),
        ("show Iran --store none.kgl", "there is no store at none.kgl; make one with `graphbuilder build"),
        ("export graph.csv", "'graph.csv' does not tell the format: end it in .jsonl (archive) or .graphml, or give --format"),
        ("snapshot graph.pdf", "'graph.pdf': a snapshot is a page of HTML; give a name that ends in .html"),
        ("explain Iran --published soon", "--published is 'soon'; give a date such as 2024-07-05"),
        (
            "import news/a.txt",
            "news/a.txt is no archive: its first line does not name the format 'graphbuilder-archive/1'; give a file that",
        ),
        ("import texts.jsonl", "texts.jsonl is no archive: its first line does not name the format"),
        ("import none.jsonl", "cannot read none.jsonl: No such file or directory; give an archive that `graphbuilder export` wrote"),
        ("build --store nowhere/a.kgl news", "there is no folder nowhere for the store a.kgl"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_status_2(
    arguments: str, line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text("Iran met Russia.", encoding="utf-8")
    (tmp_path / "texts.jsonl").write_text('{"text": "Iran met Russia."}', encoding="utf-8")
    (tmp_path / "broken.kgl").write_text("no store", encoding="utf-8")
    (tmp_path / "mine.toml").write_text(ONTOLOGY, encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main(arguments.split())
    output = capsys.readouterr()
    assert (ended.value.code, output.out) == (2, "")
    [told] = output.err.splitlines()
    assert told.startswith("graphbuilder: ")
    assert line in told
    assert not list(tmp_path.glob("graphbuilder.kgl*"))


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "Usage: graphbuilder" in capsys.readouterr().err


@pytest.mark.parametrize("name", package.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(package, name) is not None


def test_no_public_name_is_that_of_a_module() -> None:
    """An imported module would stand in the place of the function."""
    assert not {module.name for module in pkgutil.iter_modules(package.__path__)} & set(package.__all__)


def test_the_public_names_are_sorted_and_others_are_refused() -> None:
    assert package.__all__ == sorted(package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing  # type: ignore[attr-defined]
