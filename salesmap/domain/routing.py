"""The choice of a new lead's pipeline."""

from collections.abc import Mapping

from salesmap.core.folding import fold
from salesmap.domain.map.model import PipelineSpec, SalesMap


def pipeline_for(sales_map: SalesMap, fields: Mapping[str, str | None]) -> PipelineSpec:
    """Return the first pipeline whose rule matches a lead's fields; else the one without a rule."""
    pipelines = sales_map.pipelines
    matching = (each for each in pipelines if each.when and _matches(each, fields))
    others = (each for each in pipelines if not each.when)
    return next(matching, None) or next(others, pipelines[0])


def _matches(pipeline: PipelineSpec, fields: Mapping[str, str | None]) -> bool:
    """Return whether each field of the rule has one of its values."""
    return all(
        fold(fields.get(field) or "") in {fold(value) for value in values}
        for field, values in pipeline.when
    )
