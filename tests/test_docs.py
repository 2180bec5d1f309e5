"""The pages of docs/ do what they say: every shell block of the tutorial and of the page on the ontology runs, and README's Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash for the shell blocks of the pages"),
]


def blocks(page: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


def run(block: str, folder: Path) -> str:
    """Run a shell block as a reader would and return all that it prints."""
    commands = folder.parent / f"{folder.name}-bin"
    commands.mkdir(exist_ok=True)
    program = commands / "graphbuilder"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m graphbuilder "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GRAPHBUILDER_")}
    environment |= {"PATH": f"{commands}:{os.environ['PATH']}", "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", block], cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, f"{block}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def test_tutorial(tmp_path: Path) -> None:
    told = [run(block, tmp_path) for block in blocks("docs/tutorial.md", "sh")]
    output = dict(
        zip(("texts", "build", "asserted", "claimed", "claims", "show", "page", "split", "undo", "explain", "archive"), told, strict=True)
    )
    assert "3 read" in output["build"]
    assert "Norway" in output["asserted"]
    assert "Sweden" not in output["asserted"]
    assert re.search(r"Sweden.*SUPPLIES.*planned", output["claimed"])
    assert re.search(r"Russia.*SUPPLIES.*negative", output["claimed"])
    assert '"time": "2025-02"' in output["claims"]
    assert "Moldova" in output["show"]
    assert "graph.html" in output["page"]
    assert (tmp_path / "graph.html").stat().st_size > 100_000
    assert "different" in output["split"]
    assert "withdrawn" in output["undo"]
    assert "Sweden SUPPLIES Moldova" in output["explain"]
    assert "1 removed" in output["archive"]


def test_page_on_the_ontology(tmp_path: Path) -> None:
    [output] = [run(block, tmp_path) for block in blocks("docs/ontology.md", "sh")]
    assert output.count("Adidas SPONSORS Arsenal\n") == 2
    assert "3 of 3 examples hold" in output
    mine = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    (tmp_path / "mine.toml").write_text(mine.replace("Adidas moved to London.", "Adidas sponsors Arsenal."), encoding="utf-8")
    told = run("graphbuilder explain --ontology mine.toml --examples || echo status $?", tmp_path)
    assert "sponsor: 'Adidas sponsors Arsenal.': SPONSORS is found: Adidas SPONSORS Arsenal" in told
    assert "status 1" in told


def test_the_page_on_python(tmp_path: Path) -> None:
    (tmp_path / "page.py").write_text("\n".join(blocks("docs/python.md", "python")), encoding="utf-8")
    told = run(f"'{sys.executable}' page.py", tmp_path)
    assert "2 []" in told
    assert "[{'supplier': 'Iran', 'what': ['drones'], 'denials': 1}]" in told
    assert "Iran SUPPLIES Russia asserted positive 1" in told
    assert "| says Jens Stoltenberg" in told
    assert "Graph(" in told
    assert (tmp_path / "graph.html").stat().st_size > 100_000


def test_python_of_the_readme(tmp_path: Path) -> None:
    [block] = blocks("README.md", "python")
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (tmp_path / "example.py").write_text(block, encoding="utf-8")
    run(f"'{sys.executable}' example.py", tmp_path)
    assert (tmp_path / "graph.html").stat().st_size > 100_000
