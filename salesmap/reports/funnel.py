"""The funnel: where leads stand, how far they came, where they were lost."""

import sqlite3
from typing import Any, NamedTuple

from salesmap.errors import Unreadable
from salesmap.i18n import _
from salesmap.reports.cohort import Cohort
from salesmap.reports.sql import statements
from salesmap.rows import Rows, columns

COLUMNS = columns("stage label now:int now_value:money reached:int advanced:int lost:int conversion:ratio median_days:number")
BRIEF = ("label", "now", "now_value", "reached", "advanced", "lost", "conversion", "median_days")
_DAY = 86_400


class Funnel(NamedTuple):
    """The rows, and the currencies whose amounts were added as they stand: more than one wants a word of warning."""

    rows: Rows
    currencies: list[str]


def funnel(connection: sqlite3.Connection, cohort: Cohort, lang: str) -> Funnel:
    """A row per stage before the win, in process order, then a row `won`, whose `now` are the leads won.

    reached(S): leads that ever stood in S or further, or were won. conversion(S): reached(next) ÷ reached(S).
    advanced(S): leads that left S forwards. lost(S): leads lost while in S. median_days(S): the median of the completed
    stays in S. Raises Unreadable for an unknown process.
    """
    ask = _Question(connection, cohort, lang)
    standing = ask.all("standing")
    known = ask.all("stages")
    place = {stage[0]: number for number, stage in enumerate(known)}
    stages = [stage for stage in known if stage[3] == "before"]
    won = [row for row in standing if row[0] == "won"]
    reached = [_count(row for row in standing if row[0] == "won" or place[row[2]] >= number) for number in range(len(stages))]
    reached.append(_count(won))
    rows: list[tuple[Any, ...]] = []
    for number, (stage_id, key, label, _phase) in enumerate(stages):
        here = [row for row in standing if row[1] == stage_id]
        now = [row for row in here if row[0] == "open"]
        rows.append(
            (
                key,
                label,
                _count(now),
                _value(now),
                reached[number],
                ask.number("advanced", stage_id),
                _count(row for row in here if row[0] == "lost"),
                reached[number + 1] / reached[number] if reached[number] else None,
                ask.median_days(stage_id),
            )
        )
    rows.append(("won", _("won"), _count(won), _value(won), _count(won), None, None, None, None))
    return Funnel(Rows(COLUMNS, rows, BRIEF), sorted({row[5] for row in standing if row[4] is not None}))


class _Question:
    """The statements of the funnel for one cohort."""

    def __init__(self, connection: sqlite3.Connection, cohort: Cohort, lang: str) -> None:
        self.connection = connection
        condition = cohort.condition()
        of_cohort = f"AND lead_id IN (SELECT l.id FROM lead l WHERE 1 {condition})" if condition else ""
        self.sql = {
            name: text.replace("{cohort}", condition).replace("{of_cohort}", of_cohort) for name, text in statements("funnel").items()
        }
        self.parameters: dict[str, Any] = {**cohort.parameters(), "lang": lang}
        found = self.all("process")
        if not found:
            raise Unreadable(_("There is no process {name!r} in this book.").format(name=cohort.process))
        self.parameters["process_id"] = found[0][0]

    def all(self, name: str, **more: int) -> list[tuple[Any, ...]]:
        return self.connection.execute(self.sql[name], {**self.parameters, **more}).fetchall()

    def number(self, name: str, stage_id: int) -> int:
        return int(self.all(name, stage_id=stage_id)[0][0])

    def median_days(self, stage_id: int) -> float | None:
        completed = self.number("completed", stage_id)
        if not completed:
            return None
        middle = self.all("middle", stage_id=stage_id, take=2 - completed % 2, skip=(completed - 1) // 2)
        return float(sum(row[0] for row in middle) / len(middle) / _DAY)


def _count(rows: Any) -> int:
    return sum(row[3] for row in rows)


def _value(rows: Any) -> int:
    return sum(row[4] or 0 for row in rows)
