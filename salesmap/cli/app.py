"""The root of the command line: global options, the commands there are, and what `salesmap` alone shows."""

import re
from collections.abc import Sequence
from typing import Annotated, Any

import click
import typer
from typer.main import get_command

from salesmap.cli.context import build_context
from salesmap.cli.lazy import MARKUP, Group, in_our_words
from salesmap.core.config import resolve
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, is_bound_to_english

PROGRAM = "salesmap"


COMMANDS: dict[str, str | Group] = {
    "init": "init",
    "lead": Group(
        {
            "add": "lead.add",
            "list": "lead.list",
            "show": "lead.show",
            "edit": "lead.edit",
            "advance": "lead.moves",
            "win": "lead.moves",
            "lose": "lead.moves",
            "move": "lead.moves",
            "reopen": "lead.moves",
            "drop": "lead.moves",
            "import": "lead.import_",
            "import-history": "lead.import_history",
            "export": "lead.export",
            "checklist": "lead.checklist",
            "check": "lead.checklist",
            "score": "lead.score",
        },
        help=_("Add, view, edit, advance and close leads."),
    ),
    "contact": Group(
        dict.fromkeys(("list", "export", "import"), "contact"),
        help=_("List, import and export contacts."),
    ),
    "log": "log",
    "followup": Group(
        {
            **dict.fromkeys(("add", "done", "snooze", "drop", "list"), "followup"),
            "import": "followup_import",
        },
        help=_("Schedule, complete and list follow-ups."),
    ),
    "due": "due",
    "funnel": "funnel",
    "map": Group(
        {
            **dict.fromkeys(("show", "guide", "roles"), "map.show"),
            "draw": "map.draw",
            **dict.fromkeys(("check", "export", "edit", "diff", "apply", "versions"), "map.change"),
        },
        help=_("View, check and change the sales map."),
    ),
    "diagnose": "diagnose",
    "kpi": "kpi",
    "forecast": "forecast",
    "board": "board",
    "review": Group(
        {
            **dict.fromkeys(("week", "month"), "review"),
            **dict.fromkeys(("add", "done", "drop", "points"), "review_points"),
        },
        help=_("Review a period and track action items."),
    ),
    "target": Group(
        dict.fromkeys(("set", "split", "show", "drop"), "target"),
        help=_("Set targets and track progress."),
    ),
    "kb": Group(
        dict.fromkeys(("add", "edit", "show", "list", "search", "drop"), "kb"),
        help=_("Manage the knowledge base: notes and best practice."),
    ),
    "form": Group(
        dict.fromkeys(("export", "import", "diff"), "form"),
        help=_("Export, import and compare customer forms."),
    ),
    "report": "report",
    "dup": Group(
        dict.fromkeys(("list", "merge"), "dup"),
        help=_("Find and merge duplicates."),
    ),
    "history": "history",
    "undo": "history",
    "redo": "history",
    "db": Group(
        dict.fromkeys(("info", "check", "backup", "restore", "upgrade"), "db"),
        help=_("Show, check, back up, restore and upgrade the database."),
    ),
    "export": "dump",
    "import": "dump",
    "config": Group(dict.fromkeys(("show", "set"), "config"), help=_("Show and change settings.")),
    "completion": "completion",
    "demo": "demo",
}
"""Every command there is, in the order of a working day, and the module that holds it."""


class Root(Group):
    """The whole command line."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(COMMANDS, **settings)

    def _main_shell_completion(
        self, ctx_args: Any, prog_name: str, complete_var: str | None = None
    ) -> None:
        """Completion by click's own scripts; typer's need rich to tell a command's help."""
        from salesmap.cli.completion import answer_shell

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


def _print_version(wanted: bool) -> None:
    if wanted:
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
        typer.Option(
            metavar=_("WHEN"),
            help=_("Show data as of this date or time."),
        ),
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
            is_eager=True,
            callback=_print_version,
            help=_("Show the version and exit."),
        ),
    ] = False,
) -> None:
    """Settle who, where and when, for the command that follows."""
    settings = resolve({"db": db, "user": user, "lang": lang, "color": color})
    context = build_context(settings, now, tuple(ctx.obj or ()))
    ctx.obj = context.back_at(as_of) if as_of else context
    if ctx.invoked_subcommand is None:
        from salesmap.cli.commands.today import show_today

        show_today(ctx.obj)


def invoke(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code. Raises Problem."""
    command = in_our_words(get_command(app))
    try:
        result = command.main(
            list(arguments), prog_name=PROGRAM, standalone_mode=False, obj=list(arguments)
        )
    except (
        click.exceptions.Exit
    ) as left:  # a shell was answered; SystemExit would take the interpreter apart, slowly
        return left.exit_code
    except click.exceptions.NoArgsIsHelpError as query:
        typer.echo(query.ctx.get_help() if query.ctx else "")
        return 0
    except click.ClickException as error:
        raise UsageError(_in_one_line(error)) from None
    except click.Abort:
        raise KeyboardInterrupt from None
    except (
        SystemExit
    ) as ended:  # click and rich end the process by themselves when the reader of a pipe has left
        if isinstance(ended.__context__, BrokenPipeError):
            raise ended.__context__ from None
        raise
    return result if isinstance(result, int) else 0


def _in_one_line(error: click.ClickException) -> str:
    if isinstance(error, click.MissingParameter) and error.param:
        missing = (
            _("Missing argument {name}.")
            if isinstance(error.param, click.Argument)
            else _("Missing option {name}.")
        )
        message = missing.format(name=error.param.get_error_hint(error.ctx))
    else:
        message = " ".join(error.format_message().split())
        message = message.replace("。 ", "。")  # click puts a space between two sentences
        message += "" if message.endswith((".", "?", "。", "？")) else _(".")
    if not is_bound_to_english():
        message = re.sub(r"'([^']*)'", r"“\1”", message)
    context = getattr(error, "ctx", None)
    if context is None:
        return message
    if isinstance(error, click.NoSuchOption) and error.option_name in _everywhere(context):
        return _(
            "{option} is a global option: put it before the command, as in {program} "
            "{option} … {command}."
        ).format(
            option=error.option_name,
            program=PROGRAM,
            command=context.command_path.removeprefix(f"{PROGRAM} "),
        )
    return _("{message} See '{command} --help'.").format(
        message=message, command=context.command_path
    )


def _everywhere(context: click.Context) -> set[str]:
    """The options that every command shares, which stand before it."""
    return {option for parameter in context.find_root().command.params for option in parameter.opts}
