"""What the commands on customers share."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion.names import CUSTOMER
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify_currencies, show_result
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesmap.reports.customer.conditions import CustomerFields
    from salesmap.store.connection import Connection

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


def given_details(
    address: str | None, tax_no: str | None, bank: str | None, account: str | None
) -> dict[str, str]:
    """Return what was given of what papers tell of a customer; an empty text clears it."""
    options = {"address": address, "tax_no": tax_no, "bank": bank, "account": account}
    return {key: value.strip() for key, value in options.items() if value is not None}


def answer_with_customer(
    context: AppContext, customer_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence with places for `id` and `name`, or the customer in a format."""
    from salesmap.reports.customer import customers

    with context.read_connection() as connection:
        sheet = customer_fields(context, connection, customer_id)
        rows = customers.one(sheet, customer_id, shown_fields(format, fields, "table"))
    notify_currencies(sheet.amounts)
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
