"""Whatever happened to customers, what is due of them is what a plain reading of the facts says."""

import random
import re
import shutil
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from math import ceil
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest
from conftest import Salesmap, examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from salesmap.domain.map.loader import read_source

TODAY = date(2026, 11, 23)
TIERS = ("A", "B", "C")
CARE = {"A": 30, "B": 90, "C": 180}
AGAIN = {"A": 180, "B": 270, "C": 365}
A_DAY = 2
ZONES = ("Asia/Shanghai", "America/Los_Angeles", "Pacific/Auckland", "UTC")


@pytest.fixture(scope="module")
def two_a_day(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database whose map reminds of two customers a day and owner."""
    home = tmp_path_factory.mktemp("care")
    shutil.copy(blank_database, home / "test.db")
    app = Salesmap(home / "test.db", home)
    (home / "map.toml").write_text(f"care_per_day = {A_DAY}\n{read_source('six-stage')}")
    app.ok("map", "apply", str(home / "map.toml"), "--yes")
    rows = {row["tier"]: row["care_days"] for row in app.json("care", "plan")}
    assert {tier: rows[tier] for tier in TIERS} == CARE
    return home / "test.db"


class Facts:
    """Customers with what happened to them, made by chance, written past the program."""

    def __init__(self, chance: random.Random, zone: str) -> None:
        self.chance = chance
        self.zone = ZoneInfo(zone)
        self.customers: dict[int, tuple[str | None, str]] = {}
        self.leads: dict[int, dict[str, Any]] = {}
        self.touches: list[tuple[str, int, str]] = []

    def moment(self) -> str:
        """An instant up to 220 days ago, often at the bounds of a day or of a tier."""
        days = self.chance.choice((0, 29, 30, 31, 89, 90, 91, 179, 180, self.chance.randrange(220)))
        at = self.chance.choice((time(0, 0, 0), time(23, 59, 59), time(10), time(12, 30)))
        local = datetime.combine(TODAY - timedelta(days=days), at, tzinfo=self.zone)
        return f"{min(local.astimezone(UTC), _now(self.zone)):%Y-%m-%dT%H:%M:%SZ}"

    def write(self, path: Path, count: int) -> None:
        """Add customers with leads, contacts, tickets and visits."""
        chance = self.chance
        with closing(sqlite3.connect(path)) as db, db:
            (process,) = db.execute("SELECT min(id) FROM process").fetchone()
            (stage,) = db.execute("SELECT min(id) FROM stage").fetchone()
            for _number in range(count):
                tier, recorded = chance.choice((*TIERS, None)), self.moment()
                cursor = db.execute(
                    "INSERT INTO customer (name, name_key, recorded_at, version, tier) VALUES ('C', 'c', ?, 1, ?)",
                    (recorded, tier),
                )
                customer = cursor.lastrowid or 0
                self.customers[customer] = tier, recorded
                for _lead in range(chance.choice((0, 1, 1, 2, 5))):
                    self._write_lead(db, customer, process, stage)
            for _number in range(count):
                self._write_touch(db)

    def _write_lead(self, db: Any, customer: int, process: int, stage: int) -> None:
        chance = self.chance
        status = chance.choice(("won", "won", "won", "open", "lost", "dropped"))
        closed = TODAY - timedelta(days=chance.choice((0, 29, 30, 89, 180, chance.randrange(700))))
        lead: dict[str, Any] = {
            "customer": customer,
            "status": status,
            "closed_on": None if status == "open" or chance.random() < 0.1 else closed.isoformat(),
            "owner": chance.choice(("mei", "Mei", "bo", None)),
            "caretaker": chance.choice((None, None, "bo")) if status == "won" else None,
            "created_at": f"{TODAY - timedelta(days=chance.randrange(800, 900))}T08:00:00Z",
        }
        closed_at = f"{lead['closed_on']}T08:00:00Z" if lead["closed_on"] else None
        cursor = db.execute(
            "INSERT INTO lead (name, name_key, customer_id, currency, owner, caretaker, process_id, stage_id,"
            " furthest_id, status, created_at, created_on, assigned_at, stage_since, touched_at, closed_at, closed_on,"
            " fields, recorded_at, updated_at, version) VALUES ('L', 'l', ?, 'CNY', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, 1)",
            (customer, lead["owner"], lead["caretaker"], process, stage, stage, status, lead["created_at"],
             lead["created_at"][:10], *[lead["created_at"]] * 3, closed_at, lead["closed_on"], *[lead["created_at"]] * 2),
        )  # fmt: skip
        lead["id"] = cursor.lastrowid
        self.leads[lead["id"]] = lead

    def _write_touch(self, db: Any) -> None:
        chance, at = self.chance, self.moment()
        kind = chance.choice(("call", "note", "replied", "replied by a machine", "visit"))
        customer = chance.choice(list(self.customers))
        if kind in ("call", "note") and self.leads:
            lead = chance.choice(list(self.leads.values()))
            customer = lead["customer"]
            db.execute(
                "INSERT INTO interaction (lead_id, kind, at, actor, recorded_at, text) VALUES (?, ?, ?, 'x', ?, 't')",
                (lead["id"], kind, at, at),
            )
        elif kind == "visit":
            db.execute(
                "INSERT INTO care_visit (customer_id, at, visited_on, actor, recorded_at, version) VALUES (?, ?, ?, 'x', ?, 1)",
                (customer, at, "2026-01-01", at),
            )
        else:
            cursor = db.execute(
                "INSERT INTO ticket (customer_id, priority, text, opened_at, opened_on, recorded_at, version, is_ours, responded_at)"
                " VALUES (?, 'low', 't', ?, ?, ?, 1, 0, ?)",
                (customer, at, at[:10], at, at if kind == "replied" else None),
            )
            db.execute(
                "INSERT INTO ticket_event (ticket_id, kind, at, is_human, actor, recorded_at) VALUES (?, 'replied', ?, ?, 'x', ?)",
                (cursor.lastrowid, at, int(kind == "replied"), at),
            )
        if kind in ("call", "replied", "visit"):
            self.touches.append((kind, customer, at))

    def move_a_lead(self, path: Path) -> None:
        """Give a lead to another customer, with what was said about it."""
        if not self.leads:
            return
        lead = self.chance.choice(list(self.leads.values()))
        with closing(sqlite3.connect(path)) as db, db:
            rows = db.execute(
                "SELECT at FROM interaction WHERE lead_id = ? AND kind = 'call'", (lead["id"],)
            ).fetchall()
            to = self.chance.choice(list(self.customers))
            db.execute("UPDATE lead SET customer_id = ? WHERE id = ?", (to, lead["id"]))
        for (at,) in rows:
            self.touches.remove(("call", lead["customer"], at))
            self.touches.append(("call", to, at))
        lead["customer"] = to


class Line(NamedTuple):
    """What is due of a customer; `order` is where it stands among those of its owner."""

    customer: int
    owner: str | None
    due_on: date
    order: tuple[Any, ...]


def expected(facts: Facts, until: date) -> tuple[list[Line], list[Line]]:
    """Return the care that is due by a day, and the purchases, read from the facts one by one."""
    care, again = [], []
    for id, (tier, recorded) in facts.customers.items():
        leads = [each for each in facts.leads.values() if each["customer"] == id]
        bought = sorted({e["closed_on"] for e in leads if e["status"] == "won" and e["closed_on"]})
        kept = sorted(
            (each for each in leads if each["status"] != "dropped"),
            key=lambda e: (e["status"] == "open", e["created_at"], e["id"]),
        )
        owner = (kept[-1]["caretaker"] or kept[-1]["owner"]) if kept else None
        rule = tier or ("C" if bought else None)
        contacts = [at for _kind, customer, at in facts.touches if customer == id]
        days = [_day(at, facts.zone) for at in contacts] + [date.fromisoformat(d) for d in bought]
        last = max(days, default=_day(recorded, facts.zone))
        if rule and last + timedelta(days=CARE[rule]) <= until:
            instants = [*contacts, *(f"{day}T10:00:00Z" for day in bought)] or [recorded]
            order = rule, max(instants), id
            care.append(Line(id, owner, last + timedelta(days=CARE[rule]), order))
        if not bought or any(each["status"] == "open" for each in leads):
            continue
        numbers = [date.fromisoformat(day).toordinal() for day in bought]
        gaps = [b - a for a, b in pairwise(numbers)]
        wait = ceil(1.5 * median(gaps)) if len(gaps) >= 2 else AGAIN[rule or "C"]
        due_on = date.fromordinal(numbers[-1] + wait)
        if due_on <= until:
            place = TIERS.index(tier) if tier else len(TIERS)
            again.append(Line(id, owner, due_on, (place, -due_on.toordinal(), id)))
    return care, again


def few(lines: list[Line]) -> set[tuple[int, date]]:
    """Return the first of each owner and day: what is overdue is of today."""
    counts: Counter[tuple[str, date]] = Counter()
    chosen = set()
    for line in sorted(lines, key=lambda line: line.order):
        key = (line.owner or "").lower(), max(line.due_on, TODAY)
        counts[key] += 1
        if counts[key] <= A_DAY:
            chosen.add((line.customer, line.due_on))
    return chosen


def _day(at: str, zone: ZoneInfo) -> date:
    return datetime.fromisoformat(at).astimezone(zone).date()


def _now(zone: ZoneInfo) -> datetime:
    return datetime.combine(TODAY, time(18), tzinfo=zone).astimezone(UTC)


@pytest.mark.inconsistent  # leads without stays
@settings(
    deadline=None,
    max_examples=examples(25),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    seed=st.integers(0, 2**32),
    zone=st.sampled_from(ZONES),
    days=st.sampled_from([0, 0, 1, 40]),
    is_kept=st.booleans(),
)
def test_what_is_due_of_customers(
    seed: int, zone: str, days: int, is_kept: bool, two_a_day: Path, tmp_path: Path
) -> None:
    """By clocks kept all the time or followed late, or by none that hold (`is_kept` false)."""
    path = Path(shutil.copy(two_a_day, tmp_path / "test.db"))
    app = Salesmap(path, tmp_path)
    facts = Facts(random.Random(seed), zone)
    own = {"SALESMAP_NOW": f"{_now(ZoneInfo(zone)):%Y-%m-%dT%H:%M:%SZ}", "TZ": zone}
    facts.write(path, 5)
    app.ok("rate", "set", "USD", "7", **own)  # a change of our own follows what was written
    facts.write(path, 5)
    facts.move_a_lead(path)
    if is_kept:
        app.ok("rate", "set", "USD", "8", **own)
    assert "dates for care" not in app.run("db", "check", **own).err
    in_use = any(tier for tier, _recorded in facts.customers.values()) or any(
        kind == "visit" for kind, *_rest in facts.touches
    )
    until = TODAY + timedelta(days=days)
    for whose in (None, "bo"):
        care, again = expected(facts, until) if in_use else ([], [])
        if whose:
            care, again = ([e for e in lines if e.owner == whose] for lines in (care, again))
        options = ["--days", str(days), *(["--owner", whose] if whose else [])]
        answer = app.ok("due", "--format", "json", *options, **own)
        for kind, lines in (("care", care), ("repurchase", again)):
            shown = {
                (row["id"], date.fromisoformat(row["due_on"]))
                for row in answer.data
                if row["kind"] == kind
            }
            assert shown == few(lines), kind
            more = len(lines) - len(shown)
            what = "to care for" if kind == "care" else "to buy again"
            told = re.search(rf"(\d+) more customers? {what}", answer.err)
            assert int(told[1] if told else 0) == more, answer.err
        if in_use:
            listed = [row["id"] for row in app.json("care", "due", *options, **own)]
            assert listed == [line.customer for line in sorted(care, key=lambda e: e.order)]
            first = app.ok("care", "due", *options, "--limit", "2", "-f", "ids", **own)
            assert first.out.split() == list(map(str, listed[:2]))
            bought = [row["id"] for row in app.json("care", "due", "--repurchase", *options, **own)]
            assert bought == [line.customer for line in sorted(again, key=lambda e: e.order)]
