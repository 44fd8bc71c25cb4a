"""The leads that came in, moved, were won and lost in a time: those behind the sums of `pipeline-changes`."""

import json
from datetime import time, timedelta
from typing import Any

from salesmap.core.clock import instant
from salesmap.core.periods import Period
from salesmap.core.table import Table, columns
from salesmap.reports.pipeline.pipeline_changes import changed_leads
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "id:int lead customer source product region owner stage:key:stage_words status:word value:money currency created_on:day "
    "closed_on:day cycle_days:int lost_reason"
)
MOVES = columns(
    "what:word::direction id:int lead customer from_stage:key:from_words to_stage:key:to_words moved_at:instant owner status:word "
    "value:money currency"
)
_BRIEFS = {
    "came_in": ("id", "created_on", "lead", "customer", "source", "owner", "value"),
    "won": ("id", "closed_on", "lead", "customer", "owner", "value", "cycle_days"),
    "lost": ("id", "closed_on", "lead", "customer", "stage", "lost_reason", "owner", "value"),
}
_MOVES_BRIEF = ("what", "id", "lead", "from_stage", "to_stage", "owner", "value")
_STEPS = {"forward": "moved_on", "back": "moved_back"}


def lists(query: ReportQuery, period: Period) -> dict[str, Table]:
    """Lists of leads by what they did in the time (`came_in moved won lost`), the most valuable first."""
    doers: dict[str, list[int]] = {}
    for what, lead in changed_leads(query):
        doers.setdefault(what, []).append(lead)
    found = {
        what: Table(COLUMNS, _leads(query, doers.get(what, [])), brief, ("stage_words",))
        for what, brief in _BRIEFS.items()
    }
    return found | {"moved": _moves(query, period, doers)}


def _moves(query: ReportQuery, period: Period, doers: dict[str, list[int]]) -> Table:
    """A row for each lead that moved on, then for each that moved back: the stage that it left first, and where it came to last."""
    ways: dict[tuple[str, int], tuple[Any, ...]] = {}
    for outcome, lead, at, left, left_words, reached, reached_words in _steps(query, period):
        first = ways.get((_STEPS[outcome], lead))
        ways[_STEPS[outcome], lead] = (
            *(first[:2] if first else (left, left_words)),
            reached,
            reached_words,
            at,
        )
    rows = []
    for what in _STEPS.values():
        for lead in _leads(query, doers.get(what, [])):
            (
                id,
                name,
                customer,
                _source,
                _product,
                _region,
                owner,
                _stage,
                status,
                value,
                currency,
            ) = lead[:11]
            left, left_words, reached, reached_words, at = ways[what, id]
            rows.append(
                (
                    what,
                    id,
                    name,
                    customer,
                    left,
                    reached,
                    at,
                    owner,
                    status,
                    value,
                    currency,
                    left_words,
                    reached_words,
                )
            )
    return Table(MOVES, rows, _MOVES_BRIEF, ("from_words", "to_words"))


def _steps(query: ReportQuery, period: Period) -> list[tuple[Any, ...]]:
    start, end = (
        instant(query.clock.at(day, time()))
        for day in (period.since, period.until + timedelta(days=1))
    )
    return query.connection.execute(
        statements(__file__)["moves"], {"lang": query.lang, "start": start, "end": end}
    ).fetchall()


def _leads(query: ReportQuery, ids: list[int]) -> list[tuple[Any, ...]]:
    return query.connection.execute(
        statements(__file__)["leads"], {"lang": query.lang, "ids": json.dumps(ids)}
    ).fetchall()
