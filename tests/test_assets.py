"""The files that the pages are made of: shipped, all in use, and those of others as VENDORED.md says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from hashlib import sha256
from importlib.metadata import version
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path

import pytest
from conftest import lacking

from graphbuilder.viz.snapshot import RENDERER, SCRIPTS, asset, renderer
from graphbuilder.web.app import SCRIPTS as EXPLORER

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "graphbuilder"
VENDORED = (PACKAGE / "viz" / "VENDORED.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| `([^`]+)` \|[^|]+\| ([\d.]+) \| ([^|]+) \| `([0-9a-f]{64})` \|$", VENDORED, re.MULTILINE)


def test_vendored_names_the_renderer_and_the_package_that_brings_it() -> None:
    assert [path for path, *_ in ROWS] == [f"templates/{RENDERER}"]
    assert f"pyvis](https://github.com/WestHealth/pyvis) {version('pyvis')} " in VENDORED


@pytest.mark.parametrize(("path", "number", "licence", "digest"), ROWS)
def test_the_code_of_others_is_what_vendored_says(path: str, number: str, licence: str, digest: str) -> None:
    code = files("pyvis").joinpath(path).read_bytes()
    assert sha256(code).hexdigest() == digest
    notice = code[:1000].decode()
    assert f"@version {number}" in notice
    assert licence == "Apache-2.0 or MIT"
    assert "Apache 2.0" in notice
    assert "MIT" in notice


def test_the_notice_of_the_renderer_is_in_what_is_served_and_written() -> None:
    assert "@license" in renderer()[:1000]
    assert "sourceMappingURL" not in renderer()


@pytest.mark.parametrize(("folder", "scripts"), [("viz", SCRIPTS), ("web", EXPLORER)])
def test_every_script_there_is_part_of_the_page(folder: str, scripts: tuple[str, ...]) -> None:
    assert sorted(path.name for path in (PACKAGE / folder / "assets").glob("*.js")) == sorted(scripts)


def test_the_style_is_ascii_as_the_page_is_so_that_its_hash_holds() -> None:
    assert asset("style.css").isascii()


def test_the_wheel_has_every_file_of_the_pages(tmp_path: Path) -> None:
    if find_spec("hatchling") is None:
        lacking("needs hatchling: pip install --group build")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        shipped = set(wheel.namelist())
    wanted = {path.relative_to(ROOT).as_posix() for folder in ("viz", "web") for path in (PACKAGE / folder).rglob("*") if path.is_file()}
    wanted = {name for name in wanted if "__pycache__" not in name}
    assert "graphbuilder/web/assets/explorer.html" in wanted
    assert "graphbuilder/viz/VENDORED.md" in wanted
    assert wanted <= shipped
