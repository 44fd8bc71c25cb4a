"""Moving a lead to another pipeline, with its whole timeline."""

from collections.abc import Sequence

from salesmap.actions.database.create import transaction
from salesmap.actions.followup.followups import add_interaction
from salesmap.actions.lead.gates import GateOverride, enter
from salesmap.actions.lead.pipelines import all_pipelines, lead_with_id, pipeline_of, timeline_of
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.gates import Requirement
from salesmap.domain.lead import Lead
from salesmap.domain.pipeline import Pipeline, label, pipeline_named
from salesmap.domain.records import Stage
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class AlreadyInPipeline(RuleViolation):
    """The lead is in the pipeline it shall move to."""

    code = "already_in_pipeline"

    def __init__(self, lead_id: int, pipeline: str) -> None:
        text = _("Lead {id} is already in pipeline {pipeline}.")
        super().__init__(text.format(id=lead_id, pipeline=pipeline), id=lead_id, pipeline=pipeline)


class NoSuchStageThere(RuleViolation):
    """The other pipeline has no stage like the lead's, or the one named is across the win."""

    code = "no_counterpart_stage"

    def __init__(self, pipeline: str, stage: Stage, known: Sequence[str]) -> None:
        text = _("Pipeline {pipeline} has no stage like {stage}.")
        super().__init__(
            text.format(pipeline=pipeline, stage=label(stage)),
            pipeline=pipeline,
            stage=stage.key,
            known=list(known),
        )


def transfer(
    database: Database,
    lead_id: int,
    pipeline: str,
    to: str | None = None,
    note: str | None = None,
    *,
    force: bool = False,
) -> Sequence[Requirement]:
    """Move a lead to another pipeline: to the stage named, or to the one of the same key or group.

    Each visit goes to the stage that fits, else to that of the stage before. Returns the key
    elements that are missing without being required. Raises LeadNotFound, UnknownPipelineError,
    UnknownStageError, NoSuchStageThere, GateClosed.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        old, new = pipeline_of(change, lead), pipeline_named(all_pipelines(change), pipeline)
        if old.id == new.id:
            raise AlreadyInPipeline(lead.id, new.key)
        put_into(change, lead, old, new, to)
        missing = enter(change, lead, new, GateOverride(force, note))
        change.describe("lead moved to another pipeline: {}", f"{lead.name} · {new.key}")
        if note:
            add_interaction(change, lead, "note", note, database.clock.now())
        return missing


def put_into(
    change: UnitOfWork, lead: Lead, old: Pipeline, new: Pipeline, to: str | None = None
) -> None:
    """Put a lead with its timeline into another pipeline, as part of a change.

    Raises UnknownStageError, NoSuchStageThere.
    """
    current = old.stage(lead.stage_id)
    target = new.named(to) if to else _counterpart(current, new)
    if target is None or target.phase != current.phase:
        known = [stage.key for stage in new.stages if stage.phase == current.phase]
        raise NoSuchStageThere(new.key, current, known)
    timeline = timeline_of(change, lead)
    timeline.transfer(lambda id: _fitting(old.stage(id), old, new).id, target.id)
    lead.process_id, lead.stage_id = new.id, target.id
    visited = {target.id, *(visit.stage_id for visit in timeline.visits)}
    furthest = max(
        (stage for stage in new.stages if stage.id in visited),
        key=lambda stage: stage.position,
    )
    lead.furthest_id = furthest.id
    lead.renew(change.now)


def _counterpart(stage: Stage, pipeline: Pipeline) -> Stage | None:
    same_key = (each for each in pipeline.stages if each.key == stage.key)
    same_group = (each for each in pipeline.stages if each.group_key == stage.group_key)
    return next(same_key, None) or next(same_group, None)


def _fitting(stage: Stage, old: Pipeline, new: Pipeline) -> Stage:
    """Return where a past visit belongs: the stage's counterpart, else that of the stage before."""
    up_to_here = [
        each for each in old.stages if each.position <= stage.position and each.phase == stage.phase
    ]
    for earlier in reversed(up_to_here):
        if counterpart := _counterpart(earlier, new):
            return counterpart
    return next((each for each in new.stages if each.phase == stage.phase), new.first)
