"""The change history: who changed what, when, by which command."""

from salesmap.core.i18n import journaled
from salesmap.core.statements import statements
from salesmap.core.table import Table, columns
from salesmap.store.connection import Connection

_SQL = statements(__file__)
COLUMNS = columns("id:int at:instant actor command summary rows:int undone_by:int")
DEFAULT_COLUMNS = ("id", "at", "actor", "summary", "rows", "command")
_NO_LIMIT = 2**62


def history(connection: Connection, limit: int = 0, lead_id: int | None = None) -> Table:
    """Return the changes, or those of one lead, the newest first; limit 0 means all."""
    name = "all" if lead_id is None else "of_lead"
    return _table(connection, name, limit=limit or _NO_LIMIT, lead_id=lead_id)


def one(connection: Connection, change_id: int) -> Table:
    """Return one change as a table of one row."""
    return _table(connection, "one", id=change_id)


def total(connection: Connection) -> int:
    """Return the number of changes."""
    return int(connection.execute(_SQL["total"]).fetchone()[0])


def _table(connection: Connection, name: str, **parameters: int | None) -> Table:
    rows = connection.execute(_SQL[name], parameters)
    values = [
        (id, at, actor, command, journaled(what, subject), *rest)
        for id, at, actor, command, what, subject, *rest in rows
    ]
    return Table(COLUMNS, values, DEFAULT_COLUMNS)
