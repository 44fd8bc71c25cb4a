"""Bringing a database on a server up to date, with the migrations of the files.

They run in one transaction: the database is old or new, never between. Backups are the server's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from salesmap.core import commit_state
from salesmap.core.errors import SalesmapError
from salesmap.store.clocks.keeping import keep_clocks
from salesmap.store.database import Database
from salesmap.store.errors import UpgradeRefused
from salesmap.store.file.upgrade import MIGRATIONS
from salesmap.store.file.version import VERSION
from salesmap.store.journal.seals import seal_changes
from salesmap.store.server.connection import SEARCH_PATH, ServerConnection
from salesmap.store.server.journal import create_triggers, drop_triggers
from salesmap.store.server.rights.granting import hold_to_rights
from salesmap.store.server.rights.recognition import are_active
from salesmap.store.server.schema import server_schema
from salesmap.store.server.version import version_of
from salesmap.store.server.write_connection import write_connection

if TYPE_CHECKING:
    from sqlalchemy import Connection


def upgrade(database: Database, migrations: Path = MIGRATIONS, newest: int = VERSION) -> int:
    """Bring a database to the newest schema. Returns the version it had.

    Raises UpgradeRefused, ResourceError.
    """
    with write_connection(database) as connection:
        version = version_of(connection, database)
        if version >= newest:
            return version
        try:
            _run(connection, migrations, newest)
        except SalesmapError:
            raise
        except Exception as error:  # whatever stops a migration, the database is as it was
            cause = " ".join(f"{type(error).__name__}: {error}".split())
            raise UpgradeRefused(database.name, reason=cause) from error
    commit_state.mark_committed()
    return version


def _run(connection: ServerConnection, migrations: Path, newest: int) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    drop_triggers(connection)
    connection.script("SET LOCAL search_path = public")
    with _migrating(connection) as migrating:
        config.attributes["connection"] = migrating
        command.upgrade(config, f"{newest:04}")
    connection.script(f"SET LOCAL search_path = {SEARCH_PATH}")
    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
    create_triggers(connection)
    if are_active(connection):
        hold_to_rights(connection)
    if newest == VERSION:
        seal_changes(connection)
        keep_clocks(connection)


@contextmanager
def _migrating(connection: ServerConnection) -> Iterator["Connection"]:
    """Yield the connection as Alembic needs it, inside the transaction that it is in already."""
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine(
        "postgresql+psycopg2://", creator=lambda: connection.raw, poolclass=StaticPool
    ).execution_options(isolation_level="AUTOCOMMIT")

    @event.listens_for(engine, "before_cursor_execute", retval=True)
    def translate(
        _connection: object, _cursor: object, statement: str, parameters: Any, *_rest: object
    ) -> tuple[str, Any]:
        return server_schema(statement), parameters

    with engine.connect() as migrating:
        yield migrating
