"""`graphbuilder build`: documents to the graph store."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from graphbuilder.cli.common import model_options, store_option

if TYPE_CHECKING:
    from graphbuilder.pipeline import Report


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@store_option
@model_options
def command(paths: tuple[str, ...], **options: Any) -> None:
    r"""Read documents (text files, JSON Lines, folders of them, - for standard input) into the graph store.

    A document that is stored already is skipped; one whose text has changed is replaced.

    \b
    Examples:
      graphbuilder build articles/
      graphbuilder build --store neo4j://localhost:7687 news.jsonl
      zcat news.jsonl.gz | graphbuilder build -
    """
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    from graphbuilder.config import load_settings
    from graphbuilder.pipeline import build
    from graphbuilder.store import open_store

    settings = load_settings(**options)
    console = Console(stderr=True)
    columns = (SpinnerColumn(), TextColumn("{task.completed} documents"), TimeElapsedColumn(), TextColumn("{task.description}"))
    with open_store(settings) as store, Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=None)
        report = build(paths, store, settings, progress=lambda name: bar.update(task, advance=1, description=name))
    _tell(report, store.url)
    if report.failed:
        sys.exit(1 if report.read or report.replaced or report.skipped else 2)


def _tell(report: Report, store: str) -> None:
    for failure in report.failed:
        click.echo(f"failed: {failure.source}: {failure.reason}", err=True)
    for decision in report.set_aside:
        click.echo(f"set aside: decision {decision.id} ({decision.judgement}, {decision.by}) contradicts earlier ones", err=True)
    counts = (("read", report.read), ("replaced", report.replaced), ("skipped, stored already", report.skipped), ("failed", report.failed))
    told = ", ".join(f"{len(items)} {what}" for what, items in counts if items or what == "read")
    click.echo(f"{told} -> {store}", err=True)
