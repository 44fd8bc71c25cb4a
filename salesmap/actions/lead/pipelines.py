"""The pipelines of the database, as actions on leads need them."""

from salesmap.domain import records
from salesmap.domain.errors import LeadNotFound, NoPipeline
from salesmap.domain.lead import Lead, Moment
from salesmap.domain.pipeline import Pipeline
from salesmap.domain.records import Stage, StageVisit
from salesmap.domain.timeline import StageTimeline
from salesmap.store.errors import DamagedRecord
from salesmap.store.map_versions import current_map
from salesmap.store.row_sense import unlike_the_map
from salesmap.store.unit_of_work import UnitOfWork


def lead_with_id(change: UnitOfWork, lead_id: int) -> Lead:
    """Return a lead to be changed. Raises LeadNotFound."""
    lead = change.get(Lead, lead_id)
    if lead is None:
        raise LeadNotFound(lead_id)
    return lead


def pipeline_with_id(change: UnitOfWork, pipeline_id: int) -> Pipeline:
    """Return a pipeline with its stages. Raises DamagedRecord where the map has others."""
    record = change.existing(records.Pipeline, pipeline_id)
    stages = change.all(Stage, "process_id = ?", pipeline_id, order="position, id")
    stored = record.key, tuple(stage.key for stage in stages)
    if stored not in ((each.key, each.stages) for each in current_map(change.connection).pipelines):
        raise DamagedRecord(*next(unlike_the_map(change.connection)))
    return Pipeline(record, stages)


def pipeline_of(change: UnitOfWork, lead: Lead) -> Pipeline:
    """Return the pipeline that a lead is in."""
    return pipeline_with_id(change, lead.process_id)


def all_pipelines(change: UnitOfWork) -> list[Pipeline]:
    """Return all pipelines in their order. Raises NoPipeline."""
    found = change.all(records.Pipeline, order="position, id")
    if not found:
        raise NoPipeline
    return [pipeline_with_id(change, pipeline.id) for pipeline in found]


def timeline_of(change: UnitOfWork, lead: Lead) -> StageTimeline:
    """Return the timeline of a lead."""
    return StageTimeline(lead.id, change.all(StageVisit, "lead_id = ?", lead.id))


def save_timeline(change: UnitOfWork, timeline: StageTimeline) -> None:
    """Write a timeline: visits that ended, then those that began, for one is current at most."""
    change.add_all([visit for visit in timeline.visits if not visit.id])


def moment_of(change: UnitOfWork) -> Moment:
    """Return when the change happens."""
    return Moment(change.now, change.database.clock.today())
