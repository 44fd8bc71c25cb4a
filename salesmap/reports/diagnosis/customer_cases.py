"""What detectors on customers need beside a statement: who is in care, and who is overdue."""

import json
from typing import Any

from salesmap.core.clock import Clock
from salesmap.reports.customer import care
from salesmap.reports.customer.care_in_use import is_in_use
from salesmap.store.connection import Connection


def care_parameters(connection: Connection, clock: Clock) -> dict[str, Any] | None:
    """Return the customers of a tier with care, and the overdue ones; None where none is in use."""
    if not is_in_use(connection):
        return None
    cared = care.customers_in_care(connection)
    if not cared:
        return None
    overdue = care.overdue_ids(connection, clock, clock.today())
    return {"in_care": json.dumps(cared), "care_overdue": json.dumps(overdue)}
