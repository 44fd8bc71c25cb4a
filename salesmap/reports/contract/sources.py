"""What the reports on contracts count, as tables that stand for `lead l` in a statement.

A contract without a lead has its own customer, owner and currency, and nothing else of a lead. All
money of a contract is converted at the rate of the day on which it was signed.
"""

from collections.abc import Sequence
from typing import Any

from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.reports.contract.states import with_states
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}


def source(name: str, cents: str, *extra: str) -> str:
    """Return a table `l` of `contracts signed ended parts expected payments invoices milestones`.

    `cents` is the amount that a row counts, `extra` are more columns (`p.due_on`).
    """
    plain = ", ".join(f"o.{field}" for field in PLAIN_FIELDS)
    columns = _SQL["columns"].format(cents=cents, plain=plain)
    more = "".join(f", {column}" for column in extra)
    return f"(SELECT {columns}{more} {_SQL[name]}) l"


CONTRACTS = source("contracts", "v.amount_cents")
SIGNED = source("signed", "v.amount_cents")
DUE_PARTS = source("parts", "p.amount_cents", "p.due_on", "p.id AS part_id")
RECEIVED_PARTS = source("parts", "p.received_cents", "p.due_on")
OPEN_PARTS = source(
    "expected", "(p.amount_cents - p.received_cents)", "p.due_on", "p.id AS part_id"
)
PAYMENTS = source("payments", "y.amount_cents", "y.paid_on")
INVOICES = source("invoices", "i.amount_cents", "i.issued_on")
MILESTONES = source("milestones", "NULL", "m.due_on", "m.done_on", "m.accepted_on")
ENDED = source(
    "ended",
    "v.amount_cents",
    f"{_SQL['ended_on']} AS ended_on",
    f"{_SQL['is_renewed']} AS is_renewed",
)
NO_PLAN = source(
    "signed",
    "(v.amount_cents - (SELECT coalesce(sum(y.amount_cents), 0) FROM payment y"
    " WHERE y.contract_id = k.id))",
    "NOT EXISTS (SELECT 1 FROM plan_part p WHERE p.contract_id = k.id)"
    " AND k.terminated_on IS NULL AND k.closed_on IS NULL AS is_open",
)
"""Signed contracts with what is open of them, where they have no plan."""


def narrowed(
    connection: Connection, scope: LeadScope, owners: Sequence[str], customers: Sequence[str]
) -> LeadScope:
    """Return the scope of contracts with these owners, whose customers have these words.

    An owner whom no contract has is left to `unknown`.
    """
    from salesmap.core.folding import fold
    from salesmap.reports.query.like import escape_like

    conditions: list[str] = []
    parameters: dict[str, Any] = {}
    if owners:
        marks = ", ".join(f"lower(:contract_owner{number})" for number in range(len(owners)))
        conditions.append(f"lower(l.owner) IN ({marks})")
        parameters |= {f"contract_owner{number}": each for number, each in enumerate(owners)}
    if customers:
        tests = " OR ".join(
            f"name_key LIKE :contract_customer{number} ESCAPE '\\'"
            for number in range(len(customers))
        )
        conditions.append(f"l.customer_id IN (SELECT id FROM customer WHERE {tests})")
        parameters |= {
            f"contract_customer{number}": f"%{escape_like(fold(each))}%"
            for number, each in enumerate(customers)
        }
    known = "SELECT 1 FROM contract WHERE lower(owner) = lower(?) LIMIT 1"
    unknown = tuple(
        each
        for each in scope.unknown
        if each.field != "owner" or not connection.execute(known, (each.value,)).fetchone()
    )
    return scope._replace(
        filter_sql=scope.filter_sql + "".join(f" AND {each}" for each in conditions),
        filter_parameters={**scope.filter_parameters, **parameters},
        unknown=unknown,
    )
