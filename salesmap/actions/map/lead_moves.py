"""Moving the leads and visits of one stage to another, when a map takes the place of another."""

from salesmap.actions.map.refusals import refuse_other_side
from salesmap.domain.records import Pipeline, Stage, StageVisit
from salesmap.domain.timeline import StageTimeline
from salesmap.store import mapper
from salesmap.store.unit_of_work import UnitOfWork

_IN_BOTH = """
SELECT DISTINCT o.lead_id FROM stay o
JOIN stay t ON t.lead_id = o.lead_id AND t.stage_id = ?
WHERE o.stage_id = ? ORDER BY o.lead_id
"""
_MOVE_VISITS = "UPDATE stay SET stage_id = :target WHERE stage_id = :origin"
_MOVE_CURRENT = f"{_MOVE_VISITS} AND left_at IS NULL"
_MOVE_FURTHEST = "UPDATE lead SET furthest_id = :target WHERE furthest_id = :origin"
_MOVE_LEADS = """
UPDATE lead SET process_id = :pipeline, stage_id = :target, version = version + 1,
  updated_at = :now
WHERE stage_id = :origin
"""
_MOVE_LIVING = f"{_MOVE_LEADS} AND status IN ('open', 'won')"
_FURTHEST = """
(SELECT s.id FROM stage s
 WHERE s.process_id = lead.process_id AND (s.id = lead.stage_id
   OR s.id IN (SELECT y.stage_id FROM stay y WHERE y.lead_id = lead.id))
 ORDER BY s.position DESC LIMIT 1)
"""


def move_leads(
    change: UnitOfWork, origin: Stage, target: Stage, pipeline: Pipeline, *, whole: bool
) -> None:
    """Move leads to a stage of a pipeline.

    `whole` moves all leads and visits, past ones too, so that two stages become one; otherwise the
    open and won leads with their current visits. Raises StageAcrossWin.
    """
    refuse_other_side(change, origin, target.key, target.phase)
    ids = {"origin": origin.id, "target": target.id}
    if whole:
        _join_visits(change, origin, target)
    statements = (_MOVE_VISITS, _MOVE_FURTHEST) if whole else (_MOVE_CURRENT,)
    change.flush()
    for statement in statements:
        change.connection.execute(statement, ids)
    change.connection.execute(
        _MOVE_LEADS if whole else _MOVE_LIVING, {**ids, "pipeline": pipeline.id, "now": change.now}
    )


def _join_visits(change: UnitOfWork, origin: Stage, target: Stage) -> None:
    """Make two stages one in the timelines of the leads that visited both."""
    connection = change.connection
    for (lead_id,) in change.sql(_IN_BOTH, target.id, origin.id):
        # Not through the unit of work: it would keep the visits of every lead.
        visits = mapper.fetch(connection, StageVisit, "lead_id = ?", (lead_id,), "id")
        before = [mapper.values_of(visit) for visit in visits]
        StageTimeline(lead_id, visits).join(origin.id, target.id)
        for visit, values in zip(visits, before, strict=True):
            mapper.update(connection, visit, values)


def set_furthest(change: UnitOfWork) -> None:
    """Set the furthest stage of the leads for which the new order of stages has another one."""
    change.sql(f"UPDATE lead SET furthest_id = {_FURTHEST} WHERE furthest_id <> {_FURTHEST}")
