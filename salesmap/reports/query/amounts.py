"""Amounts of several currencies: converted where there are rates, and never added otherwise."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from salesmap.core.table import Table, columns
from salesmap.reports.query.scope import Amounts
from salesmap.store.connection import Connection
from salesmap.store.statements import statements


def amounts(
    connection: Connection,
    currency: str,
    today: date,
    filter_sql: str = "",
    parameters: Mapping[str, Any] | None = None,
    of: str = "lead",
) -> Amounts:
    """Return how amounts of the leads that pass a filter become figures in a currency.

    Open leads count at the newest rate up to a day, closed ones at that of their day; before the
    first rate, at the first. `of` are the records whose amounts they are: the leads, or all
    quotes or contracts.
    """
    sql = statements(__file__)
    if of == "lead":
        query = sql["currencies"].replace("{filter}", filter_sql)
        used = [code for (code,) in connection.execute(query, parameters or {}).fetchall()]
    else:
        used = [code for (code,) in connection.execute(sql[f"currencies_of_{of}s"]).fetchall()]
    if len(used) <= 1:
        return Amounts(currency=used[0] if used else currency)
    others = [code for code in used if code != currency]
    quoted = currency.replace("'", "''")
    rated = {code for (code,) in connection.execute(sql["rated"]).fetchall()}
    return Amounts(
        f"({sql['converted'].format(currency=quoted, today=today.isoformat())})",
        currency,
        tuple(code for code in others if code in rated),
        tuple(code for code in others if code not in rated),
    )


def rates(connection: Connection, own: str) -> Table:
    """Return the rates, each from its day on, the newest first."""
    rows = connection.execute(statements(__file__)["rates"]).fetchall()
    values = [(code, day, micros / 1_000_000, own) for code, day, micros, _at in rows]
    return Table(columns("currency day:day rate:number in_currency"), values)
