"""What the reports on contracts count, as tables that stand for `lead l` in a statement.

A contract without a lead has its own customer, owner and currency, and nothing else of a lead. All
money of a contract is converted at the rate of the day on which it was signed.
"""

from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.reports.contract.states import with_states
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
