"""What a review resolves to do: recording it, ticking it off, giving it up."""

from datetime import date

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.records import point_with_id
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.store.database import Database
from salesmap.store.models import ReviewPoint
from salesmap.store.unit_of_work import UnitOfWork


def add(database: Database, what: str, owner: str | None = None, due: date | None = None) -> int:
    """Record a point; without an owner it is everybody's. Returns its id. Raises UsageError without words."""
    if not what.strip():
        raise UsageError(_("An action item needs a text: write what to do."))
    with transaction(database) as change:
        due_on = due.isoformat() if due else None
        point = ReviewPoint(
            what=what.strip(),
            owner=owner or None,
            due_on=due_on,
            actor=database.user,
            recorded_at=change.now,
        )
        change.session.add(point)
        change.session.flush()
        change.describe("action item added: {}", point.what)
        return point.id


def done(database: Database, point_id: int, note: str | None = None) -> None:
    """Tick a point off, with a note of what came of it. Raises NotFoundError, RuleViolation."""
    with transaction(database) as change:
        point = _still_open(change, point_id)
        point.done_at = change.now
        _end(point, note)
        change.describe("action item done: {}", point.what)


def drop(database: Database, point_id: int, note: str | None = None) -> None:
    """Give a point up, with a note that says why. Raises NotFoundError, RuleViolation."""
    with transaction(database) as change:
        point = _still_open(change, point_id)
        point.dropped_at = change.now
        _end(point, note)
        change.describe("action item canceled: {}", point.what)


def _end(point: ReviewPoint, note: str | None) -> None:
    point.note = note or None
    point.version += 1


def _still_open(change: UnitOfWork, point_id: int) -> ReviewPoint:
    point = point_with_id(change, point_id)
    if point.done_at or point.dropped_at:
        done = _("Action item {id} is already done: add another with 'salesmap review add'.")
        dropped = _("Action item {id} is canceled: add another with 'salesmap review add'.")
        raise RuleViolation((done if point.done_at else dropped).format(id=point_id))
    return point
