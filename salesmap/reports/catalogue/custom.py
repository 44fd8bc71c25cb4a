"""Custom reports: an .sql file in the user's reports folder, its comment the help."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.core.table import Column, Table
from salesmap.reports.errors import CustomReportError, CustomReportTooLong, UnknownReportOptionError
from salesmap.store.connection import Connection
from salesmap.store.engine.custom_query import run_query
from salesmap.store.query_answer import QueryFailed, QueryTooLong

_PARAMETER = re.compile(r"(?<![:\w]):([A-Za-z_]\w*)")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|--[^\n]*|/\*.*?\*/", re.DOTALL)
_COMMENT = re.compile(r"(?:\s*--[^\n]*\n?)*")
MOST_SECONDS = 60
"""How long a custom report may take."""


class CustomReport(NamedTuple):
    """A report out of a file."""

    name: str
    help: str
    sql: str

    @property
    def parameters(self) -> list[str]:
        """The names of its parameters (`:name`), in their order."""
        return list(dict.fromkeys(_PARAMETER.findall(_QUOTED.sub(" ", self.sql))))


def custom_reports(folder: Path) -> dict[str, CustomReport]:
    """Return the reports of a folder by name; files that are unusable are left out."""
    return {path.stem: report for path in _paths(folder) if (report := _read(path))}


def unusable_reports(folder: Path) -> list[Path]:
    """Return the files that are no reports: pipes, folders, what is not UTF-8."""
    return [path for path in _paths(folder) if _read(path) is None]


def _paths(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.sql")) if folder.is_dir() else []


def _read(path: Path) -> CustomReport | None:
    if not path.is_file():
        return None
    try:
        sql = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    comment = _COMMENT.match(sql)
    lines = comment[0].splitlines() if comment else []
    help = " ".join(line.strip().lstrip("-").strip() for line in lines)
    return CustomReport(path.stem, help.strip(), sql)


def run_custom(
    connection: Connection, report: CustomReport, options: Mapping[str, str], today: date
) -> Table:
    """Return the rows of a custom report; a parameter without an option is NULL.

    `:today` is today unless an option says otherwise. The statement can only read. Raises
    UnknownReportOptionError, CustomReportError when the engine does not run the statement, and
    CustomReportTooLong.
    """
    for option in options:
        if option not in report.parameters:
            known = [f"--{name}" for name in report.parameters]
            raise UnknownReportOptionError(option, known, report=report.name)
    parameters: dict[str, Any] = dict.fromkeys(report.parameters)
    if "today" in parameters:
        parameters["today"] = today.isoformat()
    parameters |= {name: _number_or_text(value) for name, value in options.items()}
    try:
        names, rows = run_query(
            connection, report.sql.rstrip().rstrip(";"), parameters, MOST_SECONDS
        )
    except QueryFailed as error:
        raise CustomReportError(report.name, str(error)) from None
    except QueryTooLong:
        raise CustomReportTooLong(report.name, MOST_SECONDS) from None
    return Table(tuple(map(Column, _unique(names))), rows)


def _unique(names: list[str]) -> list[str]:
    """Return the names with a number behind those that occur again."""
    return [
        name if names.index(name) == i else f"{name}_{names[:i].count(name) + 1}"
        for i, name in enumerate(names)
    ]


def _number_or_text(text: str) -> str | int | float:
    """Return a number where the text is one: SQLite compares numbers with numbers only."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text
