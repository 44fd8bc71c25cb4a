"""What sources cost, and what came of it."""

from typing import Any

from tests.conftest import Salesmap, made_once


@made_once
def fair(person: Salesmap) -> None:
    """Four leads of a fair, two of them won; one of the web."""
    for number in range(4):
        person.ok(
            "lead",
            "add",
            f"F{number}",
            "--company",
            f"C{number}",
            "--source",
            "fair",
            "--value",
            "10k",
        )
    person.ok("lead", "win", "1")
    person.ok("lead", "win", "2")
    person.ok("lead", "lose", "3", "--reason", "price")
    person.ok("lead", "add", "W", "--source", "web", "--value", "1k")


def sources(person: Salesmap, *options: str, **environment: str) -> dict[str, Any]:
    return {row["source"]: row for row in person.json("report", "sources", *options, **environment)}


def test_without_costs_nothing_is_said_of_them(fair: Salesmap) -> None:
    assert list(sources(fair)["fair"]) == ["source", "leads", "open", "won", "lost", "rate", "value_open", "value_won"]  # fmt: skip
    answer = fair.ok("report", "sources")
    assert "cost" not in answer.out and answer.err == ""


def test_cost_per_lead_and_win_and_return(fair: Salesmap) -> None:
    row = fair.json("source", "cost", "Fair", "5,000.01", "--period", "2026-11")
    assert (row["source"], row["period"], row["cost"], row["since"], row["until"]) == ("Fair", "2026-11", 5000.01, "2026-11-01", "2026-11-30")  # fmt: skip
    found = sources(fair)
    row = found["fair"]
    assert (row["cost"], row["cost_per_lead"], row["cost_per_win"]) == (5000.01, 1250, 2500.01)
    assert row["return"] == (2_000_000 - 500_001) / 500_001
    assert [found["web"][name] for name in ("cost", "cost_per_lead", "cost_per_win", "return")] == [None] * 4  # fmt: skip
    figures = {(row["source"], row["figure"]): row for row in fair.json("report", "sources", "--explain")}  # fmt: skip
    assert figures["fair", "return"]["formula"] == "(20,000 − 5,000.01) ÷ 5,000.01"
    assert figures["fair", "cost_per_win"]["lead_ids"] == [1, 2]
    assert "by days" in figures["fair", "cost"]["definition"]


def test_a_period_counts_by_days(fair: Salesmap) -> None:
    fair.ok("source", "cost", "fair", "300", "--period", "2026-11")
    fair.ok("source", "cost", "fair", "900", "--period", "2026-Q3")
    assert sources(fair)["fair"]["cost"] == 1200
    assert sources(fair, "--period", "2026-11")["fair"]["cost"] == 300
    part = fair.run("report", "sources", "--since", "2026-11-21", "--until", "2026-11-30")
    assert "count by days: fair 2026-11" in part.err
    assert sources(fair, "--since", "2026-11-21", "--until", "2026-11-30")["fair"]["cost"] == 100
    assert sources(fair, "--period", "2026-07")["fair"]["cost"] == 303.26  # 900 × 31 ÷ 92
    assert sources(fair, "--period", "2026-07")["fair"]["leads"] == 0


def test_replaced_overlapping_and_deleted(fair: Salesmap) -> None:
    fair.ok("source", "cost", "fair", "300", "--period", "2026-11")
    assert "before: 300 CNY" in fair.ok("source", "cost", "FAIR", "400", "--period", "2026-11").out
    assert "2026-11" in fair.ok("source", "cost", "fair", "900", "--period", "2026-Q4").err
    assert "No lead has the source 'radio'" in fair.ok("source", "cost", "radio", "5").err
    assert [(row["source"], row["period"], row["cost"]) for row in fair.json("source", "list")] == [
        ("fair", "2026-11", 400), ("fair", "2026-Q4", 900), ("radio", "2026-11", 5),
    ]  # fmt: skip
    found = sources(fair)
    assert (found["radio"]["leads"], found["radio"]["cost"], found["radio"]["cost_per_lead"]) == (0, 5, None)  # fmt: skip
    assert found["radio"]["return"] == -1
    missing = fair.run("source", "drop", "fair", "--period", "2026-10")
    assert missing.code == 3
    assert "400 CNY" in fair.ok("source", "drop", "fair", "--period", "2026-11").out
    fair.ok("undo")
    assert len(fair.json("source", "list")) == 3
    for wrong in (("fair", "-5"), ("fair", "x"), (" ", "5")):
        assert fair.run("source", "cost", "--period", "2026-11", "--", *wrong).code == 2
    assert fair.run("source", "cost", "fair", "5", "--period", "nix").code == 2
    fair.ok("db", "check")


def test_currencies_are_converted_or_left_out(fair: Salesmap) -> None:
    fair.ok("source", "cost", "fair", "$100", "--period", "2026-11")
    without = fair.run("report", "sources", "--format", "json")
    assert "Costs in USD are left out" in without.err and without.data[0]["cost"] is None
    fair.ok("rate", "set", "USD", "7.20", "--on", "2026-01-01")
    assert sources(fair)["fair"]["cost"] == 720
    fair.ok("lead", "add", "X", "--source", "fair", "--value", "$50")
    assert sources(fair)["fair"]["cost"] == 720


def test_costs_are_of_whole_sources(fair: Salesmap) -> None:
    fair.ok("source", "cost", "fair", "300", "--period", "2026-11")
    for options in (("--owner", "lin"), ("--by", "source,owner"), ("--by", "owner")):
        answer = fair.run("report", "sources", *options, "--format", "json")
        assert "Costs are of whole sources" in answer.err and "cost" not in answer.data[0]
    compared = fair.json("report", "sources", "--period", "2026-11", "--compare", "previous")
    assert compared[0]["cost"] == 300 and compared[0]["previous_cost"] == 0
    assert "每条线索费用" in fair.ok("report", "sources", terminal=160, SALESMAP_LANG="zh").out


def test_leads_of_several_currencies_share_a_cost(salesmap: Salesmap) -> None:
    for name, value in (("A", "1000"), ("B", "$100")):
        salesmap.ok("lead", "add", name, "--company", name, "--source", "fair", "--value", value)
    salesmap.ok("source", "cost", "fair", "600", "--period", "2026-11")
    salesmap.ok("source", "cost", "fair", "300", "--period", "2026-10")
    answer = salesmap.ok("report", "sources", "--format", "json")
    rows = {row["currency"]: row for row in answer.data}
    assert (rows["CNY"]["cost"], rows["CNY"]["cost_per_lead"]) == (900, None)
    assert "several currencies" in answer.err
    (october,) = salesmap.json("report", "sources", "--period", "2026-10")
    assert (october["source"], october["leads"], october["cost"]) == ("fair", 0, 300)
