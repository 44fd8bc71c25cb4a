"""The last id that each table gave out: the same after a refused command as on a file.

A sequence of PostgreSQL keeps what a transaction drew that was rolled back; so the transaction,
which holds the lock of the writers, puts it back.
"""

from salesmap.store.connection import Connection

_SEQUENCES = """
SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
"""
_LAST = """
SELECT sequencename, last_value FROM pg_sequences
WHERE schemaname = 'public' AND last_value IS NOT NULL
"""
_ENDING = "_id_seq"


class DrawnIds:
    """What one connection draws from the sequences."""

    def __init__(self) -> None:
        self._sequences: frozenset[str] | None = None
        self._before: dict[str, tuple[int, bool]] = {}

    def note(self, connection: Connection, table: str) -> bool:
        """Note the last id of a table before its first insert. Return whether it gives out ids."""
        if table in self._before:
            return True
        if self._sequences is None:
            rows = connection.execute(_SEQUENCES)
            self._sequences = frozenset(name for (name,) in rows)
        if f"{table}{_ENDING}" not in self._sequences:
            return False
        row = connection.execute(f"SELECT last_value, is_called FROM {table}_id_seq").fetchone()
        self._before[table] = int(row[0]), bool(row[1])
        return True

    def forget_sequences(self) -> None:
        """Ask again which there are: tables were created."""
        self._sequences = None

    def put_back(self, connection: Connection) -> None:
        """Let what a transaction drew that was rolled back be given out again."""
        for table, (last, was_called) in self._before.items():
            is_called = str(was_called).lower()
            connection.execute(f"SELECT setval('{table}_id_seq', {last}, {is_called})")


def use_ids(connection: Connection, table: str) -> None:
    """Let the ids that rows brought with them not be given out again."""
    connection.execute(
        f"SELECT setval('{table}_id_seq', m.last)"
        f" FROM (SELECT max(id) AS last FROM {table}) m, {table}_id_seq s"
        " WHERE m.last > s.last_value OR (m.last = s.last_value AND NOT s.is_called)"
    )


def last_ids(connection: Connection) -> dict[str, int]:
    """Return the last id that each table gave out; those of deleted records are not used again."""
    rows = connection.execute(_LAST)
    return dict(sorted((str(name).removesuffix(_ENDING), int(last)) for name, last in rows))


def set_last_id(connection: Connection, table: str, last: int) -> None:
    """Set the last id that a table gave out."""
    connection.execute(f"SELECT setval('{table}_id_seq', {last})")
