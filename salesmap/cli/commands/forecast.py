"""`salesmap forecast`: expected revenue, and how accurate past forecasts were."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.figures.explain import show_explained
from salesmap.cli.filters import Argument, LeadFilters, say_unknown, with_filters
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.options import Explain, Fields, Format
from salesmap.cli.output import notify, notify_currencies, show
from salesmap.core.i18n import _
from salesmap.core.table import Table

if TYPE_CHECKING:
    from salesmap.reports.query.scope import LeadScope

BACKTEST, RATES = LOOKS = ("backtest", "rates")
_MONTHS_AHEAD, _MOST_MONTHS = 3, 60

app = typer.Typer()
EXAMPLES = (
    (_("Forecast the next six months"), "salesmap forecast --months 6"),
    (_("See how far such forecasts could be trusted"), "salesmap forecast backtest"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(
    leading=Argument(
        "[backtest|rates]", _("Past accuracy of the forecast, or past conversion rates.")
    )
)
def forecast(
    ctx: typer.Context,
    months: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=_MOST_MONTHS,
            metavar=_("N"),
            help=_(
                "Number of months: default 3 for the forecast, all past months for the backtest."
            ),
        ),
    ] = None,
    quarters: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=_MOST_MONTHS // 3,
            metavar=_("N"),
            help=_("Number of quarters, in place of months; this one from this month on."),
        ),
    ] = None,
    *,
    filters: LeadFilters,
    explain: Explain = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the forecast."""
    context = get_context(ctx)
    look, filters = filters.led_by(*LOOKS)
    if quarters and (months or look):
        raise ConflictingOptionsError(option="--quarters", others=[look or "--months"])
    with context.read_connection() as connection:
        cohort = filters.scope(context, connection)
    if look == BACKTEST:
        rows = _backtest(context, cohort, months, explain)
    elif look == RATES:
        rows = _rates(context, cohort, explain)
    else:
        rows = _forecast(context, cohort, months or _MONTHS_AHEAD, quarters, explain)
    (show_explained if explain else show)(context, rows, format, fields)
    notify_currencies(cohort.amounts)
    say_unknown(cohort.unknown)


def _forecast(
    context: AppContext, cohort: "LeadScope", months: int, quarters: int | None, explain: bool
) -> Table:
    from salesmap.reports.forecast.forecast import (
        ENOUGH_CLOSED,
        closed_deals,
        coming_months,
        coming_quarters,
        forecast,
    )

    today = context.clock.today()
    spans = coming_quarters(today, quarters) if quarters else coming_months(today, months)
    ask = forecast
    if explain:  # the catalogue of all figures, which the forecast itself does not need
        from salesmap.reports.forecast.forecast_drilldown import explained_forecast as ask

    with context.read_connection() as connection:
        closed = closed_deals(connection, cohort)
        if closed < ENOUGH_CLOSED:
            notify(
                _("History: too few closed deals ({closed} of {enough}).").format(
                    closed=closed, enough=ENOUGH_CLOSED
                )
            )
        return ask(connection, context.clock, cohort, spans)


def _rates(context: AppContext, cohort: "LeadScope", explain: bool) -> Table:
    from salesmap.reports.forecast.historical_rates import explained_rates, rates

    with context.read_connection() as connection:
        return (explained_rates if explain else rates)(connection, cohort, context.lang)


def _backtest(context: AppContext, cohort: "LeadScope", months: int | None, explain: bool) -> Table:
    """Return what each method forecast on the first morning of past months, and what came."""
    from datetime import timedelta

    from salesmap.reports.forecast.backtest import (
        Outcome,
        backtest,
        explained_backtest,
        forecasts_on,
        past_months,
        won_in,
    )

    with context.read_connection() as connection:
        every = past_months(connection, context.clock, cohort)
        looked_at = every[-(months or _MOST_MONTHS) :]
        actual = [won_in(connection, cohort, period) for period in looked_at]
    if len(looked_at) < len(every) and months is None:
        notify(
            _("Showing the last {count} of {total} months.").format(
                count=len(looked_at), total=len(every)
            )
        )
    outcomes = []
    for period, won in zip(looked_at, actual, strict=True):
        then = context.back_at((period.since - timedelta(days=1)).isoformat())
        first_morning = then.clock._replace(fixed=context.clock.on(period.since))
        with then.read_connection() as connection:
            outcomes.append(Outcome(period, forecasts_on(connection, first_morning, cohort), *won))
    return (explained_backtest if explain else backtest)(outcomes)
