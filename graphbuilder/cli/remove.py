"""`graphbuilder remove`: remove documents."""

from __future__ import annotations

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.argument("documents", nargs=-1, required=True, metavar="DOCUMENT...")
@store_option
def command(documents: tuple[str, ...], store: str | None) -> None:
    """Remove documents by their ids, as if they had never been read. Persons' decisions about them are kept and wait.

    \b
    Examples:
      graphbuilder remove c0bbb3b0de15e1b9a79d
      graphbuilder query "MATCH (d:Document) RETURN d.id, d.source, d.headline"
    """
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import ontology_of, remove
    from graphbuilder.store import open_store

    settings = load_settings(store=store)
    with open_store(settings) as opened:
        report = remove(opened, documents, ontology_of(settings))
        click.echo(f"{len(report.removed)} removed from {opened.url}", err=True)
