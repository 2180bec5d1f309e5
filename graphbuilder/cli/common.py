"""What several commands share: the options that name the store and the model, and the settings made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from graphbuilder.pipeline import Report
    from graphbuilder.store.base import GraphStore

F = TypeVar("F", bound=Callable[..., Any])


def store_option(command: F) -> F:
    """Add `--store`."""
    return click.option(
        "--store",
        metavar="URL",
        help="A path (embedded store), neo4j:// or bolt:// URL.  [default: graphbuilder.kgl; env: GRAPHBUILDER_STORE]",
    )(command)


def model_options(command: F) -> F:
    """Add `--model`, `--ontology`, `--ops`, `--day-first` and `--processes`."""
    for option in (
        click.option("--processes", type=click.IntRange(min=0), help="Processes that read; 0 chooses by the size of the input."),
        click.option("--day-first", type=click.Choice(["auto", "yes", "no"]), help="How to read 05.07.2024 where the text does not tell."),
        click.option("--ops", type=click.Choice(["openblas", "spacy"]), help="Matrix products: fast, or the same bits on every processor."),
        click.option("--ontology", metavar="FILE", help="TOML file with relation types of your own."),
        click.option("--model", metavar="NAME", help="spaCy pipeline, by name or path."),
    ):
        command = option(command)
    return command


@contextmanager
def progress_bar(total: int | None = None) -> Iterator[Callable[[str], None]]:
    """Show on standard error, if it is a terminal, how many documents are done; the value is to be called with the name of each.

    Args:
        total: How many there are; None where that is not known.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn

    known = () if total is None else (BarColumn(bar_width=24), TextColumn("left"), TimeRemainingColumn())
    name = TextColumn("{task.description}", markup=False)
    columns = (SpinnerColumn(), MofNCompleteColumn(), TextColumn("documents"), TimeElapsedColumn(), *known, name)
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("starting", total=total)
        yield lambda name: bar.update(task, advance=1, description=name)


def tell_report(report: Report, store: GraphStore) -> None:
    """Say on standard error what a run did, each failure with its reason, and what the store holds now."""
    from graphbuilder.store.status import status
    from graphbuilder.viz.source import counted

    for failure in report.failed:
        click.echo(f"failed: {failure.source}: {failure.reason}", err=True)
    for decision in report.set_aside:
        click.echo(f"set aside: decision {decision.id} ({decision.judgement}, {decision.by}) contradicts earlier ones", err=True)
    counts = (("read", report.read), ("replaced", report.replaced), ("skipped (done already)", report.skipped), ("failed", report.failed))
    if any(items for _, items in counts):  # a rebuild without --extract reads nothing
        click.echo(", ".join(f"{len(items):,} {what}" for what, items in counts if items or what == "read"), err=True)
    if report.foreign:
        click.echo(f"{counted(len(report.foreign), 'document')} in another language than English, in which little is found", err=True)
    held = status(store)
    names = (("document", "documents"), ("claim", "claims"), ("entity", "entities"), ("relation", "relations"))
    told = ", ".join(counted(int(held[several]), one, several) for one, several in names)
    click.echo(f"{held['store']} holds {told}", err=True)
