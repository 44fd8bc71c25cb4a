"""After-sales on the customers of a database: ratings, tickets and care, by a fixed pattern."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from salesmap.actions.customer import care, tiers
from salesmap.actions.service import ratings, tickets
from salesmap.core.clock import Clock
from salesmap.store.database import Database
from support.filled.quoted import ZONE
from support.lives import Life, live

BEGAN = datetime(2026, 7, 1, 12, tzinfo=ZONE)
PRIORITIES = ("urgent", "high", "normal", "low", None)


def rate_leads(path: Path) -> None:
    """Rate every fourth lead of a customer, on both scales."""
    sql = "SELECT id, customer_id FROM lead WHERE customer_id IS NOT NULL AND status <> 'dropped' ORDER BY id"
    for number, (lead, customer) in enumerate(_rows(path, sql)[::4]):
        live(rating_life(path, lead, customer, number))


def rating_life(path: Path, lead: int, customer: int, number: int) -> Life:
    """Rate a lead."""
    when = BEGAN + timedelta(days=7 * number % 130)
    yield when.date()
    scale, score = ("csat5", 1 + number % 5) if number % 2 else ("nps", 5 * number % 11)
    wish = ratings.RatingWish(customer, score, scale, when, lead_id=lead)
    ratings.add(_at(path, when), wish, "en")


def serve_customers(path: Path) -> None:
    """Open a ticket for every third customer, and let it go every way."""
    for number, (customer,) in enumerate(_rows(path, "SELECT id FROM customer ORDER BY id")[::3]):
        live(ticket_life(path, customer, number))


def ticket_life(path: Path, customer: int, number: int) -> Life:
    """Open a ticket and let it go its way."""
    opened = BEGAN + timedelta(days=11 * number % 140, hours=7 * number % 24)
    yield opened.date()
    wish = tickets.TicketWish(
        "does not start", PRIORITIES[number % 5], kind=("fault", "question")[number % 2],
        channel=("phone", None)[number % 2], owner=(None, "ann", "bo")[number % 3], is_ours=number % 9 == 8,
    )  # fmt: skip
    id = tickets.open_ticket(_at(path, opened), customer, wish).ticket_id
    for hours, event in _course(number):
        moment = opened + timedelta(hours=hours)
        yield moment.date()
        human = not (event == "replied" and number % 10 == 4)
        tickets.record(_at(path, moment), id, event, "noted", is_human=human)


def _course(number: int) -> list[tuple[float, str]]:
    """Return what happens on a ticket, and after how many hours."""
    answered, solved = 0.5 + 5 * number % 31, 30.25 + 17 * number % 400
    return [
        [],
        [(answered, "replied")],
        [(answered, "replied"), (solved, "resolved")],
        [(answered, "replied"), (answered + 2, "waiting"), (answered + 50, "resumed"), (answered + 60, "resolved")],
        [(solved, "resolved")],
        [(answered, "replied"), (answered + 3, "waiting")],
        [(answered, "replied"), (solved, "resolved"), (solved + 20, "reopened"), (solved + 90, "resolved"), (solved + 91, "closed")],
    ][number % 7]  # fmt: skip


def care_for_customers(path: Path) -> None:
    """Put customers into the tiers by hand, and visit some: when due, early, unasked."""
    for number, (customer,) in enumerate(_rows(path, "SELECT id FROM customer ORDER BY id")[::2]):
        live(care_life(path, customer, number))


def care_life(path: Path, customer: int, number: int) -> Life:
    """Put a customer into a tier by hand, and visit most."""
    when = BEGAN + timedelta(days=5 * number % 140)
    yield when.date()
    tiers.set_tier(_at(path, when), customer, "ABC"[number % 3], "by hand")
    if number % 4:
        due = (None, when - timedelta(days=3), when + timedelta(days=9))[number % 3]
        wish = care.CareWish(customer, when, "call", due_on=due.date() if due else None)
        care.care_done(_at(path, when), wish, "en")


def _rows(path: Path, sql: str) -> list[tuple[int, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def _at(path: Path, when: datetime) -> Database:
    return Database(path, "lin", Clock(fixed=when, zone=ZONE), keeps_connection=True)
