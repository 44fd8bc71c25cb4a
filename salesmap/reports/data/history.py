"""The change history: who changed what, when, by which command."""

from collections.abc import Iterator
from typing import Any

from salesmap.core.i18n import journaled
from salesmap.core.table import Table, columns
from salesmap.store.connection import Connection
from salesmap.store.statements import statements
from salesmap.store.tables import JOURNALED, TABLES

_SQL = statements(__file__)
COLUMNS = columns("id:int at:instant actor command summary rows:int undone_by:int")
DEFAULT_COLUMNS = ("id", "at", "actor", "summary", "rows", "command")
_NO_LIMIT = 2**62


def history(
    connection: Connection,
    limit: int = 0,
    lead_id: int | None = None,
    actor: str | None = None,
) -> Table:
    """Return the changes, the newest first; limit 0 means all.

    `lead_id` narrows to those of a lead and of what hangs on it, `actor` to those of a person.
    """
    condition = "1 = 1" if lead_id is None else f"id IN ({_of_lead()})"
    sql = _SQL["changes"].replace("{condition}", condition)
    return _table(connection, sql, limit=limit or _NO_LIMIT, lead_id=lead_id, actor=actor)


def one(connection: Connection, change_id: int) -> Table:
    """Return one change as a table of one row."""
    return _table(connection, _SQL["one"], id=change_id)


def total(connection: Connection, actor: str | None = None) -> int:
    """Return the number of changes, or of those of a person."""
    return int(connection.execute(_SQL["total"], {"actor": actor}).fetchone()[0])


def actors(connection: Connection) -> list[str]:
    """Return everybody who ever changed something."""
    return [name for (name,) in connection.execute(_SQL["actors"])]


def _of_lead() -> str:
    """Return the SQL of the changes that touched a lead, what hangs on it, or its contact."""
    parts = [
        "SELECT change_id FROM change_row WHERE table_name = 'lead' AND row_id = :lead_id",
        "SELECT change_id FROM change_row WHERE table_name = 'contact'"
        " AND row_id = (SELECT contact_id FROM lead WHERE id = :lead_id)",
    ]
    return " UNION ".join([*parts, *_of_children("lead", ":lead_id")])


def _of_children(parent: str, ids: str) -> Iterator[str]:
    """Yield the SQL of the changes that touched what hangs on some records, down to the leaves."""
    for table, spec in TABLES.items():
        for reference in spec.references:
            if reference.parent == parent and table in JOURNALED and table != parent:
                children = f"SELECT id FROM {table} WHERE {reference.column} IN ({ids})"
                yield (
                    f"SELECT change_id FROM change_row WHERE table_name = '{table}'"
                    f" AND row_id IN ({children})"
                )
                yield from _of_children(table, children)


def _table(connection: Connection, sql: str, **parameters: Any) -> Table:
    rows = connection.execute(sql, parameters)
    values = [
        (id, at, actor, command, journaled(what, subject), *rest)
        for id, at, actor, command, what, subject, *rest in rows
    ]
    return Table(COLUMNS, values, DEFAULT_COLUMNS)
