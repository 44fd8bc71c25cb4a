"""The steps of the sales process: the stages of one pipeline, or of several together."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.reports.query.statements import statements


class Step(NamedTuple):
    """A stage, or the stages of several pipelines that the map puts together (`group`)."""

    key: str
    label: str
    phase: str
    stages: tuple[int, ...]


def processes(connection: sqlite3.Connection, name: str | None = None) -> list[int]:
    """The pipeline with this key or label, or all of them. Raises UsageError where there is none."""
    found = [
        row[0]
        for row in connection.execute(
            statements("query/stage_groups")["processes"], {"process": name}
        )
    ]
    if not found:
        raise UsageError(_("Unknown pipeline {name!r}.").format(name=name))
    return found


def steps(connection: sqlite3.Connection, lang: str, of: Sequence[int]) -> list[Step]:
    """The steps of these pipelines in their order, those before the win first. What only one pipeline has comes where it stands there."""
    found: list[Step] = []
    for process_id in of:
        follows = 0
        for stage_id, key, label, phase, group in connection.execute(
            statements("query/stage_groups")["stages"], {"process_id": process_id, "lang": lang}
        ).fetchall():
            name = key if len(of) == 1 else group
            known = next(
                (
                    number
                    for number, step in enumerate(found)
                    if step.key == name and step.phase == phase
                ),
                None,
            )
            if known is None:
                found.insert(follows, Step(name, label, phase, (stage_id,)))
                known = follows
            else:
                found[known] = found[known]._replace(stages=(*found[known].stages, stage_id))
            follows = known + 1
    return sorted(found, key=lambda step: step.phase, reverse=True)


def places(found: Sequence[Step]) -> dict[int, int]:
    """The place of each stage's step among the steps."""
    return {stage_id: number for number, step in enumerate(found) for stage_id in step.stages}
