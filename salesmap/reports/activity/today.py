"""What `salesmap` alone shows beside the due list: who went quiet, and what was won this month."""

import sqlite3
from datetime import timedelta

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.table import Table, columns
from salesmap.reports.query.statements import statements

QUIET = columns("id:int lead customer stage value:money currency owner quiet_days:int")
WINS = columns("won:int value:money currency")


def quiet(connection: sqlite3.Connection, clock: Clock, lang: str, limit: int) -> Table:
    """Open leads without contact or stage change for longer than their stage allows and with nothing planned ahead,
    the longest first."""
    sql = statements("activity/today")
    found = []
    for stage_id, quiet_days in connection.execute(sql["stages"]).fetchall():
        parameters = {
            "stage_id": stage_id,
            "cutoff": instant(clock.now() - timedelta(days=quiet_days)),
            "today": clock.today().isoformat(),
            "lang": lang,
            "limit": limit,
        }
        found += connection.execute(sql["quiet"], parameters).fetchall()
    found.sort(key=lambda row: (row[7], row[0]))
    return Table(
        QUIET,
        [
            (*row[:7], (clock.today() - clock.day_of(from_instant(row[7]))).days)
            for row in found[:limit]
        ],
    )


def wins(connection: sqlite3.Connection, clock: Clock) -> Table:
    """How many leads were won this month, and their value, a row per currency."""
    today = clock.today()
    parameters = {"since": today.replace(day=1).isoformat(), "today": today.isoformat()}
    return Table(
        WINS, connection.execute(statements("activity/today")["wins"], parameters).fetchall()
    )
