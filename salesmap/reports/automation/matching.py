"""Leads that pass filters: one of them, inside a change as well, or all."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.clock import Clock
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.lead_sheet import lead_sheet
from salesmap.store.connection import Connection


def passes(
    connection: Connection, clock: Clock, lead_id: int, filters: Sequence[str], user: str
) -> bool:
    """Return whether a lead passes all filters. Raises what `Filters.where` raises."""
    if not filters:
        return True
    where = Filters(clock, status="all", filters=filters, user=user).where(connection)
    query = f"SELECT 1 FROM ({lead_sheet()}) AS sheet WHERE id = :id AND {where.sql}"
    parameters = {**where.parameters, "id": lead_id, "lang": ""}
    return connection.execute(query, parameters).fetchone() is not None


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
