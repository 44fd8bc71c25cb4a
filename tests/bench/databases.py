"""Large databases from a seed, written past salesmap by plain SQL, kept between runs.

Whatever the size, as many follow-ups are due: a day's work does not grow with the database.
"""

import random
import sqlite3
import sys
import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from salesmap.actions.database.create import create
from salesmap.core.folding import fold
from salesmap.store.clocks.keeping import keep_clocks
from salesmap.store.database import Database
from salesmap.store.file.version import VERSION as SCHEMA
from tests.bench.after_sales import after_sales
from tests.bench.papers import Rows, papers

VERSION = 13
"""Counted up whenever the databases come out different: other rows, other indexes."""

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
TODAY = NOW.date()
DUE = 40
"""Open follow-ups due today or earlier, in every database."""

OWNERS = [f"owner{number:02}" for number in range(20)]
_SEED = 20261123
_FIRST = (
    "North",
    "South",
    "East",
    "West",
    "Golden",
    "Silver",
    "Green",
    "Blue",
    "Grand",
    "Bright",
    "远大",
    "长江",
    "泰山",
    "东方",
)
_SECOND = (
    "Harbour",
    "Valley",
    "Bridge",
    "Tower",
    "Garden",
    "Steel",
    "Paper",
    "Motors",
    "Foods",
    "Optics",
    "电子",
    "机械",
    "贸易",
    "食品",
)
_WON, _OPEN, _LOST, _DROPPED = "won", "open", "lost", "dropped"
_NOTED_EVERY = 4
_CHANGED_EVERY = 10


_LEAD_COLUMNS = """
  id name name_key customer_id contact_id source product region value_cents currency owner process_id stage_id furthest_id status
  created_at created_on assigned_at stage_since touched_at closed_at closed_on cycle_days lost_reason external_id updated_at
"""


class Shape(NamedTuple):
    """How large a database is.

    `steps` are the numbers of stages that leads pass, in turn; the last stage is the win. `kept`
    is how many follow-ups were done on each lead, beside the one that it always has. `papers` is
    how many leads have a quote and a contract, `tickets` how many tickets there are; `tiers` puts
    all customers into tiers.
    """

    leads: int
    steps: Sequence[int] = (1, 2, 2, 3, 3, 4, 4, 5, 5, 6)
    kept: int = 0
    papers: int = 0
    tickets: int = 0
    tiers: bool = False

    @property
    def stays(self) -> int:
        """How many stage visits the database holds."""
        return self.leads * sum(self.steps) // len(self.steps)


BOUGHT = (6,)
"""Steps for a database whose leads are purchases, all of them."""

SHORT = (1, 1, 1, 1, 1, 1, 1, 2, 2, 6)
"""Steps for a database whose size lies in its leads."""


def database(shape: Shape) -> Path:
    """The file of such a database: made now, or left from an earlier run."""
    folder = Path(tempfile.gettempdir()) / f"salesmap-bench-{VERSION}-{SCHEMA}"
    folder.mkdir(exist_ok=True)
    name = f"{shape.leads}-{shape.stays}-{shape.kept}-{shape.papers}-{shape.tickets}"
    path = folder / f"{name}{'-tiers' if shape.tiers else ''}.db"
    if not path.exists():
        unfinished = path.with_suffix(".part")
        unfinished.unlink(missing_ok=True)
        print(f"making a database of {shape.leads:,} leads", file=sys.stderr, flush=True)
        make(unfinished, shape)
        unfinished.rename(path)
    return path


def make(path: Path, shape: Shape) -> None:
    """Make a database of this shape in a new file."""
    create(Database(path, "bench"))
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA cache_size = -200000")
    # One by one through triggers and indexes it would take many times as long.
    aside = connection.execute(
        "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL"
    ).fetchall()
    connection.execute("BEGIN")
    for kind, name, _sql in aside:
        connection.execute(f"DROP {kind} {name}")
    _fill(connection, shape)
    for _kind, _name, sql in aside:
        connection.execute(sql)
    if shape.tiers:
        tiers = "CASE id % 3 WHEN 0 THEN 'A' WHEN 1 THEN 'B' ELSE 'C' END"
        connection.execute(f"UPDATE customer SET tier = {tiers}")
        keep_clocks(connection)
    connection.execute("COMMIT")
    connection.close()


