"""Histories out of a sheet: which lead came into which stage and when, and when it was expected to close, and for how much."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.drafts import MoveDraft
from salesmap.domain.vocabulary import ENDS
from salesmap.exchange.importers.rejects import Rejected
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import Plan
from salesmap.exchange.tabular.sheet import Record


class _Row(NamedTuple):
    lead: str | None
    stage: str | None
    from_stage: str | None
    at: datetime | None
    expected_close: datetime | None
    value: tuple[int, str | None] | None


def read_moves(
    plan: Plan, tell: Callable[[int], None] = lambda rows: None
) -> Iterator[MoveDraft | Rejected]:
    """Every row as a move, or with the reason why it is none. `tell` hears how many rows were read.

    Raises RuleViolation at the end when the file was changed since it was opened.
    """

    def draft(record: Record, row: _Row) -> MoveDraft:
        return _draft(record, row, plan.wishes.clock)

    return FieldReader(plan, _Row, {}).drafts(draft, tell)


def _draft(record: Record, row: _Row, clock: Clock) -> MoveDraft:
    stage, origin = _stage(row.stage), _stage(row.from_stage)
    # Once a deal has ended, its close date is the day of that, and no expectation any more.
    expected = (
        clock.day_of(row.expected_close) if row.expected_close and stage not in ENDS else None
    )
    if not row.lead:
        raise UsageError(_("no lead given"))
    if not stage and expected is None and row.value is None:
        raise UsageError(_("no stage given"))
    if row.at is None:
        raise UsageError(_("no date given"))
    return MoveDraft(record, row.lead, stage, row.at, origin, expected, row.value)


def _stage(word: str | None) -> str | None:
    """A stage or an end; that a lead is open says nothing of where it stands."""
    return word if word != "open" else None
