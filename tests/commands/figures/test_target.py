"""Targets: parts that add up exactly, over days that are worked."""

from datetime import date, timedelta

import pytest
from conftest import Salesmap, assert_refused
from hypothesis import given
from hypothesis import strategies as st

from salesmap.actions.review.targets import apportioned
from salesmap.core.calendar import WorkingDays
from salesmap.core.periods import parse_period, period_name

FIELDS = [
    "owner",
    "period",
    "kind",
    "target",
    "actual",
    "gap",
    "progress",
    "pace_needed",
    "projection",
]


@given(st.integers(0, 10**12), st.lists(st.integers(0, 1000), min_size=1, max_size=60).filter(any))
def test_parts_add_up(amount: int, weights: list[int]) -> None:
    parts = apportioned(amount, weights)
    assert sum(parts) == amount
    exact = [amount * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < 1.001 for part, share in zip(parts, exact, strict=True))


@given(st.dates(date(2000, 1, 1), date(2060, 1, 1)))
def test_names_of_times(day: date) -> None:
    for text in (
        f"{day.year}",
        f"{day:%Y-%m}",
        f"{day.year}-Q{(day.month + 2) // 3}",
        "{}-W{:02}".format(*day.isocalendar()),
    ):
        assert period_name(parse_period(text, day)) == text


def test_working_days() -> None:
    calendar = WorkingDays(frozenset({date(2026, 10, 1)}), frozenset({date(2026, 10, 10)}))
    days = calendar.between(date(2026, 9, 28), date(2026, 10, 11))
    assert [day.day for day in days] == [28, 29, 30, 2, 5, 6, 7, 8, 9, 10]


def test_set_split_show(salesmap: Salesmap) -> None:
    folder = salesmap.home / ".config/salesmap"
    folder.mkdir(parents=True)
    (folder / "calendar.toml").write_text(
        'holidays = ["2026-11-02", 2026-11-03]\nworkdays = ["2026-11-28"]\n', encoding="utf-8"
    )
    salesmap.ok("target", "set", "100", "--period", "2026-11")
    salesmap.ok("target", "split", "person", "--period", "2026-11", "--among", "ann=2,bo")
    salesmap.ok("target", "split", "week", "--period", "2026-11", "--owner", "ann")
    month, *weeks = sorted(
        salesmap.json("target", "show", "--all", "--owner", "ann"), key=lambda row: -row["target"]
    )
    weeks.sort(key=lambda row: row["since"])
    assert list(month)[:9] == FIELDS and month["target"] == 66.67 == round(
        sum(row["target"] for row in weeks), 2
    )
    assert [row["period"] for row in weeks] == [
        "2026-W45",
        "2026-W46",
        "2026-W47",
        "2026-W48",
        "2026-W49",
    ], "weeks end where the month does"
    salesmap.ok("target", "split", "day", "--period", "2026-11", "--owner", "ann")
    rows = salesmap.json("target", "show", "--all", "--owner", "ann")
    days = [row for row in rows if row["since"] == row["until"] == row["period"]]
    assert round(sum(row["target"] for row in rows if "-W" in row["period"]), 2) == 66.67, (
        "a week of one day is not that day"
    )
    assert round(sum(row["target"] for row in days), 2) == 66.67
    assert (
        len(days) >= 20
        and "2026-11-28" in {row["period"] for row in days}
        and "2026-11-02" not in {row["period"] for row in days}
    )
    salesmap.ok("undo")
    assert len(salesmap.json("target", "show", "--all", "--owner", "ann")) < len(rows)
    salesmap.ok("db", "check")


