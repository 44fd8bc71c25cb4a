"""The forecast: what open leads are expected to bring, by month or quarter, by three methods.

- weighted: Σ value × probability of the stage in the map. The bounds hold eight outcomes in ten if
  leads are won independently.
- category: low is the value in stages of 80 % and more (commit), expected that in stages of 50 %
  and more (best case), high all of it (pipeline).
- history: Σ value × the share won of the closed leads that reached the same stage and were still
  open at the same age, of the same source where there are enough. The bounds are those of the share
  (Wilson's interval, eight in ten).
"""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from operator import mul
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.forecast.historical_rates import HistoricalRates, Range, Z
from salesmap.reports.query.rows import median
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "method:word period expected:money:expected_shown low:money:low_shown high:money:high_shown"
)
_WORDS = ("expected_shown", "low_shown", "high_shown")
WEIGHTED, CATEGORY, HISTORY = METHODS = (N_("weighted"), N_("category"), N_("history"))

ENOUGH_CLOSED = 30
"""The closed deals from which history speaks: fewer say nothing about those to come."""

COMMIT, BEST_CASE = 0.8, 0.5
"""The least probability of the stages that count as commit and as best case."""
_MONTHS, _QUARTER = 12, 3
_USUAL_DAYS = 60
"""The days from creation to win where none was won yet."""


class OpenLead(NamedTuple):
    """An open lead with a value in hundredths.

    `position` and `pipeline` are those of its stage, `age` is in days, `month` the one (`2026-11`)
    in which it is expected to close.
    """

    id: int
    value: int
    probability: float
    position: int
    pipeline: int
    age: int
    source: str | None
    month: str


_LIKE = slice(2, 7)
"""What leads have in common whose share won is the same: all but id, value and month."""


class Span(NamedTuple):
    """Months (`2026-11`) that are forecast together, and what they are called."""

    name: str
    months: tuple[str, ...]


def closed_deals(connection: Connection, scope: LeadScope) -> int:
    """Return how many closed deals history is made of."""
    return HistoricalRates(connection, scope).closed


def forecast(
    connection: Connection, clock: Clock, scope: LeadScope, spans: Sequence[Span]
) -> Table:
    """Return a row for each method and span.

    The figures of history are empty with fewer closed deals than `ENOUGH_CLOSED`.
    """
    leads, rates = open_leads(connection, clock, scope), HistoricalRates(connection, scope)
    by_month: dict[str, list[OpenLead]] = {}
    for lead in leads:
        by_month.setdefault(lead.month, []).append(lead)
    knows_history = rates.closed >= ENOUGH_CLOSED
    rows: list[tuple[Any, ...]] = []
    for method in METHODS:
        for span in spans:
            if method == HISTORY and not knows_history:
                rows.append((method, span.name, *[None] * 6))
                continue
            such = [lead for month in span.months for lead in by_month.get(month, ())]
            amounts = expected(method, such, rates)
            rows.append((method, span.name, *map(round, amounts), *map(amount_text, amounts)))
    return Table(COLUMNS, rows, words=_WORDS)


def amount_text(cents: float) -> str:
    """Return hundredths as a whole amount: a forecast knows no more."""
    return f"{round(cents / 100):,}"


def expected(method: str, leads: Sequence[OpenLead], rates: HistoricalRates) -> Range:
    """Return what a method expects of some leads, in hundredths."""
    if method == WEIGHTED:
        return _weighted(leads)
    if method == CATEGORY:
        return _category(leads)
    known: dict[Any, Range] = {}
    ranges = []
    for lead in leads:
        like: Any = lead[_LIKE]
        if like not in known:
            known[like] = lead_share(lead, rates)
        ranges.append(known[like])
    values = [lead.value for lead in leads]
    shares = zip(*ranges, strict=True) if ranges else ((), (), ())
    return Range(*(sum(map(mul, values, share)) for share in shares))


def lead_share(lead: OpenLead, rates: HistoricalRates) -> Range:
    """Return the share won of closed leads like this one."""
    return rates.share(lead.pipeline, lead.position, lead.source, lead.age, lead.probability).range


def standard_deviation(leads: Sequence[OpenLead]) -> float:
    """Return the standard deviation of what leads bring that are won independently."""
    return math.sqrt(
        sum([lead.value**2 * lead.probability * (1 - lead.probability) for lead in leads])
    )


def open_leads(connection: Connection, clock: Clock, scope: LeadScope) -> list[OpenLead]:
    """Return the open leads with a value.

    A lead past its expected close date is expected this month; one without a date after the usual
    days from creation to win.
    """
    today = clock.today()
    usual = timedelta(days=_usual_days(connection, scope))
    query = scope.amounts.in_figures(_SQL["open"].replace("{condition}", scope.condition()))
    leads, this_day = [], today.isoformat()
    make = tuple.__new__  # a third of the time of OpenLead(…)

    @cache  # the days are few, the leads many
    def age_and_close(created_on: str) -> tuple[int, str]:
        created = date.fromisoformat(created_on)
        return (today - created).days, (created + usual).isoformat()

    for row in connection.execute(query, scope.parameters()):
        id, value, probability, position, pipeline, created_on, expected_close, source = row
        age, usual_close = age_and_close(created_on)
        month = max(expected_close or usual_close, this_day)[:7]
        fields = (id, value, probability, position, pipeline, age, source, month)
        leads.append(make(OpenLead, fields))
    return leads


def coming_months(today: date, count: int) -> list[Span]:
    """Return this month and the following ones."""
    first = today.year * _MONTHS + today.month - 1
    return [Span(name, (name,)) for name in map(_month_name, range(first, first + count))]


def coming_quarters(today: date, count: int) -> list[Span]:
    """Return this quarter, from this month on, and the following ones."""
    this_month = today.year * _MONTHS + today.month - 1
    first = this_month // _QUARTER
    return [
        Span(
            f"{number * _QUARTER // _MONTHS:04}-Q{number % (_MONTHS // _QUARTER) + 1}",
            tuple(
                _month_name(month)
                for month in range(number * _QUARTER, (number + 1) * _QUARTER)
                if month >= this_month
            ),
        )
        for number in range(first, first + count)
    ]


def _month_name(number: int) -> str:
    return f"{number // _MONTHS:04}-{number % _MONTHS + 1:02}"


def _weighted(leads: Sequence[OpenLead]) -> Range:
    likely = sum([lead.value * lead.probability for lead in leads])
    spread = Z * standard_deviation(leads)
    most = sum([lead.value for lead in leads])
    return Range(likely, max(0.0, likely - spread), min(likely + spread, most))


def _category(leads: Sequence[OpenLead]) -> Range:
    commit, best_case, pipeline = (
        sum([lead.value for lead in leads if lead.probability >= least])
        for least in (COMMIT, BEST_CASE, 0.0)
    )
    return Range(best_case, commit, pipeline)


def _usual_days(connection: Connection, scope: LeadScope) -> float:
    """Return the median days from creation to win."""
    query = _SQL["won_days"].replace("{condition}", scope.condition())
    days = [number for (number,) in connection.execute(query, scope.parameters())]
    return median(days) if days else _USUAL_DAYS
