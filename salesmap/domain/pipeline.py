"""A pipeline and its stages, as a lead moves through them."""

from collections.abc import Sequence

from salesmap.core.folding import fold
from salesmap.core.i18n import bound_language
from salesmap.domain import records
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.errors import AmbiguousStage, UnknownPipelineError, UnknownStageError
from salesmap.domain.map.model import SalesMap
from salesmap.domain.records import Stage
from salesmap.domain.routing import pipeline_for


class Pipeline:
    """The stages of one pipeline in their order."""

    def __init__(self, record: records.Pipeline, stages: Sequence[Stage]) -> None:
        self.id = record.id
        self.key = record.key
        self.labels = (record.label_en, record.label_zh)
        self.stages = tuple(stages)

    @property
    def first(self) -> Stage:
        """Return the stage of a new lead."""
        return self.stages[0]

    @property
    def after_win(self) -> Stage | None:
        """Return the stage in which a won lead lives on, if the pipeline has one."""
        return next((stage for stage in self.stages if stage.phase == "after"), None)

    def stage(self, stage_id: int) -> Stage:
        """Return the stage with this id."""
        return next(stage for stage in self.stages if stage.id == stage_id)

    def next(self, stage: Stage) -> Stage | None:
        """Return the stage that follows, None after the last."""
        return next((later for later in self.stages if later.position > stage.position), None)

    def has(self, name: str) -> bool:
        """Return whether exactly one stage has this name."""
        return len(self._named(name)) == 1

    def named(self, name: str) -> Stage:
        """Return the stage with this key or label, or the only one whose key or label begins so.

        Raises UnknownStageError, AmbiguousStage.
        """
        found = self._named(name)
        if len(found) == 1:
            return found[0]
        if found:
            raise AmbiguousStage(name, [stage.key for stage in found])
        raise UnknownStageError(name, [stage.key for stage in self.stages])

    def _named(self, name: str) -> list[Stage]:
        requested = fold(name)
        names = [
            (stage, {fold(stage.key), fold(stage.label_en), fold(stage.label_zh)})
            for stage in self.stages
        ]
        exact = [stage for stage, known in names if requested in known]
        if exact or not requested:
            return exact
        return [
            stage for stage, known in names if any(each.startswith(requested) for each in known)
        ]


def label(stage: Stage) -> str:
    """Return a stage's label in the language bound."""
    return stage.label_en if bound_language() == "en" else stage.label_zh


def pipeline_named(pipelines: Sequence[Pipeline], name: str) -> Pipeline:
    """Return the pipeline with this key or label. Raises UnknownPipelineError."""
    requested = fold(name)
    for pipeline in pipelines:
        if requested in map(fold, (pipeline.key, *pipeline.labels)):
            return pipeline
    raise UnknownPipelineError(name, [pipeline.key for pipeline in pipelines])


def choose_pipeline(
    pipelines: Sequence[Pipeline], sales_map: SalesMap, draft: LeadDraft
) -> Pipeline:
    """Return the pipeline that a new lead names, or the one whose rule fits.

    If that one lacks the lead's stage, the first that has it. Raises UnknownPipelineError.
    """
    if draft.pipeline:
        return pipeline_named(pipelines, draft.pipeline)
    if len(pipelines) == 1:
        return pipelines[0]
    values = {**draft._asdict(), **draft.fields}
    texts = {name: value for name, value in values.items() if isinstance(value, str)}
    fitting = pipeline_for(sales_map, texts).key
    ordered = sorted(pipelines, key=lambda pipeline: pipeline.key != fitting)
    with_stage = (each for each in ordered if draft.stage is None or each.has(draft.stage))
    return next(with_stage, ordered[0])
