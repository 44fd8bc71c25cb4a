"""Promises as iCalendar (RFC 5545): a phone that reads the file again changes what it has instead of doubling it.

An all-day event is what every phone's calendar shows; to-dos are for programs that keep lists of them. Both have the
follow-up's own UID, and a SEQUENCE that grows with each change.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salesmap.core.clock import from_instant
from salesmap.core.i18n import _
from salesmap.domain.calendar_entry import CalendarEntry

if TYPE_CHECKING:
    from icalendar import Event, Todo

_MORNING = timedelta(hours=9)


def calendar(
    promises: Sequence[CalendarEntry], database_uid: str, component: str, now: datetime
) -> bytes:
    """The calendar file. `component` is `event` or `todo`; what was done or given up comes as completed or cancelled."""
    from icalendar import Calendar  # 100 ms, wanted by calendars only

    found = Calendar()
    found.add("prodid", "-//salesmap//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", _("Follow-ups"))
    for promise in promises:
        made = _event(promise) if component == "event" else _todo(promise)
        made.add("uid", f"followup-{promise.id}@{database_uid}")
        made.add("sequence", promise.version)
        made.add("dtstamp", now)
        made.add("summary", f"{promise.what} · {promise.lead}")
        if told := _description(promise):
            made.add("description", told)
        found.add_component(made)
    return bytes(found.to_ical())


def _event(promise: CalendarEntry) -> "Event":
    from icalendar import Alarm, Event

    event, day = Event(), date.fromisoformat(promise.due_on)
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    over = promise.done_at or promise.dropped_at
    event.add("status", "CANCELLED" if over else "CONFIRMED")
    if not over:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", promise.what)
        alarm.add("trigger", _MORNING)
        event.add_component(alarm)
    return event


def _todo(promise: CalendarEntry) -> "Todo":
    from icalendar import Todo

    todo = Todo()
    todo.add("due", date.fromisoformat(promise.due_on))
    if promise.done_at:
        todo.add("completed", from_instant(promise.done_at))
        todo.add("percent-complete", 100)
    todo.add(
        "status",
        "COMPLETED" if promise.done_at else "CANCELLED" if promise.dropped_at else "NEEDS-ACTION",
    )
    return todo


def _description(promise: CalendarEntry) -> str:
    parts = (promise.customer, promise.contact, promise.phone)
    return "\n".join(part for part in parts if part)
