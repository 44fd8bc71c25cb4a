"""Tickets and ratings of a large database, by a fixed pattern.

Whatever the size, as many tickets are open and late: a day's work does not grow with the database.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.bench.papers import Rows

OPEN = 20
"""Tickets that are not solved, all of them late, in every database."""

_PRIORITIES = ("urgent", "high", "normal", "low")
_HOUR = 3_600


def after_sales(count: int, customers: int, today: date, recorded: str) -> Iterator[Rows]:
    """Yield the rows of that many tickets with two events each, and half as many ratings."""
    new = {"recorded_at": recorded, "version": 1}
    columns = (
        "id customer_id number series serial priority owner opened_at opened_on response_due "
        "solution_due responded_at resolved_at resolved_on response_secs solution_secs"
    )
    tickets = _tickets(count, customers, today)
    yield Rows("ticket", columns, tickets, {**new, "text": "It leaks", "is_ours": 0})
    events = {"actor": "bench", "recorded_at": recorded, "is_human": 1}
    yield Rows("ticket_event", "ticket_id kind at", _events(count, customers, today), events)
    ratings = {**new, "actor": "bench"}
    columns = "customer_id ticket_id scale score owner at rated_on"
    yield Rows("rating", columns, _ratings(count, customers, today), ratings)


def _tickets(count: int, customers: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id in range(1, count + 1):
        is_open = id <= OPEN
        day = today - timedelta(days=10 if is_open else 20 + id % 900)
        opened, answered = f"{day}T01:00:00Z", f"{day}T0{2 + id % 6}:00:00Z"
        solved = day + timedelta(days=1 + id % 5)
        times = (
            (None, None, None, None, None)
            if is_open
            else (answered, f"{solved}T03:00:00Z", str(solved), (1 + id % 6) * _HOUR, 9 * _HOUR)
        )
        yield (
            id, id % customers + 1, f"T-2026-{id:06}", "2026", id, _PRIORITIES[id % 4], f"owner{id % 20:02}",
            opened, str(day), f"{day}T05:00:00Z", f"{day + timedelta(days=3)}T05:00:00Z", *times,
        )  # fmt: skip


def _events(count: int, customers: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id, *_facts, answered, solved, _on, _response, _solution in _tickets(
        count, customers, today
    ):
        if answered:
            yield id, "replied", answered
            yield id, "resolved", solved


def _ratings(count: int, customers: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id in range(2, count + 1, 2):
        day = today - timedelta(days=id % 900)
        scale, score = ("nps", id % 11) if id % 3 == 0 else ("csat5", 1 + id % 5)
        owner = f"owner{id % 20:02}"
        yield id % customers + 1, id, scale, score, owner, f"{day}T04:00:00Z", str(day)
