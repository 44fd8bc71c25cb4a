"""Whether the columns kept for speed agree with the facts that they are worked out from."""

from datetime import date

from salesmap.core.i18n import _
from salesmap.reports.data.clock_integrity import clock_contradictions
from salesmap.reports.data.money_integrity import money_contradictions
from salesmap.reports.data.paper_integrity import paper_contradictions
from salesmap.reports.data.ticket_integrity import ticket_contradictions
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
_MOST_LISTED = 20


def contradictions(connection: Connection) -> list[str]:
    """Return a line for each rule that some leads break, and one for stages unlike the map."""
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
        (rule, [id for (id,) in connection.execute(_SQL[name])]) for name, rule in rules.items()
    ]
    broken.append((_("the days from creation to close are wrong"), _wrong_cycles(connection)))
    lines = [
        _("Leads {leads}: {rule}.").format(
            leads=", ".join(map(str, leads[:_MOST_LISTED])), rule=rule
        )
        for rule, leads in broken
        if leads
    ]
    return [
        *lines,
        *_stages_unlike_the_map(connection),
        *paper_contradictions(connection),
        *money_contradictions(connection),
        *ticket_contradictions(connection),
        *clock_contradictions(connection),
    ]


def _stages_unlike_the_map(connection: Connection) -> list[str]:
    """Return a line about stages whose rows differ from the map: somebody edited the database."""
    sales_map = current_map(connection)
    expected = {
        (pipeline.key, stage.key): (
            position,
            *stage.label,
            stage.phase,
            stage.probability,
            stage.quiet_days,
            stage.response_hours,
        )
        for pipeline in sales_map.pipelines
        for position, stage in enumerate(sales_map.stages_of(pipeline.key), 1)
    }
    stored = {
        (pipeline, stage): tuple(values)
        for pipeline, stage, *values in connection.execute(_SQL["stages"])
    }
    different = sorted(
        ".".join(key)
        for key in expected.keys() | stored.keys()
        if expected.get(key) != stored.get(key)
    )
    if not different:
        return []
    message = _(
        "The stages {stages} do not match the map: correct them with 'salesmap map apply FILE'."
    )
    return [message.format(stages=", ".join(different))]


def _wrong_cycles(connection: Connection) -> list[int]:
    rows = connection.execute(_SQL["cycles"])
    return [id for id, created, closed, days in rows if _days(created, closed) != days]


def _days(created: str, closed: str) -> int | None:
    try:
        return (date.fromisoformat(closed) - date.fromisoformat(created)).days
    except ValueError:
        return None  # the constraint lets 31 February pass
