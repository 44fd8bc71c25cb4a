"""A lead before it is in the book, as somebody typed it or a file holds it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date, datetime


@dataclass(frozen=True)
class LeadDraft:
    """What is known of a lead to be. Empty fields are unknown; the value is in hundredths; instants are as stored.

    The second group is for leads that have a past already: business dates, and how they ended.
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
    fields: Mapping[str, str] = field(default_factory=dict)
    then: tuple[str, date] | None = None

    status: str = "open"
    created_at: datetime | None = None
    stage_since: datetime | None = None
    last_contact: datetime | None = None
    closed_at: datetime | None = None
    lost_reason: str | None = None
    import_key: str | None = None

    def without_blanks(self) -> "LeadDraft":
        """The same draft with empty texts unknown."""
        blank = {each.name: None for each in fields(self) if getattr(self, each.name) == "" and each.name != "name"}
        return replace(self, **blank)  # type: ignore[arg-type]
