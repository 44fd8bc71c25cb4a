"""What the commands on customers share."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion.names import CUSTOMER
from salesmap.cli.context import AppContext
from salesmap.cli.output import notify_currencies, show_result
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.query.report_query import ReportQuery
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
        query = scoring(context, connection) if wants_scores(format, fields) else None
        rows = customers.one(connection, customer_id, query)
    id, name = rows.values[0][:2]
    show_result(context, rows, format, fields, message.format(id=id, name=name))


def scoring(context: AppContext, connection: "Connection") -> "ReportQuery":
    """Return the query that scores customers, and say how amounts of several currencies count."""
    from salesmap.reports.query.report_query import ReportQuery
    from salesmap.reports.query.scope import LeadScope

    amounts = context.amounts(connection)
    notify_currencies(amounts)
    return ReportQuery(connection, LeadScope(amounts=amounts), context.clock, context.lang)


def wants_scores(format: str | None, fields: str | None) -> bool:
    """Return whether rows in a format show scores, which take a look at every purchase."""
    if fields is not None:
        return "rfm" in fields.casefold()
    return format not in (None, "table", "plain", "ids")
