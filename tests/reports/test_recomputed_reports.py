"""Every report × dimension × filter × time × as-of equals what pandas makes of `export --all`."""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta
from itertools import product
from math import isclose
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd
import pytest
from support.bounds import LONGER
from support.recomputed import contacts as recomputed_contacts
from support.recomputed import customers as recomputed_customers
from support.recomputed import leads as recomputed
from support.recomputed import movement as recomputed_movement
from support.recomputed import team as recomputed_team
from support.recomputed.leads import ZONE, Asked, Condition, Files
from support.recomputed.movement import Past, Told

from salesmap.actions.database.create import create
from salesmap.actions.followup import followups
from salesmap.actions.imports.leads import import_leads
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.core.clock import Clock
from salesmap.core.errors import SalesmapError
from salesmap.domain.drafts import LeadDraft
from salesmap.library.database import OpenDatabase
from salesmap.store.database import Database
from salesmap.store.file.connection import read_connection
from salesmap.store.text_dump import write_dump

BEGIN = datetime(2026, 1, 5, 1, tzinfo=UTC)
THEN, NOW = BEGIN + timedelta(days=190, hours=5), BEGIN + timedelta(days=322)
"""When an export is made that `--as-of` is compared with, and the present."""

OWNERS, SOURCES = ("ann", "bo", "cai", None), ("web", "fair", "referral", None)
PRODUCTS, REGIONS = ("pump", "valve", None), ("north", "south", None)
SEGMENTS, TAGS = ("a", "b", None), ("hot", "trial", "key account")
REASONS = ("price", "no budget", "competitor")
STAGES = ("lead", "needs", "solution", "quote", "contract")

REPORTS = (
    recomputed.REPORTS
    | recomputed_contacts.REPORTS
    | recomputed_customers.REPORTS
    | recomputed_movement.REPORTS
    | recomputed_team.REPORTS
)
DIMENSIONS: tuple[tuple[str, ...], ...] = (
    (), ("owner",), ("source",), ("product",), ("region",), ("customer",), ("stage",), ("pipeline",), ("tag",), ("segment",),
    ("month",), ("week",), ("quarter",), ("year",), ("owner", "source"), ("product", "quarter"),
)  # fmt: skip
FILTERS: dict[tuple[str, ...], Condition | None] = {
    (): None,
    ("owner=ann",): lambda leads: leads["owner"] == "ann",
    ("source=web", "region=north"): lambda leads: (leads["source"] == "web") & (leads["region"] == "north"),
    ("value>50000",): lambda leads: leads["value"] > 50_000,
    ("value<=20000",): lambda leads: leads["value"] <= 20_000,
    ("product!=pump",): lambda leads: leads["product"] != "pump",
    ("created_at>=2026-04-01", "created_at<2026-08-01"): lambda leads: leads["created_on"].between("2026-04-01", "2026-07-31"),
    ("stage=quote",): lambda leads: leads["stage"] == "quote",
    ("tag=hot",): lambda leads: leads["tags"].map(lambda tags: isinstance(tags, set) and "hot" in tags),
    ("segment=a",): lambda leads: leads["segment"] == "a",
    ("status=open",): lambda leads: leads["status"] == "open",
}  # fmt: skip
PERIODS: dict[str | None, tuple[date | None, date | None]] = {
    None: (None, None),
    "2026-Q2": (date(2026, 4, 1), date(2026, 6, 30)),
    "2026-06": (date(2026, 6, 1), date(2026, 6, 30)),
}
BEGUN = [date(2026, month, 1) for month in (4, 6, 7, 11)]
"""The days at whose begin an export is made, too: the first ones of the periods, and those after."""

COMBINATIONS = list(product(REPORTS, DIMENSIONS, FILTERS, PERIODS, (False, True)))
"""A report and its definition, dimensions, filters, a time, and whether as of THEN."""


class Story(NamedTuple):
    """A database with a past, and its exports of THEN and NOW."""

    db: OpenDatabase
    then: Files
    now: Files


