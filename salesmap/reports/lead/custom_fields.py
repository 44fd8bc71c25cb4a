"""The custom fields of leads: those of the map with their types, and those that were added."""

from salesmap.core.table import Table, columns
from salesmap.domain.map.model import SalesMap
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

COLUMNS = columns("field label type leads:int")
_UNTYPED = "text"


def custom_fields(connection: Connection, sales_map: SalesMap, lang: str) -> Table:
    """Return the custom fields with the number of leads that have each, by name."""
    leads = dict(connection.execute(statements(__file__)["fields"]).fetchall())
    specs = {field.key: field for field in sales_map.fields}
    rows = [
        (
            key,
            specs[key].label.text(lang) if key in specs else key,
            specs[key].type if key in specs else _UNTYPED,
            leads.get(key, 0),
        )
        for key in sorted({*leads, *specs})
    ]
    return Table(COLUMNS, rows)
