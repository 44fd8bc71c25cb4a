"""What open leads will bring, month by month, by three methods; and how wrong each would have been in the past.

- weighted: Σ value × probability of the stage, as the map says it; between the bounds of eight outcomes in ten, each lead won or not
  by itself.
- category: at least what stands in stages that are nearly won (80 % and more: commit), likely what stands in stages that are rather won
  than not (50 % and more: best case), at most all of it (pipeline).
- history: Σ value × the share won of the book's own leads that came as far and were still open at that age, of the same source where
  there are enough of them; between the bounds of that share (Wilson's interval, eight in ten).
"""

import math
import sqlite3
from bisect import bisect_left
from datetime import date, timedelta
from typing import Any, NamedTuple

from salesmap.clock import Clock
from salesmap.i18n import mark
from salesmap.periods import Period, parse_period
from salesmap.reports.asked import median
from salesmap.reports.cohort import Cohort
from salesmap.reports.sql import statements
from salesmap.rows import Rows, columns

COLUMNS = columns("method:word period expected:money low:money high:money")
BACKTEST = columns("method:word months:int actual:money expected:money error:ratio bias:ratio recommended:yesno")
METHODS = (mark("weighted"), mark("category"), mark("history"))

_Z = 1.2816  # eight outcomes in ten lie within so many standard deviations
_COMMIT, _BEST_CASE = 0.8, 0.5
_ENOUGH = 20
_USUAL_DAYS = 60


class _Lead(NamedTuple):
    """An open lead as a forecast sees it; `month` is when it should close."""

    value: int
    probability: float
    position: int
    process: int
    age: int
    source: str | None
    month: str


class Range(NamedTuple):
    """What is expected, at least and at most, in hundredths."""

    expected: float
    low: float
    high: float


def forecast(connection: sqlite3.Connection, clock: Clock, cohort: Cohort, months: int) -> Rows:
    """A row for each method and month, from this month on. Past its expected close, a lead is expected this month; without one,
    when leads are usually won."""
    leads, history = _open(connection, clock, cohort), _History(connection, cohort)
    wanted = _coming(clock.today(), months)
    rows = []
    for method in METHODS:
        for month in wanted:
            found = _ask(method, [lead for lead in leads if lead.month == month], history)
            rows.append((method, month, round(found.expected), round(found.low), round(found.high)))
    return Rows(COLUMNS, rows)


def predicted(connection: sqlite3.Connection, clock: Clock, cohort: Cohort) -> dict[str, float]:
    """What each method expects of the month that has just begun."""
    month = clock.today().strftime("%Y-%m")
    leads, history = [lead for lead in _open(connection, clock, cohort) if lead.month == month], _History(connection, cohort)
    return {method: _ask(method, leads, history).expected for method in METHODS}


def won_in(connection: sqlite3.Connection, cohort: Cohort, period: Period) -> int:
    """The value that was won in a time."""
    bounds = {"from": period.since.isoformat(), "to": period.until.isoformat()}
    query = statements("forecast")["won"].replace("{condition}", cohort.condition())
    return int(connection.execute(query, {**cohort.parameters(), **bounds}).fetchone()[0])


def past_months(clock: Clock, count: int) -> list[Period]:
    """The last whole months, the oldest first."""
    found = [parse_period("last-month", clock.today())]
    while len(found) < count:
        found.append(found[-1].before())
    return found[::-1]


def judged(outcomes: list[tuple[dict[str, float], int]]) -> Rows:
    """How wrong each method was over some months, given as (expected by method, actual): error is Σ|expected − actual| ÷ Σ actual,
    bias is Σ(expected − actual) ÷ Σ actual. Recommended is the one with the least error; none where nothing was won."""
    actual = sum(won for _expected, won in outcomes)
    errors = {method: sum(abs(expected[method] - won) for expected, won in outcomes) for method in METHODS}
    best = min(METHODS, key=lambda method: errors[method]) if actual else None
    rows = []
    for method in METHODS:
        expected = sum(each[method] for each, _won in outcomes)
        error, bias = (errors[method] / actual, (expected - actual) / actual) if actual else (None, None)
        rows.append((method, len(outcomes), actual, round(expected), error, bias, method == best))
    return Rows(BACKTEST, rows)