def test_weights(salesmap: Salesmap) -> None:
    """By weights of one's own, or by a calendar on which a day can count for half."""
    salesmap.ok("target", "set", "100.01", "--period", "2026-Q4")
    salesmap.ok(
        "target",
        "split",
        "month",
        "--period",
        "2026-Q4",
        "--among",
        "2026-10=3,2026-11=2,2026-12=1",
    )
    months = {
        row["period"]: row["target"]
        for row in salesmap.json("target", "show", "--all")
        if row["period"] != "2026-Q4"
    }
    assert round(sum(months.values()), 2) == 100.01 and months["2026-10"] == pytest.approx(
        50.005, abs=0.006
    )
    for odd in (
        "2026-10=1",
        "2026-10=1,2026-11=1,2026-12=1,2027-01=1",
        "2026-10=-1,2026-11=1,2026-12=1",
        "2026-10=0,2026-11=0,2026-12=0",
    ):
        assert (
            salesmap.run("target", "split", "month", "--period", "2026-Q4", "--among", odd).code
            == 2
        ), odd
    folder = salesmap.home / ".config/salesmap"
    folder.mkdir(parents=True)
    (folder / "calendar.toml").write_text(
        'workdays = ["2026-11-28"]\n[weights]\n"2026-11-28" = 0.5\nfri = 0.5\n', encoding="utf-8"
    )
    salesmap.ok("target", "set", "500", "--period", "2026-W48")
    salesmap.ok("target", "split", "day", "--period", "2026-W48")
    days = [
        row["target"]
        for row in salesmap.json("target", "show", "--period", "2026-W48")
        if row["since"] == row["until"]
    ]
    assert days == [100, 100, 100, 100, 50, 50]
    (folder / "calendar.toml").write_text("[weights]\nfreitag = 1\n", encoding="utf-8")
    assert salesmap.run("target", "split", "day", "--period", "2026-W48").code == 2


def test_a_week_cut_off_goes_by_its_name(salesmap: Salesmap) -> None:
    salesmap.ok("target", "set", "210", "--period", "2026-11")
    salesmap.ok("target", "split", "week", "--period", "2026-11")
    salesmap.ok("target", "split", "day", "--period", "2026-W49")
    (day,) = [
        row for row in salesmap.json("target", "show", "--all") if row["period"] == "2026-11-30"
    ]
    assert day["target"] == 10
    salesmap.ok("target", "set", "50", "--period", "2026-12")
    salesmap.ok("target", "split", "week", "--period", "2026-12")
    twice = salesmap.run("target", "drop", "--period", "2026-W49")
    assert twice.code == 4 and "2026-11-30…2026-11-30, 2026-12-01…2026-12-06" in twice.err
    salesmap.ok("target", "drop", "--period", "2026-11")


def test_targets_are_explained(salesmap: Salesmap) -> None:
    salesmap.ok("target", "set", "210", "--period", "2026-11", "--owner", "lin")
    salesmap.ok("target", "set", "10", "--period", "2026-11", "--kind", "activity")
    salesmap.ok(
        "lead",
        "add",
        "A",
        "--company",
        "A Ltd",
        "--value",
        "70",
        SALESMAP_NOW="2026-11-02T09:00:00",
    )
    salesmap.ok("log", "A", "call", "spoke", SALESMAP_NOW="2026-11-03T09:00:00")
    salesmap.ok("lead", "win", "A", SALESMAP_NOW="2026-11-05T09:00:00")
    now = {"SALESMAP_NOW": "2026-11-11T09:00:00"}
    shown = {
        (row["kind"], row["figure"]): row
        for row in salesmap.json("target", "show", "--explain", **now)
    }
    for row in salesmap.json("target", "show", **now):
        for figure in ("actual", "gap", "progress", "pace_needed", "projection"):
            assert shown[row["kind"], figure]["value"] == pytest.approx(row[figure])
    assert (
        shown["value", "pace_needed"]["formula"] == "140 ÷ 14"
        and shown["value", "projection"]["formula"] == "70 ÷ 7 × 21"
    )
    assert shown["value", "actual"]["lead_ids"] == [1] == shown["activity", "actual"]["lead_ids"]
    assert shown["activity", "actual"]["formula"] == "activities = 1, leads = 1"


