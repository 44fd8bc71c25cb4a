"""Rates of currencies."""

from collections.abc import Iterable
from datetime import date

from salesmap.actions.database.create import joined_transaction, transaction
from salesmap.core.errors import UsageError
from salesmap.core.figures.currencies import check_currency
from salesmap.core.i18n import N_, _
from salesmap.core.money import parse_rate
from salesmap.domain.records import Rate
from salesmap.store.database import Database


class NoOtherCurrency(UsageError):
    """A rate is set for the database's own currency."""

    code = "no_other_currency"

    def __init__(self, name: str, own: str) -> None:
        super().__init__(
            _("A rate is for a currency other than {own}.").format(own=own),
            name=name,
            own=own,
        )


def set_rate(database: Database, currency: str, amount: str, since: date) -> tuple[str, str]:
    """Set what one unit of a currency is worth from a day on. Returns its code, and our own.

    Raises UnknownCurrency, NoOtherCurrency, UnreadableAmount.
    """
    code = check_currency(currency)
    micros = parse_rate(amount)
    with transaction(database) as change:
        own = change.database.currency
        if code == own:
            raise NoOtherCurrency(currency, own)
        rate = change.first(Rate, "currency = ? AND day = ?", code, since.isoformat())
        if rate is None:
            change.add(
                Rate(currency=code, day=since.isoformat(), micros=micros, recorded_at=change.now)
            )
        elif rate.micros != micros:
            rate.micros = micros
            rate.version += 1
        change.describe("rate set: {}", f"{code} {since}")
    return code, own


def set_rates(database: Database, rates: Iterable[tuple[str, str, date]]) -> int:
    """Set rates as one change. Returns how many. Raises what `set_rate` raises."""
    count = 0
    rows = list(rates)
    with joined_transaction(database, f"{len(rows)}", N_("rates set: {}")):
        for currency, amount, since in rows:
            set_rate(database, currency, amount, since)
            count += 1
    return count
