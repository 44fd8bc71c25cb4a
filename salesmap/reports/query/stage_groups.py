"""The stages of one pipeline, or of several together, in the order of a report's rows."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


class StageGroup(NamedTuple):
    """A stage, or the stages of several pipelines that the map counts as one (`group`)."""

    key: str
    label: str
    phase: str
    stage_ids: tuple[int, ...]


def pipeline_ids(connection: Connection, chosen: Sequence[int] = ()) -> list[int]:
    """Return the chosen pipelines, or all, in their order."""
    ids = [id for (id,) in connection.execute(_SQL["pipelines"])]
    return [id for id in ids if id in chosen] if chosen else ids


def stage_groups(connection: Connection, lang: str, pipelines: Sequence[int]) -> list[StageGroup]:
    """Return the stages of these pipelines in their order, those before the win first.

    Of several pipelines, stages of one group are one; a stage that only one of them has comes
    where it stands there.
    """
    groups: list[StageGroup] = []
    for pipeline_id in pipelines:
        next_index = 0
        for stage_id, key, label, phase, group_key in connection.execute(
            _SQL["stages"], {"pipeline_id": pipeline_id, "lang": lang}
        ).fetchall():
            name = key if len(pipelines) == 1 else group_key
            index = _index_of(groups, name, phase)
            if index is None:
                index = next_index
                groups.insert(index, StageGroup(name, label, phase, (stage_id,)))
            else:
                ids = (*groups[index].stage_ids, stage_id)
                groups[index] = groups[index]._replace(stage_ids=ids)
            next_index = index + 1
    return sorted(groups, key=lambda group: group.phase, reverse=True)  # "before" > "after"


def _index_of(groups: Sequence[StageGroup], key: str, phase: str) -> int | None:
    return next(
        (i for i, group in enumerate(groups) if group.key == key and group.phase == phase), None
    )


def before_win(groups: Sequence[StageGroup]) -> list[StageGroup]:
    """Return the stages before the win."""
    return [group for group in groups if group.phase == "before"]


def index_by_stage(groups: Sequence[StageGroup]) -> dict[int, int]:
    """Return the index among the groups for each stage id."""
    return {stage_id: i for i, group in enumerate(groups) for stage_id in group.stage_ids}
