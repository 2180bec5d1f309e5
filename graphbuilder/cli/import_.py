"""`graphbuilder import`: an archive into the store."""

from __future__ import annotations

import sys

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.argument("file")
@click.option("--ontology", metavar="FILE", help="The TOML file with relation types that the archive was made with, if any.")
@store_option
def command(file: str, *, ontology: str | None, store: str | None) -> None:
    """Read an archive that `graphbuilder export` wrote into the store, and derive the graph from its facts.

    An import that was interrupted goes on where it stopped when it is run again.

    \b
    Examples:
      graphbuilder import news.jsonl
      graphbuilder import news.jsonl --store neo4j://localhost:7687
    """
    from graphbuilder.cli.common import progress_bar, tell_report
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import ontology_of
    from graphbuilder.store import open_store
    from graphbuilder.transfer import import_archive, read_archive

    settings = load_settings(store=store, ontology=ontology)
    with read_archive(file) as archive, open_store(settings) as opened:
        with progress_bar() as progress:
            report, agrees = import_archive(opened, archive, ontology_of(settings), progress=progress)
        tell_report(report, opened)
    if not agrees:
        click.echo(f"the derived part of {file} differs from what its facts give; the store holds what the facts give", err=True)
        sys.exit(1)
