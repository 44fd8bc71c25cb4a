"""A lead, and the leads of a database, as a script works with them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Unpack

from salesmap.actions.followup import followups
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.core.table import Table as Rows
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.lead_draft import LeadDraft, PlainFields
from salesmap.library.record import Amount, Record, read_amount, require_known, require_text
from salesmap.library.table import Table
from salesmap.library.workspace import Day, Workspace
from salesmap.reports.lead import leads
from salesmap.reports.query.references import lead_id
from salesmap.store.connection import Connection


class LeadFields(PlainFields, total=False):
    """The fields of a lead that `salesmap lead add` takes."""

    company: str
    contact: str
    phone: str
    email: str
    wechat: str
    owner: str
    value: Amount
    currency: str
    close: Day
    external_id: str


class Lead(Record):
    """One lead."""

    def _row(self, connection: Connection) -> Rows:
        return leads.one(connection, self.id, self._db.lang)

    def advance(self, to: str | None = None, *, note: str | None = None) -> "Lead":
        """Move to the next stage, or to a named one."""
        moves.advance(self._db.database, self.id, to, note)
        return self

    def win(self, *, value: Amount | None = None, note: str | None = None) -> "Lead":
        """Mark as won, at a final value if one is given."""
        cents, currency = read_amount(value)
        moves.win(self._db.database, self.id, cents, currency, note)
        return self

    def lose(self, reason: str, *, note: str | None = None) -> "Lead":
        """Mark as lost."""
        moves.lose(self._db.database, self.id, reason, note)
        return self

    def reopen(self, *, note: str | None = None) -> "Lead":
        """Open again."""
        moves.reopen(self._db.database, self.id, note)
        return self

    def discard(self, *, note: str | None = None) -> "Lead":
        """Take out of all reports."""
        moves.drop(self._db.database, self.id, note)
        return self

    def edit(self, *, custom: dict[str, str] | None = None, **fields: Unpack[LeadFields]) -> "Lead":
        """Change fields; `custom` sets custom fields by name."""
        require_known(fields, LeadFields)
        values: dict[str, Any] = {**fields}
        if "value" in values:
            cents, currency = read_amount(values.pop("value"))
            values["value_cents"] = cents
            values |= {"currency": currency} if currency else {}
        if "close" in values:
            values["expected_close"] = self._db.day(values.pop("close")).isoformat()
        if "company" in values:
            values["customer"] = values.pop("company")
        edit(self._db.database, self.id, LeadEdit(values, fields=custom or {}))
        return self

    def log(self, kind: str, text: str, *, at: str | datetime | None = None) -> "Lead":
        """Log an interaction that happened (now, unless `at` says when)."""
        moment = self._moment(at) or self._db.database.clock.now()
        followups.log(self._db.database, self.id, kind, text, moment)
        return self

    def comment(self, text: str) -> list[str]:
        """Comment for the team. Returns whom it is told to."""
        from salesmap.actions.talk.comments import comment

        return list(comment(self._db.database, self.id, text).told)

    def follow_up(self, what: str, due: Day, *, kind: str | None = None) -> int:
        """Schedule a follow-up. Returns its id."""
        return followups.add(self._db.database, self.id, what, self._db.day(due), kind)


class Leads:
    """The leads of a database."""

    def __init__(self, db: Workspace) -> None:
        self._db = db

    def add(
        self,
        name: str,
        *,
        stage: str | None = None,
        tags: tuple[str, ...] = (),
        note: str | None = None,
        custom: dict[str, str] | None = None,
        allow_duplicate: bool = False,
        **fields: Unpack[LeadFields],
    ) -> Lead:
        """Add a lead. Raises LikelyConflict, GateClosed, UsageError."""
        require_text("name", name)
        require_known(fields, LeadFields)
        cents, currency = read_amount(fields.get("value"))
        close = fields.get("close")
        plain: Any = {key: value for key, value in fields.items() if key in PLAIN_FIELDS}
        draft = LeadDraft(
            name=name,
            customer=fields.get("company"),
            contact=fields.get("contact"),
            phone=fields.get("phone"),
            email=fields.get("email"),
            wechat=fields.get("wechat"),
            **plain,
            value_cents=cents,
            currency=fields.get("currency") or currency,
            owner=fields.get("owner"),
            stage=stage,
            expected_close=self._db.day_or_none(close),
            external_id=fields.get("external_id"),
            tags=tuple(tags),
            note=note,
            fields=custom or {},
        )
        return Lead(
            self._db,
            add(self._db.database, draft, allow_duplicate=allow_duplicate),
        )

    def get(self, reference: int | str) -> Lead:
        """Return the lead with this id, these words in its name, or `x:EXTERNAL-ID`."""
        with self._db.connection() as connection:
            return Lead(self._db, lead_id(connection, str(reference)))

    def list(self, *filters: str, status: str = "open", sort: str | None = None) -> Table:
        """Return the leads that pass the filters (`value>10k`, `owner=ann`), the newest first."""
        query = self._db.filters(filters, status)
        with self._db.connection() as connection:
            return Table(leads.find(connection, query, self._db.lang, sort, 0).rows)

    def __iter__(self) -> Iterator[Lead]:
        return (Lead(self._db, row["id"]) for row in self.list(status="all"))
