"""The reports on quotes, contracts and after-sales equal what pandas makes of `export --all`."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import product
from math import isclose
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap
from support.filled import team
from support.filled.contracted import contract_leads, contract_life
from support.filled.quoted import ZONE, quote_leads, quote_life
from support.filled.serviced import (
    care_for_customers,
    care_life,
    rate_leads,
    rating_life,
    serve_customers,
    ticket_life,
)
from support.lives import Life, Lives
from support.recomputed import papers as recomputed_papers
from support.recomputed import service as recomputed_service
from support.recomputed.leads import Asked, Condition
from support.recomputed.papers import Facts, facts_of

from salesmap.actions.lead.add import add
from salesmap.core.clock import Clock
from salesmap.domain.drafts import LeadDraft
from salesmap.store.database import Database

REPORTS = recomputed_papers.REPORTS | recomputed_service.REPORTS
TODAY = date(2026, 11, 23)
THEN, LEADS_BEGAN, LEADS = date(2026, 10, 15), date(2026, 5, 1), 120
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
    serve_customers(person.db)
    care_for_customers(person.db)
    person.ok("export", "--all", "text")
    return person, facts_of(folder / "text") | recomputed_service.facts_of(folder / "text")


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Salesmap, Facts]:
    """A database to which everything happened in the order of time, and its export of THEN."""
    folder = tmp_path_factory.mktemp("lived")
    person = Salesmap(folder / "test.db", folder)
    person.ok("init", SALESMAP_NOW="2026-04-30T09:00:00")
    lives = Lives(_lives(person.db))
    lives.until(THEN)
    person.ok("export", "--all", "text", SALESMAP_NOW=f"{THEN}T23:59:00")
    lives.until(TODAY)
    return person, facts_of(folder / "text") | recomputed_service.facts_of(folder / "text")


def _lives(path: Path) -> Iterator[Life]:
    for number in range(LEADS):
        lead, customer, created = number + 1, number + 1, LEADS_BEGAN + timedelta(days=number // 3)
        yield _lead_life(path, number, created)
        yield from [contract_life(path, lead, number // 2, created)] if number % 2 else []
        yield from [quote_life(path, lead, number // 3)] if number % 3 == 0 else []
        yield from [rating_life(path, lead, customer, number // 4)] if number % 4 == 0 else []
        yield from [ticket_life(path, customer, number // 3)] if number % 3 == 1 else []
        yield from [care_life(path, customer, number // 2)] if number % 2 == 0 else []


def _lead_life(path: Path, number: int, created: date) -> Life:
    yield created
    clock = Clock(datetime.combine(created, time(9), ZONE), ZONE)
    draft = LeadDraft(
        f"Lead {number}", customer=f"Company {number}", source=("web", "fair", "referral")[number % 3],
        owner=("ann", "bo", "cai")[number // 2 % 3], currency="CNY", value_cents=1_000_000 + 1_000 * number,
    )  # fmt: skip
    add(Database(path, "lin", clock, keeps_connection=True), draft, allow_duplicate=True)


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", REPORTS)
def test_papers(signed: tuple[Salesmap, Facts], name: str, step: int) -> None:
    """Every seventh combination; all of them in the long run."""
    filled = _compare(*signed, name, step, TODAY)
    assert filled * step > (10 if name == "renewals" else 30)


@pytest.mark.parametrize("step", [19, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", REPORTS)
def test_papers_of_the_past(lived: tuple[Salesmap, Facts], name: str, step: int) -> None:
    """What `--as-of` shows is what an export of that day holds."""
    assert _compare(*lived, name, step, THEN, "--as-of", THEN.isoformat()) * step > 10


def _compare(person: Salesmap, facts: Facts, name: str, step: int, today: date, *more: str) -> int:
    """Compare a report with its recomputation; returns how often it had rows."""
    report, *own = name.split(" --by ")
    filled = 0
    for by, filter, period in [*product(DIMENSIONS, FILTERS, PERIODS)][::step]:
        options = [
            *(["--by", ",".join((*own, *by))] if own or by else []),
            *(["--period", period] if period else []),
            *more,
        ]
        told = person.json("report", *report.split(), *([filter] if filter else []), *options)
        expected = list(REPORTS[name](facts, Asked(by, FILTERS[filter], *PERIODS[period]), today))
        place = (name, by, filter, period)
        assert _sorted(told, by) == _sorted(expected, by), place
        filled += bool(told)
    return filled


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
