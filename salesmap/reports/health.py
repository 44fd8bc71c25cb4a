"""Whether what the book keeps for speed agrees with the facts."""

import sqlite3

from salesmap.i18n import _
from salesmap.reports.sql import statements


def contradictions(connection: sqlite3.Connection) -> list[str]:
    """One line for each rule that some leads break; empty when all is well."""
    rules = {
        "furthest": _("the furthest stage is behind the stages they stood in"),
        "current_stay": _("no stay in the stage where they stand"),
        "counted": _("dropped leads count, or others do not"),
        "closed": _("closed without a day, or open with one"),
        "stage_of_process": _("they stand in a stage of another process"),
    }
    found = []
    for name, rule in rules.items():
        leads = [str(row[0]) for row in connection.execute(statements("health")[name])]
        if leads:
            found.append(_("Leads {leads}: {rule}.").format(leads=", ".join(leads), rule=rule))
    return found
