"""The identity of the database, and the journal of its changes."""

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import partial


class Identity(SQLModel, table=True):
    """The identity of the database, in one row.

    `uid` is made at its creation: other programs know its records by it. `sealed_change_id` and
    `sealed` are the last change with a seal, and that seal. `secret` proves what was sent out and
    comes back; it leaves the database with no export. `clocks_change_id` is the last change
    that the clocks of customers have seen, none where they are not kept.
    """

    __tablename__ = "identity"
    __table_args__ = (CheckConstraint("id = 1", name="id"),)

    id: int = Field(default=1, primary_key=True)
    uid: str
    sealed_change_id: int | None = None
    sealed: str | None = None
    secret: str | None = None
    clocks_change_id: int | None = None


class Change(SQLModel, table=True):
    """A command that wrote.

    `rows` counts the records it touched and is empty while it is under way. `what` is a message of
    the catalogue with a placeholder for `subject`, so that everybody reads the history in their own
    language.
    """

    __tablename__ = "change"
    __table_args__ = (
        partial("uq_change_once", "once_key", where="once_key IS NOT NULL", unique=True),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    at: str
    actor: str
    command: str
    what: str
    subject: str
    rows: int | None = None
    undoes: int | None = Field(default=None, foreign_key="change.id")
    undone_by: int | None = Field(default=None, foreign_key="change.id")
    seal: str | None = None
    once_key: str | None = None
    answer: str | None = Field(default=None, sa_type=Text)


class ChangeRow(SQLModel, table=True):
    """A record that a change touched.

    `before` is its earlier state as JSON, empty if it did not exist.
    """

    __tablename__ = "change_row"
    __table_args__ = (
        Index("ix_change_row_record", "table_name", "row_id"),
        {"sqlite_with_rowid": False},
    )

    change_id: int = Field(foreign_key="change.id", primary_key=True)
    table_name: str = Field(primary_key=True)
    row_id: int = Field(primary_key=True)
    before: str | None = Field(default=None, sa_type=Text)
