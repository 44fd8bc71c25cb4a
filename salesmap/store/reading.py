"""The way in for questions: the standard library's sqlite3, nothing heavier, and no way to change anything."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from salesmap.errors import Unusable
from salesmap.i18n import _
from salesmap.store.book import Book
from salesmap.store.faults import explain
from salesmap.store.schema import require_current


@contextmanager
def reading(book: Book) -> Iterator[sqlite3.Connection]:
    """A connection that sees one state of the book throughout and cannot write. Raises Unusable."""
    with open_existing(book.path, book.lock_timeout) as connection:
        connection.execute("PRAGMA query_only = ON")
        connection.execute("BEGIN")
        require_current(connection, book.path)
        yield connection
        connection.execute("ROLLBACK")


@contextmanager
def open_existing(path: Path, lock_timeout: int) -> Iterator[sqlite3.Connection]:
    """A plain connection to a file that must be there; SQLite's errors come out as Problems."""
    if not path.exists():
        raise Unusable(_("There is no database at {path}: make it with 'salesmap init', or name another with --db.").format(path=path))
    if path.is_dir():
        raise Unusable(_("{path} is a folder, not a database: name a file with --db.").format(path=path))
    try:
        # Read-write even for questions: only so can SQLite clean up after a writer that was killed.
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=lock_timeout, isolation_level=None)
        try:
            yield connection
        finally:
            connection.close()
    except sqlite3.Error as error:
        problem = explain(error, path)
        if problem is None:
            raise
        raise problem from error
