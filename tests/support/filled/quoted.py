"""Quotes on the leads of a database: sent, revised, decided in every way, by a fixed pattern."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from salesmap.actions.quote.deciding import accept, bid, decline, revise, withdraw
from salesmap.actions.quote.draft import QuoteWish, new, set_line
from salesmap.actions.quote.pricing import LineWish
from salesmap.actions.quote.sending import Sending, send
from salesmap.core.clock import Clock
from salesmap.store.database import Database
from support.lives import Life, live

ZONE = ZoneInfo("Asia/Shanghai")
BEGAN = datetime(2026, 9, 1, 9, tzinfo=ZONE)


def quote_leads(path: Path, leads: int, every: int = 3) -> None:
    """Quote every n-th lead of a database."""
    for number, lead in enumerate(range(1, leads + 1, every)):
        live(quote_life(path, lead, number))


def quote_life(path: Path, lead: int, number: int) -> Life:
    """Draft a quote and let it go its way."""
    sent = BEGAN + timedelta(days=number % 60)
    yield sent.date()
    template = (None, "standard", "short")[number % 3]
    line = LineWish(price_cents=100_000 + 1_000 * (number % 7))
    wish = QuoteWish(template=template, owner=("ann", "bo")[number % 2])
    id = new(_at(path, sent), lead, [f"Part {number % 4}@{1 + number % 3}"], wish, line).quote_id
    if number % 8 == 7:
        return  # a draft
    send(_at(path, sent), id, _for(sent))
    for round in range(number % 3):
        then = sent + timedelta(days=2 * round + 1)
        yield then.date()
        revise(_at(path, then), id, ("price", "scope")[number % 2], ("paid", None)[round])
        price = {"price_cents": 95_000 - 5_000 * round}
        set_line(_at(path, then), id, 1, price)
        send(_at(path, then), id, _for(then))
    yield (sent + timedelta(days=9)).date()
    decided = _at(path, sent + timedelta(days=9))
    if number % 5 == 0:
        bid(decided, id, 80_000, ("Kontor", "Rivale")[number % 2])
    if number % 6 in (0, 3):
        accept(decided, id, 1 if number % 12 == 3 else None)
    elif number % 6 == 1:
        decline(decided, id, ("price", "scope")[number % 4 // 2])
    elif number % 6 == 2:
        withdraw(decided, id)


def _for(sent: datetime) -> Sending:
    """Return a sending by mail that holds for twenty days."""
    return Sending("email", valid_until=(sent + timedelta(days=20)).date())


def _at(path: Path, when: datetime) -> Database:
    return Database(path, "lin", Clock(fixed=when, zone=ZONE), keeps_connection=True)
