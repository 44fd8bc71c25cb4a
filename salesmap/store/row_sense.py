"""Whether the values of a record are what commands can read, whoever wrote them."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from salesmap.core.i18n import N_, _
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.mapper import quoted
from salesmap.store.tables import JOURNALED, TABLES

LARGEST = 10**17
"""No whole number is larger: amounts are added, and sums must fit in 64 bits, too."""

_SHOWN = 40


def problems(table: str, values: Sequence[Any]) -> list[tuple[str, str]]:
    """Return (column, what is wrong) for the values of a record, in the order of the columns."""
    found = []
    for (column, is_optional, read), value in zip(_checks(table), values, strict=True):
        if value is None:
            if not is_optional:
                found.append((column, _("is empty")))
        elif wrong := read(value):
            shown = repr(value)
            shown = shown if len(shown) <= _SHOWN else f"{shown[:_SHOWN]}…"
            found.append((column, _("{value} {problem}").format(value=shown, problem=_(wrong))))
    return found


def damaged_records(connection: Connection) -> Iterator[tuple[str, int, str]]:
    """Yield (table, id, what is wrong) of every record that commands cannot read."""
    yield from _misread_values(connection)
    yield from unlike_the_map(connection)


def _misread_values(connection: Connection) -> Iterator[tuple[str, int, str]]:
    for table, spec in TABLES.items():
        columns = ", ".join(map(quoted, spec.columns))
        key = spec.columns.index("id") if "id" in spec.columns else 0
        for row in connection.execute(f"SELECT {columns} FROM {table}"):
            for column, wrong in problems(table, row):
                yield table, row[key], f"{column} {wrong}"


_PIPELINES = "SELECT id, key FROM process ORDER BY id"
_STAGES = """
SELECT s.id, s.key, s.position, p.key FROM stage s JOIN process p ON p.id = s.process_id
ORDER BY s.id
"""
_NEWEST_MAP = "SELECT id, compiled FROM map_version ORDER BY id DESC LIMIT 1"


def unlike_the_map(connection: Connection) -> Iterator[tuple[str, int, str]]:
    """Yield the pipelines and stages that the map does not have, and those it has alone.

    Commands look each of them up in the other: a map that is applied writes both.
    """
    newest = connection.execute(_NEWEST_MAP).fetchone()
    if newest is None:
        return  # no map at all has an error of its own
    map_id, compiled = newest
    try:
        sales_map = current_map(connection)
    except _MALFORMED:
        if not compiled:  # otherwise its reader has told it
            yield "map_version", map_id, _("source cannot be read")
        return
    pipelines = connection.execute(_PIPELINES).fetchall()
    stages = connection.execute(_STAGES).fetchall()
    mapped = {
        (each.key, stage): position
        for each in sales_map.pipelines
        for position, stage in enumerate(each.stages, 1)
    }
    keys = {pipeline for pipeline, _stage in mapped}
    text = _("{column} {value!r} is not as in the map")
    for id, key in pipelines:
        if key not in keys:
            yield "process", id, text.format(column="key", value=key)
    for id, key, position, pipeline in stages:
        if pipeline in keys and (pipeline, key) not in mapped:
            yield "stage", id, text.format(column="key", value=key)
        elif mapped.get((pipeline, key), position) != position:
            yield "stage", id, text.format(column="position", value=position)
    if missing := sorted(mapped.keys() - {(pipeline, key) for _id, key, _at, pipeline in stages}):
        wrong = _("no record of {keys}").format(keys=", ".join(map(".".join, missing)))
        yield "map_version", map_id, wrong


@cache
def _checks(table: str) -> list[tuple[str, bool, Callable[[Any], str | None]]]:
    spec = TABLES[table]
    return [
        (
            column,
            kind.endswith("?"),
            _OWN_READERS.get((table, column)) or _READERS[kind.removesuffix("?")],
        )
        for column, kind in zip(spec.columns, spec.kinds, strict=True)
    ]


def _is_table(value: Any) -> str | None:
    return None if value in JOURNALED else N_("is no table")


_NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""NUL, and halves of characters."""


def _is_text(value: Any) -> str | None:
    if not isinstance(value, str):
        return N_("is not text")
    if _NO_TEXT.search(value):
        return N_("holds characters that are none")
    return None


def _is_int(value: Any) -> str | None:
    if not isinstance(value, int) or isinstance(value, bool):
        return N_("is not a whole number")
    return None if -LARGEST <= value <= LARGEST else N_("is too large")


def _is_number(value: Any) -> str | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return None if is_number and abs(value) <= LARGEST else N_("is not a number")


def _is_day(value: Any) -> str | None:
    try:
        return None if date.fromisoformat(value).isoformat() == value else N_("is not a date")
    except (ValueError, TypeError):
        return N_("is not a date")


def _is_instant(value: Any) -> str | None:
    try:
        datetime.fromisoformat(value.removesuffix("Z"))
        return None if value.endswith("Z") and value[10] == "T" else N_("is not a time")
    except (ValueError, TypeError, AttributeError):
        return N_("is not a time")


def _is_json(value: Any) -> str | None:
    if wrong := _is_text(value):
        return wrong
    try:
        data = json.loads(value)
    except (ValueError, RecursionError):
        return N_("is not JSON")
    if isinstance(data, dict) and not all(
        each is None or isinstance(each, str) for each in data.values()
    ):
        return N_("holds values that are not text")
    return None


def _is_state(value: Any) -> str | None:
    """Check JSON whose values may be of any type."""
    wrong = _is_json(value)
    if wrong and wrong != "holds values that are not text":
        return wrong
    return None if value.lstrip().startswith(("{", "[")) else N_("is not JSON")


_READERS: dict[str, Callable[[Any], str | None]] = {
    "text": _is_text,
    "int": _is_int,
    "number": _is_number,
    "day": _is_day,
    "instant": _is_instant,
    "json": _is_json,
    "state": _is_state,
    "table": _is_table,
}


def _is_shown(value: Any) -> str | None:
    """Check what stood on a quote besides its lines."""
    from salesmap.domain.papers.shown import shown_of

    return _is_text(value) or _unless_read(shown_of, value)


def _is_approved_content(value: Any) -> str | None:
    """Check what the approval of a quote or a contract was bound to."""
    from salesmap.domain.contract import approved_content as of_contract
    from salesmap.domain.quote import approved_content as of_quote

    if wrong := _is_text(value):
        return wrong
    wrong = _unless_read(of_quote.is_worse, value, value)
    return wrong and _unless_read(of_contract.is_worse, value, value)


_MALFORMED = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RecursionError)


def _unless_read(read: Callable[..., Any], *values: str) -> str | None:
    """Return what is wrong with values that a function cannot read, None where it can."""
    try:
        read(*values)
    except (*_MALFORMED, AssertionError):
        return N_("is not as it was written")
    return None


def _is_map(value: Any) -> str | None:
    """Check the map as it was compiled."""
    from salesmap.domain.map.json_form import map_from_json

    return _is_text(value) or _unless_read(map_from_json, value)


_OWN_READERS: dict[tuple[str, str], Callable[[Any], str | None]] = {
    ("quote_version", "shown"): _is_shown,
    ("approval", "content"): _is_approved_content,
    ("map_version", "compiled"): _is_map,
}
"""The readers of columns that hold more than their kind says."""
