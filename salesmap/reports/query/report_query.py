"""The query that every report answers: which leads, grouped by which dimensions."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.table import Column
from salesmap.reports.query.dimensions import Groups, groups, positions
from salesmap.reports.query.lead_fields import custom_fields_of
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.spellings import one_spelling
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


class ReportQuery(NamedTuple):
    """The leads of a report, the dimensions that it is grouped by, and its language.

    `definition` is one of the report's names for `--def`; None is the usual one. `own` are
    dimensions of the report itself, as SQL over `l`; `days` is the length of its window, None for
    the usual one.
    """

    connection: Connection
    scope: LeadScope
    clock: Clock
    lang: str
    by: tuple[str, ...] = ()
    definition: str | None = None
    own: Mapping[str, str] = {}
    days: int | None = None

    def groups(self, day: str = "created_on") -> Groups:
        """Return the dimensions as SQL; `day` is the column of `lead l` that gives month, week, ….

        Raises UnknownDimensionError.
        """
        custom = custom_fields_of(self.connection)
        spelling = partial(one_spelling, self.connection)
        return groups(self.by, day, custom, spelling, self.own)

    @property
    def dimensions(self) -> tuple[Column, ...]:
        """The columns of the dimensions, which come before those of the metrics."""
        # One by one: a custom field may be called anything, `a:b` too.
        return tuple(map(Column, self.by))

    def in_period(self, since: date | None, until: date | None) -> "ReportQuery":
        """Return the same query over other days."""
        return self._replace(scope=self.scope._replace(since=since, until=until))

    def at_any_time(self) -> "ReportQuery":
        """Return the same query over all time."""
        return self.in_period(None, None)

    def currencies(self) -> list[str]:
        """Return the currencies of these leads' amounts over all time, sorted."""
        query = self._replace(by=()).at_any_time()
        return sorted(currency for (currency,) in query.rows(_SQL["currencies"]))

    def rows(
        self, sql: str, day: str = "created_on", keys: int = 0, **parameters: Any
    ) -> list[tuple[Any, ...]]:
        """Run a statement over `lead l` and return its rows.

        {groups} becomes the dimensions, {joins} the tables they need, {condition} the leads in
        scope with the time bounding `day`, {grouping} `GROUP BY … ORDER BY …` the dimensions,
        {positions} the positions of the dimensions and of `keys` more columns,
        {order} the same for ORDER BY.
        """
        groups = self.groups(day)
        filled = (
            sql.replace("{groups}", groups.selected)
            .replace("{joins}", groups.joins)
            .replace("{grouping}", groups.grouping)
            .replace("{positions}", positions(len(self.by) + keys))
            .replace("{order}", positions(len(self.by) + keys, " NULLS FIRST"))
            .replace("{condition}", self.scope.condition(day))
        )
        if "currency" not in self.by:
            filled = self.scope.amounts.in_figures(filled)
        return self.connection.execute(
            filled, {**self.scope.parameters(), "lang": self.lang, **parameters}
        ).fetchall()
