"""`salesmap care plan`."""

import typer

from salesmap.cli.commands.care._shared import among_wanted
from salesmap.cli.commands.customer._shared import customer_fields, tell_currencies
from salesmap.cli.completion.names import CUSTOMER_FILTER
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, with_filters
from salesmap.cli.option_errors import NoTierRulesError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See how often customers are cared for"), "salesmap care plan"),
    (_("See how many of a team's customers are due"), _("salesmap care plan --team north")),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("since", "until", "overdue"), filter_type=CUSTOMER_FILTER)
def care_plan(
    ctx: typer.Context, *, filters: LeadFilters, format: Format = None, fields: Fields = None
) -> None:
    """Show how often the tiers are cared for, and how many customers are due."""
    from salesmap.reports.customer import care
    from salesmap.store.clocks.in_use import is_in_use

    context = get_context(ctx)
    with context.read_connection() as connection:
        sheet = customer_fields(context, connection)
        among = among_wanted(context, sheet, filters)
        rows = care.plan(connection, context.clock, context.lang, among)
        is_used = is_in_use(connection)
    if not rows.values:
        raise NoTierRulesError()
    show(context, rows, format, fields)
    tell_currencies(sheet)
    if not is_used:
        notify(_("Nobody is reminded yet: put customers into tiers with 'salesmap customer tier'."))
