"""Taking something out of the journal for good: all before a day, or (`forgetting`) of a person.

What remains is sealed anew, and a change of its own, the stub, says what was taken out and what the
last seal was before: `db verify` holds from there and names it.
"""

import shlex
from datetime import date, time
from typing import NamedTuple

from salesmap.core import commit_state
from salesmap.core.clock import instant
from salesmap.domain.records import Change
from salesmap.store import mapper
from salesmap.store.clocks.keeping import keep_clocks
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.dialect import defer_references
from salesmap.store.engine.opening import compact, write_connection
from salesmap.store.errors import JournalAltered
from salesmap.store.journal.seals import reseal, verify
from salesmap.store.journal.stubs import TRIMMED

_UNUSED = """
sha256 NOT IN (SELECT sha256 FROM attachment) AND NOT EXISTS (
  SELECT 1 FROM change_row WHERE table_name = 'attachment' AND before LIKE '%' || sha256 || '%')
"""
"""The contents of files that nothing refers to any more, neither now nor in the journal."""

_LAST = "SELECT coalesce(min(id) - 1, (SELECT max(id) FROM change)) FROM change WHERE at >= ?"


def count_before(connection: Connection, database: Database, day: date) -> int:
    """Return how many changes a trim takes out."""
    (last,) = connection.execute(_LAST, (instant(database.clock.at(day, time())),)).fetchone()
    statement = "SELECT count(*) FROM change WHERE id <= ?"
    (count,) = connection.execute(statement, (last or 0,)).fetchone()
    return int(count)


class Trimmed(NamedTuple):
    """How many changes were taken out, and contents of files with them."""

    changes: int
    files: int = 0


def trim(database: Database, day: date) -> Trimmed:
    """Take all changes before a day out of the journal, with the files dropped in them.

    Raises JournalAltered.
    """
    before = instant(database.clock.at(day, time()))
    with write_connection(database) as connection:
        refuse_altered(connection)
        count = count_before(connection, database, day)
        if not count:
            return Trimmed(0)
        (last,) = connection.execute(_LAST, (before,)).fetchone()
        keep_clocks(connection)  # while the journal still says what was touched
        defer_references(connection)
        # The undo of a change that is no more stays an undo: it refers to itself.
        connection.execute(
            "UPDATE change SET undoes = id WHERE id > ? AND undoes <= ?", (last, last)
        )
        connection.execute("DELETE FROM change_row WHERE change_id <= ?", (last,))
        connection.execute("DELETE FROM change WHERE id <= ?", (last,))
        (files,) = connection.execute(
            f"SELECT count(*) FROM stored_file WHERE {_UNUSED}"
        ).fetchone()
        connection.execute(f"DELETE FROM stored_file WHERE {_UNUSED}")
        command = shlex.join(database.arguments)
        add_stub(connection, database, (TRIMMED, f"{day} ({count})", command), before)
    finish(database)
    return Trimmed(count, files)


def refuse_altered(connection: Connection) -> None:
    """Raise JournalAltered: sealing anew would hide it."""
    bad = verify(connection).bad
    if bad is not None:
        raise JournalAltered(bad)


def add_stub(
    connection: Connection, database: Database, texts: tuple[str, str, str], before: str | None
) -> None:
    """Add the stub, of which `texts` are what happened, to what, and the command."""
    what, subject, command = texts
    (seal,) = connection.execute("SELECT sealed FROM identity").fetchone()
    stub = Change(
        at=instant(database.clock.now()),
        actor=database.user,
        command=command,
        what=what,
        subject=f"{subject} · {seal or '–'}",
        rows=0,
        answer=before,
    )
    mapper.insert(connection, stub)
    connection.execute("UPDATE change SET undoes = id WHERE id = ?", (stub.id,))
    reseal(connection)
    keep_clocks(connection)


def finish(database: Database) -> None:
    """Give the space back: what was deleted must not lie in free pages."""
    commit_state.mark_committed()
    compact(database)
