"""The leads behind a review: those that came in, moved, were won or lost in its period."""

import json
from collections.abc import Mapping, Sequence
from datetime import time, timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import instant
from salesmap.core.periods import Period
from salesmap.core.table import Table, columns
from salesmap.reports.pipeline.pipeline_changes import changed_leads
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int lead customer source product region owner stage:key:stage_words status:word "
    "value:money currency created_on:day closed_on:day cycle_days:int lost_reason"
)
MOVES = columns(
    "what:word::direction id:int lead customer from_stage:key:from_words to_stage:key:to_words "
    "moved_at:instant owner status:word value:money currency"
)
_DEFAULT_COLUMNS = {
    "came_in": ("id", "created_on", "lead", "customer", "source", "owner", "value"),
    "won": ("id", "closed_on", "lead", "customer", "owner", "value", "cycle_days"),
    "lost": ("id", "closed_on", "lead", "customer", "stage", "lost_reason", "owner", "value"),
}
_MOVES_DEFAULT_COLUMNS = ("what", "id", "lead", "from_stage", "to_stage", "owner", "value")
_CHANGES = {"forward": "moved_on", "back": "moved_back"}
"""The kinds of change by the outcome of the stay that it ended."""


class _Lead(NamedTuple):
    """A row of the statement `leads`."""

    id: int
    name: str
    customer: str | None
    source: str | None
    product: str | None
    region: str | None
    owner: str | None
    stage: str
    status: str
    value: int | None
    currency: str
    created_on: str
    closed_on: str | None
    cycle_days: int | None
    lost_reason: str | None
    stage_words: str


class _Move(NamedTuple):
    """The stage that a lead left first and the one it came to last, and when."""

    from_stage: str
    from_words: str
    to_stage: str | None
    to_words: str | None
    at: str


def lists(query: ReportQuery, period: Period) -> dict[str, Table]:
    """Return the leads by change (`came_in moved won lost`), the most valuable first."""
    ids: dict[str, list[int]] = {}
    for change, lead in changed_leads(query):
        ids.setdefault(change, []).append(lead)
    tables = {
        change: Table(COLUMNS, _leads(query, ids.get(change, [])), shown, ("stage_words",))
        for change, shown in _DEFAULT_COLUMNS.items()
    }
    return {**tables, "moved": _moved(query, period, ids)}


def _moved(query: ReportQuery, period: Period, ids: Mapping[str, Sequence[int]]) -> Table:
    """Return the leads that moved on, then those that moved back."""
    moves = _moves(query, period)
    rows: list[tuple[Any, ...]] = []
    for change in _CHANGES.values():
        for lead in _leads(query, ids.get(change, [])):
            move = moves[change, lead.id]
            rows.append(
                (
                    change,
                    lead.id,
                    lead.name,
                    lead.customer,
                    move.from_stage,
                    move.to_stage,
                    move.at,
                    lead.owner,
                    lead.status,
                    lead.value,
                    lead.currency,
                    move.from_words,
                    move.to_words,
                )
            )
    return Table(MOVES, rows, _MOVES_DEFAULT_COLUMNS, ("from_words", "to_words"))


def _moves(query: ReportQuery, period: Period) -> dict[tuple[str, int], _Move]:
    """Return the moves within a period by kind of change and lead."""
    start, end = (
        instant(query.clock.at(day, time()))
        for day in (period.since, period.until + timedelta(days=1))
    )
    parameters = {"lang": query.lang, "start": start, "end": end}
    moves: dict[tuple[str, int], _Move] = {}
    for outcome, lead, at, *stages in query.connection.execute(_SQL["moves"], parameters):
        from_stage, from_words, to_stage, to_words = stages
        key = _CHANGES[outcome], lead
        first = moves.get(key)
        if first:
            from_stage, from_words = first.from_stage, first.from_words
        moves[key] = _Move(from_stage, from_words, to_stage, to_words, at)
    return moves


def _leads(query: ReportQuery, ids: Sequence[int]) -> list[_Lead]:
    parameters = {"lang": query.lang, "ids": json.dumps(ids)}
    return [_Lead(*row) for row in query.connection.execute(_SQL["leads"], parameters)]
