"""What leads can be grouped by, as SQL."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from salesmap.domain.fields import FIELDS, PLAIN_FIELDS
from salesmap.reports.errors import UnknownDimensionError
from salesmap.reports.query.lead_fields import custom_field_name, custom_field_sql
from salesmap.store.engine.sql_dates import iso_week

DIMENSIONS = (
    "owner",
    "team",
    *PLAIN_FIELDS,
    "customer",
    "tier",
    "stage",
    "pipeline",
    "tag",
    "currency",
    "month",
    "week",
    "quarter",
    "year",
)
"""The dimensions beside the custom fields. A lead with several tags is in several groups."""

_COLUMNS = {
    "owner": "l.owner",
    "team": "tm.team",
    **{field.key: field.sql for field in FIELDS if field.is_plain},
    "customer": "c.name",
    "tier": "c.tier",
    "stage": "s.key",
    "pipeline": "p.key",
    "tag": "t.tag",
    "currency": "l.currency",
}
_CUSTOMER = "LEFT JOIN customer c ON c.id = l.customer_id"
_JOINS = {
    "team": "LEFT JOIN member tm ON lower(tm.name) = lower(l.owner)",
    "customer": _CUSTOMER,
    "tier": _CUSTOMER,
    "stage": "LEFT JOIN stage s ON s.id = l.stage_id",
    "pipeline": "LEFT JOIN process p ON p.id = l.process_id",
    "tag": "LEFT JOIN lead_tag t ON t.lead_id = l.id",
}
_WRITTEN_IN_ONE_WAY = ("team", "customer", "tier", "stage", "pipeline", "currency")
_KNOWN = {"created_on": "CASE WHEN l.created_unknown IS NULL THEN l.created_on END"}
"""The days that may be unknown though their column has one."""
PERIODS = {
    "month": "substr({day}, 1, 7)",
    "quarter": "substr({day}, 1, 4) || '-Q' || ((CAST(substr({day}, 6, 2) AS INTEGER) + 2) / 3)",
    "year": "substr({day}, 1, 4)",
    "week": iso_week("{day}"),
}
"""The periods of a day, as SQL over the column {day}."""


class Groups(NamedTuple):
    """Dimensions as parts of a statement over `lead l`."""

    names: tuple[str, ...]
    expressions: tuple[str, ...]

    @property
    def selected(self) -> str:
        """The dimensions for the beginning of a SELECT, with a comma behind each."""
        return "".join(f"{expression}, " for expression in self.expressions)

    @property
    def joins(self) -> str:
        """The joins that the dimensions need."""
        return " ".join(dict.fromkeys(_JOINS[name] for name in self.names if name in _JOINS))

    @property
    def grouping(self) -> str:
        """`GROUP BY … ORDER BY …`, or nothing."""
        columns = positions(len(self.names))
        order = positions(len(self.names), " NULLS FIRST")
        return f"GROUP BY {columns} ORDER BY {order}" if columns else ""


def groups(
    names: Sequence[str],
    day: str,
    custom: Sequence[str],
    one_spelling: Callable[[str, str], str],
    own: Mapping[str, str],
) -> Groups:
    """Return dimensions as SQL; `day` is the column that gives month, week, ….

    `one_spelling` returns the SQL that writes the text of a field in one way; `own` are dimensions
    beside those of leads. Raises UnknownDimensionError.
    """
    expressions = []
    for name in names:
        if name in own:
            expressions.append(own[name])
            continue
        expression = _expression(name, _KNOWN.get(day, f"l.{day}"), custom, own)
        is_text = name not in PERIODS and name not in _WRITTEN_IN_ONE_WAY
        expressions.append(one_spelling(name, expression) if is_text else expression)
    return Groups(tuple(names), tuple(expressions))


def positions(count: int, direction: str = "") -> str:
    """Return `1, 2, …, count`: columns of a SELECT, for GROUP BY and ORDER BY."""
    return ", ".join(f"{number}{direction}" for number in range(1, count + 1))


def _expression(name: str, day: str, custom: Sequence[str], own: Iterable[str]) -> str:
    if name in _COLUMNS:
        return _COLUMNS[name]
    if name in PERIODS:
        return PERIODS[name].replace("{day}", day)
    if field := custom_field_name(name, custom):
        return custom_field_sql(field, "l.fields")
    raise UnknownDimensionError(name, [*DIMENSIONS, *own, *custom])
