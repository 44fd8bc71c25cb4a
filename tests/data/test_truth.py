"""Real data sets against the figures that were worked out beside them, every one that a report can tell."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import SHARED, Salesmap

NEW_YEARS_EVE = {"SALESMAP_NOW": "2017-12-31T12:00:00"}


def truth_of(name: str) -> dict[str, Any]:
    told = json.loads((SHARED / f"data/{name}/truth.json").read_text(encoding="utf-8"))
    return {
        key: value["result"]
        for key, value in told.items()
        if isinstance(value, dict) and "result" in value
    }


def table(path: Path, key: str) -> dict[str, dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Both databases, made once: the deals joined with their people, accounts and products."""
    if not SHARED.is_dir():
        pytest.skip("the data sets are not here")
    home = tmp_path_factory.mktemp("truth")
    data = SHARED / "data/maven"
    teams, accounts = (
        table(data / "sales_teams.csv", "sales_agent"),
        table(data / "accounts.csv", "account"),
    )
    with (data / "sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with (home / "deals.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, [*rows[0], "manager", "region", "sector"])
        writer.writeheader()
        for row in rows:
            person, account = teams[row["sales_agent"]], accounts.get(row["account"], {})
            more = {
                "manager": person["manager"],
                "region": person["regional_office"],
                "sector": account.get("sector", ""),
            }
            writer.writerow({**row, "product": row["product"].replace("GTXPro", "GTX Pro"), **more})
    maven, xeducation = (Salesmap(home / f"{name}.db", home) for name in ("maven", "xeducation"))
    maven.ok("lead", "import", "deals.csv", "--stage-map", "Engaging=quote", **NEW_YEARS_EVE)
    mapping = "Prospect ID=external_id,Lead Number=fields.Lead Number,Converted=stage"
    leads = str(SHARED / "data/xeducation/Leads.csv")
    xeducation.ok("lead", "import", leads, "--map", mapping, "--stage-map", "1=won,0=lead")
    return {"maven": maven.db, "xeducation": xeducation.db}


@pytest.fixture
def deals(newcomer: Salesmap, imported: dict[str, Path]) -> Salesmap:
    shutil.copy(imported["maven"], newcomer.db)
    return newcomer


@pytest.fixture
def prospects(newcomer: Salesmap, imported: dict[str, Path]) -> Salesmap:
    shutil.copy(imported["xeducation"], newcomer.db)
    return newcomer


def by(rows: list[dict[str, Any]], key: str) -> dict[Any, dict[str, Any]]:
    return {row[key]: row for row in rows}


def percent(rate: float | None) -> float | None:
    return None if rate is None else round(rate * 100, 2)


def test_totals_sizes_and_cycles(deals: Salesmap) -> None:
    truth = truth_of("maven")
    totals = truth["totals"]
    (rate,) = deals.json("report", "winrate", **NEW_YEARS_EVE)
    assert (rate["won"], rate["lost"], rate["value_won"]) == (
        totals["won"],
        totals["lost"],
        totals["won_value"],
    )
    assert percent(rate["rate"]) == totals["win_rate_pct"]
    (of_all,) = deals.json("report", "winrate", "--def", "created", **NEW_YEARS_EVE)
    assert (of_all["leads"], percent(of_all["rate"])) == (
        totals["rows_"],
        totals["won_share_all_pct"],
    )
    size = by(deals.json("report", "deal-size"), "outcome")["won"]
    assert (size["mean"], size["max"], size["min"]) == (
        totals["won_avg"],
        totals["won_max"],
        totals["won_min"],
    )
    assert (size["median"], size["total"]) == (
        truth["won_median_value"]["median"],
        totals["won_value"],
    )
    cycle = by(deals.json("report", "cycle"), "outcome")
    for each in truth["cycle_days"]:
        row = cycle[each["g"].lower()]
        assert [row[name] for name in ("count", "min", "max", "median")] == [
            each[name] for name in ("n", "min_", "max_", "median")
        ]
        assert round(row["mean"], 2) == each["mean"]
    (whole,) = deals.json("report", "owners", "--by", "pipeline", **NEW_YEARS_EVE)
    assert (whole["leads"], whole["open"]) == (totals["rows_"], totals["open_"])


@pytest.mark.parametrize(
    ("key", "dimension", "named"),
    [
        ("by_agent", "owner", "sales_agent"),
        ("by_product_normalised", "product", "product"),
        ("by_manager", "manager", "manager"),
        ("by_region", "region", "regional_office"),
        ("by_sector", "sector", "sector"),
        ("top10_accounts_by_won_value", "customer", "account"),
    ],
)
def test_by_every_dimension(deals: Salesmap, key: str, dimension: str, named: str) -> None:
    truth = truth_of("maven")[key]
    rows = by(deals.json("report", "owners", "--by", dimension, **NEW_YEARS_EVE), dimension)
    closed = by(deals.json("report", "winrate", "--by", dimension, **NEW_YEARS_EVE), dimension)
    assert key.startswith("top10") or set(rows) == {each[named] for each in truth}
    for each in truth:
        row = rows[each[named]]
        assert row["value_won"] == (each["won_value"] or 0) and row["won"] == each["won"]
        for field, theirs in (("leads", "n"), ("lost", "lost"), ("open", "open_")):
            assert theirs not in each or row[field] == each[theirs]
        if "win_rate_pct" in each:
            assert (
                percent(row["rate"]) == percent(closed[each[named]]["rate"]) == each["win_rate_pct"]
            )


