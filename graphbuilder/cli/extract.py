"""`graphbuilder extract`: documents to JSON Lines, without a store."""

from __future__ import annotations

import sys
from typing import Any

import click

from graphbuilder.cli.common import model_options, progress_bar


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...|-")
@model_options
def command(paths: tuple[str, ...], **options: Any) -> None:
    """Read documents (text files, folders, JSON Lines, - for JSON Lines on standard input) and write what they say as JSON Lines.

    One line a document, in input order: its mentions, entities and relations, with the place of each in the text. A document that
    fails gives a line with "error" in its place, and the exit status is 1. The same input gives the same bytes.

    \b
    Examples:
      graphbuilder extract article.txt
      graphbuilder extract articles/ > extract.jsonl
      graphbuilder extract - < documents.jsonl | jq .relations
    """
    from pathlib import Path

    from graphbuilder.config import load_settings
    from graphbuilder.extract import extract_all
    from graphbuilder.extract.format import to_line, to_row
    from graphbuilder.ingest import read_documents
    from graphbuilder.ingest.files import count_documents
    from graphbuilder.model import Failure
    from graphbuilder.ontology import load_ontology

    settings = load_settings(**options)
    ontology = load_ontology(None if settings.ontology is None else Path(settings.ontology))
    failed: list[Failure] = []
    done = 0
    with progress_bar(count_documents(paths)) as advance:
        for extraction in extract_all(read_documents(paths, day_first=settings.day_first), settings):
            click.echo(f"{to_line(to_row(extraction, ontology))}\n".encode(), nl=False)
            if isinstance(extraction, Failure):
                failed.append(extraction)
                advance(extraction.source)
            else:
                done += 1
                advance(extraction.document.title or extraction.document.id)
    for failure in failed:
        click.echo(f"failed: {failure.source}: {failure.reason}", err=True)
    if failed:
        sys.exit(1 if done or any(failure.source not in paths for failure in failed) else 2)
