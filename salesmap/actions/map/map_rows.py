"""The rows of a map: its pipelines and stages, as far as reports need them."""

from typing import Any

from salesmap.domain.map.json_form import map_to_json
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.domain.records import CustomField, MapVersion, Pipeline, Stage
from salesmap.store.connection import Connection
from salesmap.store.mapper import insert


def install(connection: Connection, source: str, sales_map: SalesMap, at: str, actor: str) -> None:
    """Put the first map into a new database."""
    version = MapVersion(
        key=sales_map.key,
        source=source,
        compiled=map_to_json(sales_map),
        applied_at=at,
        actor=actor,
    )
    insert(connection, version)
    for position, spec in enumerate(sales_map.pipelines, 1):
        pipeline = Pipeline(
            key=spec.key, label_en=spec.label.en, label_zh=spec.label.zh, position=position
        )
        insert(connection, pipeline)
        for number, stage in enumerate(sales_map.stages_of(spec.key), 1):
            insert(connection, stage_row(pipeline, stage, number))
    for field in sales_map.fields:
        insert(connection, CustomField(key=field.key))


def stage_row(pipeline: Pipeline, spec: StageSpec, position: int) -> Stage:
    """Return a new row for a stage of a pipeline."""
    return Stage(process_id=pipeline.id, **_columns(spec, position))


def set_stage(row: Stage, spec: StageSpec, position: int) -> None:
    """Set in a stage's row what reports need; the rest is in the map."""
    for name, value in _columns(spec, position).items():
        setattr(row, name, value)


def _columns(spec: StageSpec, position: int) -> dict[str, Any]:
    return {
        "key": spec.key,
        "position": position,
        "label_en": spec.label.en,
        "label_zh": spec.label.zh,
        "phase": spec.phase,
        "probability": spec.probability,
        "quiet_days": spec.quiet_days,
        "response_hours": spec.response_hours,
        "group_key": spec.group,
    }
