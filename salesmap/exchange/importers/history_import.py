"""Stage histories from a sheet: when a lead entered a stage, its expected close date, its value."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_
from salesmap.domain.drafts import MoveDraft
from salesmap.domain.vocabulary import ENDS
from salesmap.exchange.cell_errors import InvalidRowError
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    lead: str | None
    stage: str | None
    from_stage: str | None
    at: datetime | None
    expected_close: datetime | None
    value: tuple[int, str | None] | None


def read_moves(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[MoveDraft | Rejected]:
    """Yield every row as a move, or rejected with the reason.

    `progress` is called with the rows read. Raises ChangedFileError at the end, if the file was
    changed since it was opened.
    """

    def draft(record: Record, row: _Row) -> MoveDraft:
        return _draft(record, row, plan.context.clock)

    return FieldReader(plan, _Row, {}).drafts(draft, progress)


def _draft(record: Record, row: _Row, clock: Clock) -> MoveDraft:
    stage, origin = _stage(row.stage), _stage(row.from_stage)
    # The close date of a closed lead is when it closed, no longer an expectation.
    is_closed = stage in ENDS
    expected = clock.day_of(row.expected_close) if row.expected_close and not is_closed else None
    if not row.lead:
        raise InvalidRowError(N_("no lead given"))
    if not stage and expected is None and row.value is None:
        raise InvalidRowError(N_("no stage given"))
    if row.at is None:
        raise InvalidRowError(N_("no date given"))
    return MoveDraft(record, row.lead, stage, row.at, origin, expected, row.value)


def _stage(word: str | None) -> str | None:
    """Return a stage or outcome; that a lead is open says nothing about its stage."""
    return word if word != "open" else None
