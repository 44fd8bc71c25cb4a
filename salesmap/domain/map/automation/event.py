"""An event that rules of the map act on. Every command that writes imports this."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Event(NamedTuple):
    """Something that happened: `on` as in the map, the fact, the lead and customer it is about.

    `facts` are the fields of the record by which a rule may ask: texts, numbers, exact rates, and
    money as hundredths with a currency.
    """

    on: str
    fact: str
    lead_id: int | None
    customer_id: int | None = None
    facts: Mapping[str, Any] = {}
