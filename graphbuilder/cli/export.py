"""`graphbuilder export`: the archive of a store, or another format."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.argument("file", metavar="FILE|-")
@click.option(
    "--format", "form", type=click.Choice(["archive"]), default="archive", show_default=True, help="archive: complete, JSON Lines."
)
@store_option
def command(file: str, *, form: str, store: str | None) -> None:
    r"""Write the archive of a store: complete, sorted, and read back by `graphbuilder import`.

    \b
    Examples:
      graphbuilder export news.jsonl
      graphbuilder export - | gzip > news.jsonl.gz
    """
    from graphbuilder.config import load_settings
    from graphbuilder.export.archive import archive_lines
    from graphbuilder.export.files import write_lines
    from graphbuilder.store import open_store

    with open_store(load_settings(store=store), read_only=True) as opened:
        if file == "-":
            for line in archive_lines(opened):
                click.echo(line)
        else:
            count = write_lines(Path(file), archive_lines(opened))
            click.echo(f"{count:,} lines -> {file}", err=True)
