"""The wins that `salesmap` alone shows beside the due list and the inactive leads."""

import sqlite3

from salesmap.core.clock import Clock
from salesmap.core.statements import statements
from salesmap.core.table import Table, columns

_SQL = statements(__file__)
WINS = columns("won:int value:money currency")


def wins(connection: sqlite3.Connection, clock: Clock) -> Table:
    """Return how many leads were won this month and their value, a row per currency."""
    today = clock.today()
    parameters = {"since": today.replace(day=1).isoformat(), "today": today.isoformat()}
    return Table(WINS, connection.execute(_SQL["wins"], parameters).fetchall())
