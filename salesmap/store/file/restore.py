"""Restoring a backup in the place of a database."""

import os
import shutil
import sqlite3
from pathlib import Path

from salesmap.core import commit_state
from salesmap.core.errors import ResourceError
from salesmap.core.i18n import reason
from salesmap.store.errors import (
    BackupDamaged,
    BackupIsDatabase,
    BackupNotFound,
    DatabaseNotReplaced,
)
from salesmap.store.file.backup import begin_reading, copy_database, create_private, damage, sync
from salesmap.store.file.connection import open_existing
from salesmap.store.file.database_path import is_filled, make_file
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.file.version import is_blank, refuse_foreign

_COMPANIONS = ("-journal", "-wal", "-shm")
_UNREADABLE = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_IOERR_SHORT_READ")


def restore(source: Path, target: Path, lock_timeout: int) -> Path | None:
    """Put a backup in the place of a database, which is copied beside itself before.

    Returns the path of that copy, None if there was no database. The backup is examined first, and
    the database is exchanged in one transaction: at any moment there is either the old one or the
    new one, and no other program writes between the two. Raises BackupNotFound, BackupDamaged,
    BackupIsDatabase, ResourceError.
    """
    if not source.exists():
        raise BackupNotFound(source)
    with open_existing(source) as connection:
        begin_reading(connection, source, lock_timeout)
        if problems := damage(connection):
            raise BackupDamaged(source, problem=problems[0])
        if not is_filled(target):
            make_file(target)
        elif target.samefile(source):
            raise BackupIsDatabase(source)
        try:
            previous = _overwrite(connection, target, lock_timeout)
        except ResourceError as problem:
            if not getattr(problem.__cause__, "sqlite_errorname", "").startswith(_UNREADABLE):
                raise
            previous = _replace(connection, target)
    commit_state.mark_committed()
    return previous


def _overwrite(connection: sqlite3.Connection, target: Path, lock_timeout: int) -> Path | None:
    """Copy the present database aside and write the backup over it, under one lock.

    When it is cut short, SQLite brings the old one back.
    """
    with open_existing(target) as database:
        # The lock outlasts the transaction: whoever waits for it finds the new database.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        retry_while_locked(database, lock_timeout, lambda: database.execute("BEGIN EXCLUSIVE"))
        database.execute("COMMIT")
        refuse_foreign(database, target)
        previous = None if is_blank(database) else _free_name(target)
        if previous:
            copy_database(database, previous, target)
        connection.backup(database)
        return previous


def _replace(connection: sqlite3.Connection, target: Path) -> Path:
    """Put the backup in the place of a file that SQLite cannot read.

    That one is copied byte for byte, with its journal.
    """
    previous, fresh = _free_name(target), target.with_name(f"{target.name}.restoring")
    try:
        for suffix in ("", *_COMPANIONS):
            if Path(f"{target}{suffix}").exists():
                _copy_bytes(Path(f"{target}{suffix}"), Path(f"{previous}{suffix}"))
        fresh.unlink(missing_ok=True)
        copy_database(connection, fresh, target)
        # Before the exchange: if it were cut short, the old journal would be written into the new
        # file.
        for suffix in _COMPANIONS:
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        fresh.replace(target)
        sync(target.parent)
    except OSError as error:
        raise DatabaseNotReplaced(target, reason=reason(error)) from None
    finally:
        fresh.unlink(missing_ok=True)
    return previous


def _free_name(target: Path) -> Path:
    number = 1
    while (path := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    return path


def _copy_bytes(source: Path, target: Path) -> None:
    with source.open("rb") as original, os.fdopen(create_private(target), "wb") as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())
