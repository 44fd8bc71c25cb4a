"""What an engine says of a database: what is wrong with it, what it consists of."""

from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.opening import on_file


def damage(connection: Connection) -> list[str]:
    """Return what is wrong with the database itself, by the engine's own checks."""
    if on_file(connection):
        from salesmap.store.file.backup import damage as damage_of_file

        return damage_of_file(connection)
    from salesmap.store.server.checks import damage as damage_on_server

    return damage_on_server(connection)


def strange_schema(connection: Connection) -> list[str]:
    """Return what is missing or strange in the schema, a text each."""
    if on_file(connection):
        from salesmap.store.file.strange_schema import strange_schema as strange_in_file

        return strange_in_file(connection)
    from salesmap.store.server.checks import strange_schema as strange_on_server

    return strange_on_server(connection)


def missing_triggers(connection: Connection) -> list[str]:
    """Return the triggers that somebody dropped: without them, changes go unrecorded."""
    if on_file(connection):
        from salesmap.store.file.triggers import missing_triggers as missing_in_file

        return missing_in_file(connection)
    from salesmap.store.server.journal import missing_triggers as missing_on_server

    return missing_on_server(connection)


def foreign_triggers(connection: Connection) -> list[str]:
    """Return the triggers that are not ours, or not as ours are."""
    if on_file(connection):
        from salesmap.store.file.triggers import foreign_triggers as foreign_in_file

        return foreign_in_file(connection)
    from salesmap.store.server.journal import foreign_triggers as foreign_on_server

    return foreign_on_server(connection)


def surroundings(database: Database) -> tuple[list[str], list[str]]:
    """Return (problems, warnings) of what lies around a database: rights, locks, the network."""
    if database.server:
        from salesmap.store.server.checks import lock_holders

        return [], lock_holders(database)
    from salesmap.store.file import sharing
    from salesmap.store.file.database_path import network_warnings

    path = database.path
    return sharing.problems(path), [*network_warnings(path), *sharing.warnings(path)]


def rights_held(connection: Connection, on_file_: str, on_server: str) -> str | None:
    """Return the word for how rights hold: on a file, on a server; None where nobody has any."""
    if on_file(connection):
        return on_file_
    from salesmap.store.server.rights.recognition import are_active

    return on_server if are_active(connection) else None


def details(connection: Connection, database: Database) -> tuple[int, int, str, str]:
    """Return the size in bytes, the schema, the mode of the journal, and the engine's version."""
    if on_file(connection):
        from salesmap.store.file.details import details as details_of_file

        return details_of_file(connection, database.path)
    from salesmap.store.server.checks import details as details_on_server

    return details_on_server(connection, database)
