"""Records that files brought later than an instant, but that count before it by their own dates."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmap.store.connection import Connection


class ImportedRecords(NamedTuple):
    """Such records of a subject, by the statements of its .sql file.

    `tables` are those to which they are added; `noting` the statements that note them, beside
    `any`, which tells whether there are some; `adding` those that add them, in their order.
    """

    sql: Mapping[str, str]
    tables: tuple[str, ...]
    noting: tuple[str, ...]
    adding: tuple[str, ...]

    def find(self, connection: Connection, at: Mapping[str, str]) -> bool:
        """Note the records; `past_created` exists. Return whether there are any."""
        for name in self.noting:
            connection.execute(self.sql[name], at)
        return connection.execute(self.sql["any"]).fetchone() is not None

    def add(
        self, connection: Connection, columns: Mapping[str, Sequence[str]], at: Mapping[str, str]
    ) -> None:
        """Add what `find` noted to the temporary tables, which have these columns."""
        lists = {table: ", ".join(names) for table, names in columns.items()}
        for name in self.adding:
            connection.execute(self.sql[name].format(**lists), at)
