"""Who is to move now on a lead."""

import sqlite3
from typing import Any, NamedTuple

from salesmap.domain.map.model import NextStep, SalesMap
from salesmap.reports.query.statements import statements


class NextAction(NamedTuple):
    """Who has to do what next on a lead, and by when if that was promised. `role` is the answerable role of the map."""

    person: str | None
    role: str | None
    what: str
    due_on: str | None

    def as_dict(self) -> dict[str, Any]:
        """The turn as plain values."""
        return self._asdict()


def usual_next(connection: sqlite3.Connection, read: SalesMap, lead_id: int) -> NextStep | None:
    """What is usually next in a lead's stage; None where something is planned already, or the lead is closed for good."""
    sql = statements(__file__)
    _pipeline, stage, status, _owner = connection.execute(sql["lead"], {"id": lead_id}).fetchone()
    if (
        status in ("lost", "dropped")
        or connection.execute(sql["promised"], {"id": lead_id}).fetchone()
    ):
        return None
    return read.stage(stage).next_step


def turn(
    connection: sqlite3.Connection, read: SalesMap, lead_id: int, lang: str
) -> NextAction | None:
    """The next promise of a lead; where nothing is promised, the first standard action of its stage. None for a lead that is
    lost or dropped, or where the map has no action."""
    sql = statements(__file__)
    pipeline, stage_key, status, owner = connection.execute(sql["lead"], {"id": lead_id}).fetchone()
    if status in ("lost", "dropped"):
        return None
    stage = next(stage for stage in read.stages_of(pipeline) if stage.key == stage_key)
    promised = connection.execute(sql["promised"], {"id": lead_id}).fetchone()
    if promised:
        person, what, due_on = promised
        role = read.role(stage.role).label.text(lang) if stage.role else None
        return NextAction(person or owner, role, what, due_on)
    if not stage.actions:
        return None
    action = stage.actions[0]
    role_spec = read.role(action.role)
    return NextAction(
        role_spec.person or owner, role_spec.label.text(lang), action.label.text(lang), None
    )
