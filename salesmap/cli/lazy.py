"""A group of commands whose modules are imported only when they are used: `due` does not pay for `lead import`."""

from importlib import import_module
from typing import Any, Literal

import click
from typer.core import TyperGroup
from typer.main import get_command_from_info

from salesmap.i18n import _

MARKUP: Literal["rich"] = "rich"


class Group(TyperGroup):
    """Commands by name: each is the module under `salesmap.cli` that holds it, or a group of its own."""

    def __init__(self, places: "dict[str, str | Group]", **settings: Any) -> None:
        super().__init__(**{"rich_markup_mode": MARKUP, "no_args_is_help": True, **settings})
        self.places = places

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
            return _in_our_words(place)
        app = import_module(f"salesmap.cli.{place}").app
        info = next(info for info in app.registered_commands if info.name == name)
        return _in_our_words(get_command_from_info(info, pretty_exceptions_short=True, rich_markup_mode=MARKUP))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that a line begins with; a mistyped one gets a hint."""
        name = args[0]
        if name not in self.places and not name.startswith("-"):
            raise click.UsageError(_("There is no command {name!r}. {hint}").format(name=name, hint=self._hint(name)), ctx)
        return super().resolve_command(ctx, args)

    def _hint(self, name: str) -> str:
        from difflib import get_close_matches

        close = get_close_matches(name, self.places)
        if close:
            return _("Did you mean {close}?").format(close=", ".join(close))
        return _("There are: {known}.").format(known=", ".join(self.places))


def _in_our_words(command: click.Command) -> click.Command:
    """Placeholders in help are words, too, and are translated."""
    command.options_metavar = _("[OPTIONS]")
    if isinstance(command, click.Group):
        command.subcommand_metavar = _("COMMAND [ARGS]...")
    for parameter in command.params:
        if parameter.metavar is None and isinstance(parameter.type, click.types.StringParamType | click.types.IntParamType):
            parameter.metavar = _(parameter.type.name.upper())
    return command
