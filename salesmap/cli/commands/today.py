"""`salesmap today`, or `salesmap` alone."""

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from salesmap.cli.boards.panels import JSON, as_data, print_panels
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.errors import NoDatabaseError
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import format_option
from salesmap.cli.output import notify, write
from salesmap.core.i18n import _, ngettext

if TYPE_CHECKING:
    from salesmap.reports.board.panels import Panel
    from salesmap.reports.query.scope import LeadScope
    from salesmap.store.connection import Connection

_MOST_INACTIVE = 10

app = typer.Typer()
EXAMPLES = (
    (_("Start the day"), "salesmap today"),
    (_("See the day of a team"), _("salesmap today --team north")),
    (_("See the day in Chinese"), "salesmap --lang zh today"),
)
SUPPORTS_AS_OF = True


class _Day(NamedTuple):
    """Whose day it is: the leads, the plans, and the current user where it is theirs only."""

    leads: "LeadScope"
    plans: "LeadScope"
    user: str | None = None


@app.command()
@with_filters(but=("since", "until", "overdue"))
def today(
    ctx: typer.Context,
    all_: Annotated[
        bool, typer.Option("--all", help=_("Everybody's day, not only my own."))
    ] = False,
    *,
    filters: LeadFilters,
    format: Annotated[str | None, format_option(("table", "plain", JSON))] = None,
) -> None:
    """Show the day."""
    is_my_own = filters.are_empty() and not all_
    show_today(get_context(ctx), None if is_my_own else filters, format)


def show_today(
    context: AppContext, filters: LeadFilters | None = None, format: str | None = None
) -> None:
    """Print the day of the leads that pass the filters.

    Without filters (None) it is the day of the current user, or of everybody if the user owns
    nothing or all.
    """
    from salesmap.reports.talk.unread import count_unread
    from salesmap.store.engine.opening import exists

    if not exists(context.database):
        raise NoDatabaseError(path=context.database.name)
    notes: list[str] = []
    with context.read_connection() as connection:
        day = (
            _own_day(context, connection) if filters is None else _day(context, connection, filters)
        )
        panels = _panels(context, connection, day, notes)
        unread = count_unread(connection, context.database.user)
    if format == JSON:
        write(as_data(panels))
    else:
        print_panels(context, panels, format)
    for note in notes:
        notify(note)
    say_unknown(day.leads.unknown)
    if unread:
        text = ngettext(
            "{count} unread message: see 'salesmap inbox'.",
            "{count} unread messages: see 'salesmap inbox'.",
            unread,
        )
        notify(text.format(count=unread))
    if day.user:
        text = _("Only {owner}'s; 'salesmap today --all' shows everybody's.")
        notify(text.format(owner=day.user))


def _day(context: AppContext, connection: "Connection", filters: LeadFilters) -> _Day:
    return _Day(
        filters.scope(context, connection),
        filters.scope(context, connection, but_owner=True),
    )


def _own_day(context: AppContext, connection: "Connection") -> _Day:
    from salesmap.reports.activity.today import has_own_day
    from salesmap.reports.query.scope import LeadScope

    mine = _day(context, connection, LeadFilters.mine())
    if has_own_day(connection, mine.leads):
        return mine._replace(user=context.database.user)
    return _Day(LeadScope(), LeadScope())


def _panels(
    context: AppContext, connection: "Connection", day: _Day, notes: list[str]
) -> "list[Panel]":
    """Return what is due, the inactive leads, this month's wins; `notes` get what is held back."""
    from salesmap.reports.activity.due import due, is_mixed
    from salesmap.reports.activity.inactive_leads import inactive_leads
    from salesmap.reports.activity.today import wins
    from salesmap.reports.board.panels import Panel

    clock, lang = context.clock, context.lang
    waiting = due(connection, clock, clock.today(), lang, day.plans, notes)
    inactive = inactive_leads(connection, clock, lang, _MOST_INACTIVE, day.leads)
    won = wins(connection, clock, day.leads)
    due_title = _("Due") if is_mixed(waiting) else _("Follow-ups due")
    panels = [
        Panel("due", due_title, waiting, nothing=_("No follow-ups are due.")),
        Panel("inactive", _("Inactive"), inactive, nothing=_("No inactive leads.")),
        Panel("won", _("Won this month"), won, nothing=_("None yet.")),
    ]
    if day.user is None:
        return panels
    return [panel._replace(title=f"{panel.title} · {day.user}") for panel in panels]
