"""`salesmap forecast`: what open leads will bring, and how far such forecasts could be trusted."""

from typing import TYPE_CHECKING, Annotated

import click
import typer

from salesmap.cli.desk import Desk, desk_of
from salesmap.cli.options import Fields, Format, Owner, Product, Region, Source
from salesmap.cli.screen import show
from salesmap.i18n import _
from salesmap.rows import Rows

if TYPE_CHECKING:
    from salesmap.reports.cohort import Cohort

BACKTEST = "backtest"
_MONTHS_AHEAD, _MONTHS_BACK = 3, 6

app = typer.Typer()
LOOKS_BACK = ("forecast",)


@app.command("forecast", help=_("What open leads will bring, by three methods; backtest tells how wrong each would have been."))
def forecast(
    ctx: typer.Context,
    backtest: Annotated[
        str | None,
        typer.Argument(click_type=click.Choice((BACKTEST,)), metavar="[backtest]", help=_("Hold them against past months.")),
    ] = None,
    months: Annotated[
        int | None, typer.Option(min=1, max=60, metavar=_("N"), help=_("How many months: ahead, three; for the backtest, the last six."))
    ] = None,
    owner: Owner = None,
    source: Source = None,
    product: Product = None,
    region: Region = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the forecast."""
    from salesmap.reports.cohort import Cohort
    from salesmap.reports.forecast import forecast

    desk = desk_of(ctx)
    cohort = Cohort(owner=owner, source=source, product=product, region=region)
    if backtest:
        rows = _backtest(desk, cohort, months or _MONTHS_BACK)
    else:
        with desk.reading() as connection:
            rows = forecast(connection, desk.clock, cohort, months or _MONTHS_AHEAD)
    show(desk, rows, format, fields)


def _backtest(desk: Desk, cohort: "Cohort", months: int) -> Rows:
    """What each method would have said on the first morning of past months, and what came."""
    from datetime import timedelta

    from salesmap.reports.forecast import judged, past_months, predicted, won_in

    outcomes = []
    for period in past_months(desk.clock, months):
        then = desk.back_at((period.since - timedelta(days=1)).isoformat())
        first_morning = then.clock._replace(fixed=desk.clock.on(period.since))
        with then.reading() as connection:
            expected = predicted(connection, first_morning, cohort)
        with desk.reading() as connection:
            outcomes.append((expected, won_in(connection, cohort, period)))
    return judged(outcomes)
