"""What is known of a lead, as the gates of the map ask for it."""

import json
from typing import NamedTuple

from salesmap.store.maps import Ask


class Facts(NamedTuple):
    """The fields that are filled in (of the lead and one's own), and the items that were ticked off, as `stage.item`."""

    fields: frozenset[str]
    ticked: frozenset[str]


_LEAD = """
SELECT c.name, k.name, k.phone, k.email, k.wechat, l.source, l.product, l.region, l.value_cents, l.owner, l.expected_close, l.fields
FROM lead l LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id WHERE l.id = ?
"""
_NAMES = ("customer", "contact", "phone", "email", "wechat", "source", "product", "region", "value", "owner", "expected_close")
_REACH = {"phone", "email", "wechat"}


def facts_of(ask: Ask, lead_id: int) -> Facts:
    """The facts of one lead that is in the book."""
    row = ask(_LEAD, lead_id)[0]
    own = {key for key, value in json.loads(row[-1]).items() if value not in (None, "")}
    known = {name for name, value in zip(_NAMES, row[:-1], strict=True) if value not in (None, "")} | own
    if known & _REACH:
        known.add("reach")
    ticked = {item for (item,) in ask("SELECT item FROM lead_check WHERE lead_id = ?", lead_id)}
    return Facts(frozenset(known), frozenset(ticked))
