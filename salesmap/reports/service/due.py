"""What is due of tickets: those whose answer or solution is late, or will be by a day."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.i18n import _
from salesmap.core.text import one_line
from salesmap.reports.activity.due_rows import DueItem, DueRow, DueStatements
from salesmap.reports.service.states import with_states
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements
from salesmap.store.working_calendar import working_time

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}
_LONGEST = 60


def tickets_due(run: DueStatements, clock: Clock, until: date) -> list[DueItem]:
    """Return the tickets to answer or to solve by a day, each once, the earliest first.

    The first note of the customer after our last answer, solution or question is to be answered as
    fast as the first one. A
    ticket that waits for the customer is not due to be solved.
    """
    run = run._replace(sql=_SQL, owner="coalesce(t.owner, l.caretaker, l.owner)")
    end = instant(clock.at(until + timedelta(days=1), time()))
    items: dict[int, tuple[str, DueItem]] = {}
    for row in run.rows("response", end=end):
        items[row.id] = (str(row.second), _item(row, clock, "reply", is_answered=False))
    for noted in _answered_before(run, clock):
        items.pop(noted.id, None)  # solved without an answer, it is open for the note alone
        if str(noted.second) < end:
            items[noted.id] = (str(noted.second), _item(noted, clock, "reply", is_answered=False))
    for row in run.rows("solution", end=end):
        if row.id not in items:
            items[row.id] = (str(row.second), _item(row, clock, "resolve", is_answered=True))
    return [item for _at, item in sorted(items.values(), key=lambda each: (each[0], each[1].row))]


def _answered_before(run: DueStatements, clock: Clock) -> Iterator[DueRow]:
    """Yield the tickets whose customer wrote again, with when that is to be answered."""
    rows = list(run.rows("again"))
    if not rows:
        return
    rules = {rule.priority: rule for rule in current_map(run.connection).services}
    working = working_time(run.connection, clock)
    for row in rows:
        if rule := rules.get(str(row.second)):
            noted = from_instant(row.asked_at or "")
            by = working.after(noted, timedelta(hours=rule.response_hours))
            yield row._replace(second=instant(by))


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
