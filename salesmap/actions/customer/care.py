"""Care of customers that happened: a visit, and how satisfied the customer is."""

from datetime import date, datetime
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.service.rating_followups import Rated
from salesmap.actions.service.ratings import RatingWish, record
from salesmap.core.clock import instant
from salesmap.core.text import one_line
from salesmap.domain.customer.errors import CareInFuture, NoteIsNoCare
from salesmap.domain.kinds import kind_named
from salesmap.domain.records import CareVisit, Customer, Rating
from salesmap.domain.service.rating import CSAT
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map


class CareWish(NamedTuple):
    """A care contact to record; `due_on` is the day by which the map wanted it."""

    customer_id: int
    at: datetime
    kind: str | None = None
    note: str | None = None
    satisfaction: int | None = None
    due_on: date | None = None


class Cared(NamedTuple):
    """A care contact that was recorded, and the rating that came of it."""

    visit_id: int
    rated: Rated | None


def care_done(database: Database, wish: CareWish, lang: str) -> Cared:
    """Record a care contact, with a rating where satisfaction is told, as one change.

    A low rating raises the follow-up of the map. Raises CareInFuture, NoteIsNoCare,
    UnknownKindError, ScoreOutOfRange.
    """
    clock = database.clock
    at = wish.at.replace(microsecond=0)
    if at > clock.now():
        raise CareInFuture(at.astimezone(clock.zone).strftime("%Y-%m-%d %H:%M"))
    with transaction(database) as change:
        kind = kind_named(wish.kind, current_map(change.connection)) if wish.kind else None
        if kind == "note":
            raise NoteIsNoCare()
        customer = change.existing(Customer, wish.customer_id)
        visit = change.add(
            CareVisit(
                customer_id=customer.id,
                kind=kind,
                note=(wish.note or "").strip() or None,
                at=instant(at),
                visited_on=clock.day_of(at).isoformat(),
                due_on=wish.due_on.isoformat() if wish.due_on else None,
                actor=database.user,
                recorded_at=change.now,
            )
        )
        rated = None
        if wish.satisfaction is not None:
            rating = RatingWish(customer.id, wish.satisfaction, CSAT, at, wish.note)
            rated = record(change, rating, lang)
            change.existing(Rating, rated.rating_id).care_visit_id = visit.id
        text = f": {one_line(wish.note)}" if wish.note else ""
        change.describe("customer cared for: {}", f"{customer.name}{text}")
        return Cared(visit.id, rated)
