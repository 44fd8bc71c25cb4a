"""Ratings from a sheet, such as the answers that a survey tool exports."""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.drafts import RatingDraft
from salesmap.domain.service.rating import CSAT, NPS, read_score, scale_named
from salesmap.exchange.cell_errors import InvalidRowError
from salesmap.exchange.mapping.cells import Reader, read_exact
from salesmap.exchange.mapping.field_reader import FieldReader
from salesmap.exchange.mapping.import_plan import ImportPlan
from salesmap.exchange.mapping.row_keys import RowKeys, own_numbers
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record


class _Row(NamedTuple):
    """The fields of a row; None without a column or in an empty cell."""

    customer: str | None
    contact: str | None
    email: str | None
    score: str | None
    scale: str | None
    csat: str | None
    nps: str | None
    at: datetime | None
    comment: str | None
    ticket: str | None
    contract: str | None
    lead: str | None
    owner: str | None
    external_id: str | None


def read_ratings(
    plan: ImportPlan, progress: Callable[[int], None] = lambda rows: None
) -> Iterator[RatingDraft | Rejected]:
    """Yield every row as ratings, or rejected with the reason.

    `progress` is called with the rows read. Raises ChangedFileError at the end, if the file was
    changed since it was opened.
    """
    clock, keys = plan.context.clock, RowKeys(plan.sheet.header)
    own = own_numbers(plan.sheet.header, "id", "customer_id")

    def draft(record: Record, row: _Row) -> RatingDraft:
        key = keys.key(record)
        if not (row.customer or row.email or row.ticket or row.contract or row.lead):
            raise InvalidRowError(N_("no customer"))
        if row.at is None:
            raise InvalidRowError(N_("no date given"))
        return RatingDraft(
            row=record,
            customer=row.customer,
            contact=row.contact,
            email=row.email,
            scores=_scores(row),
            at=min(row.at, clock.now()),  # a day without a time, and that is today
            comment=row.comment,
            ticket=row.ticket,
            contract=row.contract,
            lead=row.lead,
            owner=row.owner,
            key=f"x:{row.external_id}" if row.external_id else key,
            own=own(record),
        )

    readers: dict[str, Reader] = dict.fromkeys(("external_id", "ticket", "contract"), read_exact)
    return FieldReader(plan, _Row, readers).drafts(draft, progress)


def _scores(row: _Row) -> tuple[tuple[str, int], ...]:
    """Return the scores of a row, each with its scale. Raises InvalidRowError, UsageError."""
    typed = [
        (scale_named(row.scale) if row.scale else CSAT, row.score),
        (CSAT, row.csat),
        (NPS, row.nps),
    ]
    found = {scale: read_score(text, scale) for scale, text in typed if text}
    if not found:
        raise InvalidRowError(N_("no score"))
    return tuple(found.items())
