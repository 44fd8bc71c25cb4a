"""What the commands on customers share."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import CUSTOMER
from salesmap.cli.context import AppContext
from salesmap.cli.output import show_result
from salesmap.core.i18n import _

CustomerRef = Annotated[
    str,
    typer.Argument(
        metavar=_("CUSTOMER"), click_type=CUSTOMER, help=_("Customer number, or words of its name.")
    ),
]


def answer_with_customer(
    context: AppContext, customer_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence with places for `id` and `name`, or the customer in a format."""
    from salesmap.reports.customer import customers

    with context.read_connection() as connection:
        rows = customers.one(connection, customer_id)
    id, name = rows.values[0][:2]
    show_result(context, rows, format, fields, message.format(id=id, name=name))
