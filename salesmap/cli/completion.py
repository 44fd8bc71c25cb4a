"""Completion in bash, zsh and fish: commands, stages, owners, the names of leads."""

import os
import sys
from typing import Annotated, Any

import click
import typer

from salesmap.errors import Problem
from salesmap.i18n import _

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_SALESMAP_COMPLETE"

app = typer.Typer()


@app.command("completion", help=_("Print the script that makes a shell complete salesmap's words."))
def completion(
    shell: Annotated[str, typer.Argument(click_type=click.Choice(SHELLS), metavar="bash|zsh|fish", help=_("The shell."))],
) -> None:
    """Print a completion script."""
    from click.shell_completion import get_completion_class

    from salesmap.cli.desk import put

    kind = get_completion_class(shell)
    assert kind
    put(kind(click.Group(), {}, "salesmap", VARIABLE).source())


def answer_shell(command: click.Command, program: str) -> None:
    """Answer a shell that asks for completions, and leave; do nothing otherwise."""
    instruction = os.environ.get(VARIABLE)
    if not instruction:
        return
    from click.shell_completion import BashComplete, add_completion_class, shell_complete

    class QuotingBashComplete(BashComplete):
        """bash inserts a completion as it is: what it would split or expand must come quoted."""

        def format_completion(self, item: Any) -> str:
            item.value = "".join(f"\\{c}" if c in " \t\"'\\$`&|;<>()*?[]{}!#~" else c for c in item.value)
            return str(super().format_completion(item))

    add_completion_class(QuotingBashComplete)
    try:
        code = shell_complete(command, {"obj": []}, program, VARIABLE, instruction)
    except Problem:
        code = 1
    sys.stdout.flush()
    raise SystemExit(code)


def complete_lead(ctx: click.Context, incomplete: str) -> list[tuple[str, str]]:
    """Leads whose name begins so."""
    return _names(ctx, "lead_names", incomplete)


def complete_owner(ctx: click.Context, incomplete: str) -> list[tuple[str, str]]:
    """Owners whose name begins so."""
    return _names(ctx, "owners", incomplete)


def complete_stage(ctx: click.Context, incomplete: str) -> list[tuple[str, str]]:
    """Stages whose key begins so."""
    return _names(ctx, "stages", incomplete)


def _names(ctx: click.Context, what: str, incomplete: str) -> list[tuple[str, str]]:
    from salesmap.cli.desk import open_desk
    from salesmap.config import resolve
    from salesmap.render.cleaning import clean
    from salesmap.reports.completion import names

    given = ctx.find_root().params
    try:
        desk = open_desk(resolve({key: given.get(key) for key in ("db", "user", "lang")}), None, ())
        with desk.reading() as connection:
            found = names(connection, what, incomplete, desk.lang)
    except Problem:
        return []  # a shell in the middle of a line is no place for an error
    return [(word, clean(help)) for word, help in found if word == clean(word)]
