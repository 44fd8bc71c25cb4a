"""What the detector on care needs beside its statement: who is in care, and who is overdue."""

import json
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.reports.customer.care import care_tests
from salesmap.reports.customer.clock_query import EVERYBODY, asking
from salesmap.store.clocks.in_use import is_in_use
from salesmap.store.clocks.keeping import are_kept
from salesmap.store.connection import Connection

_KEPT = """
(SELECT k.customer_id, k.bought_on, CASE k.tier {overdue} END AS is_overdue FROM customer_clock k
 WHERE k.tier IN ({tiers}))
"""
_HANDED_IN = """
(SELECT CAST(json_extract(value, '$[0]') AS INTEGER) AS customer_id,
   CAST(json_extract(value, '$[2]') AS TEXT) AS bought_on,
   CAST(json_extract(value, '$[1]') AS INTEGER) = 1 AS is_overdue FROM json_each(:in_care))
"""


class InCare(NamedTuple):
    """The SQL of the customers in care, with the day of the last purchase and whether overdue."""

    sql: str
    parameters: dict[str, Any]


def in_care(connection: Connection, clock: Clock) -> InCare | None:
    """Return the customers of the tiers that ask for care; None where care is not in use."""
    if not is_in_use(connection):
        return None
    tests = care_tests(connection, clock, clock.today())
    if not tests:
        return None
    if not are_kept(connection):
        with asking(connection, EVERYBODY) as query:
            overdue = [
                (each.customer_id, int(each.touched_at < test.parameters["after"]), each.bought_on)
                for test in tests
                for each in query.all(test._replace(sql="1 = 1"))
            ]
        return InCare(_HANDED_IN, {"in_care": json.dumps(overdue)})
    parameters: dict[str, Any] = {}
    whens = []
    for place, test in enumerate(tests):
        parameters |= {f"tier{place}": test.tier, f"after{place}": test.parameters["after"]}
        whens.append(f"WHEN :tier{place} THEN k.touched_at < :after{place}")
    tiers = ", ".join(f":tier{place}" for place, _test in enumerate(tests))
    sql = _KEPT.replace("{overdue}", " ".join(whens)).replace("{tiers}", tiers)
    return InCare(sql, parameters)
