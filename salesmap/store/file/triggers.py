"""Triggers that record every change of every record, whichever program writes it.

A change under way is the newest row of `change` with `rows` empty. A write without one (the sqlite3
shell, any other program) begins a change of its own: one for each statement, because SQLite's 'now'
is the same within a statement. Only the state before is kept: an insert costs next to nothing, and
the state after is in the table or in the next change.
"""

from salesmap.core.i18n import N_
from salesmap.store.connection import Connection
from salesmap.store.tables import JOURNALED, TABLES

OUTSIDE_ACTOR = "outside"
OUTSIDE_WHAT = N_("edited by another program: {}")

_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"


def triggers() -> dict[str, str]:
    """Return the CREATE TRIGGER statement of every trigger, by name."""
    statements: dict[str, str] = {}
    for table in JOURNALED:
        columns = TABLES[table].columns
        before = "json_object(" + ", ".join(f"'{name}', OLD.{name}" for name in columns) + ")"
        existing = "json_object(" + ", ".join(f"'{name}', {name}" for name in columns) + ")"
        for event, moment, row, image, condition in (
            ("insert", "AFTER INSERT", "NEW", "NULL", ""),
            ("update", "BEFORE UPDATE", "OLD", before, ""),
            ("delete", "BEFORE DELETE", "OLD", before, ""),
            ("renumber", "BEFORE UPDATE OF id", "NEW", "NULL", "WHEN NEW.id <> OLD.id"),
            # INSERT OR REPLACE deletes without the delete trigger.
            (
                "replace",
                "BEFORE INSERT",
                "NEW",
                f"(SELECT {existing} FROM {table} WHERE id = NEW.id)",
                f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)",
            ),
        ):
            name = f"journal_{table}_{event}"
            statements[name] = _trigger(name, moment, table, f"{row}.id", image, condition)
    return statements


def missing_triggers(connection: Connection) -> list[str]:
    """Return the triggers that somebody dropped: without them, changes go unrecorded."""
    existing = {
        name
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    }
    return sorted(triggers().keys() - existing)


def foreign_triggers(connection: Connection) -> list[str]:
    """Return the triggers that are not ours, or not as ours are."""
    ours = {name: " ".join(sql.split()) for name, sql in triggers().items()}
    return [
        name
        for name, sql in connection.execute(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"
        )
        if ours.get(name) != " ".join(sql.split())
    ]


def _trigger(name: str, moment: str, table: str, row_id: str, image: str, condition: str) -> str:
    newest = "(SELECT max(id) FROM change)"
    recorded = (
        f"SELECT 1 FROM change_row WHERE change_id = {newest}"
        f" AND table_name = '{table}' AND row_id = {row_id}"
    )
    return f"""CREATE TRIGGER {name} {moment} ON {table} {condition} BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT {_NOW}, '{OUTSIDE_ACTOR}', 'SQL', '{OUTSIDE_WHAT}', '{table}', 0
    WHERE NOT EXISTS (
      SELECT 1 FROM change WHERE id = {newest}
        AND (rows IS NULL OR (at = {_NOW} AND actor = '{OUTSIDE_ACTOR}')));
  UPDATE change SET rows = rows + 1
    WHERE id = {newest} AND rows IS NOT NULL AND NOT EXISTS ({recorded});
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT {newest}, '{table}', {row_id}, {image}
    WHERE NOT EXISTS ({recorded});
END"""
