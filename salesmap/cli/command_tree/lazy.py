"""Commands imported only when they are used: `due` does not pay for `lead import`.

A command's module is found by its name: `lead add` is `commands/lead/add.py`. Its help stands in
`command_list`. It declares `app`, a Typer with one command, and may declare:

- `EXAMPLES`: pairs of words and a command line, shown at the end of its help;
- `SUPPORTS_AS_OF`: whether it only reads and takes `--as-of`;
- `WRITES`: whether it changes the database and takes `--once`;
- `SAVES_FILES`: whether it saves files and takes `--overwrite`;
- `OPTION_SYNONYMS`: former names of its options, understood but not shown;
- `COMMAND`: a subclass of `Command` for a command that parses by itself.
"""

import re
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from keyword import iskeyword
from typing import Any, Literal

import click
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info

from salesmap.cli.command_tree.verbs import Noun, Verb
from salesmap.core.i18n import N_, _, is_bound_to_english

MARKUP: Literal["rich"] = "rich"
COMMANDS_PACKAGE = "salesmap.cli.commands"

_NEGATIVE_NUMBER = r"-[\d.,]+[^\W\d_]*"
_PLACEHOLDERS = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."))


class Command(TyperCommand):
    """A command with examples in its help, and with options that may have silent synonyms."""

    synonyms: Mapping[str, str] = {"--process": "--pipeline"}
    examples: Sequence[tuple[str, str]] = ()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Replace former names of options, then parse."""
        options = {option for parameter in self.params for option in parameter.opts}
        former = {
            old: new for old, new in self.synonyms.items() if new in options and old not in options
        }
        end = args.index("--") if "--" in args else len(args)
        if "--format" in options and "--json" in args[:end]:
            args[args.index("--json") : args.index("--json") + 1] = ["--format", "json"]
            end += 1
        for index, word in enumerate(args[:end]):
            name, sign, value = word.partition("=")
            if name in former:
                args[index] = f"{former[name]}{sign}{value}"
        if any(re.fullmatch(_NEGATIVE_NUMBER, word) for word in args[:end]):
            ctx.ignore_unknown_options = True  # a number is no option
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the help, then the examples."""
        from salesmap.cli.help_page import format_page

        format_page(self, ctx, formatter, self.examples)


class Group(TyperGroup):
    """Commands by name, each imported from the module of its name in `package`."""

    def __init__(
        self,
        members: Sequence[Verb | Noun],
        package: str = COMMANDS_PACKAGE,
        default: str | None = None,
        **settings: Any,
    ) -> None:
        super().__init__(**{"rich_markup_mode": MARKUP, "no_args_is_help": True, **settings})
        self.package = package
        self.default = default
        self.members = {each.name: each for each in members}
        self.names = list(self.members)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Print the help; the commands in it are not imported."""
        from salesmap.cli.help_page import format_page

        page = TyperGroup(
            name=self.name,
            commands={
                each.name: TyperCommand(each.name, help=each.help, short_help=each.help)
                for each in self.members.values()
            },
            help=self.help,
            params=self.params,
            options_metavar=self.options_metavar,
            subcommand_metavar=self.subcommand_metavar,
        )
        format_page(page, ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the list."""
        return self.names

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Return the command of this name, imported now; None for an unknown name."""
        member = self.members.get(self._known(name))
        if member is None:
            return None
        folder = member.folder if isinstance(member, Verb) else ""
        package = ".".join(filter(None, (self.package, folder, _module_name(member.name))))
        if isinstance(member, Noun):
            group = Group(member.verbs, package, member.default, name=name, help=member.help)
            return translate_placeholders(group)
        return _load(import_module(package), member)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that a line begins with. Raises UnknownCommandError."""
        if ctx.parent is None and args[0] not in self.names:
            from salesmap.cli.command_tree.synonyms import ROOT

            args = [*ROOT.get(args[0], args[:1]), *args[1:]]
        if self.default and self._known(args[0]) not in self.names and args[0][:1] != "-":
            args = [self.default, *args]
        name = args[0]
        if self._known(name) not in self.names and not name.startswith("-"):
            from salesmap.cli.usage_errors import UnknownCommandError

            raise UnknownCommandError(name, self._meant(name, ctx.parent is None), self.names)
        return super().resolve_command(ctx, args)

    def _known(self, name: str) -> str:
        """Return the name of a member that a word means; the word itself for none."""
        if name in self.members:
            return name
        from salesmap.cli.command_tree.synonyms import VERBS

        return VERBS.get(name, name)

    def _meant(self, name: str, is_root: bool) -> list[str]:
        """Return the commands that a word means, or else those that are spelled nearly so."""
        from difflib import get_close_matches

        from salesmap.cli.command_tree.synonyms import MEANT

        meant = [
            each
            for each in MEANT.get(name.casefold(), ())
            if is_root or each in self.names or each == "undo"
        ]
        if is_root:
            meant = [each for each in meant if each.split()[0] in self.names or each[0] == "-"]
        return meant or get_close_matches(name, self.names)


