"""`graphbuilder export`: the archive of a store, or another format."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuilder.cli.common import store_option

ENDINGS = {".jsonl": "archive", ".graphml": "graphml"}


@click.command()
@click.argument("target", metavar="FILE|-")
@click.option(
    "--format",
    "form",
    type=click.Choice(["archive", "graphml", "neo4j-csv"]),
    help="archive: complete, JSON Lines; graphml: entities and relations, for Gephi, Cytoscape and others; "
    "neo4j-csv: a folder of files for a first load with neo4j-admin.  [default: as FILE ends, .jsonl or .graphml]",
)
@store_option
def command(target: str, *, form: str | None, store: str | None) -> None:
    """Write the archive of a store, which `graphbuilder import` reads, or another format.

    \b
    Examples:
      graphbuilder export news.jsonl
      graphbuilder export - | gzip > news.jsonl.gz
      graphbuilder export news.graphml
      graphbuilder export load/ --format neo4j-csv
    """
    from graphbuilder.config import load_settings
    from graphbuilder.export.archive import archive_lines
    from graphbuilder.export.files import write_lines
    from graphbuilder.export.graphml import graphml_lines
    from graphbuilder.export.neo4j_csv import write_neo4j_csv
    from graphbuilder.store import open_store
    from graphbuilder.store.derived import read_graph

    form = form or _form_of(target)
    with open_store(load_settings(store=store), read_only=True) as opened:
        if form == "neo4j-csv":
            arguments = write_neo4j_csv(opened, Path(target))
            click.echo(f"with the server stopped, in {target}: neo4j-admin database import full neo4j {' '.join(arguments)}", err=True)
            return
        lines = archive_lines(opened) if form == "archive" else graphml_lines(read_graph(opened, evidence=False))
        if target == "-":
            for line in lines:
                click.echo(line)
        else:
            count = write_lines(Path(target), lines)
            click.echo(f"{count:,} lines -> {target}", err=True)


def _form_of(target: str) -> str:
    if target == "-":
        return "archive"
    form = ENDINGS.get(Path(target).suffix.lower())
    if form is None:
        raise click.UsageError(
            f"{target!r} does not tell the format: end it in .jsonl (archive) or .graphml, or give --format; for rows there is `query --format csv`"
        )
    return form
