"""The funnel of all leads in scope together, answered from indexes (`salesmap funnel`, board)."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.stage_groups import (
    StageGroup,
    before_win,
    index_by_stage,
    pipeline_ids,
    stage_groups,
)
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "stage label now:int now_value:money reached:int advanced:int lost:int conversion:ratio "
    "median_days:number"
)
DEFAULT_COLUMNS = (
    "label",
    "now",
    "now_value",
    "reached",
    "advanced",
    "lost",
    "conversion",
    "median_days",
)
DAY_SECONDS = 86_400


class _Standing(NamedTuple):
    """Leads of one status in one stage, with the furthest stage that they reached."""

    status: str
    stage_id: int
    furthest_id: int
    leads: int
    value_cents: int | None


def funnel(connection: Connection, scope: LeadScope, lang: str) -> Table:
    """Return a row per stage before the win, then a row `won`, whose `now` are the leads won.

    Of several pipelines together, a row per group of stages. reached(S): leads that ever stood in
    S or further, or were won. conversion(S): reached(next) ÷ reached(S). advanced(S): leads that
    left S forwards. lost(S): leads lost while in S. median_days(S): median length of the completed
    stays in S. Raises UnknownPipelineError.
    """
    source = _Source(connection, scope, lang)
    pipelines = pipeline_ids(connection, scope.pipelines)
    groups = stage_groups(connection, lang, pipelines)
    standing = source.standing(pipelines)
    won = [row for row in standing if row.status == "won"]
    stages = before_win(groups)
    index = index_by_stage(groups)
    reached = [
        _leads(row for row in standing if row.status == "won" or index[row.furthest_id] >= number)
        for number in range(len(stages))
    ]
    reached.append(_leads(won))
    rows: list[tuple[Any, ...]] = []
    for number, stage in enumerate(stages):
        in_stage = [row for row in standing if row.stage_id in stage.stage_ids]
        open_ = [row for row in in_stage if row.status == "open"]
        rows.append(
            (
                stage.key,
                stage.label,
                _leads(open_),
                _value(open_),
                reached[number],
                source.number("advanced", stage),
                _leads(row for row in in_stage if row.status == "lost"),
                reached[number + 1] / reached[number] if reached[number] else None,
                source.median_days(stage),
            )
        )
    rows.append(("won", _("Won"), _leads(won), _value(won), _leads(won), None, None, None, None))
    return Table(COLUMNS, rows, DEFAULT_COLUMNS)


class _Source:
    """The statements of the funnel over one scope."""

    def __init__(self, connection: Connection, scope: LeadScope, lang: str) -> None:
        self.connection = connection
        condition = scope.condition()
        stay_condition = (
            f"AND lead_id IN (SELECT l.id FROM lead l WHERE true {condition})" if condition else ""
        )
        self.sql = {
            name: scope.amounts.in_figures(
                text.replace("{condition}", condition).replace("{stay_condition}", stay_condition)
            )
            for name, text in _SQL.items()
        }
        self.parameters: dict[str, Any] = {**scope.parameters(), "lang": lang}

    def standing(self, pipelines: Iterable[int]) -> list[_Standing]:
        """Return where the leads of these pipelines stand."""
        return [
            _Standing(*row)
            for pipeline_id in pipelines
            for row in self._rows("standing", pipeline_id=pipeline_id)
        ]

    def number(self, name: str, stage: StageGroup) -> int:
        """Return the number that a statement counts in a stage."""
        return int(self._rows(name, stage.stage_ids)[0][0])

    def median_days(self, stage: StageGroup) -> float | None:
        """Return the median length of the completed stays, in days."""
        completed = self.number("completed", stage)
        if not completed:
            return None
        take, skip = 2 - completed % 2, (completed - 1) // 2
        middle = self._rows("middle", stage.stage_ids, take=take, skip=skip)
        return float(sum(secs for (secs,) in middle) / len(middle) / DAY_SECONDS)

    def _rows(
        self, name: str, stages: tuple[int, ...] = (), **parameters: int
    ) -> list[tuple[Any, ...]]:
        query = self.sql[name].replace("{stages}", ", ".join(map(str, stages)))
        return self.connection.execute(query, {**self.parameters, **parameters}).fetchall()


def _leads(rows: Iterable[_Standing]) -> int:
    return sum(row.leads for row in rows)


def _value(rows: Iterable[_Standing]) -> int:
    return sum(row.value_cents or 0 for row in rows)
