"""Contracts on the leads of a database: signed, delivered, invoiced, paid in every way, by a fixed pattern."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from operator import itemgetter
from pathlib import Path

from salesmap.actions.contract import (
    drafting,
    invoices,
    milestones,
    payments,
    plans,
    renewing,
    signing,
)
from salesmap.core.clock import Clock
from salesmap.store.database import Database
from support.filled.quoted import ZONE
from support.lives import Life, live

BEGAN = date(2026, 6, 1)
PLANS = (
    "30% sign+7d, 70% sign+60d",
    "50% sign, 40% delivery+15d, 10% 2027-03-01",
    "100% delivery",
)
"""Due soon, due by what is delivered, and not due before it is."""


def contract_leads(path: Path, every: int = 4) -> None:
    """Sign a contract for every n-th lead of a database that was not lost."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT id, created_on FROM lead WHERE status IN ('open', 'won') ORDER BY id"
        ).fetchall()
    for number, (lead, created) in enumerate(rows[::every]):
        live(contract_life(path, lead, number, date.fromisoformat(created)))


def contract_life(path: Path, lead: int, number: int, created: date) -> Life:
    """Draft a contract and let it go its way."""
    signed = max(BEGAN + timedelta(days=5 * number % 150), created + timedelta(days=1))
    yield signed
    cents = 1_000_000 + 12_345 * number
    owner = ("ann", "bo")[number % 2]
    ends = (signed + timedelta(days=20 + number)).isoformat() if number % 5 == 1 else None
    wish = drafting.ContractWish(cents, currency="CNY", ends=ends, owner=owner)
    id = drafting.new(_at(path, signed), lead, wish, None).contract_id
    milestones.add(_at(path, signed), id, "delivery", (signed + timedelta(days=30)).isoformat())
    if number % 6 != 5:
        plans.set_plan(_at(path, signed), id, PLANS[number % 3])
    if number % 7 == 6:
        return  # a draft
    signing.sign(_at(path, signed), id, None)
    later: list[tuple[date, Callable[[Database], object]]] = []
    if ends and number % 2:
        renewed = renewing.renew(_at(path, signed), id, drafting.ContractWish(ends="2027-12-31"))
        days = signed + timedelta(days=10)
        later.append((days, lambda db: signing.sign(db, renewed.contract_id, None)))
    delivered = signed + timedelta(days=25 + 3 * (number % 4))
    if number % 3:
        later.append((delivered, lambda db: milestones.mark_done(db, id, 1, None)))
        later.append((delivered, lambda db: invoices.add(db, id, invoices.InvoiceWish(cents // 2))))
    a_third = payments.PaymentWish(cents * 35 // 100)
    for round in range(number % 4):
        paid = signed + timedelta(days=10 + 40 * round)
        later.append((paid, lambda db: payments.add(db, id, a_third)))
    if number % 8 == 3:
        refunded = signed + timedelta(days=150)
        later.append((refunded, lambda db: payments.refund(db, id, payments.PaymentWish(100_000))))
    for day, act in sorted(later, key=itemgetter(0)):
        yield day
        act(_at(path, day))


def _at(path: Path, day: date) -> Database:
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)
    return Database(path, "lin", Clock(fixed=moment, zone=ZONE), keeps_connection=True)
