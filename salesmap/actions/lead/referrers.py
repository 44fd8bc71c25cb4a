"""Who brought a lead: found, set, and thanked when the lead is won."""

import re
from datetime import timedelta
from typing import NamedTuple

from salesmap.actions.service.newest_lead import Raised, raise_followup
from salesmap.core.clock import from_instant
from salesmap.core.folding import fold
from salesmap.core.i18n import bound_language
from salesmap.domain.lead import Lead
from salesmap.domain.records import Contact, Customer
from salesmap.domain.referral_errors import AmbiguousReferrer, OwnReferral, ReferrerNotFound
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork

_BY_ID = re.compile(r"(customer|contact):(\d{1,18})")
_WITH_COMPANY = re.compile(r"(.+?)\s*[(（]([^()（）]+)[)）]")
_LISTED = 5
_OWN = """
SELECT l.id FROM lead l WHERE (l.customer_id = ? OR l.contact_id = ?)
AND l.referred_by_customer_id = l.customer_id
UNION
SELECT l.id FROM lead l JOIN contact k ON k.id = l.referred_by_contact_id
WHERE (l.customer_id = ? OR l.contact_id = ?)
AND (k.customer_id = l.customer_id OR k.id = l.contact_id)
ORDER BY 1
"""

THANKED_DAYS = 30
"""A lead that was won longer ago raises no thanks."""


class Referrer(NamedTuple):
    """Who brought a lead: a customer, or a contact."""

    customer_id: int | None = None
    contact_id: int | None = None


NOBODY = Referrer()


class Cleared(NamedTuple):
    """A lead that has no referrer any more."""

    lead_id: int
    name: str


def find_referrer(change: UnitOfWork, text: str | None) -> Referrer:
    """Return who is meant: `customer:12`, `contact:5`, a whole name, or `Grace (Harbor Ltd)`.

    Raises ReferrerNotFound, AmbiguousReferrer.
    """
    word = (text or "").strip()
    if not word:
        return NOBODY
    if match := _BY_ID.fullmatch(word):
        cls, id = {"customer": Customer, "contact": Contact}[match[1]], int(match[2])
        if change.get(cls, id) is None:
            raise ReferrerNotFound(word)
        return Referrer(id) if match[1] == "customer" else Referrer(None, id)
    customer = change.first(Customer, "name_key = ?", fold(word))
    if customer:
        return Referrer(customer.id)
    found = change.all(Contact, "name_key = ? OR email_key = ?", fold(word), fold(word))
    if not found and (match := _WITH_COMPANY.fullmatch(word)):
        found = change.all(
            Contact,
            "name_key = ? AND customer_id IN (SELECT id FROM customer WHERE name_key = ?)",
            fold(match[1]),
            fold(match[2]),
        )
    if len(found) > 1:
        named = [(f"contact:{each.id}", each.name or "") for each in found[:_LISTED]]
        raise AmbiguousReferrer(word, named)
    if not found:
        raise ReferrerNotFound(word)
    return Referrer(None, found[0].id)


def set_referrer(change: UnitOfWork, lead: Lead, text: str | None) -> None:
    """Set who brought a lead; nobody without a text. Raises what `find_referrer` raises."""
    lead.referred_by_customer_id, lead.referred_by_contact_id = find_referrer(change, text)
    refuse_own_referral(change, lead)


def refuse_own_referral(change: UnitOfWork, lead: Lead) -> None:
    """Raise OwnReferral where the customer of a lead brought it: that is a repurchase."""
    if is_own(change, referrer_of(lead), lead.customer_id, lead.contact_id):
        customer = change.get(Customer, lead.customer_id) if lead.customer_id else None
        raise OwnReferral(lead.name, customer.name if customer else None)


def is_own(
    change: UnitOfWork, referrer: Referrer, customer_id: int | None, contact_id: int | None
) -> bool:
    """Return whether a referrer is the customer or the contact of the lead itself."""
    if referrer.contact_id is not None and referrer.contact_id == contact_id:
        return True
    return customer_id is not None and customer_of(change, referrer) == customer_id


def clear_own_referrals(
    change: UnitOfWork, customer_id: int | None, contact_id: int | None = None
) -> list[Cleared]:
    """Take the referrer from leads of a customer or contact that is their own now.

    It is so after a merge, or when the contact who brought them goes to their customer.
    """
    cleared = []
    for (id,) in change.sql(_OWN, customer_id, contact_id, customer_id, contact_id):
        lead = change.existing(Lead, id)
        lead.referred_by_customer_id = lead.referred_by_contact_id = None
        lead.renew(change.now)
        cleared.append(Cleared(lead.id, lead.name))
    return cleared


def thank_late(change: UnitOfWork, lead: Lead) -> None:
    """Schedule the thanks for a lead whose referrer is told after it was won, if that is fresh."""
    since = change.database.clock.now() - timedelta(days=THANKED_DAYS)
    if lead.status == "won" and lead.closed_at and from_instant(lead.closed_at) >= since:
        thank(change, lead)


def referrer_of(lead: Lead) -> Referrer:
    """Return who brought a lead."""
    return Referrer(lead.referred_by_customer_id, lead.referred_by_contact_id)


def customer_of(change: UnitOfWork, referrer: Referrer) -> int | None:
    """Return the customer who brought a lead, that of the contact."""
    if referrer.customer_id is not None or referrer.contact_id is None:
        return referrer.customer_id
    contact = change.get(Contact, referrer.contact_id)
    return contact.customer_id if contact else None


def thank(change: UnitOfWork, lead: Lead) -> Raised | None:
    """Schedule what the map asks for after a referred lead was won; None where it asks nothing."""
    rule, referrer = current_map(change.connection).referral, referrer_of(lead)
    if rule is None or referrer == NOBODY:
        return None
    return raise_followup(
        change, customer_of(change, referrer), rule, bound_language(), referrer.contact_id
    )