class _History:
    """What became of the book's own leads."""

    def __init__(self, connection: sqlite3.Connection, cohort: Cohort) -> None:
        query = statements("forecast")["closed"].replace("{condition}", cohort.condition())
        self.closed = connection.execute(query, cohort.parameters()).fetchall()
        self.known: dict[tuple[Any, ...], tuple[list[int], list[int]]] = {}

    def share(self, lead: _Lead) -> Range:
        """The share won of leads that came as far as this one and were open at its age: of its source, if those are enough."""
        for source in (lead.source, None):
            days, wins = self._lengths(lead.process, lead.position, source)
            start = bisect_left(days, lead.age)
            count = len(days) - start
            if count >= _ENOUGH:
                return _wilson(wins[len(days)] - wins[start], count)
        days, wins = self._lengths(lead.process, lead.position, None)
        return _wilson(wins[-1], len(days)) if days else Range(lead.probability, 0, 1)

    def _lengths(self, process: int, position: int, source: str | None) -> tuple[list[int], list[int]]:
        """The days that such leads took, in order, and how many of the first so many were won."""
        key = (process, position, source)
        if key not in self.known:
            found = sorted(
                (days, won)
                for won, furthest, of, days, origin in self.closed
                if of == process and furthest >= position and (source is None or origin == source)
            )
            wins = [0]
            for _days, won in found:
                wins.append(wins[-1] + won)
            self.known[key] = [days for days, _won in found], wins
        return self.known[key]


def _ask(method: str, leads: list[_Lead], history: _History) -> Range:
    if method == METHODS[0]:
        expected = sum(lead.value * lead.probability for lead in leads)
        spread = _Z * math.sqrt(sum(lead.value**2 * lead.probability * (1 - lead.probability) for lead in leads))
        return Range(expected, max(0.0, expected - spread), min(expected + spread, sum(lead.value for lead in leads)))
    if method == METHODS[1]:
        commit, best = (sum(lead.value for lead in leads if lead.probability >= least) for least in (_COMMIT, _BEST_CASE))
        return Range(best, commit, sum(lead.value for lead in leads))
    shares = [(lead.value, history.share(lead)) for lead in leads]
    return Range(*(sum(value * getattr(share, name) for value, share in shares) for name in Range._fields))


def _wilson(won: int, count: int) -> Range:
    """A share and the bounds within which it lies eight times in ten (E. B. Wilson, 1927)."""
    share, weight = won / count, _Z**2 / count
    middle = (share + weight / 2) / (1 + weight)
    spread = _Z / (1 + weight) * math.sqrt(share * (1 - share) / count + weight / (4 * count))
    return Range(share, max(0.0, middle - spread), min(1.0, middle + spread))


def _open(connection: sqlite3.Connection, clock: Clock, cohort: Cohort) -> list[_Lead]:
    sql = statements("forecast")
    today = clock.today()
    lengths = sorted(
        row[3] for row in connection.execute(sql["closed"].replace("{condition}", cohort.condition()), cohort.parameters()) if row[0]
    )
    usual = timedelta(days=median(lengths) if lengths else _USUAL_DAYS)
    found = []
    for row in connection.execute(sql["open"].replace("{condition}", cohort.condition()), cohort.parameters()):
        _id, value, probability, _stage, position, process, created_on, expected, source = row
        closing = max(date.fromisoformat(expected) if expected else date.fromisoformat(created_on) + usual, today)
        age = (today - date.fromisoformat(created_on)).days
        found.append(_Lead(value, probability, position, process, age, source, closing.strftime("%Y-%m")))
    return found


def _coming(today: date, months: int) -> list[str]:
    first = today.replace(day=1)
    found = []
    for _month in range(months):
        found.append(first.strftime("%Y-%m"))
        first = (first + timedelta(days=32)).replace(day=1)
    return found
