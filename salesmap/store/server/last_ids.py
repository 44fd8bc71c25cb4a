"""The last id that each table gave out: the same after a refused command as on a file.

A sequence of PostgreSQL keeps what a transaction drew that was rolled back. So the transaction,
which holds the lock of the writers, puts it back; and where that was not possible, for the client
was killed or the server fell, the next one does: the last committed id is in a table.
"""

from salesmap.store.connection import Connection

_SEQUENCES = """
SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
"""
_DRAWN = "SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM public.{table}_id_seq"
_KEPT = """
SELECT coalesce(greatest((SELECT last FROM salesmap.last_id WHERE table_name = '{table}'),
  (SELECT max(id) FROM public.{table})), 0)
"""
_KEEP = """
INSERT INTO salesmap.last_id (table_name, last) {values}
ON CONFLICT (table_name) DO UPDATE SET last = excluded.last
"""
_SETTLE = "SELECT salesmap.settle_ids('{table}')"
"""The same for a person who is held to rights, who sets no sequence: a function does."""

_ENDING = "_id_seq"


class DrawnIds:
    """What one connection draws from the sequences."""

    def __init__(self) -> None:
        self._sequences: frozenset[str] | None = None
        self.before: dict[str, int] = {}
        """The last id of each table that gives out ids in this transaction."""

    def note(self, connection: Connection, table: str) -> bool:
        """Note the last id of a table before its first insert. Return whether it gives out ids."""
        if table in self.before:
            return True
        if self._sequences is None:
            rows = connection.execute(_SEQUENCES)
            self._sequences = frozenset(name for (name,) in rows)
        if f"{table}{_ENDING}" not in self._sequences:
            return False
        if _is_held(connection):
            (self.before[table],) = connection.execute(_SETTLE.format(table=table)).fetchone()
            return True
        query = f"SELECT ({_DRAWN}), ({_KEPT})".format(table=table)
        drawn, kept = connection.execute(query).fetchone()
        self.before[table] = kept
        if kept != drawn:
            _set_sequence(connection, table, kept)
        return True

    def forget_sequences(self) -> None:
        """Ask again which there are: tables were created."""
        self._sequences = None

    def keep(self, connection: Connection) -> None:
        """Note the last ids that the transaction drew, which commits them."""
        if self.before and _is_held(connection):
            names = ", ".join(f"'{table}'" for table in sorted(self.before))
            connection.execute(f"SELECT salesmap.keep_ids(ARRAY[{names}])")
        elif self.before:
            values = [
                f"SELECT '{table}', ({_DRAWN.format(table=table)})" for table in sorted(self.before)
            ]
            connection.execute(_KEEP.format(values=" UNION ALL ".join(values)))

    def last(self, connection: Connection) -> dict[str, int]:
        """Return the last id that each table gave out; those of deleted records are not reused."""
        kept = connection.execute("SELECT table_name, last FROM salesmap.last_id").fetchall()
        last: dict[str, int] = dict(kept)
        for table in self.before:
            (last[table],) = connection.execute(_DRAWN.format(table=table)).fetchone()
        return {table: last[table] for table in sorted(last) if last[table]}

    def set_last(self, connection: Connection, table: str, last: int) -> None:
        """Set the last id that a table gave out."""
        self.note(connection, table)
        _set_sequence(connection, table, last)

    def put_back(self, connection: Connection) -> None:
        """Let what a transaction drew that was rolled back be given out again."""
        for table, last in self.before.items():
            if _is_held(connection):
                connection.execute(_SETTLE.format(table=table))
            else:
                _set_sequence(connection, table, last)


def use_ids(connection: Connection, table: str) -> None:
    """Let the ids that rows brought with them not be given out again."""
    if _is_held(connection):
        connection.execute(f"SELECT salesmap.use_ids('{table}')")
        return
    connection.execute(
        f"SELECT setval('{table}_id_seq', m.last)"
        f" FROM (SELECT max(id) AS last FROM {table}) m, {table}_id_seq s"
        " WHERE m.last > s.last_value OR (m.last = s.last_value AND NOT s.is_called)"
    )


def _is_held(connection: Connection) -> bool:
    return getattr(connection, "person", None) is not None


def _set_sequence(connection: Connection, table: str, last: int) -> None:
    is_called = str(last > 0).lower()
    connection.execute(f"SELECT setval('public.{table}_id_seq', {max(last, 1)}, {is_called})")
