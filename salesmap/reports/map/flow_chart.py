"""The pipelines as flow charts, with the leads in each stage and its problems."""

from collections.abc import Mapping

from salesmap.core.i18n import ngettext
from salesmap.core.page import ChartPipeline, ChartStage
from salesmap.core.table import major
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

LeadsByStage = Mapping[tuple[str, str], tuple[int, int]]
"""Leads in progress and their value in hundredths, by (pipeline, stage)."""


def flow_charts(
    sales_map: SalesMap,
    lang: str,
    leads: LeadsByStage | None,
    problems: Mapping[str, list[str]],
) -> list[ChartPipeline]:
    """Return a chart for each pipeline.

    Without `leads`, the charts show the map alone. `problems` are the titles of those beyond their
    threshold, by stage.
    """
    return [
        ChartPipeline(
            pipeline.label.text(lang),
            tuple(
                _chart_stage(
                    sales_map,
                    stage,
                    lang,
                    None if leads is None else leads.get((pipeline.key, stage.key), (0, 0)),
                    problems,
                )
                for stage in sales_map.stages_of(pipeline.key)
            ),
        )
        for pipeline in sales_map.pipelines
    ]


def leads_by_stage(connection: Connection) -> LeadsByStage:
    """Return the leads in progress by pipeline and stage."""
    rows = connection.execute(statements(__file__)["leads"])
    return {(pipeline, stage): (count, cents or 0) for pipeline, stage, count, cents in rows}


def _chart_stage(
    sales_map: SalesMap,
    stage: StageSpec,
    lang: str,
    leads: tuple[int, int] | None,
    problems: Mapping[str, list[str]],
) -> ChartStage:
    return ChartStage(
        title=stage.label.text(lang),
        owner=sales_map.role(stage.role).label.text(lang) if stage.role else "",
        action=stage.actions[0].label.text(lang) if stage.actions else "",
        is_after_win=stage.phase == "after",
        live=_leads_text(*leads) if leads else "",
        alarms=tuple(problems.get(stage.key, ())) if leads else (),
    )


def _leads_text(count: int, cents: int) -> str:
    return ngettext("{count} lead, {value:,}", "{count} leads, {value:,}", count).format(
        count=count, value=major(cents)
    )
