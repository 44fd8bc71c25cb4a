"""How wrong each method of forecasting would have been, month by month, and which one to trust."""

import sqlite3
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _
from salesmap.core.periods import Period, parse_period, period_name
from salesmap.core.table import Table, columns, major
from salesmap.reports.catalogue.explain import FIGURE, FIGURE_WORDS, figure_cells
from salesmap.reports.forecast.forecast import METHODS, expected, open_leads, rounded
from salesmap.reports.forecast.historical_rates import HistoricalRates, Range
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "period:word method:word expected:money:expected_shown low:money:low_shown high:money:high_shown actual:money:actual_shown "
    "error:ratio bias:ratio within:yesno recommended:yesno"
)
_BRIEF = ("period", "method", "expected", "actual", "error", "bias", "within", "recommended")
_WORDS = ("expected_shown", "low_shown", "high_shown", "actual_shown")
KEYS = columns("period:word method:word")
ALL = N_("all")


class Outcome(NamedTuple):
    """What each method said on the first morning of a month, and what was won in it, in hundredths, by which leads."""

    period: Period
    said: dict[str, Range]
    actual: int
    won: list[int]


def past_months(connection: sqlite3.Connection, clock: Clock, scope: LeadScope) -> list[Period]:
    """Every whole month since the one in which something was first won, the oldest first."""
    sql = statements(__file__)["first_win"].replace("{condition}", scope.condition())
    (first,) = connection.execute(sql, scope.parameters()).fetchone()
    found = [parse_period("last-month", clock.today())]
    while first and found[-1].since.isoformat() > first:
        found.append(found[-1].previous())
    return found[::-1]


def said_on(connection: sqlite3.Connection, clock: Clock, scope: LeadScope) -> dict[str, Range]:
    """What each method expects of the month that has just begun."""
    month = clock.today().strftime("%Y-%m")
    leads, past = (
        [lead for lead in open_leads(connection, clock, scope) if lead.month == month],
        HistoricalRates(connection, scope),
    )
    return {method: expected(method, leads, past) for method in METHODS}


def won_in(
    connection: sqlite3.Connection, scope: LeadScope, period: Period
) -> tuple[int, list[int]]:
    """The value that was won in a time, and the leads."""
    query = {
        **scope.parameters(),
        "from": period.since.isoformat(),
        "to": period.until.isoformat(),
    }
    value, leads = (
        statements(__file__)[name].replace("{condition}", scope.condition())
        for name in ("won", "won_leads")
    )
    return int(connection.execute(value, query).fetchone()[0]), [
        id for (id,) in connection.execute(leads, query)
    ]


def judged(outcomes: list[Outcome]) -> Table:
    """A row for each month and method, then one for each method over all months.

    error is |expected − actual| ÷ actual, bias (expected − actual) ÷ actual; over all months, Σ|expected − actual| ÷ Σ actual and
    Σ(expected − actual) ÷ Σ actual. `within` tells whether what came lay between the bounds (over all months: each time).
    Recommended is the method with the least error over all months; none where nothing was won.
    """
    rows: list[tuple[Any, ...]] = []
    for period, said, actual, _won in outcomes:
        for method in METHODS:
            likely, low, high = map(round, said[method])
            error, bias = (
                (abs(likely - actual) / actual, (likely - actual) / actual)
                if actual
                else (None, None)
            )
            rows.append(
                (
                    period_name(period),
                    method,
                    likely,
                    low,
                    high,
                    actual,
                    error,
                    bias,
                    low <= actual <= high,
                    False,
                )
            )
    every = rows + _over_all(rows)
    return Table(COLUMNS, [(*row, *map(rounded, row[2:6])) for row in every], _BRIEF, _WORDS)


def explained(outcomes: list[Outcome]) -> Table:
    """What came, and how wrong each method was, down to the leads that were won; what it expected is explained by the forecast itself
    (`forecast --explain`, as of the day before)."""
    rows: list[tuple[Any, ...]] = []
    told = judged(outcomes)
    won = {period_name(each.period): each.won for each in outcomes}
    won[ALL] = sorted({id for each in outcomes for id in each.won})
    for period, method, likely, _low, _high, actual, error, bias, *_rest in told.values:
        expected_shown, actual_shown = (f"{major(value):,}" for value in (likely, actual))
        each_apart = _("sum of |expected − actual| over the months ÷ {actual}").format(
            actual=actual_shown
        )
        wrong = (
            each_apart if period == ALL else f"|{expected_shown} − {actual_shown}| ÷ {actual_shown}"
        )
        counted = _("sum of values (n = {leads_behind})").format(leads_behind=len(won[period]))
        biased = f"({expected_shown} − {actual_shown}) ÷ {actual_shown}"
        for figure, kind, value, meaning, formula in (
            ("actual", "money", actual, _("value of the leads won in the period"), counted),
            ("error", "ratio", error, _("|expected − actual| ÷ actual"), wrong if actual else "–"),
            ("bias", "ratio", bias, _("(expected − actual) ÷ actual"), biased if actual else "–"),
        ):
            rows.append(
                (period, method, *figure_cells(figure, kind, value, meaning, formula, won[period]))
            )
    return Table((*KEYS, *FIGURE), rows, words=FIGURE_WORDS)


def _over_all(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    found = []
    for method in METHODS:
        mine = [row for row in rows if row[1] == method]
        likely, low, high, actual = (sum(row[place] for row in mine) for place in range(2, 6))
        wrong = sum(abs(row[2] - row[5]) for row in mine)
        error, bias = (wrong / actual, (likely - actual) / actual) if actual else (None, None)
        found.append(
            (ALL, method, likely, low, high, actual, error, bias, all(row[8] for row in mine))
        )
    least = min((row[6] for row in found if row[6] is not None), default=None)
    best = next((row[1] for row in found if row[6] == least and least is not None), None)
    return [(*row, row[1] == best) for row in found]
