"""What is due of customers: care, and repurchase; once customers are in tiers or were cared for."""

import json
import shlex
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from salesmap.core.clock import Clock
from salesmap.core.folding import fold
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns
from salesmap.domain.customer.fields import BY_KEY
from salesmap.reports.activity.due_rows import DueItem, DueRow, DueStatements
from salesmap.reports.customer import care
from salesmap.reports.customer.care import Among, Care
from salesmap.reports.customer.repurchase_clock import Repurchase, repurchases_due
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
_LOOKED_AT = 2_000
"""Of how many customers a reminder looks up the owner; the others are counted."""


_REPURCHASES = columns(
    "id:int customer tier owner phone:phone last_purchase:day gap_days:number due_on:day "
    "days_overdue:int settle"
)


class _Again(NamedTuple):
    """A customer that is to buy again, with its name."""

    clock: Repurchase
    customer: str
    owner: str | None
    phone: str | None

    @property
    def due_on(self) -> date:
        """The day from which it is due."""
        return self.clock.due_on


_Reminder = TypeVar("_Reminder", Care, _Again)


def customers_due(
    run: DueStatements, clock: Clock, until: date, lang: str, notes: list[str]
) -> list[DueItem]:
    """Return care and repurchases due by a day, a few a day and owner; `notes` get how many more.

    How many is the map's `care_per_day`; whom an owner cared for today counts.
    """
    today, per_day = clock.today(), current_map(run.connection).care_per_day
    among = care.with_leads(run.scope)
    overdue = care.care_due(run.connection, clock, until, among, _LOOKED_AT)
    done = _done_today(run.connection, today)
    cared = list(_few(overdue.found, today, per_day, done))
    clocks, count = repurchases_due(run.connection, until, among, _LOOKED_AT)
    again = list(_few(_named(run.connection, clocks), today, per_day, {}))
    if more := len(overdue.found) + overdue.more - len(cared):
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


def repurchase_table(connection: Connection, clock: Clock, until: date, among: Among) -> Table:
    """Return the customers to buy again by a day, as rows: the best tier first."""
    today = clock.today()
    clocks, _count = repurchases_due(connection, until, among, most=10**9)
    rows = [
        (
            each.clock.customer_id,
            each.customer,
            each.clock.tier,
            each.owner,
            each.phone,
            each.clock.last_on.isoformat(),
            each.clock.gap,
            each.due_on.isoformat(),
            max(0, (today - each.due_on).days),
            _settle(each),
        )
        for each in _named(connection, clocks)
    ]
    return Table(_REPURCHASES, rows)


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
    query = _SQL["names"]
    for key in ("owner", "phone"):
        query = query.replace(f"{{{key}}}", BY_KEY[key].sql)
    ids = json.dumps([each.customer_id for each in clocks])
    rows = connection.execute(query, {"ids": ids}).fetchall()
    names = {id: (name, owner, phone) for id, name, owner, phone in rows}
    return [_Again(each, *names[each.customer_id]) for each in clocks]


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
    row = _row(of.customer_id, item.customer, item.owner, item.phone, of.due_on)
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
