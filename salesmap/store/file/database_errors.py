"""The errors that SQLite reports, as errors of salesmap."""

import sqlite3
from pathlib import Path

from salesmap.core.i18n import N_, _
from salesmap.store import errors

REFUSED = (sqlite3.Error, OverflowError, UnicodeEncodeError)
"""What the engine raises for values that no record may have."""

TAKEN = sqlite3.IntegrityError
"""What the engine raises when a record wants a value that only one of them may have."""

_REASONS = (
    N_("attempt to write a readonly database"),
    N_("database disk image is malformed"),
    N_("disk I/O error"),
    N_("file is not a database"),
    N_("unable to open database file"),
)
"""SQLite's messages, as far as ours quote them."""

_WITHOUT_REASON = {
    "SQLITE_BUSY": errors.DatabaseLocked,
    "SQLITE_LOCKED": errors.DatabaseLocked,
    "SQLITE_NOTADB": errors.NotADatabase,
    "SQLITE_READONLY_DBMOVED": errors.DatabaseReplaced,
    "SQLITE_FULL": errors.DiskFull,
    "SQLITE_CANTOPEN": errors.DatabaseNotOpened,
    "SQLITE_TOOBIG": errors.TextTooLong,
}
_WITH_REASON = {
    "SQLITE_CORRUPT": errors.DatabaseDamaged,
    "SQLITE_IOERR_SHORT_READ": errors.DatabaseDamaged,
    "SQLITE_READONLY": errors.DatabaseReadOnly,
    "SQLITE_PERM": errors.DatabaseReadOnly,
    "SQLITE_IOERR": errors.DatabaseDiskError,
}
"""Errors by the longest prefix of their name that is here."""


def explain(error: sqlite3.Error, path: Path) -> errors.DatabaseError | None:
    """Return salesmap's error, or None for a mistake of our own (a constraint, wrong SQL)."""
    name = getattr(error, "sqlite_errorname", None) or _unnamed(error)
    prefixes = [each for each in (*_WITHOUT_REASON, *_WITH_REASON) if name.startswith(each)]
    if not prefixes:
        return None
    prefix = max(prefixes, key=len)
    if prefix in _WITHOUT_REASON:
        return _WITHOUT_REASON[prefix](path)
    return _WITH_REASON[prefix](path, reason=_(str(error)))


def taken_columns(error: sqlite3.IntegrityError) -> list[str]:
    """Return the columns whose values another record has, of `UNIQUE constraint failed: a.b, …`."""
    return [name.rpartition(".")[2] for name in str(error).rpartition(": ")[2].split(", ")]


def _unnamed(error: sqlite3.Error) -> str:
    """Return the name of an error that Python reports by its message only.

    Bytes that are no UTF-8 text stand in a file that was damaged or tampered with.
    """
    return "SQLITE_CORRUPT" if "decode to UTF-8" in str(error) else ""
