"""`salesmap customer show`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.commands.customer._shared import (
    CustomerRef,
    customer_fields,
    part_titles,
    shown_fields,
    tell_currencies,
)
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show, usual_format, write, write_file
from salesmap.cli.record_page import write_facts, write_section
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from salesmap.store.connection import Connection

app = typer.Typer()
EXAMPLES = (
    (_("By any word of its name"), _("salesmap customer show harbor")),
    (_("By its number, as JSON"), "salesmap customer show 1 --format json"),
    (_("As a page to take along"), _("salesmap customer show harbor --html harbor.html")),
)
SUPPORTS_AS_OF = True


@app.command()
def show_customer(
    ctx: typer.Context,
    customer: CustomerRef,
    html: Annotated[
        Path | None,
        typer.Option(metavar=_("FILE"), help=_("File for a web page that works offline.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show a customer."""
    from salesmap.render.json_text import dumps
    from salesmap.reports.customer.detail import detail
    from salesmap.reports.query.references import find_customer
    from salesmap.reports.query.report_query import ReportQuery
    from salesmap.reports.query.scope import LeadScope

    if html is not None and (format or fields):
        raise ConflictingOptionsError(option="--html", others=["--format", "--fields"])
    context = get_context(ctx)
    with context.read_connection() as connection:
        customer_id = find_customer(connection, customer).id
        query = ReportQuery(connection, LeadScope(), context.clock, context.lang)
        sheet = customer_fields(context, connection, customer_id)
        found = detail(query, sheet, customer_id, _wanted(connection, format, fields))
    tell_currencies(sheet)
    if html is not None:
        from salesmap.cli.commands.customer._page import customer_page

        write_file(html, customer_page(context, found))
    elif format == "json" and fields is None:
        write(dumps(found.as_dict()))
    elif format not in (None, "table", "plain") or fields is not None:
        show(context, found.customer, format, fields, single=True)
    else:
        format = format or usual_format()
        write_facts(context, found.customer, format)
        for name, title in part_titles().items():
            write_section(context, title, found.parts[name], format)


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
