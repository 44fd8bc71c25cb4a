"""Quotes, contracts and money of a large database, by a fixed pattern.

Whatever the size, as many quotes wait and as many parts of plans are due: a day's work does not
grow with the database.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

PARTS = 3
"""The parts of each contract's plan."""

DUE = 20
"""Parts that fell due and were not paid, in every database."""

_TOTAL, _TAX = 113_000, 13_000


class Rows(NamedTuple):
    """The rows of a table: its columns, the rows, and values that are the same in each."""

    table: str
    columns: str
    rows: Iterator[tuple[Any, ...]]
    same: dict[str, Any]


def papers(count: int, today: date, recorded: str) -> Iterator[Rows]:
    """Yield the rows of that many quotes, one a lead; each accepted one has a contract."""
    new = {"recorded_at": recorded, "version": 1}
    yield Rows(
        "quote", "id lead_id number series serial owner", _quotes(count), {**new, "currency": "CNY"}
    )
    amounts = {
        "n": 1, "list_total_cents": _TOTAL - _TAX, "subtotal_cents": _TOTAL - _TAX, "order_discount_cents": 0,
        "charged_cents": _TOTAL - _TAX, "net_cents": _TOTAL - _TAX, "tax_cents": _TAX, "rounding_cents": 0,
        "total_cents": _TOTAL, "below_floor": 0,
    }  # fmt: skip
    columns = "id quote_id sent_at sent_on valid_until accepted_at accepted_on declined_at declined_on decline_reason"
    yield Rows("quote_version", columns, _versions(count, today), {**new, **amounts})
    line = {
        "position": 1, "kind": "item", "is_chosen": 1, "name": "Counter", "qty_micros": 1_000_000,
        "list_price_cents": _TOTAL - _TAX, "price_cents": _TOTAL - _TAX, "tax_ppm": 130_000,
    }  # fmt: skip
    yield Rows("quote_line", "quote_version_id", ((id,) for id in range(1, count + 1)), line)
    signed = {**new, "currency": "CNY"}
    yield Rows(
        "contract",
        "id lead_id number series serial owner signed_at signed_on",
        _contracts(count, today),
        signed,
    )
    terms = {
        **new,
        "n": 1,
        "amount_cents": _TOTAL,
        "plan_text": "40% sign, 30% sign+30d, 30% sign+60d",
    }
    yield Rows(
        "contract_version", "id contract_id signed_at signed_on", _signed(count, today), terms
    )
    yield Rows(
        "plan_part",
        "id contract_id position what amount_cents due_on received_cents",
        _parts(count, today),
        new,
    )
    paid = {**new, "actor": "bench"}
    yield Rows("payment", "id contract_id amount_cents paid_on", _payments(count, today), paid)
    columns = "contract_id position what due_on done_on"
    yield Rows("milestone", columns, _milestones(count, today), new)
    columns = "payment_id plan_part_id amount_cents"
    yield Rows("allocation", columns, _allocations(count, today), {})


def _sent(number: int, today: date) -> date:
    return today - timedelta(days=70 + number % 900)


def _quotes(count: int) -> Iterator[tuple[Any, ...]]:
    for id in range(1, count + 1):
        yield id, id, f"Q-2026-{id:06}", "Q-2026", id, f"owner{id % 20:02}"


def _versions(count: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id in range(1, count + 1):
        day = _sent(id, today)
        if id <= DUE:  # these still wait for an answer
            day = today - timedelta(days=2)
        at, valid = f"{day}T01:00:00Z", str(day + timedelta(days=30))
        decided, on = f"{day}T02:00:00Z", str(day)
        if id <= DUE:
            yield id, id, at, str(day), valid, None, None, None, None, None
        elif id % 4:
            yield id, id, at, str(day), valid, decided, on, None, None, None
        else:
            yield id, id, at, str(day), valid, None, None, decided, on, "price"


def _contracted(count: int) -> Iterator[int]:
    return iter(range(1, count + 1))


def _contracts(count: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id in _contracted(count):
        day = _sent(id, today)
        yield (
            id,
            id,
            f"C-2026-{id:06}",
            "C-2026",
            id,
            f"owner{id % 20:02}",
            f"{day}T03:00:00Z",
            str(day),
        )


def _signed(count: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id in _contracted(count):
        day = _sent(id, today)
        yield id, id, f"{day}T03:00:00Z", str(day)


def _parts(count: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id in _contracted(count):
        day = _sent(id, today)
        for position, share in enumerate((40, 30, 30), 1):
            amount = _TOTAL * share // 100
            due = day + timedelta(days=30 * (position - 1))
            is_open = id <= DUE and position == PARTS
            place = PARTS * (id - 1) + position
            yield (
                place,
                id,
                position,
                f"part {position}",
                amount,
                str(due),
                0 if is_open else amount,
            )


def _milestones(count: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id in _contracted(count):
        due = _sent(id, today) + timedelta(days=20)
        yield id, 1, "delivery", str(due), str(due + timedelta(days=id % 5 - 2))


def _payments(count: int, today: date) -> Iterator[tuple[Any, ...]]:
    for id in _contracted(count):
        day = _sent(id, today)
        amount = _TOTAL if id > DUE else _TOTAL * 70 // 100
        yield id, id, amount, str(day + timedelta(days=5))


def _allocations(count: int, today: date) -> Iterator[tuple[Any, ...]]:
    for place, id, _position, _what, _amount, _due, received in _parts(count, today):
        if received:
            yield id, place, received
