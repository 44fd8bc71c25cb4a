"""Opening and making a database: a file of SQLite, or one on a PostgreSQL server."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from salesmap.store.connection import Connection
from salesmap.store.database import Database


def on_file(connection: Connection) -> bool:
    """Return whether a connection is to a file."""
    return isinstance(connection, sqlite3.Connection)


def read_connection(database: Database) -> AbstractContextManager[Connection]:
    """Return a connection that sees one state of the database, and cannot write."""
    if database.server:
        from salesmap.store.server.connection import read_connection as read_server

        return read_server(database)
    from salesmap.store.file.connection import read_connection as read_file

    return read_file(database)


@contextmanager
def write_connection(database: Database, *, foreign_keys: bool = True) -> Iterator[Connection]:
    """Yield a connection in a transaction of the only writer.

    Raises ResourceError, also for a database that is not of this version.
    """
    if database.server:
        from salesmap.store.server.version import require_current as require_server
        from salesmap.store.server.write_connection import write_connection as write_server

        with write_server(database) as connection:
            connection.person = require_server(connection, database)
            yield connection
        return
    from salesmap.store.file.version import require_current
    from salesmap.store.file.write_connection import write_connection as write_file

    with write_file(database, foreign_keys=foreign_keys) as file_connection:
        require_current(file_connection, database.path)
        yield file_connection


def exists(database: Database) -> bool:
    """Return whether the database is there and filled."""
    if database.server:
        from salesmap.store.server.creation import exists as exists_on_server

        return exists_on_server(database)
    from salesmap.store.file.creation import is_unfinished
    from salesmap.store.file.database_path import is_filled

    return is_filled(database.path) and not is_unfinished(database)


def ensure_database(database: Database, fill: Callable[[Connection], None]) -> bool:
    """Create the database unless it is there, with what `fill` puts into it."""
    if database.server:
        from salesmap.store.server.creation import ensure_database as ensure_on_server

        return ensure_on_server(database, fill)
    from salesmap.store.file.creation import ensure_database as ensure_file

    return ensure_file(database, fill)


def made_aside(database: Database) -> AbstractContextManager[Database]:
    """Yield a database to be made, which has the name of this one when it is complete."""
    if database.server:  # one transaction makes it: others see all of it, or nothing
        return nullcontext(database)
    from salesmap.store.file.creation import made_aside as made_aside_in_folder

    return made_aside_in_folder(database)


def compact(database: Database) -> None:
    """Give the space of what was deleted back."""
    if database.server:
        from salesmap.store.server.connection import open_connection

        with open_connection(database) as connection:
            connection.execute("VACUUM")
        return
    from salesmap.store.file.compact import compact as compact_file

    compact_file(database)
