"""After the sale: tickets with their events, ratings, care.

States are derived from the dated facts, see `domain.service`.
"""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from salesmap.domain.service.vocabulary import PRIORITIES, SCALES, TICKET_EVENTS
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

_UNSOLVED = "resolved_at IS NULL AND closed_at IS NULL"


class Ticket(SQLModel, table=True):
    """Something a customer asked of us after the sale; `is_ours` where we opened it ourselves.

    `lead_id` is the lead that came of it. `series` and `serial` are the two parts of the number
    that count. The targets `response_due` and
    `solution_due` are those of the map when the ticket was opened, moved on by what was waited.
    Derived from the events, verified by `db check`: `responded_at` (a person's first answer),
    `waiting_since`, `resolved_at`, `closed_at`, and the elapsed working time in seconds,
    `response_secs` and `solution_secs`.
    """

    __tablename__ = "ticket"
    __table_args__ = (
        UniqueConstraint("series", "serial"),
        CheckConstraint("text <> ''", name="text"),
        CheckConstraint("is_ours IN (0, 1)", name="is_ours"),
        one_of("priority", PRIORITIES, "priority"),
        *map(day, ("opened_on", "resolved_on")),
        *map(
            instant,
            (
                "opened_at",
                "response_due",
                "solution_due",
                "responded_at",
                "waiting_since",
                "resolved_at",
                "closed_at",
            ),
        ),
        *map(whole, ("response_secs", "solution_secs")),
        partial("ix_ticket_solution_due", "solution_due", "id", where=_UNSOLVED),
        partial(
            "ix_ticket_response_due",
            "response_due",
            "id",
            where=f"responded_at IS NULL AND is_ours = 0 AND {_UNSOLVED}",
        ),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=reference("customer", on_merge="move"))
    contact_id: int | None = Field(sa_column=reference("contact", nullable=True, on_merge="move"))
    contract_id: int | None = Field(sa_column=reference("contract", nullable=True))
    lead_id: int | None = Field(sa_column=reference("lead", nullable=True, on_merge="move"))
    number: str | None = Field(default=None, unique=True)
    series: str | None = None
    serial: int | None = None
    kind: str | None = None
    priority: str
    channel: str | None = None
    text: str = Field(sa_type=Text)
    owner: str | None = None
    is_ours: int = 0
    opened_at: str
    opened_on: str = Field(index=True)
    response_due: str | None = None
    solution_due: str | None = None
    responded_at: str | None = None
    waiting_since: str | None = None
    resolved_at: str | None = None
    resolved_on: str | None = None
    closed_at: str | None = None
    response_secs: int | None = Field(default=None, sa_type=INTEGER)
    solution_secs: int | None = Field(default=None, sa_type=INTEGER)
    external_id: str | None = Field(default=None, unique=True)
    import_key: str | None = Field(default=None, unique=True)
    recorded_at: str
    version: int = 1


class TicketEvent(SQLModel, table=True):
    """An event of a ticket after it was opened; only what a person wrote is an answer."""

    __tablename__ = "ticket_event"
    __table_args__ = (
        one_of("kind", TICKET_EVENTS, "kind"),
        CheckConstraint("is_human IN (0, 1)", name="is_human"),
        instant("at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    ticket_id: int = Field(sa_column=reference("ticket"))
    kind: str
    at: str
    text: str | None = Field(default=None, sa_type=Text)
    is_human: int = 1
    actor: str
    recorded_at: str
    import_key: str | None = Field(default=None, unique=True)


class CareVisit(SQLModel, table=True):
    """A care contact with a customer, as the map's tiers ask for them."""

    __tablename__ = "care_visit"
    __table_args__ = (
        day("visited_on"),
        instant("at"),
        Index("ix_care_visit_customer", "customer_id", "at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=reference("customer", index=False, on_merge="move"))
    kind: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    at: str
    visited_on: str
    due_on: str | None = None
    actor: str
    recorded_at: str
    version: int = 1


_BOUNDS = " OR ".join(
    f"(scale = '{scale}' AND score BETWEEN {low} AND {high})"
    for scale, (low, high) in SCALES.items()
)


class Rating(SQLModel, table=True):
    """A customer's score on a scale, for all we do or for a ticket, a contract, a lead, a visit.

    `owner` is who was rated, copied when it was given.
    """

    __tablename__ = "rating"
    __table_args__ = (
        one_of("scale", tuple(SCALES), "scale"),
        whole("score"),
        CheckConstraint(_BOUNDS, name="bounds"),
        day("rated_on"),
        instant("at"),
        Index("ix_rating_customer", "customer_id", "scale", "at"),
        Index("ix_rating_rated_on", "rated_on", "at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    customer_id: int = Field(sa_column=reference("customer", index=False, on_merge="move"))
    contact_id: int | None = Field(sa_column=reference("contact", nullable=True, on_merge="move"))
    ticket_id: int | None = Field(sa_column=reference("ticket", nullable=True))
    contract_id: int | None = Field(sa_column=reference("contract", nullable=True))
    lead_id: int | None = Field(sa_column=reference("lead", nullable=True, on_merge="move"))
    care_visit_id: int | None = Field(sa_column=reference("care_visit", nullable=True))
    scale: str
    score: int
    comment: str | None = Field(default=None, sa_type=Text)
    owner: str | None = None
    at: str
    rated_on: str
    actor: str
    import_key: str | None = Field(default=None, unique=True)
    recorded_at: str
    version: int = 1


class CustomerClock(SQLModel, table=True):
    """When a customer was last in touch and last bought, and since when the next of both counts.

    Derived from the facts by the program at the end of each of its changes, once care is in use,
    verified by `db check`; of customers in a tier or with a purchase. `tier` and `owner` are empty
    texts for none. `touched_at` is the later of contact and purchase, or else when the customer was
    recorded; `gap` the median days between purchases, `again_on` the day from which by these the
    next is due. Without references: it is made anew when a customer goes.
    """

    __tablename__ = "customer_clock"
    __table_args__ = (
        Index("ix_customer_clock_touched", "owner", "tier", "touched_at", "customer_id"),
        partial(
            "ix_customer_clock_again",
            *("owner", "tier", "again_on", "customer_id", "is_busy"),
            where="is_busy = 0 AND again_on IS NOT NULL",
        ),
        partial(
            "ix_customer_clock_bought",
            *("owner", "tier", "bought_on", "customer_id", "is_busy", "again_on"),
            where="is_busy = 0 AND again_on IS NULL AND bought_on IS NOT NULL",
        ),
    )

    customer_id: int = Field(default=None, sa_type=INTEGER, primary_key=True)
    tier: str
    owner: str
    contact_at: str | None = None
    bought_on: str | None = None
    touched_at: str
    gap: float | None = None
    again_on: str | None = None
    is_busy: int
