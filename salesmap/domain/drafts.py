"""Records as somebody typed them or a file holds them, before they are stored."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple


class LeadDraft(NamedTuple):
    """A lead to add. Empty fields are unknown; the value is in hundredths.

    The second group is for leads with a past: business dates and how they ended. `id` is that of
    the lead in this database, where the file says so; `row` the source row, for the rejects;
    `is_named`: the name is of the file, not made up; `tells_outcome`: so is stage or status;
    `remarks` are codes of what was decided about it. A named tuple, because an import makes a
    million of them.
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
    industry: str | None = None
    value_cents: int | None = None
    currency: str | None = None
    owner: str | None = None
    stage: str | None = None
    expected_close: date | None = None
    external_id: str | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None
    fields: Mapping[str, str] = {}
    next_step: tuple[str, date] | None = None

    status: str = "open"
    created_at: datetime | None = None
    stage_since: datetime | None = None
    last_contact: datetime | None = None
    closed_at: datetime | None = None
    lost_reason: str | None = None
    import_key: str | None = None
    pipeline: str | None = None
    id: int | None = None
    row: Any = None
    is_named: bool = True
    tells_outcome: bool = True
    remarks: tuple[str, ...] = ()

    def without_blanks(self) -> "LeadDraft":
        """Return the same draft with None in place of empty texts."""
        blank: Any = {
            field: None
            for field, value in self._asdict().items()
            if value == "" and field != "name"
        }
        return self._replace(**blank)


class MoveDraft(NamedTuple):
    """A row of a stage history: at an instant a lead entered a stage or ended (`won lost dropped`).

    It may also say the expected close date or the value (hundredths, and a currency or None).
    `lead` is the reference in the file; `origin` is the stage that it left, if the file says so;
    `row` is the source row, for the rejects.
    """

    row: Any
    lead: str
    stage: str | None
    at: datetime
    origin: str | None = None
    expected_close: date | None = None
    value: tuple[int, str | None] | None = None


class ActivityDraft(NamedTuple):
    """A row of an activity file: an interaction (`at`), or a follow-up (`due`).

    `lead` is the reference in the file; without one, `phone` or `email` name the contact.
    `next_step` is what to do next and by when, if the row says so. `key` identifies the row in
    later imports; `row` is the source row, for the rejects.
    """

    row: Any
    lead: str | None
    kind: str | None
    text: str
    at: datetime | None
    due: date | None
    done_at: datetime | None
    dropped: bool
    owner: str | None
    next_step: tuple[str, date] | None
    key: str
    phone: str | None = None
    email: str | None = None


class ContactDraft(NamedTuple):
    """A card of an address book. `fields` are its other fields; `row` is the source card."""

    row: Any
    name: str | None
    customer: str | None
    phone: str | None
    email: str | None
    wechat: str | None
    title: str | None
    external_id: str | None
    fields: Mapping[str, str] = {}
