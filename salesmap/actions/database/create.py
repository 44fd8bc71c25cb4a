"""Opening a database for writing, creating it when it is not there."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from functools import partial

from salesmap.actions.map.map_rows import install
from salesmap.core.clock import instant
from salesmap.domain.map.loader import DEFAULT, parse_map, read_source
from salesmap.domain.map.model import SalesMap
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.opening import ensure_database, exists
from salesmap.store.errors import DatabaseEmpty
from salesmap.store.members import has_members
from salesmap.store.unit_of_work import UnitOfWork, open_transaction


def create(database: Database, map_name: str = DEFAULT) -> bool:
    """Create the database with a map (a template's name or a TOML file).

    Returns whether it was created. Raises NotFoundError or UsageError for the map, ResourceError
    for the file.
    """
    source = read_source(map_name)
    return ensure_database(database, partial(_install, database, source, parse_map(source)))


_joined: ContextVar[UnitOfWork | None] = ContextVar("joined", default=None)


@contextmanager
def transaction(database: Database) -> Iterator[UnitOfWork]:
    """Everything written inside is one change; the database is created first if it is missing.

    Where there are members, who may own what is checked at its end. Inside `joined_transaction` it
    is a part of that change.
    """
    if outer := joined_change(database):
        yield outer
        outer.flush()
        outer.forget()  # each statement compares what is loaded: many steps would slow each other
        return
    with ExitStack() as stack:
        change = _begin(stack, database)
        yield change
        check_members(change)


def check_members(change: UnitOfWork) -> None:
    """Check what holds in a database with members, as `transaction` does at its end."""
    if has_members(change.connection):
        from salesmap.actions.team.checks import check_change

        check_change(change)


def _begin(stack: ExitStack, database: Database) -> UnitOfWork:
    """Return a change under way, on a database that is there by then."""
    if database.server is None and not exists(database):
        create(database)
    try:
        return stack.enter_context(open_transaction(database))
    except DatabaseEmpty:
        create(database)
        return stack.enter_context(open_transaction(database))


@contextmanager
def joined_transaction(
    database: Database, subject: str | None, what: str = "{}"
) -> Iterator[UnitOfWork]:
    """Make all actions inside one change with this summary: all of them happen, or none.

    `what` is a message with a place for the subject, which is that of the last action if None.
    """
    with transaction(database) as change:
        token = _joined.set(change)
        try:
            yield change
        finally:
            _joined.reset(token)
        change.describe(what, change.change.subject if subject is None else subject)


def joined_change(database: Database) -> UnitOfWork | None:
    """Return the change under way on this database that actions join, if there is one."""
    change = _joined.get()
    return change if change and change.database.key == database.key else None


def _install(database: Database, source: str, sales_map: SalesMap, connection: Connection) -> None:
    install(connection, source, sales_map, instant(database.clock.now()), database.user)
