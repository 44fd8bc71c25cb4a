"""What is measured against what, and the limit of each: the budgets of the design."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from salesmap.core.clock import Clock
from salesmap.domain.report_names import REPORT_NAMES
from salesmap.reports.catalogue.catalogue import REPORTS
from tests.bench import databases, sheets, twin
from tests.bench.databases import BOUGHT, SHORT, Shape, database
from tests.bench.measuring import Contest, Program
from tests.bench.programs import (
    in_the_shell,
    python,
    salesmap,
    salesmap_varied,
    through_the_orm,
)

_COMPLETED = "north harb"
_COMPLETION = {
    "_SALESMAP_COMPLETE": "bash_complete",
    "COMP_WORDS": f"salesmap lead show '{_COMPLETED}",
    "COMP_CWORD": "3",
}


class Sizes(NamedTuple):
    """The databases: the everyday one, the one with a long past, and the huge one."""

    everyday: Shape = Shape(1_000)
    medium: Shape = Shape(10_000)
    long: Shape = Shape(100_000)
    busy: Shape | None = Shape(100_000, kept=4)
    huge: Shape = Shape(1_000_000, SHORT)
    few_papers: Shape = Shape(1_000, papers=100)
    papers: Shape = Shape(100_000, SHORT, papers=100_000)
    few_tickets: Shape = Shape(1_000, BOUGHT, tickets=500)
    tickets: Shape = Shape(1_000_000, BOUGHT, tickets=500_000)
    few_tiers: Shape = Shape(1_000, BOUGHT, tickets=500, tiers=True)
    tiers: Shape = Shape(1_000_000, BOUGHT, tickets=500_000, tiers=True)
    sheet: int = 100_000


FULL = Sizes()
QUICK = Sizes(
    medium=Shape(2_000), long=Shape(20_000), busy=None, huge=Shape(50_000, SHORT),
    papers=Shape(20_000, SHORT, papers=20_000), tickets=Shape(20_000, BOUGHT, tickets=20_000),
    tiers=Shape(20_000, BOUGHT, tickets=20_000, tiers=True), sheet=20_000,
)  # fmt: skip


def contests(sizes: Sizes, scratch: Path) -> Iterator[Contest]:
    """Yield all of them. Writes go to copies in the scratch folder."""
    yield from _starting(sizes)
    yield from _reading(sizes)
    yield from _writing(sizes, scratch)
    yield from _growing(sizes)
    yield from _papers(sizes, scratch)
    yield from _after_sales(sizes, scratch)
    yield from _tiers(sizes, scratch)
    yield from _going_out(sizes)
    yield from _importing(sizes, scratch)
    yield from _counting(sizes, scratch)


def _starting(sizes: Sizes) -> Iterator[Contest]:
    db = database(sizes.everyday)
    floor, show = python("-c", "import typer"), salesmap(db, "lead", "show", "7")
    yield Contest("due, against `import typer`", salesmap(db, "due"), floor, None)
    yield Contest("lead show, against `import typer`", show, floor, None)
    for option in ("--help", "--version"):
        yield Contest(f"{option}, against lead show", salesmap(db, option), show, 1.0)


def _reading(sizes: Sizes) -> Iterator[Contest]:
    db = database(sizes.everyday)
    pairs = {
        "due": (("due",), ("due", str(db))),
        "lead list": (("lead", "list", "--limit", str(twin.LIMIT)), ("list", str(db))),
        "lead show": (("lead", "show", "7"), ("show", str(db), "7")),
        "funnel": (("funnel",), ("funnel", str(db))),
    }
    for name, (ours, theirs) in pairs.items():
        table = salesmap(db, *ours, "--format", "table")
        yield Contest(f"{name}, a table", table, through_the_orm(*theirs, "--table"), 0.25)
        yield Contest(f"{name}, piped", salesmap(db, *ours), through_the_orm(*theirs), 0.15)
    names = through_the_orm("names", str(db), _COMPLETED)
    yield Contest("completing a lead's name", salesmap(db, **_COMPLETION), names, 0.15)


def _writing(sizes: Sizes, scratch: Path) -> Iterator[Contest]:
    for shape in (sizes.everyday, sizes.huge):
        db = scratch / f"{shape.leads}.db"
        shutil.copyfile(database(shape), db)
        leads = databases.some_open_leads(db, 100)
        followups = databases.some_open_followups(db, 100)
        lines: dict[str, Callable[[int], tuple[str, ...]]] = {
            "lead add": lambda number: (
                "lead", "add", f"New {number}", "--company", f"New {number}", "--phone", f"1390000{number:04}",
            ),
            "lead advance": lambda number, ids=leads: ("lead", "advance", str(ids[number])),
            "log": lambda number, ids=leads: ("log", str(ids[number]), "call", "spoke"),
            "followup add": lambda number, ids=leads: ("followup", "add", str(ids[number]), "call", "--due", "fri"),
            "followup done": lambda number, ids=followups: ("followup", "done", str(ids[number])),
            "undo": lambda _number: ("undo",),
        }  # fmt: skip
        show = salesmap(db, "lead", "show", "7")
        for name, line in lines.items():
            ours = salesmap_varied(db, line)
            yield Contest(f"{name}, {shape.leads:,} leads, against lead show", ours, show, 1.6)
    again = scratch / "memory.db"
    shutil.copyfile(database(sizes.everyday), again)
    log = salesmap(again, "log", "7", "call", "spoke")
    yield Contest("memory of log, in MB", log, None, 30, "megabytes")


def _growing(sizes: Sizes) -> Iterator[Contest]:
    everyday, long, huge = (database(size) for size in (sizes.everyday, sizes.long, sizes.huge))
    few, many = f"{sizes.everyday.leads:,}", f"{sizes.huge.leads:,}"
    yield Contest(
        f"due, {many} leads against {few}", salesmap(huge, "due"), salesmap(everyday, "due"), 1.2
    )
    yield Contest(
        f"funnel, {sizes.long.leads:,} leads, {sizes.long.stays:,} stays against {few}",
        salesmap(long, "funnel"),
        salesmap(everyday, "funnel"),
        1.5,
    )
    owner = databases.OWNERS[3]
    lines: dict[str, tuple[str, ...]] = {
        "salesmap alone": (),
        "lead list": ("lead", "list", "--limit", "50"),
        "lead list --owner": ("lead", "list", "--owner", owner, "--limit", "50"),
        "lead list --stage": ("lead", "list", "--stage", "needs", "--limit", "50"),
        "lead list --search": ("lead", "list", "--search", "Harbour 15", "--limit", "50"),
        "lead list --sort value": ("lead", "list", "--sort", "-value", "--limit", "50"),
        "lead show NAME": ("lead", "show", "North Harbour 196"),
        "history": ("history", "--limit", "50"),
        "due --owner": ("due", "--owner", owner),
    }
    for name, line in lines.items():
        ours, theirs = salesmap(huge, *line), salesmap(everyday, *line)
        yield Contest(f"{name}, {many} leads against {few}", ours, theirs, None)


def _papers(sizes: Sizes, scratch: Path) -> Iterator[Contest]:
    """Quotes, contracts and money: as quick with many of them, and written within the budget."""
    few, many = database(sizes.few_papers), database(sizes.papers)
    counts = f"{sizes.papers.papers:,} against {sizes.few_papers.papers:,}"
    lines: dict[str, tuple[tuple[str, ...], float]] = {
        "due, parts of plans of contracts": (("due",), 1.2),
        "quote list, quotes": (("quote", "list", "--limit", "50"), 1.2),
        "quote show, quotes": (("quote", "show", "37"), 1.2),
        "contract list, contracts": (("contract", "list", "--limit", "50"), 1.2),
        "contract show, contracts": (("contract", "show", "37"), 1.2),
    }
    for name, (line, limit) in lines.items():
        yield Contest(f"{name}: {counts}", salesmap(many, *line), salesmap(few, *line), limit)
    db = scratch / "papers.db"
    shutil.copyfile(many, db)
    leads = databases.some_open_leads(db, 100)
    show = salesmap(db, "lead", "show", "7")
    writes: dict[str, Callable[[int], tuple[str, ...]]] = {
        "quote new --send": lambda number: (
            "quote", "new", str(leads[number]), "Counter", "--price", "1200", "--send",
        ),
        "payment add": lambda number: ("payment", "add", str(number + 1), "10"),
    }  # fmt: skip
    for name, written in writes.items():
        ours = salesmap_varied(db, written)
        yield Contest(f"{name}, {sizes.papers.papers:,} quotes, against lead show", ours, show, 1.6)


def _after_sales(sizes: Sizes, scratch: Path) -> Iterator[Contest]:
    """Purchases, tickets and ratings: as quick with many of them, and written within the budget."""
    few, many = database(sizes.few_tickets), database(sizes.tickets)
    counts = f"{sizes.tickets.tickets:,} against {sizes.few_tickets.tickets:,}"
    lines: dict[str, tuple[tuple[str, ...], float | None]] = {
        "salesmap alone, tickets": ((), 1.2),
        "due, tickets": (("due",), 1.2),
        "ticket list": (("ticket", "list", "--limit", "50"), 1.3),  # it counts them all
        "ticket list --breached": (("ticket", "list", "--breached", "--limit", "50"), None),
        "ticket show": (("ticket", "show", "37"), 1.2),
        "customer list": (("customer", "list", "--limit", "50"), 1.2),
        "customer show": (("customer", "show", "37"), 1.2),
        "rating list": (("rating", "list", "--limit", "50"), 1.2),
    }
    for name, (line, limit) in lines.items():
        yield Contest(f"{name}: {counts}", salesmap(many, *line), salesmap(few, *line), limit)
    db = scratch / "tickets.db"
    shutil.copyfile(many, db)
    show = salesmap(db, "lead", "show", "7")
    writes: dict[str, Callable[[int], tuple[str, ...]]] = {
        "ticket new": lambda number: ("ticket", "new", str(number + 1), "It leaks again"),
        "ticket reply": lambda number: ("ticket", "reply", str(number + 1), "--note", "on my way"),
        "rating add": lambda number: ("rating", "add", str(number + 1), "4"),
    }
    for name, written in writes.items():
        ours = salesmap_varied(db, written)
        yield Contest(f"{name}, {counts}, against lead show", ours, show, 1.6)


def _tiers(sizes: Sizes, scratch: Path) -> Iterator[Contest]:
    """Care and repurchases, nearly all of them overdue: as quick with many customers in tiers."""
    few, many = database(sizes.few_tiers), database(sizes.tiers)
    counts = f"customers of {sizes.tiers.leads:,} purchases against {sizes.few_tiers.leads:,}"
    owner = databases.OWNERS[3]
    lines: dict[str, tuple[tuple[str, ...], float]] = {
        "salesmap alone": ((), 1.5),  # it counts all who wait, as do the next ones
        "due": (("due",), 1.5),
        "care due": (("care", "due", "--limit", "50"), 1.5),
        "care due --repurchase": (("care", "due", "--repurchase", "--limit", "50"), 1.5),
        "due --owner": (("due", "--owner", owner), 1.2),
        "care due --owner": (("care", "due", "--owner", owner, "--limit", "50"), 1.2),
    }
    for name, (line, limit) in lines.items():
        yield Contest(f"{name}, {counts}", salesmap(many, *line), salesmap(few, *line), limit)
    db = scratch / "tiers.db"
    shutil.copyfile(many, db)
    show = salesmap(db, "lead", "show", "7")
    writes: dict[str, Callable[[int], tuple[str, ...]]] = {
        "care done": lambda number: ("care", "done", str(number + 1)),
        "log": lambda number: ("log", str(number + 1), "call", "spoke"),
    }
    for name, written in writes.items():
        ours = salesmap_varied(db, written)
        yield Contest(f"{name}, {counts}, against lead show", ours, show, 1.6)


def _going_out(sizes: Sizes) -> Iterator[Contest]:
    """Memory and time of what goes out whole."""
    long, medium = database(sizes.long), database(sizes.medium)
    many, few = f"{sizes.long.leads:,}", f"{sizes.medium.leads:,}"
    lines: dict[str, tuple[str, ...]] = {
        "lead export to csv": ("lead", "export", "--format", "csv"),
        "lead export to json": ("lead", "export", "--format", "json"),
        "lead export to xlsx": ("lead", "export", "--format", "xlsx"),
        "lead list --limit 0 as json": ("lead", "list", "--limit", "0", "--format", "json"),
        "dup list": ("dup", "list", "--limit", "20"),
    }
    for name, line in lines.items():
        yield Contest(
            f"memory of {name}, {many} leads against {few}",
            salesmap(long, *line),
            salesmap(medium, *line),
            1.3,
            "megabytes",
        )
    yield Contest(
        f"lead export to xlsx against csv, {many} leads",
        salesmap(long, *lines["lead export to xlsx"]),
        salesmap(long, *lines["lead export to csv"]),
        5.0,
    )


def _importing(sizes: Sizes, scratch: Path) -> Iterator[Contest]:
    many, few = (sheets.sheet(scratch, rows) for rows in (sizes.sheet, sizes.sheet // 10))

    def ours(sheet: Path) -> Program:
        return lambda number: salesmap(
            scratch / f"{sheet.stem}-{number}-{uuid4()}.db", "lead", "import", str(sheet)
        )(number)

    def floor(number: int) -> tuple[list[str], dict[str, str]]:
        target = scratch / f"floor-{number}-{uuid4()}.db"
        command, variables = python("-m", "tests.bench.floors", "load", str(many), str(target))(0)
        return list(command), variables

    rows = f"{sizes.sheet:,} rows"
    yield Contest(f"lead import, {rows}, against a bare loader", ours(many), floor, 12.0)
    name = f"memory of lead import, {rows} against {sizes.sheet // 10:,}"
    yield Contest(name, ours(many), ours(few), 1.3, "megabytes")
    known = scratch / "known.db"
    prepare = salesmap(known, "lead", "import", str(few))
    again = ("lead", "import", str(few))
    name = f"an unchanged file of {sizes.sheet // 10:,} rows with update, against skip"
    yield Contest(f"{name} (made first)", prepare, None, None)
    update = salesmap(known, *again, "--on-duplicate", "update")
    yield Contest(name, update, salesmap(known, *again), 1.5)


def _counting(sizes: Sizes, scratch: Path) -> Iterator[Contest]:
    """Reports beside the sqlite3 shell that runs their statements.

    In a small database the start of Python would be all that is measured: there, the shell starts
    it, too.
    """
    size = sizes.busy or sizes.long
    db, starts_python = database(size), not sizes.busy
    count = f"{size.leads:,} leads, against their SQL in the shell"
    count += " and `import typer`" if starts_python else ""
    questions: dict[str, tuple[tuple[str, ...], Callable[[sqlite3.Connection], object]]] = {
        "diagnose": (("diagnose",), _diagnose),
        "forecast": (("forecast",), _forecast),
        "kpi": (("kpi",), _kpis),
        "board": (("board",), _board),
        "dup list": (("dup", "list"), _duplicates),
    }
    for name, (line, ask) in questions.items():
        file = name.replace(" ", "-")
        if theirs := in_the_shell(db, scratch, file, ask, starts_python=starts_python):
            yield Contest(f"{name}, {count}", salesmap(db, *line), theirs, 2.0)
    if sizes.busy:
        for name in REPORT_NAMES:
            db = database(sizes.papers if REPORTS[name].amounts_of != "lead" else size)
            if theirs := in_the_shell(db, scratch, name, partial(_report, name)):
                ours = salesmap(db, "report", name, "--by", "owner")
                yield Contest(f"report {name} --by owner, {count}", ours, theirs, 2.0)


def _diagnose(connection: sqlite3.Connection) -> None:
    from salesmap.reports.diagnosis.detectors import DiagnosisScope
    from salesmap.reports.diagnosis.diagnosis import diagnose
    from salesmap.store.map_versions import current_map

    diagnose(connection, current_map(connection), DiagnosisScope(Clock(databases.NOW)))


def _report(name: str, connection: sqlite3.Connection) -> None:
    from salesmap.reports.query.report_query import ReportQuery
    from salesmap.reports.query.scope import LeadScope

    clock = Clock(databases.NOW)
    REPORTS[name].run(ReportQuery(connection, LeadScope(), clock, "en", ("owner",)))


def _forecast(connection: sqlite3.Connection) -> None:
    from salesmap.reports.forecast.forecast import coming_months, forecast
    from salesmap.reports.query.scope import LeadScope

    clock = Clock(databases.NOW)
    forecast(connection, clock, LeadScope(), coming_months(clock.today(), 3))


def _kpis(connection: sqlite3.Connection) -> None:
    from salesmap.reports.diagnosis.kpis import kpis
    from salesmap.reports.query.scope import LeadScope
    from salesmap.store.map_versions import current_map

    kpis(connection, current_map(connection), Clock(databases.NOW), "en", LeadScope(), None)


def _board(connection: sqlite3.Connection) -> None:
    from salesmap.core.calendar import working_days
    from salesmap.reports.board.board import board
    from salesmap.store.map_versions import current_map

    board(connection, current_map(connection), Clock(databases.NOW), "en", working_days())


def _duplicates(connection: sqlite3.Connection) -> None:
    from salesmap.reports.customer.duplicates import duplicates

    duplicates(connection)
