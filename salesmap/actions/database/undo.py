"""Undo and redo: one whole command reversed from the states that the journal kept."""

import json
from collections.abc import Sequence

from salesmap.actions.database.create import transaction
from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.i18n import N_, _, journaled
from salesmap.domain.customer.keys import with_keys
from salesmap.domain.records import Change
from salesmap.store.database import Database
from salesmap.store.engine.bulk import without_query_indexes
from salesmap.store.engine.dialect import defer_references
from salesmap.store.file.database_errors import TAKEN, taken_columns
from salesmap.store.journal.stubs import JournalTrimmed, reaches_back_to
from salesmap.store.mapper import insert_statement
from salesmap.store.tables import JOURNALED, TABLES
from salesmap.store.unit_of_work import UnitOfWork

_BATCH = 500
_OF_TABLE = "FROM change_row WHERE change_id = ? AND table_name = ?"
_CREATED = f"SELECT row_id {_OF_TABLE} AND before IS NULL"
_CHANGED = """
SELECT row_id, before FROM change_row
WHERE change_id = ? AND table_name = ? AND before IS NOT NULL AND row_id > ?
ORDER BY row_id LIMIT ?
"""
_OWN = "lower(actor) = lower(?)"
_LATER = """
SELECT c.id FROM change c
WHERE c.id > ? AND c.rows IS NOT NULL AND c.undone_by IS NULL
  AND (c.undoes IS NULL OR c.undoes < ?)
  AND c.id IN (
    SELECT later.change_id FROM change_row own
    JOIN change_row later ON later.table_name = own.table_name AND later.row_id = own.row_id
    WHERE own.change_id = ? AND later.change_id > ?)
ORDER BY c.id DESC LIMIT 1
"""


class ChangeNotFound(NotFoundError):
    """No change has this number."""

    code = "change_not_found"

    def __init__(self, change_id: int) -> None:
        super().__init__(_("Change {id} not found.").format(id=change_id), id=change_id)


class NothingToUndo(NotFoundError):
    """No change of one's own is left to undo. `data`: the newest `change` of another `actor`."""

    code = "nothing_to_undo"

    def __init__(self, other: Change | None) -> None:
        text = _("There is nothing to undo.")
        if other is None:
            super().__init__(text)
            return
        self.code = "nothing_of_yours_to_undo"
        text = _("You have nothing to undo. The newest change is {id} ({actor}): {summary}.")
        summary = journaled(other.what, other.subject)
        text = text.format(id=other.id, actor=other.actor, summary=summary)
        super().__init__(text, change=other.id, actor=other.actor)


class NothingToRedo(NotFoundError):
    """No change was undone by oneself. `data`: the last `change` that another `actor` undid."""

    code = "nothing_to_redo"

    def __init__(self, other: Change | None) -> None:
        text = _("There is nothing to redo.")
        if other is None:
            super().__init__(text)
            return
        self.code = "nothing_of_yours_to_redo"
        text = _("You have nothing to redo. Change {id} was undone by {actor}.")
        text = text.format(id=other.undoes, actor=other.actor)
        super().__init__(text, change=other.undoes, actor=other.actor)


class NotUndone(RuleViolation):
    """The change to redo is not undone."""

    code = "not_undone"

    def __init__(self, change_id: int) -> None:
        super().__init__(_("Change {id} is not undone.").format(id=change_id), id=change_id)


class IsAnUndo(RuleViolation):
    """The change is an undo or a redo itself, or one that shortened the journal."""

    code = "is_an_undo"

    def __init__(self, change_id: int) -> None:
        super().__init__(_("Change {id} is an undo or a redo.").format(id=change_id), id=change_id)


class AlreadyUndone(RuleViolation):
    """The change was undone."""

    code = "already_undone"

    def __init__(self, change_id: int, by: int) -> None:
        text = _("Change {id} is already undone, by change {by}.").format(id=change_id, by=by)
        super().__init__(text, id=change_id, by=by)


class LaterChangeInTheWay(RuleViolation):
    """A later change depends on the one to be undone."""

    code = "later_change"

    def __init__(self, change_id: int, later: Change) -> None:
        summary = journaled(later.what, later.subject)
        text = _("Cannot undo change {id}: the later change {later} ({summary}) depends on it.")
        super().__init__(
            text.format(id=change_id, later=later.id, summary=summary),
            id=change_id,
            later=later.id,
            summary=summary,
        )


