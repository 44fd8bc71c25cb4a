"""Making a new database on a server: our functions, the tables, the journal, its version."""

from collections.abc import Callable, Iterator
from pathlib import Path
from secrets import token_hex
from uuid import uuid4

from salesmap.core.folding import HAN, pinyin_key
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.file.version import VERSION
from salesmap.store.server.connection import SEARCH_PATH, ServerConnection, open_connection
from salesmap.store.server.journal import create_journal
from salesmap.store.server.schema import new_schema
from salesmap.store.server.version import is_blank, require_current
from salesmap.store.server.write_connection import write_connection

_FUNCTIONS = Path(__file__).with_name("functions.sql")
_CHANGE_UNDER_WAY = "ALTER TABLE change ADD COLUMN xact xid8 DEFAULT pg_current_xact_id()"
"""A change is known by the transaction that makes it: nobody can claim another one."""


def exists(database: Database) -> bool:
    """Return whether the server has something in the database. Raises ResourceError."""
    with open_connection(database) as connection:
        return not is_blank(connection)


def ensure_database(database: Database, fill: Callable[[Connection], None]) -> bool:
    """Fill the database unless it is filled: with the schema, and what `fill` puts into it.

    Returns whether it was blank. The first of several processes to get the lock does it.
    """
    with write_connection(database) as connection:
        if not is_blank(connection):
            connection.person = require_current(connection, database)
            return False
        create_schema(connection)
        fill(connection)
        connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        create_journal(connection)
    return True


def create_schema(connection: ServerConnection) -> None:
    """Put the whole schema into a blank database; the journal comes last, by `create_journal`."""
    connection.ids.forget_sequences()
    connection.script(_FUNCTIONS.read_text(encoding="utf-8"))
    connection.script(f"SET LOCAL search_path = public; {new_schema()}")
    connection.script(_CHANGE_UNDER_WAY)
    connection.script(f"SET LOCAL search_path = {SEARCH_PATH}")
    connection.executemany("INSERT INTO salesmap.pinyin (character, key) VALUES (?, ?)", _pinyin())
    identity = (str(uuid4()), token_hex(32))
    connection.execute("INSERT INTO identity (id, uid, secret) VALUES (1, ?, ?)", identity)
    connection.execute("INSERT INTO alembic_version (version_num) VALUES (?)", (f"{VERSION:04}",))


def _pinyin() -> Iterator[tuple[str, str]]:
    """Yield the common Chinese characters with their keys; the rarer ones follow from a rule."""
    first, last = HAN
    for number in range(ord(first), ord(last) + 1):
        character = chr(number)
        key = pinyin_key(character)
        if key and ord(key) < 0x30000:
            yield character, key
