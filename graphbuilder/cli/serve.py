"""`graphbuilder serve`: the explorer on this computer."""

from __future__ import annotations

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8008, show_default=True, help="0 takes a free one.")
@click.option("--open", "browser", is_flag=True, help="Open the address in the browser.")
@click.option("--read-only", is_flag=True, help="Take no decisions; the embedded store stays free for another process that writes.")
@click.option("--by", metavar="NAME", help="Who merges and splits.  [default: the name of the user]")
@click.option("--ontology", metavar="FILE", help="TOML file with relation types of your own.")
@store_option
def command(*, port: int, browser: bool, read_only: bool, by: str | None, ontology: str | None, store: str | None) -> None:
    """Serve the explorer: search, walk through the graph, read the texts, merge and split. Ctrl-C ends it.

    It listens on 127.0.0.1 only, because whoever reaches it may read the whole store and decide about it.

    \b
    Examples:
      graphbuilder serve --open
      graphbuilder serve --store news.kgl --port 0 --read-only
    """
    import webbrowser

    from graphbuilder.cli.deciding import decider
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import finish, ontology_of
    from graphbuilder.store import open_store
    from graphbuilder.web.live import Live
    from graphbuilder.web.server import serve

    def ready(address: str) -> None:
        click.echo(address)
        click.echo("Ctrl-C ends it", err=True)
        if browser:
            webbrowser.open(address)

    settings = load_settings(store=store, ontology=ontology)
    types = ontology_of(settings)
    with open_store(settings, read_only=read_only) as opened:
        if not read_only:
            finish(opened, types)
        serve(Live(opened, types, by=decider(by), read_only=read_only), port=port, ready=ready)
