"""What became of the book's own leads: the share that was won of those that came as far and were still open at some age."""

import json
import math
import sqlite3
from bisect import bisect_left
from collections.abc import Iterator
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.reports.query.rows import share
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.statements import statements

RATES = columns(
    "pipeline stage:key:label source age_days:int leads:int won:int rate:ratio::win_rate low:ratio high:ratio"
)
EXPLAINED = columns(
    "pipeline stage:key:label source age_days:int rate:ratio::win_rate definition formula leads:int lead_ids:list"
)
_AGES = (0, 30, 90, 180)
_ENOUGH = 20
Z = 1.2816
"""Eight outcomes in ten lie within so many standard deviations."""


class Range(NamedTuple):
    """What is expected, at least and at most."""

    expected: float
    low: float
    high: float


class Share(NamedTuple):
    """How many of so many leads were won, and the range of the share; of no leads, what the map says of the stage."""

    won: int
    leads: int
    range: Range


class HistoricalRates:
    """Leads that ended, by how far they came, from where, after how many days."""

    def __init__(self, connection: sqlite3.Connection, scope: LeadScope) -> None:
        sql = statements(__file__)["closed"].replace("{condition}", scope.condition())
        self._closed = connection.execute(sql, scope.parameters()).fetchall()
        self._known: dict[tuple[Any, ...], tuple[list[int], list[int]]] = {}

    def share(
        self, process: int, position: int, source: str | None, age: int, otherwise: float
    ) -> Share:
        """The share won of leads that came as far and were open at this age: of this source, if those are enough; of all sources; of
        any age. `otherwise` is what is expected where nothing is known."""
        for origin, least in ((source, age), (None, age), (None, 0)):
            won, count = self.count(process, position, origin, least)
            if count >= (_ENOUGH if least or origin else 1):
                return Share(won, count, wilson(won, count))
        return Share(0, 0, Range(otherwise, 0, 1))

    def count(self, process: int, position: int, source: str | None, age: int) -> tuple[int, int]:
        """(won, all) of the leads that came as far and were open at this age; of any source where none is said."""
        days, wins = self._lengths(process, position, source)
        start = bisect_left(days, age)
        return wins[-1] - wins[start], len(days) - start

    def leads(self, process: int, position: int, source: str | None, age: int) -> list[int]:
        """The ids of those that `count` counts."""
        return sorted(
            id
            for _won, furthest, of, days, origin, id in self._closed
            if of == process
            and furthest >= position
            and days >= age
            and (source is None or origin == source)
        )

    def sources(self) -> list[str]:
        """Where they came from."""
        return sorted({row[4] for row in self._closed if row[4]})

    def _lengths(
        self, process: int, position: int, source: str | None
    ) -> tuple[list[int], list[int]]:
        """The days that such leads took, in order, and how many of the first so many were won."""
        key = (process, position, source)
        if key not in self._known:
            found = sorted(
                (days, won)
                for won, furthest, of, days, origin, _id in self._closed
                if of == process and furthest >= position and (source is None or origin == source)
            )
            wins = [0]
            for _days, won in found:
                wins.append(wins[-1] + won)
            self._known[key] = [days for days, _won in found], wins
        return self._known[key]


def rates(connection: sqlite3.Connection, scope: LeadScope, lang: str) -> Table:
    """From stage to win: of the leads that came as far and were still open after so many days, how many were won; of all sources, and of
    each. Between the bounds within which the rate lies eight times in ten."""
    past = HistoricalRates(connection, scope)
    rows = [
        (*keys, leads, won, *wilson(won, leads), word)
        for keys, _asked, leads, won, word in _lines(connection, past, lang)
    ]
    brief = tuple(
        column.name
        for column in RATES
        if column.name != "pipeline" or len({row[0] for row in rows}) > 1
    )
    return Table(RATES, rows, brief, ("label",))


def explained_rates(connection: sqlite3.Connection, scope: LeadScope, lang: str) -> Table:
    """Each rate down to its leads."""
    past = HistoricalRates(connection, scope)
    meaning = _(
        "won ÷ closed leads, of leads that reached the stage and were still open after so many days"
    )
    rows = [
        (
            *keys,
            share(won, leads),
            meaning,
            f"{won} ÷ {leads}",
            leads,
            json.dumps(past.leads(*query)),
            word,
        )
        for keys, query, leads, won, word in _lines(connection, past, lang)
    ]
    return Table(EXPLAINED, rows, words=("label",))


def _lines(
    connection: sqlite3.Connection, past: HistoricalRates, lang: str
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...], int, int, str]]:
    """(keys of the row, what to ask of the past, leads, won, the stage in words) where there are any leads."""
    for process_id, process, position, stage, label in connection.execute(
        statements(__file__)["stages"], {"lang": lang}
    ).fetchall():
        for source in (None, *past.sources()):
            for age in _AGES:
                query = (process_id, position, source, age)
                won, leads = past.count(*query)
                if leads:
                    yield (
                        (process, stage, source, age),
                        query,
                        leads,
                        won,
                        label,
                    )


def wilson(won: int, count: int) -> Range:
    """A share and the bounds within which it lies eight times in ten (E. B. Wilson, 1927)."""
    rate, weight = won / count, Z**2 / count
    middle = (rate + weight / 2) / (1 + weight)
    spread = Z / (1 + weight) * math.sqrt(rate * (1 - rate) / count + weight / (4 * count))
    return Range(rate, max(0.0, min(rate, middle - spread)), min(1.0, max(rate, middle + spread)))
