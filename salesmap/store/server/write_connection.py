"""The connection that writes: one transaction at a time in the whole database."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

import psycopg2
from psycopg2 import extensions

from salesmap.store.database import Database
from salesmap.store.server.connection import ServerConnection, open_connection, refusing_hidden
from salesmap.store.server.errors import ServerLostAtCommit

LOCK = 0x53414C45
"""The advisory lock of the writers, held before the number of a change is drawn: so changes are
committed in the order of their numbers, on which undo and the past rest."""


@contextmanager
def write_connection(
    database: Database, *, foreign_keys: bool = True
) -> Iterator[ServerConnection]:
    """Yield a connection in a transaction, committed at the end and rolled back on an error.

    The lock is taken at once, as on a file, and is the session's: what was rolled back is put back
    before another writer comes. References are always checked, so `foreign_keys` says nothing here.
    Raises ResourceError.
    """
    with open_connection(database) as connection:
        connection.writes = True
        connection.execute(f"SELECT pg_advisory_lock({LOCK})")
        connection.execute("BEGIN")
        try:
            with refusing_hidden(connection):
                yield connection
        except BaseException:
            _roll_back(connection)
            raise
        _commit(connection)


def _commit(connection: ServerConnection) -> None:
    try:
        connection.ids.keep(connection)
        connection.execute("COMMIT")
    except psycopg2.OperationalError as error:
        reason = str(error).strip().splitlines()[0]
        raise ServerLostAtCommit(connection.database.name, reason=reason) from error
    except BaseException:
        _roll_back(connection)
        raise


def _roll_back(connection: ServerConnection) -> None:
    """Undo what was written, unless the connection is gone: the server does it then."""
    with suppress(psycopg2.Error):
        if connection.raw.get_transaction_status() == extensions.TRANSACTION_STATUS_ACTIVE:
            connection.raw.cancel()  # sent without need it would stop the statement after it
        connection.execute("ROLLBACK")
        connection.ids.put_back(connection)