def tell(folder: Path, seed: int, steps: int) -> Story:
    """Let three salespeople work, and export everything on THEN and at the end."""
    chance = random.Random(seed)
    db = Database(folder / "test.db", "lin", Clock(BEGIN, ZONE), keeps_connection=True)
    create(db)
    import_leads(db, [_old_lead(chance, number) for number in range(40)], "leads.csv")
    told = list(_told(db, BEGIN, {}))
    moments = sorted(BEGIN + (NOW - BEGIN) * chance.random() for _step in range(steps))
    stops = [THEN, *(datetime.combine(day, time(), ZONE) for day in BEGUN), NOW]
    exported: dict[datetime, Files] = {}
    for moment in (*moments, NOW):
        for stop in stops:
            if moment >= stop and stop not in exported:
                exported[stop] = _export(db, folder / f"{stop:%m%d}", stop)
        if moment == NOW:
            break
        user = chance.choice(OWNERS[:3]) or ""
        with suppress(SalesmapError):
            _step(chance, db._replace(clock=Clock(moment, ZONE), user=user))
        told += _told(db, moment, {each.lead: each for each in told})
    past = Past({stop.astimezone(ZONE).date(): exported[stop] for stop in stops[1:-1]}, told)
    for stop in (THEN, NOW):
        exported[stop].past = past
    opened = OpenDatabase(db._replace(clock=Clock(NOW, ZONE)))
    return Story(opened, exported[THEN], exported[NOW])


def _told(db: Database, moment: datetime, known: Mapping[int, Told]) -> Iterator[Told]:
    """Yield what is told of leads at a moment, where it is not known."""
    with read_connection(db) as connection:
        for lead in connection.execute("SELECT id, value_cents, expected_close FROM lead"):
            now = Told(moment, *lead)
            if now.lead not in known or known[now.lead][1:] != now[1:]:
                yield now


def _export(db: Database, folder: Path, moment: datetime) -> Files:
    with read_connection(db) as connection:
        write_dump(connection, folder)
    return Files(folder, moment)


def _old_lead(chance: random.Random, number: int) -> LeadDraft:
    """A lead of another system, open or closed before the database began."""
    created = BEGIN - timedelta(days=chance.uniform(40, 300))
    status = chance.choice(("open", "open", "won", "lost"))
    closed = created + timedelta(days=chance.uniform(1, 39)) if status != "open" else None
    return _draft(chance, f"old {number}")._replace(
        status=status, created_at=created, closed_at=closed, stage=chance.choice(STAGES),
        lost_reason=chance.choice(REASONS) if status == "lost" else None,
    )  # fmt: skip


def _draft(chance: random.Random, name: str) -> LeadDraft:
    segment = chance.choice(SEGMENTS)
    return LeadDraft(
        name, customer=f"Company {chance.randint(1, 12)}", source=chance.choice(SOURCES), product=chance.choice(PRODUCTS),
        region=chance.choice(REGIONS), owner=chance.choice(OWNERS), currency="CNY",
        value_cents=chance.choice((None, chance.randint(1, 120) * 100_000)), tags=tuple(chance.sample(TAGS, chance.randint(0, 2))),
        fields={"segment": segment} if segment else {}, expected_close=_close(chance),
    )  # fmt: skip


def _close(chance: random.Random) -> date | None:
    """A day on which a lead may be expected to close, or none."""
    return chance.choice((None, (BEGIN + timedelta(days=chance.randint(0, 360))).date()))


def _brought(chance: random.Random) -> LeadDraft:
    """A lead that a customer brought, at times its own."""
    referrer = f"Company {chance.randint(1, 12)}"
    return _draft(chance, f"friend {chance.random()}")._replace(referred_by=referrer)


