"""`salesmap ticket new`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.parts import contact_of, contract_of
from salesmap.cli.commands.ticket._shared.tickets import answer_with_ticket, tell_no_targets
from salesmap.cli.completion.names import CUSTOMER
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Owner
from salesmap.cli.prompts import typed_text
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("A customer reports something"), _('salesmap ticket new harbor "The pump leaks"')),
    (
        _("It is urgent, and came in at 8:10 by phone"),
        _('salesmap ticket new 1 "No power" --priority urgent --at 8:10 --channel phone'),
    ),
)


@app.command()
def new_ticket(
    ctx: typer.Context,
    customer: Annotated[
        str,
        typer.Argument(
            metavar=_("CUSTOMER"), click_type=CUSTOMER, help=_("Customer: id or words of the name.")
        ),
    ],
    text: Annotated[
        str,
        typer.Argument(
            metavar=_("TEXT"),
            click_type=FREE_TEXT,
            help=_("What the customer asks or reports; - reads standard input."),
        ),
    ],
    priority: options.PriorityOption = None,
    kind: options.Kind = None,
    channel: options.Channel = None,
    contact: options.Contact = None,
    contract: options.Contract = None,
    owner: Owner = None,
    at: options.At = None,
    ours: Annotated[
        bool, typer.Option("--ours", help=_("We opened it ourselves: no response is due."))
    ] = False,
    external_id: options.ExternalId = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Open a ticket."""
    from salesmap.actions.service.tickets import TicketWish, open_ticket
    from salesmap.reports.query.references import find_customer

    context = get_context(ctx)
    with context.read_connection() as connection:
        customer_id = find_customer(connection, customer).id
        wish = TicketWish(
            text=typed_text(text),
            priority=priority,
            kind=kind,
            channel=channel,
            owner=owner,
            contact_id=contact_of(connection, customer_id, contact),
            contract_id=contract_of(connection, contract),
            external_id=external_id,
            is_ours=ours,
        )
    done = open_ticket(context.database, customer_id, wish, options.moment(context, at))
    if not done.has_targets:
        message = _("Opened ticket {number} for {customer}.")
    elif ours:
        message = _("Opened ticket {number} for {customer}: solve it by {solution_due}.")
    else:
        message = _(
            "Opened ticket {number} for {customer}: answer by {response_due}, solve by "
            "{solution_due}."
        )
    answer_with_ticket(context, done, format, fields, message)
    tell_no_targets(context, done)
