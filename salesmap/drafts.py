"""Records on their way into the book or out of it: as somebody typed them, or as a file holds them."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple


class LeadDraft(NamedTuple):
    """What is known of a lead to be. Empty fields are unknown; the value is in hundredths; instants are as stored.

    The second group is for leads that have a past already: business dates, and how they ended. A tuple, for an import
    makes a million of them.
    """

    name: str
    customer: str | None = None
    contact: str | None = None
    phone: str | None = None
    email: str | None = None
    wechat: str | None = None
    source: str | None = None
    product: str | None = None
    region: str | None = None
    value_cents: int | None = None
    currency: str | None = None
    owner: str | None = None
    stage: str | None = None
    expected_close: date | None = None
    external_id: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    fields: Mapping[str, str] = {}
    then: tuple[str, date] | None = None

    status: str = "open"
    created_at: datetime | None = None
    stage_since: datetime | None = None
    last_contact: datetime | None = None
    closed_at: datetime | None = None
    lost_reason: str | None = None
    import_key: str | None = None
    pipeline: str | None = None

    def without_blanks(self) -> "LeadDraft":
        """The same draft with empty texts unknown."""
        blank: Any = {field: None for field, value in self._asdict().items() if value == "" and field != "name"}
        return self._replace(**blank)


class MoveDraft(NamedTuple):
    """A line of a history: at an instant a lead came into a stage, or to its end (`won lost dropped`), or it was told when it was
    expected to close, or for how much (hundredths, and a currency if one is told).

    `lead` is as the file names it; `origin` is the stage that it came from, where that is told; `row` is what it was read
    from, handed back to who refuses it.
    """

    row: Any
    lead: str
    stage: str | None
    at: datetime
    origin: str | None = None
    expected_close: date | None = None
    value: tuple[int, str | None] | None = None


class ActivityDraft(NamedTuple):
    """A line of an activity file: what happened on a lead (`at`), or what is or was to be done by a day (`due`).

    `then` is what the line says comes next. `key` tells the line from every other; `row` is what it was read from, handed
    back to who refuses it.
    """

    row: Any
    lead: str
    kind: str | None
    text: str
    at: datetime | None
    due: date | None
    done_at: datetime | None
    dropped: bool
    owner: str | None
    then: tuple[str, date] | None
    key: str


class ContactDraft(NamedTuple):
    """A card of an address book. `fields` is what it says beside; `row` is what it was read from."""

    row: Any
    name: str | None
    customer: str | None
    phone: str | None
    email: str | None
    wechat: str | None
    title: str | None
    external_id: str | None
    fields: Mapping[str, str] = {}


class Promise(NamedTuple):
    """A follow-up as a calendar shows it. Instants and days as stored, the value in hundredths."""

    id: int
    version: int
    what: str
    kind: str | None
    due_on: str
    owner: str | None
    done_at: str | None
    dropped_at: str | None
    lead: str
    customer: str | None
    contact: str | None
    phone: str | None
    value_cents: int | None
    currency: str


class Box(NamedTuple):
    """A stage on the chart. `live` is what stands there now, if that was asked for; `alarms` are problems that hurt there."""

    title: str
    owner: str
    action: str
    is_after_win: bool
    live: str
    alarms: tuple[str, ...]


class Flow(NamedTuple):
    """A pipeline on the chart: its boxes in order."""

    title: str
    boxes: tuple[Box, ...]


class Block(NamedTuple):
    """A part of a board: a table of clean texts under its heads. `numbers` are the places of columns with numbers; `bars` is how
    long a bar each row has, 0 … 1; `marks` are warnings by row. `drawing` is markup that shows the same; `note` is what has to be known to
    read it, `same` the commands that give the same figures. `key` tells it from the other parts."""

    title: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int] = frozenset()
    bars: tuple[float, ...] = ()
    marks: tuple[tuple[str, ...], ...] = ()
    nothing: str = ""
    key: str = ""
    drawing: str = ""
    note: str = ""
    same: tuple[str, ...] = ()


class Headline(NamedTuple):
    """A figure at the head of a board: its title, the figure, what is told beside it, and whether it warns."""

    title: str
    figure: str
    beside: str
    warns: bool


class Trouble(NamedTuple):
    """A problem that hurts now: what it is, the figure against its threshold, and what to do first."""

    title: str
    figure: str
    remedy: str
