"""Comments, news of people, rulings on conflicts of owners."""

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from salesmap.domain.talk.vocabulary import NEWS, RULINGS
from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import instant, one_of, reference


class Comment(SQLModel, table=True):
    """What somebody of the team wrote about a lead; customers never see it."""

    __tablename__ = "comment"
    __table_args__ = (
        CheckConstraint("text <> ''", name="text"),
        instant("at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", on_merge="move"))
    text: str = Field(sa_type=Text)
    at: str
    actor: str
    recorded_at: str
    version: int = 1


class News(SQLModel, table=True):
    """Something that a person is told: a comment, a lead they got, a decision.

    `kind` says what; `subject` is a name, a number or a count for its sentence, `actor` who did it.
    News of a comment has the text there. Many leads of one change are one piece of news without a
    lead.
    """

    __tablename__ = "news"
    __table_args__ = (
        one_of("kind", NEWS, "kind"),
        CheckConstraint("person <> ''", name="person"),
        instant("at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    person: str
    person_key: str = Field(index=True)
    kind: str
    lead_id: int | None = Field(sa_column=reference("lead", nullable=True, on_merge="move"))
    comment_id: int | None = Field(sa_column=reference("comment", nullable=True))
    subject: str | None = Field(default=None, sa_type=Text)
    at: str
    actor: str
    recorded_at: str
    version: int = 1


class NewsRead(SQLModel, table=True):
    """That a piece of news was read; its id is that of the news.

    The journal does not record it: what somebody has read stands in the way of no undo.
    """

    __tablename__ = "news_read"
    __table_args__ = (instant("at"),)

    id: int = Field(primary_key=True)
    at: str


class Ruling(SQLModel, table=True):
    """How a conflict of owners was settled: one owner for all of its leads, or they are shared.

    `shared_keys` are what the leads have in common (`company phone email`).
    """

    __tablename__ = "ruling"
    __table_args__ = (
        one_of("outcome", RULINGS, "outcome"),
        CheckConstraint("(outcome = 'one owner') = (owner IS NOT NULL)", name="owner"),
        instant("at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    outcome: str
    owner: str | None = None
    shared_keys: str
    why: str | None = Field(default=None, sa_type=Text)
    at: str
    actor: str
    recorded_at: str
    version: int = 1


class RulingLead(SQLModel, table=True):
    """A lead of a settled conflict, and whose it was before."""

    __tablename__ = "ruling_lead"
    __table_args__ = (UniqueConstraint("ruling_id", "lead_id"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    ruling_id: int = Field(sa_column=reference("ruling", index=False))
    lead_id: int = Field(sa_column=reference("lead", on_merge="unite"))
    owner_before: str | None = None
