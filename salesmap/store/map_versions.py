"""The map that the database holds, now or at an earlier time."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _
from salesmap.domain.map.json_form import map_from_json
from salesmap.domain.map.model import SalesMap
from salesmap.store.connection import Connection

_COLUMNS = "CASE WHEN compiled IS NULL THEN source END, compiled"
_NEWEST = f"SELECT {_COLUMNS} FROM map_version ORDER BY id DESC LIMIT 1"
_AT = f"SELECT {_COLUMNS} FROM map_version WHERE applied_at <= ? ORDER BY id DESC LIMIT 1"
_FIRST = f"SELECT {_COLUMNS} FROM map_version ORDER BY id LIMIT 1"


class NoMapInDatabase(ResourceError):
    """The database holds no map: somebody deleted it."""

    code = "no_map"

    def __init__(self) -> None:
        super().__init__(_("The database holds no map."))


def current_map(connection: Connection) -> SalesMap:
    """Return the newest map."""
    return _read(connection.execute(_NEWEST).fetchone())


def map_at(connection: Connection, instant: str) -> SalesMap:
    """Return the map that held at an instant; before the first one, the first one."""
    row = connection.execute(_AT, (instant,)).fetchone()
    return _read(row or connection.execute(_FIRST).fetchone())


def _read(row: Sequence[Any] | None) -> SalesMap:
    if row is None:
        raise NoMapInDatabase
    source, compiled = row
    if compiled:
        return map_from_json(compiled)
    from salesmap.domain.map.checker import check

    sales_map, findings = check(source)
    if sales_map is None:  # older programs checked less, but what they took could be read
        raise ValueError(f"the map in the database cannot be read: {findings}")
    return sales_map
