"""Contracts: lists of them, and one with its plan, milestones, payments, invoices, versions."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from salesmap.core.figures.rounding import MILLION
from salesmap.core.i18n import key_of
from salesmap.core.table import Table, columns
from salesmap.domain.contract.plan import part_words, plan_words
from salesmap.domain.contract.state import (
    CONTRACT_STATES,
    PartFacts,
    part_days_overdue,
    part_state,
)
from salesmap.reports.contract.sources import CONTRACTS
from salesmap.reports.contract.states import with_states
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.reports.quote.approvals import approval_table
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_EVERY = "1 = 1"
_SQL = {name: with_states(text) for name, text in statements(__file__).items()}
COLUMNS = columns(
    "id:int number version:int state:word lead_id:int lead customer quote amount:money currency "
    "signed_on:day starts:day ends:day received:money invoiced:money due:money::due_amount "
    "open:money::open_amount overdue:money days_overdue:int owner external_id credit:money renews "
    "renewed_by notice_days:int note draft_version:int row_version:int"
)
DEFAULT_COLUMNS = (
    "id", "number", "state", "customer", "amount", "currency", "received", "open", "overdue",
    "days_overdue", "owner",
)  # fmt: skip
_SHOWN_OF_LEAD = (
    "id", "number", "state", "amount", "currency", "received", "open", "overdue",
)  # fmt: skip
PLAN = columns(
    "part:int what:key:what_label due_on:day amount:money received:money open:money::open_amount "
    "state:word days_overdue:int typed"
)
_PLAN_SHOWN = ("part", "what", "due_on", "amount", "received", "open", "state", "days_overdue")
MILESTONES = columns("number:int what due_on:day done_on:day accepted_on:day id:int")
_MILESTONES_SHOWN = ("number", "what", "due_on", "done_on", "accepted_on")
PAYMENTS = columns(
    "id:int paid_on:day amount:money currency method reference allocated:money credit:money note "
    "actor external_id"
)
INVOICES = columns("id:int issued_on:day number kind amount:money currency tax_rate:ratio note")
LINES = columns("line:int code name unit qty:number price:money net:money tax:money tax_rate:ratio")
VERSIONS = columns(
    "version:int state:word amount:money net:money tax:money starts:day ends:day "
    "plan:key:plan_words why "
    "signed_on:day"
)
APPROVALS = columns(
    "version:int rule:key:rule_title role asked_by asked_at:instant why decision:word decided_by "
    "decided_at:instant note:key:note_words voided_at:instant"
)
FILES = columns("id:int name size:int actor recorded_at:instant")
_OVERDUE_SINCE = 18


class ContractDetail(NamedTuple):
    """A contract (one row) with all that hangs on it."""

    contract: Table
    plan: Table
    milestones: Table
    payments: Table
    invoices: Table
    lines: Table
    versions: Table
    approvals: Table
    files: Table

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of the contract with the rest as lists."""
        rest = {name: getattr(self, name).dicts() for name in self._fields[1:]}
        return {**self.contract.dicts()[0], **rest}


class Found(NamedTuple):
    """Contracts, and how many there are without the limit."""

    rows: Table
    total: int


def find(
    connection: Connection,
    today: date,
    states: Sequence[str] = (),
    scope: LeadScope = EVERYTHING,
    *,
    is_overdue: bool = False,
    limit: int = 0,
) -> Found:
    """Return the contracts in these states, of any without one, the newest first.

    The days of the scope bound the signature. Raises UnknownStatusError.
    """
    conditions = [_EVERY]
    if states:
        conditions.append(f"state IN ({', '.join(repr(_known(each)) for each in states)})")
    if is_overdue:
        conditions.append("overdue > 0")
    if scope.since:
        conditions.append("signed_on >= :since")
    if scope.until:
        conditions.append("signed_on <= :until")
    if scope.filter_sql:
        conditions.append(
            f"id IN (SELECT l.contract_id FROM {CONTRACTS} WHERE 1 = 1{scope.filter_sql})"
        )
    where = " AND ".join(conditions)
    parameters = scope.parameters()
    rows = _table(connection, today, where, parameters, limit)
    if not limit or len(rows.values) < limit:
        return Found(rows, len(rows.values))
    if where == _EVERY:
        return Found(rows, int(connection.execute(_SQL["total"]).fetchone()[0]))
    return Found(rows, _count(connection, today, where, parameters))


def one(connection: Connection, today: date, contract_id: int) -> Table:
    """Return a contract as a table of one row."""
    return _table(connection, today, "id = :id", {"id": contract_id})


