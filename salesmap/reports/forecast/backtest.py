"""The backtest: what each method of the forecast said of past months, and what was won."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _
from salesmap.core.periods import Period, parse_period, period_name
from salesmap.core.table import Table, columns, major
from salesmap.reports.catalogue.explain import FIGURE, FIGURE_WORDS, figure_cells
from salesmap.reports.forecast.forecast import METHODS, amount_text, expected, open_leads
from salesmap.reports.forecast.historical_rates import HistoricalRates, Range
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "period:word method:word expected:money:expected_shown low:money:low_shown "
    "high:money:high_shown actual:money:actual_shown error:ratio bias:ratio within:yesno "
    "recommended:yesno"
)
_DEFAULT_COLUMNS = (
    "period",
    "method",
    "expected",
    "actual",
    "error",
    "bias",
    "within",
    "recommended",
)
_WORDS = ("expected_shown", "low_shown", "high_shown", "actual_shown")
KEYS = columns("period:word method:word")
ALL = N_("all")


class Outcome(NamedTuple):
    """The forecasts of the first morning of a month, and what was won in it, in hundredths."""

    period: Period
    forecasts: Mapping[str, Range]
    actual: int
    won: Sequence[int]


class _Score(NamedTuple):
    """A method against the actual value of one month, or of all."""

    period: str
    method: str
    expected: int
    low: int
    high: int
    actual: int
    error: float | None
    bias: float | None
    is_within: bool
    is_recommended: bool = False


def past_months(connection: Connection, clock: Clock, scope: LeadScope) -> list[Period]:
    """Return the whole months since the one of the first win, the oldest first."""
    query = _SQL["first_win"].replace("{condition}", scope.condition())
    (first,) = connection.execute(query, scope.parameters()).fetchone()
    months = [parse_period("last-month", clock.today())]
    while first and months[-1].since.isoformat() > first:
        months.append(months[-1].previous())
    return months[::-1]


def forecasts_on(connection: Connection, clock: Clock, scope: LeadScope) -> dict[str, Range]:
    """Return what each method expects of the month that has just begun."""
    month = clock.today().strftime("%Y-%m")
    leads = [lead for lead in open_leads(connection, clock, scope) if lead.month == month]
    rates = HistoricalRates(connection, scope)
    return {method: expected(method, leads, rates) for method in METHODS}


def won_in(connection: Connection, scope: LeadScope, period: Period) -> tuple[int, list[int]]:
    """Return the value won in a period, in hundredths, and the ids of the leads."""
    condition = scope.condition()
    parameters = {
        **scope.parameters(),
        "from": period.since.isoformat(),
        "to": period.until.isoformat(),
    }
    won = scope.amounts.in_figures(_SQL["won"].replace("{condition}", condition))
    value = connection.execute(won, parameters)
    leads = connection.execute(_SQL["won_leads"].replace("{condition}", condition), parameters)
    return int(value.fetchone()[0]), [id for (id,) in leads]


def backtest(outcomes: Sequence[Outcome]) -> Table:
    """Return a row for each month and method, then one for each method over all months.

    error is |expected − actual| ÷ actual, bias (expected − actual) ÷ actual; over all months,
    Σ|expected − actual| ÷ Σ actual and Σ(expected − actual) ÷ Σ actual. `within`: the actual value
    was between the bounds (over all months: each time). Recommended is the method with the least
    error over all months; none where nothing was won.
    """
    rows = [
        (*score, *map(amount_text, (score.expected, score.low, score.high, score.actual)))
        for score in _scores(outcomes)
    ]
    return Table(COLUMNS, rows, _DEFAULT_COLUMNS, _WORDS)


def explained_backtest(outcomes: Sequence[Outcome]) -> Table:
    """Return actual value, error and bias with definition, formula and the leads won.

    What a method expected is explained by the forecast itself, as of the day before the month.
    """
    won = {period_name(outcome.period): list(outcome.won) for outcome in outcomes}
    won[ALL] = sorted({id for outcome in outcomes for id in outcome.won})
    rows: list[tuple[Any, ...]] = []
    for score in _scores(outcomes):
        ids = won[score.period]
        for figure, kind, value, definition, formula in _figures(score, len(ids)):
            cells = figure_cells(figure, kind, value, definition, formula, ids)
            rows.append((score.period, score.method, *cells))
    return Table((*KEYS, *FIGURE), rows, words=FIGURE_WORDS)


def _figures(score: _Score, leads: int) -> list[tuple[str, str, float | None, str, str]]:
    """Return (figure, kind, value, definition, formula) of one score."""
    expected_text, actual = (f"{major(value):,}" for value in (score.expected, score.actual))
    error = (
        _("sum of |expected − actual| over the months ÷ {actual}").format(actual=actual)
        if score.period == ALL
        else f"|{expected_text} − {actual}| ÷ {actual}"
    )
    bias = f"({expected_text} − {actual}) ÷ {actual}"
    return [
        (
            "actual",
            "money",
            score.actual,
            _("value of the leads won in the period"),
            _("sum of values (n = {leads_behind})").format(leads_behind=leads),
        ),
        (
            "error",
            "ratio",
            score.error,
            _("|expected − actual| ÷ actual"),
            error if score.actual else "–",
        ),
        (
            "bias",
            "ratio",
            score.bias,
            _("(expected − actual) ÷ actual"),
            bias if score.actual else "–",
        ),
    ]


def _scores(outcomes: Sequence[Outcome]) -> list[_Score]:
    """Return the scores of each month, then those over all months."""
    monthly = []
    for outcome in outcomes:
        actual = outcome.actual
        for method in METHODS:
            likely, low, high = map(round, outcome.forecasts[method])
            error = abs(likely - actual) / actual if actual else None
            bias = (likely - actual) / actual if actual else None
            name = period_name(outcome.period)
            is_within = low <= actual <= high
            monthly.append(_Score(name, method, likely, low, high, actual, error, bias, is_within))
    return monthly + _over_all(monthly)


def _over_all(monthly: Sequence[_Score]) -> list[_Score]:
    totals = []
    for method in METHODS:
        scores = [score for score in monthly if score.method == method]
        likely = sum(score.expected for score in scores)
        low, high = sum(score.low for score in scores), sum(score.high for score in scores)
        actual = sum(score.actual for score in scores)
        wrong = sum(abs(score.expected - score.actual) for score in scores)
        error = wrong / actual if actual else None
        bias = (likely - actual) / actual if actual else None
        is_within = all(score.is_within for score in scores)
        totals.append(_Score(ALL, method, likely, low, high, actual, error, bias, is_within))
    measured = [total for total in totals if total.error is not None]
    best = min(measured, key=lambda total: total.error or 0, default=None)
    return [total._replace(is_recommended=total is best) for total in totals]
