"""Stage histories out of a sheet: which lead came into which stage, and when."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from salesmap.drafts import MoveDraft
from salesmap.errors import Unreadable
from salesmap.exchange.field_reader import FieldReader
from salesmap.exchange.planning import Plan
from salesmap.exchange.rejects import Rejected
from salesmap.exchange.sheet import Record
from salesmap.i18n import _


class _Row(NamedTuple):
    lead: str | None
    stage: str | None
    from_stage: str | None
    at: datetime | None


def read_moves(plan: Plan, tell: Callable[[int], None] = lambda rows: None) -> Iterator[MoveDraft | Rejected]:
    """Every row as a move, or with the reason why it is none. `tell` hears how many rows were read.

    Raises Refused at the end when the file was changed since it was opened.
    """
    return FieldReader(plan, _Row, {}).drafts(_draft, tell)


def _draft(record: Record, row: _Row) -> MoveDraft:
    if not row.lead:
        raise Unreadable(_("it names no lead"))
    if not row.stage or row.stage == "open":
        raise Unreadable(_("it names no stage"))
    if row.at is None:
        raise Unreadable(_("it does not say when"))
    return MoveDraft(record, row.lead, row.stage, row.at, row.from_stage if row.from_stage != "open" else None)
