"""`graphbuilder path`: how two entities are connected."""

from __future__ import annotations

import sys

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.argument("start", metavar="A")
@click.argument("end", metavar="B")
@click.option("--steps", type=click.IntRange(1, 10), default=6, show_default=True, help="At most so many relations.")
@click.option("--ontology", metavar="FILE", help="TOML file with relation types of your own.")
@store_option
def command(start: str, end: str, *, steps: int, ontology: str | None, store: str | None) -> None:
    """Show how two entities (names, aliases or ids) are connected, with the evidence of each step. Exit status 1 if they are not.

    \b
    Examples:
      graphbuilder path Iran NATO
      graphbuilder path "Mark Rutte" Ukraine --steps 3
    """
    from graphbuilder.cli.telling import relation_lines
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import ontology_of
    from graphbuilder.query.names import one
    from graphbuilder.query.paths import path_graph, shortest_path
    from graphbuilder.store import open_store

    settings = load_settings(store=store, ontology=ontology)
    types = ontology_of(settings)
    with open_store(settings, read_only=True) as opened:
        first, last = one(opened, start)[0], one(opened, end)[0]
        way = shortest_path(opened, first.id, last.id, max_steps=steps)
        graphs = path_graph(opened, way)
    if not way:
        click.echo(f"{first.name} and {last.name} are not connected within {steps} steps", err=True)
        sys.exit(1)
    names = {entity.id: entity.name for graph in graphs for entity in graph.entities} | {first.id: first.name}
    click.echo(" — ".join(names[id_] for id_ in way))
    for graph in graphs:
        for line in relation_lines(graph, types):
            click.echo(line)
