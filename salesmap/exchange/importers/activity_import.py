"""Activities out of a sheet: calls, visits, tasks, events and notes, as what happened and what was promised."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.drafts import ActivityDraft
from salesmap.exchange.importers.rejects import Rejected
from salesmap.exchange.mapping.aliases import bare, meanings
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import Plan
from salesmap.exchange.mapping.row_keys import RowKeys
from salesmap.exchange.tabular.sheet import Record

DONE, OPEN, DROPPED = "done", "open", "dropped"


class _Row(NamedTuple):
    lead: str | None
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


def read_activities(
    plan: Plan, tell: Callable[[int], None] = lambda rows: None
) -> Iterator[ActivityDraft | Rejected]:
    """Every row as an activity, or with the reason why it is none. `tell` hears how many rows were read.

    Raises RuleViolation at the end when the file was changed since it was opened.
    """
    return FieldReader(plan, _Row, {"status": _progress}).drafts(_Drafter(plan).draft, tell)


class _Drafter:
    """Makes drafts of the rows of one sheet."""

    def __init__(self, plan: Plan) -> None:
        self.clock = plan.wishes.clock
        self.keys = RowKeys(plan.sheet.header)
        self.next_is_called = next(
            (fate.header for fate in plan.columns if fate.field == "next_due"), ""
        )

    def draft(self, record: Record, row: _Row) -> ActivityDraft:
        """What a row tells. Raises UsageError."""
        if not row.lead:
            raise UsageError(_("no lead given"))
        kind = meanings("kinds").get(bare(row.kind or ""))
        happened, due, done_at, dropped = self._times(row)
        return ActivityDraft(
            row=record,
            lead=row.lead,
            kind=kind,
            text=_words(row, kind),
            at=happened,
            due=due,
            done_at=done_at,
            dropped=dropped,
            owner=row.owner,
            then=(row.next or self.next_is_called, self.clock.day_of(row.next_due))
            if row.next_due
            else None,
            key=f"x:{row.external_id}" if row.external_id else self.keys.key(record),
        )

    def _times(self, row: _Row) -> tuple[datetime | None, date | None, datetime | None, bool]:
        """(happened, due, done, given up): an activity happened, or it is a promise that has a day. Raises UsageError.

        Without a word about its progress, what has a day to be done by is a promise, kept where it says when it was done;
        what lies in the past has happened, what lies ahead is promised.
        """
        now = self.clock.now()
        progress = row.status or (DONE if row.done_at else None)
        if progress is None:
            progress = OPEN if row.due or (row.at and row.at > now) else DONE
        planned = row.due or (row.at if progress != DONE else None)
        if progress == DONE and not planned:
            happened = row.done_at or row.at
            if happened is None:
                raise UsageError(_("no date given"))
            if happened > now and self.clock.day_of(happened) > self.clock.today():
                raise UsageError(
                    _("{field} is in the future: {cell}").format(
                        field="at", cell=self.clock.day_of(happened)
                    )
                )
            return min(happened, now), None, None, False
        if planned is None:
            raise UsageError(_("no date given"))
        done = min(row.done_at or planned, now) if progress == DONE else None
        return None, self.clock.day_of(planned), done, progress == DROPPED


def _progress(word: str) -> str:
    meant = meanings("progress").get(bare(word))
    if meant is None:
        raise UsageError(
            _(
                "unknown status {word!r}: add it to your lexicon.toml, or leave the column out"
            ).format(word=word)
        )
    return meant


def _words(row: _Row, kind: str | None) -> str:
    """What is said of an activity. A kind that is none of ours is said, too. Raises UsageError."""
    parts = [row.kind if not kind else None, row.what, row.text if row.text != row.what else None]
    words = ": ".join(part for part in parts if part) or row.kind
    if not words:
        raise UsageError(_("no text"))
    return words
