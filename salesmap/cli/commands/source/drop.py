"""`salesmap source drop`."""

import typer

from salesmap.cli.commands.source._shared import CostPeriod, SourceName
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _
from salesmap.core.money import money_text

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Delete the cost of a month"), _("salesmap source drop fair --period 2026-11")),
    (_("The periods are in the list"), "salesmap source list"),
)


@app.command()
def drop_cost(ctx: typer.Context, source: SourceName, period: CostPeriod = "this-month") -> None:
    """Delete a cost."""
    from salesmap.actions.marketing.source_costs import drop_cost as drop
    from salesmap.core.periods import parse_period, period_name

    context = get_context(ctx)
    time = parse_period(period, context.clock.today())
    cents, currency = drop(context.database, source, time)
    text = _("Deleted the cost of {source} in {period}: {total}.")
    total = f"{money_text(cents)} {currency}"
    echo(text.format(source=source, period=period_name(time), total=total))
