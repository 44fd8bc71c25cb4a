"""The triggers that record every change of every record on a server."""

from pathlib import Path

from salesmap.store.connection import Connection
from salesmap.store.file.triggers import OUTSIDE_ACTOR, OUTSIDE_WHAT
from salesmap.store.server.connection import ServerConnection
from salesmap.store.server.listening import CHANNEL
from salesmap.store.server.rights.policies import trigger_names
from salesmap.store.server.rights.recognition import are_active
from salesmap.store.server.write_connection import LOCK
from salesmap.store.tables import JOURNALED

_FUNCTIONS = Path(__file__).with_name("journal.sql")
_TRIGGERS = {
    "begin": "BEFORE INSERT OR UPDATE OR DELETE ON {table}",
    "insert": "AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows",
    "update": "AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
    "delete": "AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows",
    "refuse": "BEFORE TRUNCATE ON {table}",
}


def create_journal(connection: ServerConnection) -> None:
    """Let the journal record every change from here on."""
    replace_functions(connection)
    create_triggers(connection)


def replace_functions(connection: ServerConnection) -> None:
    """Put the functions of the journal in, in the place of older ones."""
    text = _FUNCTIONS.read_text(encoding="utf-8")
    for name, value in {
        "LOCK": str(LOCK),
        "CHANNEL": CHANNEL,
        "OUTSIDE_ACTOR": OUTSIDE_ACTOR,
        "OUTSIDE_WHAT": OUTSIDE_WHAT,
    }.items():
        text = text.replace(f"{{{name}}}", value)
    connection.script(text)


def create_triggers(connection: ServerConnection) -> None:
    """Create the triggers of every table."""
    connection.script(";\n".join(triggers().values()))


def drop_triggers(connection: ServerConnection) -> None:
    """Stop the journal until `create_triggers`."""
    connection.script(
        ";\n".join(
            f"DROP TRIGGER IF EXISTS journal_{table}_{event} ON public.{table}"
            for table in JOURNALED
            for event in _TRIGGERS
        )
    )


def triggers() -> dict[str, str]:
    """Return the CREATE TRIGGER statement of every trigger, by name."""
    return {
        f"journal_{table}_{event}": f"CREATE TRIGGER journal_{table}_{event}"
        f" {when.format(table=f'public.{table}')}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION salesmap.journal_{event}()"
        for table in JOURNALED
        for event, when in _TRIGGERS.items()
    }


_EXISTING = """
SELECT t.tgname, t.tgenabled <> 'D' FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace WHERE NOT t.tgisinternal AND n.nspname = 'public'
ORDER BY t.tgname
"""


def missing_triggers(connection: Connection) -> list[str]:
    """Return the triggers that somebody dropped or disabled: changes go unrecorded then."""
    working = {name for name, is_on in connection.execute(_EXISTING) if is_on}
    expected = {*triggers(), *(trigger_names() if are_active(connection) else ())}
    return sorted(expected - working)


def foreign_triggers(connection: Connection) -> list[str]:
    """Return the triggers that are not ours."""
    ours = {*triggers(), *trigger_names()}
    return [name for name, _is_on in connection.execute(_EXISTING) if name not in ours]
