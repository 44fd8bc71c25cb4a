"""A ticket: what a customer asked of us, with what can happen to it.

The facts are its opening and its events; state, answer, waiting and times follow from them, so
that an event recorded late falls into its place. Three rules:

- Only what a person wrote is an answer. Resolving is none: a ticket resolved without one has no
  response time, and met its response target if it was resolved by then.
- What a ticket waits for the customer, and lies resolved until it is opened again, is no time of
  ours: the solution's target moves by it. The response's never does.
- A note of the customer resumes a ticket that waits, and reopens one that is resolved or closed.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple, Protocol

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.errors import RuleViolation
from salesmap.core.working_time.clock import WorkingTime
from salesmap.domain import records
from salesmap.domain.map.customer_rules import ServiceRule
from salesmap.domain.records import TicketEvent
from salesmap.domain.service.refusals import (
    BeforeOpening,
    ContradictsLaterEvent,
    InFuture,
    TicketAlreadySo,
    TicketEnded,
    TicketNotEnded,
    TicketNotWaiting,
)

NORMAL = "normal"
"""The priority of a ticket that has no other."""


class ServiceLevels(NamedTuple):
    """The working time of a database, and the targets of its map by priority."""

    time: WorkingTime
    clock: Clock
    rules: Mapping[str, ServiceRule]


class _Happened(Protocol):
    """What a course needs of an event."""

    @property
    def kind(self) -> str: ...
    @property
    def at(self) -> str: ...
    @property
    def is_human(self) -> int: ...


class Course(NamedTuple):
    """What the events of a ticket come to; `pauses` are over, and no time of ours."""

    responded_at: str | None = None
    waiting_since: str | None = None
    resolved_at: str | None = None
    closed_at: str | None = None
    pauses: tuple[tuple[str, str], ...] = ()

    @property
    def state(self) -> str:
        """Return `open`, `in_progress`, `waiting`, `resolved` or `closed`."""
        if self.closed_at:
            return "closed"
        if self.resolved_at:
            return "resolved"
        if self.waiting_since:
            return "waiting"
        return "in_progress" if self.responded_at else "open"

    def waited(self, time: WorkingTime) -> timedelta:
        """Return the working time of the pauses."""
        return sum(
            (time.between(from_instant(start), from_instant(end)) for start, end in self.pauses),
            timedelta(),
        )

    def after(self, event: "_Happened") -> "Course":
        """Return the course with one more event, whether or not it should be."""
        match event.kind:
            case "replied":
                is_first = event.is_human and self.responded_at is None
                return self._replace(responded_at=event.at) if is_first else self
            case "waiting":
                return self._replace(waiting_since=event.at)
            case "customer" | "resumed" | "reopened":
                return self._going_on(event.at)
            case "resolved":
                return self._going_on(event.at)._replace(resolved_at=event.at)
            case "closed":
                ended = self if self.resolved_at else self._going_on(event.at)
                return ended._replace(closed_at=event.at)
        return self

    def check(self, ticket: str, kind: str) -> None:
        """Check that an event can happen in this state.

        Raises TicketEnded, TicketAlreadySo, TicketNotEnded, TicketNotWaiting.
        """
        state, is_ended = self.state, bool(self.resolved_at or self.closed_at)
        if (kind, state) in _REPEATED:
            raise TicketAlreadySo(ticket, state)
        if (is_ended and kind in ("waiting", "resolved")) or (kind == "replied" and self.closed_at):
            raise TicketEnded(ticket, state)
        if kind == "resumed" and state != "waiting":
            raise TicketNotWaiting(ticket)
        if kind == "reopened" and not is_ended:
            raise TicketNotEnded(ticket)

    def _going_on(self, at: str) -> "Course":
        """Return the course with its pause over, if it is in one."""
        since = self.waiting_since or self.resolved_at or self.closed_at
        if since is None:
            return self
        return Course(self.responded_at, pauses=(*self.pauses, (since, at)))


_REPEATED = {("waiting", "waiting"), ("resolved", "resolved"), ("closed", "closed")}
"""The events that find a ticket in the state that they bring about."""


def course_of(events: Iterable[TicketEvent]) -> Course:
    """Return what events in their order come to."""
    course = Course()
    for event in events:
        course = course.after(event)
    return course


class Ticket(records.Ticket):
    """A ticket, with its transitions."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the number."""
        return self.number or str(self.id)

    @property
    def state(self) -> str:
        """Return `open`, `in_progress`, `waiting`, `resolved` or `closed`."""
        return Course(self.responded_at, self.waiting_since, self.resolved_at, self.closed_at).state

    def open(self, levels: ServiceLevels) -> bool:
        """Set the targets of a new ticket. Return whether the map has some for its priority.

        Raises InFuture.
        """
        if from_instant(self.opened_at) > levels.clock.now():
            raise InFuture(_shown(self.opened_at, levels.clock))
        self.opened_on = levels.clock.day_of(from_instant(self.opened_at)).isoformat()
        return self._aim(levels, timedelta())

    def record(
        self, event: TicketEvent, earlier: Sequence[TicketEvent], levels: ServiceLevels
    ) -> None:
        """Let an event happen, among the earlier ones where it is dated before some.

        What contradicts itself already, as an import may have brought it, is let be. Raises
        InFuture, BeforeOpening, ContradictsLaterEvent, and what `Course.check` raises.
        """
        if from_instant(event.at) > levels.clock.now():
            raise InFuture(_shown(event.at, levels.clock))
        if event.at < self.opened_at:
            shown = [_shown(at, levels.clock) for at in (event.at, self.opened_at)]
            raise BeforeOpening(self.name, *shown)
        before = [each for each in earlier if each.at <= event.at]
        old = course_of(before)
        old.check(self.name, event.kind)
        course = old.after(event)
        for later in earlier[len(before) :]:
            if _fits(old, later) and not _fits(course, later):
                at = _shown(later.at, levels.clock)
                raise ContradictsLaterEvent(self.name, later.kind, at)
            old, course = old.after(later), course.after(later)
        self._follow(course, old, levels)

    def correct(
        self, old: Sequence[TicketEvent], new: Sequence[TicketEvent], levels: ServiceLevels
    ) -> None:
        """Let the events have been others, such as of other moments; both come in their order.

        Raises InFuture, BeforeOpening, and what `Course.check` raises on the first event that
        cannot follow, unless as many could not before.
        """
        for event in new:
            if from_instant(event.at) > levels.clock.now():
                raise InFuture(_shown(event.at, levels.clock))
            if event.at < self.opened_at:
                shown = [_shown(at, levels.clock) for at in (event.at, self.opened_at)]
                raise BeforeOpening(self.name, *shown)
        course, refusals = _replayed(self.name, new)
        before, refusals_before = _replayed(self.name, old)
        if len(refusals) > len(refusals_before):
            raise refusals[0]
        self._follow(course, before, levels)

    def prioritize(
        self, priority: str, events: Sequence[TicketEvent], levels: ServiceLevels
    ) -> bool:
        """Give the ticket another priority, with its targets; what it waited still counts.

        Returns whether the map has targets for it.
        """
        self.priority = priority
        return self._aim(levels, course_of(events).waited(levels.time))

    def _aim(self, levels: ServiceLevels, waited: timedelta) -> bool:
        rule = levels.rules.get(self.priority)
        opened = from_instant(self.opened_at)
        self.response_due = self.solution_due = None
        if rule is None:
            return False
        if not self.is_ours:
            response = timedelta(hours=rule.response_hours)
            self.response_due = instant(levels.time.after(opened, response))
        solution = timedelta(hours=rule.solution_hours)
        self.solution_due = instant(levels.time.after(opened, solution + waited))
        return True

    def _follow(self, course: Course, before: Course, levels: ServiceLevels) -> None:
        """Set what is derived from the events; what did not change is not worked out anew."""
        time, opened = levels.time, from_instant(self.opened_at)
        waited, waited_before = course.waited(time), before.waited(time)
        if self.solution_due and waited != waited_before:
            length = time.between(opened, from_instant(self.solution_due))
            self.solution_due = instant(time.after(opened, length + waited - waited_before))
        if course.responded_at != self.responded_at:
            self.responded_at = course.responded_at
            is_timed = course.responded_at and not self.is_ours
            self.response_secs = _secs(self, course.responded_at, time) if is_timed else None
        if course.resolved_at != self.resolved_at or waited != waited_before:
            self.resolved_at = course.resolved_at
            total = _secs(self, course.resolved_at, time)
            self.solution_secs = (
                None if total is None else max(0, total - int(waited.total_seconds()))
            )
        self.resolved_on = (
            levels.clock.day_of(from_instant(course.resolved_at)).isoformat()
            if course.resolved_at
            else None
        )
        self.waiting_since, self.closed_at = course.waiting_since, course.closed_at


def _replayed(name: str, events: Iterable[TicketEvent]) -> tuple[Course, list[RuleViolation]]:
    """Return what events come to, and what could not have followed."""
    course, refusals = Course(), []
    for event in events:
        try:
            course.check(name, event.kind)
        except RuleViolation as error:
            refusals.append(error)
        course = course.after(event)
    return course, refusals


def _fits(course: Course, event: TicketEvent) -> bool:
    try:
        course.check("", event.kind)
    except RuleViolation:
        return False
    return True


def _secs(ticket: Ticket, at: str | None, time: WorkingTime) -> int | None:
    """Return the working time from the opening to an instant, in seconds."""
    if at is None:
        return None
    return int(time.between(from_instant(ticket.opened_at), from_instant(at)).total_seconds())


def _shown(at: str, clock: Clock) -> str:
    return from_instant(at).astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")
