"""What the engines do in their own ways: last ids, when references are checked, the journal."""

from typing import Any

from salesmap.store.connection import Connection
from salesmap.store.engine.opening import on_file


def _dialect(connection: Any) -> Any:
    if on_file(connection):
        from salesmap.store.file import dialect
    else:
        from salesmap.store.server import dialect  # type: ignore[no-redef]
    return dialect


def names_in_order(connection: Connection, name: str) -> str:
    """Return the SQL of what folded names are sorted by, Chinese ones by pinyin."""
    return str(_dialect(connection).names_in_order(connection, name))


def last_ids(connection: Connection) -> dict[str, int]:
    """Return the last id that each table gave out; those of deleted records are not used again."""
    ids: dict[str, int] = _dialect(connection).last_ids(connection)
    return ids


def set_last_id(connection: Connection, table: str, last: int) -> None:
    """Set the last id that a table gave out."""
    _dialect(connection).set_last_id(connection, table, last)


def defer_references(connection: Connection) -> None:
    """Check references at the end of the transaction: a parent may come back after its child."""
    _dialect(connection).defer_references(connection)


def erase_what_is_deleted(connection: Connection) -> None:
    """Write over what is deleted, where the engine can."""
    _dialect(connection).erase_what_is_deleted(connection)


def is_held(connection: Connection) -> bool:
    """Return whether a connection is a person's, whom a server holds to rights.

    The server seals their changes by itself.
    """
    return not on_file(connection) and bool(_dialect(connection).is_held(connection))


def sees_all(connection: Connection) -> bool:
    """Return whether a connection shows every record: on a server, rights may hide some."""
    return on_file(connection) or bool(_dialect(connection).sees_all(connection))


def create_triggers(connection: Connection) -> None:
    """Let the journal record every change from here on."""
    _dialect(connection).create_triggers(connection)


def drop_triggers(connection: Connection) -> None:
    """Stop the journal until `create_triggers`."""
    _dialect(connection).drop_triggers(connection)
