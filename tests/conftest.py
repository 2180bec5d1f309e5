"""Fixtures that several test files share."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import hypothesis
import pytest
from neo4j_server import Server, missing

from graphbuilder.config import Settings
from graphbuilder.store import open_store
from graphbuilder.store.base import GraphStore, Limits

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from spacy.language import Language

SEEDS = Path(__file__).parent.parent / "seeds"

if not os.environ.get("CI"):  # there Hypothesis has a profile of its own; nowhere does a test fail because a machine is slow
    hypothesis.settings.register_profile("patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
    hypothesis.settings.load_profile("patient")


def lacking(what: str) -> NoReturn:
    """Skip the test for what the machine lacks; where CI or GRAPHBUILDER_TEST_REQUIRE is set, fail."""
    if os.environ.get("CI") or os.environ.get("GRAPHBUILDER_TEST_REQUIRE"):
        pytest.fail(what)
    pytest.skip(what)


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
        lacking("needs Chromium: install the system package chromium")
    from playwright.sync_api import sync_playwright

    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--disable-3d-apis", *sandbox])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A Neo4j server of the session's own."""
    if (what := missing()) is not None:
        lacking(f"needs Java and Maven for a Neo4j server: {what}")
    server = Server(home=tmp_path_factory.mktemp("neo4j"))
    server.prepare()
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session")
def neo4j_url(request: pytest.FixtureRequest) -> str:
    """The URL of the server that the tests talk to: GRAPHBUILDER_TEST_NEO4J, else one that the session starts."""
    given = os.environ.get("GRAPHBUILDER_TEST_NEO4J")
    if given:
        return given
    server: Server = request.getfixturevalue("neo4j_server")
    return server.url


@pytest.fixture
def neo4j_settings(neo4j_url: str) -> Settings:
    """Settings of an empty Neo4j store."""
    settings = Settings(store=neo4j_url)
    with open_store(settings) as store:
        store.query("MATCH (n) DETACH DELETE n", {}, limits=Limits(write=True))
    return settings


@pytest.fixture(params=["embedded", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store_settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of an empty store, of each kind in turn."""
    if request.param == "embedded":
        return Settings(store=str(tmp_path / "store.kgl"))
    settings: Settings = request.getfixturevalue("neo4j_settings")
    return settings


@pytest.fixture
def store(store_settings: Settings) -> Iterator[GraphStore]:
    """An empty store, of each kind in turn."""
    with open_store(store_settings) as opened:
        yield opened
