"""Targets at the ends of their period."""

import pytest
from conftest import Salesmap

FIRST, LAST = "2026-11-01", "2026-11-30"
OUTSIDE = ("2026-10-31T23:59:00", "2026-12-01T00:00:00")
INSIDE = (f"{FIRST}T00:00:00", f"{LAST}T23:59:00")


def actual(salesmap: Salesmap, kind: str) -> float:
    salesmap.ok("target", "set", "10", "--period", "2026-11", "--kind", kind)
    (row,) = salesmap.json("target", "show", "--all")
    (explained,) = (
        row
        for row in salesmap.json("target", "show", "--all", "--explain")
        if row["figure"] == "actual"
    )
    assert explained["value"] == row["actual"]
    return float(row["actual"])


@pytest.mark.parametrize(("kind", "each"), [("value", 100), ("count", 1)])
def test_wins_of_the_first_and_the_last_day_count(salesmap: Salesmap, kind: str, each: int) -> None:
    for number, at in enumerate((*INSIDE, *OUTSIDE)):
        salesmap.ok(
            "lead",
            "add",
            f"L{number}",
            "--company",
            "Acme",
            "--value",
            "100",
            SALESMAP_NOW="2026-10-01T09:00:00",
        )
        salesmap.ok("lead", "win", f"L{number}", SALESMAP_NOW=at)
    assert actual(salesmap, kind) == len(INSIDE) * each


def test_activities_of_the_first_and_the_last_day_count(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", SALESMAP_NOW="2026-10-01T09:00:00")
    for at in (*INSIDE, *OUTSIDE):
        salesmap.ok("log", "A", "call", "spoke", SALESMAP_NOW=at)
    for number, at in enumerate((*INSIDE, *OUTSIDE), 1):
        salesmap.ok("followup", "add", "A", "call", "--due", "2026-12-15", SALESMAP_NOW=at)
        salesmap.ok("followup", "done", f"{number}", SALESMAP_NOW=at)
    assert actual(salesmap, "activity") == 2 * len(INSIDE)
