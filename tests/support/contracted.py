"""Contracts on the leads of a database: signed, delivered, invoiced, paid in every way, by a fixed pattern."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
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
from support.quoted import ZONE

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
        _contract(path, lead, number, date.fromisoformat(created))


def _contract(path: Path, lead: int, number: int, created: date) -> None:
    signed = max(BEGAN + timedelta(days=5 * number % 150), created + timedelta(days=1))
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
    if ends and number % 2:
        renewed = renewing.renew(_at(path, signed), id, drafting.ContractWish(ends="2027-12-31"))
        signing.sign(_at(path, signed + timedelta(days=10)), renewed.contract_id, None)
    delivered = signed + timedelta(days=25 + 3 * (number % 4))
    if number % 3:
        milestones.mark_done(_at(path, delivered), id, 1, None)
        invoices.add(_at(path, delivered), id, invoices.InvoiceWish(cents // 2))
    for round in range(number % 4):
        paid = signed + timedelta(days=10 + 40 * round)
        payments.add(_at(path, paid), id, payments.PaymentWish(cents * 35 // 100))
    if number % 8 == 3:
        payments.refund(_at(path, signed + timedelta(days=150)), id, payments.PaymentWish(100_000))


def _at(path: Path, day: date) -> Database:
    moment = datetime(day.year, day.month, day.day, 10, tzinfo=ZONE)
    return Database(path, "lin", Clock(fixed=moment, zone=ZONE), keeps_connection=True)
