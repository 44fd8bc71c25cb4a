"""`salesmap customer show`."""

import typer

from salesmap.cli.commands.customer._shared import CustomerRef, scoring
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show, usual_format, write
from salesmap.cli.record_page import write_facts, write_section
from salesmap.core.i18n import _

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
    from salesmap.reports.customer.customers import detail
    from salesmap.reports.query.references import find_customer

    context = get_context(ctx)
    with context.read_connection() as connection:
        customer_id = find_customer(connection, customer).id
        query = scoring(context, connection)
        found = detail(query, customer_id, context.currency(connection))
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
            (_("Timeline"), found.timeline),
        ):
            write_section(context, title, rows, format)
