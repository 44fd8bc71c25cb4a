"""The rows that a map has in a book, beside its text: pipelines and stages, as far as reports need them at hand."""

from typing import Any

from sqlmodel import Session

from salesmap.domain.map.json_form import map_to_json
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.store.models import CustomField, MapVersion, Process, Stage


def install(session: Session, source: str, read: SalesMap, at: str, actor: str) -> None:
    """Put the first map into a new book."""
    session.add(
        MapVersion(
            key=read.key, source=source, compiled=map_to_json(read), applied_at=at, actor=actor
        )
    )
    for place, pipeline in enumerate(read.pipelines, 1):
        process = Process(
            key=pipeline.key, label_en=pipeline.label.en, label_zh=pipeline.label.zh, position=place
        )
        session.add(process)
        session.flush()
        session.add_all(
            stage_row(process, spec, position)
            for position, spec in enumerate(read.stages_of(pipeline.key), 1)
        )
    session.add_all(CustomField(key=field.key) for field in read.fields)
    session.flush()


def stage_row(process: Process, spec: StageSpec, position: int) -> Stage:
    """A new row for a stage of a pipeline."""
    return Stage(process_id=process.id, **_columns(spec, position))


def describe(row: Stage, spec: StageSpec, position: int) -> None:
    """Set in a stage's row what reports need at hand; the rest is in the map."""
    assign(row, **_columns(spec, position))


def assign(row: Process | Stage, **values: Any) -> None:
    """Set what is different, so that the journal tells of changes only."""
    for name, value in values.items():
        if getattr(row, name) != value:
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
