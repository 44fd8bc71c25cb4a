"""What is known of a lead, as the gates of the map ask for it."""

import json
from typing import Any, NamedTuple

from salesmap.domain.fields import FIELDS
from salesmap.store.map_versions import Ask


class Facts(NamedTuple):
    """The fields that are filled in (of the lead and one's own), and the items that were ticked off, as `stage.item`."""

    fields: frozenset[str]
    ticked: frozenset[str]


_FIELDS = {field.key: field.sql for field in FIELDS if field.can_be_required}
_LEAD = f"""
SELECT {", ".join(_FIELDS.values())}, l.fields FROM lead l
LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE l.id = ?
"""
_REACH = {"phone", "email", "wechat"}


def facts_of(ask: Ask, lead_id: int) -> Facts:
    """The facts of one lead that is in the book."""
    row = ask(_LEAD, lead_id)[0]
    known = known_fields({**json.loads(row[-1]), **dict(zip(_FIELDS, row[:-1], strict=True))})
    ticked = {item for (item,) in ask("SELECT item FROM lead_check WHERE lead_id = ?", lead_id)}
    return Facts(known, frozenset(ticked))


def known_fields(values: dict[str, Any]) -> frozenset[str]:
    """The fields that are filled in; `reach` is one more when there is any way to reach the lead."""
    known = frozenset(name for name, value in values.items() if value not in (None, ""))
    return known | {"reach"} if known & _REACH else known
