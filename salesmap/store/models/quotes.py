"""Quotes: threads, their versions and lines, the customer's bids, approvals.

A version holds copies of what the customer was shown; it refers to nothing that may change. States
are derived from the dated facts, see `domain.quote.state`.
"""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from salesmap.domain.quote.vocabulary import DECISIONS, LINE_KINDS, REVISION_REASONS
from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import (
    INTEGER,
    day,
    instant,
    one_of,
    partial,
    reference,
    whole,
)


class Quote(SQLModel, table=True):
    """A thread of quotes on a lead: one number, versions 1 … n.

    `series` and `serial` are the two parts of the number that count (2026, 7); all three are given
    when a version first goes out. `tax_included` is that of its first priced line.
    """

    __tablename__ = "quote"
    __table_args__ = (
        UniqueConstraint("series", "serial"),
        CheckConstraint("tax_included IN (0, 1)", name="tax_included"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", on_merge="move"))
    number: str | None = Field(default=None, unique=True)
    series: str | None = None
    serial: int | None = None
    currency: str
    tax_included: int | None = None
    template: str | None = None
    list_name: str | None = None
    owner: str | None = None
    external_id: str | None = Field(default=None, unique=True)
    recorded_at: str
    version: int = 1


class QuoteVersion(SQLModel, table=True):
    """A version of a quote: a draft until it is sent, frozen from then on.

    `why` it was revised and what was `got` for it; `shown` is what stood on the paper besides the
    lines, as JSON; `content_hash` seals all of it. `charged_cents` are the items after all
    discounts, in the quote's tax mode. The amounts are derived from the lines, verified by
    `db check`.
    """

    __tablename__ = "quote_version"
    __table_args__ = (
        UniqueConstraint("quote_id", "n"),
        one_of("why", REVISION_REASONS, "why"),
        CheckConstraint("discount_ppm BETWEEN 0 AND 1000000", name="discount_ppm"),
        CheckConstraint("below_floor IN (0, 1)", name="below_floor"),
        *map(day, ("valid_until", "sent_on", "accepted_on", "declined_on", "withdrawn_on")),
        *map(instant, ("sent_at", "accepted_at", "declined_at", "withdrawn_at")),
        *map(whole, ("total_cents", "discount_cents", "round_to_cents")),
        partial("uq_quote_version_draft", "quote_id", where="sent_at IS NULL", unique=True),
        partial(
            "ix_quote_version_expiry",
            "valid_until",
            "id",
            where="sent_at IS NOT NULL AND accepted_at IS NULL AND declined_at IS NULL"
            " AND withdrawn_at IS NULL",
        ),
        Index("ix_quote_version_sent", "sent_on", "quote_id", "n"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    quote_id: int = Field(sa_column=reference("quote", index=False))
    n: int
    why: str | None = None
    got: str | None = None
    text: str | None = Field(default=None, sa_type=Text)
    valid_until: str | None = None
    discount_ppm: int | None = None
    discount_cents: int | None = Field(default=None, sa_type=INTEGER)
    round_to_cents: int | None = Field(default=None, sa_type=INTEGER)
    list_total_cents: int = Field(default=0, sa_type=INTEGER)
    subtotal_cents: int = Field(default=0, sa_type=INTEGER)
    order_discount_cents: int = Field(default=0, sa_type=INTEGER)
    charged_cents: int = Field(default=0, sa_type=INTEGER)
    net_cents: int = Field(default=0, sa_type=INTEGER)
    tax_cents: int = Field(default=0, sa_type=INTEGER)
    rounding_cents: int = Field(default=0, sa_type=INTEGER)
    total_cents: int = Field(default=0, sa_type=INTEGER)
    below_floor: int = 0
    sent_at: str | None = None
    sent_on: str | None = None
    channel: str | None = None
    sent_to: str | None = None
    shown: str | None = Field(default=None, sa_type=Text)
    content_hash: str | None = None
    accepted_at: str | None = None
    accepted_on: str | None = None
    declined_at: str | None = None
    declined_on: str | None = None
    decline_reason: str | None = None
    withdrawn_at: str | None = None
    withdrawn_on: str | None = None
    decision_note: str | None = Field(default=None, sa_type=Text)
    recorded_at: str
    version: int = 1


class QuoteLine(SQLModel, table=True):
    """A line of a version.

    Quantities are millionths of a unit, rates millionths. An option or alternative counts when it
    `is_chosen`. Cost, floor and largest discount are never printed.
    """

    __tablename__ = "quote_line"
    __table_args__ = (
        UniqueConstraint("quote_version_id", "position"),
        one_of("kind", LINE_KINDS, "kind"),
        CheckConstraint("is_chosen IN (0, 1)", name="is_chosen"),
        CheckConstraint("qty_micros > 0", name="qty_micros"),
        CheckConstraint("discount_ppm BETWEEN 0 AND 1000000", name="discount_ppm"),
        CheckConstraint("tax_ppm BETWEEN 0 AND 1000000", name="tax_ppm"),
        *map(whole, ("price_cents", "list_price_cents", "discount_cents")),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    quote_version_id: int = Field(sa_column=reference("quote_version", index=False))
    position: int
    kind: str = "item"
    is_chosen: int = 0
    code: str | None = Field(default=None, index=True)
    name: str
    unit: str | None = None
    qty_micros: int = Field(default=1_000_000, sa_type=INTEGER)
    list_price_cents: int | None = Field(default=None, sa_type=INTEGER)
    price_cents: int | None = Field(default=None, sa_type=INTEGER)
    discount_ppm: int | None = None
    discount_cents: int | None = Field(default=None, sa_type=INTEGER)
    tax_ppm: int = 0
    cost_cents: int | None = Field(default=None, sa_type=INTEGER)
    floor_cents: int | None = Field(default=None, sa_type=INTEGER)
    max_discount_ppm: int | None = None
    need: str | None = None


class Bid(SQLModel, table=True):
    """What the customer offered for version `n` of a quote, or what a competitor asks."""

    __tablename__ = "bid"
    __table_args__ = (instant("at"), whole("amount_cents"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    quote_id: int = Field(sa_column=reference("quote"))
    n: int
    at: str
    amount_cents: int = Field(sa_type=INTEGER)
    competitor: str | None = Field(default=None, index=True)
    note: str | None = None
    actor: str
    recorded_at: str


class Approval(SQLModel, table=True):
    """A request to approve a version of a quote or a contract, and the decision.

    `rule` of the map asks for the `role`; `content` is what was looked at, as JSON: a change for
    the worse voids the approval (`voided_at`).
    """

    __tablename__ = "approval"
    __table_args__ = (
        CheckConstraint(
            "(quote_version_id IS NULL) <> (contract_version_id IS NULL)", name="paper"
        ),
        one_of("decision", DECISIONS, "decision"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided"),
        instant("asked_at"),
        instant("decided_at"),
        instant("voided_at"),
        partial(
            "ix_approval_open",
            "asked_at",
            "id",
            where="decided_at IS NULL AND voided_at IS NULL",
        ),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    quote_version_id: int | None = Field(sa_column=reference("quote_version", nullable=True))
    contract_version_id: int | None = Field(sa_column=reference("contract_version", nullable=True))
    rule: str
    role: str | None = None
    asked_by: str
    asked_at: str
    why: str | None = Field(default=None, sa_type=Text)
    decided_by: str | None = None
    decided_at: str | None = None
    decision: str | None = None
    voided_at: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    content: str = Field(sa_type=Text)
    version: int = 1
