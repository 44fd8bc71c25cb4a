"""Opening a book for writing, making it when it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlmodel import Session

from salesmap.actions.map.map_rows import install
from salesmap.core.clock import instant
from salesmap.domain.map.loader import DEFAULT, parse_map, read_source
from salesmap.domain.map.model import SalesMap
from salesmap.store.database import Database
from salesmap.store.file.database_path import is_filled
from salesmap.store.unit_of_work import (
    UnitOfWork,
    ensure_database,
    open_transaction,
    was_left_unmade,
)


def start(database: Database, process: str = DEFAULT) -> bool:
    """Make the book's database with a process (a template's name or a TOML file). Returns whether it was made.

    Raises NotFoundError or UsageError for the process, ResourceError for the file.
    """
    source = read_source(process)
    return ensure_database(database, partial(_install, database, source, parse_map(source)))


@contextmanager
def transaction(database: Database) -> Iterator[UnitOfWork]:
    """One change to the book, which is made first if it is not there."""
    if not is_filled(database.path) or was_left_unmade(database):
        start(database)
    with open_transaction(database) as change:
        yield change


def _install(database: Database, source: str, read: SalesMap, session: Session) -> None:
    install(session, source, read, instant(database.clock.now()), database.user)
