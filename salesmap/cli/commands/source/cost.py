"""`salesmap source cost`."""

from typing import Annotated

import typer

from salesmap.cli.commands.source._shared import CostPeriod, SourceName
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NegativeCostError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _
from salesmap.core.money import money_text, parse_money

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("What a fair cost in November"), _("salesmap source cost fair 12k --period 2026-11")),
    (_("What a campaign cost this month"), _('salesmap source cost "autumn offer" 800')),
)


@app.command()
def set_cost(
    ctx: typer.Context,
    source: SourceName,
    amount: Annotated[str, typer.Argument(metavar=_("AMOUNT"), help=_("Amount: 12000, 12k."))],
    period: CostPeriod = "this-month",
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set a cost."""
    from salesmap.actions.marketing import source_costs as costs
    from salesmap.core.periods import parse_period
    from salesmap.reports.marketing import source_costs

    context = get_context(ctx)
    cents, currency = parse_money(amount)
    if cents < 0:
        raise NegativeCostError()
    time = parse_period(period, context.clock.today())
    done = costs.set_cost(context.database, source, cents, currency, time)
    with context.read_connection() as connection:
        rows = source_costs.one(connection, done.cost_id)
        has_leads = source_costs.has_leads(connection, source.strip())
        near = [] if has_leads else source_costs.near(connection, source.strip())
    places = dict(zip(rows.names(), rows.values[0], strict=True))
    places["total"] = f"{money_text(places['cost'])} {places['currency']}"
    if done.before is None:
        message = _("{source} cost {total} in {period}.")
    else:
        message = _("{source} cost {total} in {period}; before: {before}.")
        places["before"] = f"{money_text(done.before[0])} {done.before[1]}"
    show_result(context, rows, format, fields, message.format(**places))
    if done.overlapping:
        text = _("It counts beside the cost of {periods}, which has days in common.")
        notify(text.format(periods=_(", ").join(done.overlapping)))
    if not has_leads:
        notify(_("No lead has the source {source!r} yet.").format(source=places["source"]))
    if near:
        notify(_("Did you mean {candidates}?").format(candidates=_(", ").join(near)))
