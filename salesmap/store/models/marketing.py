"""Renewed marketing: segments of customers, what sources cost, what the map's rules did."""

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import INTEGER, day, instant, reference, whole


class Segment(SQLModel, table=True):
    """A saved filter on customers; `filters` is a JSON list of conditions as they were typed."""

    __tablename__ = "segment"
    __table_args__ = (CheckConstraint("name <> ''", name="name"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    filters: str = Field(sa_type=Text)
    actor: str
    recorded_at: str
    version: int = 1


class SourceCost(SQLModel, table=True):
    """What a source of leads cost in a time, in hundredths of a currency."""

    __tablename__ = "source_cost"
    __table_args__ = (
        CheckConstraint("source <> ''", name="source"),
        CheckConstraint("since <= until", name="order"),
        *map(day, ("since", "until")),
        whole("amount_cents"),
        UniqueConstraint("source_key", "since", "until"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    source: str
    source_key: str
    period: str
    since: str
    until: str
    amount_cents: int = Field(sa_type=INTEGER)
    currency: str
    recorded_at: str
    version: int = 1


class RuleFiring(SQLModel, table=True):
    """That a rule of the map acted on an event, which no rule does twice.

    `event` names the fact, such as `stage_visit:12`.
    """

    __tablename__ = "rule_firing"
    __table_args__ = (
        CheckConstraint("rule <> ''", name="rule"),
        instant("at"),
        UniqueConstraint("rule", "event"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    rule: str
    event: str
    lead_id: int | None = Field(sa_column=reference("lead", nullable=True, on_merge="move"))
    customer_id: int | None = Field(sa_column=reference("customer", nullable=True, on_merge="move"))
    did: str = Field(sa_type=Text)
    at: str
    actor: str
    recorded_at: str
