"""Backups: copies of a database made while it is in use."""

import os
import sqlite3
import tempfile
from pathlib import Path

from salesmap.core import commit_state
from salesmap.core.errors import UnwritableFile
from salesmap.core.files import UNFINISHED, copy_rights
from salesmap.core.i18n import reason
from salesmap.store.connection import Connection
from salesmap.store.errors import BackupExists, BackupNotCreated
from salesmap.store.file.connection import open_existing
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.file.version import version_of


def backup(source: Path, target: Path, lock_timeout: int) -> None:
    """Copy a database to a new file. After an error there is no such file.

    Raises BackupExists, ResourceError.
    """
    with open_existing(source) as connection:
        begin_reading(connection, source, lock_timeout)
        copy_database(connection, target, source)
    commit_state.mark_committed()


def damage(connection: Connection) -> list[str]:
    """Return what is wrong with the file itself, by SQLite's own checks; empty when it is sound."""
    try:
        messages = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return [message for message in messages if message != "ok"] + [
        f"{table} {row_id} → {parent}" for table, row_id, parent, _key in orphans
    ]


def begin_reading(connection: sqlite3.Connection, path: Path, lock_timeout: int) -> None:
    """Begin a transaction that sees one state of the database until its end.

    Without it, Python's backup waits for ever for a lock that another program holds.
    """
    connection.execute("BEGIN")
    retry_while_locked(connection, lock_timeout, lambda: version_of(connection, path))


def copy_database(connection: sqlite3.Connection, target: Path, source: Path) -> None:
    """Copy the database of a connection to a new file, down to the disk.

    It is written aside: the name appears when it is complete. Whoever may read the `source` may
    read the copy. Raises BackupExists, BackupNotCreated, UnwritableFile.
    """
    if os.path.lexists(target):
        raise BackupExists(target)
    try:
        descriptor, name = tempfile.mkstemp(
            prefix=f".{target.name[:40]}.", suffix=UNFINISHED, dir=target.parent
        )
    except OSError as error:
        raise BackupNotCreated(target, reason=reason(error)) from None
    temporary = Path(name)
    try:
        copy_rights(source, descriptor)
        os.close(descriptor)
        copy = sqlite3.connect(temporary)
        try:
            connection.backup(copy)
        finally:
            copy.close()
        sync(temporary)
        _give_name(temporary, target)
        sync(target.parent)
    except FileExistsError:
        raise BackupExists(target) from None
    except (sqlite3.Error, OSError) as error:
        raise UnwritableFile(target, error) from error
    finally:
        temporary.unlink(missing_ok=True)


def _give_name(temporary: Path, target: Path) -> None:
    """Name a file, unless another one has the name meanwhile. Raises FileExistsError."""
    try:
        os.link(temporary, target)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        temporary.rename(target)


def create_private(path: Path) -> int:
    """Return the descriptor of a new file that only its owner can read."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)


def sync(path: Path) -> None:
    """Have the system write a file, or the names in a folder, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
