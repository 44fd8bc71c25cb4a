"""The fields of a lead as options, and the reading of their values."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import CUSTOMER
from salesmap.cli.context import AppContext
from salesmap.cli.option_errors import (
    AssignmentSyntaxError,
    ImplausibleEmailError,
    ImplausiblePhoneError,
    TwoCurrenciesError,
)
from salesmap.cli.output import notify
from salesmap.cli.prompts import confirm
from salesmap.core.i18n import _, ngettext
from salesmap.domain.customer.addresses import is_email, is_phone

_PREVIEWED = 10

Company = Annotated[
    str | None,
    typer.Option("--company", "--customer", metavar=_("NAME"), help=_("Company.")),
]
Contact = Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("Contact."))]
Phone = Annotated[str | None, typer.Option(metavar=_("NUMBER"), help=_("Phone of the contact."))]
Email = Annotated[str | None, typer.Option(metavar=_("ADDRESS"), help=_("Email of the contact."))]
Wechat = Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("WeChat of the contact."))]
Value = Annotated[
    str | None,
    typer.Option(metavar=_("AMOUNT"), help=_("Deal value: 12000, 12k, 1.2万, $12k.")),
]
Currency = Annotated[
    str | None, typer.Option(metavar=_("CODE"), help=_("Currency, such as CNY or USD."))
]
ReferredBy = Annotated[
    str | None,
    typer.Option(
        metavar=_("NAME"),
        click_type=CUSTOMER,
        help=_("Customer or contact who brought the lead."),
    ),
]
Close = Annotated[str | None, typer.Option(metavar=_("WHEN"), help=_("Expected close date."))]
Tag = Annotated[
    list[str] | None, typer.Option(metavar=_("TAG"), help=_("Tag; may be given several times."))
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar=_("FIELD=VALUE"),
        help=_("Custom field; may be given several times."),
    ),
]
ExternalId = Annotated[str | None, typer.Option(metavar=_("ID"), help=_("External id."))]
Force = Annotated[
    bool,
    typer.Option("--force", help=_("Override a gate, where the map allows it; needs --note.")),
]


NewField = Annotated[
    bool, typer.Option("--new-field", help=_("Make custom fields that are not there yet."))
]
KeepFollowups = Annotated[
    bool, typer.Option("--keep-followups", help=_("Leave its follow-ups open."))
]
Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where",
        metavar=_("FILTER"),
        help=_("All open leads that pass the filters, after a preview; status=all for any."),
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]


def choose_leads(context: AppContext, filters: list[str], *, yes: bool) -> list[int]:
    """Show the leads that pass the filters, and return their ids after a yes.

    Raises what `Filters.where` raises, NotATerminalError, DeclinedError.
    """
    from salesmap.reports.lead import leads
    from salesmap.reports.query.filters import Filters

    has_status = any(text.partition("=")[0].strip() in ("status", "状态") for text in filters)
    chosen = Filters(
        context.clock, "all" if has_status else "open", filters=filters, user=context.database.user
    )
    with context.read_connection() as connection:
        rows = leads.find(connection, chosen, context.lang, "id").rows
        rows = rows._replace(values=list(rows.values))
    ids = [row[0] for row in rows.values]
    if not ids:
        notify(_("No leads pass the filters."))
        return []
    for row in rows._replace(values=rows.values[:_PREVIEWED]).iter_dicts():
        notify(f"  {row['id']}  {row['name']}")
    if len(ids) > _PREVIEWED:
        notify("  …")
    if not yes:
        confirm(
            ngettext("Edit {count} lead?", "Edit {count} leads?", len(ids)).format(count=len(ids))
        )
    return ids


def check_addresses(phone: str | None, email: str | None) -> None:
    """Refuse what cannot be a phone or an email, as typed. Raises ImplausibleError."""
    if email and not is_email(email):
        raise ImplausibleEmailError(text=email)
    if phone and not is_phone(phone):
        raise ImplausiblePhoneError(text=phone)


def read_amount(value: str | None, currency: str | None) -> tuple[int | None, str | None]:
    """Return an amount in hundredths and its currency, each None if absent. Raises UsageError."""
    from salesmap.core.figures.currencies import check_currency, check_unit
    from salesmap.core.money import parse_money

    code = None if currency is None else check_currency(currency)
    cents, written = parse_money(value) if value is not None else (None, None)
    if code and written and code != written:
        raise TwoCurrenciesError(value=value, currency=code)
    if code:
        check_unit(cents, code)
    return cents, code or written


def parse_custom_fields(assignments: list[str] | None) -> dict[str, str]:
    """Return the fields of `--set field=value`. Raises UsageError."""
    fields = {}
    for assignment in assignments or ():
        name, sign, value = assignment.partition("=")
        if not sign or not name.strip():
            raise AssignmentSyntaxError(text=assignment)
        fields[name.strip()] = value
    return fields
