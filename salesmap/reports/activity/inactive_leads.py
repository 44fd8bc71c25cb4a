"""Open leads without activity for longer than their stage allows."""

from datetime import timedelta

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.table import Table, columns
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int lead customer stage:key:stage_words value:money currency owner quiet_days:int"
)


def inactive_leads(
    connection: Connection,
    clock: Clock,
    lang: str,
    limit: int,
    scope: LeadScope = EVERYTHING,
) -> Table:
    """Return open leads without contact or stage change for longer than their stage allows.

    Leads with an open follow-up due today or later are left out. The longest inactive come first;
    the days of the scope do not count.
    """
    rows = []
    for stage_id, quiet_days in connection.execute(_SQL["stages"]).fetchall():
        parameters = {
            "stage_id": stage_id,
            "cutoff": instant(clock.now() - timedelta(days=quiet_days)),
            "today": clock.today().isoformat(),
            "lang": lang,
            "limit": limit,
        }
        query = _SQL["inactive"].replace("{in_scope}", scope.filter_sql)
        rows += connection.execute(query, {**scope.filter_parameters, **parameters}).fetchall()
    rows.sort(key=lambda row: (row[7], row[0]))
    today = clock.today()
    values = [
        (*row[:7], (today - clock.day_of(from_instant(row[7]))).days, row[8])
        for row in rows[:limit]
    ]
    return Table(COLUMNS, values, words=("stage_words",))
