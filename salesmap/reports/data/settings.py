"""Settings of the database."""

from salesmap.store.connection import Connection
from salesmap.store.statements import statements


def shared_settings(connection: Connection) -> dict[str, str]:
    """Return the settings that are set, by key."""
    return dict(connection.execute(statements(__file__)["settings"]).fetchall())
