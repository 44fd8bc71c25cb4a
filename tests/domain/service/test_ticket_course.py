"""The course of a ticket, and its times in working time: plain rules without a database."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

import pytest
from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.errors import RuleViolation
from salesmap.core.working_time.clock import WorkingCalendar, WorkingTime
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
from salesmap.domain.service.ticket import ServiceLevels, Ticket, course_of

CHINA = timezone(timedelta(hours=8))
RULES = {
    "normal": ServiceRule("normal", 4, 20),
    "urgent": ServiceRule("urgent", 1, 8),
}


def levels(now: str = "2026-12-31T00:00:00Z", country: str | None = None) -> ServiceLevels:
    """Return Monday to Friday, 9 to 18, in China's zone."""
    time = WorkingTime(WorkingCalendar(zone=CHINA, country=country))
    return ServiceLevels(time, Clock(fixed=from_instant(now), zone=CHINA), RULES)


def at(text: str) -> str:
    """Return a moment of China as it is stored: `11-27 17:30`."""
    moment = datetime.strptime(f"2026-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=CHINA)
    return instant(moment)


def opened(when: str, *, ours: bool = False, country: str | None = None) -> Ticket:
    """Return a new ticket of normal priority."""
    ticket = Ticket(
        customer_id=1,
        priority="normal",
        text="Pump leaks",
        is_ours=int(ours),
        opened_at=at(when),
        opened_on="",
        recorded_at=at(when),
        number="T-1",
    )
    ticket.open(levels(country=country))
    return ticket


def event(kind: str, when: str, *, human: bool = True) -> TicketEvent:
    """Return an event of the ticket."""
    return TicketEvent(
        ticket_id=1, kind=kind, at=at(when), is_human=int(human), actor="ann", recorded_at=at(when)
    )


def play(ticket: Ticket, *events: TicketEvent, country: str | None = None) -> Ticket:
    """Let events happen in the order in which they are given, whenever they are dated."""
    earlier: list[TicketEvent] = []
    for each in events:
        ticket.record(each, earlier, levels(country=country))
        earlier = sorted([*earlier, each], key=lambda one: one.at)
    return ticket


@pytest.mark.parametrize(
    ("when", "due"),
    [
        ("11-27 17:30", "11-30 12:30"),
        ("11-28 12:00", "11-30 13:00"),
        ("11-26 18:00", "11-27 13:00"),
        ("09-30 16:00", "10-08 11:00"),
        ("10-09 17:00", "10-10 12:00"),
    ],
)
def test_response_due_in_working_time(when: str, due: str) -> None:
    assert opened(when, country="CN").response_due == at(due)


@pytest.mark.parametrize(
    ("when", "answered", "hours"),
    [("11-27 17:30", "11-30 10:15", 1.75), ("09-30 16:00", "10-10 10:00", 21), ("11-28 10:00", "11-29 10:00", 0)],
)  # fmt: skip
def test_response_in_working_time(when: str, answered: str, hours: float) -> None:
    ticket = play(opened(when, country="CN"), event("replied", answered), country="CN")
    assert ticket.response_secs == hours * 3600


def test_waiting_moves_the_solution_and_not_the_response() -> None:
    ticket = opened("11-23 09:00")
    response, solution = ticket.response_due, ticket.solution_due
    assert (response, solution) == (at("11-23 13:00"), at("11-25 11:00"))
    play(ticket, event("waiting", "11-23 10:00"), event("resumed", "11-23 15:00"))
    assert (ticket.response_due, ticket.solution_due) == (response, at("11-25 16:00"))
    assert ticket.state == "open"


def test_waiting_outside_working_hours_moves_nothing() -> None:
    ticket = opened("11-27 09:00")
    due = ticket.solution_due
    play(ticket, event("waiting", "11-27 18:00"), event("resumed", "11-30 09:00"))
    assert ticket.solution_due == due


def test_the_solution_time_leaves_out_what_was_waited() -> None:
    ticket = play(
        opened("11-23 09:00"),
        event("replied", "11-23 10:00"),
        event("waiting", "11-23 11:00"),
        event("resumed", "11-24 11:00"),
        event("resolved", "11-24 12:00"),
    )
    assert (ticket.response_secs, ticket.solution_secs) == (3600, 3 * 3600)
    assert (ticket.state, ticket.resolved_on) == ("resolved", "2026-11-24")


def test_resolved_while_waiting() -> None:
    ticket = play(
        opened("11-23 09:00"), event("waiting", "11-23 10:00"), event("resolved", "11-23 12:00")
    )
    assert (ticket.solution_secs, ticket.waiting_since) == (3600, None)


def test_only_a_person_answers_first() -> None:
    ticket = play(opened("11-23 09:00"), event("replied", "11-23 09:01", human=False))
    assert (ticket.responded_at, ticket.state) == (None, "open")
    play(ticket, event("replied", "11-23 10:00"))
    assert (ticket.response_secs, ticket.state) == (3600, "in_progress")


def test_resolving_is_no_answer() -> None:
    ticket = play(opened("11-23 09:00"), event("resolved", "11-23 10:00"))
    assert (ticket.responded_at, ticket.response_secs, ticket.solution_secs) == (None, None, 3600)
    ticket = opened("11-23 09:00")
    play(ticket, event("replied", "11-23 10:00"))
    assert (ticket.resolved_at, ticket.solution_secs) == (None, None)


@pytest.mark.parametrize("end", ["waiting", "resolved", "closed"])
def test_a_note_of_the_customer_takes_the_ticket_up_again(end: str) -> None:
    ticket = play(opened("11-23 09:00"), event("replied", "11-23 10:00"), event(end, "11-23 11:00"))
    events = [event("replied", "11-23 10:00"), event(end, "11-23 11:00")]
    ticket.record(event("customer", "11-23 13:00"), events, levels())
    assert ticket.state == "in_progress"
    assert ticket.solution_due == at("11-25 13:00")
    assert ticket.solution_secs is None


def test_what_lies_resolved_is_no_time_of_ours() -> None:
    ticket = play(
        opened("11-23 09:00"),
        event("resolved", "11-23 11:00"),
        event("closed", "11-23 12:00"),
        event("reopened", "11-25 11:00"),
        event("resolved", "11-25 12:00"),
    )
    assert ticket.solution_secs == 3 * 3600


def test_ours_has_no_response_clock() -> None:
    ticket = play(opened("11-23 09:00", ours=True), event("replied", "11-24 10:00"))
    assert (ticket.response_due, ticket.response_secs) == (None, None)
    assert ticket.solution_due is not None


def test_another_priority_keeps_what_was_waited() -> None:
    ticket = opened("11-23 09:00")
    events = [event("waiting", "11-23 10:00"), event("resumed", "11-23 12:00")]
    play(ticket, *events)
    assert ticket.prioritize("urgent", events, levels())
    assert (ticket.response_due, ticket.solution_due) == (at("11-23 10:00"), at("11-24 10:00"))
    waiting = [event("waiting", "11-23 10:00")]
    ticket = play(opened("11-23 09:00"), *waiting)
    ticket.prioritize("urgent", waiting, levels())
    ticket.record(event("resumed", "11-23 12:00"), waiting, levels())
    assert ticket.solution_due == at("11-24 10:00")


def test_a_priority_without_targets() -> None:
    ticket = opened("11-23 09:00")
    assert not ticket.prioritize("low", [], levels())
    assert (ticket.response_due, ticket.solution_due) == (None, None)


@pytest.mark.parametrize(
    ("before", "kind", "refusal"),
    [
        (["closed"], "replied", TicketEnded),
        (["waiting"], "waiting", TicketAlreadySo),
        (["resolved"], "waiting", TicketEnded),
        (["resolved"], "resolved", TicketAlreadySo),
        (["closed"], "resolved", TicketEnded),
        ([], "resumed", TicketNotWaiting),
        (["resolved"], "resumed", TicketNotWaiting),
        ([], "reopened", TicketNotEnded),
        (["closed"], "closed", TicketAlreadySo),
    ],
)
def test_refusals(before: Sequence[str], kind: str, refusal: type[Exception]) -> None:
    ticket = opened("11-23 09:00")
    earlier = [event(each, "11-23 10:00") for each in before]
    play(ticket, *earlier)
    with pytest.raises(refusal):
        ticket.record(event(kind, "11-23 11:00"), earlier, levels())


def test_dates_that_cannot_be() -> None:
    ticket = opened("11-23 09:00")
    with pytest.raises(BeforeOpening):
        ticket.record(event("replied", "11-23 08:59"), [], levels())
    with pytest.raises(InFuture):
        ticket.record(event("replied", "11-23 10:00"), [], levels("2026-11-23T01:59:59Z"))
    with pytest.raises(InFuture):
        opened("11-23 09:00").open(levels("2026-11-23T00:59:59Z"))
    waiting = [event("waiting", "11-23 11:00")]
    play(ticket, *waiting)
    with pytest.raises(ContradictsLaterEvent):
        ticket.record(event("resolved", "11-23 10:00"), waiting, levels())


def test_an_event_recorded_late_falls_into_its_place() -> None:
    ticket = play(
        opened("11-23 09:00"),
        event("replied", "11-23 12:00"),
        event("waiting", "11-23 13:00"),
        event("replied", "11-23 10:00"),
    )
    assert ticket.response_secs == 3600


KINDS = ("replied", "customer", "waiting", "resumed", "resolved", "reopened", "closed")


@settings(max_examples=examples(200), deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 20_000)), max_size=12),
    st.randoms(use_true_random=False),
)
def test_the_order_of_recording_does_not_matter(
    steps: list[tuple[str, int]], random: object
) -> None:
    start = datetime(2026, 11, 2, 1, tzinfo=UTC)
    accepted: list[TicketEvent] = []
    ticket = opened("11-02 09:00")
    for kind, minute in steps:
        when = instant(start + timedelta(minutes=minute))
        if any(each.at == when for each in accepted):
            continue
        made = TicketEvent(ticket_id=1, kind=kind, at=when, actor="ann", recorded_at=when)
        try:
            ticket.record(made, accepted, levels())
        except RuleViolation:
            continue
        accepted = sorted([*accepted, made], key=lambda one: one.at)
    again = opened("11-02 09:00")
    for number, each in enumerate(accepted):
        again.record(each, accepted[:number], levels())
    derived = ("responded_at", "waiting_since", "resolved_at", "resolved_on", "closed_at",
               "response_secs", "solution_secs", "response_due", "solution_due")  # fmt: skip
    assert [getattr(again, name) for name in derived] == [getattr(ticket, name) for name in derived]
    assert ticket.state == course_of(accepted).state
