"""The lead of a customer on which follow-ups about the customer are scheduled."""

from datetime import timedelta
from typing import NamedTuple

from salesmap.actions.team.owners import default_owner
from salesmap.domain.lead import Lead
from salesmap.domain.map.rating_rules import RaisedFollowup
from salesmap.domain.records import Followup
from salesmap.store.unit_of_work import UnitOfWork

_NEWEST = """
SELECT id FROM lead WHERE {whose} = ? AND status <> 'dropped'
ORDER BY CASE status WHEN 'open' THEN 0 WHEN 'won' THEN 1 ELSE 2 END, created_on DESC, id DESC
LIMIT 1
"""
_PLANNED = """
SELECT f.id FROM followup f JOIN lead l ON l.id = f.lead_id
WHERE l.{whose} = ? AND f.what IN (?, ?) AND f.done_at IS NULL AND f.dropped_at IS NULL
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


def newest_lead(
    change: UnitOfWork, customer_id: int | None, contact_id: int | None = None
) -> Lead | None:
    """Return the newest lead of a customer, else of a contact; open ones first, then won ones."""
    whose, id = _whose(customer_id, contact_id)
    rows = change.sql(_NEWEST.format(whose=whose), id)
    return change.get(Lead, rows[0][0]) if rows else None


def raise_followup(
    change: UnitOfWork,
    customer_id: int | None,
    rule: RaisedFollowup,
    lang: str,
    contact_id: int | None = None,
) -> Raised:
    """Schedule a follow-up on the newest lead of a customer, else of a contact.

    None is scheduled where the same one is planned on one of their leads.
    """
    what = rule.what.text(lang)
    whose, id = _whose(customer_id, contact_id)
    planned = change.sql(_PLANNED.format(whose=whose), id, rule.what.en, rule.what.zh)
    if planned:
        followup = change.existing(Followup, planned[0][0])
        return Raised(what, followup.id, followup.lead_id, followup.due_on, was_planned=True)
    lead = newest_lead(change, customer_id, contact_id)
    if lead is None:
        return Raised(what)
    due = change.database.clock.today() + timedelta(days=rule.days)
    followup = change.add(
        Followup(
            lead_id=lead.id,
            kind=rule.kind,
            what=what,
            due_on=due.isoformat(),
            owner=lead.keeper or default_owner(change),
            recorded_at=change.now,
        )
    )
    return Raised(what, followup.id, lead.id, followup.due_on)


def _whose(customer_id: int | None, contact_id: int | None) -> tuple[str, int | None]:
    """Return the column of a lead that names them, and its value."""
    if customer_id is not None:
        return "customer_id", customer_id
    return "contact_id", contact_id
