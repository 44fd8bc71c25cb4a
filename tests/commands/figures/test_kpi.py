"""The figures that a map watches."""

from conftest import Salesmap

from salesmap.domain.map.loader import read_source


def test_values_thresholds_and_alarms(salesmap: Salesmap) -> None:
    """Two leads called in time and one not: a follow-up rate of two thirds; a month before, one of one."""
    for number, day in ((1, "2026-08-01"), (2, "2026-11-10"), (3, "2026-11-10"), (4, "2026-11-10")):
        salesmap.ok("lead", "add", f"L{number}", SALESMAP_NOW=f"{day}T09:00:00")
        if number < 4:
            salesmap.ok("log", f"L{number}", "call", "spoke", SALESMAP_NOW=f"{day}T12:00:00")
    rows = {row["kpi"]: row for row in salesmap.json("kpi")}
    assert {"kpi", "value", "threshold", "alarm", "previous"} <= rows["followup-rate"].keys()
    assert (
        rows["followup-rate"]["value"],
        rows["followup-rate"]["previous"],
        rows["followup-rate"]["alarm"],
    ) == (2 / 3, 1.0, True)
    assert (rows["response-hours"]["value"], rows["response-hours"]["alarm"]) == (3.0, False)
    assert (rows["win-rate"]["value"], rows["win-rate"]["alarm"]) == (None, False), (
        "nothing is known, nothing is alarming"
    )
    assert (rows["quiet-leads"]["value"], rows["quiet-leads"]["previous"]) == (4, 1), (
        "a list of then is found in the database as it stood then"
    )
    assert [rows[key]["trend"] for key in ("followup-rate", "quiet-leads", "win-rate")] == [
        "falling",
        "rising",
        None,
    ]
    shown = {row["kpi"]: row for row in salesmap.json("kpi", "--explain")}
    assert shown["followup-rate"]["formula"] == "2 ÷ 3" and shown["followup-rate"]["lead_ids"] == [
        2,
        3,
        4,
    ]
    assert (
        shown["quiet-leads"]["lead_ids"] == [1, 2, 3, 4]
        and shown["quiet-leads"]["formula"] == "4 rows"
    )
    assert all(
        row["value"] == rows[key]["value"] and row["definition"] for key, row in shown.items()
    )
    assert [row["kpi"] for row in salesmap.json("kpi", "check", "--explain")] == [
        "next-steps",
        "followup-rate",
    ]
    assert [row["kpi"] for row in salesmap.json("kpi", "check")] == ["next-steps", "followup-rate"]
    assert salesmap.run("kpi", "check", "--exit-code").code == 10
    well = salesmap.run("kpi", "check", "--exit-code", "--owner", "nobody")
    assert (well.code, well.out) == (0, "")
    assert salesmap.json("kpi", "--as-of", "2026-08-05")[1]["value"] == 1.0


def test_a_figure_that_is_not_there(newcomer: Salesmap) -> None:
    source = read_source("six-stage").replace('figure = "median_hours"', 'figure = "mood"')
    (newcomer.home / "map.toml").write_text(source, encoding="utf-8")
    newcomer.ok("init", "--map", "map.toml")
    refused = newcomer.run("kpi")
    assert refused.code == 2 and "'mood'" in refused.err
