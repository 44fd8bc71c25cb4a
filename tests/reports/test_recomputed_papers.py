"""The reports on contracts equal what pandas makes of `export --all`."""

from datetime import date
from itertools import product
from math import isclose
from typing import Any

import pytest
from conftest import Salesmap
from support import team
from support.contracted import contract_leads
from support.recomputed import Asked, Condition
from support.recomputed_papers import REPORTS, Facts, facts_of

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
    person.ok("export", "--all", "text")
    return person, facts_of(folder / "text")


@pytest.mark.parametrize("name", REPORTS)
def test_contracts(signed: tuple[Salesmap, Facts], name: str) -> None:
    person, facts = signed
    filled = 0
    for by, filter, period in product(DIMENSIONS, FILTERS, PERIODS):
        options = [
            *(["--by", ",".join(by)] if by else []),
            *(["--period", period] if period else []),
        ]
        told = person.json("report", name, *([filter] if filter else []), *options)
        expected = list(REPORTS[name](facts, Asked(by, FILTERS[filter], *PERIODS[period]), TODAY))
        place = (name, by, filter, period)
        assert _sorted(told, by) == _sorted(expected, by), place
        filled += bool(told)
    assert filled > 30


def _sorted(rows: list[dict[str, Any]], by: tuple[str, ...]) -> list[Any]:
    """Return the rows by their group, with figures that compare to the cent."""
    return sorted(
        (
            [str(row[name]) for name in by],
            sorted(
                (name, _Near(value))
                for name, value in row.items()
                if name not in by and name != "currency"
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
