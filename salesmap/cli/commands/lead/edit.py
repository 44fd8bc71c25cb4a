"""`salesmap lead edit`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.answers import (
    answer_with_changes,
    answer_with_leads,
    find_leads,
    read_lead,
)
from salesmap.cli.commands.lead._shared.assignments import (
    merge_assignments,
    read_values,
    split_assignments,
)
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
    Where,
    Yes,
    choose_leads,
    parse_custom_fields,
)
from salesmap.cli.commands.lead._shared.plain_options import PlainOptions, with_plain_options
from salesmap.cli.commands.lead._shared.referrers import referrer_named, tell_late_thanks
from salesmap.cli.completion.names import LEAD_NAME
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import (
    ConflictingOptionsError,
    NoLeadNamedError,
    NothingToChangeError,
)
from salesmap.cli.options import (
    Fields,
    Format,
    Owner,
)
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Change a field by its name"), _("salesmap lead edit harbor value=52k owner=bo")),
    (
        _("Change a selection, after a preview"),
        _('salesmap lead edit --where "owner=bo" --tag autumn --yes'),
    ),
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
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("LEAD... [FIELD=VALUE]..."),
            click_type=LEAD_NAME,
            help=_("Leads, and fields to set in them, as the option of that name does."),
        ),
    ] = None,
    where: Where = None,
    yes: Yes = False,
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
    referred_by: ReferredBy = None,
    external_id: ExternalId = None,
    tag: Tag = None,
    untag: Annotated[
        list[str] | None,
        typer.Option(metavar=_("TAG"), help=_("Tag to remove; may be given several times.")),
    ] = None,
    set_: Set = None,
    new_field: NewField = False,
    if_version: Annotated[
        int | None,
        typer.Option(
            metavar=_("N"), help=_("Version that must still be current for the edit to be made.")
        ),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit leads."""
    context = get_context(ctx)
    references, assigned = split_assignments(words or ())
    texts = {
        "name": name,
        "customer": company,
        "contact": contact,
        "phone": phone,
        "email": email,
        "wechat": wechat,
        **plain,
        "value": value,
        "currency": currency,
        "owner": owner,
        "expected_close": close,
        "lost_reason": lost_reason,
        "external_id": external_id,
        "referred_by": referred_by,
    }
    own = [*(set_ or ()), *merge_assignments(texts, assigned)]
    texts["referred_by"] = referrer_named(context, texts["referred_by"])
    values = read_values(context, texts)
    custom = parse_custom_fields(own)
    if not (values or tag or untag or custom):
        raise NothingToChangeError(noun="lead")
    from salesmap.actions.lead.edit import LeadEdit, edit_all

    requested = LeadEdit(
        values, tuple(tag or ()), tuple(untag or ()), custom, if_version, new_field
    )
    if where:
        if references:
            raise ConflictingOptionsError(option="--where", others=references)
        ids = choose_leads(context, where, yes=yes)
    else:
        if not references:
            raise NoLeadNamedError()
        ids = find_leads(context, references)
    if not ids:
        return
    if len(ids) == 1 and not where:
        before = read_lead(context, ids[0], further=True)
        moved = edit_all(context.database, ids, requested)
        answer_with_changes(context, before, format, fields, moved)
        if values.get("referred_by"):
            tell_late_thanks(context, ids[0])
        return
    moved = edit_all(context.database, ids, requested)
    message = ngettext("Updated lead {names}.", "Updated {count} leads: {names}.", len(ids))
    answer_with_leads(context, ids, format, fields, message, moved)
    if values.get("referred_by"):
        for id in ids:
            tell_late_thanks(context, id)
