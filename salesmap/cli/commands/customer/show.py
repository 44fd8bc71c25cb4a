"""`salesmap customer show`."""

from typing import TYPE_CHECKING

import typer

from salesmap.cli.commands.customer._shared import CustomerRef, customer_fields, shown_fields
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify_currencies, show, usual_format, write
from salesmap.cli.record_page import write_facts, write_section
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesmap.store.connection import Connection

app = typer.Typer()
EXAMPLES = (
    (_("By any word of its name"), _("salesmap customer show harbor")),
    (_("By its number, as JSON"), "salesmap customer show 1 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_customer(
    ctx: typer.Context, customer: CustomerRef, format: Format = None, fields: Fields = None
) -> None:
    """Show a customer."""
    from salesmap.render.json_text import dumps
    from salesmap.reports.customer.detail import detail
    from salesmap.reports.query.references import find_customer
    from salesmap.reports.query.report_query import ReportQuery
    from salesmap.reports.query.scope import LeadScope

    context = get_context(ctx)
    with context.read_connection() as connection:
        customer_id = find_customer(connection, customer).id
        query = ReportQuery(connection, LeadScope(), context.clock, context.lang)
        sheet = customer_fields(context, connection, customer_id)
        found = detail(query, sheet, customer_id, _wanted(connection, format, fields))
    notify_currencies(sheet.amounts)
    if format == "json" and fields is None:
        write(dumps(found.as_dict()))
    elif format not in (None, "table", "plain") or fields is not None:
        show(context, found.customer, format, fields, single=True)
    else:
        format = format or usual_format()
        write_facts(context, found.customer, format)
        for title, rows in (
            (_("Contacts"), found.contacts),
            (_("Leads"), found.leads),
            (_("Quotes"), found.quotes),
            (_("Contracts"), found.contracts),
            (_("Payments"), found.payments),
            (_("Tickets"), found.tickets),
            (_("Timeline"), found.timeline),
        ):
            write_section(context, title, rows, format)


def _wanted(connection: "Connection", format: str | None, fields: str | None) -> "Sequence[str]":
    """Return the fields to show: on a page of a large database all but the score.

    The score takes a look at every purchase.
    """
    from salesmap.domain.customer.fields import FIELD_KEYS
    from salesmap.reports.customer import customers

    wanted = shown_fields(format, fields, "json")
    if format in (None, "table", "plain") and fields is None:
        every = FIELD_KEYS
        return [key for key in every if key != "rfm" or customers.are_few(connection)]
    return wanted
