"""Reports of one's own: an .sql file in the reports folder is a report, its comment its help, its parameters its options."""

import re
import sqlite3
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, reason
from salesmap.core.table import Column, Table

_PARAMETER = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_ALLOWED = (
    sqlite3.SQLITE_SELECT,
    sqlite3.SQLITE_READ,
    sqlite3.SQLITE_FUNCTION,
    sqlite3.SQLITE_RECURSIVE,
)


class CustomReport(NamedTuple):
    """A report out of a file."""

    name: str
    meaning: str
    sql: str

    @property
    def parameters(self) -> list[str]:
        """The names of its parameters (`:name`), in the order in which they stand there."""
        return list(dict.fromkeys(_PARAMETER.findall(_QUOTED.sub(" ", self.sql))))


def custom_reports(folder: Path) -> dict[str, CustomReport]:
    """The reports in a folder, by name; none where there is no folder. Raises UsageError."""
    found = {}
    for path in sorted(folder.glob("*.sql")) if folder.is_dir() else ():
        try:
            sql = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as error:
            raise UsageError(
                _("Cannot read {path}: {problem}.").format(path=path, problem=reason(error))
            ) from None
        comment = re.match(r"(?:\s*--[^\n]*\n?)*", sql)
        meaning = " ".join(
            line.strip().lstrip("-").strip()
            for line in (comment[0] if comment else "").splitlines()
        )
        found[path.stem] = CustomReport(path.stem, meaning.strip(), sql)
    return found


def ask(
    connection: sqlite3.Connection, report: CustomReport, said: Mapping[str, str], today: date
) -> Table:
    """The rows of a report; a parameter that was not said is NULL, `:today` is today. It can read, and nothing else.

    Raises UsageError for SQL that SQLite does not understand, or that would do more than read.
    """
    if unknown := [name for name in said if name not in report.parameters]:
        known = ", ".join(f"--{name}" for name in report.parameters) or _("none")
        raise UsageError(
            _("The report {name} has no option --{option}: choose one of {known}.").format(
                name=report.name, option=unknown[0], known=known
            )
        )
    parameters: dict[str, Any] = dict.fromkeys(report.parameters)
    parameters |= {"today": today.isoformat()} if "today" in parameters else {}
    parameters |= {name: _value(value) for name, value in said.items()}
    connection.set_authorizer(
        lambda action, *_names: sqlite3.SQLITE_OK if action in _ALLOWED else sqlite3.SQLITE_DENY
    )
    try:
        cursor = connection.execute(report.sql.rstrip().rstrip(";"), parameters)
        rows = cursor.fetchall()
    except (sqlite3.DatabaseError, sqlite3.ProgrammingError, sqlite3.Warning) as error:
        raise UsageError(
            _("The report {name} failed: {problem}.").format(name=report.name, problem=error)
        ) from None
    finally:
        connection.set_authorizer(None)
    names = [str(column[0]) for column in cursor.description or ()]
    return Table(tuple(Column(name) for name in _told_apart(names)), rows)


def _told_apart(names: list[str]) -> list[str]:
    """The names with a number behind those that are there already."""
    return [
        name if names.index(name) == place else f"{name}_{names[:place].count(name) + 1}"
        for place, name in enumerate(names)
    ]


def _value(text: str) -> str | int | float:
    """A number where it is one: SQLite compares numbers with numbers."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
