"""What the commands of members share: their options, and the member as answer."""

from typing import Annotated, Any

import click
import typer

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
Manager = Annotated[
    str | None, typer.Option(metavar=_("NAME"), click_type=MEMBER, help=_("Manager, a member."))
]
Email = Annotated[str | None, typer.Option(metavar=_("ADDRESS"), help=_("Email."))]
Region = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Region."))]
Timezone = Annotated[
    str | None, typer.Option(metavar=_("NAME"), help=_("Time zone, such as Asia/Shanghai."))
]
Language = Annotated[
    str | None,
    typer.Option(click_type=click.Choice(LANGUAGES), help=_("Language of messages to the member.")),
]
Capacity = Annotated[
    str | None,
    typer.Option(metavar=_("N"), help=_("Most open leads the member takes; empty for any number.")),
]
Weight = Annotated[
    int | None,
    typer.Option(min=1, max=1000, metavar=_("N"), help=_("Share in assignment by weight.")),
]


def read_values(
    context: AppContext,
    *,
    role: str | None,
    team: str | None,
    manager: str | None,
    email: str | None,
    region: str | None,
    timezone: str | None,
    language: str | None,
    capacity: str | None,
    weight: int | None,
) -> dict[str, Any]:
    """Return the fields of a member that were given; an empty text clears one. Raises UsageError"""
    texts = {
        "team": team,
        "manager": manager,
        "email": email,
        "region": region,
        "timezone": timezone,
        "language": language,
    }
    values: dict[str, Any] = {
        name: text.strip() or None for name, text in texts.items() if text is not None
    }
    check_addresses(None, values.get("email"))
    if values.get("timezone"):
        _check_zone(values["timezone"])
    if role is not None:
        values["role"] = role
    if capacity is not None:
        values["capacity"] = _whole(capacity)
    if weight is not None:
        values["weight"] = weight
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
