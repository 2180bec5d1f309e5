"""`graphbuilder review`: go through the least certain pairs in the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from graphbuilder.cli.common import store_option
from graphbuilder.cli.deciding import decider

if TYPE_CHECKING:
    from graphbuilder.model import Judgement
    from graphbuilder.store.curation import Place, Question

ANSWERS: dict[str, Judgement] = {"s": "same", "d": "different", "u": "unsure"}


@click.command()
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many pairs at most.")
@click.option("--by", metavar="NAME", help="Who decides.  [default: the name of the user]")
@store_option
def command(limit: int, by: str | None, store: str | None) -> None:
    """Go through the least certain pairs, each with its evidence, and say whether the two are the same, different or unsure.

    \b
    Examples:
      graphbuilder review
      graphbuilder review --limit 5 --by "Maria"
    """
    from graphbuilder.config import load_settings
    from graphbuilder.errors import DecisionError
    from graphbuilder.pipeline import finish, judge, ontology_of
    from graphbuilder.store import open_store
    from graphbuilder.store.curation import questions

    settings = load_settings(store=store)
    types = ontology_of(settings)
    with open_store(settings) as opened:
        finish(opened, types)
        found = questions(opened, limit=limit)
        if not found:
            click.echo("nothing is uncertain that no person has judged", err=True)
        for number, question in enumerate(found, start=1):
            _show(question, f"{number} of {len(found)}")
            choices = click.Choice([*ANSWERS, "n", "q"])
            answer = click.prompt("same (s), different (d), unsure (u), next (n), quit (q)", type=choices, show_choices=False, err=True)
            if answer == "q":
                break
            if answer in ANSWERS:
                try:
                    judge(opened, question, ANSWERS[answer], types, reason="review", by=decider(by))
                except DecisionError as error:
                    click.echo(f"not taken: {error}", err=True)


def _show(question: Question, number: str) -> None:
    holds = "taken for one" if question.merged else "kept apart"
    click.echo(f"\n{number}: {holds} ({question.score:.2f}, {question.reason})")
    for place in (question.a, question.b):
        click.echo(f'  "{place.text}" · {place.headline or place.point.document}\n    {_marked(place)}')


def _marked(place: Place) -> str:
    return " ".join(place.sentence.replace(place.text, click.style(place.text, bold=True), 1).split())
