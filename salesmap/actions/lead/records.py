"""Fetching the record that an action is about, inside its transaction."""

from typing import TypeVar

from sqlmodel import SQLModel

from salesmap.core.errors import NotFoundError
from salesmap.core.i18n import _
from salesmap.store.models import Followup, Lead, ReviewPoint
from salesmap.store.unit_of_work import UnitOfWork

Record = TypeVar("Record", bound=SQLModel)


def lead_with_id(change: UnitOfWork, lead_id: int) -> Lead:
    """The lead, to be changed. Raises NotFoundError."""
    return _found(
        change.session.get(Lead, lead_id),
        _("Lead {id} not found: see 'salesmap lead list'.").format(id=lead_id),
    )


def followup_with_id(change: UnitOfWork, followup_id: int) -> Followup:
    """The follow-up, to be changed. Raises NotFoundError."""
    message = _("Follow-up {id} not found: see 'salesmap followup list'.").format(id=followup_id)
    return _found(change.session.get(Followup, followup_id), message)


def point_with_id(change: UnitOfWork, point_id: int) -> ReviewPoint:
    """The point of a review, to be changed. Raises NotFoundError."""
    message = _("Action item {id} not found: see 'salesmap review points --all'.").format(
        id=point_id
    )
    return _found(change.session.get(ReviewPoint, point_id), message)


def renew(change: UnitOfWork, lead: Lead) -> None:
    """Count a lead's new version; whoever saw the old one can be told."""
    lead.version += 1
    lead.updated_at = change.now


def _found(record: Record | None, message: str) -> Record:
    if record is None:
        raise NotFoundError(message)
    return record
