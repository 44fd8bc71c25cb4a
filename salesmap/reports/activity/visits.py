"""The round of a day: visits planned for it, in order, with address and phone.

Those with a time come first, by time; the others by region and address, so that what lies together
stands together. The address is the customer's, else the place of the last visit.
"""

from datetime import date
from typing import Any, NamedTuple

from salesmap.core.table import Table, columns
from salesmap.domain.calendar_entry import CalendarEntry
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "number:int time:instant lead_id:int lead customer contact phone:phone address region what "
    "owner id:int settle"
)
_SHOWN = (
    "number",
    "time",
    "lead",
    "customer",
    "contact",
    "phone",
    "address",
    "what",
    "owner",
    "id",
)


class _Visit(NamedTuple):
    """A row of the statement `visits`."""

    id: int
    due_at: str | None
    lead_id: int
    lead: str
    customer: str | None
    contact: str | None
    phone: str | None
    address: str | None
    region: str | None
    what: str
    owner: str | None
    version: int
    due_on: str
    value: int | None
    currency: str
    times_changed: int


class Round(NamedTuple):
    """The visits of a day as rows and as entries of a calendar, and how many are late."""

    rows: Table
    entries: list[CalendarEntry]
    late: int


def day_round(connection: Connection, day: date, scope: LeadScope) -> Round:
    """Return the visits planned for a day, and how many of earlier days are still open."""
    in_scope = scope.filter_sql + scope.of_owners("f.owner")
    parameters: dict[str, Any] = {**scope.parameters(), "day": day.isoformat()}
    cursor = connection.execute(_SQL["visits"].replace("{in_scope}", in_scope), parameters)
    visits = [_Visit(*row) for row in cursor.fetchall()]
    (late,) = connection.execute(
        _SQL["late"].replace("{in_scope}", in_scope), parameters
    ).fetchone()
    rows = [_row(number, visit) for number, visit in enumerate(visits, 1)]
    return Round(Table(COLUMNS, rows, _SHOWN), [_entry(visit) for visit in visits], late)


def _row(number: int, visit: _Visit) -> tuple[Any, ...]:
    return (
        number,
        visit.due_at,
        visit.lead_id,
        visit.lead,
        visit.customer,
        visit.contact,
        visit.phone,
        visit.address,
        visit.region,
        visit.what,
        visit.owner,
        visit.id,
        f"salesmap followup done {visit.id}",
    )


def _entry(visit: _Visit) -> CalendarEntry:
    return CalendarEntry(
        visit.id,
        max(visit.version, visit.times_changed),
        visit.what,
        "visit",
        visit.due_on,
        visit.owner,
        None,
        None,
        visit.lead,
        visit.customer,
        visit.contact,
        visit.phone,
        visit.value,
        visit.currency,
        visit.due_at,
        place=visit.address,
    )
