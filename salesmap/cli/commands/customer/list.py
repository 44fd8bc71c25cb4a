"""`salesmap customer list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.customer._shared import (
    customer_fields,
    shown_fields,
    tell_currencies,
    wanted_customers,
)
from salesmap.cli.completion.names import CUSTOMER_FIELD, CUSTOMER_FILTER, TIER
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show, usual_format
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("List the customers"), "salesmap customer list"),
    (_("Find some by a word"), _("salesmap customer list --search harbor")),
    (_("Your own, with an open lead"), "salesmap customer list --mine --status open"),
    (
        _("Customers of tier A who have not bought for half a year"),
        'salesmap customer list tier=A "last_purchase<-180d"',
    ),
    (_("The best by value won"), "salesmap customer list --sort -value_won --limit 10"),
    (
        _("Those in tier A, with their scores"),
        "salesmap customer list --tier A --fields name,tier,rfm",
    ),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("search", "tier"), filter_type=CUSTOMER_FILTER)
def list_customers(
    ctx: typer.Context,
    search: Annotated[
        list[str] | None, typer.Option(metavar=_("TEXT"), help=_("Words of the customer's name."))
    ] = None,
    *,
    tier: Annotated[
        list[str] | None,
        typer.Option(metavar=_("TIER"), click_type=TIER, help=_("Tier of customers, such as A.")),
    ] = None,
    filters: LeadFilters,
    sort: Annotated[
        str | None,
        typer.Option(
            "--sort",
            "-s",
            metavar=_("FIELD"),
            click_type=CUSTOMER_FIELD,
            help=_("Sort field; -FIELD for descending."),
        ),
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List customers."""
    from salesmap.reports.customer import customers

    context = get_context(ctx)
    wanted = shown_fields(format, fields, usual_format())
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        sheet = customer_fields(context, connection)
        where = wanted_customers(context, sheet, filters, search=search or (), tiers=tier or ())
        page = customers.find(sheet, where, wanted, sort, most)
        show(context, page.rows, format, fields)
    say_unknown(where.unknown)
    tell_currencies(sheet)
    notify_cut(len(page.rows.values), page.total)
