"""The unit of work: one transaction, one entry in the journal, and the records loaded in it.

What an action changes on a loaded record is written before the next statement and at the end, so
an action needs no save. Reads and writes go through one connection.
"""

import shlex
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any, TypeVar

from salesmap.core import commit_state
from salesmap.core.clock import instant
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.records import Change, Record
from salesmap.store import mapper
from salesmap.store.clocks.keeping import keep_clocks
from salesmap.store.connection import Connection
from salesmap.store.currency import own_currency
from salesmap.store.database import Database
from salesmap.store.engine.opening import write_connection
from salesmap.store.journal import once
from salesmap.store.journal.seals import seal_changes

R = TypeVar("R", bound=Record)


class PastIsReadOnly(UsageError):
    """A write under `--as-of`."""

    code = "past_is_read_only"

    def __init__(self) -> None:
        super().__init__(_("--as-of shows past data, which cannot be changed."))


class UnitOfWork:
    """A change under way: loads, adds and deletes records, and describes itself for the history.

    `acts_on_rules` is false where nothing happens but records are brought in or rearranged;
    `is_by_rules` is true where rules of the map decide all that is done, whoever let them act.
    """

    def __init__(self, connection: Connection, database: Database, change: Change) -> None:
        self.connection = connection
        self.database = database
        self.change = change
        self.now = change.at
        self.acts_on_rules = True
        self.is_by_rules = False
        self._loaded: dict[tuple[str, int], tuple[Record, tuple[Any, ...]]] = {}

    def describe(self, what: str, subject: str) -> None:
        """Set the summary: `what` is a message with a place (`{}`) for `subject`."""
        self.change.what, self.change.subject = what, subject

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Run a statement inside the change and return its rows."""
        self.flush()
        return self.connection.execute(statement, parameters).fetchall()

    def many(self, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
        """Run a statement once for each row of parameters."""
        self.flush()
        self.connection.executemany(statement, rows)

    def get(self, cls: type[R], id: int) -> R | None:
        """Return the record with this id, None if there is none."""
        loaded = self._loaded.get((cls.TABLE, id))
        if loaded is not None and isinstance(loaded[0], cls):
            return loaded[0]
        return self.first(cls, "id = ?", id)

    def existing(self, cls: type[R], id: int) -> R:
        """Return the record with this id, which is known to exist."""
        record = self.get(cls, id)
        if record is None:
            raise LookupError(f"{cls.TABLE} {id}")
        return record

    def first(self, cls: type[R], where: str, *parameters: Any, order: str = "id") -> R | None:
        """Return the first record that meets a condition, None if there is none."""
        records = self.all(cls, where, *parameters, order=f"{order} LIMIT 1")
        return records[0] if records else None

    def all(
        self, cls: type[R], where: str = "1 = 1", *parameters: Any, order: str = "id"
    ) -> list[R]:
        """Return the records that meet a condition. A record loaded before is the same object."""
        self.flush()
        return [
            self._remember(record)
            for record in mapper.fetch(self.connection, cls, where, parameters, order)
        ]

    def add(self, record: R) -> R:
        """Insert a record, which gets its id, and return it."""
        self.flush()
        mapper.insert(self.connection, record)
        return self._remember(record)

    def add_all(self, records: Iterable[Record]) -> None:
        """Insert records."""
        for record in records:
            self.add(record)

    def delete(self, record: Record) -> None:
        """Delete a record."""
        self.flush()
        mapper.delete(self.connection, record)
        self._loaded.pop((record.TABLE, record.id), None)

    def flush(self) -> None:
        """Write what was changed on loaded records."""
        for key, (record, before) in self._loaded.items():
            self._loaded[key] = record, mapper.update(self.connection, record, before)

    def forget(self) -> None:
        """Drop the loaded records: their rows were changed behind them."""
        self._loaded.clear()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Do one part of a change wholly or not at all: what is refused leaves nothing written."""
        self.flush()
        self.connection.execute("SAVEPOINT attempt")
        try:
            yield
            self.flush()
        except Exception:
            self.forget()
            with suppress(Exception):  # after a full disk all of it is rolled back already
                self.connection.execute("ROLLBACK TO attempt")
                self.connection.execute("RELEASE attempt")
            raise
        self.connection.execute("RELEASE attempt")

    def _remember(self, record: R) -> R:
        loaded = self._loaded.get((record.TABLE, record.id))
        if loaded is not None and isinstance(loaded[0], type(record)):
            return loaded[0]
        self._loaded[record.TABLE, record.id] = record, mapper.values_of(record)
        return record


@contextmanager
def open_transaction(database: Database) -> Iterator[UnitOfWork]:
    """Yield a unit of work: everything written in it is one change, or nothing is written.

    The write lock is taken before anything is read, so what an action read still holds when it
    writes. Raises ResourceError, and PastIsReadOnly for a database shown as of a past moment.
    """
    if database.as_of is not None:
        raise PastIsReadOnly
    with write_connection(database) as connection:
        database = database._replace(currency=own_currency(connection, database))
        key = once.claim_key(connection, database)
        change = Change(
            once_key=key,
            at=instant(database.clock.now()),
            actor=database.user,
            command=shlex.join(database.arguments),
            what="{}",
            subject="",
        )
        mapper.insert(connection, change)
        before = mapper.values_of(change)
        work = UnitOfWork(connection, database, change)
        yield work
        work.flush()
        if database.before_commit is not None:
            database.before_commit(work)
            work.flush()
        _close(connection, change, before)
    once.mark_used(key)
    commit_state.mark_committed()
    if change.rows is not None:
        commit_state.changes.append(change.id)


def _close(connection: Connection, change: Change, before: tuple[Any, ...]) -> None:
    """Finish the journal's entry; a command that touched nothing leaves none."""
    (rows,) = connection.execute(
        "SELECT count(*) FROM change_row WHERE change_id = ?", (change.id,)
    ).fetchone()
    if rows == 0 and change.undoes is None:
        mapper.delete(connection, change)
    else:
        change.rows = rows
        mapper.update(connection, change, before)
        seal_changes(connection, change.id)
        keep_clocks(connection)
