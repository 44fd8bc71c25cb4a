"""What open leads will bring, month by month, by three methods.

- weighted: Σ value × probability of the stage, as the map says it; between the bounds of eight outcomes in ten, each lead won or not
  by itself.
- category: at least what stands in stages that are nearly won (80 % and more: commit), likely what stands in stages that are rather won
  than not (50 % and more: best case), at most all of it (pipeline).
- history: Σ value × the share won of the book's own leads that came as far and were still open at that age, of the same source where
  there are enough of them; between the bounds of that share (Wilson's interval, eight in ten).
"""

import math
import sqlite3
from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.forecast.historical_rates import HistoricalRates, Range, Z
from salesmap.reports.query.rows import median
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "method:word period expected:money:expected_shown low:money:low_shown high:money:high_shown"
)
_WORDS = ("expected_shown", "low_shown", "high_shown")
METHODS = (N_("weighted"), N_("category"), N_("history"))

COMMIT, BEST_CASE = 0.8, 0.5
"""The least probability of what is nearly won, and of what is rather won than not."""
_USUAL_DAYS = 60


class OpenLead(NamedTuple):
    """An open lead as a forecast sees it; the value in hundredths, the age in days, `month` is when it should close."""

    id: int
    value: int
    probability: float
    position: int
    process: int
    age: int
    source: str | None
    month: str


def forecast(connection: sqlite3.Connection, clock: Clock, scope: LeadScope, months: int) -> Table:
    """A row for each method and month, from this month on. Past its expected close, a lead is expected this month; without one,
    when leads are usually won."""
    leads, past = open_leads(connection, clock, scope), HistoricalRates(connection, scope)
    rows = []
    for method in METHODS:
        for month in coming(clock.today(), months):
            found = expected(method, [lead for lead in leads if lead.month == month], past)
            rows.append((method, month, *map(round, found), *map(rounded, found)))
    return Table(COLUMNS, rows, words=_WORDS)


def rounded(cents: float) -> str:
    """Hundredths as a whole amount, which is as much as a forecast can say."""
    return f"{round(cents / 100):,}"


def expected(method: str, leads: Sequence[OpenLead], past: HistoricalRates) -> Range:
    """What a method expects of some leads, in hundredths."""
    if method == METHODS[0]:
        likely, spread = sum(lead.value * lead.probability for lead in leads), Z * deviation(leads)
        return Range(
            likely,
            max(0.0, likely - spread),
            min(likely + spread, sum(lead.value for lead in leads)),
        )
    if method == METHODS[1]:
        commit, best = (
            sum(lead.value for lead in leads if lead.probability >= least)
            for least in (COMMIT, BEST_CASE)
        )
        return Range(best, commit, sum(lead.value for lead in leads))
    shares = [
        (
            lead.value,
            past.share(lead.process, lead.position, lead.source, lead.age, lead.probability).range,
        )
        for lead in leads
    ]
    return Range(
        *(sum(value * getattr(share, name) for value, share in shares) for name in Range._fields)
    )


def deviation(leads: Sequence[OpenLead]) -> float:
    """The standard deviation of what some leads bring, each won or not by itself."""
    return math.sqrt(
        sum(lead.value**2 * lead.probability * (1 - lead.probability) for lead in leads)
    )


def open_leads(connection: sqlite3.Connection, clock: Clock, scope: LeadScope) -> list[OpenLead]:
    """The open leads that have a value, each with the month in which it should close."""
    sql, today = statements(__file__), clock.today()
    usual = timedelta(days=_usual_days(connection, scope))
    found = []
    for (
        id,
        value,
        probability,
        position,
        process,
        created_on,
        expected_close,
        source,
    ) in connection.execute(
        sql["open"].replace("{condition}", scope.condition()), scope.parameters()
    ):
        created = date.fromisoformat(created_on)
        closing = max(
            date.fromisoformat(expected_close) if expected_close else created + usual, today
        )
        found.append(
            OpenLead(
                id,
                value,
                probability,
                position,
                process,
                (today - created).days,
                source,
                closing.strftime("%Y-%m"),
            )
        )
    return found


def coming(today: date, months: int) -> list[str]:
    """This month and those behind it."""
    first = today.replace(day=1)
    found = []
    for _month in range(months):
        found.append(first.strftime("%Y-%m"))
        first = (first + timedelta(days=32)).replace(day=1)
    return found


def _usual_days(connection: sqlite3.Connection, scope: LeadScope) -> float:
    """The middle of the days from created to won."""
    query = statements(__file__)["won_lengths"].replace("{condition}", scope.condition())
    lengths = [days for (days,) in connection.execute(query, scope.parameters())]
    return median(lengths) if lengths else _USUAL_DAYS
