"""The maps that a database has had, and what another one would change."""

from salesmap.core.table import Table, columns
from salesmap.domain.map.diff import Difference, differences
from salesmap.domain.map.loader import parse_map
from salesmap.domain.map.succession import succession
from salesmap.reports.errors import MapVersionNotFoundError
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
_VERSIONS = columns("version:int key applied_at:instant actor")


def versions(connection: Connection) -> Table:
    """Return every map of the database, the newest first."""
    return Table(_VERSIONS, connection.execute(_SQL["versions"]).fetchall())


def source(connection: Connection, version: int | None = None) -> str:
    """Return the text of the present map, or of a version. Raises MapVersionNotFoundError."""
    if version is None:
        return str(connection.execute(_SQL["newest"]).fetchone()[1])
    row = connection.execute(_SQL["version"], {"id": version}).fetchone()
    if row is None:
        raise MapVersionNotFoundError(version)
    return str(row[0])


def changes(
    connection: Connection, text: str, moves: dict[str, str]
) -> tuple[int, list[Difference]]:
    """Return the present version, and what a new map would change.

    `moves` are stages whose leads go to another one. Raises what `parse_map` and `succession`
    raise.
    """
    new, old = parse_map(text), current_map(connection)
    version, _source = connection.execute(_SQL["newest"]).fetchone()
    leads = dict(connection.execute(_SQL["leads"]).fetchall())
    return version, differences(old, new, succession(old, new, moves), leads)
