"""Whether what is kept of tickets agrees with their events."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from salesmap.core.i18n import _
from salesmap.domain.service.ticket import Course
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_MOST_LISTED = 20


class _Event(NamedTuple):
    ticket_id: int
    kind: str
    at: str
    is_human: int


def ticket_contradictions(connection: Connection) -> list[str]:
    """Return a line for each rule that some tickets break.

    Working times are not worked out anew: they are those of the calendar at their time.
    """
    sql = statements(__file__)
    events = (_Event(*row) for row in connection.execute(sql["events"]))
    wrong = []
    for (id, *kept), course in _courses(connection.execute(sql["tickets"]), events):
        derived = (
            course.responded_at,
            course.waiting_since,
            course.resolved_at,
            course.closed_at,
        )
        if derived != tuple(kept):
            wrong.append(id)
    rules = (
        (wrong, _("its dates do not agree with its events")),
        ([id for (id,) in connection.execute(sql["times"])], _("a working time without its date")),
    )
    text = _("Tickets {tickets}: {rule}.")
    return [
        text.format(tickets=", ".join(map(str, found[:_MOST_LISTED])), rule=rule)
        for found, rule in rules
        if found
    ]


def _courses(
    tickets: Iterable[tuple[Any, ...]], events: Iterator[_Event]
) -> Iterator[tuple[tuple[Any, ...], Course]]:
    """Yield each ticket with what its events come to; both come in the order of the ticket."""
    grouped = groupby(events, key=lambda event: event.ticket_id)
    of, members = next(grouped, (None, iter(())))
    for ticket in tickets:
        course = Course()
        if of == ticket[0]:
            for event in members:
                course = course.after(event)
            of, members = next(grouped, (None, iter(())))
        yield ticket, course
