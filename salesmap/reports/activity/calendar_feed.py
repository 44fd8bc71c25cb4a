"""Follow-ups as a calendar subscribes to them."""

from datetime import date, timedelta

from salesmap.core.clock import Clock, instant
from salesmap.domain.calendar_entry import CalendarEntry
from salesmap.reports.query.kinds import label_kinds
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
_DAYS_KEPT = 60


def calendar_entries(
    connection: Connection, clock: Clock, until: date, scope: LeadScope = EVERYTHING
) -> list[CalendarEntry]:
    """Return the open follow-ups due by `until`, and those closed in the last 60 days."""
    since = instant(clock.now() - timedelta(days=_DAYS_KEPT))
    parameters = {**scope.parameters(), "until": until.isoformat(), "since": since}
    in_scope = scope.filter_sql + scope.of_owners("f.owner")
    query = _SQL["followups"].replace("{in_scope}", in_scope)
    rows = connection.execute(query, parameters).fetchall()
    label_kinds(connection, (row[3] for row in rows))
    # An undo sets a version back, and a calendar ignores lower numbers: the number of journal
    # entries about a follow-up only grows.
    return [CalendarEntry(*row[:-1])._replace(version=max(row[1], row[-1])) for row in rows]


def database_uid(connection: Connection) -> str:
    """Return the identifier that no other database has."""
    return str(connection.execute(_SQL["uid"]).fetchone()[0])
