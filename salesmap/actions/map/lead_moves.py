"""Moving the leads and visits of one stage to another, when a map takes the place of another."""

from salesmap.actions.map.refusals import refuse_other_side
from salesmap.domain.records import Pipeline, Stage
from salesmap.store.unit_of_work import UnitOfWork

_NEXT_STAGE = """
(SELECT n.stage_id FROM stay n WHERE n.lead_id = stay.lead_id AND n.id > stay.id
 ORDER BY n.id LIMIT 1)
"""
_JOIN_MOVES = f"""
UPDATE stay SET outcome = 'moved', again = 0
WHERE stage_id IN (:origin, :target) AND outcome IN ('forward', 'back')
  AND {_NEXT_STAGE} IN (:origin, :target)
"""
_LEFT_FORWARD_BEFORE = """
(outcome IN ('forward', 'won') AND EXISTS (
  SELECT 1 FROM stay e
  WHERE e.lead_id = stay.lead_id AND e.stage_id IN (:origin, :target) AND e.id < stay.id
    AND e.outcome IN ('forward', 'won')))
"""
_JOIN_AGAIN = f"""
UPDATE stay SET again = {_LEFT_FORWARD_BEFORE}
WHERE stage_id IN (:origin, :target) AND outcome IS NOT NULL AND again <> {_LEFT_FORWARD_BEFORE}
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
    statements = (
        (_JOIN_MOVES, _JOIN_AGAIN, _MOVE_VISITS, _MOVE_FURTHEST) if whole else (_MOVE_CURRENT,)
    )
    change.flush()
    for statement in statements:
        change.connection.execute(statement, ids)
    change.connection.execute(
        _MOVE_LEADS if whole else _MOVE_LIVING, {**ids, "pipeline": pipeline.id, "now": change.now}
    )


def set_furthest(change: UnitOfWork) -> None:
    """Set the furthest stage of the leads for which the new order of stages has another one."""
    change.sql(f"UPDATE lead SET furthest_id = {_FURTHEST} WHERE furthest_id <> {_FURTHEST}")
