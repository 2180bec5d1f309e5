"""`graphbuilder undo`: take a decision back."""

from __future__ import annotations

import click

from graphbuilder.cli.common import store_option
from graphbuilder.cli.deciding import decider, deciding_options, tell


@click.command()
@click.argument("decision", required=False)
@deciding_options
@store_option
def command(decision: str | None, reason: str, by: str | None, store: str | None) -> None:
    """Take a person's DECISION back (its id or the beginning of it); without one, the latest.

    The graph becomes what it would be without the decision. That it was made and taken back is kept.

    \b
    Examples:
      graphbuilder undo
      graphbuilder undo 4f3c --reason "two ministers of one name"
    """
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import ontology_of, undo
    from graphbuilder.store import open_store

    settings = load_settings(store=store)
    with open_store(settings) as opened:
        tell(opened, undo(opened, decision, ontology_of(settings), reason=reason, by=decider(by)))
