"""The database file and what it holds."""

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.inspection import details, rights_held
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "path bytes:int schema:int journal_mode sqlite pipeline leads:int open:int customers:int "
    "contacts:int followups:int interactions:int expectations:int changes:int members:int "
    "rights:word"
)
COURTESY = N_("courtesy")
"""What rights are on a file: the program keeps to them, other programs need not."""
ENFORCED = N_("enforced")
"""What rights are on a server once somebody was granted a login: they hold for any program."""
_DEFAULT_COLUMNS = ("path", "bytes", "schema", "pipeline", "leads", "open", "changes")


def database_stats(connection: Connection, database: Database) -> Table:
    """Return one row about the file."""
    row = (
        database.name,
        *details(connection, database),
        ", ".join(key for (key,) in connection.execute(_SQL["pipelines"])),
        *connection.execute(_SQL["counts"]).fetchone(),
    )
    members = row[-1]
    shown = (*_DEFAULT_COLUMNS, "members", "rights") if members else _DEFAULT_COLUMNS
    rights = None
    if members:
        rights = rights_held(connection, COURTESY, ENFORCED)
    return Table(COLUMNS, [(*row, rights)], shown)
