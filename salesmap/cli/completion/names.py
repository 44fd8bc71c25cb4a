"""Completion in bash, zsh and fish: commands, stages, owners, the names of leads."""

import os
from typing import Any

import click
import typer

from salesmap.core.errors import SalesmapError

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_SALESMAP_COMPLETE"


def answer_shell(command: click.Command, program: str) -> None:
    """Answer a shell that asks for completions, and leave; do nothing otherwise."""
    instruction = os.environ.get(VARIABLE)
    if not instruction:
        return
    from salesmap.cli.completion.scripts import dialect

    shell, _sep, wish = instruction.partition("_")
    if shell not in SHELLS or wish not in ("complete", "source"):
        raise typer.Exit(1)
    speaker = dialect(shell)(command, {"obj": []}, program, VARIABLE)
    try:
        click.echo(speaker.complete() if wish == "complete" else speaker.source())
    except (SalesmapError, click.ClickException):
        raise typer.Exit(1) from None  # a shell in the middle of a line is no place for an error
    raise typer.Exit


class Names(click.types.StringParamType):
    """Text of which the book knows the likely ones.

    A type, for typer would pass on only what begins exactly as typed, and `acm` is to find Acme.
    """

    def __init__(self, what: str) -> None:
        self.what = what

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """What a shell may offer."""
        from click.shell_completion import CompletionItem

        return [
            CompletionItem(word, help=help) for word, help in _names(ctx, self.what, incomplete)
        ]


LEAD_NAME = Names("lead_names")
OWNER = Names("owners")
STAGE = Names("stages")


def _names(ctx: click.Context, what: str, incomplete: str) -> list[tuple[str, str]]:
    from salesmap.cli.context import build_context
    from salesmap.core.config import resolve
    from salesmap.render.sanitize import clean
    from salesmap.reports.query.completion import completions

    given = ctx.find_root().params
    try:
        context = build_context(
            resolve({key: given.get(key) for key in ("db", "user", "lang")}), None, ()
        )
        with context.read_connection() as connection:
            found = completions(connection, what, incomplete, context.lang)
    except SalesmapError:
        return []  # a shell in the middle of a line is no place for an error
    return [(word, clean(help)) for word, help in found if word == clean(word)]
