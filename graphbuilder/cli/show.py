"""`graphbuilder show`: one entity with its relations and their evidence."""

from __future__ import annotations

import click

from graphbuilder.cli.common import store_option


@click.command()
@click.argument("name")
@click.option("--all", "everything", is_flag=True, help="Also relations of no known type, and every sentence of every document.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.option("--ontology", metavar="FILE", help="TOML file with relation types of your own.")
@store_option
def command(name: str, *, everything: bool, form: str, ontology: str | None, store: str | None) -> None:
    """Show one entity (name, alias or id): aliases, relations, and the sentences behind them.

    In JSON, `names` has the names of the entities, and `resolved` says which of them the local entities of a claim are.

    \b
    Examples:
      graphbuilder show Russia
      graphbuilder show "Jens Stoltenberg" --format json
    """
    import json
    from dataclasses import replace

    from graphbuilder.cli.telling import entity_lines, relation_lines
    from graphbuilder.config import load_settings
    from graphbuilder.model import to_dict
    from graphbuilder.ontology import FALLBACK
    from graphbuilder.pipeline import ontology_of
    from graphbuilder.query.names import one
    from graphbuilder.store import open_store
    from graphbuilder.store.derived import read_graph
    from graphbuilder.viz.source import counted

    settings = load_settings(store=store, ontology=ontology)
    with open_store(settings, read_only=True) as opened:
        entity, others = one(opened, name)
        graph = read_graph(opened, around=[entity.id], ontology=ontology_of(settings))
    touching = tuple(r for r in graph.relations if entity.id in (r.subject, r.object))
    shown = tuple(r for r in touching if everything or r.type != FALLBACK)
    graph = replace(graph, relations=shown)
    if form == "json":
        evidence = graph.evidence()
        relations = [{**to_dict(r), "evidence": [to_dict(claim) for claim in evidence[r.id]]} for r in shown]
        names = {**graph.names, **{other.id: other.name for other in graph.entities}}
        answer = {"entity": to_dict(entity), "relations": relations, "names": names, "resolved": dict(graph.resolved)}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    lines = [*entity_lines(entity), *relation_lines(graph, ontology_of(settings), most=None if everything else 3)]
    for line in lines:
        click.echo(line)
    if len(shown) < len(touching):
        click.echo(f"\nleft out: {counted(len(touching) - len(shown), 'relation')} of no known type; --all shows them", err=True)
    if others:
        told = ", ".join(f"{other.name} ({other.label}, {other.id})" for other in others)
        click.echo(f"\nothers of this name: {told}", err=True)
