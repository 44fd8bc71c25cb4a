"""Activities from a sheet: interactions that happened, and follow-ups."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.drafts import ActivityDraft
from salesmap.exchange.cell_errors import FutureDateError, InvalidRowError, UnknownProgressError
from salesmap.exchange.mapping.aliases import aliases, normalized
from salesmap.exchange.mapping.cells import Reader
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.mapping.row_keys import RowKeys
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record

_OF_EVENTS = {
    "enddatetime", "enddate", "endtime", "end", "durationinminutes", "isalldayevent",
    "alldayevent", "eventdatetime", "location", "结束时间", "会议地点", "地点",
}  # fmt: skip
_OF_CALLS = {"calldurationinseconds", "callduration", "calldisposition", "callresult", "通话时长"}

DONE, OPEN, DROPPED = "done", "open", "dropped"


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    lead: str | None
    phone: str | None
    email: str | None
    external_id: str | None
    kind: str | None
    what: str | None
    text: str | None
    at: datetime | None
    due: datetime | None
    done_at: datetime | None
    status: str | None
    owner: str | None
    next: str | None
    next_due: datetime | None


class _Times(NamedTuple):
    """When an activity happened, or the day of a follow-up, when it was done, if it was dropped."""

    happened: datetime | None = None
    due: date | None = None
    done_at: datetime | None = None
    is_dropped: bool = False


def read_activities(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[ActivityDraft | Rejected]:
    """Yield every row as an activity, or rejected with the reason.

    `progress` is called with the rows read. Raises ChangedFileError at the end, if the file was
    changed since it was opened.
    """
    return FieldReader(plan, _Row, {"status": _status_reader(plan)}).drafts(
        _Drafter(plan).draft, progress
    )


class _Drafter:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: ImportPlan) -> None:
        self.clock = plan.context.clock
        self.keys = RowKeys(plan.sheet.header)
        self.usual_kind = _usual_kind(plan)
        self.next_step_header = next(
            (column.header for column in plan.columns if column.field == "next_due"), ""
        )

    def draft(self, record: Record, row: _Row) -> ActivityDraft:
        """Return the activity of a row. Raises InvalidRowError, FutureDateError."""
        if not (row.lead or row.phone or row.email):
            raise InvalidRowError(N_("no lead given"))
        kind = aliases("kinds").get(normalized(row.kind or "")) if row.kind else self.usual_kind
        times = self._times(row)
        return ActivityDraft(
            row=record,
            lead=row.lead,
            phone=row.phone,
            email=row.email,
            kind=kind,
            text=_text(row, kind),
            at=times.happened,
            due=times.due,
            done_at=times.done_at,
            dropped=times.is_dropped,
            owner=row.owner,
            next_step=(row.next or self.next_step_header, self.clock.day_of(row.next_due))
            if row.next_due
            else None,
            key=f"x:{row.external_id}" if row.external_id else self.keys.key(record),
        )

    def _times(self, row: _Row) -> _Times:
        """Return when an activity happened, or when a follow-up is due.

        Without a status, a row with a due date is a follow-up, done if it says when; others are
        follow-ups if their date is still to come.
        """
        now = self.clock.now()
        status = row.status or (DONE if row.done_at else None)
        if status is None:
            status = OPEN if row.due or (row.at and row.at > now) else DONE
        planned = row.due or (row.at if status != DONE else None)
        if status == DONE and not planned:
            return _Times(happened=self._happened(row, now))
        if planned is None:
            raise InvalidRowError(N_("no date given"))
        done_at = min(row.done_at or planned, now) if status == DONE else None
        return _Times(due=self.clock.day_of(planned), done_at=done_at, is_dropped=status == DROPPED)

    def _happened(self, row: _Row, now: datetime) -> datetime:
        happened = row.done_at or row.at
        if happened is None:
            raise InvalidRowError(N_("no date given"))
        day = self.clock.day_of(happened)
        if happened > now and day > self.clock.today():
            raise FutureDateError("at", day)
        return min(happened, now)


def _usual_kind(plan: ImportPlan) -> str | None:
    """Return what activities without a type are: events, which end, are meetings."""
    if "kind" in plan.fields():
        return None
    headers = {normalized(name) for name in plan.sheet.header}
    if headers & _OF_EVENTS:
        return "meeting"
    return "call" if headers & _OF_CALLS else None


def _status_reader(plan: ImportPlan) -> Reader:
    told = {normalized(word): ours for word, ours in plan.context.options.statuses.items()}

    def read(word: str) -> str:
        status = told.get(normalized(word)) or aliases("progress").get(normalized(word))
        if status is None:
            raise UnknownProgressError(word, (DONE, OPEN, DROPPED))
        return status

    return read


def _text(row: _Row, kind: str | None) -> str:
    """Return the text of an activity, with its kind if that is none of ours."""
    parts = [row.kind if not kind else None, row.what, row.text if row.text != row.what else None]
    text = ": ".join(part for part in parts if part) or row.kind
    if not text:
        raise InvalidRowError(N_("no text"))
    return text
