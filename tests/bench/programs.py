"""The programs that are measured: salesmap, its twin through the ORM, the shell, the floors."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

from tests.bench import twin
from tests.bench.databases import NOW
from tests.bench.measuring import Program


def salesmap(db: Path, *arguments: str, **variables: str) -> Program:
    """Return a command on a database, the same at every run."""
    return salesmap_varied(db, lambda _number: arguments, **variables)


def salesmap_varied(
    db: object, line: Callable[[int], tuple[str, ...]], **variables: str
) -> Program:
    """Return a command whose words depend on the number of the run."""
    return lambda number: (
        [sys.executable, "-m", "salesmap", *line(number)],
        environment(SALESMAP_DB=str(db), **variables),
    )


def through_the_orm(*arguments: str) -> Program:
    """Return the twin that imports everything at once and asks through the ORM."""
    return lambda _number: ([sys.executable, str(twin.__file__), *arguments], environment())


def python(*arguments: str) -> Program:
    """Return a Python program."""
    return lambda _number: ([sys.executable, *arguments], environment())


def in_the_shell(
    db: Path,
    scratch: Path,
    name: str,
    ask: Callable[[sqlite3.Connection], object],
    *,
    starts_python: bool = False,
) -> Program | None:
    """Return the sqlite3 shell that runs what a function asks; None where there is no shell."""
    shell = shutil.which("sqlite3")
    if not shell:
        return None
    script = scratch / f"{name}.sql"
    script.write_text(";\n".join(_statements(db, ask)) + ";\n", encoding="utf-8")
    start = f' && "{sys.executable}" -c "import typer"' if starts_python else ""
    line = ["sh", "-c", f'"{shell}" "{db}" < "{script}" > /dev/null{start}']
    return lambda _number: (line, environment())


def _statements(db: Path, ask: Callable[[sqlite3.Connection], object]) -> list[str]:
    """Return the statements of a question, with their parameters put in."""
    statements: list[str] = []
    connection = sqlite3.connect(db)
    connection.set_trace_callback(statements.append)
    ask(connection)
    connection.close()
    return statements


def environment(**more: str) -> dict[str, str]:
    """Return a clean environment, in which Python may keep its bytecode."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
    return {
        **kept,
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "SALESMAP_USER": "bench",
        "SALESMAP_NOW": f"{NOW:%Y-%m-%dT%H:%M:%S}",
        **more,
    }
