"""What is measured against what, and the limit of each."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from salesmap.core.clock import Clock
from salesmap.domain.report_names import REPORT_NAMES
from tests.bench import databases, sheets, twin
from tests.bench.measuring import Contest, Program

_WRITE_COMMAND = [sys.executable, "-c", "import typer, sqlmodel"]
_COMPLETED = "north harb"


class Sizes(NamedTuple):
    """The books: the everyday one, the one with a long past, and the huge one."""

    everyday: databases.Shape = databases.Shape(1_000)
    long: databases.Shape = databases.Shape(100_000)
    busy: databases.Shape | None = databases.Shape(100_000, kept=4)
    huge: databases.Shape = databases.Shape(1_000_000, databases.SHORT)
    sheet: int = 20_000
    """Rows of a sheet to import; memory is measured with five times as many."""


FULL = Sizes()
QUICK = Sizes(
    long=databases.Shape(20_000), busy=None, huge=databases.Shape(50_000, databases.SHORT)
)


def contests(sizes: Sizes, scratch: Path) -> list[Contest]:
    """All of them. Writes go to copies in the scratch folder."""
    return [
        *_reading(sizes),
        *_mapping(sizes, scratch),
        *_reporting(sizes, scratch),
        *_writing(sizes, scratch),
        *_growing(sizes),
        *_importing(sizes, scratch),
    ]


def _reading(sizes: Sizes) -> list[Contest]:
    db = databases.database(sizes.everyday)
    pairs = {
        "due": (["due"], ["due", str(db)]),
        "lead list": (["lead", "list", "--limit", str(twin.LIMIT)], ["list", str(db)]),
        "lead show": (["lead", "show", "7"], ["show", str(db), "7"]),
        "funnel": (["funnel"], ["funnel", str(db)]),
    }
    found = []
    for name, (ours, theirs) in pairs.items():
        found.append(
            Contest(
                f"{name}, a table",
                _salesmap(db, *ours, "--format", "table"),
                _twin(*theirs, "--table"),
                0.25,
            )
        )
        found.append(Contest(f"{name}, piped", _salesmap(db, *ours), _twin(*theirs), 0.15))
    query = {
        "_SALESMAP_COMPLETE": "bash_complete",
        "COMP_WORDS": f"salesmap lead show '{_COMPLETED}",
        "COMP_CWORD": "3",
    }
    found.append(
        Contest(
            "completing a lead's name",
            _salesmap(db, **query),
            _twin("names", str(db), _COMPLETED),
            0.15,
        )
    )
    return found


_LOOK = "import json, typing, sqlite3; c = sqlite3.connect({db!r}); row = c.execute('SELECT source, compiled FROM map_version').fetchone()"
_LOAD = f"{_LOOK}; from salesmap.process.compiled import restored; print(restored(row[1]).key)"


def _mapping(sizes: Sizes, scratch: Path) -> list[Contest]:
    """The map itself, which a look at a lead wants, and the diagnosis, beside the shell that runs its statements.

    Python with the libraries that every command has loaded takes some 25 ms: loading the map may add five.
    """
    small, large = str(databases.database(sizes.everyday)), databases.database(sizes.long)
    found = [
        Contest(
            "loading the map, against its row alone",
            lambda _number: ([sys.executable, "-c", _LOAD.format(db=small)], _environment()),
            lambda _number: ([sys.executable, "-c", _LOOK.format(db=small)], _environment()),
            1.2,
        )
    ]
    name = f"diagnose, {sizes.long.leads:,} leads, against the same SQL in the sqlite3 shell"
    return [*found, *_beside_the_shell(large, scratch, name, ("diagnose",), _diagnosed, 3.0)]


def _reporting(sizes: Sizes, scratch: Path) -> list[Contest]:
    """Every report in groups, beside the shell that runs its statements; the whole board, beside a report. In a small book the start of
    Python would be all that is measured."""
    if sizes.busy is None:
        return []
    db, size = databases.database(sizes.busy), f"{sizes.busy.leads:,} leads"
    found = []
    for report in REPORT_NAMES:
        name = f"report {report} --by owner, {size}, against the same SQL in the sqlite3 shell"
        asks = partial(_reported, report)
        found += _beside_the_shell(
            db, scratch, name, ("report", report, "--by", "owner"), asks, 2.0
        )
    board = _salesmap(db, "board", "--html", str(scratch / "board.html"))
    funnel = _salesmap(db, "report", "stages")
    return [*found, Contest(f"board --html, {size}, against report stages", board, funnel, 5.0)]


def _beside_the_shell(
    db: Path,
    scratch: Path,
    name: str,
    line: tuple[str, ...],
    asks: Callable[[sqlite3.Connection], object],
    limit: float,
) -> list[Contest]:
    """A command beside the sqlite3 shell that runs what it asks; nothing where there is no shell."""
    shell = shutil.which("sqlite3")
    if not shell:
        return []
    script = scratch / f"{'-'.join(line)}.sql"
    script.write_text(";\n".join(_statements(db, asks)) + ";\n", encoding="utf-8")
    theirs = ["sh", "-c", f'"{shell}" "{db}" < "{script}" > /dev/null']
    return [Contest(name, _salesmap(db, *line), lambda _number: (theirs, _environment()), limit)]


def _statements(db: Path, asks: Callable[[sqlite3.Connection], object]) -> list[str]:
    """The statements of a question, with their parameters put in."""
    said: list[str] = []
    connection = sqlite3.connect(db)
    connection.set_trace_callback(said.append)
    asks(connection)
    connection.close()
    return said


def _diagnosed(connection: sqlite3.Connection) -> None:
    from salesmap.reports.diagnosis.detectors import DiagnosisScope
    from salesmap.reports.diagnosis.diagnosis import diagnose
    from salesmap.store.map_versions import asking, current_map

    diagnose(connection, current_map(asking(connection)), DiagnosisScope(Clock(databases.NOW)))


def _reported(report: str, connection: sqlite3.Connection) -> None:
    from salesmap.reports.catalogue.catalogue import REPORTS
    from salesmap.reports.query.report_query import ReportQuery
    from salesmap.reports.query.scope import LeadScope

    REPORTS[report].run(
        ReportQuery(connection, LeadScope(), Clock(databases.NOW), "en", ("owner",))
    )


def _writing(sizes: Sizes, scratch: Path) -> list[Contest]:
    found = []
    for size in (sizes.everyday, sizes.huge):
        db = scratch / f"{size.leads}.db"
        shutil.copyfile(databases.database(size), db)
        leads, promises = databases.some_open_leads(db, 100), databases.some_open_followups(db, 100)
        writes = {
            "lead add": lambda number: [
                "lead",
                "add",
                f"New {number}",
                "--company",
                f"New {number}",
                "--phone",
                f"1390000{number:04}",
            ],
            "lead advance": lambda number, ids=leads: ["lead", "advance", str(ids[number])],
            "followup done": lambda number, ids=promises: ["followup", "done", str(ids[number])],
        }
        for name, line in writes.items():
            ours = lambda number, line=line, db=db: _salesmap(db, *line(number))(number)  # noqa: E731 – a program made of two
            theirs = lambda number: (_WRITE_COMMAND, _environment())  # noqa: E731
            found.append(Contest(f"{name}, {size.leads:,} leads", ours, theirs, 1.3))
    return found


def _growing(sizes: Sizes) -> list[Contest]:
    everyday, long, huge = (
        databases.database(size) for size in (sizes.everyday, sizes.long, sizes.huge)
    )
    few, many = f"{sizes.everyday.leads:,}", f"{sizes.huge.leads:,}"
    found = [
        Contest(f"due, {many} leads against {few}", _salesmap(huge, "due"), _salesmap(everyday, "due"), 1.2),
        Contest(
            f"funnel, {sizes.long.leads:,} leads and {sizes.long.stays:,} stays against {few}",
            _salesmap(long, "funnel"), _salesmap(everyday, "funnel"), 1.5,
        ),
    ]  # fmt: skip
    query = {
        "_SALESMAP_COMPLETE": "bash_complete",
        "COMP_WORDS": f"salesmap lead show '{_COMPLETED}",
        "COMP_CWORD": "3",
    }
    lines: dict[str, tuple[list[str], dict[str, str]]] = {
        "salesmap alone": ([], {}),
        "lead list": (["lead", "list", "--limit", "50"], {}),
        "lead list --owner": (
            ["lead", "list", "--owner", databases.OWNERS[3], "--limit", "50"],
            {},
        ),
        "lead list --stage": (["lead", "list", "--stage", "needs", "--limit", "50"], {}),
        "lead list --search": (["lead", "list", "--search", "Harbour 15", "--limit", "50"], {}),
        "lead list --sort value": (["lead", "list", "--sort", "-value", "--limit", "50"], {}),
        "lead list --sort next_due": (["lead", "list", "--sort", "next_due", "--limit", "50"], {}),
        "lead show NAME": (["lead", "show", "North Harbour 196"], {}),
        "history": (["history", "--limit", "50"], {}),
        "history LEAD": (["history", "11"], {}),
        "completing": ([], query),
        "due --owner": (["due", "--owner", databases.OWNERS[3]], {}),
    }
    for name, (line, more) in lines.items():
        found.append(
            Contest(
                f"{name}, {many} leads against {few}",
                _salesmap(huge, *line, **more),
                _salesmap(everyday, *line, **more),
                None,
            )
        )
    return found


def _importing(sizes: Sizes, scratch: Path) -> list[Contest]:
    some, many = (sheets.sheet(scratch, rows) for rows in (sizes.sheet, sizes.sheet * 5))

    def ours(sheet: Path) -> Program:
        return lambda number: _salesmap(
            scratch / f"{sheet.stem}-{number}-{uuid4()}.db", "lead", "import", str(sheet)
        )(number)

    def theirs(number: int) -> tuple[list[str], dict[str, str]]:
        return [
            sys.executable,
            "-m",
            "tests.bench.sheets",
            str(some),
            str(scratch / f"add-all-{number}.db"),
        ], _environment()

    return [
        Contest(
            f"lead import, {sizes.sheet:,} rows, against session.add_all", ours(some), theirs, 0.2
        ),
        Contest(
            f"memory of lead import, {sizes.sheet * 5:,} rows against {sizes.sheet:,}",
            ours(many),
            ours(some),
            1.3,
            "megabytes",
        ),
    ]


def _salesmap(db: Path, *arguments: str, **environment: str) -> Program:
    return lambda _number: (
        [sys.executable, "-m", "salesmap", *arguments],
        _environment(SALESMAP_DB=str(db), **environment),
    )


def _twin(*arguments: str) -> Program:
    return lambda _number: ([sys.executable, twin.__file__, *arguments], _environment())


def _environment(**more: str) -> dict[str, str]:
    """A clean one, in which Python may keep its bytecode as it does for everyone."""
    kept = {key: os.environ[key] for key in ("PATH", "HOME", "TMPDIR") if key in os.environ}
    return {
        **kept,
        "TZ": "UTC",
        "LANG": "C.UTF-8",
        "SALESMAP_USER": "bench",
        "SALESMAP_NOW": f"{databases.NOW:%Y-%m-%dT%H:%M:%S}",
        **more,
    }
