"""What sources of leads cost: the list, and the cost of each in a time."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from salesmap.core.figures.rounding import half_up
from salesmap.core.folding import fold
from salesmap.core.table import Table, columns
from salesmap.reports.query.references import nearest_names
from salesmap.store.connection import Connection
from salesmap.store.currency import amount_by_currency
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("id:int source period since:day until:day cost:money::spent currency")
_SHOWN = ("source", "period", "cost", "currency")


class Costs(NamedTuple):
    """What sources cost in a time: hundredths by folded name, with the names as they are written.

    `left_out` are the currencies that cannot be counted, `partial` the periods that the time
    covers only in part, whose cost counts by days.
    """

    cents: dict[str, int]
    names: dict[str, str]
    left_out: Sequence[str]
    partial: Sequence[str]


def find(connection: Connection, source: str | None = None) -> Table:
    """Return the costs by source, the newest period first; of one source, if it is named."""
    rows = [tuple(row) for row in connection.execute(_SQL["costs"])]
    if source is not None:
        rows = [row for row in rows if fold(row[1]) == fold(source)]
    return Table(COLUMNS, rows, _SHOWN)


def one(connection: Connection, cost_id: int) -> Table:
    """Return one cost as a table of one row."""
    rows = find(connection)
    return rows._replace(values=[row for row in rows.values if row[0] == cost_id])


def has_costs(connection: Connection) -> bool:
    """Return whether any cost is known."""
    return bool(connection.execute(_SQL["has_costs"]).fetchone()[0])


def has_leads(connection: Connection, source: str) -> bool:
    """Return whether a lead came of a source."""
    return bool(connection.execute(_SQL["has_leads"], {"source": source}).fetchone()[0])


def near(connection: Connection, source: str) -> list[str]:
    """Return the sources of leads that are spelled nearly like a word."""
    return nearest_names([name for (name,) in connection.execute(_SQL["sources"])], source)


def costs_in(
    connection: Connection, since: date | None, until: date | None, currency: str
) -> Costs:
    """Return what each source cost in a time, in a currency; empty: as it is, where all have one.

    A cost in another currency is converted where a rate is known.
    """
    rated = {code for (code,) in connection.execute(_SQL["rated"])}
    cents: dict[str, Fraction] = {}
    names: dict[str, str] = {}
    left_out, partial = set(), []
    for _id, source, period, first, last, amount, code in connection.execute(_SQL["costs"]):
        share = _share(date.fromisoformat(first), date.fromisoformat(last), since, until)
        if not share:
            continue
        counted = _in_currency(connection, amount, code, currency, last, rated)
        if counted is None:
            left_out.add(code)
            continue
        if share < 1:
            partial.append(f"{source} {period}")
        key = fold(source)
        names.setdefault(key, source)
        cents[key] = cents.get(key, Fraction(0)) + share * counted
    whole = {key: half_up(amount) for key, amount in cents.items()}
    return Costs(whole, names, sorted(left_out), partial)


def _share(first: date, last: date, since: date | None, until: date | None) -> Fraction:
    """Return which share of the days of a period lies in a time."""
    begin, end = max(first, since or first), min(last, until or last)
    days = (end - begin).days + 1
    return Fraction(max(days, 0), (last - first).days + 1)


def _in_currency(
    connection: Connection, cents: int, code: str, currency: str, day: str, rated: set[str]
) -> int | None:
    """Return an amount in a currency; None where that cannot be said.

    Rates are into the database's own currency, which has none itself.
    """
    if not currency or code == currency:
        return cents
    if code not in rated or currency in rated:
        return None
    found: dict[str, Any] = amount_by_currency(connection, cents, code, currency, day)
    return found.get(currency)
