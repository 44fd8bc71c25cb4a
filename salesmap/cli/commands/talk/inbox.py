"""`salesmap inbox`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.notices.news import send_inboxes
from salesmap.cli.notices.sending import Notify, addresses_of
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify as tell
from salesmap.cli.output import notify_reader, row_limit, show_limited
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
EXAMPLES = (
    (_("Show what is new"), "salesmap inbox"),
    (_("Show it and mark it as read"), "salesmap inbox --mark-read"),
    (_("Show what you read before, too"), "salesmap inbox --all"),
)
SUPPORTS_AS_OF = True


@app.command()
def inbox(
    ctx: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help=_("What is read, too."))] = False,
    mark_read: Annotated[
        bool, typer.Option("--mark-read", help=_("Mark what is shown as read."))
    ] = False,
    notify: Notify = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show what concerns the user."""
    from salesmap.reports.talk.inbox import inbox as of_person

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = of_person(connection, context.database.user, with_read=all_)
    if rows.values or format not in (None, "table", "plain"):
        show_limited(context, rows, limit, format, fields)
    else:
        notify_reader(_("Nothing new."))
    shown = rows.values[: row_limit(context, limit, format) or None]
    if mark_read and shown:
        from salesmap.actions.talk.news import mark_read as mark

        count = mark(context.database, [row[0] for row in shown])
        text = ngettext("{count} marked as read.", "{count} marked as read.", count)
        tell(text.format(count=count))
    if notify is not None:
        send_inboxes(context, context.database.user, addresses_of(context, notify))
