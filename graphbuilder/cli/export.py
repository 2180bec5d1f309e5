"""`graphbuilder export`: the archive of a store, or another format."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.argument("target", metavar="FILE|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["archive", "neo4j-csv"]),
    default="archive",
    show_default=True,
    help="archive: complete, JSON Lines; neo4j-csv: a folder of files for a first load with neo4j-admin.",
)
@store_option
def command(target: str, *, form: str, store: str | None) -> None:
    """Write the archive of a store, which `graphbuilder import` reads, or another format.

    \b
    Examples:
      graphbuilder export news.jsonl
      graphbuilder export - | gzip > news.jsonl.gz
      graphbuilder export load/ --format neo4j-csv
    """
    from graphbuilder.config import load_settings
    from graphbuilder.export.archive import archive_lines
    from graphbuilder.export.files import write_lines
    from graphbuilder.export.neo4j_csv import write_neo4j_csv
    from graphbuilder.store import open_store

    with open_store(load_settings(store=store), read_only=True) as opened:
        if form == "neo4j-csv":
            arguments = write_neo4j_csv(opened, Path(target))
            click.echo(f"with the server stopped, in {target}: neo4j-admin database import full neo4j {' '.join(arguments)}", err=True)
        elif target == "-":
            for line in archive_lines(opened):
                click.echo(line)
        else:
            count = write_lines(Path(target), archive_lines(opened))
            click.echo(f"{count:,} lines -> {target}", err=True)
