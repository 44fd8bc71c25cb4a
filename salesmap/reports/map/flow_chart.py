"""The pipelines as flow charts, with the leads in each stage and its problems."""

from collections.abc import Mapping

from salesmap.core.i18n import ngettext
from salesmap.core.page import ChartPipeline, ChartStage
from salesmap.core.table import grouped, major
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.reports.query.scope import Amounts
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

LeadsByStage = Mapping[tuple[str, str], tuple[int, int]]
"""Leads in progress and their value in hundredths, by (pipeline, stage)."""


def flow_charts(
    sales_map: SalesMap,
    lang: str,
    leads: LeadsByStage | None,
    problems: Mapping[str, list[str]],
    currency: str,
) -> list[ChartPipeline]:
    """Return a chart for each pipeline.

    Without `leads`, whose value is in the currency, the charts show the map alone. `problems` are
    the titles of those beyond their threshold, by stage.
    """
    return [
        ChartPipeline(
            pipeline.label.text(lang),
            tuple(
                _chart_stage(
                    sales_map,
                    stage,
                    lang,
                    ""
                    if leads is None
                    else _leads_text(*leads.get((pipeline.key, stage.key), (0, 0)), currency),
                    problems,
                )
                for stage in sales_map.stages_of(pipeline.key)
            ),
        )
        for pipeline in sales_map.pipelines
    ]


def leads_by_stage(connection: Connection, amounts: Amounts) -> LeadsByStage:
    """Return the leads in progress by pipeline and stage."""
    rows = connection.execute(amounts.in_figures(statements(__file__)["leads"]))
    return {(pipeline, stage): (count, cents or 0) for pipeline, stage, count, cents in rows}


def _chart_stage(
    sales_map: SalesMap,
    stage: StageSpec,
    lang: str,
    live: str,
    problems: Mapping[str, list[str]],
) -> ChartStage:
    return ChartStage(
        title=stage.label.text(lang),
        owner=sales_map.role(stage.role).label.text(lang) if stage.role else "",
        action=stage.actions[0].label.text(lang) if stage.actions else "",
        is_after_win=stage.phase == "after",
        live=live,
        alarms=tuple(problems.get(stage.key, ())) if live else (),
    )


def _leads_text(count: int, cents: int, currency: str) -> str:
    return ngettext(
        "{count} lead, {currency} {value}", "{count} leads, {currency} {value}", count
    ).format(count=count, currency=currency, value=grouped(major(cents)))
