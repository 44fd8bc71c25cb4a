"""The fields of a file of leads, and what its columns say of stages, outcomes and their dates."""

from collections import namedtuple
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from itertools import repeat
from typing import Any, NamedTuple, cast

from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.vocabulary import ENDS


class LeadRow(NamedTuple):
    """The fields of a row; None without a column or in an empty cell.

    A batch of rows is one of columns: there, each field holds as many values as there are rows.
    """

    name: Any
    customer: Any
    contact: Any
    first_name: Any
    last_name: Any
    phone: Any
    email: Any
    wechat: Any
    product: Any
    value: Any
    currency: Any
    owner: Any
    pipeline: Any
    stage: Any
    status: Any
    created_at: Any
    stage_since: Any
    last_contact: Any
    closed_at: Any
    expected_close: Any
    close_date: Any
    won_at: Any
    lost_at: Any
    lost_reason: Any
    external_id: Any
    salesmap_id: Any
    own_id: Any
    tags: Any
    note: Any
    next: Any
    next_due: Any
    address: Any
    tax_no: Any
    bank: Any
    bank_account: Any
    referred_by: Any
    caretaker: Any
    further_phones: Any
    further_emails: Any


FIELDS: type[LeadRow] = cast("Any", namedtuple)(
    "FIELDS", dict.fromkeys([*LeadRow._fields, *PLAIN_FIELDS])
)
"""A row with every plain field, too."""

Remarks = list[tuple[str, ...]]
"""The codes of what was decided about each row."""

_EARLIEST = datetime.min.replace(tzinfo=UTC)


def stages_and_statuses(columns: LeadRow) -> tuple[Sequence[str | None], Sequence[str]]:
    """Return (stages, statuses) of a stage column, a status column, or both.

    Where neither says anything, a won or lost date does.
    """
    known: dict[tuple[str | None, str | None], tuple[str | None, str]] = {}
    found = []
    said = zip(columns.stage, columns.status, columns.won_at, columns.lost_at, strict=True)
    for stage, status, won_at, lost_at in said:
        words = stage, status
        if words not in known:
            known[words] = _stage_and_status(*words)
        pair = known[words]
        if (won_at or lost_at) and status is None and pair[1] == "open":
            is_won = (won_at or _EARLIEST) >= (lost_at or _EARLIEST)
            pair = pair[0], "won" if is_won else "lost"
        found.append(pair)
    stages, statuses = zip(*found, strict=True)
    return stages, statuses


def _stage_and_status(*words: str | None) -> tuple[str | None, str]:
    stage, status = None, "open"
    for word in words:
        if word in ENDS:
            status = word
        elif word and word != "open":
            stage = stage or word
    return stage, status


class LeadDates(NamedTuple):
    """Reads the dates of leads; `has_close_column`: a column says when leads were closed."""

    day_of: Callable[[datetime], date]
    today: date
    has_close_column: bool

    def closed(
        self, columns: LeadRow, statuses: Sequence[str], remarks: Remarks
    ) -> list[datetime | None]:
        """Return when each lead was closed, None where nobody knows."""
        closed: list[datetime | None] = [None] * len(statuses)
        for index, status in enumerate(statuses):
            if status != "open":
                closed[index], remark = self._closed(columns, index, status)
                remarks[index] += remark
        return closed

    def _closed(
        self, columns: LeadRow, index: int, status: str
    ) -> tuple[datetime | None, tuple[str, ...]]:
        """Return when a lead was closed, and the remarks on it.

        Where the file has no column for it, some systems put it into the expected close date.
        """
        own = None
        if status == "won":
            own = columns.won_at[index]
        elif status == "lost":
            own = columns.lost_at[index]
        closed = own or columns.closed_at[index] or columns.close_date[index]
        is_expected = closed is None and not self.has_close_column
        if is_expected and columns.expected_close[index]:
            closed = columns.expected_close[index]
            created = columns.created_at[index]
            if created and self.day_of(closed) < self.day_of(created):
                closed = None
        if closed and self.day_of(closed) > self.today:
            closed = None
        if closed and is_expected:
            return closed, ("expected_as_closed",)
        return closed, ("undated",) if closed is None and status != "dropped" else ()

    def created(
        self, columns: LeadRow, closed: Sequence[datetime | None], remarks: Remarks
    ) -> list[datetime | None]:
        """Return when each lead was created, not after it was closed; None where nobody knows."""
        created = list(columns.created_at)
        for index, (begin, end) in enumerate(zip(created, closed, strict=True)):
            if begin is None:
                remarks[index] += ("created_unknown",)
            elif end and self.day_of(end) < self.day_of(begin):
                remarks[index] += ("created_after_close",)
                created[index] = end
        return created

    def expected(self, columns: LeadRow, statuses: Sequence[str]) -> list[date | None]:
        """Return the expected close dates; of open leads the close date is one."""
        days: list[date | None] = []
        rows = zip(columns.expected_close, columns.close_date, statuses, strict=True)
        for expected, close_date, status in rows:
            moment = expected or (close_date if status == "open" else None)
            days.append(self.day_of(moment) if moment else None)
        return days

    def next_steps(
        self, columns: LeadRow, statuses: Sequence[str], header: str
    ) -> Sequence[tuple[str, date] | None]:
        """Return what is to be done next on each open lead, and when; `header` says what else."""
        if not any(columns.next_due):
            return [None] * len(statuses)
        rows = zip(columns.next, columns.next_due, statuses, repeat(header))
        return [
            (what or otherwise, self.day_of(due)) if due and status == "open" else None
            for what, due, status, otherwise in rows
        ]
