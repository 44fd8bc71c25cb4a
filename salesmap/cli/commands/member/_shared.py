"""What the commands of members share: their options, and the member as answer."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

import click
import typer

from salesmap.cli.command_tree.parameters import in_place_of
from salesmap.cli.commands.lead._shared.options import check_addresses
from salesmap.cli.completion.names import MEMBER, ROLE, TEAM
from salesmap.cli.context import AppContext
from salesmap.cli.errors import UnknownTimeZoneError
from salesmap.cli.output import show_result
from salesmap.core.i18n import LANGUAGES, _

MemberName = Annotated[
    str, typer.Argument(metavar=_("NAME"), click_type=MEMBER, help=_("Name of the member."))
]
Role = Annotated[str | None, typer.Option(metavar=_("ROLE"), click_type=ROLE, help=_("Role."))]
Team = Annotated[str | None, typer.Option(metavar=_("TEAM"), click_type=TEAM, help=_("Team."))]
_DETAILS: dict[str, Any] = {
    "role": Role,
    "team": Team,
    "manager": Annotated[
        str | None, typer.Option(metavar=_("NAME"), click_type=MEMBER, help=_("Manager, a member."))
    ],
    "email": Annotated[str | None, typer.Option(metavar=_("ADDRESS"), help=_("Email."))],
    "region": Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Region."))],
    "timezone": Annotated[
        str | None, typer.Option(metavar=_("NAME"), help=_("Time zone, such as Asia/Shanghai."))
    ],
    "language": Annotated[
        str | None,
        typer.Option(
            click_type=click.Choice(LANGUAGES), help=_("Language of messages to the member.")
        ),
    ],
    "capacity": Annotated[
        str | None,
        typer.Option(
            metavar=_("N"), help=_("Most open leads the member takes; empty for any number.")
        ),
    ],
    "weight": Annotated[
        int | None,
        typer.Option(min=1, max=1000, metavar=_("N"), help=_("Share in assignment by weight.")),
    ],
}
_TEXTS = ("team", "manager", "email", "region", "timezone", "language")


def with_details(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of a member in place of its parameter `details`."""
    kind = inspect.Parameter.KEYWORD_ONLY
    options = [
        inspect.Parameter(name, kind, default=None, annotation=annotation)
        for name, annotation in _DETAILS.items()
    ]
    return in_place_of("details", command, options, _values)


def _values(given: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a member that were given; an empty text clears one. Raises UsageError"""
    values: dict[str, Any] = {
        name: given[name].strip() or None for name in _TEXTS if given[name] is not None
    }
    check_addresses(None, values.get("email"))
    if values.get("timezone"):
        _check_zone(values["timezone"])
    if given["role"] is not None:
        values["role"] = given["role"]
    if given["capacity"] is not None:
        values["capacity"] = _whole(given["capacity"])
    if given["weight"] is not None:
        values["weight"] = given["weight"]
    return values


def _whole(text: str) -> int | None:
    from salesmap.cli.option_errors import NotACapacityError

    word = text.strip()
    if not word:
        return None
    if not (word.isascii() and word.isdigit() and len(word) < 7):
        raise NotACapacityError(text=text)
    return int(word)


def _check_zone(name: str) -> None:
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UnknownTimeZoneError(name=name) from None


def answer_with_member(
    context: AppContext, member_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence with places for the member's fields, or the member in a format."""
    from salesmap.reports.team.members import one

    with context.read_connection() as connection:
        rows = one(connection, context.clock.today(), member_id)
    shown = dict(zip([*rows.names(), *rows.words], rows.values[0], strict=True))
    show_result(context, rows, format, fields, message.format(**shown))
