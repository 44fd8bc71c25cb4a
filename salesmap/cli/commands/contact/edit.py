"""`salesmap contact edit`."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.commands.contact._options import (
    ContactRef,
    Customer,
    DealLead,
    DealRole,
    Title,
    Wechat,
    answer_with_contact,
    deal_of,
)
from salesmap.cli.commands.lead._shared.options import check_addresses
from salesmap.cli.commands.lead._shared.referrers import tell_cleared
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NothingToChangeError
from salesmap.cli.options import Fields, Format
from salesmap.core.commit_state import has_changed
from salesmap.core.i18n import N_, _

if TYPE_CHECKING:
    from salesmap.actions.lead.referrers import Cleared

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Add a second phone"), "salesmap contact edit 1 --phone 02155551234"),
    (
        _("Her role in a deal"),
        _('salesmap contact edit 1 --lead 1 --role "decision maker"'),
    ),
    (_("Change the job title"), _('salesmap contact edit 1 --title "Head of purchasing"')),
)


@app.command()
def edit_contact(
    ctx: typer.Context,
    contact: ContactRef,
    name: Annotated[
        str | None, typer.Option(metavar=_("NAME"), help=_("Name of the contact."))
    ] = None,
    customer: Customer = None,
    phone: Annotated[
        list[str] | None,
        typer.Option(metavar=_("NUMBER"), help=_("Phone to add; may be given several times.")),
    ] = None,
    email: Annotated[
        list[str] | None,
        typer.Option(metavar=_("ADDRESS"), help=_("Email to add; may be given several times.")),
    ] = None,
    wechat: Wechat = None,
    title: Title = None,
    lead: DealLead = None,
    role: DealRole = None,
    prefer: Annotated[
        str | None,
        typer.Option(metavar=_("NUMBER"), help=_("Phone or email that becomes the preferred one.")),
    ] = None,
    remove: Annotated[
        list[str] | None,
        typer.Option(metavar=_("NUMBER"), help=_("Phone or email to take away.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a contact."""
    from salesmap.actions.customer.deal_roles import set_role
    from salesmap.actions.customer.edit import ContactEdit
    from salesmap.actions.customer.edit import edit_contact as edit
    from salesmap.actions.database.create import joined_transaction
    from salesmap.reports.query.references import find_contact

    context = get_context(ctx)
    for text in phone or ():
        check_addresses(text, None)
    for text in email or ():
        check_addresses(None, text)
    given = {"name": name, "wechat": wechat, "title": title}
    requested = ContactEdit(
        {key: text for key, text in given.items() if text is not None},
        {"phone": phone or (), "email": email or ()},
        tuple(remove or ()),
        prefer,
        customer,
    )
    deal = deal_of(context, lead, role)
    is_edited = requested != ContactEdit(more={"phone": (), "email": ()}, less=())
    if not is_edited and deal is None:
        raise NothingToChangeError(noun="contact")
    with context.read_connection() as connection:
        id = find_contact(connection, contact).id
    cleared: Sequence[Cleared] = ()
    with joined_transaction(context.database, None, N_("contact edited: {}")):
        if is_edited:
            cleared = edit(context.database, id, requested)
        if deal is not None:
            set_role(context.database, deal.lead_id, id, deal.role)
    message = _("Updated contact {id}: {name}.")
    if not has_changed():
        message = _("Contact {id} ({name}) is unchanged.")
    answer_with_contact(context, id, format, fields, message)
    tell_cleared(cleared)
