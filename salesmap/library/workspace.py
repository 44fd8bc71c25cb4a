"""What every object of the library works with: the database, its clock, a connection."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from salesmap.actions.database.create import joined_change
from salesmap.core.dates import parse_day
from salesmap.core.i18n import bound_language
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.opening import read_connection

Day = str | date


class Workspace:
    """A database with the circumstances under which it is read and written."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @property
    def path(self) -> Path:
        """Return where the file lies."""
        return self.database.path

    @property
    def lang(self) -> str:
        """Return the language of labels in answers."""
        return bound_language()

    def day(self, value: Day) -> date:
        """Return the day that a text (`fri`, `+3d`, `2026-12-01`) or a date means."""
        return read_day(value, self.database.clock.today())

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Open a connection for reading; inside `change` it sees what was written so far."""
        if under_way := joined_change(self.database):
            under_way.flush()
            yield under_way.connection
            return
        with read_connection(self.database) as connection:
            yield connection


def read_day(value: Day, today: date) -> date:
    """Return the day that a text or date means. Raises UnreadableDate, TypeError."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        raise TypeError(f"a day is a str or date, not {type(value).__name__}")
    return parse_day(value, today)
