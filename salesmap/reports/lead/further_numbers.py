"""The phones and emails of leads' contacts beside the preferred ones."""

import json
from collections.abc import Mapping
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Column, Table
from salesmap.domain.customer.numbers import NUMBERS, further_numbers
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

NAMES = {"phone": N_("further_phones"), "email": N_("further_emails")}
"""The columns by the kind of number."""

Further = Mapping[int, Mapping[str, list[str]]]
"""The further phones and emails by lead and kind, of the leads that have any."""


def further_of_leads(connection: Connection, lead_id: int | None = None) -> Further:
    """Return the further numbers of all leads, or of one."""
    found = {}
    for id, fields in connection.execute(statements(__file__)["further"], {"lead": lead_id}):
        held = json.loads(fields)
        numbers = {kind: further_numbers(held, kind) for kind in NUMBERS}
        if any(numbers.values()):
            found[id] = numbers
    return found


def with_further_numbers(table: Table, further: Further) -> Table:
    """Return the table of leads with the columns of their further numbers."""
    index, width = table.names().index("id"), len(table.columns)
    texts = {
        id: tuple(
            json.dumps(numbers[kind], ensure_ascii=False) if numbers[kind] else None
            for kind in NUMBERS
        )
        for id, numbers in further.items()
    }
    none: tuple[Any, ...] = (None,) * len(NUMBERS)
    columns = [Column(NAMES[kind], "list") for kind in NUMBERS]
    values = table.map_values(
        lambda row: (*row[:width], *texts.get(row[index], none), *row[width:])
    )
    return table._replace(columns=(*table.columns, *columns), values=values)
