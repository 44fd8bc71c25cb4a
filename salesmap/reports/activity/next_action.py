"""What has to be done next on a lead, and by whom."""

from typing import Any, NamedTuple

from salesmap.domain.map.model import NextStep, SalesMap
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


class NextAction(NamedTuple):
    """Who has to do what on a lead, and by when if it is planned. `role` is the map's role."""

    person: str | None
    role: str | None
    what: str
    due_on: str | None

    def as_dict(self) -> dict[str, Any]:
        """Return it as plain values."""
        return self._asdict()


def suggested_step(connection: Connection, sales_map: SalesMap, lead_id: int) -> NextStep | None:
    """Return the step that the map suggests in a lead's stage.

    None where a follow-up is open, or the lead is lost or dropped.
    """
    _pipeline, stage, status, _owner = connection.execute(_SQL["lead"], {"id": lead_id}).fetchone()
    followup = connection.execute(_SQL["followup"], {"id": lead_id}).fetchone()
    if status in ("lost", "dropped") or followup:
        return None
    return sales_map.stage(stage).next_step


def next_action(
    connection: Connection, sales_map: SalesMap, lead_id: int, lang: str
) -> NextAction | None:
    """Return the next open follow-up of a lead, or else the first standard action of its stage.

    None for a lead that is lost or dropped, or where the map has no action.
    """
    pipeline, stage_key, status, owner = connection.execute(
        _SQL["lead"], {"id": lead_id}
    ).fetchone()
    if status in ("lost", "dropped"):
        return None
    stage = next(stage for stage in sales_map.stages_of(pipeline) if stage.key == stage_key)
    if followup := connection.execute(_SQL["followup"], {"id": lead_id}).fetchone():
        person, what, due_on = followup
        label = sales_map.role(stage.role).label.text(lang) if stage.role else None
        return NextAction(person or owner, label, what, due_on)
    if not stage.actions:
        return None
    action = stage.actions[0]
    role = sales_map.role(action.role)
    return NextAction(role.person or owner, role.label.text(lang), action.label.text(lang), None)
