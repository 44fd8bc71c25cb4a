"""Whether the schema of a file is the one that its version says."""

from salesmap.core.i18n import _
from salesmap.store.connection import Connection
from salesmap.store.file.triggers import VIEW, triggers
from salesmap.store.tables import JOURNALED, TABLES


def strange_schema(connection: Connection) -> list[str]:
    """Return what is missing or strange in the schema, a text each."""
    lines = []
    for table, spec in TABLES.items():
        rows = connection.execute("SELECT name FROM pragma_table_info(?)", (table,))
        if {name for (name,) in rows} != set(spec.columns):
            lines.append(_("the table {table} is not as it was made").format(table=table))
    stored = {
        name: (table, sql)
        for name, table, sql in connection.execute(
            "SELECT name, tbl_name, sql FROM sqlite_schema"
            " WHERE type = 'trigger' AND name LIKE 'journal_%'"
        )
    }
    for name, sql in triggers().items():
        if name not in stored:
            continue  # `missing_triggers` says so
        table, found = stored[name]
        if table not in (*JOURNALED, VIEW) or " ".join(found.split()) != " ".join(sql.split()):
            lines.append(_("the trigger {name} is not as it was made").format(name=name))
    return lines
