"""What the commands on follow-ups share."""

from typing import Annotated

import typer

from salesmap.cli.context import AppContext
from salesmap.cli.output import show_result
from salesmap.core.i18n import _

FollowupId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("Follow-up number."))]


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
        message.format(**dict(zip(rows.names(), rows.values[0], strict=False))),
    )
