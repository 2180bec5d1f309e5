"""The command line. A command is one module of this package and is imported only when it is called."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from graphbuilder import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: dict[str, str] = {
    "build": "Read documents into the graph store.",
    "extract": "Read documents to JSON Lines, without a store.",
    "explain": "Show how one sentence is read: mentions, tree, rules.",
    "query": "Run a Cypher query.",
    "show": "Show one entity: aliases, relations, evidence.",
    "path": "Show how two entities are connected, with evidence.",
    "snapshot": "Write the graph as one HTML page that works offline.",
    "serve": "Open the explorer in the browser (this computer only).",
    "merge": "Say that two names are the same entity.",
    "split": "Say that two names are different entities.",
    "undo": "Take a decision back.",
    "decisions": "List the decisions of persons.",
    "review": "Go through the least certain merges in the terminal.",
    "rebuild": "Derive entities and relations again.",
    "remove": "Remove documents, as if never read.",
    "copy": "Copy a store or archive to another.",
    "export": "Write the archive, or another format.",
    "import": "Read an archive into the store.",
    "status": "Show store, model and counts.",
}


class _Commands(click.Group):
    """Knows the commands by name and loads the module of the one that is called (`import` lives in `import_.py`)."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"No such command {args[0]!r}" + (f" (did you mean {near[0]}?)" if near else ""))
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"graphbuilder.cli.{'import_' if cmd_name == 'import' else cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="graphbuilder")
def graphbuilder() -> None:
    """Build a knowledge graph of the news in which every edge shows the sentence it came from.

    \b
    Examples:
      graphbuilder build articles/
      graphbuilder query "MATCH (a:Country)-[r:SUPPLIES]->(b) RETURN a.name, r.themes, b.name"
      graphbuilder snapshot graph.html
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; whatever ends it early is one line, and leaves with status 2 (130 for Ctrl-C)."""
    from graphbuilder.errors import GraphbuilderError

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # the matrices are small; more threads only wait for one another
    status = 2
    try:
        status = graphbuilder.main(args=arguments, prog_name="graphbuilder", standalone_mode=False) or 0
    except GraphbuilderError as error:
        _say(str(error))
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
    except click.UsageError as error:
        command = "graphbuilder" if error.ctx is None else error.ctx.command_path
        _say(f"{error.format_message().rstrip('.')}; `{command} --help` shows what it takes")
    except click.ClickException as error:
        _say(error.format_message())
    except click.Abort:
        status = 130
        _say("interrupted; what a store has taken in is kept, and the same command goes on from there")
    except BrokenPipeError:  # who reads the output has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)


def _say(line: str) -> None:
    click.echo(f"graphbuilder: {line}", err=True)
