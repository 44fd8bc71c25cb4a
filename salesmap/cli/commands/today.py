"""`salesmap today`, or `salesmap` alone."""

from typing import Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.errors import NoDatabaseError
from salesmap.cli.filters import LeadFilters
from salesmap.cli.output import notify, show, write
from salesmap.core.i18n import _, ngettext

_MOST_INACTIVE = 10

app = typer.Typer()
EXAMPLES = (
    (_("Start the day"), "salesmap today"),
    (_("See the day in Chinese"), "salesmap --lang zh today"),
)
SUPPORTS_AS_OF = True


@app.command()
def today(
    ctx: typer.Context,
    all_: Annotated[
        bool, typer.Option("--all", help=_("Everybody's day, not only my own."))
    ] = False,
) -> None:
    """Show the day."""
    show_today(get_context(ctx), is_everybody=all_)


def show_today(context: AppContext, *, is_everybody: bool = False) -> None:
    """Print the day: of the current user, or of everybody if the user owns nothing or all."""
    from salesmap.reports.activity.due import due as due_rows
    from salesmap.reports.activity.due import is_mixed
    from salesmap.reports.activity.inactive_leads import inactive_leads
    from salesmap.reports.activity.today import has_own_day, wins
    from salesmap.reports.query.scope import LeadScope
    from salesmap.reports.talk.unread import count_unread
    from salesmap.store.engine.opening import exists

    if not exists(context.database):
        raise NoDatabaseError(path=context.database.name)
    with context.read_connection() as connection:
        day, user = context.clock.today(), context.database.user
        owner, leads, planned = None, LeadScope(), LeadScope()
        if not is_everybody:
            mine = LeadFilters.mine()
            leads = mine.scope(context, connection)
            planned = mine.scope(context, connection, but_owner=True)
            if has_own_day(connection, leads):
                owner = user
            else:
                leads, planned = LeadScope(), LeadScope()
        notes: list[str] = []
        due = due_rows(connection, context.clock, day, context.lang, planned, notes)
        inactive = inactive_leads(connection, context.clock, context.lang, _MOST_INACTIVE, leads)
        won = wins(connection, context.clock, leads)
        unread = count_unread(connection, user)
    for number, (title, rows, nothing) in enumerate(
        (
            (_("Due") if is_mixed(due) else _("Follow-ups due"), due, _("No follow-ups are due.")),
            (_("Inactive"), inactive, _("No inactive leads.")),
            (_("Won this month"), won, _("None yet.")),
        )
    ):
        if number:
            write("")
        write(f"{title} · {owner}" if owner else title)
        if rows.values:
            show(context, rows, None)
        else:
            write(nothing)
    for note in notes:
        notify(note)
    if unread:
        text = ngettext(
            "{count} unread message: see 'salesmap inbox'.",
            "{count} unread messages: see 'salesmap inbox'.",
            unread,
        )
        notify(text.format(count=unread))
    if owner:
        notify(_("Only {owner}'s; 'salesmap today --all' shows everybody's.").format(owner=owner))