def _step(chance: random.Random, db: Database) -> None:
    """Something that a salesperson does."""
    lead = chance.randint(1, 150)
    deeds: tuple[tuple[int, Callable[[], object]], ...] = (
        (30, lambda: add(db, _draft(chance, f"lead {chance.random()}"), allow_duplicate=True)),
        (9, lambda: add(db, _brought(chance), allow_duplicate=True)),
        (6, lambda: followups.add(db, lead, "call", db.clock.today(), owner=chance.choice(OWNERS[:3]))),
        (40, lambda: moves.advance(db, lead, None)),
        (6, lambda: moves.advance(db, lead, chance.choice(STAGES))),
        (8, lambda: moves.win(db, lead, None)),
        (8, lambda: moves.lose(db, lead, chance.choice(REASONS))),
        (3, lambda: moves.reopen(db, lead)),
        (2, lambda: moves.drop(db, lead)),
        (6, lambda: edit(db, lead, LeadEdit({"owner": chance.choice(OWNERS[:3])}))),
        (6, lambda: edit(db, lead, LeadEdit({"value_cents": chance.randint(1, 99) * 100_000}))),
        (8, lambda: edit(db, lead, LeadEdit({"expected_close": _close(chance)}))),
        (10, lambda: followups.log(db, lead, chance.choice(("call", "visit")), "spoke", db.clock.now())),
        (8, lambda: followups.add(db, lead, "call", db.clock.today() + timedelta(days=3))),
        (8, lambda: followups.done(db, chance.randint(1, 30), "done")),
    )  # fmt: skip
    chance.choices([deed for _weight, deed in deeds], [weight for weight, _deed in deeds])[0]()


Combination = tuple[tuple[str, str | None], tuple[str, ...], tuple[str, ...], str | None, bool]


def assert_all_equal(story: Story, combinations: Sequence[Combination]) -> int:
    """Compare the reports; returns how many had rows."""
    past = story.db.as_of(f"{THEN.astimezone(ZONE):%Y-%m-%dT%H:%M:%S}")
    filled = 0
    for (name, definition), by, filters, period, is_past in combinations:
        db, files = (past, story.then) if is_past else (story.db, story.now)
        told = list(db.report(name, *filters, by=by, period=period, definition=definition))
        asked = Asked(by, FILTERS[filters], *PERIODS[period])
        expected = list(REPORTS[name, definition](files, asked))
        place = (name, definition, by, filters, period, "as of" if is_past else "now")
        assert len(told) == len(expected), (place, told, expected)
        assert not list(_differences(told, expected)), (place, *_differences(told, expected))
        filled += bool(told)
    return filled


def _differences(
    told: list[dict[str, Any]], expected: list[dict[str, Any]]
) -> Iterator[tuple[Any, ...]]:
    """Yield (row expected, row found) where they differ; their order is not compared."""
    left = list(told)
    for row in expected:
        found = next((other for other in left if _are_alike(row, other)), None)
        if found is None:
            same = [
                other
                for other in left
                if all(other[k] == v for k, v in row.items() if isinstance(v, str))
            ]
            yield row, same
        else:
            left.remove(found)


def _are_alike(expected: dict[str, Any], told: dict[str, Any]) -> bool:
    return all(_is_same(value, told[key]) for key, value in expected.items())


def _is_same(one: Any, other: Any) -> bool:
    if one is None or other is None or isinstance(one, str) or isinstance(other, str):
        return one == other or (one is None and pd.isna(other))
    return isclose(one, other, rel_tol=1e-9, abs_tol=0.0051)


def test_a_sample(tmp_path: Path) -> None:
    sample = random.Random(2026).sample(COMBINATIONS, 60)
    assert assert_all_equal(tell(tmp_path, seed=1, steps=160), sample) > 30


@pytest.mark.long
@pytest.mark.parametrize("seed", range(11, 11 + LONGER))
def test_thousands(tmp_path: Path, seed: int) -> None:
    sample = random.Random(seed).sample(COMBINATIONS, 1600)
    assert assert_all_equal(tell(tmp_path, seed, steps=700), sample) > 1000