def _fill(connection: sqlite3.Connection, shape: Shape) -> None:
    (process_id,) = connection.execute("SELECT id FROM process").fetchone()
    stages = [id for (id,) in connection.execute("SELECT id FROM stage ORDER BY position")]
    recorded = _instant(NOW - timedelta(days=1))
    parties = shape.leads // 2 or 1
    noted, changed = (
        range(1, shape.leads + 1, _NOTED_EVERY),
        range(1, shape.leads + 1, _CHANGED_EVERY),
    )
    heard = {"kind": "call", "at": recorded, "actor": "bench", "recorded_at": recorded}
    done = {
        "at": recorded,
        "actor": "bench",
        "command": "lead add",
        "what": "lead added: {}",
        "rows": 1,
    }
    new = {"recorded_at": recorded, "version": 1}
    lead_rows = (_lead_row(lead, parties, process_id, stages) for lead in _leads(shape))
    stay_rows = (row for lead in _leads(shape) for row in _stay_rows(lead, stages))
    for table, columns, rows, same in (
        ("customer", "id name name_key", _customers(parties), new),
        (
            "contact",
            "id customer_id name name_key phone phone_key email email_key",
            _contacts(parties),
            new,
        ),
        ("lead", _LEAD_COLUMNS, lead_rows, {**new, "fields": "{}"}),
        ("stay", "lead_id stage_id entered_at left_at secs outcome counted", stay_rows, {}),
        ("followup", "lead_id what due_on owner done_at", _followups(shape), new),
        ("interaction", "lead_id text", ((id, f"spoke about offer {id}") for id in noted), heard),
        ("lead_tag", "lead_id tag", ((id, f"tag{id % 7}") for id in noted), {}),
        ("change", "id subject", ((place, _name(id)) for place, id in enumerate(changed, 1)), done),
        ("change_row", "change_id row_id", enumerate(changed, 1), {"table_name": "lead"}),
    ):
        _insert(connection, Rows(table, columns, iter(rows), same))
    for each in papers(shape.papers, TODAY, recorded):
        _insert(connection, each)
    for each in after_sales(shape.tickets, parties, TODAY, recorded):
        _insert(connection, each)


def _insert(connection: sqlite3.Connection, rows: Rows) -> None:
    names = rows.columns.split()
    values = ["?"] * len(names) + [repr(value) for value in rows.same.values()]
    columns = ", ".join([*names, *rows.same])
    connection.executemany(
        f"INSERT INTO {rows.table} ({columns}) VALUES ({', '.join(values)})", rows.rows
    )


class _Lead(NamedTuple):
    id: int
    owner: str
    steps: int
    status: str
    moments: list[datetime]
    """When each stage was entered, and behind them when the lead was closed."""
    value_cents: int


def _leads(shape: Shape) -> Iterator[_Lead]:
    chance = random.Random(_SEED)
    for id in range(1, shape.leads + 1):
        steps = shape.steps[id % len(shape.steps)]
        fate = chance.random()
        status = _WON if steps == 6 else _OPEN if fate < 0.4 else _LOST if fate < 0.95 else _DROPPED
        moment = NOW - timedelta(days=100 + chance.randrange(900), seconds=chance.randrange(86_400))
        moments = [moment]
        for _step in range(min(steps, 5)):
            moment += timedelta(seconds=chance.randrange(3_600, 18 * 86_400))
            moments.append(moment)
        yield _Lead(
            id,
            chance.choice(OWNERS),
            steps,
            status,
            moments,
            chance.randrange(1_000, 10_000_000) * 100,
        )


