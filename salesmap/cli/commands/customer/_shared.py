"""What the commands on customers share."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion.names import CUSTOMER
from salesmap.cli.context import AppContext
from salesmap.cli.filters import LeadFilters
from salesmap.cli.output import notify, notify_currencies, show_result
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesmap.reports.customer.conditions import CustomerFields, CustomerWhere
    from salesmap.store.connection import Connection

_OF_CUSTOMERS = ("owner", "region", "tier")
"""The options of filters that are fields of customers themselves."""

CustomerRef = Annotated[
    str,
    typer.Argument(
        metavar=_("CUSTOMER"), click_type=CUSTOMER, help=_("Customer number, or words of its name.")
    ),
]

Address = Annotated[
    str | None, typer.Option(metavar=_("TEXT"), help=_("Address, as quotes print it."))
]
TaxNumber = Annotated[
    str | None, typer.Option("--tax-no", metavar=_("NUMBER"), help=_("Tax or registration number."))
]
Bank = Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("Name of the bank."))]
Account = Annotated[str | None, typer.Option(metavar=_("NUMBER"), help=_("Bank account."))]
ExternalId = Annotated[
    str | None, typer.Option("--external-id", metavar=_("ID"), help=_("Its id in another system."))
]


def given_details(
    address: str | None,
    tax_no: str | None,
    bank: str | None,
    account: str | None,
    external_id: str | None,
) -> dict[str, str]:
    """Return what was given of a customer beside its name; an empty text clears it."""
    options = {
        "address": address,
        "tax_no": tax_no,
        "bank": bank,
        "account": account,
        "external_id": external_id,
    }
    return {key: value.strip() for key, value in options.items() if value is not None}


def answer_with_customer(
    context: AppContext, customer_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence with places for `id` and `name`, or the customer in a format."""
    from salesmap.reports.customer import customers

    with context.read_connection() as connection:
        sheet = customer_fields(context, connection, customer_id)
        rows = customers.one(sheet, customer_id, shown_fields(format, fields, "table"))
    tell_currencies(sheet)
    id, name = rows.values[0][:2]
    show_result(context, rows, format, fields, message.format(id=id, name=name))


def part_titles() -> dict[str, str]:
    """Return the titles of what belongs to a customer, in the order of its page."""
    return {
        "contacts": _("Contacts"),
        "needs": _("Needs"),
        "leads": _("Leads"),
        "quotes": _("Quotes"),
        "contracts": _("Contracts"),
        "payments": _("Payments"),
        "tickets": _("Tickets"),
        "ratings": _("Ratings"),
        "attachments": _("Attachments"),
        "timeline": _("Timeline"),
    }


def customer_fields(
    context: AppContext, connection: "Connection", customer_id: int | None = None
) -> "CustomerFields":
    """Return the fields of customers as SQL, or those of one."""
    from salesmap.reports.customer.conditions import CustomerFields

    return CustomerFields(connection, context.clock, context.currency(connection), customer_id)


def wanted_customers(
    context: AppContext,
    sheet: "CustomerFields",
    filters: LeadFilters,
    *,
    search: "Sequence[str]" = (),
    tiers: "Sequence[str]" = (),
) -> "CustomerWhere":
    """Return the condition that customers pass the filters.

    Owner, region and tier are those of the customer, as its list shows them; the other options hold
    for the customers with such a lead. Raises UsageError.
    """
    from salesmap.reports.customer.conditions import customer_where, with_lead
    from salesmap.reports.query.like import with_words

    names, of_leads = filters.without_customer()
    own = {field: of_leads.values.get(field, ()) for field in _OF_CUSTOMERS}
    own["tier"] = (*own["tier"], *tiers)
    typed = [f"{field}={value}" for field, values in own.items() for value in values]
    where = customer_where(sheet, [*filters.words, *typed], context.database.user)
    where = where.also(*with_words("c.name_key", search, "searched"))
    where = where.also(*with_words("c.name_key", names, "customer"))
    others = {**of_leads.values, **dict.fromkeys(_OF_CUSTOMERS, ())}
    of_leads = of_leads._replace(words=(), values=others)
    if of_leads.are_empty():
        return where
    return with_lead(where, of_leads.scope(context, sheet.connection))


def tell_currencies(sheet: "CustomerFields") -> None:
    """Say what became of amounts of several currencies, and of scores by them."""
    notify_currencies(sheet.amounts)
    if sheet.are_scored_apart:
        notify(
            _(
                "'rfm' is scored within each currency; who bought in several has none: "
                "set a rate with 'salesmap rate set'."
            )
        )


def shown_fields(format: str | None, fields: str | None, usual: str) -> "Sequence[str]":
    """Return the fields of customers that a command shows; only they are worked out.

    `usual` is the format where none is named.
    """
    from salesmap.domain.customer.fields import FIELD_KEYS
    from salesmap.reports.customer import customers

    if fields is not None:
        return customers.wanted_fields(fields)
    in_table = (format or usual) in ("table", "plain")
    return customers.DEFAULT_COLUMNS if in_table else FIELD_KEYS
