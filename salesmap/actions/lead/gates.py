"""The gates of the map, applied to leads: the same for every action."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.actions.lead.pipelines import pipeline_of
from salesmap.core.i18n import _, bound_language
from salesmap.domain.errors import GateClosed, OverrideNeedsReason, RequiredByStage
from salesmap.domain.gates import (
    NOTHING,
    LeadState,
    Requirement,
    missing_elements,
    missing_so_far,
)
from salesmap.domain.lead import Lead
from salesmap.domain.map.model import SalesMap
from salesmap.domain.pipeline import Pipeline, label
from salesmap.domain.records import Stage
from salesmap.store.derived_columns import lead_state
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


class GateOverride(NamedTuple):
    """Whether a closed gate shall be overridden, and why."""

    forced: bool = False
    reason: str | None = None


NO_OVERRIDE = GateOverride()


def pass_gate(
    change: UnitOfWork, lead: Lead, pipeline: Pipeline, target: Stage | None, override: GateOverride
) -> Sequence[Requirement]:
    """Check that a lead may go forwards to a stage (None: it is won).

    Returns the key elements that are missing without being required. Raises GateClosed unless it
    is overridden, OverrideNeedsReason.
    """
    sales_map, state = current_map(change.connection), _state(change, lead)
    target_key = target.key if target and target.phase == "before" else None
    missing = missing_elements(
        sales_map,
        sales_map.stages_of(pipeline.key),
        pipeline.stage(lead.stage_id).key,
        target_key,
        state,
    )
    if target is None or target.phase == "after":
        refusal = _("Cannot mark lead {id} as won").format(id=lead.id)
    else:
        refusal = _("Cannot move lead {id} to {stage}").format(id=lead.id, stage=label(target))
    _refuse_missing(sales_map, lead, missing, override, refusal)
    return missing


def is_gate_closed(
    change: UnitOfWork, lead: Lead, pipeline: Pipeline, target: Stage | None
) -> bool:
    """Return whether a lead lacks what is required to go to a stage (None: to be won)."""
    sales_map, state = current_map(change.connection), _state(change, lead)
    missing = missing_elements(
        sales_map,
        sales_map.stages_of(pipeline.key),
        pipeline.stage(lead.stage_id).key,
        target.key if target and target.phase == "before" else None,
        state,
    )
    return any(each.item.hard for each in missing)


def missing_to_win(change: UnitOfWork, lead: Lead) -> Sequence[Requirement]:
    """Return what an open lead lacks to be won, required or not."""
    pipeline, sales_map = pipeline_of(change, lead), current_map(change.connection)
    stage = pipeline.stage(lead.stage_id).key
    stages = sales_map.stages_of(pipeline.key)
    return missing_elements(sales_map, stages, stage, None, _state(change, lead))


def enter(
    change: UnitOfWork, lead: Lead, pipeline: Pipeline, override: GateOverride = NO_OVERRIDE
) -> Sequence[Requirement]:
    """Check that a lead may stand in a stage it did not move to: a new lead, or another pipeline.

    Returns and raises as `pass_gate`.
    """
    stage = pipeline.stage(lead.stage_id)
    sales_map, state = current_map(change.connection), _state(change, lead)
    stages = sales_map.stages_of(pipeline.key)
    missing = missing_so_far(sales_map, stages, stage.key, state)
    refusal = _("Cannot put {name!r} in {stage}").format(name=lead.name, stage=label(stage))
    _refuse_missing(sales_map, lead, missing, override, refusal)
    return missing


def satisfied_items(change: UnitOfWork, lead: Lead, pipeline: Pipeline) -> set[str]:
    """Return the required elements that a lead has so far; an edit may take none away."""
    sales_map, state = current_map(change.connection), _state(change, lead)
    stages, stage = sales_map.stages_of(pipeline.key), pipeline.stage(lead.stage_id).key
    missing = {each.name for each in missing_so_far(sales_map, stages, stage, state)}
    required = {
        each.name for each in missing_so_far(sales_map, stages, stage, NOTHING) if each.item.hard
    }
    return required - missing


def check_no_regression(
    change: UnitOfWork, lead: Lead, pipeline: Pipeline, before: set[str]
) -> None:
    """Raise RequiredByStage where an edit took away what the lead's stage requires."""
    lost = before - satisfied_items(change, lead, pipeline)
    if not lost:
        return
    sales_map, stage = current_map(change.connection), pipeline.stage(lead.stage_id)
    labels = {
        each.name: label_of(each)
        for each in missing_so_far(sales_map, sales_map.stages_of(pipeline.key), stage.key, NOTHING)
        if each.name in lost
    }
    raise RequiredByStage(lead.id, stage.key, label(stage), labels)


def label_of(requirement: Requirement) -> str:
    """Return the label of a key element in the language bound."""
    return requirement.item.label.text(bound_language())


def _state(change: UnitOfWork, lead: Lead) -> LeadState:
    change.flush()
    return lead_state(change.connection, lead.id)


def _refuse_missing(
    sales_map: SalesMap,
    lead: Lead,
    missing: Sequence[Requirement],
    override: GateOverride,
    refusal: str,
) -> None:
    if override.forced and not (override.reason or "").strip():
        raise OverrideNeedsReason
    required = [each for each in missing if each.item.hard]
    if not required or (override.forced and sales_map.may_force):
        return
    labels = _(", ").join(label_of(each) for each in required)
    elements = [
        {
            "item": each.name,
            "label": label_of(each),
            "field": each.item.field,
            "form": each.item.form,
            "fact": each.fact,
        }
        for each in required
    ]
    raise GateClosed(
        _("{what}: missing {labels}.").format(what=refusal, labels=labels),
        lead.id,
        elements,
        may_force=sales_map.may_force,
        forced=override.forced,
    )
