"""Opening a book for writing, making it when it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlmodel import Session

from salesmap.process.loading import DEFAULT, load_template
from salesmap.process.model import ProcessSpec
from salesmap.store.book import Book
from salesmap.store.models import Process, Stage
from salesmap.store.place import is_filled
from salesmap.store.writing import Writing, changing, ensure_database


def start(book: Book, process: str = DEFAULT) -> bool:
    """Make the book's database with a process (a template's name or a TOML file). Returns whether it was made.

    Raises NotFound or Unreadable for the process, Unusable for the file.
    """
    return ensure_database(book, partial(_install, load_template(process)))


@contextmanager
def writing(book: Book) -> Iterator[Writing]:
    """One change to the book, which is made first if it is not there."""
    if not is_filled(book.path):
        start(book)
    with changing(book) as change:
        yield change


def _install(spec: ProcessSpec, session: Session) -> None:
    process = Process(key=spec.key, label_en=spec.label_en, label_zh=spec.label_zh, source=spec.source)
    session.add(process)
    session.flush()
    for position, stage in enumerate(spec.stages, 1):
        session.add(
            Stage(
                process_id=process.id,
                key=stage.key,
                position=position,
                label_en=stage.label_en,
                label_zh=stage.label_zh,
                phase=stage.phase,
                probability=stage.probability,
                quiet_days=stage.quiet_days,
                response_hours=stage.response_hours,
            )
        )
