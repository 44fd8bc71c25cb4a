"""A statement that somebody else wrote, on a server: read-only, with a limit of its time."""

from collections.abc import Mapping
from typing import Any

import psycopg2
from psycopg2 import errors

from salesmap.store.connection import Connection
from salesmap.store.query_answer import QueryFailed, QueryTooLong, Rows


def run_query(
    connection: Connection, sql: str, parameters: Mapping[str, Any], seconds: float
) -> Rows:
    """Return the columns and rows of a statement that may run for some seconds.

    Raises QueryFailed, QueryTooLong.
    """
    connection.execute("SAVEPOINT query")
    connection.execute(f"SET LOCAL statement_timeout = {int(seconds * 1000)}")
    try:
        cursor = connection.execute(sql, parameters)
        names = [str(column[0]) for column in cursor.description or ()]
        return names, cursor.fetchall()
    except errors.QueryCanceled:
        raise QueryTooLong from None
    except psycopg2.Error as error:
        raise QueryFailed(str(error).strip().splitlines()[0]) from None
    finally:
        connection.execute("ROLLBACK TO query")
