"""What is due of tickets: those whose answer or solution is late, or will be by a day."""

from datetime import date, datetime, time, timedelta

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.i18n import _
from salesmap.core.text import one_line
from salesmap.reports.activity.due_rows import DueItem, DueRow, DueStatements
from salesmap.reports.service.states import with_states
from salesmap.store.statements import statements

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}
_LONGEST = 60


def tickets_due(run: DueStatements, clock: Clock, until: date) -> list[DueItem]:
    """Return the tickets to answer or to solve by a day, each once, the earliest first.

    A ticket that waits for the customer is not due to be solved.
    """
    run = run._replace(sql=_SQL, owner="coalesce(t.owner, l.owner)")
    end = instant(clock.at(until + timedelta(days=1), time()))
    items: dict[int, tuple[str, DueItem]] = {}
    for row in run.rows("response", end=end):
        items[row.id] = (str(row.second), _item(row, clock, "reply", is_answered=False))
    for row in run.rows("solution", end=end):
        if row.id not in items:
            items[row.id] = (str(row.second), _item(row, clock, "resolve", is_answered=True))
    return [item for _at, item in sorted(items.values(), key=lambda each: (each[0], each[1].row))]


def _item(row: DueRow, clock: Clock, verb: str, *, is_answered: bool) -> DueItem:
    moment = from_instant(str(row.second))
    text = (
        _("Solve ticket {ticket} by {time}: {text}")
        if is_answered
        else _("Answer ticket {ticket} by {time}: {text}")
    )
    what = text.format(ticket=row.paper, time=_time(clock, moment), text=_short(str(row.first)))
    dated = row._replace(due_on=clock.day_of(moment).isoformat())
    return DueItem("ticket", dated, what, f"salesmap ticket {verb} {row.reference}")


def _time(clock: Clock, moment: datetime) -> str:
    return moment.astimezone(clock.zone).strftime("%H:%M")


def _short(text: str) -> str:
    """Return the beginning of a text on one line."""
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
