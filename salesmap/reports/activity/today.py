"""The wins that `salesmap` alone shows beside the due list and the inactive leads."""

from salesmap.core.clock import Clock
from salesmap.core.table import Table, columns
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
WINS = columns("won:int value:money currency")


def wins(connection: Connection, clock: Clock, scope: LeadScope = EVERYTHING) -> Table:
    """Return how many leads in scope were won this month, and their value, by currency."""
    today = clock.today()
    parameters = {
        "since": today.replace(day=1).isoformat(),
        "today": today.isoformat(),
    }
    query = _SQL["wins"].replace("{in_scope}", scope.filter_sql)
    rows = connection.execute(query, {**scope.filter_parameters, **parameters}).fetchall()
    return Table(WINS, rows)


def has_own_day(connection: Connection, scope: LeadScope) -> bool:
    """Return whether the owners in scope have open leads or follow-ups, beside others who have."""
    theirs = scope.of_owners("owner")
    others = theirs.replace(" IN (", " NOT IN (")
    query = _SQL["owners"].replace("{theirs}", theirs).replace("{others}", others)
    return all(connection.execute(query, scope.parameters()).fetchone())
