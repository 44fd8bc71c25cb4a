"""Lists of payments, of what is to be paid, and of invoices."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from salesmap.core.figures.rounding import MILLION
from salesmap.core.i18n import key_of
from salesmap.core.table import Table, columns
from salesmap.domain.contract.plan import part_words
from salesmap.domain.contract.state import PART_STATES
from salesmap.reports.contract.contracts import Found
from salesmap.reports.contract.sources import CONTRACTS
from salesmap.reports.contract.states import with_states
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}
PAYMENTS = columns(
    "id:int paid_on:day contract contract_id:int lead_id:int lead customer amount:money currency "
    "method reference allocated:money credit:money note owner external_id"
)
_PAYMENTS_SHOWN = (
    "id", "paid_on", "contract", "customer", "amount", "currency", "method", "reference", "credit",
)  # fmt: skip
PARTS = columns(
    "id:int part:int what:key:what_label contract contract_id:int lead_id:int lead customer "
    "due_on:day amount:money received:money open:money::open_amount state:word days_overdue:int "
    "currency owner"
)
_PARTS_SHOWN = (
    "contract", "part", "what", "customer", "due_on", "amount", "open", "currency", "state",
    "days_overdue", "owner",
)  # fmt: skip
INVOICES = columns(
    "id:int issued_on:day number kind contract contract_id:int lead_id:int lead customer "
    "amount:money currency tax_rate:ratio note owner"
)
_INVOICES_SHOWN = (
    "id", "issued_on", "number", "kind", "contract", "customer", "amount", "currency",
)  # fmt: skip


def find(
    connection: Connection,
    scope: LeadScope = EVERYTHING,
    id: int | None = None,
    limit: int = 0,
) -> Found:
    """Return payments and refunds, the newest first; or one.

    The days of the scope bound the day of the payment.
    """
    rows, total = _rows(connection, "payments", "paid_on", scope, id, limit=limit)
    values = [(*row[:12], row[7] - row[11], *row[12:]) for row in rows]
    return Found(Table(PAYMENTS, values, _PAYMENTS_SHOWN), total)


def parts(
    connection: Connection,
    today: date,
    states: Sequence[str],
    scope: LeadScope = EVERYTHING,
    limit: int = 0,
) -> Found:
    """Return the parts of plans in these states, of any without one, the earliest first.

    The days of the scope bound the day on which they fall due. Raises UnknownStatusError.
    """
    condition = ""
    if states:
        known = ", ".join(repr(_known(each)) for each in states)
        condition = f" AND state IN ({known})"
    rows, total = _rows(
        connection, "parts", "due_on", scope, None, condition, limit, today=today.isoformat()
    )
    values = [
        (
            *row[:2],
            row[2] or row[-1],
            *row[3:13],
            _days(row[8], row[12], today),
            *row[13:-1],
            part_words(row[2], row[-1]),
        )
        for row in rows
    ]
    return Found(Table(PARTS, values, _PARTS_SHOWN, ("what_label",)), total)


def invoices(
    connection: Connection,
    scope: LeadScope = EVERYTHING,
    id: int | None = None,
    limit: int = 0,
) -> Found:
    """Return invoices, the newest first; or one. The days of the scope bound their day."""
    rows, total = _rows(connection, "invoices", "issued_on", scope, id, limit=limit)
    values = [
        (*row[:11], None if row[11] is None else row[11] / MILLION, *row[12:]) for row in rows
    ]
    return Found(Table(INVOICES, values, _INVOICES_SHOWN), total)


def _rows(
    connection: Connection,
    name: str,
    day: str,
    scope: LeadScope,
    id: int | None,
    condition: str = "",
    limit: int = 0,
    **parameters: Any,
) -> tuple[list[tuple[Any, ...]], int]:
    """Return the rows of a statement up to a limit, and how many there are."""
    conditions = ["1 = 1"]
    if id is not None:
        conditions.append("id = :id")
    if scope.since:
        conditions.append(f"{day} >= :since")
    if scope.until:
        conditions.append(f"{day} <= :until")
    if scope.filter_sql:
        conditions.append(
            f"contract_id IN (SELECT l.contract_id FROM {CONTRACTS} WHERE 1 = 1{scope.filter_sql})"
        )
    order = (
        "due_on NULLS LAST, contract_id, part, id" if name == "parts" else f"{day} DESC, id DESC"
    )
    sheet = f"({_SQL[name]}) AS sheet WHERE {' AND '.join(conditions)}{condition}"
    values = {**scope.parameters(), "id": id, **parameters}
    cut = f" LIMIT {limit}" if limit else ""
    rows = connection.execute(f"SELECT * FROM {sheet} ORDER BY {order}{cut}", values).fetchall()
    if not limit or len(rows) < limit:
        return rows, len(rows)
    return rows, connection.execute(f"SELECT count(*) FROM {sheet}", values).fetchone()[0]


def _known(state: str) -> str:
    found = key_of(state, PART_STATES)
    if found not in PART_STATES:
        from salesmap.reports.errors import UnknownStatusError

        raise UnknownStatusError(state, PART_STATES)
    return found


def _days(due_on: str | None, state: str, today: date) -> int:
    if state != "overdue" or due_on is None:
        return 0
    return (today - date.fromisoformat(due_on)).days
