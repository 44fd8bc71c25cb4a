"""Report `cash`: when what is still to be paid will come, by how late each customer pays."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.core.money import money_text
from salesmap.core.table import Table, columns
from salesmap.domain.calendar_entry import CalendarEntry
from salesmap.domain.contract.lateness import ON_TIME, Lateness, lateness
from salesmap.reports.contract.sources import source
from salesmap.reports.contract.states import with_states
from salesmap.reports.query.report import AMOUNT_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import day_number
from salesmap.store.statements import statements

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}
COLUMNS = columns("month expected:money low:money high:money parts:int::plan_parts")
_FEWEST = 3
"""From how many paid parts on a customer has a lateness of their own."""

_OPEN = source(
    "expected",
    "(p.amount_cents - p.received_cents)",
    "p.due_on",
    "p.id AS part_id",
    "(SELECT min(m.due_on) FROM milestone m WHERE m.contract_id = k.id AND m.done_on IS NULL"
    " AND lower(m.what) = lower(p.anchor)) AS planned_on",
)

Month = str | None


class _Part(NamedTuple):
    """An open part: its group, amount, and the days on which it may come, early, usual, late."""

    group: tuple[Any, ...]
    cents: int
    days: tuple[date, date, date] | None
    part_id: int
    contract_id: int

    def month(self) -> Month:
        """Return the month in which it is expected, None where nothing says."""
        return _month(self.days[1]) if self.days else None

    def months(self) -> list[Month]:
        """Return the months in which it may come."""
        return list(_months(self.days[0], self.days[2])) if self.days else [None]


def cash(query: ReportQuery) -> Table:
    """Return what is to come by month; `low` comes surely in it, `high` at best.

    A part comes as late after its day as the customer usually pays (the median of three paid parts
    or more, else that of all), and never before today. Parts without a day stand in no month.
    """
    sums: dict[tuple[Any, ...], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for part in _parts(query):
        months = part.months()
        expected = sums[*part.group, part.month()]
        expected[0] += part.cents
        expected[3] += 1
        if len(months) == 1 and months[0] is not None:
            sums[*part.group, months[0]][1] += part.cents
        for month in months:
            sums[*part.group, month][2] += part.cents
    order = sorted(sums, key=lambda key: (*map(str, key[:-1]), key[-1] is None, key[-1] or ""))
    return Table((*query.dimensions, *COLUMNS), [(*key, *sums[key]) for key in order])


def entries(query: ReportQuery) -> list[CalendarEntry]:
    """Return the dated parts to come as entries of a calendar, on the days they are expected."""
    days = {part.part_id: part.days[1] for part in _parts(query) if part.days}
    found = []
    for row in query.connection.execute(_SQL["entries"]).fetchall():
        id, version, position, contract, number, lead, customer, cents, currency, owner, times = row
        if id not in days:
            continue
        what = _("Payment of {amount} {currency}: part {part} of contract {contract}").format(
            amount=money_text(cents),
            currency=currency,
            part=position,
            contract=number or contract,
        )
        found.append(
            CalendarEntry(
                id=id,
                version=max(version, times),
                what=what,
                kind=None,
                due_on=days[id].isoformat(),
                owner=owner,
                done_at=None,
                dropped_at=None,
                lead=lead or customer or "",
                customer=customer,
                contact=None,
                phone=None,
                value_cents=cents,
                currency=currency,
                record="payment",
            )
        )
    return found


def _parts(query: ReportQuery) -> Iterator[_Part]:
    lateness_of = _lateness(query)
    today, keys = query.clock.today(), len(query.by)
    sql = _SQL["open"].replace("{source}", _OPEN)
    for row in query.rows(sql, "due_on"):
        cents, due_on, customer, part_id, contract_id = row[keys:]
        days = None
        if due_on is not None:
            late, due = lateness_of(customer), date.fromisoformat(due_on)
            early, expected, last = (max(today, due + timedelta(days=each)) for each in late)
            days = early, expected, last
        yield _Part(tuple(row[:keys]), cents or 0, days, part_id, contract_id)


def _lateness(query: ReportQuery) -> Callable[[int | None], Lateness]:
    """Return what says how late a customer pays: by its own paid parts, if enough, else by all."""
    found: dict[int | None, list[int]] = defaultdict(list)
    for customer, due_on, paid_on in query.connection.execute(_SQL["paid"]).fetchall():
        found[customer].append(day_number(paid_on) - day_number(due_on))
    everybody = [days for each in found.values() for days in each]
    usual = lateness(everybody) if everybody else ON_TIME

    @cache  # worked out for those with something open only
    def of(customer: int | None) -> Lateness:
        own = found.get(customer, []) if customer is not None else []
        return lateness(own) if len(own) >= _FEWEST else usual

    return of


def _month(day: date) -> str:
    return day.isoformat()[:7]


def _months(first: date, last: date) -> Iterator[str]:
    year, month = first.year, first.month
    while (year, month) <= (last.year, last.month):
        yield f"{year:04}-{month:02}"
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)


def _expected(query: ReportQuery) -> list[tuple[Any, ...]]:
    return _distinct((*part.group, part.month(), part.contract_id) for part in _parts(query))


def _surely(query: ReportQuery) -> list[tuple[Any, ...]]:
    return _distinct(
        (*part.group, part.months()[0], part.contract_id)
        for part in _parts(query)
        if len(part.months()) == 1 and part.months()[0] is not None
    )


def _at_best(query: ReportQuery) -> list[tuple[Any, ...]]:
    return _distinct(
        (*part.group, month, part.contract_id) for part in _parts(query) for month in part.months()
    )


def _distinct(rows: Iterator[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    found: Sequence[tuple[Any, ...]] = list(dict.fromkeys(rows))
    return sorted(found, key=lambda row: row[-1])


REPORT = Report(
    "cash",
    N_("Cash: when the payments to come are expected, by how late each customer pays."),
    cash,
    (
        Metric(
            "expected",
            N_(
                "open parts of payment plans on their day + the median lateness of the "
                "customer's paid parts (from three on, else of all)"
            ),
            AMOUNT_SUM,
            _expected,
        ),
        Metric(
            "low",
            N_("parts that come in the month by the lower and by the upper quartile of lateness"),
            AMOUNT_SUM,
            _surely,
        ),
        Metric(
            "high",
            N_("parts that may come in the month, between both quartiles of lateness"),
            AMOUNT_SUM,
            _at_best,
        ),
        Metric("parts", N_("parts expected in the month"), "{parts}", _expected),
    ),
    keys=("month",),
    amounts_of="contract",
    record="contract",
)
