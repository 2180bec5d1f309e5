"""`graphbuilder rebuild`: derive entities and edges again."""

from __future__ import annotations

import sys
from typing import Any

import click

from graphbuilder.cli.common import model_options, progress_bar, store_option, tell_report


@click.command()
@click.option("--extract", is_flag=True, help="Read the stored texts again first, with this extractor, model and ontology.")
@store_option
@model_options
def command(extract: bool, **options: Any) -> None:
    """Derive entities, resolutions and edges again from what is stored of the documents. Persons' decisions stay.

    With --extract the texts are read again first; when that was interrupted, the same command goes on where it stopped.

    \b
    Examples:
      graphbuilder rebuild
      graphbuilder rebuild --extract --model en_core_web_lg
    """
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import rebuild
    from graphbuilder.store import open_store

    settings = load_settings(**options)
    with open_store(settings) as store:
        with progress_bar() as progress:
            report = rebuild(store, settings, extract=extract, progress=progress)
        tell_report(report, store)
    if report.failed:
        sys.exit(1)
