"""Fixtures that several test files share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from spacy.language import Language

SEEDS = Path(__file__).parent.parent / "seeds"


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The real language model, as the product loads it."""
    from graphbuilder.extract.nlp import load_nlp

    return load_nlp()


@pytest.fixture(scope="session")
def seed() -> Path:
    """The article in seeds/."""
    return next(SEEDS.glob("*.txt"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium without a graphics card. Without a browser the test skips, but not where CI or GRAPHBUILDER_TEST_REQUIRE is set."""
    path = shutil.which("chromium")
    if path is None:
        if os.environ.get("CI") or os.environ.get("GRAPHBUILDER_TEST_REQUIRE"):
            pytest.fail("Chromium is missing; install the system package chromium")
        pytest.skip("needs Chromium: install the system package chromium")
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--disable-3d-apis", *sandbox])
        yield browser
        browser.close()
