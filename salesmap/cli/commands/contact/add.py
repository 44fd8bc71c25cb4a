"""`salesmap contact add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contact._options import Customer, Title, Wechat, answer_with_contact
from salesmap.cli.commands.lead._shared.options import check_addresses
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

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
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a contact."""
    from salesmap.actions.customer.edit import ContactEdit
    from salesmap.actions.customer.edit import add_contact as add

    context = get_context(ctx)
    for text in phone or ():
        check_addresses(text, None)
    for text in email or ():
        check_addresses(None, text)
    details = {"wechat": wechat or "", "title": title or ""}
    more = {"phone": phone or (), "email": email or ()}
    id = add(context.database, name, ContactEdit(details, more, customer=customer))
    answer_with_contact(context, id, format, fields, _("Added contact {id}: {name}."))
