"""Making a new database file: tables from the models, the journal's triggers, mark and version."""

from uuid import uuid4

from sqlmodel import Session, SQLModel

from salesmap.store.journal.triggers import triggers
from salesmap.store.models import Identity
from salesmap.store.schema.version import APPLICATION_ID, VERSION


def create_schema(session: Session) -> None:
    """Put the whole schema into a blank file, inside the session's transaction.

    The triggers are left to `watch`: what the file is born with is no change that could be undone.
    """
    connection = session.connection()
    SQLModel.metadata.create_all(connection)
    connection.exec_driver_sql(
        "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    )
    session.add(Identity(uid=str(uuid4())))
    stamp(session, VERSION)


def create_triggers(session: Session) -> None:
    """From here on, the journal records every change."""
    for statement in triggers().values():
        session.connection().exec_driver_sql(statement)


def drop_triggers(session: Session) -> None:
    """The journal rests until `watch`."""
    connection = session.connection()
    standing = connection.exec_driver_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'journal_%'"
    )
    for (name,) in standing.fetchall():
        connection.exec_driver_sql(f"DROP TRIGGER {name}")


def stamp(session: Session, version: int) -> None:
    """Mark the file as ours, with this schema version, for us and for Alembic."""
    connection = session.connection()
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    connection.exec_driver_sql("DELETE FROM alembic_version")
    connection.exec_driver_sql("INSERT INTO alembic_version VALUES (?)", (f"{version:04}",))
