"""Records as somebody typed them or a file holds them, before they are stored."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.lead_draft import LeadDraft

__all__ = [
    "NO_NAME",
    "ActivityDraft",
    "ContactDraft",
    "ContractDraft",
    "LeadDraft",
    "MoveDraft",
    "PaymentDraft",
    "RatingDraft",
    "is_repeat",
]

NO_NAME = N_("no name, and no company or contact to name it after")
"""Why a row makes no new lead."""


def is_repeat(key: str | None) -> bool:
    """Return whether an earlier row of the file equals the row of a key, which ends in a number."""
    return key is not None and not key.startswith("x:") and not key.endswith("-1")


class MoveDraft(NamedTuple):
    """A row of a stage history: at an instant a lead entered a stage or ended (`won lost dropped`).

    It may also say the expected close date or the value (hundredths, and a currency or None).
    `lead` is the reference in the file; `origin` is the stage that it left, if the file says so;
    `row` is the source row, for the rejects.
    """

    row: Any
    lead: str
    stage: str | None
    at: datetime
    origin: str | None = None
    expected_close: date | None = None
    value: tuple[int, str | None] | None = None


class ActivityDraft(NamedTuple):
    """A row of an activity file: an interaction (`at`), or a follow-up (`due`).

    `lead` is the reference in the file; without one, `phone` or `email` name the contact.
    `next_step` is what to do next and by when, if the row says so. `key` identifies the row in
    later imports; `row` is the source row, for the rejects.
    """

    row: Any
    lead: str | None
    kind: str | None
    text: str
    at: datetime | None
    due: date | None
    done_at: datetime | None
    dropped: bool
    owner: str | None
    next_step: tuple[str, date] | None
    key: str
    phone: str | None = None
    email: str | None = None


class ContractDraft(NamedTuple):
    """A row of a file of contracts or receivables: a signed contract of one part.

    Amounts are in hundredths. `paid` is what was paid on `paid_on`; None: the whole amount.
    `remarks` are codes of what was decided about it; `key` identifies the row in later imports.
    `own` are the id and the lock's version of a row of our own list; `unclaimed` the state of one
    that claims nothing: `draft void terminated`.
    """

    row: Any
    number: str | None
    customer: str | None
    amount_cents: int
    currency: str | None
    signed_on: date
    due_on: date | None
    paid_on: date | None
    paid_cents: int | None
    lead: str | None
    owner: str | None
    note: str | None
    external_id: str | None
    key: str
    remarks: tuple[str, ...] = ()
    own: tuple[int, ...] | None = None
    unclaimed: str | None = None


class PaymentDraft(NamedTuple):
    """A row of a file of payments. A refund is below zero. `key` identifies the row.

    `own` are the id and the contract's id of a row of our own list.
    """

    row: Any
    contract: str | None
    customer: str | None
    amount_cents: int
    currency: str | None
    paid_on: date
    method: str | None
    reference: str | None
    part: int | None
    note: str | None
    external_id: str | None
    key: str
    own: tuple[int, ...] | None = None


class RatingDraft(NamedTuple):
    """A row of a file of ratings: scores as (scale, score), by whom and of what.

    `key` identifies the row; `own` are the ids of a row of our own list: the rating's and the
    customer's.
    """

    row: Any
    customer: str | None
    contact: str | None
    email: str | None
    scores: tuple[tuple[str, int], ...]
    at: datetime
    comment: str | None
    ticket: str | None
    contract: str | None
    lead: str | None
    owner: str | None
    key: str
    own: tuple[int, ...] | None = None


class TicketDraft(NamedTuple):
    """A row of a file of tickets, with the moments of which the file is sure.

    `state` is that of the row, or follows from its dates, unless `is_state_given`; `is_timed`: the
    file says when the ticket was opened, so that working time can be counted from there. `days`
    are the moments of which the file says the day only. `remarks` are codes of what was decided
    about it; `key` identifies the row in later imports.
    """

    row: Any
    number: str | None
    external_id: str | None
    customer: str
    contact: Mapping[str, str | None]
    text: str
    priority: str | None
    kind: str | None
    channel: str | None
    owner: str | None
    contract: str | None
    state: str
    opened_at: datetime
    responded_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None
    is_timed: bool
    key: str
    remarks: tuple[str, ...] = ()
    is_state_given: bool = False
    days: frozenset[str] = frozenset()


class ContactDraft(NamedTuple):
    """A card of an address book. `fields` are its other fields; `row` is the source card.

    `customer_details` is what papers tell of the customer.
    """

    row: Any
    name: str | None
    customer: str | None
    phone: str | None
    email: str | None
    wechat: str | None
    title: str | None
    external_id: str | None
    fields: Mapping[str, str] = {}
    customer_details: Mapping[str, str] = {}
