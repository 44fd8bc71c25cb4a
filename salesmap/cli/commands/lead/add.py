"""`salesmap lead add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.answers import answer_with_lead, suggest_next, tell_unowned
from salesmap.cli.commands.lead._shared.options import (
    Close,
    Company,
    Contact,
    Currency,
    Email,
    ExternalId,
    NewField,
    Phone,
    ReferredBy,
    Set,
    Tag,
    Value,
    Wechat,
    check_addresses,
    parse_custom_fields,
    read_amount,
)
from salesmap.cli.commands.lead._shared.plain_options import PlainOptions, with_plain_options
from salesmap.cli.commands.lead._shared.referrers import referrer_named
from salesmap.cli.completion.names import TICKET
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.options import (
    Due,
    Fields,
    Format,
    Next,
    Note,
    Owner,
    Stage,
    day,
    read_next_step,
)
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Add a lead with its company and value"),
        _('salesmap lead add "Willow School" --company "Willow Ltd" --value 48k'),
    ),
    (
        _("Add one with its first follow-up"),
        _('salesmap lead add "Atlas Bikes" --next "First call" --due fri'),
    ),
)


@app.command()
@with_plain_options
def add_lead(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("Lead name."))],
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
    stage: Stage = None,
    pipeline: Annotated[
        str | None,
        typer.Option(
            metavar=_("PIPELINE"), help=_("Pipeline; chosen by the rules of the map by default.")
        ),
    ] = None,
    close: Close = None,
    referred_by: ReferredBy = None,
    tag: Tag = None,
    note: Note = None,
    set_: Set = None,
    new_field: NewField = False,
    external_id: ExternalId = None,
    next_: Next = None,
    due: Due = None,
    from_ticket: Annotated[
        str | None,
        typer.Option(
            metavar=_("TICKET"),
            click_type=TICKET,
            help=_("Ticket that it comes of; gives customer, contact and source."),
        ),
    ] = None,
    allow_duplicate: Annotated[
        bool,
        typer.Option(
            "--allow-duplicate",
            help=_("Add the lead even if an open lead has the same phone, email or company."),
        ),
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a lead."""
    context = get_context(ctx)
    check_addresses(phone, email)
    cents, written = read_amount(value, currency)
    from salesmap.actions.lead.add import add
    from salesmap.domain.drafts import LeadDraft

    new = LeadDraft(
        name=name,
        customer=company,
        contact=contact,
        phone=phone,
        email=email,
        wechat=wechat,
        **plain,
        value_cents=cents,
        currency=written,
        owner=owner,
        stage=stage,
        pipeline=pipeline,
        expected_close=day(context, close),
        referred_by=referrer_named(context, referred_by),
        external_id=external_id,
        tags=tuple(tag or ()),
        note=note,
        fields=parse_custom_fields(set_),
        next_step=read_next_step(context, next_, due),
    )
    if from_ticket is None:
        lead_id = add(
            context.database, new, allow_duplicate=allow_duplicate, makes_fields=new_field
        )
    else:
        from salesmap.actions.service.leads import add_of_ticket
        from salesmap.cli.commands.lead._shared.ticket import of_ticket, ticket_named

        if company is not None:
            raise ConflictingOptionsError(option="--company", others=["--from-ticket"])
        ticket_id = ticket_named(context, from_ticket)
        lead_id = add_of_ticket(
            context.database,
            of_ticket(context, new, ticket_id),
            ticket_id,
            allow_duplicate=allow_duplicate,
            makes_fields=new_field,
        )
    answer_with_lead(
        context, lead_id, format, fields, _("Added lead {id}: {name} (stage: {stage}).")
    )
    tell_unowned(context, lead_id, owner)
    if new.next_step is None:
        suggest_next(context, lead_id)
