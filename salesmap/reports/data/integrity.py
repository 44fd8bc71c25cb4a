"""Whether what the book keeps for speed agrees with the facts."""

import sqlite3
from datetime import date

from salesmap.core.i18n import _
from salesmap.reports.query.statements import statements
from salesmap.store.map_versions import asking, current_map

_MOST = 20


def contradictions(connection: sqlite3.Connection) -> list[str]:
    """One line for each rule that some leads break; empty when all is well."""
    rules = {
        "furthest": _("the furthest stage reached is wrong"),
        "current_stay": _("no record of the stay in the current stage"),
        "again": _("repeated exits from a stage are counted wrong"),
        "counted": _("discarded leads are counted, or others are not"),
        "closed": _("closed without a close date, or open with one"),
        "stage_of_process": _("the stage belongs to another pipeline"),
        "expectations": _("an expected value history entry has neither date nor value"),
        "touched": _("the last contact or stage change is later than recorded"),
    }
    broken = [
        (rule, [row[0] for row in connection.execute(statements(__file__)[name])])
        for name, rule in rules.items()
    ]
    broken.append((_("the days from creation to close are wrong"), _wrong_cycles(connection)))
    found = [
        _("Leads {leads}: {rule}.").format(leads=", ".join(map(str, leads[:_MOST])), rule=rule)
        for rule, leads in broken
        if leads
    ]
    return found + _strays_from_the_map(connection)


def _strays_from_the_map(connection: sqlite3.Connection) -> list[str]:
    """Stages whose rows say something else than the map: somebody changed them past salesmap."""
    read = current_map(asking(connection))
    told = {
        (pipeline.key, stage.key): (
            place,
            *stage.label,
            stage.phase,
            stage.probability,
            stage.quiet_days,
            stage.response_hours,
        )
        for pipeline in read.pipelines
        for place, stage in enumerate(read.stages_of(pipeline.key), 1)
    }
    held = {(row[0], row[1]): row[2:] for row in connection.execute(statements(__file__)["stages"])}
    strays = sorted(
        ".".join(place) for place in told.keys() | held.keys() if told.get(place) != held.get(place)
    )
    message = _(
        "The stages {stages} do not match the map: correct them with 'salesmap map apply FILE'."
    )
    return [message.format(stages=", ".join(strays))] if strays else []


def _wrong_cycles(connection: sqlite3.Connection) -> list[int]:
    rows = connection.execute(statements(__file__)["cycles"])
    return [id for id, created, closed, days in rows if _days(created, closed) != days]


def _days(created: str, closed: str) -> int | None:
    try:
        return (date.fromisoformat(closed) - date.fromisoformat(created)).days
    except ValueError:
        return None  # 31 February: the constraint sees the form only
