"""Lists of leads, and one lead as a row."""

import json
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.table import Column, RowStream, Table
from salesmap.domain.fields import FIELDS
from salesmap.reports.lead.scores import score_sql
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.lead_fields import custom_fields_of
from salesmap.reports.query.lead_sheet import lead_sheet
from salesmap.reports.query.spellings import UnknownValue
from salesmap.store.connection import Connection

_LABELS = {"pipeline": "pipeline_words", "stage": "stage_words"}
_KINDS = {"phone": "phone"}
COLUMNS = tuple(
    Column(field.key, _KINDS.get(field.key, field.kind), _LABELS.get(field.key)) for field in FIELDS
)
DEFAULT_COLUMNS = ("id", "name", "customer", "stage", "value", "owner", "next_due")
WORDS = ("stage_words", "pipeline_words")

SCORE = "score"
"""A field that is worked out only when it is chosen or sorted by."""

_NO_LIMIT = 2**62
_NAMES = ", ".join([*(column.name for column in COLUMNS), *WORDS])


class Page(NamedTuple):
    """The rows of a list up to its limit, how many there are in all, and unknown filter values."""

    rows: Table
    total: int
    unknown: tuple[UnknownValue, ...] = ()


def find(
    connection: Connection,
    filters: Filters,
    lang: str,
    sort: str | None = None,
    limit: int = 0,
) -> Page:
    """Return the leads that pass the filters, newest first unless sorted by a field.

    `sort` may be `-field` for descending; limit 0 means all, read while the connection is open.
    Raises UnknownFieldError,
    UnsortableFieldError, and what `Filters.where` raises.
    """
    sheet = f"({lead_sheet()}) AS sheet"
    where, parameters, unknown = filters.where(connection)
    if sort in (SCORE, f"-{SCORE}"):
        points, score_parameters = score_sql(connection, filters.clock)
        direction = " DESC" if sort.startswith("-") else ""
        order = f"{points}{direction}, id{direction}"
        parameters.update(score_parameters)
    else:
        order = filters.order(connection, sort)
    parameters["lang"] = lang
    ids = f"SELECT id FROM {sheet} WHERE {where}"
    # The ids within the limit are found without the joins that only the rows shown need.
    chosen = f"id IN ({ids} ORDER BY {order} LIMIT {int(limit)})" if limit else where
    query = f"SELECT {_NAMES} FROM {sheet} WHERE {chosen} ORDER BY {order}"
    # The inner limit keeps SQLite from merging both statements: in an aggregate it leaves no join
    # out.
    count = f"SELECT count(*) FROM ({ids} LIMIT {_NO_LIMIT}) AS ids"
    if not limit:
        (total,) = connection.execute(count, parameters).fetchone()
        stream = RowStream(lambda: iter(connection.execute(query, parameters)), total)
        return Page(_table(stream), total, unknown)
    values = connection.execute(query, parameters).fetchall()
    total = len(values)
    if total == limit:
        (total,) = connection.execute(count, parameters).fetchone()
    return Page(_table(values), total, unknown)


def one(connection: Connection, lead_id: int, lang: str) -> Table:
    """Return one lead as a table of one row."""
    query = f"SELECT {_NAMES} FROM ({lead_sheet()}) AS sheet WHERE id = :id"
    return _table(connection.execute(query, {"id": lead_id, "lang": lang}).fetchall())


def some(connection: Connection, ids: Sequence[int], lang: str) -> Table:
    """Return leads by their ids, in this order."""
    query = (
        f"SELECT {_NAMES} FROM ({lead_sheet()}) AS sheet "
        "WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))"
    )
    rows = connection.execute(query, {"ids": json.dumps(list(ids)), "lang": lang}).fetchall()
    by_id = {row[0]: row for row in rows}
    return _table([by_id[id] for id in ids if id in by_id])


def with_scores(connection: Connection, table: Table, fields: str | None, clock: Clock) -> Table:
    """Return the table with a column `score`, if it is among the fields (a comma list)."""
    if SCORE not in _names(fields):
        return table
    points, parameters = score_sql(connection, clock)
    query = (
        f"SELECT id, {points} FROM ({lead_sheet()}) AS sheet "
        "WHERE id IN (SELECT CAST(value AS INTEGER) FROM json_each(:ids))"
    )
    ids = json.dumps([row[0] for row in table.values])
    scores = dict(connection.execute(query, {**parameters, "lang": "", "ids": ids}).fetchall())
    return _with_columns(table, [Column(SCORE, "int")], lambda row: [scores[row[0]]])


def with_custom_fields(connection: Connection, table: Table, fields: str | None) -> Table:
    """Return the table with a column for each custom field among the fields (a comma list)."""
    chosen = _names(fields)
    names = [
        name
        for name in custom_fields_of(connection)
        if name in chosen and name not in table.names()
    ]
    if not names:
        return table
    index = table.names().index("fields")

    def cells(row: tuple[Any, ...]) -> list[Any]:
        values = json.loads(row[index])
        return [values.get(name) for name in names]

    return _with_columns(table, list(map(Column, names)), cells)


def _with_columns(
    table: Table, added: Sequence[Column], cells: Callable[[tuple[Any, ...]], list[Any]]
) -> Table:
    width = len(table.columns)
    values = table.map_values(lambda row: (*row[:width], *cells(row), *row[width:]))
    return table._replace(columns=(*table.columns, *added), values=values)


def _table(values: Sequence[tuple[Any, ...]]) -> Table:
    return Table(COLUMNS, values, DEFAULT_COLUMNS, WORDS)


def _names(fields: str | None) -> list[str]:
    return (fields or "").split(",")
