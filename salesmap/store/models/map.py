"""The map and what belongs to it: its versions, pipelines, stages, key elements ticked off, forms, issues, knowledge, targets."""

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
    """The sales map, version by version: the newest one holds, the others tell what held when. `source` is its TOML, `compiled`
    the same as JSON, to be read fast (none: an older program left only the source)."""

    __tablename__ = "map_version"
    __table_args__ = (instant("applied_at"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    key: str
    source: str = Field(sa_type=Text)
    compiled: str | None = Field(default=None, sa_type=Text)
    applied_at: str
    actor: str


class Pipeline(SQLModel, table=True):
    """A pipeline of the map: the way that some leads take."""

    __tablename__ = "process"
    __table_args__ = (AUTOINCREMENT,)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)
    label_en: str
    label_zh: str
    version: int = 1
    position: int = Field(default=1, sa_column_kwargs={"server_default": "1"})


class Stage(SQLModel, table=True):
    """A stage of a pipeline, in its order; `phase` says on which side of the win it lies. Stages of several pipelines with the
    same `group_key` are counted together."""

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
    """A key element that somebody ticked off on a lead; `item` is `stage.item` of the map."""

    __tablename__ = "lead_check"
    __table_args__ = (UniqueConstraint("lead_id", "item"), instant("done_at"), AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False, on_merge="unite"))
    item: str
    done_at: str
    actor: str


class FormAnswer(SQLModel, table=True):
    """What a form held at an instant; each change of the needs is a new row. `origin` is `form` or `edit`."""

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
    """A problem of the map that somebody took up: the figure on that day, and on the day when it was closed."""

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
    """A note of the knowledge base, in Markdown, on a stage, a problem (`stage.problem`), a product, or on nothing."""

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
    """What is to be reached in a time, by somebody or (no owner) by all: value in hundredths, or a count of wins or of activities.
    `period` is what people call the time: a month's last week may be one day, and is another target than that day."""

    __tablename__ = "target"
    __table_args__ = (
        one_of("kind", TARGET_KINDS, "kind"),
        day("since"),
        day("until"),
        CheckConstraint("since <= until", name="order"),
        CheckConstraint("amount >= 0 AND amount = CAST(amount AS INTEGER)", name="amount"),
        Index(
            "uq_target",
            text("coalesce(lower(owner), '')"),
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


class ActionItem(SQLModel, table=True):
    """What a review resolved to do, by whom and by when: carried over to the next one until it is done or dropped."""

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
