"""Bringing an older file up to date, with Alembic; a backup is made first."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from salesmap.core import commit_state
from salesmap.core.errors import SalesmapError
from salesmap.store.clocks.keeping import keep_clocks
from salesmap.store.database import Database
from salesmap.store.errors import BackupExists, UpgradeFailed
from salesmap.store.file.backup import backup
from salesmap.store.file.connection import open_existing
from salesmap.store.file.creation import stamp
from salesmap.store.file.lock_retry import retry_while_locked
from salesmap.store.file.triggers import create_triggers, drop_triggers
from salesmap.store.file.version import VERSION, version_of
from salesmap.store.journal.seals import seal_changes

if TYPE_CHECKING:
    from sqlalchemy import Connection

MIGRATIONS = Path(__file__).parent.parent / "migrations"


def upgrade(
    database: Database, migrations: Path = MIGRATIONS, newest: int = VERSION
) -> tuple[int, Path | None]:
    """Bring a database to the newest schema.

    Returns the version it had and the path of its backup (None: it was up to date). All steps run
    in one transaction: a file is old or new, never between. Raises UpgradeFailed, ResourceError.
    """
    version = _version(database)
    if version >= newest:
        return version, None
    backup_path = _back_up(database, version)
    commit_state.mark_committed(False)  # a backup is no upgrade
    try:
        _run(database, migrations, newest)
    except SalesmapError:
        raise
    except Exception as error:  # whatever stops a migration, the database is as it was
        cause = " ".join(f"{type(error).__name__}: {error}".split())
        raise UpgradeFailed(database.path, reason=cause, backup=backup_path) from error
    commit_state.mark_committed()
    return version, backup_path


def _version(database: Database) -> int:
    with open_existing(database.path) as connection:
        return retry_while_locked(
            connection, database.lock_timeout, lambda: version_of(connection, database.path)
        )


def _back_up(database: Database, version: int) -> Path:
    """Copy the database beside itself, under the first free name. Return its path.

    Another process may take a name at any time: only the attempt shows whether it is free.
    """
    number = 1
    while True:
        suffix = f"-{number}" if number > 1 else ""
        path = database.path.with_name(f"{database.path.name}.schema-{version}{suffix}")
        try:
            backup(database.path, path, database.lock_timeout)
        except BackupExists:
            number += 1
        else:
            return path


def _run(database: Database, migrations: Path, newest: int) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    with _migrating(database) as connection:
        raw = _raw(connection)
        if _is_upgraded(connection, newest):
            return  # by another process, while this one waited for the lock
        # Recreating a table would be recorded row by row.
        drop_triggers(raw)
        with _without_views(connection), _keep_last_ids(connection):
            config.attributes["connection"] = connection
            command.upgrade(config, f"{newest:04}")
        orphans = raw.execute("PRAGMA foreign_key_check").fetchall()
        if orphans:
            raise sqlite3.IntegrityError(f"foreign keys after the upgrade: {orphans[:3]}")
        create_triggers(raw)
        stamp(raw, newest)
        if newest == VERSION:
            seal_changes(raw)
            keep_clocks(raw)


@contextmanager
def _migrating(database: Database) -> Iterator["Connection"]:
    """Yield a connection as Alembic needs it, in one transaction without foreign keys.

    With them, dropping a table to rebuild it would take its children along.
    """
    from sqlalchemy import create_engine, event
    from sqlalchemy.exc import DBAPIError
    from sqlalchemy.pool import NullPool

    with open_existing(database.path) as raw:
        engine = create_engine("sqlite://", creator=lambda: raw, poolclass=NullPool)

        # pysqlite would begin late and deferred, and lose updates between a read and its write.
        @event.listens_for(engine, "begin")
        def begin(_connection: "Connection") -> None:
            retry_while_locked(raw, database.lock_timeout, lambda: raw.execute("BEGIN IMMEDIATE"))

        raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with engine.connect() as connection, connection.begin():
                yield connection
        except DBAPIError as error:
            raise error.orig or error from error


def _raw(connection: "Connection") -> sqlite3.Connection:
    raw = connection.connection.driver_connection
    if not isinstance(raw, sqlite3.Connection):
        raise TypeError(f"not a SQLite connection: {raw!r}")
    return raw


def _is_upgraded(connection: "Connection", newest: int) -> bool:
    version: int = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    return version >= newest


@contextmanager
def _without_views(connection: "Connection") -> Iterator[None]:
    """Drop views and triggers that somebody added, and create them again at the end.

    SQLite renames no table under them.
    """
    existing = connection.exec_driver_sql(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('view', 'trigger') ORDER BY rowid"
    ).all()
    for kind, name, _sql in reversed(existing):
        quoted = name.replace('"', '""')
        # A view takes its triggers along.
        connection.exec_driver_sql(f'DROP {kind} IF EXISTS "{quoted}"')
    yield
    for _kind, _name, sql in existing:
        connection.exec_driver_sql(sql)


@contextmanager
def _keep_last_ids(connection: "Connection") -> Iterator[None]:
    """Keep the last id of each table: a recreated one would count from its highest record.

    The ids of records that undo deleted must not be used again.
    """
    last_ids = connection.exec_driver_sql("SELECT name, seq FROM sqlite_sequence").all()
    yield
    for name, last in last_ids:
        if connection.exec_driver_sql(
            "SELECT 1 FROM sqlite_sequence WHERE name = ?", (name,)
        ).first():
            connection.exec_driver_sql(
                "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = ?", (last, name)
            )
        elif connection.exec_driver_sql(
            "SELECT 1 FROM sqlite_schema WHERE name = ? AND sql LIKE '%AUTOINCREMENT%'", (name,)
        ).first():
            connection.exec_driver_sql(
                "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last)
            )
