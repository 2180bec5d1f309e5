"""What the commands of curation share: who decides and why, and how a decision is shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphbuilder.model import Decision, MentionPoint

F = TypeVar("F", bound=Callable[..., Any])


def deciding_options(command: F) -> F:
    """Add `--reason` and `--by`."""
    command = click.option("--by", metavar="NAME", help="Who decides.  [default: the name of the user]")(command)
    return click.option("--reason", default="", metavar="TEXT", help="Why; it is kept with the decision.")(command)


def decider(by: str | None) -> str:
    """Return who decides: the name given, else that of the user."""
    from getpass import getuser

    return by or getuser()


def shown(decision: Decision) -> str:
    """Return a decision as one line."""
    return f"{decision.id}  {decision.at[:19]}  {decision.judgement:<9}  {_shown(decision.a)}  {_shown(decision.b)}  {decision.by}  {decision.reason}".rstrip()


def _shown(point: MentionPoint) -> str:
    return f"{point.document}:{point.start}-{point.end}"
