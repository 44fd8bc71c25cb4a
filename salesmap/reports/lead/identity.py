"""The column by which the rows of an export are known again in the database that they come from."""

from salesmap.core.table import Column, Table
from salesmap.reports.activity.calendar_feed import database_uid
from salesmap.store.connection import Connection

NAME = "salesmap_id"


def with_identity(connection: Connection, table: Table) -> Table:
    """Return the table of leads with a column that names the database and the lead in it."""
    uid, index, width = database_uid(connection), table.names().index("id"), len(table.columns)
    values = table.map_values(lambda row: (*row[:width], f"{uid}/{row[index]}", *row[width:]))
    return table._replace(columns=(*table.columns, Column(NAME)), values=values)
