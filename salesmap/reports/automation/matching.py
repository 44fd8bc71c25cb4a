"""Leads that pass filters, all or one; and what an event is about, inside a change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from salesmap.domain.map.automation.event import Event
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.lead_sheet import lead_sheet
from salesmap.store.connection import Connection
from salesmap.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from salesmap.domain.map.automation.asked import Asked


def rule_matches(change: UnitOfWork, event: Event, filters: "Asked") -> bool:
    """Return whether what an event is about passes the filters of a rule, in a change under way.

    Raises what `Filters.where` and `customer_where` raise, UsageError.
    """
    from salesmap.domain.map.automation.asked import passes

    if not passes(event.on, filters.event, event.facts):
        return False
    if filters.lead and not (event.lead_id and _lead_passes(change, event.lead_id, filters.lead)):
        return False
    if not filters.customer:
        return True
    from salesmap.reports.automation.of_customers import customers_passing

    customer_id = event.customer_id or _customer_of(change, event.lead_id)
    return customer_id is not None and bool(
        customers_passing(change.connection, change.database, filters.customer, customer_id)
    )


def _lead_passes(change: UnitOfWork, lead_id: int, filters: Sequence[str]) -> bool:
    database = change.database
    of_rule = Filters(database.clock, status="all", filters=filters, user=database.user)
    return bool(passing(change.connection, of_rule, "sheet.id = :id", {"id": lead_id}))


def _customer_of(change: UnitOfWork, lead_id: int | None) -> int | None:
    rows = change.sql("SELECT customer_id FROM lead WHERE id = ?", lead_id)
    return rows[0][0] if rows else None


def leads_passing(change: UnitOfWork, filters: Sequence[str], condition: str) -> list[int]:
    """Return the leads that pass all filters and a condition over `sheet` in a change under way.

    Raises what `Filters.where` raises.
    """
    change.flush()
    database = change.database
    of_rule = Filters(database.clock, status="all", filters=filters, user=database.user)
    return [id for id, _name in passing(change.connection, of_rule, condition, {})]


def passing(
    connection: Connection,
    filters: Filters,
    condition: str,
    parameters: dict[str, Any],
) -> list[tuple[int, str]]:
    """Return the ids and names of the leads that pass filters and a condition over `sheet`."""
    where = filters.where(connection)
    query = (
        f"SELECT sheet.id, sheet.name FROM ({lead_sheet()}) AS sheet "
        f"WHERE {where.sql} AND {condition} ORDER BY sheet.id"
    )
    rows = connection.execute(query, {**where.parameters, **parameters, "lang": ""})
    return [(id, name) for id, name in rows.fetchall()]
