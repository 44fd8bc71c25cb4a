"""Connections to a server, with psycopg2 behind the protocol that a file's connections have."""

import math
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from typing import Any

try:
    import psycopg2
    from psycopg2 import extensions
except ImportError:
    from salesmap.store.errors import DriverMissing

    raise DriverMissing from None

from salesmap.core.errors import NotFoundError
from salesmap.store.database import Database
from salesmap.store.server.errors import ValueTaken, explain, translated_error
from salesmap.store.server.interrupting import can_be_interrupted
from salesmap.store.server.last_ids import DrawnIds, use_ids
from salesmap.store.server.rights.recognition import Held, TakenOutOfSight, refuse_hidden
from salesmap.store.server.statement import translated

SEARCH_PATH = "salesmap, pg_catalog, public"
"""Our functions first: some have the name of PostgreSQL's own."""

_PAGE = 1_000


def _number(text: str | bytes | None, _cursor: object) -> int | float | None:
    """Return a NUMERIC as a Python number: sums of whole numbers are whole."""
    if text is None:
        return None
    number = str(text)
    return int(number) if number.lstrip("-").isdigit() else float(number)


def _bit(text: str | bytes | None, _cursor: object) -> int | None:
    """Return a truth value as SQLite stores it."""
    return None if text is None else int(text == "t")


def _bytes(value: str | bytes | None, cursor: Any) -> bytes | None:
    view = psycopg2.BINARY(value, cursor)
    return None if view is None else bytes(view)


_CASTERS = (
    extensions.new_type((1700,), "NUMBER", _number),
    extensions.new_type((16,), "BIT", _bit),
    extensions.new_type((17,), "BYTES", _bytes),
)


def _real(value: float) -> Any:
    """Return a number as a statement says it; what is no number is nothing, as for SQLite."""
    return extensions.AsIs("NULL" if math.isnan(value) else f"'{value!r}'::double precision")


extensions.register_adapter(float, _real)


class ServerCursor:
    """The rows of a statement."""

    def __init__(self, raw: Any, *, returns_id: bool) -> None:
        self._raw = raw
        self._returns_id = returns_id

    @property
    def lastrowid(self) -> int | None:
        """Return the id of the record just inserted."""
        row = self._raw.fetchone() if self._returns_id else None
        return None if row is None else int(row[0])

    @property
    def rowcount(self) -> int:
        """Return how many records a statement changed."""
        return int(self._raw.rowcount)

    @property
    def description(self) -> Any:
        """Return a tuple for each column, its name first."""
        return self._raw.description

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())

    def fetchone(self) -> Any:
        """Return the next row, None after the last."""
        return self._raw.fetchone() if self._raw.description else None

    def fetchall(self) -> list[Any]:
        """Return the rows that are left."""
        rows: list[Any] = self._raw.fetchall() if self._raw.description else []
        return rows


class ServerConnection:
    """One connection to a server: `?` and `:name` stand for parameters."""

    def __init__(self, raw: Any, database: Database) -> None:
        self.raw = raw
        self.database = database
        self.ids = DrawnIds()
        self.person: Held | None = None
        """Who is held to rights here; None for the owner of the tables."""
        self.writes = False

    def execute(self, sql: str, parameters: Any = (), /) -> ServerCursor:
        """Run a statement."""
        statement = translated(sql)
        text = statement.text
        table = statement.inserts_into
        returns_id = table is not None and "RETURNING" not in text and self.ids.note(self, table)
        if returns_id and " SELECT " not in text.upper():
            text += " RETURNING id"
        else:
            returns_id = False
        cursor = self._run(lambda cursor: cursor.execute(text, parameters))
        if table is not None and statement.has_id and self.ids.note(self, table):
            use_ids(self, table)
        return ServerCursor(cursor, returns_id=returns_id)

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Any:
        """Run a statement once for each set of parameters."""
        from psycopg2 import extras  # a quarter of the driver's import, wanted by imports only

        statement = translated(sql)
        table = statement.inserts_into
        head, _values, places = statement.text.rpartition("VALUES ")
        if table is None or not head:
            self._run(
                lambda cursor: extras.execute_batch(cursor, statement.text, parameters, _PAGE)
            )
            return
        gives_ids = self.ids.note(self, table)
        text = f"{head}VALUES %s"
        self._run(
            lambda cursor: extras.execute_values(cursor, text, parameters, places, page_size=_PAGE)
        )
        if statement.has_id and gives_ids:
            use_ids(self, table)

    def script(self, text: str) -> None:
        """Run several statements that have no parameters, as they stand."""
        self._run(lambda cursor: cursor.execute(text))

    def copy(self, sql: str, text: Any) -> None:
        """Send rows as COPY takes them."""
        self._run(lambda cursor: cursor.copy_expert(sql, text), nullcontext())

    def _run(self, act: Any, waiting: AbstractContextManager[None] | None = None) -> Any:
        cursor = self.raw.cursor()
        try:
            with waiting or can_be_interrupted():
                act(cursor)
        except psycopg2.Error as error:
            problem = translated_error(error, self.person)
            if problem is None:
                raise
            raise problem from error
        return cursor


@contextmanager
def open_connection(database: Database) -> Iterator[ServerConnection]:
    """Yield a connection without a transaction. Raises ResourceError.

    Statements are not compiled (`jit`), which takes longer than most of them run, and learn who may
    be read in memory: what is too much for it would be gone through for each row.
    """
    assert database.server is not None
    try:
        raw = psycopg2.connect(
            database.server,
            application_name="salesmap",
            options=f"-c search_path={SEARCH_PATH.replace(' ', '')}"
            " -c standard_conforming_strings=on -c intervalstyle=postgres"
            f" -c lock_timeout={database.lock_timeout * 1000} -c client_encoding=UTF8"
            " -c timezone=UTC -c datestyle=ISO -c extra_float_digits=1 -c jit=off -c work_mem=32MB",
        )
    except (psycopg2.Error, UnicodeError) as error:
        raise explain(error, database) from None
    connection = ServerConnection(raw, database)
    try:
        raw.autocommit = True
        for caster in _CASTERS:
            extensions.register_type(caster, raw)
        yield connection
    except psycopg2.Error as error:
        raise explain(error, database, writes=connection.writes) from error
    finally:
        with suppress(psycopg2.Error):
            raw.close()


@contextmanager
def refusing_hidden(connection: ServerConnection) -> Iterator[None]:
    """Refuse what a person asks for and may not see, which rights let nobody find."""
    try:
        yield
    except NotFoundError as error:
        if connection.person is not None:
            refuse_hidden(connection, connection.person, error)
        raise
    except ValueTaken as error:
        person = connection.person
        if person is None or person.reads_all:
            raise
        raise TakenOutOfSight(error.columns) from None  # what is in sight, actions look for


@contextmanager
def read_connection(database: Database) -> Iterator[ServerConnection]:
    """Yield a connection that sees one state of the database and cannot write.

    It is the present state, or that of `database.as_of`. Raises ResourceError.
    """
    from salesmap.store.server.version import require_current

    with open_connection(database) as connection:
        mode = "READ ONLY" if database.as_of is None else "READ WRITE"
        connection.execute(f"BEGIN ISOLATION LEVEL REPEATABLE READ {mode}")
        connection.person = require_current(connection, database)
        if database.as_of is not None:
            from salesmap.store.server.as_of import show_past

            show_past(connection, database)
        with refusing_hidden(connection):
            yield connection
        connection.execute("ROLLBACK")
