"""Sending a quote from the command line."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.choices import Channel
from salesmap.cli.commands.quote._shared.quotes import answer_with_quote
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core.i18n import _, glossed, ngettext
from salesmap.core.money import money_text
from salesmap.domain.quote.vocabulary import CHANNELS

if TYPE_CHECKING:
    from salesmap.actions.quote.sending import Sent

By = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar=_("CHANNEL"),
        click_type=Channel(),
        help=_("How: {channels}, …").format(channels=glossed(CHANNELS)),
    ),
]
To = Annotated[
    str | None, typer.Option("--to", metavar=_("ADDRESS"), help=_("Mail it to this address."))
]
Valid = Annotated[
    str | None,
    typer.Option("--valid", metavar=_("WHEN"), help=_("Last day it holds, or for how long: 30d.")),
]


def send_quote(
    context: AppContext, quote_id: int, by: str | None, to: str | None, until: date | None = None
) -> "Sent":
    """Send the draft of a quote by a channel; with an address, by mail, or it stays unsent.

    It holds `until` a day, or as long as the draft or its template says.

    Raises NoMailAccountError, UnsentMailError, and what `send` raises.
    """
    from salesmap.actions.quote.sending import Sending, send
    from salesmap.actions.quote.templates import template_finder

    sending = Sending(by, valid_until=until, template_of=template_finder(context.database))
    if to is not None:
        from salesmap.cli.commands.lead._shared.options import check_addresses
        from salesmap.cli.commands.quote._shared.mailing import mailer

        check_addresses(None, to)
        sending = sending._replace(channel=by or "email", sent_to=to, deliver=mailer(context, to))
    return send(context.database, quote_id, sending)


def answer_with_sent(
    context: AppContext, sent: "Sent", format: str | None, fields: str | None
) -> None:
    """Say that a quote was sent, and what came of it."""
    answer_with_quote(
        context,
        sent.quote_id,
        format,
        fields,
        _("Sent quote {number}, version {version}: {amount}, valid until {valid_until}."),
    )
    if sent.followups:
        days = _(", ").join(sent.followups)
        notify(_("Follow-ups are due on {days}.").format(days=days))
    tell_lead_value(sent.lead_value_cents)
    tell_price_war(context, sent.quote_id)


def tell_price_war(context: AppContext, quote_id: int) -> None:
    """Say that a quote has become a price war, with the signs, if it has."""
    from salesmap.cli.commands.quote._shared.page import war_text
    from salesmap.reports.quote.price_war import war_signs

    with context.read_connection() as connection:
        signs = war_signs(connection, quote_id, context.clock)
    if signs:
        notify(_("This is becoming a price war: {signs}.").format(signs=war_text(signs)))


def tell_lead_value(cents: int | None) -> None:
    """Say that the lead's value followed the quote, if it did."""
    if cents is not None:
        notify(_("The lead's value is now {value}.").format(value=money_text(cents)))


def tell_canceled(count: int) -> None:
    """Say that the follow-ups of a quote were canceled, if they were."""
    if count:
        notify(
            ngettext(
                "{count} follow-up of the quote was canceled.",
                "{count} follow-ups of the quote were canceled.",
                count,
            ).format(count=count)
        )