def test_progress_gap_pace_projection(salesmap: Salesmap) -> None:
    """By the 11th of November, seven working days have passed and fourteen are left; 70 of 210 are won."""
    salesmap.ok("target", "set", "210", "--period", "2026-11", "--owner", "lin")
    salesmap.ok("target", "set", "3", "--period", "2026-11", "--kind", "count")
    salesmap.ok(
        "target", "set", "10", "--period", "2026-11", "--kind", "activity", "--owner", "Lin"
    )
    salesmap.ok(
        "lead",
        "add",
        "A",
        "--company",
        "A Ltd",
        "--value",
        "70",
        SALESMAP_NOW="2026-11-02T09:00:00",
    )
    salesmap.ok("log", "A", "call", "spoke", SALESMAP_NOW="2026-11-03T09:00:00")
    salesmap.ok("lead", "win", "A", SALESMAP_NOW="2026-11-05T09:00:00")
    rows = {
        row["kind"]: row
        for row in salesmap.json("target", "show", SALESMAP_NOW="2026-11-11T09:00:00")
    }
    value = rows["value"]
    assert (
        value["target"],
        value["actual"],
        value["gap"],
        value["pace_needed"],
        value["projection"],
    ) == (210, 70, 140, 10, 210)
    assert value["progress"] == pytest.approx(1 / 3)
    assert (rows["count"]["actual"], rows["activity"]["actual"], rows["activity"]["owner"]) == (
        1,
        1,
        "Lin",
    )
    after = salesmap.json("target", "show", "--period", "2026", SALESMAP_NOW="2026-12-05T09:00:00")[
        0
    ]
    assert after["projection"] == after["actual"] and after["pace_needed"] is None
    assert (
        salesmap.json(
            "target", "show", "--as-of", "2026-11-04", "--all", SALESMAP_NOW="2026-12-05T09:00:00"
        )
        == []
    )
    salesmap.ok("target", "set", "300", "--period", "2026-11", "--owner", "LIN")
    assert len(salesmap.json("target", "show", "--all", "--kind", "value")) == 1, (
        "the same one, whatever the case"
    )
    salesmap.ok("target", "drop", "--period", "2026-11", "--owner", "lin")
    assert salesmap.run("target", "drop", "--period", "2026-11", "--owner", "lin").code == 3
    for wrong in (
        ["set", "x"],
        ["set", "-5"],
        ["set", "1.5", "--kind", "count"],
        ["set", "5", "--period", "x"],
        ["split", "person", "--among", "a=x"],
    ):
        assert salesmap.run("target", *wrong).code == 2, wrong


def test_a_quarter_into_months(salesmap: Salesmap) -> None:
    salesmap.ok("target", "set", "1000.01", "--period", "2026-Q4")
    salesmap.ok("target", "split", "month", "--period", "2026-Q4")
    months = [row for row in salesmap.json("target", "show", "--all") if row["period"] != "2026-Q4"]
    assert [row["period"] for row in months] == ["2026-10", "2026-11", "2026-12"]
    assert round(sum(row["target"] for row in months), 2) == 1000.01
    assert salesmap.run("target", "split", "month", "--period", "2026-11").code == 4
    last = date(2026, 12, 31)
    assert last - timedelta(days=91) == date(2026, 10, 1)


def test_split_by_team_as_large_as_each_is(salesmap: Salesmap) -> None:
    for name, team in (
        ("lin", "north"),
        ("ann", "North"),
        ("bo", "south"),
        ("cy", ""),
        ("dee", "north"),
    ):
        salesmap.ok("member", "add", name, *(["--team", team] if team else []), "--role", "admin")
    salesmap.ok("member", "leave", "dee")
    salesmap.ok("target", "set", "100", "--kind", "count")
    salesmap.ok("target", "split", "team", "--kind", "count")

    def shown() -> dict[str | None, int]:
        rows = salesmap.json("target", "show", "--kind", "count")
        return {row["team"]: row["target"] for row in rows}

    assert shown() == {None: 100, "north": 67, "south": 33}
    salesmap.ok("target", "split", "team", "--kind", "count", "--among", "north=1,south=3")
    assert shown() == {None: 100, "north": 25, "south": 75}
    salesmap.ok("undo")
    salesmap.ok("target", "split", "team", "--kind", "count", "--among", "north=1,south=0")
    assert shown()["north"] == 100
    salesmap.ok("undo")
    salesmap.ok("target", "split", "team", "--kind", "count", "--among", "north=1,south=3")
    assert_refused(
        salesmap.run("target", "split", "team", "--kind", "count", "--among", "west"),
        2,
        "north, south",
    )
    assert_refused(
        salesmap.run("target", "split", "team", "--kind", "count", "--team", "north"),
        4,
        "by person",
    )
    assert_refused(
        salesmap.run("target", "split", "team", "--kind", "count", "--among", "north=0"),
        2,
        "weights",
    )
    salesmap.ok("undo")
    assert shown() == {None: 100, "north": 67, "south": 33}
