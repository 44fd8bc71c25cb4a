"""Triggers that record every change of every record, whichever program writes it.

A change under way is the newest row of `change` with `rows` empty. A write without one (the sqlite3
shell, any other program) begins a change of its own: one for each statement, because SQLite's 'now'
is the same within a statement. Only the state before is kept: an insert costs next to nothing, and
the state after is in the table or in the next change.

Each table's triggers only name the record and its state: what all do stands once, in the trigger of
a view that they write into. Every connection parses the whole schema before its first statement.
"""

from collections.abc import Mapping
from functools import cache

from salesmap.core.i18n import N_
from salesmap.store.connection import Connection
from salesmap.store.tables import JOURNALED, TABLES

OUTSIDE_ACTOR = "outside"
OUTSIDE_WHAT = N_("edited by another program: {}")

VIEW = "journal"
"""The view that the triggers of the tables write into."""

_NOW = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"
_NEWEST = "(SELECT max(id) FROM change)"
_RECORDED = (
    f"SELECT 1 FROM change_row WHERE change_id = {_NEWEST}"
    " AND table_name = NEW.table_name AND row_id = NEW.row_id"
)
_RECORD = f"{VIEW}_record"
_RECORDING = f"""CREATE TRIGGER {_RECORD} INSTEAD OF INSERT ON {VIEW} BEGIN
  INSERT INTO change (at, actor, command, what, subject, rows)
    SELECT {_NOW}, '{OUTSIDE_ACTOR}', 'SQL', '{OUTSIDE_WHAT}', NEW.table_name, 0
    WHERE NOT EXISTS (
      SELECT 1 FROM change WHERE id = {_NEWEST}
        AND (rows IS NULL OR (at = {_NOW} AND actor = '{OUTSIDE_ACTOR}')));
  UPDATE change SET rows = rows + 1
    WHERE id = {_NEWEST} AND rows IS NOT NULL AND NOT EXISTS ({_RECORDED});
  INSERT INTO change_row (change_id, table_name, row_id, before)
    SELECT {_NEWEST}, NEW.table_name, NEW.row_id, NEW.before
    WHERE NOT EXISTS ({_RECORDED});
END"""


def is_outside(actor: str) -> bool:
    """Return whether a change is of another program: on a server, behind it stands whose login."""
    return actor == OUTSIDE_ACTOR or actor.startswith(f"{OUTSIDE_ACTOR}:")


def create_triggers(connection: Connection) -> None:
    """Let the journal record every change from here on."""
    connection.execute(f"CREATE VIEW {VIEW} AS SELECT table_name, row_id, before FROM change_row")
    for statement in triggers().values():
        connection.execute(statement)


def drop_triggers(connection: Connection) -> None:
    """Stop the journal until `create_triggers`."""
    existing = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal_%'"
    )
    for (name,) in existing.fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute(f"DROP VIEW IF EXISTS {VIEW}")


@cache
def triggers() -> Mapping[str, str]:
    """Return the CREATE TRIGGER statement of every trigger, by name."""
    statements = {_RECORD: _RECORDING}
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
            statements[name] = (
                f"CREATE TRIGGER {name} {moment} ON {table} {condition} BEGIN"
                f" INSERT INTO {VIEW} VALUES ('{table}', {row}.id, {image}); END"
            )
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
