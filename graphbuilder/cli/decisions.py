"""`graphbuilder decisions`: list the decisions of persons."""

from __future__ import annotations

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.option("--all", "everything", is_flag=True, help="Also those taken back or replaced by a later one.")
@store_option
def command(everything: bool, store: str | None) -> None:
    """List the decisions of persons: id, time, judgement, the two mentions ("WORDS" DOCUMENT:START-END), who, why, and what became of it.

    A decision waits while a document that it points into is not stored.

    \b
    Examples:
      graphbuilder decisions
      graphbuilder decisions --all
    """
    from graphbuilder.cli.deciding import shown
    from graphbuilder.config import load_settings
    from graphbuilder.store import open_store
    from graphbuilder.store.curation import states, words_at

    with open_store(load_settings(store=store), read_only=True) as opened:
        listed = [(d, state) for d, state in states(opened) if everything or state not in ("withdrawn", "superseded")]
        words = words_at(opened, [decision for decision, _ in listed])
        for decision, state in listed:
            click.echo(f"{shown(decision, words)}  [{state}]")
        if not listed:
            click.echo("no decision stands; `graphbuilder merge`, `split` and `review` make one", err=True)
