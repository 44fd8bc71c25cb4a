"""What PostgreSQL does in its own way, under the names that `store/file/dialect.py` has."""

from salesmap.store.server.connection import ServerConnection
from salesmap.store.server.journal import create_triggers, drop_triggers

__all__ = [
    "create_triggers",
    "defer_references",
    "drop_triggers",
    "erase_what_is_deleted",
    "is_held",
    "last_ids",
    "names_in_order",
    "sees_all",
    "set_last_id",
]


def names_in_order(_connection: ServerConnection, name: str) -> str:
    """Return the SQL of what folded names are sorted by, Chinese ones by pinyin."""
    return f"pinyin_key({name})"


def last_ids(connection: ServerConnection) -> dict[str, int]:
    """Return the last id that each table gave out; those of deleted records are not used again."""
    return connection.ids.last(connection)


def set_last_id(connection: ServerConnection, table: str, last: int) -> None:
    """Set the last id that a table gave out."""
    connection.ids.set_last(connection, table, last)


def defer_references(connection: ServerConnection) -> None:
    """Check references at the end of the transaction: a parent may come back after its child."""
    connection.execute("SET CONSTRAINTS ALL DEFERRED")


def is_held(connection: ServerConnection) -> bool:
    """Return whether a connection is a person's, who is held to rights."""
    return connection.person is not None


def sees_all(connection: ServerConnection) -> bool:
    """Return whether a connection shows every record."""
    return connection.person is None or connection.person.reads_all


def erase_what_is_deleted(_connection: ServerConnection) -> None:
    """Do nothing: VACUUM gives the space back to later records, the disk is the server's."""
