"""Contracts: versions and lines, the payment plan, milestones, payments, invoices, attachments.

States are derived from the dated facts, see `domain.contract.state`.
"""

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from salesmap.domain.contract.vocabulary import TERMINATIONS
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


class Contract(SQLModel, table=True):
    """A contract with a customer.

    `series` and `serial` are the two parts of the number that count. `renews_id` is the contract
    that this one continues.
    """

    __tablename__ = "contract"
    __table_args__ = (
        UniqueConstraint("series", "serial"),
        CheckConstraint("notice_days >= 0", name="notice_days"),
        one_of("termination", TERMINATIONS, "termination"),
        *map(day, ("signed_on", "starts", "ends", "voided_on", "terminated_on", "closed_on")),
        *map(instant, ("signed_at", "voided_at", "terminated_at", "closed_at")),
        partial("ix_contract_ends", "ends", "id", where="ends IS NOT NULL"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int | None = Field(sa_column=reference("lead", nullable=True, on_merge="move"))
    customer_id: int | None = Field(sa_column=reference("customer", nullable=True, on_merge="move"))
    quote_version_id: int | None = Field(sa_column=reference("quote_version", nullable=True))
    renews_id: int | None = Field(sa_column=reference("contract", nullable=True))
    number: str | None = Field(default=None, unique=True)
    series: str | None = None
    serial: int | None = None
    currency: str
    owner: str | None = None
    signed_at: str | None = None
    signed_on: str | None = Field(default=None, index=True)
    starts: str | None = None
    ends: str | None = None
    notice_days: int | None = None
    voided_at: str | None = None
    voided_on: str | None = None
    terminated_at: str | None = None
    terminated_on: str | None = None
    termination: str | None = None
    closed_at: str | None = None
    closed_on: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    external_id: str | None = Field(default=None, unique=True)
    import_key: str | None = Field(default=None, unique=True)
    recorded_at: str
    version: int = 1


class ContractVersion(SQLModel, table=True):
    """A version of a contract: what was signed, and each amendment after it.

    `plan_text` is its payment plan. The terms of a version become those of the contract when it is
    signed.
    """

    __tablename__ = "contract_version"
    __table_args__ = (
        UniqueConstraint("contract_id", "n"),
        CheckConstraint("notice_days >= 0", name="notice_days"),
        *map(whole, ("amount_cents", "net_cents", "tax_cents")),
        *map(instant, ("submitted_at", "signed_at")),
        *map(day, ("starts", "ends", "signed_on")),
        partial("uq_contract_version_draft", "contract_id", where="signed_at IS NULL", unique=True),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    contract_id: int = Field(sa_column=reference("contract", index=False))
    n: int
    amount_cents: int = Field(sa_type=INTEGER)
    net_cents: int | None = Field(default=None, sa_type=INTEGER)
    tax_cents: int | None = Field(default=None, sa_type=INTEGER)
    starts: str | None = None
    ends: str | None = None
    notice_days: int | None = None
    plan_text: str | None = Field(default=None, sa_type=Text)
    why: str | None = Field(default=None, sa_type=Text)
    submitted_at: str | None = None
    signed_at: str | None = None
    signed_on: str | None = None
    content_hash: str | None = None
    recorded_at: str
    version: int = 1


class ContractLine(SQLModel, table=True):
    """A line of a version of a contract, copied from the quote."""

    __tablename__ = "contract_line"
    __table_args__ = (
        UniqueConstraint("contract_version_id", "position"),
        CheckConstraint("qty_micros > 0", name="qty_micros"),
        CheckConstraint("tax_ppm BETWEEN 0 AND 1000000", name="tax_ppm"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    contract_version_id: int = Field(sa_column=reference("contract_version", index=False))
    position: int
    code: str | None = None
    name: str
    unit: str | None = None
    qty_micros: int = Field(default=1_000_000, sa_type=INTEGER)
    price_cents: int | None = Field(default=None, sa_type=INTEGER)
    net_cents: int | None = Field(default=None, sa_type=INTEGER)
    tax_cents: int | None = Field(default=None, sa_type=INTEGER)
    tax_ppm: int = 0


class PlanPart(SQLModel, table=True):
    """A part of the payment plan.

    It is due on a day, or some days after an `anchor`: `sign`, or a milestone; `due_on` is empty
    until that is reached. `typed` is how it was written (30% sign+7d). `received_cents` is derived
    from the allocations, verified by `db check`.
    """

    __tablename__ = "plan_part"
    __table_args__ = (
        UniqueConstraint("contract_id", "position"),
        day("due_on"),
        *map(whole, ("amount_cents", "received_cents")),
        CheckConstraint("amount_cents >= 0", name="amount"),
        CheckConstraint("received_cents BETWEEN 0 AND amount_cents", name="received"),
        partial("ix_plan_part_open", "due_on", "id", where="received_cents < amount_cents"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    contract_id: int = Field(sa_column=reference("contract", index=False))
    position: int
    what: str
    typed: str | None = None
    amount_cents: int = Field(sa_type=INTEGER)
    due_on: str | None = None
    anchor: str | None = None
    anchor_days: int | None = None
    received_cents: int = Field(default=0, sa_type=INTEGER)
    recorded_at: str
    version: int = 1


class Milestone(SQLModel, table=True):
    """A delivery or another milestone of a contract: done by us, accepted by the customer."""

    __tablename__ = "milestone"
    __table_args__ = (
        UniqueConstraint("contract_id", "position"),
        CheckConstraint("what <> ''", name="what"),
        *map(day, ("due_on", "done_on", "accepted_on")),
        partial("ix_milestone_open", "due_on", "id", where="done_on IS NULL"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    contract_id: int = Field(sa_column=reference("contract", index=False))
    position: int
    what: str
    due_on: str | None = None
    done_on: str | None = None
    accepted_on: str | None = None
    recorded_at: str
    version: int = 1


class Payment(SQLModel, table=True):
    """Money received on a contract; a refund is negative."""

    __tablename__ = "payment"
    __table_args__ = (
        day("paid_on"),
        whole("amount_cents"),
        CheckConstraint("amount_cents <> 0", name="amount"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    contract_id: int = Field(sa_column=reference("contract"))
    amount_cents: int = Field(sa_type=INTEGER)
    paid_on: str = Field(index=True)
    for_part: int | None = None
    method: str | None = None
    reference: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    actor: str
    external_id: str | None = Field(default=None, unique=True)
    import_key: str | None = Field(default=None, unique=True)
    recorded_at: str
    version: int = 1


class Allocation(SQLModel, table=True):
    """The share of a payment that settles a part of the plan; what is left over is credit."""

    __tablename__ = "allocation"
    __table_args__ = (whole("amount_cents"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    payment_id: int = Field(sa_column=reference("payment"))
    plan_part_id: int = Field(sa_column=reference("plan_part"))
    amount_cents: int = Field(sa_type=INTEGER)


class Invoice(SQLModel, table=True):
    """A record of what was invoiced on a contract."""

    __tablename__ = "invoice"
    __table_args__ = (
        day("issued_on"),
        whole("amount_cents"),
        CheckConstraint("tax_ppm BETWEEN 0 AND 1000000", name="tax_ppm"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    contract_id: int = Field(sa_column=reference("contract"))
    amount_cents: int = Field(sa_type=INTEGER)
    kind: str | None = None
    tax_ppm: int | None = None
    number: str | None = None
    issued_on: str = Field(index=True)
    note: str | None = Field(default=None, sa_type=Text)
    actor: str
    recorded_at: str
    version: int = 1


class Attachment(SQLModel, table=True):
    """A file attached to a lead, a customer or a contract; `sha256` names its content."""

    __tablename__ = "attachment"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint(
            "lead_id IS NOT NULL OR customer_id IS NOT NULL OR contract_id IS NOT NULL",
            name="record",
        ),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int | None = Field(sa_column=reference("lead", nullable=True, on_merge="move"))
    customer_id: int | None = Field(sa_column=reference("customer", nullable=True, on_merge="move"))
    contract_id: int | None = Field(sa_column=reference("contract", nullable=True))
    name: str
    name_key: str = Field(index=True)
    sha256: str = Field(index=True)
    size: int = Field(sa_type=INTEGER)
    actor: str
    recorded_at: str
    version: int = 1


class StoredFile(SQLModel, table=True):
    """The content of an attached file, in base64.

    The journal does not record it: undoing an attachment keeps its content for a redo.
    """

    __tablename__ = "stored_file"
    __table_args__ = (AUTOINCREMENT,)

    id: int = Field(default=None, primary_key=True)
    sha256: str = Field(unique=True)
    content: str = Field(sa_type=Text)
    recorded_at: str
