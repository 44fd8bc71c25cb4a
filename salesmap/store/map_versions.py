"""The map that a book works by, now or at an earlier time."""

from collections.abc import Callable, Sequence
from typing import Any

from salesmap.domain.map.json_form import map_from_json
from salesmap.domain.map.model import SalesMap

Ask = Callable[..., Sequence[Sequence[Any]]]
"""Runs a SELECT with its parameters and returns its rows: `Writing.sql`, or `asking(connection)`."""

_NEWEST = "SELECT source, compiled FROM map_version ORDER BY id DESC LIMIT 1"
_AT = "SELECT source, compiled FROM map_version WHERE applied_at <= ? ORDER BY id DESC LIMIT 1"
_FIRST = "SELECT source, compiled FROM map_version ORDER BY id LIMIT 1"


def asking(connection: Any) -> Ask:
    """A reading connection as what is asked for the map."""
    return lambda statement, *parameters: connection.execute(statement, parameters).fetchall()


def current_map(ask: Ask) -> SalesMap:
    """The map that holds now."""
    return _read(ask(_NEWEST)[0])


def map_at(ask: Ask, instant: str) -> SalesMap:
    """The map that held at an instant; before the first one, the first one."""
    return _read((ask(_AT, instant) or ask(_FIRST))[0])


def _read(row: Sequence[Any]) -> SalesMap:
    source, compiled = row
    if compiled:
        return map_from_json(compiled)
    from salesmap.domain.map.checker import check

    read, _findings = check(source)  # an older program minded less
    assert read
    return read
