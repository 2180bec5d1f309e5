"""`graphbuilder build`: documents to the graph store."""

from __future__ import annotations

import sys
from typing import Any

import click

from graphbuilder.cli.common import model_options, progress_bar, store_option, tell_report


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@model_options
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Read documents (text files, JSON Lines, folders of them, - for standard input) into the graph store.

    A document that is stored already is skipped. One of the same id whose text has changed is replaced; a text file has no id, so a
    changed one is a new document, and `graphbuilder remove` takes the old one out.

    \b
    Examples:
      graphbuilder build articles/
      graphbuilder build --store neo4j://localhost:7687 news.jsonl
      zcat news.jsonl.gz | graphbuilder build -
    """
    from graphbuilder.config import load_settings
    from graphbuilder.ingest.files import check_any, count_documents
    from graphbuilder.pipeline import build, check
    from graphbuilder.store import open_store

    settings = load_settings(**options)
    check_any(paths)  # what is missing is said before a store is made
    check(settings)
    with open_store(settings) as store:
        with progress_bar(count_documents(paths)) as progress:
            report = build(paths, store, settings, progress=progress)
        tell_report(report, store)
    if report.failed:
        sys.exit(1 if report.read or report.replaced or report.skipped else 2)
