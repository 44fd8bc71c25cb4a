"""Bringing a database of an older version up to date, on either engine."""

from pathlib import Path

from salesmap.store.database import Database
from salesmap.store.file.version import VERSION


def upgrade(database: Database) -> tuple[int, int, Path | None]:
    """Bring a database to the newest schema.

    Returns the version it had, the newest one, and the path of the backup of a file. Raises
    UpgradeFailed, ResourceError.
    """
    if database.server:
        from salesmap.store.server.upgrade import upgrade as upgrade_on_server

        return upgrade_on_server(database), VERSION, None
    from salesmap.store.file.upgrade import upgrade as upgrade_file

    version, kept = upgrade_file(database)
    return version, VERSION, kept
