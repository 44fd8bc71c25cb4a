"""A question about the whole book: of which leads, grouped by what, seen by whom."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.core.table import Column
from salesmap.reports.query.filters import custom_field_name, custom_field_sql, custom_fields_of
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.statements import statements

DIMENSIONS = (
    "owner",
    "source",
    "product",
    "region",
    "customer",
    "stage",
    "pipeline",
    "tag",
    "month",
    "week",
    "quarter",
    "year",
)
"""What leads can be grouped by, beside the fields of one's own. A lead with several tags is in several groups."""

_COLUMNS = {
    "owner": "l.owner", "source": "l.source", "product": "l.product", "region": "l.region", "customer": "c.name", "stage": "s.key",
    "pipeline": "p.key", "tag": "t.tag",
}  # fmt: skip
_JOINS = {
    "customer": "LEFT JOIN customer c ON c.id = l.customer_id",
    "stage": "LEFT JOIN stage s ON s.id = l.stage_id",
    "pipeline": "LEFT JOIN process p ON p.id = l.process_id",
    "tag": "LEFT JOIN lead_tag t ON t.lead_id = l.id",
}
# The ISO week of a day is that of its week's Thursday.
_TIMES = {
    "month": "substr({day}, 1, 7)",
    "quarter": "substr({day}, 1, 4) || '-Q' || ((CAST(substr({day}, 6, 2) AS INTEGER) + 2) / 3)",
    "year": "substr({day}, 1, 4)",
    "week": "strftime('%Y', {day}, '-3 days', 'weekday 4') || '-W' || "
    "substr('0' || ((CAST(strftime('%j', {day}, '-3 days', 'weekday 4') AS INTEGER) - 1) / 7 + 1), -2)",
}


class ReportQuery(NamedTuple):
    """A question. `by` are dimensions, `definition` is which of several definitions of a term is meant (None: the usual one)."""

    connection: sqlite3.Connection
    cohort: LeadScope
    clock: Clock
    lang: str
    by: tuple[str, ...] = ()
    definition: str | None = None

    def groups(self, day: str = "created_on") -> "Groups":
        """The dimensions as SQL; `day` is the column of `lead l` by which times are told. Raises UsageError."""
        own = custom_fields_of(self.connection)
        return Groups(self.by, tuple(_expression(name, f"l.{day}", own) for name in self.by))

    @property
    def dimensions(self) -> tuple[Column, ...]:
        """The columns of the dimensions, before those of the figures. A field of one's own may be called anything."""
        return tuple(map(Column, self.by))

    def currencies(self) -> list[str]:
        """The currencies of the amounts of these leads, of whatever time."""
        at_any_time = self.cohort._replace(since=None, until=None)
        return sorted(
            currency for (currency,) in self._replace(by=(), cohort=at_any_time).all("currencies")
        )

    def all(
        self, name: str, day: str = "created_on", keys: int = 0, **parameters: Any
    ) -> list[tuple[Any, ...]]:
        """The rows of a statement of `figures.sql`: {groups} are the dimensions, {joins} what they need, {grouping} groups and orders
        by them, {places} are theirs and those of so many `keys` behind them, {condition} narrows to the leads asked for."""
        groups = self.groups(day)
        query = (
            statements("query/figures")[name]
            .replace("{groups}", groups.selected)
            .replace("{joins}", groups.joins)
            .replace("{grouping}", groups.grouping)
            .replace(
                "{places}", ", ".join(str(place) for place in range(1, len(self.by) + keys + 1))
            )
            .replace("{condition}", self.cohort.condition(day))
        )
        return self.connection.execute(
            query, {**self.cohort.parameters(), "lang": self.lang, **parameters}
        ).fetchall()


class Groups(NamedTuple):
    """Dimensions as they stand in a statement."""

    names: tuple[str, ...]
    expressions: tuple[str, ...]

    @property
    def selected(self) -> str:
        """What is selected before anything else, with a comma behind it."""
        return "".join(f"{expression}, " for expression in self.expressions)

    @property
    def joins(self) -> str:
        """The tables that the dimensions need beside `lead l`."""
        return " ".join(_JOINS[name] for name in dict.fromkeys(self.names) if name in _JOINS)

    @property
    def grouping(self) -> str:
        """`GROUP BY … ORDER BY …`, or nothing."""
        places = ", ".join(str(place) for place in range(1, len(self.names) + 1))
        return f"GROUP BY {places} ORDER BY {places}" if places else ""


def _expression(name: str, day: str, own: list[str]) -> str:
    if name in _COLUMNS:
        return _COLUMNS[name]
    if name in _TIMES:
        return _TIMES[name].replace("{day}", day)
    if known := custom_field_name(name, own):
        return custom_field_sql(known, "l.fields")
    raise UsageError(
        _("Unknown dimension {name!r}: choose one of {known}.").format(
            name=name, known=", ".join([*DIMENSIONS, *own])
        )
    )


def in_order(keys: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Groups, or rows that begin with theirs, in the order of their words; what has none comes first."""
    return sorted(keys, key=lambda key: [str(each or "") for each in key])


def share(part: float, whole: float) -> float | None:
    """A part of a whole; None of nothing."""
    return part / whole if whole else None


def median(ordered: Sequence[float]) -> float:
    """The middle one of some ordered numbers, or the mean of the two in the middle."""
    middle = len(ordered) // 2
    return (
        float(ordered[middle]) if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
    )
