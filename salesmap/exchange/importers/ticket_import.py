"""Tickets from a sheet: an export of a help desk, a list kept by hand, our own list."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.drafts import TicketDraft
from salesmap.domain.service.vocabulary import TICKET_STATES
from salesmap.domain.service.words import choices_of_states, state_of
from salesmap.exchange.cell_errors import (
    FutureDateError,
    InvalidRowError,
    UnknownTicketStateError,
)
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.cells import Reader, read_exact
from salesmap.exchange.mapping.dates import has_time
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.mapping.row_keys import RowKeys
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record

UNOPENED, UNDATED_END, CLOSED_AS_SOLVED = "opening_unknown", "end_unknown", "closed_as_solved"
ENDED_UNDER_WAY, WAITING_SINCE = "ended_under_way", "waiting_unknown"
ANSWERED_LATE, TOO_EARLY = "answered_after_solved", "before_opening"
UNANSWERED = "in_progress_unanswered"
CLOSED_EARLY, NOT_CLOSED, UNDATED_CLOSE = "closed_early", "solved_closed", "closing_unknown"
DAY_ONLY, NOBODYS = "day_only", "nobodys"
UNKNOWN_PRIORITY = "unknown_priority:"
"""The remarks on rows; behind the last one stands the word."""

_ENDS = ("resolved", "closed")
_MOMENTS = ("opened_at", "responded_at", "resolved_at", "closed_at")
"""The moments of a ticket in the order in which they follow."""


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    number: str | None
    external_id: str | None
    customer: str | None
    contact: str | None
    email: str | None
    phone: str | None
    subject: str | None
    text: str | None
    priority: str | None
    state: str | None
    kind: str | None
    channel: str | None
    owner: str | None
    contract: str | None
    opened_at: datetime | None
    responded_at: datetime | None
    resolved_at: datetime | None
    closed_at: datetime | None


class _Times(NamedTuple):
    """The moments of a ticket, and its state."""

    state: str
    opened: datetime
    responded: datetime | None
    resolved: datetime | None
    closed: datetime | None


def read_tickets(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[TicketDraft | Rejected]:
    """Yield every row as a ticket, or rejected with the reason.

    `progress` is called with the rows read. Raises ChangedFileError at the end, if the file was
    changed since it was opened.
    """
    readers: dict[str, Reader] = {
        "number": read_exact,
        "external_id": read_exact,
        "contract": read_exact,
        "state": _state_reader(plan),
    }
    return FieldReader(plan, _Row, readers).drafts(_Drafter(plan).draft, progress)


def _state_reader(plan: ImportPlan) -> Reader:
    told = {normalized(word): ours for word, ours in plan.context.options.statuses.items()}

    def read(word: str) -> str:
        key = normalized(word)
        state = told.get(key) or state_of(word) or aliases("ticket_states").get(key)
        if state is None:
            raise UnknownTicketStateError(word, TICKET_STATES, choices_of_states())
        return state

    return read


class _Drafter:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: ImportPlan) -> None:
        self.clock = plan.context.clock
        self.columns = [
            (field, index)
            for index, column in enumerate(plan.columns)
            if (field := column.stands_in_for or column.field) in _MOMENTS
        ]
        self.keys = RowKeys(plan.sheet.header)

    def draft(self, record: Record, row: _Row) -> TicketDraft:
        """Return the ticket of a row. Raises InvalidRowError."""
        key = self.keys.key(record)
        customer = row.customer or row.contact or row.email or row.phone
        if not customer:
            raise InvalidRowError(N_("no customer"))
        text = "\n".join(dict.fromkeys(part for part in (row.subject, row.text) if part))
        if not text and not row.kind:
            raise InvalidRowError(N_("no text"))
        remarks: list[str] = [] if row.owner else [NOBODYS]
        days = self._days(record, row)
        if days:
            remarks.append(DAY_ONLY)
            row = self._placed(row, days)
        times = self._times(row, remarks)
        if CLOSED_AS_SOLVED in remarks and "closed_at" in days:
            days |= {"resolved_at"}
        priority = _priority(row.priority, remarks)
        person = {"name": row.contact, "email": row.email, "phone": row.phone}
        return TicketDraft(
            row=record,
            number=row.number,
            external_id=row.external_id,
            customer=customer,
            contact=person if any(person.values()) else {},
            text=text or row.kind or "",
            priority=priority,
            kind=row.kind,
            channel=row.channel,
            owner=row.owner,
            contract=row.contract,
            state=times.state,
            opened_at=times.opened,
            responded_at=times.responded,
            resolved_at=times.resolved,
            closed_at=times.closed,
            is_timed=row.opened_at is not None,
            key=f"x:{row.external_id}" if row.external_id else key,
            remarks=tuple(remarks),
            is_state_given=row.state is not None,
            days=days,
        )

    def _days(self, record: Record, row: _Row) -> frozenset[str]:
        """Return the moments of a row of which it says the day only."""
        days: set[str] = set()
        for field, index in self.columns:
            moment, cell = getattr(row, field), record.cells[index]
            if moment and moment == self.clock.on(self.clock.day_of(moment)) and cell.strip():
                (days.discard if has_time(cell) else days.add)(field)
        return frozenset(days)

    def _placed(self, row: _Row, days: frozenset[str]) -> _Row:
        """Return a row whose moments without a time lie between the others of their days.

        A day alone contradicts no time on it.
        """
        day_of = self.clock.day_of
        for place, field in enumerate(_MOMENTS):
            if field in days:
                moment = getattr(row, field)
                day = day_of(moment)
                before, after = (
                    [
                        other
                        for each in names
                        if (other := getattr(row, each))
                        and day_of(other) == day
                        and (is_earlier or each not in days)
                    ]
                    for names, is_earlier in (
                        (_MOMENTS[:place], True),
                        (_MOMENTS[place + 1 :], False),
                    )
                )
                moment = min([max([moment, *before]), *after, self.clock.now()])
                row = row._replace(**{field: moment})
        return row

    def _times(self, row: _Row, remarks: list[str]) -> _Times:
        """Return the moments of a row without what its status contradicts.

        A ticket without an opening was opened at its first date, else now. One that ended without
        a date ended at its last one, and has no solution; one that was closed was solved then.
        """
        responded, resolved, closed = row.responded_at, row.resolved_at, row.closed_at
        dated = [moment for moment in (responded, resolved, closed) if moment]
        opened = row.opened_at
        if opened is None:
            opened = min(dated, default=self.clock.now())
            remarks.append(UNOPENED)
        state = row.state or ("closed" if closed else "resolved" if resolved else "open")
        if state not in _ENDS:
            if resolved or closed:
                remarks.append(ENDED_UNDER_WAY)
            resolved = closed = None
            if state == "waiting":
                remarks.append(WAITING_SINCE)
            elif state == "in_progress" and responded is None:
                remarks.append(UNANSWERED)
            return self._checked(_Times(state, opened, responded, None, None), remarks)
        last = max([opened, *dated])
        if resolved is None and closed is None:
            remarks.append(UNDATED_END)
            state, closed = "closed", last
        elif resolved is None:
            resolved = closed
            remarks.append(CLOSED_AS_SOLVED)
        if state == "resolved":
            if row.closed_at and CLOSED_AS_SOLVED not in remarks:
                remarks.append(NOT_CLOSED)
            closed = None
        elif closed is None or (resolved and closed < resolved):
            remarks.append(CLOSED_EARLY if closed else UNDATED_CLOSE)
            closed = last
        return self._checked(_Times(state, opened, responded, resolved, closed), remarks)

    def _checked(self, times: _Times, remarks: list[str]) -> _Times:
        now = self.clock.now()
        for field in ("opened", "responded", "resolved", "closed"):
            moment = getattr(times, field)
            if moment and moment > now:
                raise FutureDateError(f"{field}_at", moment.isoformat())
        if times.responded and times.resolved and times.responded > times.resolved:
            remarks.append(ANSWERED_LATE)
        if any(each and each < times.opened for each in (times.responded, times.resolved)):
            remarks.append(TOO_EARLY)
        return times


def _priority(word: str | None, remarks: list[str]) -> str | None:
    """Return the priority that a word means; None for an unknown one, which is remarked."""
    if word is None:
        return None
    priority = aliases("priorities").get(normalized(word))
    if priority is None:
        remarks.append(f"{UNKNOWN_PRIORITY}{word}")
    return priority
