"""Applying a map in the place of another: its stages, and every lead that stands in them.

A renamed stage keeps its row. The leads and visits of a stage that the new map does not have go to
the stage that the caller names. All of it is one change.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.custom_fields import declare_custom_fields
from salesmap.actions.map.lead_moves import move_leads, set_furthest
from salesmap.actions.map.map_rows import set_stage, stage_row
from salesmap.actions.map.refusals import (
    MapChangedMeanwhile,
    refuse_leads_in_pipeline,
    refuse_leads_in_stage,
    refuse_other_side,
)
from salesmap.domain.map.json_form import map_to_json
from salesmap.domain.map.loader import parse_map
from salesmap.domain.map.model import SalesMap
from salesmap.domain.map.succession import Succession, succession
from salesmap.domain.records import MapVersion, Pipeline, Stage
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


def apply(
    database: Database, source: str, moves: Mapping[str, str], seen: int | None = None
) -> None:
    """Make this TOML the map of the database.

    `moves` names the successors of stages and pipelines that the new map does not have; `seen` is
    the version of the map that the caller compared with. Raises InvalidMap, InvalidMapMove,
    MapChangedMeanwhile, PipelineInUse, StageInUse, StageAcrossWin.
    """
    new = parse_map(source)
    with transaction(database) as change:
        if seen is not None and change.sql("SELECT max(id) FROM map_version")[0][0] != seen:
            raise MapChangedMeanwhile
        change.acts_on_rules = False
        old = current_map(change.connection)
        _MapMigration(change, new, succession(old, new, moves)).run()
        change.add(
            MapVersion(
                key=new.key,
                source=source,
                compiled=map_to_json(new),
                applied_at=change.now,
                actor=database.user,
            )
        )
        declare_custom_fields(change, [field.key for field in new.fields])
        change.describe("map changed: {}", new.key)


Rows = Mapping[str, Stage]
"""The rows of the stages of one pipeline, by their keys, in their order."""


class _Route(NamedTuple):
    """Where the leads and visits of a stage go; `is_removed`: the new map does not have it."""

    origin: Stage
    target: Stage
    is_removed: bool


class _MapMigration:
    """One map taking the place of another, in one change."""

    def __init__(self, change: UnitOfWork, new: SalesMap, successors: Succession) -> None:
        self.change = change
        self.new = new
        self.successors = successors

    def run(self) -> None:
        """Bring the rows of pipelines and stages to the new map, and move the leads."""
        before = {pipeline.key: pipeline for pipeline in self.change.all(Pipeline)}
        old = {key: self._stages_of(pipeline) for key, pipeline in before.items()}
        after = {
            spec.key: self._pipeline_row(number, spec.key, before)
            for number, spec in enumerate(self.new.pipelines, 1)
        }
        new = {key: self._stage_rows(key, pipeline, old) for key, pipeline in after.items()}
        for key, pipeline in before.items():
            successor = after.get(self.successors.pipelines.get(key, ""))
            if successor is None:
                refuse_leads_in_pipeline(self.change, pipeline)
                successor = next(iter(after.values()))
            for route in self._routes(old[key], new[successor.key]):
                move_leads(
                    self.change, route.origin, route.target, successor, whole=route.is_removed
                )
        self._delete_unused(old, new, before, after)
        set_furthest(self.change)

    def _stages_of(self, pipeline: Pipeline) -> dict[str, Stage]:
        rows = self.change.all(Stage, "process_id = ?", pipeline.id, order="position, id")
        return {stage.key: stage for stage in rows}

    def _pipeline_row(self, position: int, key: str, before: Mapping[str, Pipeline]) -> Pipeline:
        """Return the row of a pipeline: its own, or that of the only one that becomes it."""
        label = self.new.pipeline(key).label
        ancestors = [old for old, new in self.successors.pipelines.items() if new == key]
        origin = key if key in before else ancestors[0] if len(ancestors) == 1 else None
        if origin is None:
            return self.change.add(
                Pipeline(key=key, label_en=label.en, label_zh=label.zh, position=position)
            )
        row = before[origin]
        row.key, row.position = key, position
        row.label_en, row.label_zh = label.en, label.zh
        return row

    def _stage_rows(
        self, key: str, pipeline: Pipeline, old: Mapping[str, Rows]
    ) -> dict[str, Stage]:
        """Return the rows of a pipeline's stages: existing ones, renamed ones, and new ones."""
        of_pipeline = (
            rows
            for rows in old.values()
            if any(row.process_id == pipeline.id for row in rows.values())
        )
        existing = next(of_pipeline, {})
        result = {}
        for position, spec in enumerate(self.new.stages_of(key), 1):
            row = existing.get(spec.key) or self._ancestor(spec.key, existing)
            if row is None:
                row = self.change.add(stage_row(pipeline, spec, position))
            else:
                if row.phase != spec.phase:
                    refuse_other_side(self.change, row, spec.key, spec.phase)
                set_stage(row, spec, position)
            result[spec.key] = row
        return result

    def _ancestor(self, key: str, rows: Rows) -> Stage | None:
        """Return the row of the stage that is renamed to this one."""
        remaining = {stage.key for stage in self.new.stages}
        ancestors = [
            old
            for old, new in self.successors.stages.items()
            if new == key and old not in remaining and old in rows
        ]
        return rows[ancestors[0]] if len(ancestors) == 1 else None

    def _routes(self, old: Rows, new: Rows) -> list[_Route]:
        """Return where the leads go of stages that are removed or have another successor."""
        routes = []
        for key, row in old.items():
            remains = any(row is each for each in new.values())
            successor = new.get(self.successors.stages.get(key, ""))
            if successor is row or (remains and key not in self.successors.stages):
                continue
            if successor is None:
                refuse_leads_in_stage(self.change, row)
                successor = _nearest(row, old, new)
            routes.append(_Route(row, successor, not remains))
        return routes

    def _delete_unused(
        self,
        old: Mapping[str, Rows],
        new: Mapping[str, Rows],
        before: Mapping[str, Pipeline],
        after: Mapping[str, Pipeline],
    ) -> None:
        used_stages = {row.id for rows in new.values() for row in rows.values()}
        used_pipelines = {pipeline.id for pipeline in after.values()}
        for rows in old.values():
            for stage in rows.values():
                if stage.id not in used_stages:
                    self.change.delete(stage)
        for pipeline in before.values():
            if pipeline.id not in used_pipelines:
                self.change.delete(pipeline)


def _nearest(row: Stage, old: Rows, new: Rows) -> Stage:
    """Return the stage that takes over the past visits of a stage without a successor.

    It is the last one before it that remains on its side of the win, else the first one there.
    """
    keys: Sequence[str] = list(old)
    earlier = keys[: keys.index(row.key)] if row.key in keys else []
    remaining = [new[key] for key in reversed(earlier) if key in new]
    candidates = [*remaining, *new.values()]
    same_side = (stage for stage in candidates if stage.phase == row.phase)
    return next(same_side, next(iter(new.values())))
