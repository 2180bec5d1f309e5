"""The language that a text is written in."""

from __future__ import annotations

import os
from functools import cache
from typing import Any

ENOUGH = 400  # characters: more do not change the answer


@cache
def _classifier() -> Any:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy comes with it: one thread for each process, as for the language model
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    load: Any = LanguageIdentifier.from_model_file
    return load(MODEL_FILE, norm_probs=True).classify


def language_of(text: str) -> tuple[str, float]:
    """Return the ISO 639-1 code of the language of `text` and how sure that is (0 to 1)."""
    code, probability = _classifier()(text[:ENOUGH])
    return str(code), float(probability)
