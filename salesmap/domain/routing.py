"""Which pipeline a lead takes."""

from collections.abc import Mapping

from salesmap.core.folding import fold
from salesmap.domain.map.model import PipelineSpec, SalesMap


def pipeline_for(read: SalesMap, known: Mapping[str, str | None]) -> PipelineSpec:
    """The first pipeline whose rule fits what is known of a lead (fields by name); else the one without a rule."""
    fitting = (pipeline for pipeline in read.pipelines if pipeline.when and _fits(pipeline, known))
    others = (pipeline for pipeline in read.pipelines if not pipeline.when)
    return next(fitting, None) or next(others, read.pipelines[0])


def _fits(pipeline: PipelineSpec, known: Mapping[str, str | None]) -> bool:
    """Whether each field of the rule has one of the values named."""
    return all(
        fold(known.get(field) or "") in {fold(value) for value in values}
        for field, values in pipeline.when
    )
