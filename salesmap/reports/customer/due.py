"""What is due of customers: care, and repurchase; once customers are in tiers or were cared for."""

import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from salesmap.core.clock import Clock
from salesmap.core.folding import fold
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import RowStream, Table, columns
from salesmap.reports.activity.due_rows import DueItem, DueRow, DueStatements
from salesmap.reports.customer.care import Care, care_due
from salesmap.reports.customer.clock_query import Among, names, with_leads
from salesmap.reports.customer.repurchase_clock import Repurchase, repurchases_due
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
_BATCH = 1_000

_REPURCHASES = columns(
    "id:int customer tier owner phone:phone last_purchase:day gap_days:number due_on:day "
    "days_overdue:int settle"
)


class _Again(NamedTuple):
    """A customer that is to buy again, with its name."""

    clock: Repurchase
    customer: str
    phone: str | None


_Reminder = TypeVar("_Reminder", Care, Repurchase)


def customers_due(
    run: DueStatements, clock: Clock, until: date, lang: str, notes: list[str]
) -> list[DueItem]:
    """Return care and repurchases due by a day, a few a day and owner; `notes` get how many more.

    How many is the map's `care_per_day`; whom an owner cared for today counts.
    """
    connection, today = run.connection, clock.today()
    per_day = current_map(connection).care_per_day
    among = with_leads(run.scope)
    overdue = care_due(connection, clock, until, per_day, among)
    done = _done_today(connection, today)
    cared = list(_few(overdue.found, today, per_day, done))
    clocks, count = repurchases_due(connection, min(today, until), among, per_day)
    if until > today:
        later, more = repurchases_due(connection, until, among, per_day, after=today)
        clocks, count = [*clocks, *later], count + more
    again = _named(connection, list(_few(clocks, today, per_day, {})))
    if more := overdue.total - len(cared):
        text = ngettext(
            "{count} more customer to care for: 'salesmap care due'.",
            "{count} more customers to care for: 'salesmap care due'.",
            more,
        )
        notes.append(text.format(count=f"{more:,}"))
    if more := count - len(again):
        text = ngettext(
            "{count} more customer to buy again: 'salesmap care due --repurchase'.",
            "{count} more customers to buy again: 'salesmap care due --repurchase'.",
            more,
        )
        notes.append(text.format(count=f"{more:,}"))
    return [*(_care_item(each, lang) for each in cared), *map(_repurchase_item, again)]


def repurchase_table(
    connection: Connection, clock: Clock, until: date, among: Among, limit: int = 0
) -> tuple[Table, int]:
    """Return the customers to buy again by a day, as rows up to a limit, and how many.

    The best tier first. Limit 0 means all, read while the connection is open.
    """
    today = clock.today()
    clocks, total = repurchases_due(connection, until, among, limit)

    def read() -> Iterator[tuple[Any, ...]]:
        for start in range(0, len(clocks), _BATCH):
            for each in _named(connection, clocks[start : start + _BATCH]):
                yield _cells(each, today)

    values = list(islice(read(), limit)) if limit else RowStream(read, total)
    return Table(_REPURCHASES, values), total


def _cells(each: _Again, today: date) -> tuple[Any, ...]:
    of = each.clock
    return (
        of.customer_id,
        each.customer,
        of.tier,
        of.owner,
        each.phone,
        of.last_on.isoformat(),
        of.gap,
        of.due_on.isoformat(),
        max(0, (today - of.due_on).days),
        _settle(each),
    )


def _few(
    reminders: Iterable[_Reminder], today: date, per_day: int, done: Mapping[str, int]
) -> Iterator[_Reminder]:
    """Yield the reminders, of each owner and day only so many; what is overdue is of today."""
    counts = {(owner, today): count for owner, count in done.items()}
    for each in reminders:
        key = fold(each.owner or ""), max(each.due_on, today)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= per_day:
            yield each


def _done_today(connection: Connection, today: date) -> dict[str, int]:
    rows = connection.execute(_SQL["done_today"], {"today": today.isoformat()}).fetchall()
    return {fold(actor): count for actor, count in rows}


def _named(connection: Connection, clocks: list[Repurchase]) -> list[_Again]:
    found = names(connection, [each.customer_id for each in clocks])
    return [_Again(each, *found[each.customer_id]) for each in clocks]


def _care_item(item: Care, lang: str) -> DueItem:
    text = (
        _("Care for a customer of tier {tier}: last contact or purchase {day}.")
        if item.last_on
        else _("Care for a customer of tier {tier}: no contact yet.")
    )
    what = text.format(tier=item.rule.key, day=item.last_on)
    if item.rule.ask:
        ask = item.rule.ask.text(lang)
        what = _("{sentence} {next}").format(sentence=what, next=ask)
    row = _row(item.customer_id, item.customer, item.owner, item.phone, item.due_on)
    return DueItem("care", row, what, f"salesmap care done {item.customer_id}")


def _repurchase_item(item: _Again) -> DueItem:
    of = item.clock
    if of.gap is None:
        what = _("Last bought on {day}: ask what comes next.").format(day=of.last_on)
    else:
        text = _("Buys every {days:g} days, last on {day}: ask what comes next.")
        what = text.format(days=of.gap, day=of.last_on)
    row = _row(of.customer_id, item.customer, of.owner, item.phone, of.due_on)
    return DueItem("repurchase", row, what, _settle(item))


def _settle(item: _Again) -> str:
    name = shlex.quote(item.customer)
    return f"salesmap lead add {name} --company {name}"


def _row(id: int, name: str, owner: str | None, phone: str | None, due_on: date) -> DueRow:
    """Return the row of a customer; its amounts are those of a lead to come."""
    day = due_on.isoformat()
    return DueRow(
        id, None, None, name, None, None, day, owner, None, None, None, phone, id, None, None
    )
