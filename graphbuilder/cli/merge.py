"""`graphbuilder merge`: say that two names are the same entity."""

from __future__ import annotations

import click

from graphbuilder.cli.common import store_option
from graphbuilder.cli.deciding import decider, deciding_options, tell


@click.command()
@click.argument("a")
@click.argument("b")
@deciding_options
@store_option
def command(a: str, b: str, reason: str, by: str | None, store: str | None) -> None:
    """Say that A and B are the same: each an entity's name or id, a local entity's id, or NAME@DOCUMENT.

    The decision outranks every rule, survives new extractors, and `graphbuilder undo` takes it back.

    \b
    Examples:
      graphbuilder merge "Prince Charles" "King Charles" --reason "acceded in 2022"
      graphbuilder merge Bayern@doc-17 "Bayern Munich"
    """
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import merge, ontology_of
    from graphbuilder.store import open_store

    settings = load_settings(store=store)
    with open_store(settings) as opened:
        tell(opened, merge(opened, a, b, ontology_of(settings), reason=reason, by=decider(by)))
