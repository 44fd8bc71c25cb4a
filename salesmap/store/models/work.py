"""Interactions and follow-ups of leads, sent notices, imported expectations."""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import (
    INTEGER,
    day,
    instant,
    partial,
    reference,
    whole,
)


class Interaction(SQLModel, table=True):
    """Something that happened between us and the customer, or a note.

    `import_key` identifies the row of a file. A visit may have a `place`, in words or as latitude
    and longitude, and `companions`, the names of who went along.
    """

    __tablename__ = "interaction"
    __table_args__ = (
        CheckConstraint("kind <> ''", name="kind"),
        instant("at"),
        Index("uq_interaction_import_key", "import_key", unique=True),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", on_merge="move"))
    kind: str
    text: str = Field(sa_type=Text)
    at: str
    actor: str
    recorded_at: str
    import_key: str | None = None
    place: str | None = Field(default=None, sa_type=Text)
    companions: str | None = Field(default=None, sa_type=Text)


class Followup(SQLModel, table=True):
    """A planned next action: what, by when, by whom. Open until done or dropped.

    `due_at` is the time of day on `due_on`, where one was named. It comes again `every` interval
    (`1w`, `3m`), or `after_contact` days after each contact.
    """

    __tablename__ = "followup"
    __table_args__ = (
        CheckConstraint("what <> ''", name="what"),
        CheckConstraint("kind <> ''", name="kind"),
        CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name="ended"),
        day("due_on"),
        instant("due_at"),
        CheckConstraint("after_contact > 0", name="after_contact"),
        instant("done_at"),
        instant("dropped_at"),
        Index("uq_followup_import_key", "import_key", unique=True),
        partial("ix_followup_due", "due_on", "id", where="done_at IS NULL AND dropped_at IS NULL"),
        partial(
            "ix_followup_owner_due",
            text("lower(owner)"),
            "due_on",
            where="done_at IS NULL AND dropped_at IS NULL",
        ),
        partial(
            "ix_followup_lead_due",
            "lead_id",
            "due_on",
            where="done_at IS NULL AND dropped_at IS NULL",
        ),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", on_merge="move"))
    kind: str | None = None
    what: str = Field(sa_type=Text)
    due_on: str
    owner: str | None = None
    done_at: str | None = None
    dropped_at: str | None = None
    recorded_at: str
    version: int = 1
    import_key: str | None = None
    due_at: str | None = None
    every: str | None = None
    after_contact: int | None = None


class Notice(SQLModel, table=True):
    """A notice that was sent, or is on its way: one a day for each kind, person and address.

    The journal does not record it: an undo calls no message back.
    """

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("kind", "person", "day", "address"),
        day("day"),
        instant("begun_at"),
        instant("sent_at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    kind: str
    person: str
    day: str
    address: str
    begun_at: str
    sent_at: str | None = None


class Expectation(SQLModel, table=True):
    """An imported expectation: when a lead was to close, and for how much, from an instant on.

    What changes in the database itself is in the journal.
    """

    __tablename__ = "expectation"
    __table_args__ = (
        instant("at"),
        day("expected_close"),
        whole("value_cents"),
        UniqueConstraint("lead_id", "at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False, on_merge="expectation"))
    at: str
    expected_close: str | None = None
    value_cents: int | None = Field(default=None, sa_type=INTEGER)
    recorded_at: str
