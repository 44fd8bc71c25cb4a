"""Leads that pass filters: one of them, inside a change as well, or all."""

from collections.abc import Sequence
from typing import Any

from salesmap.reports.query.filters import Filters
from salesmap.reports.query.lead_sheet import lead_sheet
from salesmap.store.connection import Connection
from salesmap.store.unit_of_work import UnitOfWork


def lead_passes(change: UnitOfWork, lead_id: int, filters: Sequence[str]) -> bool:
    """Return whether a lead passes all filters in a change under way: what rules ask.

    Raises what `Filters.where` raises.
    """
    if not filters:
        return True
    database = change.database
    of_rule = Filters(database.clock, status="all", filters=filters, user=database.user)
    return bool(passing(change.connection, of_rule, "sheet.id = :id", {"id": lead_id}))


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
