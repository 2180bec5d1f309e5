"""`graphbuilder split`: say that two names are different entities."""

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
    """Say that A and B are different: each an entity's name or id, a local entity's id, or NAME@DOCUMENT.

    Of one entity, A and B may be two of its names, or one name in two documents. Its other mentions go where they fit better.
    The decision outranks every rule, survives new extractors, and `graphbuilder undo` takes it back.

    \b
    Examples:
      graphbuilder split Congo "DR Congo"
      graphbuilder split "Michael Jordan@doc-3" "Michael Jordan@doc-8" --reason "the player and the professor"
    """
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import ontology_of, split
    from graphbuilder.store import open_store

    settings = load_settings(store=store)
    with open_store(settings) as opened:
        tell(opened, split(opened, a, b, ontology_of(settings), reason=reason, by=decider(by)))
