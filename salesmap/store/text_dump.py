"""The whole book as text for version control: a file for each table, a line for each record, sorted; and back again.

What the journal recorded stays behind: the text's own history tells who changed what.
"""

import json
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.files import replacing
from salesmap.core.i18n import _, reason
from salesmap.store.database import Database
from salesmap.store.models import JOURNALED, Identity
from salesmap.store.schema.version import VERSION
from salesmap.store.unit_of_work import ensure_database

_HEAD = "book.json"
_TABLES: tuple[type[SQLModel], ...] = (Identity, *JOURNALED)
_BATCH = 500


def write_book(connection: sqlite3.Connection, folder: Path) -> int:
    """Write the book into a folder, replacing the book that is there file by file. Returns how many records there are.

    The same book makes the same bytes. Raises RuleViolation for a folder with other things in it, ResourceError.
    """
    if folder.is_dir() and any(folder.iterdir()) and not (folder / _HEAD).exists():
        raise RuleViolation(
            _(
                "{folder} is not empty and does not contain a database export: name a new folder."
            ).format(folder=folder)
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            _("Cannot create the folder {folder}: {reason}.").format(
                folder=folder, reason=reason(error)
            )
        ) from None
    count = 0
    for model in _TABLES:
        cursor = connection.execute(
            f"SELECT {', '.join(_columns(model))} FROM {model.__tablename__} ORDER BY id"
        )
        with replacing(folder / f"{model.__tablename__}.jsonl") as file:
            for row in cursor:
                count += 1
                held = {
                    name: value
                    for name, value in zip(_columns(model), row, strict=True)
                    if value is not None
                }
                file.write(json.dumps(held, ensure_ascii=False) + "\n")
    used = {
        name: last
        for name, last in connection.execute("SELECT name, seq FROM sqlite_sequence ORDER BY name")
        if name in _names()
    }
    with replacing(folder / _HEAD) as file:
        file.write(json.dumps({"schema": VERSION, "ids_used": used}, indent=2) + "\n")
    return count


def read_book(database: Database, folder: Path) -> int:
    """Make a book that is not there yet out of such a folder: the same records under the same ids. Returns how many there are.

    Raises RuleViolation where there is a book, UsageError for text that is none, with its file and line; then no book is made.
    """
    head = _head(folder)
    try:
        made = ensure_database(database, lambda session: _fill(session, folder, head))
    except UsageError:
        database.path.unlink(missing_ok=True)  # empty: nothing was committed
        raise
    if not made:
        raise RuleViolation(
            _("There is already a database at {path}: name a new one with --db.").format(
                path=database.path
            )
        )
    return sum(1 for model in _TABLES for _record in _records(folder, model))


def _fill(session: Session, folder: Path, head: dict[str, Any]) -> None:
    session.flush()
    connection = session.connection()
    connection.exec_driver_sql(
        "DELETE FROM identity"
    )  # a new book was born with one; this is an old book
    for model in _TABLES:
        columns = _columns(model)
        statement = f"INSERT INTO {model.__tablename__} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
        waiting = _records(folder, model)
        while batch := list(islice(waiting, _BATCH)):
            try:
                connection.exec_driver_sql(
                    statement,
                    [tuple(record.get(column) for column in columns) for _line, record in batch],
                )
            except DBAPIError as error:
                first, last = batch[0][0], batch[-1][0]
                raise UsageError(
                    _("Cannot read {file}, lines {first} to {last}: {problem}.").format(
                        file=folder / f"{model.__tablename__}.jsonl",
                        first=first,
                        last=last,
                        problem=error.orig,
                    )
                ) from error
    for name, last in head["ids_used"].items():
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (name,))
        connection.exec_driver_sql(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (name, last)
        )


def _head(folder: Path) -> dict[str, Any]:
    path = folder / _HEAD
    try:
        head = json.loads(path.read_text(encoding="utf-8"))
        schema, used = head["schema"], head["ids_used"]
    except OSError as error:
        raise UsageError(
            _("Cannot read {path}: {problem}.").format(path=path, problem=reason(error))
        ) from None
    except (ValueError, LookupError, TypeError):
        raise UsageError(
            _("Cannot read {path}: it is not the header file of a database export.").format(
                path=path
            )
        ) from None
    if schema != VERSION:
        raise UsageError(
            _(
                "{folder} has schema {schema}, this salesmap supports {known}: use the salesmap "
                "that wrote it."
            ).format(folder=folder, schema=schema, known=VERSION)
        )
    if not isinstance(used, dict) or not all(
        name in _names() and isinstance(last, int) for name, last in used.items()
    ):
        raise UsageError(
            _("Cannot read {path}: it is not the header file of a database export.").format(
                path=path
            )
        )
    return dict(head)


def _records(folder: Path, model: type[SQLModel]) -> Iterator[tuple[int, dict[str, Any]]]:
    """(line, record) of each line of a table's file."""
    path = folder / f"{model.__tablename__}.jsonl"
    known = set(_columns(model))
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                record = json.loads(line)
                if not isinstance(record, dict) or not record.keys() <= known:
                    raise UsageError(
                        _(
                            "Cannot read {path}, line {line}: it is not a record of this table."
                        ).format(path=path, line=number)
                    )
                yield number, record
    except OSError as error:
        raise UsageError(
            _("Cannot read {path}: {problem}.").format(path=path, problem=reason(error))
        ) from None
    except ValueError:
        raise UsageError(
            _("Cannot read {path}: it is damaged near line {line}.").format(path=path, line=number)
        ) from None


def _columns(model: type[SQLModel]) -> list[str]:
    return [str(column.name) for column in model.__table__.columns]  # type: ignore[attr-defined]


def _names() -> set[str]:
    return {str(model.__tablename__) for model in _TABLES}
