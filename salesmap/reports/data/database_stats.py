"""The database file and what it holds."""

from salesmap.core.table import Table, columns
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.inspection import details
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "path bytes:int schema:int journal_mode sqlite pipeline leads:int open:int customers:int "
    "contacts:int followups:int interactions:int expectations:int changes:int"
)
_DEFAULT_COLUMNS = ("path", "bytes", "schema", "pipeline", "leads", "open", "changes")


def database_stats(connection: Connection, database: Database) -> Table:
    """Return one row about the file."""
    row = (
        database.name,
        *details(connection, database),
        ", ".join(key for (key,) in connection.execute(_SQL["pipelines"])),
        *connection.execute(_SQL["counts"]).fetchone(),
    )
    return Table(COLUMNS, [row], _DEFAULT_COLUMNS)