def of_lead(connection: Connection, today: date, lead_id: int) -> Table:
    """Return the contracts of a lead, the newest first."""
    rows = _table(connection, today, "lead_id = :lead", {"lead": lead_id})
    return rows._replace(default_columns=_SHOWN_OF_LEAD)


def detail(
    connection: Connection, today: date, contract_id: int, n: int | None = None
) -> ContractDetail:
    """Return everything about a contract, with the lines of version `n` or of the one in force."""
    contract = one(connection, today, contract_id)
    row = contract.dicts()[0]
    currency, parameters = row["currency"], {"id": contract_id}

    def rows(name: str) -> list[tuple[Any, ...]]:
        return connection.execute(_SQL[name], parameters).fetchall()

    version = version_id(connection, contract_id, n if n is not None else row["version"])
    lines = connection.execute(_SQL["lines"], {"version": version}).fetchall()
    day = today.isoformat()
    return ContractDetail(
        contract,
        Table(PLAN, [_part(each, day) for each in rows("plan")], _PLAN_SHOWN, ("what_label",)),
        Table(MILESTONES, rows("milestones"), _MILESTONES_SHOWN),
        Table(PAYMENTS, [_payment(each, currency) for each in rows("payments")]),
        Table(INVOICES, [_invoice(each, currency) for each in rows("invoices")]),
        Table(LINES, [_line(each) for each in lines]),
        _versions(rows("versions")),
        approval_table(connection, APPROVALS, rows("approvals")),
        Table(FILES, rows("files")),
    )


def version_id(connection: Connection, contract_id: int, n: int) -> int | None:
    """Return the id of a version, None if there is none."""
    sql = "SELECT id FROM contract_version WHERE contract_id = :contract AND n = :n"
    row = connection.execute(sql, {"contract": contract_id, "n": n}).fetchone()
    return int(row[0]) if row else None


def _known(state: str) -> str:
    found = key_of(state, CONTRACT_STATES)
    if found not in CONTRACT_STATES:
        from salesmap.reports.errors import UnknownStatusError

        raise UnknownStatusError(state, CONTRACT_STATES)
    return found


def _table(
    connection: Connection,
    today: date,
    where: str,
    parameters: dict[str, Any],
    limit: int = 0,
) -> Table:
    sql = f"SELECT * FROM ({_SQL['contracts']}) AS sheet WHERE {where} ORDER BY id DESC"
    if limit:
        sql += f" LIMIT {limit}"
    cursor = connection.execute(sql, {**parameters, "today": today.isoformat()})
    values = [(*row[:18], _days(row[_OVERDUE_SINCE], today), *row[19:-1]) for row in cursor]
    return Table(COLUMNS, values, DEFAULT_COLUMNS)


def _count(connection: Connection, today: date, where: str, parameters: dict[str, Any]) -> int:
    sql = f"SELECT count(*) FROM ({_SQL['contracts']}) AS sheet WHERE {where}"
    row = connection.execute(sql, {**parameters, "today": today.isoformat()}).fetchone()
    return int(row[0])


def _days(since: str | None, today: date) -> int:
    return (today - date.fromisoformat(since)).days if since else 0


def _part(row: tuple[Any, ...], today: str) -> tuple[Any, ...]:
    part, what, due_on, amount, received, expected, typed = row[:7]
    facts = PartFacts(amount, received, due_on)
    state, days = part_state(facts, today), part_days_overdue(facts, today)
    if not expected and state != "paid":
        state, days = ("part_paid" if received else "not_due"), 0
    shown = part_words(what, typed)
    return part, what or typed, due_on, amount, received, expected, state, days, typed, shown


def _versions(rows: Sequence[tuple[Any, ...]]) -> Table:
    plan = [column.name for column in VERSIONS].index("plan")
    values = [(*row, row[plan] and plan_words(row[plan])) for row in rows]
    return Table(VERSIONS, values, words=("plan_words",))


def _payment(row: tuple[Any, ...], currency: str) -> tuple[Any, ...]:
    id, paid_on, amount, method, reference, allocated, *rest = row
    return id, paid_on, amount, currency, method, reference, allocated, amount - allocated, *rest


def _invoice(row: tuple[Any, ...], currency: str) -> tuple[Any, ...]:
    id, issued_on, number, kind, amount, tax, note = row
    rate = None if tax is None else tax / MILLION
    return id, issued_on, number, kind, amount, currency, rate, note


def _line(row: tuple[Any, ...]) -> tuple[Any, ...]:
    line, code, name, unit, qty, price, net, tax, rate = row
    return line, code, name, unit, _units(qty), price, net, tax, rate / MILLION


def _units(micros: int) -> int | float:
    return micros // MILLION if micros % MILLION == 0 else micros / MILLION