def undo(database: Database, change_id: int | None = None) -> Change:
    """Undo a change, or the user's newest one that is not undone. Return it.

    Raises NothingToUndo, ChangeNotFound, AlreadyUndone, IsAnUndo, LaterChangeInTheWay.
    """
    with transaction(database) as now:
        target = _newest(now) if change_id is None else _with_id(now, change_id)
        if target.undoes is not None:
            raise IsAnUndo(target.id)
        if target.undone_by is not None:
            raise AlreadyUndone(target.id, target.undone_by)
        _reverse(now, target)
        target = now.existing(Change, target.id)
        target.undone_by = now.change.id
        _describe(now, N_("undone: {}"), target)
        return target


def redo(database: Database, change_id: int | None = None) -> Change:
    """Redo a change that was undone, or the one that the user undid last. Return it.

    Raises NothingToRedo, ChangeNotFound, NotUndone, LaterChangeInTheWay.
    """
    with transaction(database) as now:
        last = _last_undo(now) if change_id is None else _undo_of(now, change_id)
        undone = last.undoes or 0
        _reverse(now, last)
        now.existing(Change, last.id).undone_by = now.change.id
        original = now.existing(Change, undone)
        original.undone_by = None
        _describe(now, N_("redone: {}"), original)
        return original


def _last_undo(now: UnitOfWork) -> Change:
    """Return the user's last undo that holds."""
    # An undo reverses an ordinary change; a redo reverses an undo.
    condition = "undone_by IS NULL AND undoes IN (SELECT id FROM change WHERE undoes IS NULL)"
    last = now.first(Change, f"{_OWN} AND {condition}", now.database.user, order="id DESC")
    if last is None:
        raise NothingToRedo(now.first(Change, condition, order="id DESC"))
    return last


def _undo_of(now: UnitOfWork, change_id: int) -> Change:
    """Return the undo of a change, which may be named by its own number, too."""
    change = _with_id(now, change_id)
    undoing = change if change.undoes is not None else None
    if undoing is None and change.undone_by is not None:
        undoing = now.get(Change, change.undone_by)
    if undoing is None or undoing.undone_by is not None:
        raise NotUndone(change_id)
    if now.existing(Change, undoing.undoes or 0).undoes is not None:  # a redo: nothing to redo
        raise NotUndone(change_id)
    return undoing


def _describe(now: UnitOfWork, what: str, earlier: Change) -> None:
    """Describe what happened to an earlier change, by two messages to be translated."""
    now.describe(f"{what}\n{earlier.what}", earlier.subject)


def _with_id(now: UnitOfWork, change_id: int) -> Change:
    change = now.get(Change, change_id)
    if change is None or change.rows is None:
        trim = reaches_back_to(now.connection)
        if trim and change_id < trim.change_id:
            raise JournalTrimmed(trim.day)
        raise ChangeNotFound(change_id)
    return change


def _newest(now: UnitOfWork) -> Change:
    """Return the user's newest change that can be undone."""
    condition = "undoes IS NULL AND undone_by IS NULL AND rows IS NOT NULL"
    newest = now.first(Change, f"{_OWN} AND {condition}", now.database.user, order="id DESC")
    if newest is None:
        raise NothingToUndo(now.first(Change, condition, order="id DESC"))
    return newest


def _reverse(now: UnitOfWork, target: Change) -> None:
    """Put every record that the change touched back to its state before."""
    _refuse_later_change(now, target)
    now.change.undoes = target.id
    now.sql("UPDATE change SET undoes = ? WHERE id = ?", target.id, now.change.id)
    defer_references(now.connection)
    touched = _touched(now, target)
    with without_query_indexes(now, target.rows or 0):
        for table in reversed(touched):
            now.sql(f"DELETE FROM {table} WHERE id IN ({_CREATED})", target.id, table)
        _restore(now, target, touched)
    _refuse_orphans(now, target, touched)
    _refuse_missing_parents(now, target, touched)
    now.forget()


def _touched(now: UnitOfWork, target: Change) -> list[str]:
    """Return the tables whose records a change touched, parents before children."""
    rows = now.sql("SELECT DISTINCT table_name FROM change_row WHERE change_id = ?", target.id)
    found = {table for (table,) in rows}
    return [table for table in JOURNALED if table in found]


