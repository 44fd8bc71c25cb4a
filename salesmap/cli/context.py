"""What every command works with: the settings and the database."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from salesmap.core.clock import Clock
from salesmap.core.config import Settings, expand
from salesmap.core.files import begin, protect
from salesmap.core.text import mask
from salesmap.store.currency import own_currency
from salesmap.store.database import Database, is_address

if TYPE_CHECKING:
    from datetime import tzinfo

    from salesmap.core.errors import ResourceError
    from salesmap.reports.query.scope import Amounts, LeadScope
    from salesmap.store.connection import Connection
    from salesmap.store.unit_of_work import UnitOfWork

_SQLITE_URL = "sqlite:///"


class AppContext(NamedTuple):
    """The settings and the database of a command."""

    settings: Settings
    database: Database

    @property
    def lang(self) -> str:
        """The language of the output, `en` or `zh`."""
        return self.settings["lang"]

    @property
    def clock(self) -> Clock:
        """The clock of the command: real, or fixed by `--now`."""
        return self.database.clock

    def back_at(self, when: str) -> "AppContext":
        """Return the context as of an earlier time. Raises UsageError."""
        from salesmap.core.clock import instant
        from salesmap.core.dates import parse_end

        then = parse_end(when, self.clock)
        return self._replace(
            database=self.database._replace(
                clock=Clock(fixed=then, zone=self.clock.zone), as_of=instant(then)
            )
        )

    def amounts(
        self, connection: "Connection", scope: "LeadScope | None" = None, of: str = "lead"
    ) -> "Amounts":
        """Return how amounts of several currencies become figures, among the leads in scope.

        `of` may be `quote` or `contract`: then they are those of all such papers.
        """
        from salesmap.reports.query.amounts import amounts

        today = self.clock.today()
        narrowed = (scope.filter_sql, scope.filter_parameters) if scope else ()
        currency = self.currency(connection)
        if of != "lead":
            return amounts(connection, currency, today, of=of)
        return amounts(connection, currency, today, *narrowed)

    def currency(self, connection: "Connection") -> str:
        """Return the currency of the database."""
        return own_currency(connection, self.database)

    @contextmanager
    def read_connection(self) -> Iterator["Connection"]:
        """Yield a connection for reading."""
        from salesmap.store.engine.opening import read_connection

        with read_connection(self.database) as connection:
            yield connection


def get_context(ctx: typer.Context) -> AppContext:
    """Return the context that the root command built."""
    assert isinstance(ctx.obj, AppContext)
    return ctx.obj


def build_context(settings: Settings, now: str | None, arguments: tuple[str, ...]) -> AppContext:
    """Return a context. Raises UsageError for an unreadable time, time zone or database."""
    path, server = database_place(settings["db"])
    database = Database(
        path=path,
        server=server,
        user=settings["user"],
        clock=_clock(settings["timezone"], now),
        arguments=tuple(mask(each) if "://" in each else each for each in arguments),
        currency=settings["currency"],
        currency_is_given=settings.is_given("currency"),
        country=settings["country"],
        lock_timeout=settings.number("lock_timeout"),
        journal_mode=settings["journal_mode"],
        before_commit=_act_on_rules,
        keeps_connection=True,
    )
    begin()
    if server is None:
        protect(database.path)
    _built.append(AppContext(settings, database))
    return _built[-1]


def _act_on_rules(change: "UnitOfWork") -> None:
    from salesmap.cli.execution.automation import act_on_rules
    from salesmap.cli.execution.conflicts import tell_conflicts
    from salesmap.cli.execution.news import tell_people

    act_on_rules(change)
    tell_people(change, tell_conflicts(change))


_built: list[AppContext] = []
"""The context of this process, for the one place where errors become lines."""


def newest_context() -> AppContext | None:
    """Return the context that this process built last."""
    return _built[-1] if _built else None


def find_damage() -> "ResourceError | None":
    """Return the error of the first thing in the database that no command can read, if any.

    Asked after a command has failed unexpectedly.
    """
    from salesmap.core.errors import ResourceError
    from salesmap.store.engine.inspection import damage, strange_schema
    from salesmap.store.errors import DatabaseDamaged

    if not _built:
        return None
    context = _built[-1]
    try:
        with context.read_connection() as connection:
            if record := _damaged_record(connection):
                return record
            if wrong := damage(connection) or strange_schema(connection):
                return DatabaseDamaged(context.database.name, reason=wrong[0])
    except ResourceError as error:
        return error
    except Exception:  # a second failure says nothing of the first
        return None
    return None


def _damaged_record(connection: "Connection") -> "ResourceError | None":
    """Return the error of the first record that no command can read, if any."""
    from salesmap.store.errors import DamagedRecord
    from salesmap.store.row_sense import damaged_records

    try:
        found = next(damaged_records(connection), None)
    except Exception:  # where the file itself is damaged, this is told of it
        return None
    return DamagedRecord(*found) if found else None


def database_place(name: str) -> tuple[Path, str | None]:
    """Return the file that `--db` names, and the address of a server if it names one.

    Raises DatabaseUrlError, DatabaseNameError.
    """
    if is_address(name):
        return Path(os.devnull), name
    if name.startswith(_SQLITE_URL):
        name = name.removeprefix(_SQLITE_URL)
    elif "://" in name:
        from salesmap.cli.errors import DatabaseUrlError

        raise DatabaseUrlError(name=mask(name))
    if not name:
        from salesmap.cli.errors import DatabaseNameError

        raise DatabaseNameError()
    return expand(name), None


def _clock(zone: str, now: str | None) -> Clock:
    clock = Clock(zone=_zone(zone) if zone else None)
    try:
        clock.today()
    except ValueError:  # the system lets TZ hold anything
        from salesmap.cli.errors import UnknownTimeZoneError

        raise UnknownTimeZoneError(name=os.environ.get("TZ", "")) from None
    wanted = now or os.environ.get("SALESMAP_NOW")
    if not wanted:
        return clock
    from salesmap.core.dates import parse_now

    return Clock(fixed=parse_now(wanted, clock), zone=clock.zone)


def _zone(name: str) -> "tzinfo":
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        from salesmap.cli.errors import UnknownTimeZoneError

        raise UnknownTimeZoneError(name=name) from None
