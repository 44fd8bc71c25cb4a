"""Customers, contacts, and leads with their visits to the stages."""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from salesmap.domain.vocabulary import OUTCOMES, STATUSES
from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import (
    INTEGER,
    day,
    instant,
    json_object,
    one_of,
    partial,
    reference,
)


class Customer(SQLModel, table=True):
    """A company or household that buys.

    `company_key` is the name without its legal form; `tier_rule` is the rule of the map that put it
    into its tier; without one somebody did. `external_id` is that of another system.
    """

    __tablename__ = "customer"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        Index("uq_customer_external_id", "external_id", unique=True),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    recorded_at: str
    version: int = 1
    address: str | None = None
    tax_no: str | None = None
    bank: str | None = None
    account: str | None = None
    tier: str | None = Field(default=None, index=True)
    tier_rule: str | None = None
    company_key: str | None = Field(default=None, index=True)
    external_id: str | None = None


class Contact(SQLModel, table=True):
    """A person at a customer.

    `phone_key` is E.164 where the number can be read, else its digits; `domain_key` is what stands
    behind the @ of the email; `fields` are the other
    fields of an address card (further phones, an address, a birthday) as a JSON object;
    `further_keys` are the forms in which its further phones and emails are compared, a JSON list of
    `phone KEY` and `email KEY`, none for none; `external_id` is the UID of the card.
    """

    __tablename__ = "contact"
    __table_args__ = (
        json_object("fields"),
        Index("uq_contact_external_id", "external_id", unique=True),
        partial("ix_contact_further", "id", where="further_keys IS NOT NULL"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    customer_id: int | None = Field(sa_column=reference("customer", nullable=True, on_merge="move"))
    name: str | None = None
    name_key: str | None = None
    phone: str | None = None
    phone_key: str | None = Field(default=None, index=True)
    email: str | None = None
    email_key: str | None = Field(default=None, index=True)
    wechat: str | None = None
    recorded_at: str
    version: int = 1
    title: str | None = None
    fields: str = Field(default="{}", sa_column_kwargs={"server_default": "{}"})
    external_id: str | None = None
    domain_key: str | None = Field(default=None, index=True)
    further_keys: str | None = Field(default=None, sa_type=Text)


class Lead(SQLModel, table=True):
    """A chance to sell, from the first contact to the win and after.

    `closed_at` is empty for an imported closed lead of unknown date; where nobody knows when a lead
    was created, `created_unknown` is 1, and `created_at` is when it was first heard of. `caretaker`
    looks after a closed lead whose credit stays with its owner. Derived
    columns, verified by `db check`: `furthest_id`, the furthest stage visited; `touched_at`, the
    later of last contact and last stage change; `cycle_days`, closed_on − created_on.
    """

    __tablename__ = "lead"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        one_of("status", STATUSES, "status"),
        CheckConstraint("status <> 'open' OR closed_at IS NULL", name="closed"),
        CheckConstraint("value_cents = CAST(value_cents AS INTEGER)", name="value"),
        instant("created_at"),
        instant("closed_at"),
        instant("stage_since"),
        day("created_on"),
        day("closed_on"),
        day("expected_close"),
        json_object("fields"),
        CheckConstraint("created_unknown = 1", name="created_unknown"),
        Index(
            "ix_lead_cohort",
            "process_id",
            "status",
            "stage_id",
            "furthest_id",
            "currency",
            "value_cents",
        ),
        partial("ix_lead_open_touched", "stage_id", "touched_at", where="status = 'open'"),
        partial("ix_lead_open", "id", "status", where="status = 'open'"),
        partial("ix_lead_open_value", "value_cents", "id", "status", where="status = 'open'"),
        Index("ix_lead_owner", text("lower(owner)"), "status"),
        partial("ix_lead_caretaker", text("lower(caretaker)"), where="caretaker IS NOT NULL"),
        *(
            partial(f"ix_lead_{column}", column, where=f"{column} IS NOT NULL")
            for column in ("referred_by_customer_id", "referred_by_contact_id")
        ),
        Index("ix_lead_customer", "customer_id", "status", "closed_on", "value_cents"),
        Index("ix_lead_closed_on", "closed_on", "status"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    customer_id: int | None = Field(
        sa_column=reference("customer", nullable=True, index=False, on_merge="move")
    )
    contact_id: int | None = Field(sa_column=reference("contact", nullable=True, on_merge="move"))
    source: str | None = None
    product: str | None = None
    region: str | None = None
    value_cents: int | None = Field(default=None, sa_type=INTEGER)
    currency: str
    owner: str | None = None
    process_id: int = Field(foreign_key="process.id")
    stage_id: int = Field(foreign_key="stage.id")
    furthest_id: int = Field(foreign_key="stage.id")
    status: str = "open"
    created_at: str
    created_on: str = Field(index=True)
    assigned_at: str
    stage_since: str
    touched_at: str
    expected_close: str | None = None
    closed_at: str | None = None
    closed_on: str | None = None
    cycle_days: int | None = None
    lost_reason: str | None = None
    external_id: str | None = Field(default=None, unique=True)
    import_key: str | None = Field(default=None, unique=True)
    fields: str = "{}"
    recorded_at: str
    updated_at: str
    version: int = 1
    industry: str | None = None
    merged_into_id: int | None = Field(sa_column=reference("lead", nullable=True, on_merge="move"))
    created_unknown: int | None = None
    referred_by_customer_id: int | None = Field(
        sa_column=reference("customer", nullable=True, index=False, on_merge="move")
    )
    referred_by_contact_id: int | None = Field(
        sa_column=reference("contact", nullable=True, index=False, on_merge="move")
    )
    caretaker: str | None = None


class LeadTag(SQLModel, table=True):
    """A tag of a lead."""

    __tablename__ = "lead_tag"
    __table_args__ = (
        UniqueConstraint("lead_id", "tag"),
        CheckConstraint("tag <> ''", name="tag"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False, on_merge="unite"))
    tag: str = Field(index=True)


class LeadContact(SQLModel, table=True):
    """A contact's role in a deal."""

    __tablename__ = "lead_contact"
    __table_args__ = (UniqueConstraint("lead_id", "contact_id"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False, on_merge="unite"))
    contact_id: int = Field(sa_column=reference("contact", on_merge="unite"))
    role: str | None = None
    recorded_at: str
    version: int = 1


class CustomField(SQLModel, table=True):
    """A custom field; its values are in `lead.fields`."""

    __tablename__ = "custom_field"
    __table_args__ = (CheckConstraint("key <> ''", name="key"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)


class StageVisit(SQLModel, table=True):
    """A lead's visit to a stage.

    `outcome` and `secs` are set when it ends; `secs` stays empty where the length is unknown (an
    imported deal without its history). `counted` is 0 while the lead is discarded. `again` is 1
    when the lead left this stage forwards before, so that leads are counted without comparing
    their visits.
    """

    __tablename__ = "stay"
    __table_args__ = (
        one_of("outcome", OUTCOMES, "outcome"),
        CheckConstraint("(left_at IS NULL) = (outcome IS NULL)", name="ended"),
        CheckConstraint("secs >= 0", name="secs"),
        CheckConstraint("counted IN (0, 1)", name="counted"),
        CheckConstraint("again IN (0, 1)", name="again"),
        instant("entered_at"),
        instant("left_at"),
        partial(
            "ix_stay_length",
            "stage_id",
            "secs",
            "counted",
            where="secs IS NOT NULL AND counted = 1",
        ),
        partial(
            "ix_stay_forward",
            "stage_id",
            "lead_id",
            "outcome",
            "counted",
            "again",
            where="outcome IN ('forward', 'won') AND counted = 1 AND again = 0",
        ),
        partial("uq_stay_current", "lead_id", where="left_at IS NULL", unique=True),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead"))
    stage_id: int = Field(foreign_key="stage.id")
    entered_at: str
    left_at: str | None = None
    secs: int | None = None
    outcome: str | None = None
    counted: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    again: int = Field(default=0, sa_column_kwargs={"server_default": "0"})
