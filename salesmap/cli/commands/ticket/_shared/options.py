"""The options that the commands of tickets share."""

from datetime import datetime
from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT, Priority
from salesmap.cli.completion.names import CONTACT, CONTRACT, TICKET
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core.i18n import _, glossed
from salesmap.domain.service.vocabulary import PRIORITIES
from salesmap.domain.service.words import priority_word

TICKET_HELP = _("Ticket: its number or id, x:EXTERNAL-ID, or words of its customer or its text.")
TicketRef = Annotated[str, typer.Argument(metavar=_("TICKET"), click_type=TICKET, help=TICKET_HELP)]
At = Annotated[
    str | None, typer.Option(metavar=_("WHEN"), help=_("Date and time; now by default."))
]
PriorityOption = Annotated[
    str | None,
    typer.Option(
        "--priority",
        metavar=_("PRIORITY"),
        click_type=Priority(),
        help=_("Priority: {known}.").format(known=glossed(PRIORITIES, priority_word)),
    ),
]
Kind = Annotated[
    str | None, typer.Option(metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Kind of request."))
]
Channel = Annotated[
    str | None,
    typer.Option(metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Channel it came through.")),
]
Contact = Annotated[
    str | None,
    typer.Option(metavar=_("CONTACT"), click_type=CONTACT, help=_("Contact at the customer.")),
]
Contract = Annotated[
    str | None,
    typer.Option(metavar=_("CONTRACT"), click_type=CONTRACT, help=_("Contract it is about.")),
]
ExternalId = Annotated[
    str | None, typer.Option("--id", metavar=_("ID"), help=_("Its id in another system."))
]


def moment(context: AppContext, text: str | None) -> datetime | None:
    """Return the moment of `--at`, echoed; None without one. Raises UsageError."""
    if text is None:
        return None
    from salesmap.core.dates import parse_moment

    meant = parse_moment(text, context.clock)
    shown = meant.astimezone(context.clock.zone).strftime("%Y-%m-%d %H:%M")
    if text != shown:
        notify(_("{text} is {day}.").format(text=text, day=shown))
    return meant
