"""A statement that somebody else wrote: it can only read, and it can be stopped."""

from collections.abc import Mapping
from typing import Any

from salesmap.store.connection import Connection
from salesmap.store.engine.opening import on_file
from salesmap.store.query_answer import Rows


def run_query(
    connection: Connection, sql: str, parameters: Mapping[str, Any], seconds: float
) -> Rows:
    """Return the columns and rows of a statement that may run for some seconds.

    Raises QueryFailed, QueryTooLong, KeyboardInterrupt.
    """
    if on_file(connection):
        from salesmap.store.file.custom_query import run_query as run_on_file

        return run_on_file(connection, sql, parameters, seconds)
    from salesmap.store.server.custom_query import run_query as run_on_server

    return run_on_server(connection, sql, parameters, seconds)