def _restore(now: UnitOfWork, target: Change, touched: Sequence[str]) -> None:
    """Bring back the earlier states, table by table.

    The new state may free what the old one needs (one current visit a lead): of each table, all
    go before any come back.
    """
    changed, country = f"SELECT row_id {_OF_TABLE}", now.database.country
    for table in reversed(touched):
        now.sql(f"DELETE FROM {table} WHERE id IN ({changed})", target.id, table)
    for table in touched:
        last = 0
        while rows := now.sql(_CHANGED, target.id, table, last, _BATCH):
            last = rows[-1][0]
            states = [with_keys(table, json.loads(before), country) for _row_id, before in rows]
            columns = list(states[0])
            values = [tuple(state[column] for column in columns) for state in states]
            try:
                with now.attempt():
                    now.many(insert_statement(table, columns), values)
            except TAKEN as error:
                holder = _holder(now, target, table, taken_columns(error))
                raise LaterChangeInTheWay(target.id, holder) from None


def _holder(now: UnitOfWork, target: Change, table: str, columns: Sequence[str]) -> Change:
    """Return the last change of the record that has what one of those that come back needs."""
    same = " AND ".join(f"json_extract(was.before, '$.{name}') = held.{name}" for name in columns)
    holders = (
        f"SELECT held.id FROM {table} held JOIN change_row was"
        f" ON was.change_id = ? AND was.table_name = ? AND {same}"
    )
    ((change_id,),) = now.sql(
        "SELECT max(change_id) FROM change_row WHERE change_id NOT IN (?, ?) AND table_name = ?"
        f" AND row_id IN ({holders})",
        now.change.id,
        target.id,
        table,
        target.id,
        table,
    )
    return now.existing(Change, change_id)


def _refuse_later_change(now: UnitOfWork, target: Change) -> None:
    """Raise LaterChangeInTheWay where a later change of the same records is not undone."""
    later = now.sql(_LATER, target.id, target.id, target.id, target.id)
    if later:
        raise LaterChangeInTheWay(target.id, now.existing(Change, later[0][0]))


def _refuse_orphans(now: UnitOfWork, target: Change, touched: Sequence[str]) -> None:
    """Raise LaterChangeInTheWay where a record that is no more has a child of a later change."""
    gone = {table for table in touched if now.sql(f"{_CREATED} LIMIT 1", target.id, table)}
    for table in JOURNALED:
        for reference in TABLES[table].references:
            if reference.parent in gone:
                orphans = f"SELECT id FROM {table} WHERE {reference.column} IN ({_CREATED})"
                _refuse_changed(now, target, table, orphans, reference.parent)


def _refuse_missing_parents(now: UnitOfWork, target: Change, touched: Sequence[str]) -> None:
    """Raise LaterChangeInTheWay where what comes back belongs to a record that is no more.

    Somebody else undid the change that made it: a customer, whose lead is redone.
    """
    restored = "SELECT row_id FROM change_row WHERE change_id = ? AND table_name = ?"
    for table in touched:
        for reference in TABLES[table].references:
            missing = (
                f"SELECT t.{reference.column} FROM {table} t WHERE t.id IN ({restored})"
                f" AND t.{reference.column} IS NOT NULL AND NOT EXISTS"
                f" (SELECT 1 FROM {reference.parent} p WHERE p.id = t.{reference.column})"
            )
            _refuse_changed(now, target, reference.parent, missing, table)


def _refuse_changed(now: UnitOfWork, target: Change, table: str, ids: str, of_table: str) -> None:
    """Raise LaterChangeInTheWay with the last change of some records of a table, if there are any.

    `ids` is a statement that asks for the records by the target's of `of_table`.
    """
    if not now.sql(f"{ids} LIMIT 1", target.id, of_table):  # as nearly always
        return
    later = (
        "SELECT max(change_id) FROM change_row WHERE change_id <> ? AND table_name = ?"
        f" AND row_id IN ({ids})"
    )
    ((change_id,),) = now.sql(later, now.change.id, table, target.id, of_table)
    if change_id is not None:
        raise LaterChangeInTheWay(target.id, now.existing(Change, change_id))
