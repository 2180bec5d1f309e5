"""Fixtures that several test files share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
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
