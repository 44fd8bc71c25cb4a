"""What the commands on follow-ups share."""

from typing import Annotated, Any

import typer

from salesmap.cli.completion.names import FOLLOWUP
from salesmap.cli.context import AppContext
from salesmap.cli.output import echo, show, show_result
from salesmap.core.i18n import _
from salesmap.core.table import Table

FollowupRef = Annotated[
    str,
    typer.Argument(
        metavar=_("FOLLOWUP"),
        click_type=FOLLOWUP,
        help=_("Number of the follow-up, or the lead whose only open one it is."),
    ),
]
FollowupRefs = Annotated[
    list[str],
    typer.Argument(
        metavar=_("FOLLOWUP..."),
        click_type=FOLLOWUP,
        help=_("Numbers of follow-ups, or leads with one open follow-up."),
    ),
]


def find_followups(context: AppContext, references: list[str]) -> list[int]:
    """Return the ids of follow-ups, each once.

    Raises LeadNotFoundError, AmbiguousReferenceError, NoOpenFollowupError,
    AmbiguousFollowupError.
    """
    from salesmap.reports.activity.followups import followup_id

    with context.read_connection() as connection:
        ids = [followup_id(connection, each) for each in references]
    return list(dict.fromkeys(ids))


def answer_with_followups(
    context: AppContext, ids: list[int], format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about each follow-up, or the follow-ups in a format."""
    from salesmap.reports.activity import followups

    if len(ids) == 1:
        answer_with_followup(context, ids[0], format, fields, message)
        return
    with context.read_connection() as connection:
        today = context.clock.today()
        tables = [followups.one(connection, today, context.lang, id) for id in ids]
    rows = tables[0]._replace(values=[row for table in tables for row in table.values])
    if format is not None or fields is not None:
        show(context, rows, format, fields)
        return
    for row in rows.values:
        echo(message.format(**_places(context, rows, row)))


def answer_with_followup(
    context: AppContext, followup_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about a follow-up, or the follow-up in a format."""
    from salesmap.reports.activity import followups

    with context.read_connection() as connection:
        rows = followups.one(connection, context.clock.today(), context.lang, followup_id)
    show_result(
        context,
        rows,
        format,
        fields,
        message.format(**_places(context, rows, rows.values[0])),
    )


def _places(context: AppContext, rows: Table, row: tuple[Any, ...]) -> dict[str, Any]:
    """Return what a sentence about a follow-up says: the due date with its time of day."""
    places = dict(zip(rows.names(), row, strict=False))
    if places["due_at"]:
        from salesmap.core.clock import from_instant

        at = from_instant(places["due_at"]).astimezone(context.clock.zone)
        places["due_on"] = at.strftime("%Y-%m-%d %H:%M")
    return places
