"""What sources of leads cost: set for a period, replaced, deleted."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.core.errors import NotFoundError
from salesmap.core.figures.currencies import check_currency, check_unit
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.core.periods import Period, period_name
from salesmap.domain.errors import EmptyText
from salesmap.domain.records import SourceCost
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class CostNotFound(NotFoundError):
    """There is no cost of a source in a period. `data`: the periods that have one, as `known`."""

    code = "cost_not_found"

    def __init__(self, source: str, period: str, known: Sequence[str]) -> None:
        text = _("No cost of {source} in {period}.")
        super().__init__(
            text.format(source=source, period=period),
            source=source,
            period=period,
            known=list(known),
        )


class CostSet(NamedTuple):
    """A cost that was set: its id, the one it replaced (hundredths, currency), overlapping ones."""

    cost_id: int
    before: tuple[int, str] | None
    overlapping: Sequence[str]


def set_cost(
    database: Database, source: str, cents: int, currency: str | None, period: Period
) -> CostSet:
    """Set what a source cost in a period, in place of what is known of that period.

    Raises EmptyText, UnknownCurrency, NoSuchDecimals.
    """
    name = source.strip()
    if not name:
        raise EmptyText(_("A source needs a name."))
    with transaction(database) as change:
        code = check_currency(currency or change.database.currency)
        check_unit(cents, code)
        cost, before = _existing(change, name, period), None
        if cost is None:
            cost = change.add(
                SourceCost(
                    source=name,
                    source_key=fold(name),
                    period=period_name(period),
                    since=period.since.isoformat(),
                    until=period.until.isoformat(),
                    amount_cents=cents,
                    currency=code,
                    recorded_at=change.now,
                )
            )
        else:
            before = cost.amount_cents, cost.currency
            if before != (cents, code):
                cost.amount_cents, cost.currency = cents, code
                cost.version += 1
        others = change.all(
            SourceCost,
            "source_key = ? AND id <> ? AND since <= ? AND until >= ?",
            fold(name),
            cost.id,
            period.until.isoformat(),
            period.since.isoformat(),
            order="since, id",
        )
        change.describe("cost of source set: {}", f"{name} · {cost.period}")
        return CostSet(cost.id, before, [each.period for each in others])


def drop_cost(database: Database, source: str, period: Period) -> tuple[int, str]:
    """Delete a cost. Returns what it was, in hundredths of a currency. Raises CostNotFound."""
    with transaction(database) as change:
        cost = _existing(change, source, period)
        if cost is None:
            known = change.all(SourceCost, "source_key = ?", fold(source), order="since, id")
            raise CostNotFound(source, period_name(period), [each.period for each in known])
        change.describe("cost of source deleted: {}", f"{cost.source} · {cost.period}")
        change.delete(cost)
        return cost.amount_cents, cost.currency


def _existing(change: UnitOfWork, source: str, period: Period) -> SourceCost | None:
    return change.first(
        SourceCost,
        "source_key = ? AND since = ? AND until = ?",
        fold(source),
        period.since.isoformat(),
        period.until.isoformat(),
    )
