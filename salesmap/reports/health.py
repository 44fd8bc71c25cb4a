"""Whether what the book keeps for speed agrees with the facts."""

import sqlite3
from datetime import date

from salesmap.i18n import _
from salesmap.reports.sql import statements

_MOST = 20


def contradictions(connection: sqlite3.Connection) -> list[str]:
    """One line for each rule that some leads break; empty when all is well."""
    rules = {
        "furthest": _("the furthest stage is not the furthest they stood in"),
        "current_stay": _("no stay in the stage where they stand"),
        "again": _("a stage left twice counts twice, or one left once does not"),
        "counted": _("dropped leads count, or others do not"),
        "closed": _("closed without a day, or open with one"),
        "stage_of_process": _("they stand in a stage of another process"),
        "touched": _("the last contact or stage change is later than noted"),
    }
    broken = [(rule, [row[0] for row in connection.execute(statements("health")[name])]) for name, rule in rules.items()]
    broken.append((_("the days from creation to closing are counted wrong"), _wrong_cycles(connection)))
    return [_("Leads {leads}: {rule}.").format(leads=", ".join(map(str, leads[:_MOST])), rule=rule) for rule, leads in broken if leads]


def _wrong_cycles(connection: sqlite3.Connection) -> list[int]:
    rows = connection.execute(statements("health")["cycles"])
    return [id for id, created, closed, days in rows if _days(created, closed) != days]


def _days(created: str, closed: str) -> int | None:
    try:
        return (date.fromisoformat(closed) - date.fromisoformat(created)).days
    except ValueError:
        return None  # 31 February: the constraint sees the form only
