"""Why a map cannot be applied: leads would have no stage, or one on the other side of the win."""

from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _, ngettext
from salesmap.domain.records import Pipeline, Stage
from salesmap.store.unit_of_work import UnitOfWork


class MapChangedMeanwhile(RuleViolation):
    """The database has another map by now than the one that was compared with."""

    code = "map_changed_meanwhile"

    def __init__(self) -> None:
        super().__init__(_("The map was changed meanwhile."))


class PipelineInUse(RuleViolation):
    """Leads are in a pipeline that the new map does not have. `data`: `pipeline`, `count`."""

    code = "pipeline_in_use"

    def __init__(self, pipeline: str, count: int) -> None:
        text = ngettext(
            "{count} lead is in pipeline {pipeline!r}, which the new map does not have.",
            "{count} leads are in pipeline {pipeline!r}, which the new map does not have.",
            count,
        )
        super().__init__(
            text.format(count=count, pipeline=pipeline), pipeline=pipeline, count=count
        )


class StageInUse(RuleViolation):
    """Leads are in a stage that the new map does not have. `data`: `stage`, `count`."""

    code = "stage_in_use"

    def __init__(self, stage: str, count: int) -> None:
        text = ngettext(
            "{count} lead is in stage {stage!r}, which the new map does not have.",
            "{count} leads are in stage {stage!r}, which the new map does not have.",
            count,
        )
        super().__init__(text.format(count=count, stage=stage), stage=stage, count=count)


class StageAcrossWin(RuleViolation):
    """Leads of a stage would come to the other side of the win."""

    code = "stage_across_win"

    def __init__(self, stage: str, target: str) -> None:
        text = _(
            "Cannot move leads from stage {stage!r} to {target!r}: one is before the win, the "
            "other after it."
        )
        super().__init__(text.format(stage=stage, target=target), stage=stage, target=target)


def refuse_leads_in_pipeline(change: UnitOfWork, pipeline: Pipeline) -> None:
    """Raise PipelineInUse when open or won leads are in a pipeline."""
    if count := _count_leads(change, "process_id", pipeline.id):
        raise PipelineInUse(pipeline.key, count)


def refuse_leads_in_stage(change: UnitOfWork, stage: Stage) -> None:
    """Raise StageInUse when open or won leads are in a stage."""
    if count := _count_leads(change, "stage_id", stage.id):
        raise StageInUse(stage.key, count)


def refuse_other_side(change: UnitOfWork, stage: Stage, target: str, phase: str) -> None:
    """Raise StageAcrossWin when leads of a stage do not fit into a phase."""
    misfit = "won" if phase == "before" else "open"
    sql = "SELECT 1 FROM lead WHERE stage_id = ? AND status = ? LIMIT 1"
    if change.sql(sql, stage.id, misfit):
        raise StageAcrossWin(stage.key, target)


def _count_leads(change: UnitOfWork, column: str, id: int) -> int:
    ((count,),) = change.sql(
        f"SELECT count(*) FROM lead WHERE {column} = ? AND status IN ('open', 'won')", id
    )
    return int(count)
