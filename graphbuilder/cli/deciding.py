"""What the commands of curation share: who decides and why, and how a decision is shown."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphbuilder.model import Decision, MentionPoint
    from graphbuilder.store.base import GraphStore

F = TypeVar("F", bound=Callable[..., Any])


def deciding_options(command: F) -> F:
    """Add `--reason` and `--by`."""
    command = click.option("--by", metavar="NAME", help="Who decides.  [default: the name of the user]")(command)
    return click.option("--reason", default="", metavar="TEXT", help="Why; it is kept with the decision.")(command)


def decider(by: str | None) -> str:
    """Return who decides: the name given, else that of the user."""
    from getpass import getuser

    return by or getuser()


def shown(decision: Decision, words: Mapping[MentionPoint, str]) -> str:
    """Return a decision as one line; `words` are those that it points to."""
    ends = f"{_shown(decision.a, words)} | {_shown(decision.b, words)}"
    return f"{decision.id}  {decision.at[:19]}  {decision.judgement:<9}  {ends}  by {decision.by}  {decision.reason}".rstrip()


def _shown(point: MentionPoint, words: Mapping[MentionPoint, str]) -> str:
    quoted = f'"{words[point]}" ' if point in words else ""
    return f"{quoted}{point.document}:{point.start}-{point.end}"


def tell(store: GraphStore, decision: Decision) -> None:
    """Print a decision, and say on standard error what it points to and how it is taken back."""
    from graphbuilder.store.curation import words_at
    from graphbuilder.store.cypher import curation as cypher
    from graphbuilder.store.derived import find_entities
    from graphbuilder.viz.source import counted

    click.echo(shown(decision, words_at(store, [decision])))
    ends = [store.read(cypher.LOCAL_AT, document=p.document, start=p.start, end_char=p.end) for p in (decision.a, decision.b)]
    entities = [find_entities(store, rows[0]["local"])[0] for rows in ends if rows]
    for entity in {entity.id: entity for entity in entities}.values():
        click.echo(
            f"now: {entity.name} ({entity.label}, id {entity.id}), {counted(entity.mentions, 'mention')} in {counted(entity.documents, 'document')}",
            err=True,
        )
    if decision.judgement != "withdrawn":
        click.echo(f"`graphbuilder undo {decision.id[:8]}` takes it back", err=True)
