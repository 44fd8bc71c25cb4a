"""The map and what refers to it: versions, stages, checked items, forms, issues, notes, targets."""

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from salesmap.domain.vocabulary import TARGET_KINDS
from salesmap.store.models.naming import AUTOINCREMENT
from salesmap.store.schema.constraints import (
    INTEGER,
    day,
    instant,
    json_object,
    one_of,
    reference,
    whole,
)


class MapVersion(SQLModel, table=True):
    """A version of the sales map; the newest one holds.

    `source` is its TOML, `compiled` the same as JSON, which is read faster (empty: an older program
    wrote only the source).
    """

    __tablename__ = "map_version"
    __table_args__ = (instant("applied_at"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    key: str
    source: str = Field(sa_type=Text)
    compiled: str | None = Field(default=None, sa_type=Text)
    applied_at: str
    actor: str


class Pipeline(SQLModel, table=True):
    """A pipeline of the map."""

    __tablename__ = "process"
    __table_args__ = (AUTOINCREMENT,)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    label_en: str
    label_zh: str
    version: int = 1
    position: int = Field(default=1, sa_column_kwargs={"server_default": "1"})


class Stage(SQLModel, table=True):
    """A stage of a pipeline.

    `phase` is `before` or `after` the win. Stages of several pipelines with the same `group_key`
    are counted together.
    """

    __tablename__ = "stage"
    __table_args__ = (
        UniqueConstraint("process_id", "key"),
        one_of("phase", ("before", "after"), "phase"),
        CheckConstraint("probability BETWEEN 0 AND 1", name="probability"),
        whole("position"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    process_id: int = Field(foreign_key="process.id")
    key: str
    position: int
    label_en: str
    label_zh: str
    phase: str
    probability: float
    quiet_days: int
    response_hours: int
    group_key: str = Field(default="", sa_column_kwargs={"server_default": ""})


class CheckedItem(SQLModel, table=True):
    """A key element checked off on a lead; `item` is `stage.item` of the map."""

    __tablename__ = "lead_check"
    __table_args__ = (UniqueConstraint("lead_id", "item"), instant("done_at"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False, on_merge="unite"))
    item: str
    done_at: str
    actor: str


class FormAnswer(SQLModel, table=True):
    """A version of a form's answers; each change of the needs is a new one.

    `origin` is `form` or `edit`.
    """

    __tablename__ = "form_answer"
    __table_args__ = (
        json_object("answers"),
        instant("received_at"),
        UniqueConstraint("lead_id", "form", "number"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False, on_merge="renumber"))
    form: str
    number: int
    answers: str = Field(sa_type=Text)
    received_at: str
    actor: str
    origin: str


class MapIssue(SQLModel, table=True):
    """An issue: a problem of the map, with its figure when it was opened and when it was closed."""

    __tablename__ = "map_issue"
    __table_args__ = (
        instant("opened_at"),
        instant("closed_at"),
        CheckConstraint("(closed_at IS NULL) = (closing_figure IS NULL)", name="closed"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    stage: str
    problem: str
    metric: str
    threshold: float
    figure: float
    leads: int
    value_cents: int = Field(sa_type=INTEGER)
    opened_at: str
    opened_by: str
    closed_at: str | None = None
    closed_by: str | None = None
    closing_figure: float | None = None
    note: str | None = Field(default=None, sa_type=Text)
    version: int = 1


class KnowledgeNote(SQLModel, table=True):
    """A note of the knowledge base, in Markdown.

    It is about a stage, a problem (`stage.problem`), a product, or none of them.
    """

    __tablename__ = "knowledge_note"
    __table_args__ = (
        CheckConstraint("title <> ''", name="title"),
        instant("recorded_at"),
        instant("updated_at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    title: str
    text: str = Field(sa_type=Text)
    stage: str | None = None
    problem: str | None = None
    product: str | None = None
    actor: str
    recorded_at: str
    updated_at: str
    version: int = 1


class Target(SQLModel, table=True):
    """A target for a time: of an owner, of a team, or (without either) of everybody.

    `amount` is a value in hundredths, or a number of wins or activities. `period` is the name of
    the time: the last week of a month may be one day, and is another target than that day.
    """

    __tablename__ = "target"
    __table_args__ = (
        one_of("kind", TARGET_KINDS, "kind"),
        day("since"),
        day("until"),
        CheckConstraint("since <= until", name="order"),
        CheckConstraint("owner IS NULL OR team IS NULL", name="whose"),
        CheckConstraint("amount >= 0 AND amount = CAST(amount AS INTEGER)", name="amount"),
        Index(
            "uq_target",
            text("coalesce(lower(owner), '')"),
            text("coalesce(lower(team), '')"),
            "since",
            "until",
            "kind",
            "period",
            unique=True,
        ),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    owner: str | None = None
    period: str
    since: str
    until: str
    kind: str
    amount: int = Field(sa_type=INTEGER)
    recorded_at: str
    version: int = 1
    team: str | None = None


class Rate(SQLModel, table=True):
    """What one unit of a currency is worth in the database's own, from a day on.

    `micros` are millionths, so that conversion is exact arithmetic of whole numbers on any engine.
    """

    __tablename__ = "rate"
    __table_args__ = (
        UniqueConstraint("currency", "day"),
        day("day"),
        CheckConstraint("micros > 0", name="micros"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    currency: str
    day: str
    micros: int = Field(sa_type=INTEGER)
    recorded_at: str
    version: int = 1


class ActionItem(SQLModel, table=True):
    """An action item of a review, carried over to the next one until it is done or dropped."""

    __tablename__ = "review_point"
    __table_args__ = (
        CheckConstraint("what <> ''", name="what"),
        CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name="ended"),
        day("due_on"),
        instant("recorded_at"),
        instant("done_at"),
        instant("dropped_at"),
        AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    what: str = Field(sa_type=Text)
    owner: str | None = None
    due_on: str | None = None
    actor: str
    recorded_at: str
    done_at: str | None = None
    dropped_at: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    version: int = 1
