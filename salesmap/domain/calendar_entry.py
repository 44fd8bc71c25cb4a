"""A follow-up, or another thing that is due, as a calendar file holds it."""

from typing import NamedTuple


class CalendarEntry(NamedTuple):
    """A follow-up with its lead. Instants and days as stored, the value in hundredths.

    `record` is what the id is that of; `place` is where it happens.
    """

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
    due_at: str | None = None
    record: str = "followup"
    place: str | None = None
