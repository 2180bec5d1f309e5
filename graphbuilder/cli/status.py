"""`graphbuilder status`: what a store holds and what it was made with."""

from __future__ import annotations

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@store_option
def command(*, form: str, store: str | None) -> None:
    """Show a store: where it is, what it was made with, and how much it holds.

    \b
    Examples:
      graphbuilder status
      graphbuilder status --store neo4j://localhost:7687 --format json
    """
    import json

    from graphbuilder.config import load_settings
    from graphbuilder.store import open_store
    from graphbuilder.store.status import status

    with open_store(load_settings(store=store), read_only=True, unfinished=True) as opened:
        found = status(opened)
    if form == "json":
        click.echo(json.dumps({name.strip(): value for name, value in found.items()}, ensure_ascii=False, indent=2))
        return
    width = max(map(len, found))
    for name, value in found.items():
        click.echo(f"{name:<{width}}  {f'{value:,}' if isinstance(value, int) else value}")
