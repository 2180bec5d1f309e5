"""What several commands share: the options that name the store and the model, and the settings made of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

F = TypeVar("F", bound=Callable[..., Any])


def store_option(command: F) -> F:
    """Add `--store`."""
    return click.option(
        "--store",
        metavar="URL",
        help="A path (embedded store), neo4j:// or bolt:// URL.  [default: graphbuilder.kgl; env: GRAPHBUILDER_STORE]",
    )(command)


def model_options(command: F) -> F:
    """Add `--model`, `--ontology`, `--ops`, `--day-first` and `--processes`."""
    for option in (
        click.option("--processes", type=click.IntRange(min=0), help="Processes that read; 0 chooses by the size of the input."),
        click.option("--day-first", type=click.Choice(["auto", "yes", "no"]), help="How to read 05.07.2024 where the text does not tell."),
        click.option("--ops", type=click.Choice(["openblas", "spacy"]), help="Matrix products: fast, or the same bits on every processor."),
        click.option("--ontology", metavar="FILE", help="TOML file with relation types of your own."),
        click.option("--model", metavar="NAME", help="spaCy pipeline, by name or path."),
    ):
        command = option(command)
    return command