def test_by_month(deals: Salesmap) -> None:
    truth = truth_of("maven")
    months = by(deals.json("report", "months", **NEW_YEARS_EVE), "month")
    closed = by(deals.json("report", "winrate", "--by", "month", **NEW_YEARS_EVE), "month")
    for each in truth["by_close_month"]:
        row = months[each["month"]]
        assert (row["won"], row["lost"], percent(row["rate"]), row["value_won"]) == (
            each["won"], each["lost"], each["win_rate_pct"], each["won_value"],
        )  # fmt: skip
        assert (closed[each["month"]]["won"], closed[each["month"]]["lost"]) == (
            each["won"],
            each["lost"],
        )
    came = by(
        deals.json("report", "owners", "created_at<2017-12-31", "--by", "month", **NEW_YEARS_EVE),
        "month",
    )
    for each in truth["by_engage_month"]:
        row = came[each["month"]]
        assert [row[name] for name in ("leads", "won", "lost", "open")] == [
            each[name] for name in ("engaged", "won", "lost", "still_engaging")
        ]


def test_where_they_stand_and_for_how_long(deals: Salesmap) -> None:
    truth = truth_of("maven")
    now = {row["stage"]: row["now"] for row in deals.json("report", "stages", **NEW_YEARS_EVE)}
    open_ = {each["deal_stage"]: each["n"] for each in truth["by_stage"]}
    assert (now["lead"], now["quote"]) == (open_["Prospecting"], open_["Engaging"])
    ages = by(deals.json("report", "aging", "--stage", "quote", **NEW_YEARS_EVE), "age")
    old = truth["engaging_age_asof_2017_12_31"]
    assert sum(row["leads"] for row in ages.values()) == old["n"]
    assert sum(ages[age]["leads"] for age in ("91-180", "181-365", "366+")) == old["older_90d"]
    assert sum(ages[age]["leads"] for age in ("181-365", "366+")) == old["older_180d"]
    assert ages["366+"]["leads"] == old["older_365d"]


@pytest.mark.parametrize(
    ("key", "dimension"),
    [
        ("by_lead_origin", "Lead Origin"),
        ("by_lead_source_casefold", "source"),
        ("by_last_activity", "Last Activity"),
        ("by_tag", "tag"),
        ("by_occupation", "What is your current occupation"),
        ("by_country", "Country"),
        ("by_city", "City"),
        ("by_lead_quality", "Lead Quality"),
        ("do_not_contact", "Do Not Email"),
    ],
)
def test_prospects_by_every_dimension(prospects: Salesmap, key: str, dimension: str) -> None:
    truth = truth_of("xeducation")
    rows = by(prospects.json("report", "winrate", "--def", "created", "--by", dimension), dimension)
    if key == "do_not_contact":
        assert (rows["Yes"]["leads"], rows["Yes"]["won"]) == (
            truth[key]["no_email"],
            truth[key]["no_email_converted"],
        )
        return
    folded = {value and value.casefold(): row for value, row in rows.items()}
    for each in truth[key]:
        row = rows.get(each["k"] or None) or folded[each["k"].casefold()]
        assert (row["leads"], row["won"]) == (each["n"], each["converted"]), each
        assert "pct" not in each or percent(row["rate"]) == each["pct"]


def test_prospects_in_all(prospects: Salesmap) -> None:
    truth = truth_of("xeducation")
    (rate,) = prospects.json("report", "winrate", "--def", "created")
    assert (rate["leads"], rate["won"], percent(rate["rate"])) == tuple(
        truth["totals"][name] for name in ("leads", "converted", "conversion_pct")
    )
    for each in truth["by_lead_source_casefold"]:
        if each["k"]:
            (row,) = prospects.json("report", "winrate", "--def", "created", "--source", each["k"])
            assert (row["leads"], row["won"]) == (each["n"], each["converted"])


def test_customers_by_their_purchases(deals: Salesmap) -> None:
    """Repurchase, RFM and ABC against the same figures counted from the file."""
    days: dict[str, set[str]] = {}
    money: dict[str, float] = {}
    with (SHARED / "data/maven/sales_pipeline.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["deal_stage"] == "Won" and row["account"]:
                days.setdefault(row["account"], set()).add(row["close_date"])
                money[row["account"]] = money.get(row["account"], 0) + float(row["close_value"])
    (repurchase,) = deals.json("report", "repurchase", **NEW_YEARS_EVE)
    bought = [len(each) for each in days.values()]
    again = sum(count > 1 for count in bought)
    assert list(repurchase.values()) == [len(days), again, again / len(days), sum(bought)]
    (orders,) = deals.json("report", "repurchase", "--def", "orders", **NEW_YEARS_EVE)
    assert orders["rate"] == (sum(bought) - len(days)) / sum(bought)

    def score(worth: dict[str, Any], name: str) -> int:
        worse = sum(other < worth[name] for other in worth.values())
        return 1 + min(4, 5 * worse // len(worth))

    last = {name: max(each) for name, each in days.items()}
    often = {name: len(each) for name, each in days.items()}
    cells: dict[str, int] = {}
    for name in days:
        cell = "".join(str(score(worth, name)) for worth in (last, often, money))
        cells[cell] = cells.get(cell, 0) + 1
    assert {row["rfm"]: row["customers"] for row in deals.json("report", "rfm")} == cells
    before, classes = 0.0, {"A": 0, "B": 0, "C": 0}
    for value in sorted(money.values(), reverse=True):
        share = before / sum(money.values())
        classes["A" if share < 0.8 else "B" if share < 0.95 else "C"] += 1
        before += value
    assert {row["class"]: row["customers"] for row in deals.json("report", "abc")} == classes
