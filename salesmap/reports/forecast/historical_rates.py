"""The share won of closed leads, by the stage they reached, their source and their age."""

import json
import math
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import accumulate
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.reports.query.rows import share
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
RATES = columns(
    "pipeline stage:key:label source age_days:int leads:int won:int rate:ratio::win_rate "
    "low:ratio high:ratio"
)
EXPLAINED = columns(
    "pipeline stage:key:label source age_days:int rate:ratio::win_rate definition formula "
    "leads:int lead_ids:list"
)
_AGES = (0, 30, 90, 180)
_ENOUGH = 20
"""The least leads of one source or age that a share is taken from."""
Z = 1.2816
"""The standard deviations that hold eight outcomes in ten."""


class Range(NamedTuple):
    """What is expected, and the bounds that hold it eight times in ten."""

    expected: float
    low: float
    high: float


class Share(NamedTuple):
    """How many of so many closed leads were won; without leads, the probability of the map."""

    won: int
    leads: int
    range: Range


class _ClosedLead(NamedTuple):
    """A row of the statement `closed`, with the position and pipeline of the furthest stage."""

    is_won: int
    position: int
    pipeline: int
    days: int
    source: str | None
    id: int


class _Like(NamedTuple):
    """Closed leads that reached a stage and were open at an age; `source` None means any."""

    pipeline: int
    position: int
    source: str | None
    age: int


_SOURCE = 3


class HistoricalRates:
    """The closed leads in scope."""

    def __init__(self, connection: Connection, scope: LeadScope) -> None:
        closed = _SQL["closed"].replace("{condition}", scope.condition())
        self._connection, self._closed, self._parameters = connection, closed, scope.parameters()
        self._leads: list[_ClosedLead] | None = None
        self._shares: dict[tuple[int, int, str | None, int, float], Share] = {}
        self._lengths_of: dict[tuple[int, int, str | None], _Lengths] = {}

    @cached_property
    def _lengths_in_order(self) -> list[tuple[Any, ...]]:
        sql = _SQL["lengths"].replace("{closed}", self._closed)
        return self._connection.execute(sql, self._parameters).fetchall()

    @cached_property
    def closed(self) -> int:
        """The number of closed leads in scope."""
        return int(
            self._connection.execute(
                f"SELECT count(*) FROM ({self._closed}) AS closed", self._parameters
            ).fetchone()[0]
        )

    def share(
        self, pipeline: int, position: int, source: str | None, age: int, probability: float
    ) -> Share:
        """Return the share won of leads that reached a stage and were open at an age.

        Of the same source if there are enough; else of all sources; else of any age. Without any,
        `probability`, with the widest bounds.
        """
        key = (pipeline, position, source, age, probability)
        if key not in self._shares:
            self._shares[key] = self._share(*key)
        return self._shares[key]

    def _share(
        self, pipeline: int, position: int, source: str | None, age: int, probability: float
    ) -> Share:
        for origin, least_age in ((source, age), (None, age), (None, 0)):
            won, leads = self._count(pipeline, position, origin, least_age)
            if leads >= (_ENOUGH if least_age or origin else 1):
                return Share(won, leads, wilson(won, leads))
        return Share(0, 0, Range(probability, 0, 1))

    def count(self, like: _Like) -> tuple[int, int]:
        """Return (won, all) of such leads."""
        return self._count(*like)

    def _count(self, pipeline: int, position: int, source: str | None, age: int) -> tuple[int, int]:
        lengths = self._lengths(pipeline, position, source)
        start = bisect_left(lengths.days, age)
        return lengths.won[-1] - lengths.won[start], lengths.leads[-1] - lengths.leads[start]

    def leads(self, like: _Like) -> list[int]:
        """Return the ids of such leads."""
        if self._leads is None:
            rows = self._connection.execute(self._closed, self._parameters)
            self._leads = list(map(_ClosedLead._make, rows))
        return sorted(
            lead.id
            for lead in self._leads
            if lead.pipeline == like.pipeline
            and lead.position >= like.position
            and lead.days >= like.age
            and like.source in (None, lead.source)
        )

    def sources(self) -> list[str]:
        """Return the sources of the leads."""
        return sorted({row[_SOURCE] for row in self._lengths_in_order if row[_SOURCE]})

    def _lengths(self, pipeline: int, position: int, source: str | None) -> "_Lengths":
        """Return the days that such leads took."""
        key = (pipeline, position, source)
        lengths = self._lengths_of.get(key)
        if lengths is None:
            such = [
                (days, leads, won)
                for days, reached, of_pipeline, origin, leads, won in self._lengths_in_order
                if of_pipeline == pipeline
                and reached >= position
                and (source is None or source == origin)
            ]
            lengths = self._lengths_of[key] = _Lengths(
                [days for days, _leads, _won in such],
                list(accumulate((leads for _days, leads, _won in such), initial=0)),
                list(accumulate((won for _days, _leads, won in such), initial=0)),
            )
        return lengths


class _Lengths(NamedTuple):
    """Days in ascending order, and how many leads, and how many won ones, the first n hold."""

    days: list[int]
    leads: list[int]
    won: list[int]


class _Line(NamedTuple):
    """A row of the table of rates, before its figures."""

    pipeline: str
    stage: str
    stage_label: str
    like: _Like
    won: int
    leads: int

    @property
    def keys(self) -> tuple[Any, ...]:
        return self.pipeline, self.stage, self.like.source, self.like.age


def rates(connection: Connection, scope: LeadScope, lang: str) -> Table:
    """Return, from each stage and age to the win, the share won, of all sources and of each."""
    history = HistoricalRates(connection, scope)
    rows = [
        (*line.keys, line.leads, line.won, *wilson(line.won, line.leads), line.stage_label)
        for line in _lines(connection, history, lang)
    ]
    has_pipelines = len({row[0] for row in rows}) > 1
    shown = tuple(column.name for column in RATES if column.name != "pipeline" or has_pipelines)
    return Table(RATES, rows, shown, ("label",))


def explained_rates(connection: Connection, scope: LeadScope, lang: str) -> Table:
    """Return each rate with its definition, its formula and its leads."""
    history = HistoricalRates(connection, scope)
    definition = _(
        "won ÷ closed leads, of leads that reached the stage and were still open after so many days"
    )
    rows = [
        (
            *line.keys,
            share(line.won, line.leads),
            definition,
            f"{line.won} ÷ {line.leads}",
            line.leads,
            json.dumps(history.leads(line.like)),
            line.stage_label,
        )
        for line in _lines(connection, history, lang)
    ]
    return Table(EXPLAINED, rows, words=("label",))


def _lines(connection: Connection, history: HistoricalRates, lang: str) -> Iterator[_Line]:
    """Yield a line for each stage, source and age of which there are leads."""
    stages = connection.execute(_SQL["stages"], {"lang": lang}).fetchall()
    for pipeline_id, pipeline, position, stage, label in stages:
        for source in (None, *history.sources()):
            for age in _AGES:
                like = _Like(pipeline_id, position, source, age)
                won, leads = history.count(like)
                if leads:
                    yield _Line(pipeline, stage, label, like, won, leads)


@cache
def wilson(won: int, count: int) -> Range:
    """Return a share with the bounds that hold it eight times in ten (E. B. Wilson, 1927)."""
    rate, weight = won / count, Z**2 / count
    middle = (rate + weight / 2) / (1 + weight)
    spread = Z / (1 + weight) * math.sqrt(rate * (1 - rate) / count + weight / (4 * count))
    return Range(rate, max(0.0, min(rate, middle - spread)), min(1.0, max(rate, middle + spread)))
