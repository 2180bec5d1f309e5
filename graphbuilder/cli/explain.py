"""`graphbuilder explain`: how one sentence is read."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from graphbuilder.config import Settings
    from graphbuilder.ontology import Ontology


@click.command()
@click.argument("sentence", required=False)
@click.option("--model", metavar="NAME", help="spaCy pipeline, by name or path.")
@click.option("--ontology", metavar="FILE", help="TOML file with relation types and frames of your own.")
@click.option("--published", metavar="DATE", help='Date (2024-07-05) from which "next week" counts.')
@click.option("--examples", is_flag=True, help="Try the examples of the frames in --ontology instead.")
def command(sentence: str | None, model: str | None, ontology: str | None, published: str | None, examples: bool) -> None:
    """Show how SENTENCE is read: mentions, tree, claims with their rules, and the rules that nearly fired.

    Use it to see why a claim was or was not made, and what a frame of your own would need. With --examples, every example of your own
    frames is read, and those that do not hold are told; the exit status is 1 if there are any.

    \b
    Examples:
      graphbuilder explain "Iran denied supplying missiles to the Houthis."
      graphbuilder explain "Ghana twinned with Togo." --ontology mine.toml
      graphbuilder explain --examples --ontology mine.toml
    """
    from graphbuilder.config import load_settings
    from graphbuilder.extract.claims.explain import explain
    from graphbuilder.extract.nlp import load_nlp
    from graphbuilder.ingest.dates import read_date
    from graphbuilder.ontology import load_ontology

    settings = load_settings(model=model, ontology=ontology)
    own = load_ontology(settings.ontology)
    if examples:
        _try_examples(own, settings)
    elif sentence is None or not sentence.strip():
        raise click.UsageError("Missing argument 'SENTENCE'.")
    else:
        day = None if published is None else read_date(published)
        if published is not None and day is None:
            raise click.UsageError(f"--published is {published!r}; give a date such as 2024-07-05")
        click.echo(explain(sentence, load_nlp(settings.model, ops=settings.ops), ontology=own, published=day))


def _try_examples(ontology: Ontology, settings: Settings) -> None:
    from graphbuilder.extract.claims.examples import examples, failures
    from graphbuilder.extract.grammar.frames import load_lexicon
    from graphbuilder.extract.nlp import load_nlp

    frames = load_lexicon(ontology).frames[: len(ontology.frames)]
    count = len(examples(frames))
    if not count:
        raise click.UsageError("--examples needs --ontology FILE with frames that have examples (yes, no).")
    wrong = list(failures(frames, load_nlp(settings.model, ops=settings.ops), ontology))
    for frame, example, reason in wrong:
        click.echo(f"{frame.name}: {example!r}: {reason}")
    click.echo(f"{count - len(wrong)} of {count} examples hold", err=True)
    if wrong:
        sys.exit(1)
