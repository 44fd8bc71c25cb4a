"""`salesmap customer list`."""

from typing import Annotated

import typer

from salesmap.cli.commands.customer._shared import scoring, wants_scores
from salesmap.cli.completion.names import TIER
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import TIERS

app = typer.Typer()
EXAMPLES = (
    (_("List the customers"), "salesmap customer list"),
    (_("Find some by a word"), _("salesmap customer list --search harbor")),
    (_("Your own, with an open lead"), "salesmap customer list --mine --status open"),
    (
        _("Those in tier A, with their scores"),
        "salesmap customer list --tier A --fields name,tier,rfm",
    ),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("search",))
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
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List customers."""
    from salesmap.reports.customer import customers
    from salesmap.reports.query.spellings import unknown_values

    context = get_context(ctx)
    names, of_leads = filters.without_customer()
    with context.read_connection() as connection:
        scope = of_leads.scope(context, connection)
        query = scoring(context, connection) if wants_scores(format, fields) else None
        rows = customers.find(connection, search or (), names, scope, tier or (), query)
        unknown = unknown_values("tier", tier or (), [*TIERS, *customers.tiers(connection)])
    show_limited(context, rows, limit, format, fields)
    say_unknown([*scope.unknown, *unknown])
