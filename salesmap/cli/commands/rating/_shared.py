"""What the commands of ratings share."""

import re
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.completion.names import CUSTOMER
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _, glossed, word
from salesmap.domain.service.rating import score_text
from salesmap.domain.service.vocabulary import SCALES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from salesmap.actions.service.newest_lead import Raised
    from salesmap.actions.service.rating_followups import Rated
    from salesmap.core.table import Table
    from salesmap.reports.query.references import Match
    from salesmap.store.connection import Connection

_NUMBER = re.compile(r"[^\W\d]+\d*[-/]\S*\d")
"""What the number of a ticket looks like: `T-2026-0007`."""

RatingRef = Annotated[
    int, typer.Argument(metavar=_("RATING"), min=1, help=_("Number of the rating."))
]
RatedRef = Annotated[
    str,
    typer.Argument(
        metavar=_("CUSTOMER"),
        click_type=CUSTOMER,
        help=_("Customer number, or words of its name; or the number of a ticket."),
    ),
]
Scale = Annotated[
    str | None,
    typer.Option(
        metavar=_("SCALE"),
        help=_("Scale: {known}; csat5 by default.").format(known=glossed(SCALES, word)),
    ),
]
At = Annotated[
    str | None, typer.Option(metavar=_("WHEN"), help=_("Date and time; now by default."))
]
Comment = Annotated[
    str | None,
    typer.Option(metavar=_("TEXT"), click_type=FREE_TEXT, help=_("What the customer said.")),
]


def rated_customer(
    connection: "Connection", reference: str, ticket: str | None
) -> "tuple[Match, int | None]":
    """Return the customer, or that of the ticket whose number stands in its place; the ticket's id.

    Raises CustomerNotFoundError, TicketNotFoundError, AmbiguousReferenceError.
    """
    from salesmap.reports.query.references import find_customer
    from salesmap.reports.service.reference import (
        TicketNotFoundError,
        customer_of,
        find_ticket,
    )

    if ticket is not None:
        return find_customer(connection, reference), find_ticket(connection, ticket).id
    if _NUMBER.fullmatch(reference.strip()):
        with suppress(TicketNotFoundError):
            found = find_ticket(connection, reference)
            if found.is_exact:
                customer = find_customer(connection, str(customer_of(connection, found.id)))
                return customer, found.id
    return find_customer(connection, reference), None


def moment(context: AppContext, at: str | None) -> datetime | None:
    """Return when a rating was given; None without a word about it. Raises UsageError."""
    if at is None:
        return None
    from salesmap.core.dates import parse_moment

    return parse_moment(at, context.clock)


def rating_rows(context: AppContext, rating_id: int) -> "Table":
    """Return one rating as a table of one row."""
    from salesmap.reports.service import ratings

    with context.read_connection() as connection:
        return ratings.find(connection, id=rating_id).rows


def answer_with_rating(
    context: AppContext, rating_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence that may name the columns of a rating and `{words}`, or the rating."""
    rows = rating_rows(context, rating_id)
    places = dict(zip(rows.names(), rows.values[0], strict=False))
    places["words"] = score_text(places["score"], places["scale"])
    places["scale"] = word(places["scale"])
    show_result(context, rows, format, fields, message.format(**places))


def tell_raised(raised: "Raised | None", customer: str) -> None:
    """Say which follow-up came of it, or that there is no lead to put one on."""
    if raised is None:
        return
    if raised.lead_id is None:
        text = _("No follow-up: {customer} has no lead to put it on ({what}).")
    elif raised.was_planned:
        text = _("Follow-up {id} is planned already on lead {lead}: {what}, {due}.")
    else:
        text = _("Follow-up {id} on lead {lead}: {what}, due {due}.")
    notify(
        text.format(
            customer=customer,
            what=raised.what,
            id=raised.followup_id,
            lead=raised.lead_id,
            due=raised.due_on,
        )
    )


def tell_rated(rated: "Rated", customer: str) -> None:
    """Say which follow-ups came of a rating, and which are canceled."""
    from salesmap.actions.service.rating_followups import FRESH_DAYS

    tell_canceled(rated.canceled)
    tell_raised(rated.raised, customer)
    if rated.is_old:
        notify(_("No follow-up: the rating is older than {days} days.").format(days=FRESH_DAYS))


def tell_canceled(canceled: "Iterable[Raised]") -> None:
    """Say which follow-ups are canceled, for the rating that raised them is another now."""
    for each in canceled:
        text = _("Follow-up {id} on lead {lead} canceled: {what}.")
        notify(text.format(id=each.followup_id, lead=each.lead_id, what=each.what))
