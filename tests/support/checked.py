"""What `db check` and `db verify` find in a database, without reading the schema of each anew.

That is most of the time of a check. So the contents of databases are copied, one after the other,
into a file whose connection stays open; a database with another schema gets a connection of its
own.
"""

import atexit
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from itertools import count
from pathlib import Path

from salesmap.reports.data.integrity import contradictions
from salesmap.store.database import Database
from salesmap.store.file.backup import damage
from salesmap.store.file.connection import read_connection
from salesmap.store.file.triggers import missing_triggers
from salesmap.store.file.version import require_current
from salesmap.store.journal.seals import verify

_COUNTERS = (24, 92)
"""Where the header of a file counts its changes: SQLite reads anew what has another number."""

_KIND = (slice(16, 20), slice(40, 44))
"""Where it tells the size of a page, the kind of journal, and the number of the schema."""

_SCHEMA = "SELECT count(*), sum(rootpage * rowid), sum(length(sql)) FROM sqlite_schema"


def problems_of(path: Path) -> list[str]:
    """Return what is found."""
    with _connection(path) as connection:
        problems = damage(connection) or contradictions(connection)
        problems += missing_triggers(connection)
        bad = verify(connection).bad
    return problems if bad is None else [*problems, f"change {bad} is not as it was sealed"]


@contextmanager
def _connection(path: Path) -> Iterator[sqlite3.Connection]:
    kept = _kept()
    if kept.takes(path):
        yield kept.connection
    else:
        with read_connection(Database(path, "test")) as connection:
            yield connection


class _Kept:
    """A file with the contents of the last database, and a connection that stays open."""

    def __init__(self) -> None:
        self.folder = tempfile.mkdtemp(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
        self.path = Path(self.folder) / "checked.db"
        self.path.touch()
        self.connection = sqlite3.connect(self.path, isolation_level=None)
        self.kind: object = None
        self.schema: object = None
        self._numbers = count(1)

    def takes(self, path: Path) -> bool:
        """Begin to read the contents of a database, if it is of the kind of the first one."""
        beside = [path.with_name(path.name + suffix) for suffix in ("-journal", "-wal")]
        kind = _kind(path)
        if any(each.exists() for each in beside) or kind != (self.kind or kind):
            return False
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")
        self._copy(path)
        self.connection.execute("BEGIN")
        require_current(self.connection, self.path)
        schema = self.connection.execute(_SCHEMA).fetchone()
        if self.kind is None:
            self.kind, self.schema = kind, schema
        return bool(schema == self.schema)

    def _copy(self, path: Path) -> None:
        shutil.copyfile(path, self.path)
        number = next(self._numbers).to_bytes(4, "big")
        with self.path.open("r+b") as file:
            for place in _COUNTERS:
                file.seek(place)
                file.write(number)

    def close(self) -> None:
        """Leave nothing behind."""
        self.connection.close()
        shutil.rmtree(self.folder, ignore_errors=True)


@cache
def _kept() -> _Kept:
    kept = _Kept()
    atexit.register(kept.close)
    return kept


def _kind(path: Path) -> tuple[bytes, ...]:
    with path.open("rb") as file:
        header = file.read(100)
    return tuple(header[part] for part in _KIND)
