"""Tickets named on the command line, and answers about them."""

from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table
from salesmap.render.cell_format import cells

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesmap.actions.service.tickets import Done


def ticket_of(context: AppContext, reference: str) -> int:
    """Return the id of a ticket. Raises TicketNotFoundError, AmbiguousReferenceError."""
    from salesmap.reports.service.reference import find_ticket

    with context.read_connection() as connection:
        return find_ticket(connection, reference).id


def read_ticket(context: AppContext, ticket_id: int) -> Table:
    """Return a ticket as a table of one row."""
    from salesmap.reports.service import tickets

    with context.read_connection() as connection:
        return tickets.one(connection, context.clock, ticket_id)


def places_of(context: AppContext, rows: Table) -> dict[str, str]:
    """Return the fields of a ticket as sentences name them, instants in the viewer's zone."""
    shown = rows.select(rows.names())
    return dict(zip(shown.names(), cells(shown, context.clock)[0], strict=True))


def answer_with_ticket(
    context: AppContext, done: "Done", format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about a ticket, which may name its columns, or the ticket in a format."""
    rows = read_ticket(context, done.ticket_id)
    show_result(context, rows, format, fields, message.format(**places_of(context, rows)))
    tell_unpublished(done.unpublished)


def tell_no_targets(context: AppContext, done: "Done") -> None:
    """Say that the map has no targets for the priority of a ticket, if that is so."""
    if done.has_targets:
        return
    priority = places_of(context, read_ticket(context, done.ticket_id))["priority"]
    text = _("The map has no [[service]] for priority {priority}: the ticket has no targets.")
    notify(text.format(priority=priority))


def tell_unpublished(years: "Sequence[int]") -> None:
    """Say that the holidays of some years are not known yet."""
    if years:
        notify(
            ngettext(
                "The holidays of {years} are not published yet: its weekdays count as worked.",
                "The holidays of {years} are not published yet: their weekdays count as worked.",
                len(years),
            ).format(years=_(", ").join(map(str, years)))
        )
