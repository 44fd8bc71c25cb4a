"""The process as a flow chart: what stands in each box, before anybody draws it."""

import sqlite3

from salesmap.core.i18n import ngettext
from salesmap.core.page import ChartPipeline, ChartStage
from salesmap.core.table import major
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.reports.query.statements import statements


def flows(
    read: SalesMap,
    lang: str,
    live: dict[tuple[str, str], tuple[int, int]] | None,
    alarms: dict[str, list[str]],
) -> list[ChartPipeline]:
    """The chart of a map: a flow for each pipeline. `live`: open leads and their value by pipeline and stage; `alarms`: titles of
    the problems that hurt, by stage."""
    return [
        ChartPipeline(
            pipeline.label.text(lang),
            tuple(
                _box(read, stage, lang, _at(live, pipeline.key, stage.key), alarms)
                for stage in read.stages_of(pipeline.key)
            ),
        )
        for pipeline in read.pipelines
    ]


def standing(connection: sqlite3.Connection) -> dict[tuple[str, str], tuple[int, int]]:
    """Leads under way and their value in hundredths, by pipeline and stage."""
    rows = connection.execute(statements(__file__)["standing"]).fetchall()
    return {(pipeline, stage): (count, cents or 0) for pipeline, stage, count, cents in rows}


def _box(
    read: SalesMap,
    stage: StageSpec,
    lang: str,
    live: tuple[int, int] | None,
    alarms: dict[str, list[str]],
) -> ChartStage:
    return ChartStage(
        title=stage.label.text(lang),
        owner=read.role(stage.role).label.text(lang) if stage.role else "",
        action=stage.actions[0].label.text(lang) if stage.actions else "",
        is_after_win=stage.phase == "after",
        live=ngettext("{count} lead, {value:,}", "{count} leads, {value:,}", live[0]).format(
            count=live[0], value=major(live[1])
        )
        if live
        else "",
        alarms=tuple(alarms.get(stage.key, ())) if live else (),
    )


def _at(
    live: dict[tuple[str, str], tuple[int, int]] | None, pipeline: str, stage: str
) -> tuple[int, int] | None:
    return None if live is None else live.get((pipeline, stage), (0, 0))
