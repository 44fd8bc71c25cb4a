"""The team: members, their absences, and how leads changed hands."""

from sqlalchemy import CheckConstraint, Index, Text, text
from sqlmodel import Field, SQLModel

from salesmap.domain.team.vocabulary import OWNER_CHANGES
from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import day, instant, one_of, partial, reference


class Member(SQLModel, table=True):
    """A person of the team, whom records name as owner.

    `weight` is the share that assignment by weight gives, `capacity` how many open leads the person
    takes at most (empty: any number). `left_on` is the day the person left the team.
    """

    __tablename__ = "member"
    __table_args__ = (
        CheckConstraint("name <> ''", name="name"),
        CheckConstraint("role <> ''", name="role"),
        CheckConstraint("team <> ''", name="team"),
        CheckConstraint("weight > 0", name="weight"),
        CheckConstraint("capacity >= 0", name="capacity"),
        day("left_on"),
        Index("ix_member_lower_name", text("lower(name)")),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    role: str
    team: str | None = None
    team_key: str | None = Field(default=None, index=True)
    manager_id: int | None = Field(sa_column=reference("member", nullable=True))
    email: str | None = None
    region: str | None = None
    timezone: str | None = None
    language: str | None = None
    capacity: int | None = None
    weight: int = 1
    left_on: str | None = None
    recorded_at: str
    version: int = 1


class Absence(SQLModel, table=True):
    """A time a member is away, both days inclusive; the deputy sees what is the member's."""

    __tablename__ = "absence"
    __table_args__ = (
        *map(day, ("since", "until")),
        CheckConstraint("since <= until", name="order"),
        CheckConstraint("deputy_id <> member_id", name="deputy"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    member_id: int = Field(sa_column=reference("member"))
    deputy_id: int | None = Field(sa_column=reference("member", nullable=True))
    since: str
    until: str
    recorded_at: str
    version: int = 1


class OwnerChange(SQLModel, table=True):
    """That a lead changed hands, in a database with members.

    `rule` is the rule of the map that assigned the lead, or the pool it was claimed from or fell
    into. Nobody before or after is the pool. `changed_on` is the calendar day where it happened:
    daily limits count by it.
    """

    __tablename__ = "owner_change"
    __table_args__ = (
        one_of("kind", OWNER_CHANGES, "kind"),
        instant("at"),
        day("changed_on"),
        partial(
            "ix_owner_change_assigned",
            "rule",
            text("lower(owner_after)"),
            "kind",
            where="kind = 'assigned'",
        ),
        partial(
            "ix_owner_change_claimed",
            text("lower(owner_after)"),
            "changed_on",
            "kind",
            where="kind = 'claimed'",
        ),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", on_merge="move"))
    kind: str
    owner_before: str | None = None
    owner_after: str | None = None
    rule: str | None = None
    why: str | None = Field(default=None, sa_type=Text)
    at: str
    changed_on: str
    actor: str
    recorded_at: str
