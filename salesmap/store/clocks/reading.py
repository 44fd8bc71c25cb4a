"""Asking the clocks of customers, by one text of each question whether or not they are kept."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from salesmap.store.clocks.facts import customer_clocks
from salesmap.store.clocks.keeping import TABLE, are_kept
from salesmap.store.connection import Connection
from salesmap.store.file.tools.scratch import scratch
from salesmap.store.mapper import insert_statement
from salesmap.store.tables import TABLES


@contextmanager
def clocks(connection: Connection, ids: Sequence[int] | None = None) -> Iterator[Connection]:
    """Yield a connection whose `customer_clock` has the customers that the asker sees.

    With `ids`, these alone. It is a copy with the same index where the table itself is not kept,
    shows more than the asker sees, or another time.
    """
    if ids is None and are_kept(connection):
        yield connection
        return
    columns = TABLES[TABLE].columns
    with scratch() as aside:
        aside.execute(f"CREATE TABLE {TABLE} ({', '.join(columns)}, PRIMARY KEY (customer_id))")
        aside.executemany(insert_statement(TABLE, columns), customer_clocks(connection, ids))
        aside.execute(f"CREATE INDEX ix_{TABLE} ON {TABLE} (owner, tier, touched_at, customer_id)")
        yield aside
