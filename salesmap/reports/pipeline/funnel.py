"""The funnel: where leads stand, how far they came, where they were lost."""

import sqlite3
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.stage_groups import Step, places, processes, steps
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "stage label now:int now_value:money reached:int advanced:int lost:int conversion:ratio median_days:number"
)
BRIEF = ("label", "now", "now_value", "reached", "advanced", "lost", "conversion", "median_days")
_DAY = 86_400


class Funnel(NamedTuple):
    """The rows, and the currencies whose amounts were added as they stand: more than one wants a word of warning."""

    rows: Table
    currencies: list[str]


def funnel(connection: sqlite3.Connection, cohort: LeadScope, lang: str) -> Funnel:
    """A row per stage before the win, in process order, then a row `won`, whose `now` are the leads won. Of several pipelines
    together, a row per group of stages.

    reached(S): leads that ever stood in S or further, or were won. conversion(S): reached(next) ÷ reached(S).
    advanced(S): leads that left S forwards. lost(S): leads lost while in S. median_days(S): the median of the completed
    stays in S. Raises UsageError for an unknown pipeline.
    """
    ask = _Question(connection, cohort, lang)
    pipelines = processes(connection, cohort.pipeline)
    found = steps(connection, lang, pipelines)
    place = places(found)
    standing = [
        row for process_id in pipelines for row in ask.all("standing", process_id=process_id)
    ]
    won = [row for row in standing if row[0] == "won"]
    before = [step for step in found if step.phase == "before"]
    reached = [
        _count(row for row in standing if row[0] == "won" or place[row[2]] >= number)
        for number in range(len(before))
    ]
    reached.append(_count(won))
    rows: list[tuple[Any, ...]] = []
    for number, step in enumerate(before):
        here = [row for row in standing if row[1] in step.stages]
        now = [row for row in here if row[0] == "open"]
        rows.append(
            (
                step.key,
                step.label,
                _count(now),
                _value(now),
                reached[number],
                ask.number("advanced", step),
                _count(row for row in here if row[0] == "lost"),
                reached[number + 1] / reached[number] if reached[number] else None,
                ask.median_days(step),
            )
        )
    rows.append(("won", _("won"), _count(won), _value(won), _count(won), None, None, None, None))
    return Funnel(
        Table(COLUMNS, rows, BRIEF), sorted({row[5] for row in standing if row[4] is not None})
    )


class _Question:
    """The statements of the funnel for one cohort."""

    def __init__(self, connection: sqlite3.Connection, cohort: LeadScope, lang: str) -> None:
        self.connection = connection
        condition = cohort.condition()
        of_cohort = (
            f"AND lead_id IN (SELECT l.id FROM lead l WHERE 1 {condition})" if condition else ""
        )
        self.sql = {
            name: text.replace("{cohort}", condition).replace("{of_cohort}", of_cohort)
            for name, text in statements("pipeline/funnel").items()
        }
        self.parameters: dict[str, Any] = {**cohort.parameters(), "lang": lang}

    def all(self, name: str, stages: tuple[int, ...] = (), **more: int) -> list[tuple[Any, ...]]:
        """Every row of a statement."""
        query = self.sql[name].replace("{stages}", ", ".join(map(str, stages)))
        return self.connection.execute(query, {**self.parameters, **more}).fetchall()

    def number(self, name: str, step: Step) -> int:
        """The number that a statement counts in a step."""
        return int(self.all(name, step.stages)[0][0])

    def median_days(self, step: Step) -> float | None:
        """The median length of the completed stays."""
        completed = self.number("completed", step)
        if not completed:
            return None
        middle = self.all("middle", step.stages, take=2 - completed % 2, skip=(completed - 1) // 2)
        return float(sum(row[0] for row in middle) / len(middle) / _DAY)


def _count(rows: Any) -> int:
    return sum(row[3] for row in rows)


def _value(rows: Any) -> int:
    return sum(row[4] or 0 for row in rows)
