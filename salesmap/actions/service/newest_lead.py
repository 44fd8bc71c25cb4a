"""The lead of a customer on which follow-ups about the customer are scheduled."""

from datetime import timedelta
from typing import NamedTuple

from salesmap.domain.lead import Lead
from salesmap.domain.map.rating_rules import RaisedFollowup
from salesmap.domain.records import Followup
from salesmap.store.unit_of_work import UnitOfWork

_NEWEST = """
SELECT id FROM lead WHERE customer_id = ? AND status <> 'dropped'
ORDER BY CASE status WHEN 'open' THEN 0 WHEN 'won' THEN 1 ELSE 2 END, created_on DESC, id DESC
LIMIT 1
"""
_PLANNED = """
SELECT f.id FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE l.customer_id = ? AND f.what IN (?, ?) AND f.done_at IS NULL AND f.dropped_at IS NULL
ORDER BY f.id LIMIT 1
"""


class Raised(NamedTuple):
    """What a rule of the map wanted of a customer.

    `followup_id` is the follow-up on lead `lead_id`, due on `due_on`; `was_planned`: it was open
    before. Without a lead nothing was raised.
    """

    what: str
    followup_id: int | None = None
    lead_id: int | None = None
    due_on: str | None = None
    was_planned: bool = False


def newest_lead(change: UnitOfWork, customer_id: int) -> Lead | None:
    """Return the newest lead of a customer, open ones first, then won ones; None without any."""
    rows = change.sql(_NEWEST, customer_id)
    return change.get(Lead, rows[0][0]) if rows else None


def raise_followup(change: UnitOfWork, customer_id: int, rule: RaisedFollowup, lang: str) -> Raised:
    """Schedule a follow-up on a customer's newest lead, unless the same one is planned there."""
    what = rule.what.text(lang)
    planned = change.sql(_PLANNED, customer_id, rule.what.en, rule.what.zh)
    if planned:
        followup = change.existing(Followup, planned[0][0])
        return Raised(what, followup.id, followup.lead_id, followup.due_on, was_planned=True)
    lead = newest_lead(change, customer_id)
    if lead is None:
        return Raised(what)
    due = change.database.clock.today() + timedelta(days=rule.days)
    followup = change.add(
        Followup(
            lead_id=lead.id,
            kind=rule.kind,
            what=what,
            due_on=due.isoformat(),
            owner=lead.owner or change.database.user,
            recorded_at=change.now,
        )
    )
    return Raised(what, followup.id, lead.id, followup.due_on)