def _module_name(name: str) -> str:
    name = name.replace("-", "_")
    return f"{name}_" if iskeyword(name) else name


def _load(module: Any, verb: Verb) -> click.Command:
    """Return the command that a module declares."""
    (info,) = module.app.registered_commands
    info.name, info.help, info.cls = verb.name, verb.help, getattr(module, "COMMAND", Command)
    command = get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=MARKUP)
    assert isinstance(command, Command)
    command.examples = getattr(module, "EXAMPLES", ())
    command.synonyms = getattr(module, "OPTION_SYNONYMS", Command.synonyms)
    if getattr(module, "SUPPORTS_AS_OF", False):
        command.params.append(_as_of())
    if getattr(module, "WRITES", False):
        from salesmap.cli.execution.once import once_option

        command.params.append(once_option())
    if getattr(module, "SAVES_FILES", False):
        command.params.append(_overwrite())
    if getattr(module, "PAGED", _is_only_shown(module)) and sys.stdout and sys.stdout.isatty():
        from salesmap.cli.terminal.paging import paged

        assert command.callback is not None
        command.callback = paged(command.callback)
    return translate_placeholders(command)


def _is_only_shown(module: Any) -> bool:
    """Return whether a command shows what is or was in the database, and does nothing else."""
    return getattr(module, "SUPPORTS_AS_OF", False) and not (
        getattr(module, "WRITES", False) or getattr(module, "SAVES_FILES", False)
    )


def _as_of() -> click.Option:
    """Return `--as-of`, which changes the context before the command runs."""

    def go_back(ctx: click.Context, _parameter: click.Parameter, when: str | None) -> None:
        if when is not None:
            from salesmap.cli.execution.as_of import show_past

            ctx.obj = show_past(ctx.obj, when)

    return TyperOption(
        param_decls=["--as-of"],
        metavar=_("WHEN"),
        help=_("Show data as of this date or time."),
        callback=go_back,
        expose_value=False,
        type=str,
    )


def _overwrite() -> click.Option:
    """Return `--overwrite`, which lets an existing file be replaced."""

    def allow(_ctx: click.Context, _parameter: click.Parameter, given: bool) -> None:
        from salesmap.core.files import allow_overwriting

        allow_overwriting(given)

    return TyperOption(
        param_decls=["--overwrite"],
        help=_("Replace a file that exists already."),
        callback=allow,
        expose_value=False,
        is_flag=True,
        is_eager=True,
    )


def translate_placeholders(command: click.Command) -> click.Command:
    """Translate the placeholders in a command's help, and return the command."""
    command.options_metavar = _(command.options_metavar or "")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _(command.subcommand_metavar)
    for parameter in command.params:
        if isinstance(parameter.type, click.types.IntParamType):
            parameter.type.name = _("whole number")
        if isinstance(parameter, click.Argument) and not is_bound_to_english():
            parameter.opts = []  # else help shows the English name beside the placeholder
    return command
