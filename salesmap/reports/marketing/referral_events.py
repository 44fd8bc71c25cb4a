"""The leads that a customer brought, as events of a timeline."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

EVENT = N_("referred")


def of_customer(connection: Connection, customer_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor, lead) of the leads that a customer or its people brought."""
    rows = connection.execute(statements(__file__)["of"], {"id": customer_id})
    return [(at, EVENT, who, None, lead) for at, who, lead, _id in rows]
