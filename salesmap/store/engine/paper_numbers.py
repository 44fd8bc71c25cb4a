"""Which numbers papers have: of all papers, those too that a person may not see on a server."""

from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import sees_all


def last_serial(connection: Connection, table: str, series: str) -> int:
    """Return the largest serial that a series of numbers has given out; 0 for none."""
    sql = f"SELECT max(serial) FROM {table} WHERE series = ?"
    if not sees_all(connection):
        sql = f"SELECT salesmap.last_serial('{table}', ?)"
    return connection.execute(sql, (series,)).fetchone()[0] or 0


def is_taken(connection: Connection, table: str, number: str) -> bool:
    """Return whether a paper has this number."""
    sql = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE number = ?)"
    if not sees_all(connection):
        sql = f"SELECT salesmap.is_number_taken('{table}', ?)"
    return bool(connection.execute(sql, (number,)).fetchone()[0])


def has_others(connection: Connection, table: str) -> bool:
    """Return whether papers have numbers that no series gave out, or may have them unseen."""
    sql = f"SELECT EXISTS (SELECT 1 FROM {table} WHERE number IS NOT NULL AND series IS NULL)"
    return not sees_all(connection) or bool(connection.execute(sql).fetchone()[0])
