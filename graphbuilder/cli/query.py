"""`graphbuilder query`: a user's own Cypher."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from graphbuilder.cli.common import store_option

if TYPE_CHECKING:
    from graphbuilder.store.base import Result


@click.command()
@click.argument("cypher")
@click.option("-p", "--param", "params", multiple=True, metavar="NAME=VALUE", help="A parameter ($NAME); the value is JSON, else text.")
@click.option("--format", "form", type=click.Choice(["table", "csv", "json", "jsonl"]), default="table", show_default=True)
@click.option("--rows", type=click.IntRange(min=1), default=10_000, show_default=True, help="At most so many rows.")
@click.option("--seconds", type=click.FloatRange(min=0.01), default=30.0, show_default=True, help="At most so long.")
@click.option("--write", is_flag=True, help="Let the statement change the store. What it changes is in no archive's facts of record.")
@click.option("--load-csv", is_flag=True, help="Let the statement read files with LOAD CSV.")
@store_option
def command(
    cypher: str, *, params: tuple[str, ...], form: str, rows: int, seconds: float, write: bool, load_csv: bool, store: str | None
) -> None:
    """Run a Cypher query and print its rows. It may only read unless told otherwise.

    \b
    Examples:
      graphbuilder query "MATCH (a:Country)-[r:SUPPLIES]->(b) RETURN a.name, r.themes, b.name"
      graphbuilder query -p name=Iran "MATCH (e:Entity {name: $name})-[r]->(o:Entity) RETURN type(r), o.name"
      graphbuilder query --format csv "MATCH (e:Entity) RETURN e.name, e.mentions ORDER BY e.mentions DESC"
    """
    from graphbuilder.config import load_settings
    from graphbuilder.store import open_store
    from graphbuilder.store.base import Limits

    settings = load_settings(store=store)
    limits = Limits(seconds=seconds, rows=rows, write=write, files=load_csv)
    with open_store(settings, read_only=not write) as opened:
        result = opened.query(cypher, dict(_param(item) for item in params), limits=limits)
        if write:
            opened.save()
    _write(result, form)
    for warning in result.warnings:
        click.echo(f"warning: {warning}", err=True)
    if result.truncated:
        click.echo(f"only the first {len(result.rows):,} rows are shown; raise --rows to see more", err=True)


def _param(text: str) -> tuple[str, Any]:
    import json

    name, equals, value = text.partition("=")
    if not equals or not name:
        raise click.BadParameter(f"{text!r} is not NAME=VALUE", param_hint="-p")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value


def _write(result: Result, form: str) -> None:
    import csv
    import json

    records = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
    match form:
        case "json":
            click.echo(json.dumps(records, ensure_ascii=False, indent=2, default=str))
        case "jsonl":
            for record in records:
                click.echo(json.dumps(record, ensure_ascii=False, default=str))
        case "csv":
            writer = csv.writer(sys.stdout, lineterminator="\n")
            writer.writerow(result.columns)
            writer.writerows([_plain(value) for value in row] for row in result.rows)
        case _:
            _table(result)


def _table(result: Result) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(*result.columns)
    for row in result.rows:
        table.add_row(*(Text(_plain(value)) for value in row))
    console = Console()
    console.print(table if result.columns else "(no columns)")
    console.print(f"{len(result.rows):,} row{'' if len(result.rows) == 1 else 's'}", style="dim")


def _plain(value: Any) -> str:
    import json

    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, list | dict) else str(value)
