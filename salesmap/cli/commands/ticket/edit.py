"""`salesmap ticket edit`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.ticket._shared import options
from salesmap.cli.commands.ticket._shared.parts import contact_of, contract_of
from salesmap.cli.commands.ticket._shared.tickets import (
    answer_with_ticket,
    read_ticket,
    tell_no_targets,
    ticket_of,
)
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Owner
from salesmap.cli.output import notify
from salesmap.cli.record_page import changes_between
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("It is more urgent than it was"), "salesmap ticket edit 1 --priority high"),
    (_("Give it to somebody else"), _("salesmap ticket edit 1 --owner bo")),
)
_NOT_TOLD = ("id", "version", "state", "breached")


@app.command()
def edit_ticket(
    ctx: typer.Context,
    ticket: options.TicketRef,
    text: Annotated[
        str | None,
        typer.Option(
            "--text", metavar=_("TEXT"), click_type=FREE_TEXT, help=_("What it is about.")
        ),
    ] = None,
    priority: options.PriorityOption = None,
    owner: Owner = None,
    kind: options.Kind = None,
    channel: options.Channel = None,
    contact: options.Contact = None,
    contract: options.Contract = None,
    external_id: options.ExternalId = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a ticket; another priority has other targets."""
    from salesmap.actions.service.tickets import TicketWish, edit
    from salesmap.cli.option_errors import NothingToChangeError
    from salesmap.reports.service.reference import customer_of

    context = get_context(ctx)
    ticket_id = ticket_of(context, ticket)
    with context.read_connection() as connection:
        wish = TicketWish(
            text=text,
            priority=priority,
            kind=kind,
            channel=channel,
            owner=owner,
            contact_id=contact_of(connection, customer_of(connection, ticket_id), contact),
            contract_id=contract_of(connection, contract),
            external_id=external_id,
        )
    if wish == TicketWish():
        raise NothingToChangeError()
    before = read_ticket(context, ticket_id)
    done = edit(context.database, ticket_id, wish)
    if done.is_changed:
        changes = changes_between(context, before, read_ticket(context, ticket_id), _NOT_TOLD)
        listed = _("; ").join(changes).replace("{", "{{").replace("}", "}}")
        message = _("Updated ticket {number} ({customer}): {changes}.").replace("{changes}", listed)
    else:
        message = _("Ticket {number} is unchanged.")
    answer_with_ticket(context, done, format, fields, message)
    tell_no_targets(context, done)
    if priority and done.before in ("resolved", "closed") and done.is_changed:
        notify(_("The ticket has ended: its targets are others now, its times are not."))
