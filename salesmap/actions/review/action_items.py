"""Action items of reviews: adding, marking as done, canceling."""

from datetime import date

from salesmap.actions.database.create import transaction
from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.errors import EmptyText
from salesmap.domain.records import ActionItem
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class ActionItemNotFound(NotFoundError):
    """No action item has this id."""

    code = "action_item_not_found"

    def __init__(self, item_id: int) -> None:
        super().__init__(_("Action item {id} not found.").format(id=item_id), id=item_id)


class ActionItemEnded(RuleViolation):
    """The action item is done or canceled."""

    code = "action_item_ended"

    def __init__(self, item_id: int, *, is_done: bool) -> None:
        done, canceled = _("Action item {id} is already done."), _("Action item {id} is canceled.")
        super().__init__((done if is_done else canceled).format(id=item_id), id=item_id)


def add(database: Database, what: str, owner: str | None = None, due: date | None = None) -> int:
    """Add an action item, without an owner for the team. Return its id. Raises EmptyText."""
    if not what.strip():
        raise EmptyText(_("An action item needs a text."))
    with transaction(database) as change:
        item = ActionItem(
            what=what.strip(),
            owner=owner or None,
            due_on=due.isoformat() if due else None,
            actor=database.user,
            recorded_at=change.now,
        )
        change.describe("action item added: {}", item.what)
        return change.add(item).id


def done(database: Database, item_id: int, note: str | None = None) -> None:
    """Mark an action item as done. Raises ActionItemNotFound, ActionItemEnded."""
    with transaction(database) as change:
        item = _open_item(change, item_id)
        item.done_at = change.now
        _end(item, note)
        change.describe("action item done: {}", item.what)


def drop(database: Database, item_id: int, note: str | None = None) -> None:
    """Cancel an action item. Raises ActionItemNotFound, ActionItemEnded."""
    with transaction(database) as change:
        item = _open_item(change, item_id)
        item.dropped_at = change.now
        _end(item, note)
        change.describe("action item canceled: {}", item.what)


def _end(item: ActionItem, note: str | None) -> None:
    item.note = note or None
    item.version += 1


def _open_item(change: UnitOfWork, item_id: int) -> ActionItem:
    item = change.get(ActionItem, item_id)
    if item is None:
        raise ActionItemNotFound(item_id)
    if item.done_at or item.dropped_at:
        raise ActionItemEnded(item_id, is_done=item.done_at is not None)
    return item
