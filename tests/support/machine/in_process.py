"""Actions called as functions, on a database with a clock that the test sets."""

import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from salesmap.core.clock import Clock
from salesmap.store.database import Database

NOW = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
"""Nine in the morning in Shanghai."""

ZONE = ZoneInfo("Asia/Shanghai")

STAGE = """
[[stage]]
key = "{key}"
label = {{ en = "{en}", zh = "{zh}" }}
phase = "{phase}"
probability = 0.5
quiet_days = 7
response_hours = 24
group = "{group}"
"""
HEAD = """
key = "small"
label = { en = "Small", zh = "小" }
strict = true
may_force = true
"""
PIPELINES = """
[[pipeline]]
key = "direct"
label = { en = "Direct", zh = "直销" }
stages = ["talk", "offer", "care"]

[pipeline.when]
source = ["web"]

[[pipeline]]
key = "partner"
label = { en = "Partner", zh = "渠道" }
stages = ["meet", "plan", "bid", "serve"]
"""


def stage(key: str, phase: str = "before", group: str = "", more: str = "") -> str:
    """Return the text of a stage of a map."""
    texts = {"key": key, "en": key.title(), "zh": f"阶段{key}", "phase": phase}
    return STAGE.format(**texts, group=group or key) + more


SMALL = HEAD + "".join(
    (
        PIPELINES,
        stage("talk"),
        stage("offer", more='\n[[stage.item]]\nkey = "price"\n'
              'label = { en = "Price agreed", zh = "价格" }\n'),
        stage("care", "after"),
        stage("meet", group="talk"),
        stage("plan", more='\n[[stage.item]]\nkey = "value"\nfield = "value"\n'
              'label = { en = "Value", zh = "金额" }\nat = "enter"\nhard = false\n'),
        stage("bid", group="offer"),
        stage("serve", "after", group="care"),
    )
)  # fmt: skip
"""A strict map with two pipelines, whose stages have groups in common."""


def later(db: Database, *, days: float = 0, hours: float = 0, user: str = "lin") -> Database:
    """Return the database as somebody uses it that long after NOW."""
    moment = NOW + timedelta(days=days, hours=hours)
    return db._replace(clock=Clock(moment, ZONE), user=user)


_open: dict[tuple[object, ...], sqlite3.Connection] = {}
"""The connection of the running test: opening one reads the whole schema."""


def connection(db: Database) -> sqlite3.Connection:
    """Return a connection to look at what was written."""
    key = (db.path, db.path.stat().st_ino)
    if key not in _open:
        close()
        _open[key] = sqlite3.connect(db.path)
    return _open[key]


def close() -> None:
    """Close the connection of the test that ran."""
    while _open:
        _open.popitem()[1].close()


def rows(db: Database, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
    """Return the rows of a statement."""
    return connection(db).execute(statement, parameters).fetchall()


def record(db: Database, table: str, id: int = 1) -> dict[str, Any]:
    """Return a record as a dictionary."""
    cursor = connection(db).execute(f"SELECT * FROM {table} WHERE id = ?", (id,))
    return dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))


def parts(record: Mapping[str, Any], names: str) -> tuple[Any, ...]:
    """Return some fields of a record, named in one text."""
    return tuple(record[name] for name in names.split())


def contents(db: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Return every journaled table."""
    from salesmap.store.tables import JOURNALED

    return {table: rows(db, f"SELECT * FROM {table} ORDER BY id") for table in JOURNALED}


def last_change(db: Database) -> tuple[Any, ...]:
    """Return (what, subject, rows) of the newest change."""
    return rows(db, "SELECT what, subject, rows FROM change ORDER BY id DESC LIMIT 1")[0]
