"""Opening a book for writing, making it when it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlmodel import Session

from salesmap.actions.map.map_rows import install
from salesmap.core.clock import instant
from salesmap.domain.map.loader import DEFAULT, parse, source_of
from salesmap.domain.map.model import SalesMap
from salesmap.store.database import Book
from salesmap.store.file.database_path import is_filled
from salesmap.store.unit_of_work import Writing, changing, ensure_database, was_left_unmade


def start(book: Book, process: str = DEFAULT) -> bool:
    """Make the book's database with a process (a template's name or a TOML file). Returns whether it was made.

    Raises NotFound or Unreadable for the process, Unusable for the file.
    """
    source = source_of(process)
    return ensure_database(book, partial(_install, book, source, parse(source)))


@contextmanager
def writing(book: Book) -> Iterator[Writing]:
    """One change to the book, which is made first if it is not there."""
    if not is_filled(book.path) or was_left_unmade(book):
        start(book)
    with changing(book) as change:
        yield change


def _install(book: Book, source: str, read: SalesMap, session: Session) -> None:
    install(session, source, read, instant(book.clock.now()), book.user)
