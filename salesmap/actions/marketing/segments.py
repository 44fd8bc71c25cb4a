"""Segments: saved filters on customers, and what is done for all customers of one at once."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from salesmap.actions.database.create import joined_transaction, transaction
from salesmap.actions.followup import followups
from salesmap.actions.lead.add import add as add_lead
from salesmap.actions.service.newest_lead import newest_lead
from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.errors import EmptyText
from salesmap.domain.kinds import kind_named
from salesmap.domain.records import Contact, Customer, Segment
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


class SegmentExists(RuleViolation):
    """A segment of this name exists."""

    code = "segment_exists"

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a segment {name!r}.").format(name=name), name=name)


class SegmentNotFound(NotFoundError):
    """No segment is called so. `data`: the names as `candidates`."""

    code = "segment_not_found"

    def __init__(self, name: str, known: Sequence[str]) -> None:
        text = _("Segment {name!r} not found.")
        super().__init__(text.format(name=name), name=name, candidates=list(known))


class Saved(NamedTuple):
    """A segment that was saved, and the filters that it replaced."""

    segment_id: int
    before: Sequence[str] | None


class Scheduled(NamedTuple):
    """How many follow-ups were scheduled; the customers without a lead, and with it already."""

    scheduled: int
    without_lead: Sequence[str]
    planned: Sequence[str]


class Added(NamedTuple):
    """The leads that were added, and the customers left out: they have an open lead."""

    lead_ids: Sequence[int]
    with_lead: Sequence[str]


class LeadWish(NamedTuple):
    """The lead to add for each customer; its source is the campaign."""

    what: str
    campaign: str
    owner: str | None = None
    product: str | None = None
    value_cents: int | None = None
    currency: str | None = None
    tags: tuple[str, ...] = ()
    next_step: tuple[str, date] | None = None
    allow_duplicate: bool = False


def save(
    database: Database, name: str, filters: Sequence[str], *, overwrite: bool = False
) -> Saved:
    """Save a segment. Raises EmptyText, SegmentExists."""
    if not name.strip():
        raise EmptyText(_("A segment needs a name."))
    with transaction(database) as change:
        segment, before = change.first(Segment, "name_key = ?", fold(name)), None
        if segment is None:
            segment = change.add(
                Segment(
                    name=name.strip(),
                    name_key=fold(name),
                    filters=_json(filters),
                    actor=database.user,
                    recorded_at=change.now,
                )
            )
        elif not overwrite:
            raise SegmentExists(segment.name)
        else:
            before = json.loads(segment.filters)
            if before != list(filters):
                segment.filters, segment.actor = _json(filters), database.user
                segment.version += 1
        change.describe("segment saved: {}", segment.name)
        return Saved(segment.id, before)


def drop(database: Database, segment_id: int) -> str:
    """Delete a segment; nothing else goes. Returns its name."""
    with transaction(database) as change:
        segment = change.existing(Segment, segment_id)
        change.describe("segment deleted: {}", segment.name)
        change.delete(segment)
        return segment.name


def schedule_all(
    database: Database,
    name: str,
    customer_ids: Sequence[int],
    what: str,
    due: date,
    kind: str | None = None,
    owner: str | None = None,
) -> Scheduled:
    """Schedule a follow-up on the newest lead of each customer, as one change.

    A customer on whose lead the same one is open gets no other. Raises EmptyText,
    UnknownKindError.
    """
    count, without, planned = 0, [], []
    with joined_transaction(database, name, N_("follow-ups for segment {}")) as change:
        for customer_id in customer_ids:
            customer = change.existing(Customer, customer_id)
            lead = newest_lead(change, customer_id)
            if lead is None:
                without.append(customer.name)
            elif _is_planned(change, lead.id, what):
                planned.append(customer.name)
            else:
                followups.add(database, lead.id, what, due, kind, owner)
                count += 1
    return Scheduled(count, without, planned)


def check_name(what: str) -> None:
    """Raise EmptyText for leads that have no name beside the customer's."""
    if not what.strip():
        raise EmptyText(_("A lead needs a name."))


def check_followup(connection: Connection, what: str, kind: str | None) -> None:
    """Raise EmptyText, UnknownKindError for follow-ups that cannot be scheduled."""
    followups.check_what(what)
    if kind:
        kind_named(kind, current_map(connection))


def add_leads(database: Database, name: str, customer_ids: Sequence[int], wish: LeadWish) -> Added:
    """Add a lead for each customer, as one change; its source is the campaign.

    Customers with an open lead are left out unless that is allowed. Raises EmptyText, and what
    `lead.add` raises.
    """
    check_name(wish.what)
    added: list[int] = []
    with_lead: list[str] = []
    with joined_transaction(database, name, N_("leads for segment {}")) as change:
        for customer_id in customer_ids:
            customer = change.existing(Customer, customer_id)
            newest = newest_lead(change, customer_id)
            if newest is not None and newest.status == "open" and not wish.allow_duplicate:
                with_lead.append(customer.name)
                continue
            person = _contact(change, newest.contact_id if newest else None, customer_id)
            draft = LeadDraft(
                name=f"{wish.what} · {customer.name}",
                customer=customer.name,
                contact=person.name if person else None,
                phone=person.phone if person else None,
                email=person.email if person else None,
                wechat=person.wechat if person else None,
                source=wish.campaign,
                product=wish.product,
                region=newest.region if newest else None,
                industry=newest.industry if newest else None,
                value_cents=wish.value_cents,
                currency=wish.currency,
                owner=wish.owner or (newest.owner if newest else None),
                tags=wish.tags,
                next_step=wish.next_step,
            )
            added.append(add_lead(database, draft, allow_duplicate=True))
    return Added(added, with_lead)


def _contact(change: UnitOfWork, contact_id: int | None, customer_id: int) -> Contact | None:
    """Return the contact of the newest lead, else the customer's first one."""
    contact = change.get(Contact, contact_id) if contact_id else None
    return contact or change.first(Contact, "customer_id = ?", customer_id)


def _is_planned(change: UnitOfWork, lead_id: int, what: str) -> bool:
    return bool(
        change.sql(
            "SELECT 1 FROM followup WHERE lead_id = ? AND what = ?"
            " AND done_at IS NULL AND dropped_at IS NULL LIMIT 1",
            lead_id,
            what,
        )
    )


def _json(filters: Sequence[str]) -> str:
    return json.dumps(list(filters), ensure_ascii=False)
