"""The whole database as text for version control: a file for each table, a line for each record.

The lines are in the order of their ids. The journal is not part of it: the history of the text
shows who changed what. `book.json` is the header file of the format: the schema and the last ids.
"""

import hashlib
import json
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from salesmap.core.errors import SalesmapError, UnreadableFile
from salesmap.core.files import UNFINISHED, check_output, replacing
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.engine.dialect import last_ids, set_last_id
from salesmap.store.engine.inspection import damage
from salesmap.store.engine.opening import ensure_database, exists, made_aside, read_connection
from salesmap.store.errors import DatabaseExists
from salesmap.store.file.database_errors import REFUSED
from salesmap.store.file.version import VERSION
from salesmap.store.map_versions import current_map
from salesmap.store.mapper import insert_statement, quoted
from salesmap.store.row_sense import problems
from salesmap.store.tables import JOURNALED, TABLES
from salesmap.store.text_dump_errors import (
    DamagedText,
    DumpTorn,
    ExportOfOtherSchema,
    FolderNotCreated,
    FolderNotEmpty,
    InvalidDump,
    InvalidManifest,
    InvalidRecord,
    InvalidRecords,
    InvalidValue,
)

_MANIFEST = "book.json"
_TABLES = ("identity", *JOURNALED, "stored_file", "news_read")
_BATCH = 500
_COLUMNS = {table: TABLES[table].columns for table in _TABLES} | {"identity": ("id", "uid")}
"""What a dump holds of each table: the seals of the journal stay behind with it."""


def write_dump(connection: Connection, folder: Path) -> int:
    """Write the database into a folder, in the place of the dump that is there.

    The manifest is removed first and written last: without it, a folder is known to be torn.
    Returns the number of records; the same database makes the same bytes. Raises FolderNotEmpty,
    FolderNotCreated, ResourceError.
    """
    if _holds_other_things(folder):
        raise FolderNotEmpty(folder)
    manifest = folder / _MANIFEST
    check_output(manifest, overwrite=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        manifest.unlink(missing_ok=True)
    except OSError as error:
        raise FolderNotCreated(folder, error) from None
    written = {table: _write_table(connection, table, folder) for table in _TABLES}
    ids_used = {name: last for name, last in last_ids(connection).items() if name in _TABLES}
    content = {"schema": VERSION, "ids_used": ids_used, "files": written}
    with replacing(manifest, overwrite=True) as file:
        file.write(json.dumps(content, indent=2) + "\n")
    return sum(int(each["records"]) for each in written.values())


def _holds_other_things(folder: Path) -> bool:
    """Return whether a folder holds anything else than a dump, be it a torn one."""
    if not folder.is_dir() or (folder / _MANIFEST).exists():
        return False
    ours = {f"{table}.jsonl" for table in _TABLES}
    return any(
        path.name not in ours and not path.name.endswith(UNFINISHED) for path in folder.iterdir()
    )


def _write_table(connection: Connection, table: str, folder: Path) -> dict[str, Any]:
    """Write a table's file; return how many records it holds, and its hash."""
    columns = _COLUMNS[table]
    count, digest = 0, hashlib.sha256()
    cursor = connection.execute(
        f"SELECT {', '.join(map(quoted, columns))} FROM {table} ORDER BY id"
    )
    with replacing(folder / f"{table}.jsonl", overwrite=True) as file:
        for row in cursor:
            count += 1
            record = {
                name: value for name, value in zip(columns, row, strict=True) if value is not None
            }
            line = json.dumps(record, ensure_ascii=False) + "\n"
            digest.update(line.encode())
            file.write(line)
    return {"records": count, "sha256": digest.hexdigest()}


def read_dump(database: Database, folder: Path, *, edited: bool = False) -> int:
    """Create a database out of such a folder: the same records under the same ids.

    It is made aside, and takes its name when it is complete. `edited` takes files that are not as
    they were written. Returns the number of records. Raises DatabaseExists, and a SalesmapError
    that names the file and line for text that is no dump; then nothing is left behind.
    """
    manifest = _manifest(folder)
    if exists(database):
        raise DatabaseExists(database.name)
    if not edited:
        _check_files(folder, manifest)
    with made_aside(database) as aside:
        ensure_database(aside, lambda connection: _fill(connection, folder, manifest))
        _refuse_contradictions(aside, folder)
    return sum(1 for table in _TABLES for _record in _records(folder, table))


def _check_files(folder: Path, manifest: dict[str, Any]) -> None:
    """Raise DumpTorn for a file that is not as it was written. Older dumps have no hashes."""
    for table, told in manifest.get("files", {}).items():
        path = folder / f"{table}.jsonl"
        try:
            content = path.read_bytes()
        except OSError as error:
            raise UnreadableFile(path, error) from None
        if hashlib.sha256(content).hexdigest() != told["sha256"]:
            raise DumpTorn(path)


def _refuse_contradictions(database: Database, folder: Path) -> None:
    """Raise InvalidDump for records that do not belong together."""
    with read_connection(database) as connection:
        if wrong := damage(connection):
            raise InvalidDump(folder, wrong[0])
        try:
            current_map(connection)
        except (SalesmapError, ValueError, LookupError, TypeError, RecursionError) as error:
            raise InvalidDump(folder, str(error)) from None


def _fill(connection: Connection, folder: Path, manifest: dict[str, Any]) -> None:
    (secret,) = connection.execute("SELECT secret FROM identity").fetchone()
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
    connection.execute("UPDATE identity SET secret = ?", (secret,))
    if connection.execute("SELECT count(*) FROM identity").fetchone() != (1,):
        raise InvalidDump(folder, "identity")
    for name, last in manifest["ids_used"].items():
        set_last_id(connection, name, last)


def _manifest(folder: Path) -> dict[str, Any]:
    path = folder / _MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        schema, last_ids = manifest["schema"], manifest["ids_used"]
    except FileNotFoundError:
        if folder.is_dir() and any((folder / f"{table}.jsonl").exists() for table in _TABLES):
            raise DumpTorn(path) from None
        raise UnreadableFile(path, FileNotFoundError(2, "No such file or directory")) from None
    except OSError as error:
        raise UnreadableFile(path, error) from None
    except (ValueError, LookupError, TypeError, RecursionError):
        raise InvalidManifest(path) from None
    if schema != VERSION:
        raise ExportOfOtherSchema(folder, schema, VERSION)
    if not isinstance(last_ids, dict) or not all(
        name in _TABLES and isinstance(last, int) and 0 <= last < 2**63
        for name, last in last_ids.items()
    ):
        raise InvalidManifest(path)
    files = manifest.get("files", {})
    if not isinstance(files, dict) or not all(
        name in _TABLES and isinstance(told, dict) and isinstance(told.get("sha256"), str)
        for name, told in files.items()
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
                values = [record.get(column) for column in TABLES[table].columns]
                if wrong := problems(table, values):
                    column, problem = wrong[0]
                    raise InvalidValue(path, number, f"{column} {problem}")
                yield number, record
    except OSError as error:
        raise UnreadableFile(path, error) from None
    except (ValueError, RecursionError):
        raise DamagedText(path, number + 1) from None
