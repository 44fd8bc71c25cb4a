"""Copies of a book: made while it is in use, and put back."""

import os
import sqlite3
from pathlib import Path

from salesmap.errors import Refused, Unusable
from salesmap.i18n import _, reason
from salesmap.store.faults import explain
from salesmap.store.reading import open_existing
from salesmap.store.schema import version_of

_COMPANIONS = ("-journal", "-wal", "-shm")


def backup(source: Path, target: Path, lock_timeout: int) -> None:
    """Copy a book, live, to a file that must not be there yet. Raises Refused, Unusable; then no file is left."""
    if target.exists():
        raise Refused(_("{path} is there already: name a new file for the backup.").format(path=target))
    with open_existing(source, lock_timeout) as connection:
        version_of(connection, source)
        _copy(connection, target)


def restore(source: Path, target: Path, lock_timeout: int) -> Path | None:
    """Put a backup in the place of a book, which is first kept beside it. Returns where, None if there was none.

    The backup is examined before anything is touched, and the book is exchanged in one step: at any moment there is
    either the old one or the new one. Raises Unusable.
    """
    with open_existing(source, lock_timeout) as connection:
        version_of(connection, source)
        if problems := damage(connection):
            raise Unusable(_("The backup {path} is damaged ({problem}): nothing was changed.").format(path=source, problem=problems[0]))
        fresh = target.with_name(f"{target.name}.restoring")
        fresh.unlink(missing_ok=True)
        _copy(connection, fresh)
    try:
        kept = _keep(target, lock_timeout)
        fresh.replace(target)
        # A journal of the old file would be replayed into the new one.
        for suffix in _COMPANIONS:
            Path(f"{target}{suffix}").unlink(missing_ok=True)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        raise Unusable(_("The database {path} cannot be replaced ({reason}).").format(path=target, reason=reason(error))) from None
    except Unusable:
        fresh.unlink(missing_ok=True)
        raise
    return kept


def damage(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the file itself; empty when it is sound."""
    try:
        found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
        orphans = connection.execute("PRAGMA foreign_key_check").fetchall()
    except sqlite3.DatabaseError as error:
        return [str(error)]
    return found + [f"{table} {row_id} → {parent}" for table, row_id, parent, _key in orphans]


def _keep(target: Path, lock_timeout: int) -> Path | None:
    """Set the present book aside; one that cannot be read is kept byte for byte."""
    if not target.exists():
        return None
    kept = _free_name(target)
    try:
        with open_existing(target, lock_timeout) as connection:
            # No one may write between the copy and the exchange.
            connection.execute("BEGIN EXCLUSIVE")
            connection.execute("ROLLBACK")
            _copy(connection, kept)
    except Unusable as problem:
        if "SQLITE_BUSY" in getattr(problem.__cause__, "sqlite_errorname", ""):
            raise
        import shutil

        shutil.copyfile(target, kept)
    return kept


def _free_name(target: Path) -> Path:
    number = 1
    while (kept := target.with_name(f"{target.name}.before-restore-{number}")).exists():
        number += 1
    return kept


def _copy(connection: sqlite3.Connection, target: Path) -> None:
    try:
        os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError as error:
        raise Unusable(_("The file {path} cannot be made ({reason}).").format(path=target, reason=reason(error))) from None
    try:
        copy = sqlite3.connect(target)
        try:
            connection.backup(copy)
        finally:
            copy.close()
        with target.open("rb+") as written:
            os.fsync(written.fileno())
    except (sqlite3.Error, OSError) as error:
        target.unlink(missing_ok=True)
        problem = explain(error, target) if isinstance(error, sqlite3.Error) else None
        raise problem or Unusable(_("The file {path} cannot be written ({reason}).").format(path=target, reason=error)) from error
