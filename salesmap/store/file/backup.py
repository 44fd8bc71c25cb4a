"""Copies of a book: made while it is in use, and put back."""

import os
import sqlite3
from pathlib import Path

from salesmap.core import commit_state
from salesmap.core.errors import ResourceError, RuleViolation
from salesmap.core.i18n import _, reason
from salesmap.store.file.connection import open_existing
from salesmap.store.file.database_path import is_filled, make_file
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.schema.version import is_blank, refuse_foreign, version_of

_COMPANIONS = ("-journal", "-wal", "-shm")
_UNREADABLE = ("SQLITE_NOTADB", "SQLITE_CORRUPT", "SQLITE_IOERR_SHORT_READ")


def backup(source: Path, target: Path, lock_timeout: int) -> None:
    """Copy a book, live, to a file that must not be there yet. Raises RuleViolation, ResourceError; then no file is left."""
    with open_existing(source) as connection:
        _hold(connection, source, lock_timeout)
        _copy(connection, target)
    commit_state.mark_committed()


def restore(source: Path, target: Path, lock_timeout: int) -> Path | None:
    """Put a backup in the place of a book, which is first kept beside it. Returns where, None if there was none.

    The backup is examined before anything is touched, and the book is exchanged in one transaction of its own: at any
    moment there is either the old one or the new one, and no other program writes between the two. Raises RuleViolation, ResourceError.
    """
    if not source.exists():
        raise ResourceError(
            _("No backup at {path}: name a file made by 'salesmap db backup'.").format(path=source)
        )
    with open_existing(source) as connection:
        _hold(connection, source, lock_timeout)
        if problems := damage(connection):
            raise ResourceError(
                _("The backup {path} is damaged ({problem}): nothing was changed.").format(
                    path=source, problem=problems[0]
                )
            )
        if not is_filled(target):
            make_file(target)
        elif target.samefile(source):
            raise RuleViolation(
                _("{path} is the database itself: name a backup of it.").format(path=source)
            )
        try:
            kept = _overwrite(connection, target, lock_timeout)
        except ResourceError as problem:
            if not getattr(problem.__cause__, "sqlite_errorname", "").startswith(_UNREADABLE):
                raise
            kept = _replace(connection, target)
    commit_state.mark_committed()
    return kept


def damage(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the file itself; empty when it is sound."""
    try:
        found = [
            row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"
        ]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return found + [f"{table} {row_id} → {parent}" for table, row_id, parent, _key in orphans]


def _hold(connection: sqlite3.Connection, path: Path, lock_timeout: int) -> None:
    """See one state of a book from here on; Python's backup would wait for ever for a lock that it does not hold."""
    connection.execute("BEGIN")
    retry_while_locked(connection, lock_timeout, lambda: version_of(connection, path))


def _overwrite(connection: sqlite3.Connection, target: Path, lock_timeout: int) -> Path | None:
    """Keep the present book and write the backup over it, under one lock; SQLite takes it back if it is cut short."""
    with open_existing(target) as database:
        # The lock stays over the end of a transaction. Whoever waits for it finds the new book.
        database.execute("PRAGMA locking_mode = EXCLUSIVE")
        retry_while_locked(database, lock_timeout, lambda: database.execute("BEGIN EXCLUSIVE"))
        database.execute("COMMIT")
        refuse_foreign(database, target)
        kept = None if is_blank(database) else _free_name(target)
        if kept:
            _copy(database, kept)
        connection.backup(database)
        return kept


def _replace(connection: sqlite3.Connection, target: Path) -> Path:
    """Put the backup in the place of a file that SQLite cannot read, which is kept byte for byte with what belongs to it."""
    kept, fresh = _free_name(target), target.with_name(f"{target.name}.restoring")
    try:
        for suffix in ("", *_COMPANIONS):
            if Path(f"{target}{suffix}").exists():
                _copy_bytes(Path(f"{target}{suffix}"), Path(f"{kept}{suffix}"))
        fresh.unlink(missing_ok=True)
        _copy(connection, fresh)
        # Before the exchange, or a restore cut short would leave the new file to be overwritten from the old journal.
        for suffix in _COMPANIONS:
            Path(f"{target}{suffix}").unlink(missing_ok=True)
        fresh.replace(target)
        _settle(target.parent)
    except OSError as error:
        raise ResourceError(
            _("Cannot replace the database {path}: {reason}.").format(
                path=target, reason=reason(error)
            )
        ) from None
    finally:
        fresh.unlink(missing_ok=True)
    return kept


def _free_name(target: Path) -> Path:
    number = 1
    while (kept := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    return kept


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    try:
        os.close(_make(target))
    except FileExistsError:
        raise RuleViolation(
            _("{path} already exists: name a new file for the backup.").format(path=target)
        ) from None
    except OSError as error:
        raise ResourceError(
            _("Cannot create {path}: {reason}.").format(path=target, reason=reason(error))
        ) from None
    try:
        copy = sqlite3.connect(target)
        try:
            connection.backup(copy)
        finally:
            copy.close()
        _settle(target)
        _settle(target.parent)
    except (sqlite3.Error, OSError) as error:
        target.unlink(missing_ok=True)
        raise ResourceError(
            _("Cannot write {path}: {reason}.").format(path=target, reason=error)
        ) from error
    except BaseException:  # Ctrl-C: half a backup is none
        target.unlink(missing_ok=True)
        raise


def _copy_bytes(source: Path, target: Path) -> None:
    import shutil

    with source.open("rb") as original, os.fdopen(_make(target), "wb") as copy:
        shutil.copyfileobj(original, copy)
        copy.flush()
        os.fsync(copy.fileno())


def _make(path: Path) -> int:
    """Open a new file that only its owner may read."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)


def _settle(path: Path) -> None:
    """Have the system put a file, or the names in a folder, on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
