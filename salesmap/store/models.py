"""The schema, told once. Tables validate nothing by themselves (SQLModel does not for `table=True`),
so every rule that must hold through any door, the sqlite3 shell included, is a constraint here.

Instants are UTC text (`2026-11-23T09:00:00Z`), days are `YYYY-MM-DD` text, money is whole hundredths.
A column ending in `_on` beside one ending in `_at` is the calendar day where the salesperson was: months and
cycles are counted by it, so that a figure does not move when the book is read in another time zone.
Columns named `…_key` are the folded form that is compared and searched.
A partial index also holds the columns of its own condition: only then does SQLite answer from the index alone.
"""

from sqlalchemy import CheckConstraint, Index, MetaData, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from salesmap.store.constraints import day, instant, json_object, one_of, reference, whole
from salesmap.vocabulary import KINDS, OUTCOMES, STATUSES, TARGET_KINDS

SQLModel.metadata.naming_convention = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
).naming_convention

_AUTOINCREMENT = {"sqlite_autoincrement": True}  # an id is never used twice, not even after undo


class MapVersion(SQLModel, table=True):
    """The sales map, version by version: the newest one holds, the others tell what held when. `source` is its TOML, `compiled`
    the same as JSON, to be read fast (none: an older program left only the source)."""

    __tablename__ = "map_version"
    __table_args__ = (instant("applied_at"), _AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    key: str
    source: str = Field(sa_type=Text)
    compiled: str | None = Field(default=None, sa_type=Text)
    applied_at: str
    actor: str


class Process(SQLModel, table=True):
    """A pipeline of the map: the way that some leads take."""

    __tablename__ = "process"
    __table_args__ = (_AUTOINCREMENT,)

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
        _AUTOINCREMENT,
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


class Customer(SQLModel, table=True):
    """A company or household that buys."""

    __tablename__ = "customer"
    __table_args__ = (CheckConstraint("name <> ''", name="name"), _AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    recorded_at: str
    version: int = 1


class Contact(SQLModel, table=True):
    """A person to talk to. `phone_key` is E.164 where the number can be read, else its digits; `fields` is what an address
    book says beside: further phones, an address, a birthday; `external_id` the card's UID there."""

    __tablename__ = "contact"
    __table_args__ = (json_object("fields"), Index("uq_contact_external_id", "external_id", unique=True), _AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    customer_id: int | None = Field(sa_column=reference("customer", nullable=True))
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


class Lead(SQLModel, table=True):
    """One chance to sell, from first contact to the win and after. A lead that came in closed may not know when that was.

    Kept beside the facts for speed, and verified by `db check`: `furthest_id`, the furthest stage ever stood in;
    `touched_at`, the later of last contact and last stage change; `cycle_days`, closed_on − created_on.
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
        Index("ix_lead_cohort", "process_id", "status", "stage_id", "furthest_id", "currency", "value_cents"),
        Index("ix_lead_open_touched", "stage_id", "touched_at", sqlite_where=text("status = 'open'")),
        Index("ix_lead_open", "id", "status", sqlite_where=text("status = 'open'")),
        Index("ix_lead_open_value", "value_cents", "id", "status", sqlite_where=text("status = 'open'")),
        Index("ix_lead_owner", text("lower(owner)"), "status"),
        Index("ix_lead_closed_on", "closed_on", "status"),
        _AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    name: str
    name_key: str = Field(index=True)
    customer_id: int | None = Field(sa_column=reference("customer", nullable=True))
    contact_id: int | None = Field(sa_column=reference("contact", nullable=True))
    source: str | None = None
    product: str | None = None
    region: str | None = None
    value_cents: int | None = None
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


class LeadTag(SQLModel, table=True):
    """A word that a salesperson hung on a lead."""

    __tablename__ = "lead_tag"
    __table_args__ = (UniqueConstraint("lead_id", "tag"), CheckConstraint("tag <> ''", name="tag"), _AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False))
    tag: str = Field(index=True)


class CustomField(SQLModel, table=True):
    """A field of one's own; its values live in `lead.fields`."""

    __tablename__ = "custom_field"
    __table_args__ = (CheckConstraint("key <> ''", name="key"), _AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    key: str = Field(unique=True)


class Stay(SQLModel, table=True):
    """A lead's time in a stage. `outcome` and `secs` are set when it ends; `secs` stays empty where the length is
    not known (an imported deal whose path nobody wrote down). `counted` is 0 while its lead is dropped. `again` is 1 when
    the lead had left this stage forwards before, so that leads are counted without telling stays apart.
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
        Index("ix_stay_length", "stage_id", "secs", "counted", sqlite_where=text("secs IS NOT NULL AND counted = 1")),
        Index(
            "ix_stay_forward",
            "stage_id",
            "lead_id",
            "outcome",
            "counted",
            "again",
            sqlite_where=text("outcome IN ('forward', 'won') AND counted = 1 AND again = 0"),
        ),
        Index("uq_stay_current", "lead_id", unique=True, sqlite_where=text("left_at IS NULL")),
        _AUTOINCREMENT,
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


class Interaction(SQLModel, table=True):
    """Something that happened between us and the customer, or a note. `import_key` tells a row of a file from every other."""

    __tablename__ = "interaction"
    __table_args__ = (
        one_of("kind", KINDS, "kind"),
        instant("at"),
        Index("uq_interaction_import_key", "import_key", unique=True),
        _AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead"))
    kind: str
    text: str = Field(sa_type=Text)
    at: str
    actor: str
    recorded_at: str
    import_key: str | None = None


class Followup(SQLModel, table=True):
    """A promise: what to do next, by when, by whom. Open until done or dropped."""

    __tablename__ = "followup"
    __table_args__ = (
        CheckConstraint("what <> ''", name="what"),
        one_of("kind", KINDS, "kind"),
        CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name="ended"),
        day("due_on"),
        instant("done_at"),
        instant("dropped_at"),
        Index("uq_followup_import_key", "import_key", unique=True),
        Index("ix_followup_due", "due_on", "id", sqlite_where=text("done_at IS NULL AND dropped_at IS NULL")),
        Index("ix_followup_owner_due", text("lower(owner)"), "due_on", sqlite_where=text("done_at IS NULL AND dropped_at IS NULL")),
        Index("ix_followup_lead_due", "lead_id", "due_on", sqlite_where=text("done_at IS NULL AND dropped_at IS NULL")),
        _AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead"))
    kind: str | None = None
    what: str = Field(sa_type=Text)
    due_on: str
    owner: str | None = None
    done_at: str | None = None
    dropped_at: str | None = None
    recorded_at: str
    version: int = 1
    import_key: str | None = None


class LeadCheck(SQLModel, table=True):
    """A key element that somebody ticked off on a lead; `item` is `stage.item` of the map."""

    __tablename__ = "lead_check"
    __table_args__ = (UniqueConstraint("lead_id", "item"), instant("done_at"), _AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False))
    item: str
    done_at: str
    actor: str


class FormAnswer(SQLModel, table=True):
    """What a form held at an instant; each change of the needs is a new row. `origin` is `form` or `edit`."""

    __tablename__ = "form_answer"
    __table_args__ = (json_object("answers"), instant("received_at"), UniqueConstraint("lead_id", "form", "number"), _AUTOINCREMENT)

    id: int = Field(default=None, primary_key=True)
    lead_id: int = Field(sa_column=reference("lead", index=False))
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
        _AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    stage: str
    problem: str
    metric: str
    threshold: float
    figure: float
    leads: int
    value_cents: int
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
    __table_args__ = (CheckConstraint("title <> ''", name="title"), instant("recorded_at"), instant("updated_at"), _AUTOINCREMENT)

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
    `period` is what people call the time."""

    __tablename__ = "target"
    __table_args__ = (
        one_of("kind", TARGET_KINDS, "kind"),
        day("since"),
        day("until"),
        CheckConstraint("since <= until", name="order"),
        CheckConstraint("amount >= 0 AND amount = CAST(amount AS INTEGER)", name="amount"),
        Index("uq_target", text("coalesce(lower(owner), '')"), "since", "until", "kind", unique=True),
        _AUTOINCREMENT,
    )

    id: int = Field(default=None, primary_key=True)
    owner: str | None = None
    period: str
    since: str
    until: str
    kind: str
    amount: int
    recorded_at: str
    version: int = 1


class Identity(SQLModel, table=True):
    """The one row that tells this book from every other, given at birth: what other programs know its records by."""

    __tablename__ = "identity"
    __table_args__ = (CheckConstraint("id = 1", name="id"),)

    id: int = Field(default=1, primary_key=True)
    uid: str


class Change(SQLModel, table=True):
    """One command that wrote. `rows` is empty while it is under way. `what` is a message of the catalogue with a
    place for `subject`, so that everyone reads the history in their own language."""

    __tablename__ = "change"
    __table_args__ = (_AUTOINCREMENT,)

    id: int = Field(default=None, primary_key=True)
    at: str
    actor: str
    command: str
    what: str
    subject: str
    rows: int | None = None
    undoes: int | None = Field(default=None, foreign_key="change.id")
    undone_by: int | None = Field(default=None, foreign_key="change.id")


class ChangeRow(SQLModel, table=True):
    """A record that a change touched, with its state before (JSON; empty: it did not exist)."""

    __tablename__ = "change_row"
    __table_args__ = (Index("ix_change_row_record", "table_name", "row_id"), {"sqlite_with_rowid": False})

    change_id: int = Field(foreign_key="change.id", primary_key=True)
    table_name: str = Field(primary_key=True)
    row_id: int = Field(primary_key=True)
    before: str | None = Field(default=None, sa_type=Text)


JOURNALED: tuple[type[SQLModel], ...] = (
    MapVersion, Process, Stage, Customer, Contact, Lead, LeadTag, CustomField, Stay, Interaction, Followup,
    LeadCheck, FormAnswer, MapIssue, KnowledgeNote, Target,
)  # fmt: skip
"""The tables whose every change is recorded; parents before children."""
