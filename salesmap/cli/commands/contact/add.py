"""`salesmap contact add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contact._options import (
    Customer,
    DealLead,
    DealRole,
    Title,
    Wechat,
    answer_with_contact,
    deal_of,
)
from salesmap.cli.commands.lead._shared.options import check_addresses
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import N_, _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Add a contact at a customer"),
        _('salesmap contact add "Ann Reed" --customer "Willow Ltd" --phone 13900002222'),
    ),
    (
        _("With two phones, the preferred one first"),
        _('salesmap contact add "Ann Reed" --phone 13900002222 --phone 02155551234'),
    ),
)


@app.command()
def add_contact(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("Name of the contact."))],
    customer: Customer = None,
    phone: Annotated[
        list[str] | None,
        typer.Option(metavar=_("NUMBER"), help=_("Phone; may be given several times.")),
    ] = None,
    email: Annotated[
        list[str] | None,
        typer.Option(metavar=_("ADDRESS"), help=_("Email; may be given several times.")),
    ] = None,
    wechat: Wechat = None,
    title: Title = None,
    lead: DealLead = None,
    role: DealRole = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a contact."""
    from salesmap.actions.customer.deal_roles import set_role
    from salesmap.actions.customer.edit import ContactEdit
    from salesmap.actions.customer.edit import add_contact as add
    from salesmap.actions.database.create import joined_transaction

    context = get_context(ctx)
    for text in phone or ():
        check_addresses(text, None)
    for text in email or ():
        check_addresses(None, text)
    details = {"wechat": wechat or "", "title": title or ""}
    more = {"phone": phone or (), "email": email or ()}
    deal = deal_of(context, lead, role)
    with joined_transaction(context.database, name, N_("contact added: {}")):
        id = add(context.database, name, ContactEdit(details, more, customer=customer))
        if deal is not None:
            set_role(context.database, deal.lead_id, id, deal.role)
    answer_with_contact(context, id, format, fields, _("Added contact {id}: {name}."))
