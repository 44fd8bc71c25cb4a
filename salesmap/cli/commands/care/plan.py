"""`salesmap care plan`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NoTierRulesError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See how often customers are cared for"), "salesmap care plan"),
    (_("Take it as JSON"), "salesmap care plan --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def care_plan(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Show how often the tiers are cared for, and how many customers are due."""
    from salesmap.reports.customer import care
    from salesmap.reports.customer.care_in_use import is_in_use

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = care.plan(connection, context.clock, context.lang)
        is_used = is_in_use(connection)
    if not rows.values:
        raise NoTierRulesError()
    show(context, rows, format, fields)
    if not is_used:
        notify(_("Nobody is reminded yet: put customers into tiers with 'salesmap customer tier'."))
