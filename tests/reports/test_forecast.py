"""Forecasts worked out by hand, and held against a past that really was so."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Salesmap
from support.filled import team

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
        if row["method"] == "history":
            assert [row[bound] for bound in ("low", "expected", "high")] == [None, None, None]
        else:
            assert 0 <= row["low"] <= row["expected"] <= row["high"]
    assert "too few closed deals (1 of 30)" in salesmap.ok("forecast").err


@pytest.mark.inconsistent
def test_from_historical_rates(salesmap: Salesmap) -> None:
    """Of forty leads that came as far as the quote, ten were won: a quarter of the value, between Wilson's bounds."""
    rows = ["id,name,stage,value,created,closed"]
    rows += [
        f"{n},L{n},{'won' if n <= 10 else 'lost'},100,2026-06-01,2026-07-01" for n in range(1, 41)
    ]
    rows.append("99,Open,quote,1000,2026-11-20,")
    (salesmap.home / "leads.csv").write_text("\n".join(rows), encoding="utf-8")
    salesmap.ok("lead", "import", "leads.csv", "--date-order", "ymd")
    salesmap.sql("UPDATE lead SET furthest_id = 4")
    told = [
        row for row in salesmap.json("forecast") if row["method"] == "history" and row["expected"]
    ]
    assert [(row["period"], row["expected"]) for row in told] == [("2026-12", 250)]
    assert told[0]["low"] == pytest.approx(175, abs=2) and told[0]["high"] == pytest.approx(
        345, abs=2
    )


def test_backtest_is_what_was_said_then(newcomer: Salesmap) -> None:
    """The forecast of the first of a month is what the backtest says of it afterwards."""
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
    for row in newcomer.json(
        "forecast", "backtest", "--months", "1", SALESMAP_NOW="2026-10-05T09:00:00"
    ):
        known = said[row["method"]]["expected"] if row["method"] != "history" else row["expected"]
        assert (row["actual"], row["expected"]) == (2100, known)
        assert row["error"] == pytest.approx(abs(row["expected"] - 2100) / 2100, abs=1e-4)


def test_one_method_is_recommended(newcomer: Salesmap) -> None:
    """Of every past month since the first win, and of all together."""
    newcomer.ok("init")
    team.make(newcomer, 6, 200)
    rows = newcomer.json("forecast", "backtest")
    first = newcomer.sql("SELECT min(substr(closed_on, 1, 7)) FROM lead WHERE status = 'won'")[0][0]
    months = list(dict.fromkeys(row["period"] for row in rows))
    assert months[0] == first and months[-2:] == ["2026-10", "all"]
    won = dict(
        newcomer.sql(
            "SELECT substr(closed_on, 1, 7), sum(value_cents) / 100 FROM lead WHERE status = 'won' GROUP BY 1"
        )
    )
    for method in ("weighted", "category", "history"):
        mine = [row for row in rows if row["method"] == method]
        assert [row["actual"] for row in mine[:-1]] == [won.get(month, 0) for month in months[:-1]]
        wrong = sum(abs(row["expected"] - row["actual"]) for row in mine[:-1])
        assert mine[-1]["error"] == pytest.approx(wrong / mine[-1]["actual"], abs=1e-4)
        assert all(
            row["within"] == (row["low"] <= row["actual"] <= row["high"]) for row in mine[:-1]
        )
    (best,) = [row for row in rows if row["recommended"]]
    assert best["error"] == min(row["error"] for row in rows if row["period"] == "all")
    assert (
        newcomer.json("forecast", "backtest", "--months", "2")
        == [row for row in rows if row["period"] in months[-3:-1]]
        + newcomer.json("forecast", "backtest", "--months", "2")[-3:]
    )
    assert {
        row["recommended"] for row in newcomer.json("forecast", "backtest", "--owner", "nobody")
    } == {False}
    told = {
        (row["period"], row["method"], row["figure"]): row
        for row in newcomer.json("forecast", "backtest", "--explain")
    }
    for row in rows:
        for figure in ("actual", "error", "bias"):
            assert told[row["period"], row["method"], figure]["value"] == row[figure]
    assert told["2026-10", "history", "actual"]["lead_ids"] == [
        id
        for (id,) in newcomer.sql(
            "SELECT id FROM lead WHERE status = 'won' AND closed_on LIKE '2026-10%' ORDER BY id"
        )
    ]


def test_rates_from_stage_to_win(newcomer: Salesmap) -> None:
    """By stage, source and age: counted from the leads themselves."""
    newcomer.ok("init")
    team.make(newcomer, 7, 200)
    rows = newcomer.json("forecast", "rates")
    told = newcomer.json("forecast", "rates", "--explain")
    for row, proof in zip(rows, told, strict=True):
        ended = newcomer.sql(
            "SELECT l.id, l.status FROM lead l JOIN stage f ON f.id = l.furthest_id WHERE l.status IN ('won', 'lost') AND l.cycle_days >= ?"
            " AND f.position >= (SELECT position FROM stage WHERE key = ?) AND coalesce(?, l.source) = l.source ORDER BY l.id",
            row["age_days"], row["stage"], row["source"],
        )  # fmt: skip
        assert (row["leads"], row["won"]) == (
            len(ended),
            sum(status == "won" for _id, status in ended),
        ), row
        assert row["low"] <= row["rate"] <= row["high"] and proof["lead_ids"] == [
            id for id, _status in ended
        ]
    assert {row["source"] for row in rows} == {None, "web", "fair", "referral"}


def test_a_forecast_is_explained(newcomer: Salesmap) -> None:
    newcomer.ok("init")
    team.make(newcomer, 7, 200)
    rows = {
        (row["method"], row["period"]): row for row in newcomer.json("forecast", "--months", "4")
    }
    values = dict(newcomer.sql("SELECT id, value_cents / 100 FROM lead"))
    for proof in newcomer.json("forecast", "--months", "4", "--explain"):
        assert proof["value"] == rows[proof["method"], proof["period"]][proof["figure"]]
        if proof["formula"].startswith("sum of values"):
            assert proof["value"] == sum(values[lead] for lead in proof["lead_ids"])
        elif proof["figure"] == "expected" and "more terms" not in proof["formula"]:
            worked_out = eval(proof["formula"].replace(",", "").replace("×", "*"))
            assert proof["value"] == pytest.approx(worked_out, abs=0.01)
