"""What the gates of the map need to know of a lead: which fields are filled in, what is checked."""

import json
from typing import Any

from salesmap.domain.fields import FIELDS
from salesmap.domain.gates import LeadState
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_FIELDS = {field.key: field.sql for field in FIELDS if field.can_be_required}
_LEAD = f"""
SELECT {", ".join(_FIELDS.values())}, l.fields FROM lead l
LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE l.id = ?
"""
_CHECKED = "SELECT item FROM lead_check WHERE lead_id = ?"
_REACH = {"phone", "email", "wechat"}


def lead_state(connection: Connection, lead_id: int) -> LeadState:
    """Return the state of a lead of the database."""
    *values, custom = connection.execute(_LEAD, (lead_id,)).fetchone()
    fields = filled_fields({**json.loads(custom), **dict(zip(_FIELDS, values, strict=True))})
    checked = frozenset(item for (item,) in connection.execute(_CHECKED, (lead_id,)))
    papers = frozenset(
        fact for (fact,) in connection.execute(statements(__file__)["papers"], {"lead": lead_id})
    )
    return LeadState(fields, checked, papers)


def filled_fields(values: dict[str, Any]) -> frozenset[str]:
    """Return the names of the fields that are filled in.

    `reach` is one more when there is a phone, an email or a WeChat name.
    """
    filled = frozenset(name for name, value in values.items() if value not in (None, ""))
    return filled | {"reach"} if filled & _REACH else filled
