"""The reference: every public name by its docstring, every verb of the command line by its help."""

from __future__ import annotations

from typing import Any

import typer
from typer.main import get_command

from conflictdata._public import PUBLIC
from conflictdata.cli.verbs import cli

PYTHON = """\
# Python

What `import conflictdata as cd` gives, and nothing else is public. [Questions](questions.md) shows
what it is good for; the columns that `load` takes as filters stand in the
[dictionary](tables/index.md).
"""
COMMANDS = """\
# Command line

What `conflictdata VERB --help` says. Exit 0; 1 where something was found, such as a row that breaks
a rule; 2 where a call is wrong. Tables go to standard output and messages to standard error;
`--format json` and `--format csv` are for machines.
"""


def pages() -> dict[str, str]:
    """Address on the site -> Markdown."""
    names = "\n".join(f"::: conflictdata.{module}.{name}\n" for name, module in PUBLIC.items())
    verbs = "\n".join(f"## {name}\n\n```text\n{text}\n```\n" for name, text in _verbs())
    return {"python.md": f"{PYTHON}\n{names}", "command-line.md": f"{COMMANDS}\n{verbs}"}


def _verbs() -> list[tuple[str, str]]:
    group: Any = get_command(cli)
    context = typer.Context(group, info_name="conflictdata", max_content_width=96)
    context.terminal_width = 96
    told = []
    for name, verb in sorted(group.commands.items()):
        told.append((name, _help(verb, name, context)))
        inner = getattr(verb, "commands", {})
        below = typer.Context(verb, info_name=name, parent=context)
        told += [(f"{name} {n}", _help(v, n, below)) for n, v in inner.items()]
    return told


def _help(verb: Any, name: str, parent: typer.Context) -> str:
    context = typer.Context(verb, info_name=name, parent=parent)
    context.terminal_width = 96
    return str(verb.get_help(context)).strip()
