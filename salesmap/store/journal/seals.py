"""Seals of the journal: every change carries a hash over itself and the seal before it.

Whatever is edited, deleted, reordered or cut off behind the program's back breaks the chain at the
first change it concerns. What other programs write is recorded by the triggers without a seal: that
is no tampering, and the program seals it at its next write. Without a secret the chain proves
nothing against somebody who recomputes all of it: `db verify` shows the last seal, to be noted
elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _
from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import is_held, sees_all
from salesmap.store.file.triggers import is_outside

_COLUMNS = "id, at, actor, command, what, subject, rows, undoes"
_HEAD = "SELECT sealed_change_id, sealed FROM identity WHERE id = 1"
_UNSEALED = f"""
SELECT {_COLUMNS} FROM change WHERE seal IS NULL AND rows IS NOT NULL AND id > ? ORDER BY id
"""
_CHANGES = f"SELECT {_COLUMNS}, seal, undone_by FROM change WHERE rows IS NOT NULL ORDER BY id"
_ACTOR = 2
# New records have no earlier state: only their ids count. They are given as ranges, because an
# import adds hundreds of thousands in a row. To find ranges with gaps takes six times as long.
_MADE_IN_A_ROW = """
SELECT table_name, min(row_id), max(row_id), count(*) FROM change_row
WHERE change_id = ? AND before IS NULL GROUP BY table_name ORDER BY 1
"""
_MADE = """
SELECT table_name, min(row_id), max(row_id) FROM (
  SELECT table_name, row_id,
    row_id - row_number() OVER (PARTITION BY table_name ORDER BY row_id) AS run
  FROM change_row WHERE change_id = ? AND before IS NULL
) made GROUP BY table_name, run ORDER BY 1, 2
"""
_CHANGED = """
SELECT table_name, row_id, before FROM change_row
WHERE change_id = ? AND before IS NOT NULL ORDER BY table_name, row_id
"""


class PartOfHistory(RuleViolation):
    """Somebody who sees a part of the history only shall check it."""

    code = "part_of_history"

    def __init__(self) -> None:
        super().__init__(
            _("Your rights show a part of the history: only who may read everything can check it.")
        )


class Verdict(NamedTuple):
    """What verifying the journal found.

    `bad` is the first change that is not as it was sealed (0: changes are missing at the end),
    None when the chain holds; `unsealed` counts changes that other programs wrote since the last
    seal; `seal` is the last one.
    """

    changes: int
    unsealed: int
    bad: int | None
    seal: str | None


def seal_changes(connection: Connection, own_id: int | None = None) -> None:
    """Seal the changes that are not sealed yet, oldest first.

    `own_id` is the change under way; every other one is of another program. One that claims a
    person without a seal is a forgery and stays without. None seals all: an older database has no
    seals.
    """
    if is_held(connection):
        return
    last_id, seal = connection.execute(_HEAD).fetchone()
    unsealed = [
        row
        for row in connection.execute(_UNSEALED, (last_id or 0,)).fetchall()
        if own_id in (None, row[0]) or is_outside(row[_ACTOR])
    ]
    for row in unsealed:
        seal = _seal(connection, seal, row)
        connection.execute("UPDATE change SET seal = ? WHERE id = ?", (seal, row[0]))
    if unsealed:
        connection.execute(
            "UPDATE identity SET sealed_change_id = ?, sealed = ? WHERE id = 1",
            (unsealed[-1][0], seal),
        )


def reseal(connection: Connection) -> None:
    """Seal the whole journal anew, after a part of it was taken out; nothing is checked before."""
    connection.execute("UPDATE change SET seal = NULL")
    connection.execute("UPDATE identity SET sealed_change_id = NULL, sealed = NULL WHERE id = 1")
    seal_changes(connection)


def verify(connection: Connection) -> Verdict:
    """Check the chain from its first change to its last. Raises PartOfHistory."""
    if not sees_all(connection):
        raise PartOfHistory
    last_id, head = connection.execute(_HEAD).fetchone()
    count = unsealed = last_seen = 0
    seal: str | None = None
    undone: dict[int, int] = {}
    for row in connection.execute(_CHANGES):
        *content, stored, undone_by = row
        change_id = row[0]
        if stored is None and change_id > (last_id or 0) and is_outside(row[_ACTOR]):
            unsealed += 1
            continue
        count += 1
        last_seen = change_id
        seal = _seal(connection, seal, content)
        if stored != seal:
            return Verdict(count, unsealed, change_id, head)
        if undone_by is not None:
            undone[change_id] = undone_by
    if seal != head:
        return Verdict(count, unsealed, last_id or last_seen, head)
    return Verdict(count, unsealed, _false_undo(connection, undone), head)


def _false_undo(connection: Connection, undone: dict[int, int]) -> int | None:
    """Return the first change marked as undone by a change that does not undo it."""
    undoing = dict(connection.execute("SELECT id, undoes FROM change WHERE undoes IS NOT NULL"))
    return next((id for id, by in undone.items() if undoing.get(by) != id), None)


def _seal(connection: Connection, before: str | None, change: Any) -> str:
    digest = hashlib.sha256((before or "").encode())
    for part in _parts(connection, change):
        digest.update(part)
    return digest.hexdigest()


def _parts(connection: Connection, change: Any) -> Iterator[bytes]:
    """Yield what a seal covers: the change, the ids of new records, earlier states of others."""
    yield _encoded(change)
    for row in _made(connection, change[0]):
        yield _encoded(row)
    for row in connection.execute(_CHANGED, (change[0],)):
        yield _encoded(row)


def _made(connection: Connection, change_id: int) -> Iterable[Any]:
    """Return (table, first id, last id) of the new records of a change."""
    ranges = connection.execute(_MADE_IN_A_ROW, (change_id,)).fetchall()
    if all(last - first + 1 == count for _table, first, last, count in ranges):
        return [row[:-1] for row in ranges]
    return connection.execute(_MADE, (change_id,))


def _encoded(row: Any) -> bytes:
    return json.dumps(list(row), ensure_ascii=True, separators=(",", ":")).encode() + b"\n"
