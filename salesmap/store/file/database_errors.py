"""SQLite's errors in words: what, why, what to do."""

import sqlite3
from pathlib import Path

from salesmap.core.errors import ResourceError, SalesmapError
from salesmap.core.i18n import N_, _

# SQLite's own words, as far as they stand in a message.
_REASONS = (
    N_("attempt to write a readonly database"),
    N_("database disk image is malformed"),
    N_("disk I/O error"),
    N_("file is not a database"),
    N_("unable to open database file"),
)


def explain(error: sqlite3.Error, path: Path) -> SalesmapError | None:
    """The problem behind an SQLite error, or None when it is our own mistake (a constraint, wrong SQL)."""
    name = getattr(error, "sqlite_errorname", None) or _unnamed(error)
    for prefix, words in _causes():
        if name.startswith(prefix):
            return ResourceError(words.format(path=path, error=_(str(error))))
    return None


def _unnamed(error: sqlite3.Error) -> str:
    """What Python reports in words only: bytes that cannot be a text, in a file that was tampered with or damaged."""
    return "SQLITE_CORRUPT" if "decode to UTF-8" in str(error) else ""


def _causes() -> tuple[tuple[str, str], ...]:
    locked = _("The database {path} is locked by another program: try again later.")
    corrupt = _(
        "The database {path} is damaged ({error}): restore a backup with 'salesmap db restore FILE'."
    )
    read_only = _(
        "Cannot write the database {path} ({error}): check the permissions of the file "
        "and its folder."
    )
    full = _(
        "The disk is full or the file has reached its size limit: nothing was changed in "
        "{path}. Free some space and try again."
    )
    io = _(
        "Cannot read or write the database {path} ({error}): nothing was changed. Check "
        "the disk and its free space."
    )
    return (
        ("SQLITE_BUSY", locked),
        ("SQLITE_LOCKED", locked),
        ("SQLITE_NOTADB", _("{path} is not a salesmap database: name another file with --db.")),
        ("SQLITE_CORRUPT", corrupt),
        ("SQLITE_IOERR_SHORT_READ", corrupt),
        (
            "SQLITE_READONLY_DBMOVED",
            _(
                "The database {path} was replaced while this command ran: nothing was changed. "
                "Try again."
            ),
        ),
        ("SQLITE_READONLY", read_only),
        ("SQLITE_PERM", read_only),
        ("SQLITE_FULL", full),
        ("SQLITE_IOERR", io),
        (
            "SQLITE_CANTOPEN",
            _("Cannot open the database {path}: check the permissions of the file and its folder."),
        ),
        ("SQLITE_TOOBIG", _("The text is too long for the database {path}: shorten it.")),
    )
