"""`graphbuilder explain`: how one sentence is read."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("sentence")
@click.option("--model", metavar="NAME", help="spaCy pipeline, by name or path.")
@click.option("--ontology", metavar="FILE", help="TOML file with relation types and frames of your own.")
@click.option("--published", metavar="DATE", help='Date (2024-07-05) from which "next week" counts.')
def command(sentence: str, model: str | None, ontology: str | None, published: str | None) -> None:
    """Show how SENTENCE is read: mentions, tree, claims with their rules, and the rules that nearly fired.

    Use it to see why a claim was or was not made, and what a frame of your own would need.

    \b
    Examples:
      graphbuilder explain "Iran denied supplying missiles to the Houthis."
      graphbuilder explain "Ghana twinned with Togo." --ontology mine.toml
    """
    from graphbuilder.config import load_settings
    from graphbuilder.extract.explain import explain
    from graphbuilder.extract.nlp import load_nlp
    from graphbuilder.ontology import load_ontology

    settings = load_settings(model=model, ontology=ontology)
    own = load_ontology(Path(settings.ontology) if settings.ontology is not None else None)
    click.echo(explain(sentence, load_nlp(settings.model, ops=settings.ops), ontology=own, published=published))
