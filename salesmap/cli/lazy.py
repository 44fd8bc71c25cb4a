"""A group of commands whose modules are imported only when they are used: `due` does not pay for `lead import`."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, Literal

import click
from typer.core import TyperCommand, TyperGroup, TyperOption
from typer.main import get_command_from_info

from salesmap.core.i18n import N_, _, is_bound_to_english

MARKUP: Literal["rich"] = "rich"

_PLACEHOLDERS = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."), N_("[COMMAND] [ARGS]..."))


class Command(TyperCommand):
    """A command whose help can be read in Chinese and whose options may have silent synonyms."""

    synonyms: Mapping[str, str] = {"--process": "--pipeline"}

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Replace former names of options, then parse."""
        options = {option for parameter in self.params for option in parameter.opts}
        former = {
            old: new for old, new in self.synonyms.items() if new in options and old not in options
        }
        end = args.index("--") if "--" in args else len(args)
        for index, word in enumerate(args[:end]):
            name, sign, value = word.partition("=")
            if name in former:
                args[index] = f"{former[name]}{sign}{value}"
        return super().parse_args(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        _wrap_chinese()
        super().format_help(ctx, formatter)


class Group(TyperGroup):
    """Commands by name: each is the module under `salesmap.cli` that holds it, or a group of its own."""

    def __init__(self, places: "dict[str, str | Group]", **settings: Any) -> None:
        super().__init__(**{"rich_markup_mode": MARKUP, "no_args_is_help": True, **settings})
        self.places = places

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help."""
        _wrap_chinese()
        super().format_help(ctx, formatter)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of the places."""
        return list(self.places)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The command of this name, imported now."""
        place = self.places.get(name)
        if place is None:
            return None
        if isinstance(place, Group):
            place.name = name
            return in_our_words(place)
        module = import_module(f"salesmap.cli.commands.{place}")
        info = next(info for info in module.app.registered_commands if info.name == name)
        info.cls = getattr(module, "COMMAND", Command)
        command = get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=MARKUP)
        if isinstance(command, Command) and hasattr(module, "SYNONYMS"):
            command.synonyms = module.SYNONYMS
        if name in getattr(module, "SUPPORTS_AS_OF", ()):
            command.params.append(_as_of())
        return in_our_words(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that a line begins with; a mistyped one gets a hint."""
        name = args[0]
        if name not in self.places and not name.startswith("-"):
            raise click.UsageError(
                _("Unknown command {name!r}. {hint}").format(name=name, hint=self._hint(name)),
                ctx,
            )
        return super().resolve_command(ctx, args)

    def _hint(self, name: str) -> str:
        from difflib import get_close_matches

        close = get_close_matches(name, self.places)
        if close:
            return _("Did you mean {close}?").format(close=", ".join(close))
        return _("Available: {known}.").format(known=", ".join(self.places))


def _as_of() -> click.Option:
    """`--as-of`, for every command that asks: what it sees is settled before it runs, so none has to know."""

    def go_back(ctx: click.Context, _parameter: click.Parameter, when: str | None) -> None:
        if when is not None:
            ctx.obj = ctx.obj.back_at(when)

    return TyperOption(
        param_decls=["--as-of"],
        metavar=_("WHEN"),
        help=_("Show data as of this date or time."),
        callback=go_back,
        expose_value=False,
        type=str,
    )


def in_our_words(command: click.Command) -> click.Command:
    """Placeholders in help are words, too, and are translated."""
    command.options_metavar = _(command.options_metavar or "")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _(command.subcommand_metavar)
    for parameter in command.params:
        if isinstance(parameter.type, click.types.IntParamType):
            parameter.type.name = _("whole number")
        if isinstance(parameter, click.Argument) and not is_bound_to_english():
            parameter.opts = []  # or help would show the parameter's English name beside its placeholder
    return command


def _wrap_chinese() -> None:
    """Help is styled by typer's highlighter: there its texts become such as wrap without spaces."""
    from typer import rich_utils

    from salesmap.render.help import prose

    class Wrapping(rich_utils.OptionHighlighter):
        def __call__(self, text: Any) -> Any:
            return prose(super().__call__(text))

    rich_utils.highlighter = Wrapping()
