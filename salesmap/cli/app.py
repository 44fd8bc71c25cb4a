"""The root of the command line: its global options."""

from collections.abc import Sequence
from typing import Annotated, Any

import click
import typer
from typer.main import get_command

from salesmap.cli.command_tree.command_list import COMMANDS
from salesmap.cli.command_tree.lazy import MARKUP, Group, translate_placeholders
from salesmap.cli.context import build_context
from salesmap.cli.execution.once import run_once
from salesmap.cli.output import notify
from salesmap.core import commit_state
from salesmap.core.config import foreign_file, resolve
from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _, ngettext

PROGRAM = "salesmap"
_MOST_DAMAGED = 3


class Root(Group):
    """The whole command line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(COMMANDS, **settings)

    def _main_shell_completion(
        self, ctx_args: Any, prog_name: str, complete_var: str | None = None
    ) -> None:
        """Answer a shell by click's own scripts: typer's import rich to show a command's help."""
        from salesmap.cli.completion.names import answer_shell

        answer_shell(self, prog_name)


app = typer.Typer(
    cls=Root,
    rich_markup_mode=MARKUP,
    add_completion=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    help=_(
        "A CRM for the command line: leads from first contact to repeat purchase, "
        "follow-ups, and the sales map."
    ),
)


def _print_version(is_requested: bool) -> None:
    if is_requested:
        from salesmap import __version__

        typer.echo(f"{PROGRAM} {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def root(
    ctx: typer.Context,
    db: Annotated[str | None, typer.Option(metavar=_("FILE"), help=_("Database file."))] = None,
    user: Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("Current user."))] = None,
    lang: Annotated[str | None, typer.Option(metavar="en|zh", help=_("Language."))] = None,
    now: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("Use this as the current time."))
    ] = None,
    as_of: Annotated[
        str | None,
        typer.Option(metavar=_("WHEN"), help=_("Show data as of this date or time.")),
    ] = None,
    color: Annotated[
        str | None, typer.Option(metavar="auto|always|never", help=_("Color in tables."))
    ] = None,
    debug: Annotated[
        bool, typer.Option("--debug", help=_("Show a traceback for program errors."))
    ] = False,
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            is_eager=True,
            callback=_print_version,
            help=_("Show the version and exit."),
        ),
    ] = False,
) -> None:
    """Build the context of the command that follows; without one, show the day."""
    settings = resolve({"db": db, "user": user, "lang": lang, "color": color})
    context = build_context(settings, now, tuple(ctx.obj or ()))
    if ignored := foreign_file():
        notify(
            _("Ignored {path}: it belongs to another user, or anybody may write it.").format(
                path=ignored
            )
        )
    if as_of:
        from salesmap.cli.execution.as_of import show_past

        context = show_past(context, as_of)
    ctx.obj = context
    if ctx.invoked_subcommand is None:
        from salesmap.cli.commands.today import show_today

        show_today(ctx.obj)


def invoke(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Raises SalesmapError."""
    command = translate_placeholders(get_command(app))
    try:
        result = run_once(
            arguments,
            lambda: command.main(
                list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=list(arguments)
            ),
        )
    except click.exceptions.Exit as ended:
        # A shell was answered; SystemExit would take the interpreter apart, slowly.
        return ended.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        if error.message:  # on a terminal, it is printed already
            typer.echo(error.message)
        return 0
    except click.ClickException as error:
        from salesmap.cli.usage_errors import usage_error

        raise usage_error(error) from None
    except click.Abort:
        raise KeyboardInterrupt from None
    except SystemExit as ended:
        # click and rich end the process by themselves when the reader of a pipe has left.
        if isinstance(ended.__context__, BrokenPipeError):
            raise ended.__context__ from None
        raise
    finally:
        _tell_notices()
    if commit_state.damaged:
        return _tell_damaged()
    return result if isinstance(result, int) else 0


def _tell_notices() -> None:
    if commit_state.tells_notices():
        for notice in commit_state.notices:
            notify(notice)
    commit_state.notices.clear()


def _tell_damaged() -> int:
    """Say what was left out of damaged records, and return the exit code for it."""
    damaged = commit_state.damaged
    for line in damaged[:_MOST_DAMAGED]:
        notify(line)
    if more := len(damaged[_MOST_DAMAGED:]):
        text = ngettext("{count} more is damaged.", "{count} more are damaged.", more)
        notify(text.format(count=more))
    notify(_("See 'salesmap db check'; restore a backup or correct the record."))
    damaged.clear()
    return ResourceError.exit_code
