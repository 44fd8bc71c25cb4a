"""Tickets: lists of them, and one with its events."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, instant
from salesmap.core.table import Table, columns
from salesmap.domain.service.words import change_words, priority_word, ticket_word
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.reports.service.scope import known_state
from salesmap.reports.service.sources import TICKETS
from salesmap.reports.service.states import with_states
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}
_EVERY = "1 = 1"
COLUMNS = columns(
    "id:int number state:key:state_words customer contact contract "
    "kind priority:key:priority_words text owner "
    "opened_at:instant::received_at responded_at:instant resolved_at:instant "
    "response_due:instant solution_due:instant response_hours:number::response_working_hours "
    "solution_hours:number::solution_working_hours breached:yesno channel ours:yesno::opened_by_us "
    "waiting_since:instant closed_at:instant::ended_at lead_id:int external_id "
    "customer_id:int version:int"
)
_WORDS = ("state_words", "priority_words")
DEFAULT_COLUMNS = (
    "number", "state", "priority", "customer", "text", "owner", "breached",
)  # fmt: skip
_SHOWN_OF_CUSTOMER = ("id", "number", "state", "priority", "text", "owner", "opened_at", "breached")
EVENTS = columns("id:int at:instant event:key:event_words text human:yesno::by_person actor")
_EVENTS_SHOWN = ("at", "event", "text", "actor")
_RESPONSE, _SOLUTION = 15, 16
_HOUR = 3600
_ENDS = ("resolved", "closed")


class Found(NamedTuple):
    """Tickets, and how many there are without the limit."""

    rows: Table
    total: int


class TicketDetail(NamedTuple):
    """A ticket (one row) with its events."""

    ticket: Table
    events: Table

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of the ticket with its events as a list."""
        return {**self.ticket.dicts()[0], "events": self.events.dicts()}


def find(
    connection: Connection,
    clock: Clock,
    states: Sequence[str] = (),
    priorities: Sequence[str] = (),
    scope: LeadScope = EVERYTHING,
    *,
    is_breached: bool = False,
    limit: int = 0,
) -> Found:
    """Return the tickets in these states and of these priorities, the newest first.

    The days of the scope bound the opening. Raises UnknownStatusError.
    """
    conditions = [_EVERY]
    if states:
        known = [known_state(each) for each in states]
        conditions.append(f"state IN ({', '.join(map(repr, known))})")
        if not {*known} & {*_ENDS}:  # then the index of those under way will do
            conditions.append("resolved_at IS NULL AND closed_at IS NULL")
    if priorities:
        conditions.append(f"priority IN ({', '.join(map(repr, priorities))})")
    if is_breached:
        conditions.append("breached = 1")
    if scope.since:
        conditions.append("opened_on >= :since")
    if scope.until:
        conditions.append("opened_on <= :until")
    if scope.filter_sql:
        conditions.append(
            f"id IN (SELECT l.ticket_id FROM {TICKETS} WHERE 1 = 1{scope.filter_sql})"
        )
    where, parameters = " AND ".join(conditions), scope.parameters()
    rows = _table(connection, clock, where, parameters, limit)
    if not limit or len(rows.values) < limit:
        return Found(rows, len(rows.values))
    sql = _SQL["total"] if where == _EVERY else _sheet("count(*)", where)
    total = connection.execute(sql, {**parameters, "now": instant(clock.now())}).fetchone()[0]
    return Found(rows, int(total))


def one(connection: Connection, clock: Clock, ticket_id: int) -> Table:
    """Return a ticket as a table of one row."""
    return _table(connection, clock, "id = :id", {"id": ticket_id})


def of_customer(connection: Connection, clock: Clock, customer_id: int) -> Table:
    """Return the tickets of a customer, the newest first."""
    rows = _table(connection, clock, "customer_id = :customer", {"customer": customer_id})
    return rows._replace(default_columns=_SHOWN_OF_CUSTOMER)


def detail(connection: Connection, clock: Clock, ticket_id: int) -> TicketDetail:
    """Return a ticket with its events, the opening first."""
    rows = connection.execute(_SQL["events"], {"id": ticket_id}).fetchall()
    values = [
        (id, at, kind, change_words(text) if kind == "changed" else text, *more, ticket_word(kind))
        for id, at, kind, text, *more in rows
    ]
    events = Table(EVENTS, values, _EVENTS_SHOWN, ("event_words",))
    return TicketDetail(one(connection, clock, ticket_id), events)


def _sheet(selected: str, where: str) -> str:
    return f"SELECT {selected} FROM ({_SQL['tickets']}) AS sheet WHERE {where}"


def _table(
    connection: Connection,
    clock: Clock,
    where: str,
    parameters: dict[str, Any],
    limit: int = 0,
) -> Table:
    sql = _sheet("*", where) + " ORDER BY id DESC"
    if limit:
        sql += f" LIMIT {limit}"
    cursor = connection.execute(sql, {**parameters, "now": instant(clock.now())})
    return Table(COLUMNS, [_row(row) for row in cursor], DEFAULT_COLUMNS, _WORDS)


def _row(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (
        *row[:_RESPONSE],
        _hours(row[_RESPONSE]),
        _hours(row[_SOLUTION]),
        *row[_SOLUTION + 1 : -1],
        ticket_word(row[2]),
        priority_word(row[7]),
    )


def _hours(secs: int | None) -> float | None:
    return None if secs is None else round(secs / _HOUR, 2)
