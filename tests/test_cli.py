"""The command line as a whole: every command has help with examples, and help is quick because it imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import graphbuilder as package
from graphbuilder.cli import COMMANDS, graphbuilder


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


def test_an_unknown_command_is_refused() -> None:
    result = CliRunner().invoke(graphbuilder, ["biuld"])
    assert result.exit_code == 2
    assert "No such command 'biuld'" in result.output


def test_an_error_of_ours_is_one_line_and_status_2(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "graphbuilder", "build", "--ontology", "none.toml", "--store", str(tmp_path / "unused.kgl"), "-"]
    result = subprocess.run(command, input="", capture_output=True, text=True, check=False)
    assert result.returncode == 2
    assert result.stderr.splitlines()[-1].startswith("graphbuilder: cannot read the ontology file none.toml")
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("name", package.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(package, name) is not None


def test_the_public_names_are_sorted_and_others_are_refused() -> None:
    assert package.__all__ == sorted(package.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = package.nothing  # type: ignore[attr-defined]
