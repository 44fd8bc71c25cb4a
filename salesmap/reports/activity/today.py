"""The wins that `salesmap` alone shows beside the due list and the inactive leads."""

from salesmap.core.clock import Clock
from salesmap.core.statements import statements
from salesmap.core.table import Table, columns
from salesmap.store.connection import Connection

_SQL = statements(__file__)
WINS = columns("won:int value:money currency")


def wins(connection: Connection, clock: Clock, owner: str | None = None) -> Table:
    """Return how many leads an owner, or everybody, won this month and their value, by currency."""
    today = clock.today()
    parameters = {
        "since": today.replace(day=1).isoformat(),
        "today": today.isoformat(),
        "owner": owner,
    }
    return Table(WINS, connection.execute(_SQL["wins"], parameters).fetchall())


def has_own_day(connection: Connection, owner: str) -> bool:
    """Return whether somebody has open leads or follow-ups, beside others who have."""
    return all(connection.execute(_SQL["owners"], {"owner": owner}).fetchone())
