"""Forecasts worked out by hand, and held against a past that really was so."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import team
from conftest import Salesmap

FIELDS = ["method", "period", "expected", "low", "high"]


def by_method(rows: list[dict[str, object]], period: str) -> dict[object, dict[str, object]]:
    return {row["method"]: row for row in rows if row["period"] == period}


def test_by_hand(salesmap: Salesmap) -> None:
    """100 at 10 % and 1,000 at 60 % this month, 500 at 25 % the next; what was lost is worth nothing."""
    salesmap.ok("lead", "add", "A", "--value", "100", "--close", "2026-11-30")
    salesmap.ok("lead", "add", "B", "--value", "1000", "--close", "2026-10-01", "--stage", "quote")
    salesmap.ok("lead", "add", "C", "--value", "500", "--close", "2026-12-24", "--stage", "needs")
    salesmap.ok("lead", "add", "Lost", "--value", "9999", "--close", "2026-11-30")
    salesmap.ok("lead", "lose", "Lost", "--reason", "price", SALESMAP_NOW="2026-11-24T09:00:00")
    rows = salesmap.json("forecast", SALESMAP_NOW="2026-11-24T10:00:00")
    assert [list(row) for row in rows] == [FIELDS] * 9
    this, following = by_method(rows, "2026-11"), by_method(rows, "2026-12")
    assert this["weighted"]["expected"] == 610 and following["weighted"]["expected"] == 125
    assert [this["category"][bound] for bound in ("low", "expected", "high")] == [0, 1000, 1100]
    for row in rows:
        assert 0 <= row["low"] <= row["expected"] <= row["high"]


def test_from_the_books_own_past(salesmap: Salesmap) -> None:
    """Of forty leads that came as far as the quote, ten were won: a quarter of the value, between Wilson's bounds."""
    rows = ["id,name,stage,value,created,closed"]
    rows += [f"{n},L{n},{'won' if n <= 10 else 'lost'},100,2026-06-01,2026-07-01" for n in range(1, 41)]
    rows.append("99,Open,quote,1000,2026-11-20,")
    (salesmap.home / "leads.csv").write_text("\n".join(rows), encoding="utf-8")
    salesmap.ok("lead", "import", "leads.csv", "--date-order", "ymd")
    salesmap.sql("UPDATE lead SET furthest_id = 4")
    told = [row for row in salesmap.json("forecast") if row["method"] == "history" and row["expected"]]
    assert [(row["period"], row["expected"]) for row in told] == [("2026-12", 250)]
    assert told[0]["low"] == pytest.approx(175, abs=2) and told[0]["high"] == pytest.approx(345, abs=2)


def test_backtest_is_what_was_said_then(newcomer: Salesmap) -> None:
    """The book is kept on the first of a month; what it forecasts then is what the backtest says of it afterwards."""
    begin = datetime(2026, 8, 20, 9)
    for number in range(12):
        moment = {"SALESMAP_NOW": (begin + timedelta(days=number)).isoformat()}
        newcomer.ok(
            "lead",
            "add",
            f"L{number}",
            "--company",
            "C",
            "--allow-duplicate",
            "--value",
            str(100 * (number + 1)),
            "--close",
            "2026-09-20",
            **moment,
        )
        newcomer.ok("lead", "advance", f"L{number}", "--to", "quote", **moment)
    then = Salesmap(Path(shutil.copy(newcomer.db, newcomer.home / "then.db")), newcomer.home)
    for number in range(6):
        newcomer.ok("lead", "win", f"L{number}", SALESMAP_NOW=f"2026-09-{10 + number}T09:00:00")
    newcomer.ok("lead", "lose", "L11", "--reason", "price", SALESMAP_NOW="2026-09-12T09:00:00")
    said = by_method(then.json("forecast", SALESMAP_NOW="2026-09-01T12:00:00"), "2026-09")
    for row in newcomer.json("forecast", "backtest", "--months", "1", SALESMAP_NOW="2026-10-05T09:00:00"):
        assert (row["actual"], row["expected"]) == (2100, said[row["method"]]["expected"])
        assert row["error"] == pytest.approx(abs(row["expected"] - 2100) / 2100, abs=1e-4)


def test_one_method_is_recommended(newcomer: Salesmap) -> None:
    newcomer.ok("init")
    team.make(newcomer, 6, 200)
    rows = newcomer.json("forecast", "backtest")
    assert [row["method"] for row in rows] == ["weighted", "category", "history"]
    (best,) = [row for row in rows if row["recommended"]]
    assert best["error"] == min(row["error"] for row in rows)
    assert {row["recommended"] for row in newcomer.json("forecast", "backtest", "--owner", "nobody")} == {False}
