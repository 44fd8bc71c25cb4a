"""Undo and redo: one whole command taken back, or brought back, from the states that the journal kept."""

import json
from typing import Any

from sqlmodel import col, select

from salesmap.actions.database.create import transaction
from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.i18n import N_, _, journaled
from salesmap.store.database import Database
from salesmap.store.journal.bulk import indexes_at_rest
from salesmap.store.models import JOURNALED, Change
from salesmap.store.unit_of_work import UnitOfWork

_BATCH = 500
_PARENTS_FIRST = {str(model.__tablename__): place for place, model in enumerate(JOURNALED)}


def undo(database: Database, change_id: int | None = None) -> Change:
    """Take back a change, or the newest one that still stands. Returns the change taken back.

    Raises NotFoundError when there is none, RuleViolation when it is taken back already, is itself an undo, or when a later
    change touched the same records.
    """
    with transaction(database) as now:
        target = _change(now, change_id) if change_id is not None else _newest_standing(now)
        if target.undoes is not None:
            raise RuleViolation(
                _(
                    "Change {id} is an undo or a redo: use 'salesmap undo' or 'salesmap redo' "
                    "without a number."
                ).format(id=target.id)
            )
        if target.undone_by is not None:
            raise RuleViolation(
                _("Change {id} is already undone, by change {by}.").format(
                    id=target.id, by=target.undone_by
                )
            )
        _reverse(now, target)
        target.undone_by = now.change.id
        _describe(now, N_("undone: {}"), target)
        return target


def redo(database: Database) -> Change:
    """Bring back the change taken back last. Returns that change. Raises NotFoundError, RuleViolation."""
    with transaction(database) as now:
        undoing = now.session.exec(
            select(Change)
            .where(col(Change.undoes).is_not(None), col(Change.undone_by).is_(None))
            .order_by(col(Change.id).desc())
        ).all()
        last = next((change for change in undoing if _is_undo(now, change)), None)
        if last is None or last.undoes is None:
            raise NotFoundError(_("There is nothing to redo."))
        _reverse(now, last)
        last.undone_by = now.change.id
        original = now.session.get_one(Change, last.undoes)
        original.undone_by = None
        _describe(now, N_("redone: {}"), original)
        return original


def _is_undo(now: UnitOfWork, change: Change) -> bool:
    """An undo takes back an ordinary change; a redo takes back an undo."""
    return now.session.get_one(Change, change.undoes).undoes is None


def _describe(now: UnitOfWork, what: str, earlier: Change) -> None:
    """Say what was done to an earlier change, in messages still to be translated."""
    now.describe(f"{what}\n{earlier.what}", earlier.subject)


def _change(now: UnitOfWork, change_id: int) -> Change:
    found = now.session.get(Change, change_id)
    if found is None or found.rows is None:
        raise NotFoundError(
            _("Change {id} not found: see 'salesmap history'.").format(id=change_id)
        )
    return found


def _newest_standing(now: UnitOfWork) -> Change:
    statement = (
        select(Change)
        .where(
            col(Change.undoes).is_(None),
            col(Change.undone_by).is_(None),
            col(Change.rows).is_not(None),
        )
        .order_by(col(Change.id).desc())
    )
    found = now.session.exec(statement).first()
    if found is None:
        raise NotFoundError(_("There is nothing to undo."))
    return found


def _reverse(now: UnitOfWork, target: Change) -> None:
    """Put every record that the change touched back to its state before."""
    _refuse_later_change(now, target)
    now.change.undoes = target.id
    now.session.flush()
    now.sql("PRAGMA defer_foreign_keys = ON")  # a parent may come back after its child
    with indexes_at_rest(now, target.rows or 0):
        _delete_made(now, target)
        # The new state may free what the old one needs (one current stay a lead): all go before any come back.
        changed = "SELECT table_name, row_id, before FROM change_row WHERE change_id = ? AND before IS NOT NULL"
        _restore(
            now,
            [
                (table, row_id, json.loads(before))
                for table, row_id, before in now.sql(changed, target.id)
            ],
        )
    _refuse_orphans(now, target)
    now.session.expire_all()


_MADE = "SELECT row_id FROM change_row WHERE change_id = ? AND table_name = ? AND before IS NULL"


def _delete_made(now: UnitOfWork, target: Change) -> None:
    """Take away what the change made, children first."""
    for table in sorted(_PARENTS_FIRST, key=lambda name: -_PARENTS_FIRST[name]):
        now.sql(f"DELETE FROM {table} WHERE id IN ({_MADE})", target.id, table)


def _delete(now: UnitOfWork, records: list[tuple[str, int]]) -> None:
    for table in sorted({table for table, _id in records}, key=lambda name: -_PARENTS_FIRST[name]):
        ids = [row_id for name, row_id in records if name == table]
        for start in range(0, len(ids), _BATCH):
            batch = ids[start : start + _BATCH]
            now.sql(f"DELETE FROM {table} WHERE id IN ({', '.join('?' * len(batch))})", *batch)


def _restore(now: UnitOfWork, records: list[tuple[str, int, dict[str, Any]]]) -> None:
    _delete(now, [(table, row_id) for table, row_id, _state in records])
    connection = now.session.connection()
    for table in sorted(
        {table for table, _id, _state in records}, key=lambda name: _PARENTS_FIRST[name]
    ):
        states = [state for name, _id, state in records if name == table]
        columns = list(states[0])
        places = ", ".join("?" * len(columns))
        statement = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({places})"
        connection.exec_driver_sql(
            statement, [tuple(state[column] for column in columns) for state in states]
        )


def _refuse_later_change(now: UnitOfWork, target: Change) -> None:
    """A later change of the same records stands in the way, unless it was itself taken back since."""
    in_the_way = now.sql(
        """
        SELECT c.id FROM change c
        WHERE c.id > ? AND c.rows IS NOT NULL AND c.undone_by IS NULL AND (c.undoes IS NULL OR c.undoes < ?)
          AND c.id IN (
            SELECT later.change_id FROM change_row mine
            JOIN change_row later ON later.table_name = mine.table_name AND later.row_id = mine.row_id
            WHERE mine.change_id = ? AND later.change_id > ?)
        ORDER BY c.id DESC LIMIT 1
        """,
        target.id, target.id, target.id, target.id,
    )  # fmt: skip
    if in_the_way:
        _refuse(now, target, in_the_way[0][0])


def _refuse_orphans(now: UnitOfWork, target: Change) -> None:
    """What a later change hung on a record that this one made stands in the way, too."""
    for model in JOURNALED:
        for key in model.__table__.foreign_keys:  # type: ignore[attr-defined]
            orphans = now.sql(
                f"SELECT max(change_id) FROM change_row WHERE change_id <> ? AND table_name = ? AND row_id IN"
                f" (SELECT id FROM {model.__tablename__} WHERE {key.parent.name} IN ({_MADE}))",
                now.change.id, model.__tablename__, target.id, key.column.table.name,
            )  # fmt: skip
            if orphans[0][0] is not None:
                _refuse(now, target, orphans[0][0])


def _refuse(now: UnitOfWork, target: Change, later_id: int) -> None:
    later = now.session.get_one(Change, later_id)
    raise RuleViolation(
        _(
            "Cannot undo change {id}: the later change {later} ({summary}) depends on it. "
            "Undo that one first."
        ).format(id=target.id, later=later.id, summary=journaled(later.what, later.subject))
    )
