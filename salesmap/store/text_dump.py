"""The whole database as text for version control: a file for each table, a line for each record.

The lines are in the order of their ids. The journal is not part of it: the history of the text
shows who changed what. `book.json` is the header file of the format: the schema and the last ids.
"""

import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from salesmap.core.errors import UnreadableFile, UsageError
from salesmap.core.files import replacing
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.errors import DatabaseExists
from salesmap.store.file.creation import ensure_database
from salesmap.store.file.database_errors import REFUSED
from salesmap.store.file.dialect import last_ids, set_last_id
from salesmap.store.file.version import VERSION
from salesmap.store.mapper import insert_statement, quoted
from salesmap.store.tables import JOURNALED, TABLES
from salesmap.store.text_dump_errors import (
    DamagedText,
    ExportOfOtherSchema,
    FolderNotCreated,
    FolderNotEmpty,
    InvalidManifest,
    InvalidRecord,
    InvalidRecords,
)

_MANIFEST = "book.json"
_TABLES = ("identity", *JOURNALED)
_BATCH = 500
_COLUMNS = {table: TABLES[table].columns for table in _TABLES} | {"identity": ("id", "uid")}
"""What a dump holds of each table: the seals of the journal stay behind with it."""


def write_dump(connection: Connection, folder: Path) -> int:
    """Write the database into a folder, replacing the dump that is there file by file.

    Returns the number of records; the same database makes the same bytes. Raises FolderNotEmpty,
    FolderNotCreated, ResourceError.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _MANIFEST).exists():
        raise FolderNotEmpty(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FolderNotCreated(folder, error) from None
    count = sum(_write_table(connection, table, folder) for table in _TABLES)
    ids_used = {name: last for name, last in last_ids(connection).items() if name in _TABLES}
    with replacing(folder / _MANIFEST, overwrite=True) as file:
        file.write(json.dumps({"schema": VERSION, "ids_used": ids_used}, indent=2) + "\n")
    return count


def _write_table(connection: Connection, table: str, folder: Path) -> int:
    columns = _COLUMNS[table]
    count = 0
    cursor = connection.execute(
        f"SELECT {', '.join(map(quoted, columns))} FROM {table} ORDER BY id"
    )
    with replacing(folder / f"{table}.jsonl", overwrite=True) as file:
        for row in cursor:
            count += 1
            record = {
                name: value for name, value in zip(columns, row, strict=True) if value is not None
            }
            file.write(json.dumps(record, ensure_ascii=False) + "\n")
    return count


def read_dump(database: Database, folder: Path) -> int:
    """Create a database out of such a folder: the same records under the same ids.

    Returns the number of records. Raises DatabaseExists, and a UsageError that names the file and
    line for text that is no dump; then no database is created.
    """
    manifest = _manifest(folder)
    try:
        created = ensure_database(database, lambda connection: _fill(connection, folder, manifest))
    except UsageError:
        database.path.unlink(missing_ok=True)  # empty: nothing was committed
        raise
    if not created:
        raise DatabaseExists(database.path)
    return sum(1 for table in _TABLES for _record in _records(folder, table))


def _fill(connection: Connection, folder: Path, manifest: dict[str, Any]) -> None:
    connection.execute("DELETE FROM identity")  # that of the new file: the dump has its own
    for table in _TABLES:
        columns = _COLUMNS[table]
        records = _records(folder, table)
        while batch := list(islice(records, _BATCH)):
            rows = [tuple(record.get(column) for column in columns) for _line, record in batch]
            try:
                connection.executemany(insert_statement(table, columns), rows)
            except REFUSED as error:
                lines = batch[0][0], batch[-1][0]
                raise InvalidRecords(folder / f"{table}.jsonl", lines, str(error)) from error
    for name, last in manifest["ids_used"].items():
        set_last_id(connection, name, last)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / _MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        schema, last_ids = manifest["schema"], manifest["ids_used"]
    except OSError as error:
        raise UnreadableFile(path, error) from None
    except (ValueError, LookupError, TypeError):
        raise InvalidManifest(path) from None
    if schema != VERSION:
        raise ExportOfOtherSchema(folder, schema, VERSION)
    if not isinstance(last_ids, dict) or not all(
        name in _TABLES and isinstance(last, int) for name, last in last_ids.items()
    ):
        raise InvalidManifest(path)
    return dict(manifest)


def _records(folder: Path, table: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield (line, record) for each line of a table's file."""
    path = folder / f"{table}.jsonl"
    columns = set(_COLUMNS[table])
    number = 0
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                record = json.loads(line)
                if not isinstance(record, dict) or not record.keys() <= columns:
                    raise InvalidRecord(path, number)
                yield number, record
    except OSError as error:
        raise UnreadableFile(path, error) from None
    except ValueError:
        raise DamagedText(path, number) from None
