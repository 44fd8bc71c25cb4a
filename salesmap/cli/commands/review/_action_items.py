"""What the commands on action items share."""

from typing import Annotated

import typer

from salesmap.cli.context import AppContext
from salesmap.cli.output import show_result
from salesmap.core.i18n import _

ActionItemId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("Action item number."))]


def answer_with_action_item(
    context: AppContext, id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about an action item, or the item in a format."""
    from salesmap.reports.board.action_items import one

    with context.read_connection() as connection:
        rows = one(connection, context.clock.today(), id)
    show_result(
        context,
        rows,
        format,
        fields,
        message.format(**dict(zip(rows.names(), rows.values[0], strict=False))),
    )
