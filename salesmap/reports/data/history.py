"""The change history: who changed what, when, by which command."""

from collections.abc import Iterator, Sequence
from typing import Any

from salesmap.core.i18n import journaled
from salesmap.core.table import Table, columns
from salesmap.reports.query.papers import PAPERS, Record
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
    record: Record | None = None,
    actor: str | None = None,
) -> Table:
    """Return the changes, the newest first; limit 0 means all.

    `record` narrows to those of a lead or a paper and of what hangs on it, `actor` to those of a
    person.
    """
    condition = "1 = 1" if record is None else f"id IN ({_of_record(record.noun)})"
    sql = _SQL["changes"].replace("{condition}", condition)
    id = None if record is None else record.id
    return _table(connection, sql, limit=limit or _NO_LIMIT, record_id=id, actor=actor)


def one(connection: Connection, change_id: int) -> Table:
    """Return one change as a table of one row."""
    return _table(connection, _SQL["one"], id=change_id)


def total(connection: Connection, actor: str | None = None) -> int:
    """Return the number of changes, or of those of a person."""
    return int(connection.execute(_SQL["total"], {"actor": actor}).fetchone()[0])


def actors(connection: Connection) -> list[str]:
    """Return everybody who ever changed something."""
    return [name for (name,) in connection.execute(_SQL["actors"])]


def _of_record(noun: str) -> str:
    """Return the SQL of the changes that touched a record or what hangs on it.

    To a lead belong its contact and its papers; to a paper none that was made from it.
    """
    parts = [
        f"SELECT change_id FROM change_row WHERE table_name = '{noun}' AND row_id = :record_id"
    ]
    if noun == "lead":
        parts.append(
            "SELECT change_id FROM change_row WHERE table_name = 'contact'"
            " AND row_id = (SELECT contact_id FROM lead WHERE id = :record_id)"
        )
    others = () if noun == "lead" else PAPERS
    return " UNION ".join([*parts, *_of_children(noun, ":record_id", others)])


def _of_children(parent: str, ids: str, others: Sequence[str]) -> Iterator[str]:
    """Yield the SQL of the changes that touched what hangs on some records, down to the leaves.

    `others` are tables that are left out with all that hangs on them.
    """
    for table, spec in TABLES.items():
        for reference in spec.references:
            if table in (parent, *others) or table not in JOURNALED:
                continue
            if reference.parent == parent:
                children = f"SELECT id FROM {table} WHERE {reference.column} IN ({ids})"
                yield (
                    f"SELECT change_id FROM change_row WHERE table_name = '{table}'"
                    f" AND row_id IN ({children})"
                )
                yield from _of_children(table, children, others)


def _table(connection: Connection, sql: str, **parameters: Any) -> Table:
    rows = connection.execute(sql, parameters)
    values = [
        (id, at, actor, command, journaled(what, subject), *rest)
        for id, at, actor, command, what, subject, *rest in rows
    ]
    return Table(COLUMNS, values, DEFAULT_COLUMNS)