def _lead_row(lead: _Lead, parties: int, process_id: int, stages: list[int]) -> tuple[Any, ...]:
    name, created, stage_id = _name(lead.id), lead.moments[0], stages[lead.steps - 1]
    is_closed = lead.status != _OPEN
    closed = lead.moments[-1]
    since = _instant(closed if lead.status == _WON else lead.moments[lead.steps - 1])
    return (
        lead.id, name, fold(name), lead.id % parties + 1, lead.id % parties + 1,
        f"source{lead.id % 5}", f"product{lead.id % 11}", f"region{lead.id % 8}", lead.value_cents, "CNY", lead.owner,
        process_id, stage_id, stage_id, lead.status,
        _instant(created), str(created.date()), _instant(created), since, since,
        _instant(closed) if is_closed else None, str(closed.date()) if is_closed else None,
        (closed.date() - created.date()).days if is_closed else None, "price" if lead.status == _LOST else None,
        f"B-{lead.id}", _instant(created),
    )  # fmt: skip


def _stay_rows(lead: _Lead, stages: list[int]) -> Iterator[tuple[Any, ...]]:
    counted = int(lead.status != _DROPPED)
    for step in range(min(lead.steps, 5)):
        entered, left = lead.moments[step], lead.moments[step + 1]
        is_last = step == min(lead.steps, 5) - 1
        if is_last and lead.status == _OPEN:
            yield lead.id, stages[step], _instant(entered), None, None, None, counted
        else:
            outcome = lead.status if is_last else "forward"
            yield (
                lead.id,
                stages[step],
                _instant(entered),
                _instant(left),
                int((left - entered).total_seconds()),
                outcome,
                counted,
            )
    if lead.status == _WON:
        yield lead.id, stages[5], _instant(lead.moments[-1]), None, None, None, counted


def _followups(shape: Shape) -> Iterator[tuple[Any, ...]]:
    """One for each lead: kept where the lead is closed, still open where it is; and those kept on the way."""
    left_due = DUE
    for lead in _leads(shape):
        for number in range(shape.kept):
            moment = lead.moments[0] + (lead.moments[-1] - lead.moments[0]) * number / shape.kept
            yield lead.id, "call", str(moment.date()), lead.owner, _instant(moment)
        if lead.status != _OPEN:
            yield (
                lead.id,
                "call back",
                str(lead.moments[-1].date()),
                lead.owner,
                _instant(lead.moments[-1]),
            )
        else:
            days = -(left_due % 10) if left_due else 1 + lead.id % 90
            left_due -= bool(left_due)
            yield lead.id, "send the offer", str(TODAY + timedelta(days=days)), lead.owner, None


def _customers(count: int) -> Iterator[tuple[Any, ...]]:
    for id in range(1, count + 1):
        name = f"{_name(id)} Ltd"
        yield id, name, fold(name)


def _contacts(count: int) -> Iterator[tuple[Any, ...]]:
    for id in range(1, count + 1):
        name, phone, email = f"Contact {id}", f"138{id:08}", f"contact{id}@customer.example"
        yield id, id, name, fold(name), phone, f"+86{phone}", email, email


def _name(id: int) -> str:
    return f"{_FIRST[id % len(_FIRST)]} {_SECOND[id // len(_FIRST) % len(_SECOND)]} {id}"


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"


def some_open_leads(path: Path, count: int) -> list[int]:
    """Ids of open leads in their first stage."""
    return _ids(
        path,
        f"SELECT lead_id FROM stay WHERE left_at IS NULL AND stage_id = 1 ORDER BY lead_id LIMIT {count}",
    )


def some_open_followups(path: Path, count: int) -> list[int]:
    """Ids of open follow-ups that are not due yet."""
    return _ids(
        path,
        f"SELECT id FROM followup WHERE done_at IS NULL AND due_on > '{date.isoformat(TODAY)}' ORDER BY id LIMIT {count}",
    )


def _ids(path: Path, statement: str) -> list[int]:
    connection = sqlite3.connect(path)
    found = [id for (id,) in connection.execute(statement)]
    connection.close()
    return found
