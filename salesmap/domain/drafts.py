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
        blank: Any = {
            field: None
            for field, value in self._asdict().items()
            if value == "" and field != "name"
        }
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
