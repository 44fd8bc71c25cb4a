"""Lists of leads, and one lead's sheet."""

import sqlite3
from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.table import Column, Table, columns
from salesmap.reports.lead import scores
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.lead_fields import custom_fields_of
from salesmap.reports.query.lead_sheet import lead_sheet

COLUMNS = columns(
    "id:int name customer contact phone email source product region value:money currency owner pipeline:key:pipeline_words "
    "stage:key:stage_words status:word created_at:instant stage_since:instant expected_close:day closed_at:instant lost_reason "
    "next_due:day external_id tags:list version:int updated_at:instant wechat recorded_at:instant fields:object"
)
BRIEF = ("id", "name", "customer", "stage", "value", "owner", "next_due")
WORDS = ("stage_words", "pipeline_words")

SCORE = "score"
"""A field that is worked out only when asked for."""

_ALL = 2**62
_NAMES = ", ".join([column.name for column in COLUMNS] + list(WORDS))


class Page(NamedTuple):
    """Some of the rows, and how many there are in all."""

    rows: Table
    total: int


def find(
    connection: sqlite3.Connection,
    filters: Filters,
    lang: str,
    sort: str | None = None,
    limit: int = 0,
) -> Page:
    """The leads that pass the filters; newest first unless sorted by a field (`-field`: downwards). Limit 0: all.

    Raises UsageError for a field or a stage that does not exist.
    """
    sheet = lead_sheet()
    where, parameters = filters.sql(connection)
    if sort in (SCORE, f"-{SCORE}"):
        points, bound = scores.expression(connection, filters.clock)
        direction = " DESC" if sort.startswith("-") else ""
        order = f"{points}{direction}, id{direction}"
        parameters.update(bound)
    else:
        order = filters.order(connection, sort)
    parameters["lang"] = lang
    found = f"SELECT id FROM ({sheet}) AS sheet WHERE {where}"
    chosen = where
    if limit:
        # Ids are found and sorted without the joins that only the rows shown need.
        chosen = f"id IN ({found} ORDER BY {order} LIMIT {int(limit)})"
    values = connection.execute(
        f"SELECT {_NAMES} FROM ({sheet}) AS sheet WHERE {chosen} ORDER BY {order}", parameters
    ).fetchall()
    total = len(values)
    if limit and total == limit:
        # The inner limit keeps SQLite from merging both statements: in an aggregate it leaves no join out.
        total = connection.execute(
            f"SELECT count(*) FROM ({found} LIMIT {_ALL}) AS found", parameters
        ).fetchone()[0]
    return Page(_rows(values), total)


def with_scores(
    connection: sqlite3.Connection, rows: Table, wanted: str | None, clock: Clock
) -> Table:
    """The rows with what each lead is worth by the rules of the map, if that is among the wanted names (a comma list)."""
    if SCORE not in (wanted or "").split(","):
        return rows
    points, parameters = scores.expression(connection, clock)
    query = f"SELECT id, {points} FROM ({lead_sheet()}) AS sheet WHERE id IN (SELECT value FROM json_each(:shown))"
    shown = "[" + ",".join(str(row[0]) for row in rows.values) + "]"
    found = dict(connection.execute(query, {**parameters, "lang": "", "shown": shown}).fetchall())
    end = len(rows.columns)
    values = [(*row[:end], found[row[0]], *row[end:]) for row in rows.values]
    return Table((*rows.columns, Column(SCORE, "int")), values, rows.default_columns, rows.words)


def one(connection: sqlite3.Connection, lead_id: int, lang: str) -> Table:
    """One lead's sheet, as a list of one row."""
    query = f"SELECT {_NAMES} FROM ({lead_sheet()}) AS sheet WHERE id = :id"
    return _rows(connection.execute(query, {"id": lead_id, "lang": lang}).fetchall())


def _rows(values: Sequence[tuple[Any, ...]]) -> Table:
    return Table(COLUMNS, values, BRIEF, WORDS)


def with_own_fields(connection: sqlite3.Connection, rows: Table, wanted: str | None) -> Table:
    """The rows with a column for each field of one's own that is among the wanted names (a comma list)."""
    own = [
        key
        for key in custom_fields_of(connection)
        if key in (wanted or "").split(",") and key not in rows.names()
    ]
    if not own:
        return rows
    import json

    at, end = rows.names().index("fields"), len(rows.columns)
    values = []
    for row in rows.values:
        held = json.loads(row[at])
        values.append((*row[:end], *(held.get(key) for key in own), *row[end:]))
    return Table(
        (*rows.columns, *(Column(key) for key in own)), values, rows.default_columns, rows.words
    )
