"""Bringing an older file up to date, with Alembic; a backup is made first."""

import sqlite3
from pathlib import Path

from salesmap.store.backup import backup
from salesmap.store.book import Book
from salesmap.store.reading import open_existing
from salesmap.store.schema import VERSION, version_of

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(book: Book, migrations: Path = MIGRATIONS, newest: int = VERSION) -> tuple[int, Path | None]:
    """Bring a book to the newest schema. Returns the version it had, and where its backup is (None: it was up to date).

    All steps run in one transaction: a file is old or new, never between. Raises Unusable.
    """
    version = _version(book)
    if version >= newest:
        return version, None
    kept = book.path.with_name(f"{book.path.name}.schema-{version}")
    number = 1
    while kept.exists():
        number += 1
        kept = book.path.with_name(f"{book.path.name}.schema-{version}-{number}")
    backup(book.path, kept, book.lock_timeout)
    _run(book, migrations, newest)
    return version, kept


def _version(book: Book) -> int:
    with open_existing(book.path, book.lock_timeout) as connection:
        return version_of(connection, book.path)


def _run(book: Book, migrations: Path, newest: int) -> None:
    from alembic import command
    from alembic.config import Config
    from sqlmodel import Session

    from salesmap.store.creation import stamp, unwatch, watch
    from salesmap.store.writing import explained, migrating

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with explained(book.path), migrating(book) as connection, Session(connection) as session:
        # Recreating a table would be recorded row by row: the journal rests meanwhile.
        unwatch(session)
        config.attributes["connection"] = connection
        command.upgrade(config, f"{newest:04}")
        orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise sqlite3.IntegrityError(f"foreign keys after the upgrade: {orphans[:3]}")
        watch(session)
        stamp(session, newest)
        session.flush()
