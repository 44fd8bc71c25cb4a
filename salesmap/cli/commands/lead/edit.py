"""`salesmap lead edit`."""

from typing import Annotated, Any

import typer

from salesmap.cli.commands.lead._shared.answers import answer_with_changes, find_lead, read_lead
from salesmap.cli.commands.lead._shared.options import (
    Close,
    Company,
    Contact,
    Currency,
    Email,
    ExternalId,
    Phone,
    Set,
    Tag,
    Value,
    Wechat,
    parse_custom_fields,
    read_amount,
)
from salesmap.cli.commands.lead._shared.plain_options import PlainOptions, with_plain_options
from salesmap.cli.context import get_context
from salesmap.cli.errors import NothingToChangeError
from salesmap.cli.options import (
    Fields,
    Format,
    LeadRef,
    Owner,
    day,
)
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Change the value and the owner"), _("salesmap lead edit harbor --value 52k --owner bo")),
    (
        _("Set a custom field and clear the email"),
        _('salesmap lead edit harbor --set budget=60000 --email ""'),
    ),
)


@app.command()
@with_plain_options
def edit_lead(
    ctx: typer.Context,
    lead: LeadRef,
    name: Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("Lead name."))] = None,
    company: Company = None,
    contact: Contact = None,
    phone: Phone = None,
    email: Email = None,
    wechat: Wechat = None,
    *,
    plain: PlainOptions,
    value: Value = None,
    currency: Currency = None,
    owner: Owner = None,
    close: Close = None,
    lost_reason: Annotated[
        str | None, typer.Option(metavar=_("TEXT"), help=_("Lost reason."))
    ] = None,
    external_id: ExternalId = None,
    tag: Tag = None,
    untag: Annotated[
        list[str] | None,
        typer.Option(metavar=_("TAG"), help=_("Tag to remove; may be given several times.")),
    ] = None,
    set_: Set = None,
    if_version: Annotated[
        int | None,
        typer.Option(
            metavar=_("N"), help=_("Version that must still be current for the edit to be made.")
        ),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a lead."""
    context = get_context(ctx)
    values: dict[str, Any] = {
        field: text or None
        for field, text in {
            "name": name,
            "customer": company,
            "contact": contact,
            "phone": phone,
            "email": email,
            "wechat": wechat,
            **plain,
            "owner": owner,
            "lost_reason": lost_reason,
            "external_id": external_id,
        }.items()
        if text is not None
    }
    if value is not None or currency is not None:
        cents, written = read_amount(value or None, currency)
        values |= {"value_cents": cents} if value is not None else {}
        values |= {"currency": written} if written else {}
    if close is not None:
        closing = day(context, close) if close else None
        values["expected_close"] = closing.isoformat() if closing else None
    own = parse_custom_fields(set_)
    if not (values or tag or untag or own):
        raise NothingToChangeError()
    from salesmap.actions.lead.edit import LeadEdit, edit

    before = read_lead(context, find_lead(context, lead))
    moved = edit(
        context.database,
        before.values[0][0],
        LeadEdit(values, tuple(tag or ()), tuple(untag or ()), own, if_version),
    )
    answer_with_changes(context, before, format, fields, moved)
