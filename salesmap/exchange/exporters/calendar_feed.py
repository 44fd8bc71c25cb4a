"""Follow-ups as iCalendar (RFC 5545).

Every phone's calendar shows all-day events; a follow-up with a time of day has its half hour, and
its alarm before that. To-dos are for programs that keep lists of them. Both
have the UID of the follow-up and a SEQUENCE that grows with each change, so that a calendar that
reads the file again updates its entries.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from salesmap.core.clock import from_instant
from salesmap.core.i18n import _
from salesmap.core.text import one_line
from salesmap.domain.calendar_entry import CalendarEntry
from salesmap.domain.field_work.whereabouts import coordinates

if TYPE_CHECKING:
    from icalendar import Event, Todo

_MORNING = timedelta(hours=9)
_BEFOREHAND = timedelta(minutes=15)
_LENGTH = timedelta(minutes=30)


def calendar(
    entries: Sequence[CalendarEntry],
    database_uid: str,
    component: str,
    now: datetime,
    title: str | None = None,
) -> bytes:
    """Return the calendar file with an `event` or a `todo` (`component`) for each entry.

    Those done or canceled are marked so. `title` is what the calendar is called, follow-ups by
    default.
    """
    from icalendar import Calendar  # 100 ms, wanted by calendars only

    calendar = Calendar()
    calendar.add("prodid", "-//salesmap//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title or _("Follow-ups"))
    for entry in entries:
        made = _event(entry) if component == "event" else _todo(entry)
        made.add("uid", f"{entry.record}-{entry.id}@{database_uid}")
        made.add("sequence", entry.version)
        made.add("dtstamp", now)
        made.add("summary", one_line(f"{entry.what} · {entry.lead}"))
        if description := _description(entry):
            made.add("description", description)
        if entry.place:
            made.add("location", one_line(entry.place))
            if found := coordinates(entry.place):
                made.add("geo", found)
        calendar.add_component(made)
    return bytes(calendar.to_ical())


def _event(entry: CalendarEntry) -> "Event":
    from icalendar import Alarm, Event

    event = Event()
    if entry.due_at:
        begin = from_instant(entry.due_at)
        event.add("dtstart", begin)
        event.add("dtend", begin + _LENGTH)
    else:
        day = date.fromisoformat(entry.due_on)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
    over = entry.done_at or entry.dropped_at
    event.add("status", "CANCELLED" if over else "CONFIRMED")
    if not over:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", one_line(entry.what))
        alarm.add("trigger", -_BEFOREHAND if entry.due_at else _MORNING)
        event.add_component(alarm)
    return event


def _todo(entry: CalendarEntry) -> "Todo":
    from icalendar import Todo

    todo = Todo()
    todo.add(
        "due", from_instant(entry.due_at) if entry.due_at else date.fromisoformat(entry.due_on)
    )
    if entry.done_at:
        todo.add("completed", from_instant(entry.done_at))
        todo.add("percent-complete", 100)
    todo.add(
        "status",
        "COMPLETED" if entry.done_at else "CANCELLED" if entry.dropped_at else "NEEDS-ACTION",
    )
    return todo


def _description(entry: CalendarEntry) -> str:
    parts = (entry.customer, entry.contact, entry.phone)
    return "\n".join(one_line(part) for part in parts if part)
