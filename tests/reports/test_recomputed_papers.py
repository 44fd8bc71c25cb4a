"""The reports on contracts equal what pandas makes of `export --all`."""

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from itertools import product
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap
from support import team
from support.contracted import contract_leads
from support.quoted import ZONE, quote_leads
from support.recomputed import Asked, Condition
from support.recomputed_papers import REPORTS, Facts, facts_of

from salesmap.actions.service import ratings
from salesmap.core.clock import Clock
from salesmap.store.database import Database

TODAY = date(2026, 11, 23)
DIMENSIONS: tuple[tuple[str, ...], ...] = (
    (),
    ("owner",),
    ("source",),
    ("customer",),
    ("month",),
    ("owner", "month"),
)
FILTERS: dict[str | None, Condition | None] = {
    None: None,
    "owner=ann": lambda rows: rows["owner"] == "ann",
    "source=web": lambda rows: rows["source"] == "web",
}
PERIODS: dict[str | None, tuple[date | None, date | None]] = {
    None: (None, None),
    "2026-Q3": (date(2026, 7, 1), date(2026, 9, 30)),
    "2026-10": (date(2026, 10, 1), date(2026, 10, 31)),
}


@pytest.fixture(scope="module")
def signed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Salesmap, Facts]:
    """A team's database with contracts, and what its export says of them."""
    folder = tmp_path_factory.mktemp("contracts")
    person = Salesmap(folder / "test.db", folder)
    person.ok("init")
    team.make(person, seed=3, leads=120)
    contract_leads(person.db, every=2)
    quote_leads(person.db, 120)
    rate_leads(person.db)
    person.ok("export", "--all", "text")
    return person, facts_of(folder / "text")


def rate_leads(path: Path) -> None:
    """Rate every fourth lead of a customer, on both scales, by a fixed pattern."""
    with closing(sqlite3.connect(path)) as connection:
        rows = connection.execute(
            "SELECT id, customer_id FROM lead WHERE customer_id IS NOT NULL AND status <> 'dropped' ORDER BY id"
        ).fetchall()
    for number, (lead, customer) in enumerate(rows[::4]):
        when = datetime(2026, 7, 1, 12, tzinfo=ZONE) + timedelta(days=7 * number % 130)
        db = Database(path, "lin", Clock(fixed=when, zone=ZONE), keeps_connection=True)
        scale, score = ("csat5", 1 + number % 5) if number % 2 else ("nps", 5 * number % 11)
        ratings.add(db, ratings.RatingWish(customer, score, scale, when, lead_id=lead), "en")


@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", REPORTS)
def test_papers(signed: tuple[Salesmap, Facts], name: str, step: int) -> None:
    """Every fourth combination; all of them in the long run."""
    person, facts = signed
    filled = 0
    for by, filter, period in [*product(DIMENSIONS, FILTERS, PERIODS)][::step]:
        options = [
            *(["--by", ",".join(by)] if by else []),
            *(["--period", period] if period else []),
        ]
        told = person.json("report", *name.split(), *([filter] if filter else []), *options)
        expected = list(REPORTS[name](facts, Asked(by, FILTERS[filter], *PERIODS[period]), TODAY))
        place = (name, by, filter, period)
        assert _sorted(told, by) == _sorted(expected, by), place
        filled += bool(told)
    assert filled * step > (10 if name == "renewals" else 30)


def _sorted(rows: list[dict[str, Any]], by: tuple[str, ...]) -> list[Any]:
    """Return the rows by their group, with figures that compare to the cent."""
    return sorted(
        (
            [str(row[name]) for name in by],
            [
                value
                for name, value in row.items()
                if name not in by and isinstance(value, str) and name != "currency"
            ],
            sorted(
                (name, _Near(value))
                for name, value in row.items()
                if name not in by and not isinstance(value, str)
            ),
        )
        for row in rows
    )


class _Near:
    """A figure that equals another one to the cent."""

    def __init__(self, value: float | None) -> None:
        self.value = value

    def __repr__(self) -> str:
        return repr(self.value)

    def __eq__(self, other: object) -> bool:
        assert isinstance(other, _Near)
        if self.value is None or other.value is None:
            return self.value is other.value
        return isclose(self.value, other.value, rel_tol=1e-6, abs_tol=0.0051)

    __hash__ = None  # type: ignore[assignment]

    def __lt__(self, other: "_Near") -> bool:
        return False
