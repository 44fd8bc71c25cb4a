"""Opening a database for writing, creating it when it is not there."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from salesmap.actions.map.map_rows import install
from salesmap.core.clock import instant
from salesmap.domain.map.loader import DEFAULT, parse_map, read_source
from salesmap.domain.map.model import SalesMap
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.file.database_path import is_filled
from salesmap.store.schema.creation import ensure_database, is_unfinished
from salesmap.store.unit_of_work import UnitOfWork, open_transaction


def create(database: Database, map_name: str = DEFAULT) -> bool:
    """Create the database with a map (a template's name or a TOML file).

    Returns whether it was created. Raises NotFoundError or UsageError for the map, ResourceError
    for the file.
    """
    source = read_source(map_name)
    return ensure_database(database, partial(_install, database, source, parse_map(source)))


@contextmanager
def transaction(database: Database) -> Iterator[UnitOfWork]:
    """Everything written inside is one change; the database is created first if it is missing."""
    if not is_filled(database.path) or is_unfinished(database):
        create(database)
    with open_transaction(database) as change:
        yield change


def _install(database: Database, source: str, sales_map: SalesMap, connection: Connection) -> None:
    install(connection, source, sales_map, instant(database.clock.now()), database.user)
