"""The maps that a book worked by, and what another one would change."""

import sqlite3

from salesmap.core.table import Table, columns
from salesmap.domain.map.diff import Difference, differences
from salesmap.domain.map.loader import parse_map
from salesmap.domain.map.succession import succession
from salesmap.reports.errors import MapVersionNotFoundError
from salesmap.reports.query.statements import statements
from salesmap.store.map_versions import asking, current_map

_VERSIONS = columns("version:int key applied_at:instant actor")


def versions(connection: sqlite3.Connection) -> Table:
    """Every map that the book worked by, the newest first."""
    return Table(_VERSIONS, connection.execute(statements(__file__)["versions"]).fetchall())


def source(connection: sqlite3.Connection, version: int | None = None) -> str:
    """The text of the present map, or of an earlier one. Raises NotFoundError."""
    if version is None:
        return str(connection.execute(statements(__file__)["newest"]).fetchone()[1])
    row = connection.execute(statements(__file__)["version"], {"id": version}).fetchone()
    if row is None:
        raise MapVersionNotFoundError(version)
    return str(row[0])


def changes(
    connection: sqlite3.Connection, text: str, moves: dict[str, str]
) -> tuple[int, list[Difference]]:
    """The number of the present map, and what is different in the new one. Raises UsageError."""
    new, sql = parse_map(text), statements(__file__)
    old = current_map(asking(connection))
    version, _source = connection.execute(sql["newest"]).fetchone()
    leads = dict(connection.execute(sql["under_way"]).fetchall())
    return version, differences(old, new, succession(old, new, moves), leads)
