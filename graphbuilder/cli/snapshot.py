"""`graphbuilder snapshot`: the graph as one HTML page."""

from __future__ import annotations

from pathlib import Path

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--around", metavar="NAME", help="Only this entity (name, alias or id) and what is near it.")
@click.option("--steps", type=click.IntRange(1, 5), default=1, show_default=True, help="How near: relations between it and --around.")
@click.option("--query", metavar="CYPHER", help="Only the entities that a query returns, as nodes or ids.")
@click.option("--since", metavar="DATE", help="Only documents published from then on: 2024, 2024-07 or 2024-07-05.")
@click.option("--until", metavar="DATE", help="Only documents published until then, that day, month or year included.")
@click.option(
    "--top", "entities", type=click.IntRange(min=1), default=1_500, show_default=True, help="At most so many entities, the most mentioned."
)
@click.option(
    "--relations", type=click.IntRange(min=1), default=5_000, show_default=True, help="At most so many relations, those of most sources."
)
@click.option("--title", help="The heading of the page.")
@click.option("--ontology", metavar="FILE", help="TOML file with relation types of your own.")
@store_option
def command(
    file: Path,
    *,
    around: str | None,
    steps: int,
    query: str | None,
    since: str | None,
    until: str | None,
    entities: int,
    relations: int,
    title: str | None,
    ontology: str | None,
    store: str | None,
) -> None:
    """Write the graph as one HTML page that works offline and shows the sentences behind every relation.

    \b
    Examples:
      graphbuilder snapshot graph.html
      graphbuilder snapshot iran.html --around Iran --steps 2
      graphbuilder snapshot arms.html --query "MATCH (a)-[:SUPPLIES]->(b) RETURN a, b" --since 2024
    """
    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import ontology_of
    from graphbuilder.store import open_store
    from graphbuilder.viz.snapshot import snapshot, write_snapshot
    from graphbuilder.viz.source import Part, counted, left_out, read_part

    if file.suffix.lower() not in (".html", ".htm"):
        raise click.UsageError(f"{str(file)!r}: a snapshot is a page of HTML; give a name that ends in .html")
    settings = load_settings(store=store, ontology=ontology)
    types = ontology_of(settings)
    part = Part(around=around, steps=steps, query=query, since=since, until=until, entities=entities, relations=relations)
    with open_store(settings, read_only=True) as opened:
        graph, note = read_part(opened, part, ontology=types)
    write_snapshot(file, snapshot(graph, title=title or _title(around), ontology=types, note=note or None))
    rest = left_out(graph)
    shown = f"{counted(len(graph.entities), 'entity', 'entities')}, {counted(len(graph.relations), 'relation')}"
    click.echo(f"{file}: {shown}{f'; left out: {rest}' if rest else ''}", err=True)


def _title(around: str | None) -> str:
    return f"Around {around}" if around else "News graph"
