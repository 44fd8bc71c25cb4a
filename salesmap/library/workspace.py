"""What every object of the library works with: the database, its clock, a connection."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

from salesmap.actions.database.create import joined_change
from salesmap.core.dates import parse_day
from salesmap.core.i18n import bound_language
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.currency import own_currency
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

    def day_or_none(self, value: Day | None) -> date | None:
        """Return the day that a text or date means, None without one."""
        return None if value is None else self.day(value)

    def day_and_currency(self, connection: Connection) -> tuple[date, str]:
        """Return today, and the currency in which amounts are summed."""
        return self.database.clock.today(), own_currency(connection, self.database)

    def filters(self, typed: Sequence[str], status: str = "all") -> Filters:
        """Return what a list is narrowed by, as typed; `me` is the user."""
        clock, user = self.database.clock, self.database.user
        return Filters(clock, status, filters=tuple(typed), user=user)

    def scope(self, connection: Connection, typed: Sequence[str]) -> LeadScope:
        """Return the leads that pass filters, for what hangs on them and has its own owner."""
        filters = self.filters(typed)
        return LeadScope().narrowed(connection, filters, but_owner=True)

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
