"""`graphbuilder copy`: from any store or archive to any other."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("source", metavar="SRC")
@click.argument("target", metavar="DST")
@click.option("--ontology", metavar="FILE", help="The TOML file with relation types that SRC was made with, if any.")
def command(source: str, target: str, *, ontology: str | None) -> None:
    """Copy a whole graph from a store or archive (a file that ends in .jsonl) to another.

    A copy that was interrupted goes on where it stopped when it is run again. What DST holds beside stays there.

    \b
    Examples:
      graphbuilder copy graphbuilder.kgl neo4j://localhost:7687
      graphbuilder copy neo4j://localhost:7687 news.jsonl
      graphbuilder copy news.jsonl other.kgl
    """
    from graphbuilder.cli.common import progress_bar, tell_report
    from graphbuilder.config import load_settings
    from graphbuilder.errors import InputError
    from graphbuilder.export.archive import archive_lines
    from graphbuilder.export.files import write_lines
    from graphbuilder.pipeline import ontology_of
    from graphbuilder.store import open_store
    from graphbuilder.transfer import ARCHIVE_SUFFIX, copy_store, import_archive, read_archive

    from_archive, to_archive = source.endswith(ARCHIVE_SUFFIX), target.endswith(ARCHIVE_SUFFIX)
    if from_archive and to_archive:
        raise InputError(f"{source} and {target} are both archives; copy the file itself")
    start, end = load_settings(store=source, ontology=ontology), load_settings(store=target, ontology=ontology)
    if to_archive:
        with open_store(start, read_only=True) as read:
            count = write_lines(Path(target), archive_lines(read))
        click.echo(f"{count:,} lines -> {target}", err=True)
    elif from_archive:
        with read_archive(source) as archive, open_store(end) as written:
            with progress_bar() as progress:
                report, _ = import_archive(written, archive, ontology_of(start), progress=progress)
            tell_report(report, written)
    else:
        with open_store(start, read_only=True) as read, open_store(end) as written:
            with progress_bar() as progress:
                report = copy_store(read, written, ontology_of(start), progress=progress)
            tell_report(report, written)
