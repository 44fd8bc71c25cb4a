"""The names that shells complete: stages, owners, names of leads, topics of the guide."""

import os
from typing import Any

import click
import typer

from salesmap.core.errors import SalesmapError

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_SALESMAP_COMPLETE"


def answer_shell(command: click.Command, program: str) -> None:
    """Answer a shell that asks for completions, and exit; otherwise do nothing."""
    instruction = os.environ.get(VARIABLE)
    if not instruction:
        return
    from salesmap.cli.completion.scripts import shell_class

    shell, _sep, request = instruction.partition("_")
    if shell not in SHELLS or request not in ("complete", "source"):
        raise typer.Exit(1)
    completer = shell_class(shell)(command, {"obj": []}, program, VARIABLE)
    try:
        click.echo(completer.complete() if request == "complete" else completer.source())
    except (SalesmapError, click.ClickException):
        raise typer.Exit(1) from None  # an error would stand in the middle of the line typed
    raise typer.Exit


class Names(click.types.StringParamType):
    """A text whose likely values are in the database (`what`: see `reports/query/completion.py`).

    A type, because typer passes on only what begins exactly as typed, and `acm` is to find Acme.
    """

    def __init__(self, what: str) -> None:
        self.what = what

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Return what a shell offers."""
        return _items(_names(ctx, self.what, incomplete))


class Topics(click.types.StringParamType):
    """A topic of the guide."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Return what a shell offers."""
        from salesmap.cli.guide import pages
        from salesmap.core.i18n import bound_language

        return _items(
            [
                (page.topic, page.title)
                for page in pages(bound_language())
                if page.topic.startswith(incomplete)
            ]
        )


LEAD_NAME = Names("lead_names")
OWNER = Names("owners")
STAGE = Names("stages")
TOPIC = Topics()


def _items(names: list[tuple[str, str]]) -> list[Any]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=help) for name, help in names]


def _names(ctx: click.Context, what: str, incomplete: str) -> list[tuple[str, str]]:
    from salesmap.cli.context import build_context
    from salesmap.core.config import resolve
    from salesmap.render.sanitize import clean
    from salesmap.reports.query.completion import completions

    given = ctx.find_root().params
    try:
        settings = resolve({key: given.get(key) for key in ("db", "user", "lang")})
        context = build_context(settings, None, ())
        with context.read_connection() as connection:
            names = completions(connection, what, incomplete, context.lang)
    except SalesmapError:
        return []  # an error would stand in the middle of the line typed
    return [(name, clean(help)) for name, help in names if name == clean(name)]
