"""The way in for changes: one SQLModel session, one IMMEDIATE transaction, one entry in the journal."""

import shlex
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool
from sqlmodel import Session

from salesmap.core import commit_state
from salesmap.core.clock import instant
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.store import models
from salesmap.store.database import Database
from salesmap.store.file.connection import open_existing
from salesmap.store.file.database_errors import explain
from salesmap.store.file.database_path import is_filled, make_file, require_file
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.schema.version import is_blank, require_current


@dataclass
class UnitOfWork:
    """A change under way. The action says in `what` and `subject` what it did, for the history."""

    session: Session
    database: Database
    change: models.Change

    @property
    def now(self) -> str:
        """The instant of the change, the same for everything it writes."""
        return instant(self.database.clock.now())

    def describe(self, what: str, subject: str) -> None:
        """Say what the change was: `what` is a message with a place (`{}`) for `subject` (see `i18n.journaled`)."""
        self.change.what, self.change.subject = what, subject

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Run a plain SQL statement inside the change and return its rows."""
        result = self.session.connection().exec_driver_sql(statement, parameters)
        return [tuple(row) for row in result] if result.returns_rows else []


@contextmanager
def open_transaction(database: Database) -> Iterator[UnitOfWork]:
    """Everything written inside is one change: all of it is kept and journaled, or none of it.

    The write lock is taken before anything is read, so what an action read still holds when it writes.
    Raises ResourceError, and UsageError for a book that is looked at as it stood earlier.
    """
    if database.as_of is not None:
        raise UsageError(_("--as-of shows past data, which cannot be changed: leave it out."))
    with explained(database.path), Session(_engine(database), expire_on_commit=False) as session:
        require_current(_raw(session), database.path)
        entry = models.Change(
            at=instant(database.clock.now()),
            actor=database.user,
            command=shlex.join(database.arguments),
            what="{}",
            subject="",
        )
        session.add(entry)
        session.flush()
        change = UnitOfWork(session, database, entry)
        yield change
        session.flush()
        _close_change(change)
        session.commit()
    commit_state.mark_committed()


def _close_change(change: UnitOfWork) -> None:
    entry = change.change
    rows = change.sql("SELECT count(*) FROM change_row WHERE change_id = ?", entry.id)[0][0]
    if rows == 0 and entry.undoes is None:
        change.session.delete(entry)  # nothing was touched: nothing to tell, nothing to undo
    else:
        entry.rows = rows
    change.session.flush()


def ensure_database(database: Database, create: Callable[[Session], None]) -> bool:
    """Make the database if it is not there yet, with what `create` puts into it. Returns whether it was made.

    Many processes may come here at once: the first to get the lock makes it, the others find it made.
    """
    if not is_filled(database.path):
        make_file(database.path)
    elif not _is_blank(database):
        return False
    with explained(database.path), Session(_engine(database)) as session:
        if not is_blank(_raw(session)):
            require_current(_raw(session), database.path)
            return False
        from salesmap.store.schema.creation import create_schema, create_triggers

        create_schema(session)
        create(session)
        session.flush()
        create_triggers(session)
        session.commit()
    return True


def was_left_unmade(database: Database) -> bool:
    """Whether somebody was killed while making the file: there is something in it, but its journal takes it back."""
    return database.path.with_name(f"{database.path.name}-journal").exists() and _is_blank(database)


def _is_blank(database: Database) -> bool:
    with open_existing(database.path) as connection:
        return retry_while_locked(connection, database.lock_timeout, lambda: is_blank(connection))


def _engine(database: Database) -> Engine:
    return _engine_for(database.path, database.lock_timeout, database.journal_mode)


@cache
def _engine_for(path: Path, lock_timeout: int, journal_mode: str) -> Engine:
    def connect() -> sqlite3.Connection:
        require_file(path)
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=0, isolation_level=None
        )
        retry_while_locked(connection, lock_timeout, lambda: _prepare(connection, journal_mode))
        return connection

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)

    # pysqlite would begin late and deferred, and lose updates between a read and its write.
    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        raw: sqlite3.Connection = connection.connection.driver_connection
        retry_while_locked(raw, lock_timeout, lambda: raw.execute("BEGIN IMMEDIATE"))

    return engine


def _prepare(connection: sqlite3.Connection, journal_mode: str) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")
    _set_journal_mode(connection, journal_mode)


def _set_journal_mode(connection: sqlite3.Connection, wanted: str) -> None:
    """Switch the file's journal if it has another; while others use the file it stays as it is, and works as well.

    A file that is still to be filled is left alone: with a journal in its header it would not look new any more.
    """
    if (
        connection.execute("PRAGMA page_count").fetchone()[0]
        and connection.execute("PRAGMA journal_mode").fetchone()[0] != wanted
    ):
        with suppress(sqlite3.OperationalError):
            connection.execute(f"PRAGMA journal_mode = {wanted}")


def _raw(session: Session) -> sqlite3.Connection:
    raw: sqlite3.Connection = session.connection().connection.driver_connection  # type: ignore[assignment]
    return raw


@contextmanager
def migrating(database: Database) -> Iterator[Connection]:
    """One transaction without foreign keys, for rebuilding tables: with them, dropping a parent takes its children along."""
    with _engine(database).connect() as connection:
        raw: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
        raw.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            yield connection


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """SQLite's errors come out as Problems."""
    try:
        yield
    except DBAPIError as error:
        problem = explain(error.orig, path) if isinstance(error.orig, sqlite3.Error) else None
        if problem is None:
            raise
        raise problem from error
    except sqlite3.Error as error:
        problem = explain(error, path)
        if problem is None:
            raise
        raise problem from error
