"""The reports on quotes, contracts and after-sales equal what pandas makes of `export --all`."""

from datetime import date
from itertools import product
from math import isclose
from typing import Any

import pytest
from conftest import Salesmap
from support import recomputed_papers, recomputed_service, team
from support.contracted import contract_leads
from support.quoted import quote_leads
from support.recomputed import Asked, Condition
from support.recomputed_papers import Facts, facts_of
from support.serviced import care_for_customers, rate_leads, serve_customers

REPORTS = recomputed_papers.REPORTS | recomputed_service.REPORTS
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
    serve_customers(person.db)
    care_for_customers(person.db)
    person.ok("export", "--all", "text")
    return person, facts_of(folder / "text") | recomputed_service.facts_of(folder / "text")


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.long)])
@pytest.mark.parametrize("name", REPORTS)
def test_papers(signed: tuple[Salesmap, Facts], name: str, step: int) -> None:
    """Every seventh combination; all of them in the long run."""
    person, facts = signed
    report, *own = name.split(" --by ")
    filled = 0
    for by, filter, period in [*product(DIMENSIONS, FILTERS, PERIODS)][::step]:
        options = [
            *(["--by", ",".join((*own, *by))] if own or by else []),
            *(["--period", period] if period else []),
        ]
        told = person.json("report", *report.split(), *([filter] if filter else []), *options)
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
