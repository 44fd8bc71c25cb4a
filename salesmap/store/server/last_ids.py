"""The last id that each table gave out: the same after a refused command as on a file.

A sequence of PostgreSQL keeps what a transaction drew that was rolled back; so the transaction,
which holds the lock of the writers, puts it back.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from salesmap.store.server.connection import ServerConnection

_SEQUENCES = """
SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
"""
_LAST = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY sequencename
"""
_ENDING = "_id_seq"


def sequences(connection: "ServerConnection") -> frozenset[str]:
    """Return the sequences that there are, asked for once a connection."""
    if connection.sequences is None:
        connection.sequences = frozenset(name for (name,) in connection.execute(_SEQUENCES))
    return connection.sequences


def last_id(connection: "ServerConnection", table: str) -> tuple[int, bool] | None:
    """Return (last id, whether it was given out); None for a table without ids of its own."""
    if f"{table}{_ENDING}" not in sequences(connection):
        return None
    row = connection.execute(f"SELECT last_value, is_called FROM {table}_id_seq").fetchone()
    return int(row[0]), bool(row[1])


def use_ids(connection: "ServerConnection", table: str) -> None:
    """Let the ids in a table not be given out again."""
    connection.execute(
        f"SELECT setval('{table}_id_seq', m.last)"
        f" FROM (SELECT max(id) AS last FROM {table}) m, {table}_id_seq s"
        " WHERE m.last > s.last_value OR (m.last = s.last_value AND NOT s.is_called)"
    )


def put_back(connection: "ServerConnection") -> None:
    """Give out again what a transaction drew that was rolled back."""
    for table, (last, was_called) in connection.drawn.items():
        connection.execute(f"SELECT setval('{table}_id_seq', {last}, {str(was_called).lower()})")


def last_ids(connection: "ServerConnection") -> dict[str, int]:
    """Return the last id that each table gave out; those of deleted records are not used again."""
    rows = connection.execute(_LAST)
    return {str(name).removesuffix(_ENDING): int(last) for name, last in rows}


def set_last_id(connection: "ServerConnection", table: str, last: int) -> None:
    """Set the last id that a table gave out."""
    connection.execute(f"SELECT setval('{table}_id_seq', {last})")
