"""Reviews: what a week or a month brought, what was promised in it and not kept, and what was resolved from review to review."""

import csv
import re
import shutil
from collections.abc import Sequence
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap
from openpyxl import load_workbook
from support.filled import team
from support.machine import browser

NASTY = "=1+1<img src=x onerror=alert(1)> & [red] | `x`"
KEYS = (
    "changes", "winrate", "came_in", "moved", "won", "lost", "lost_reasons", "people", "activity", "alarms", "promises", "targets",
    "ended_points", "open_points", "new_points", "issues",
)  # fmt: skip
TITLES = (
    "Pipeline movement", "Won and lost", "New leads", "Moved leads", "Won leads", "Lost leads", "Lost reasons", "Owners",
    "Activity", "Alarms", "Missed follow-ups", "Targets", "Closed action items", "Open from earlier reviews", "Open issues",
)  # fmt: skip


@pytest.fixture(scope="module")
def team_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("review")
    person = Salesmap(home / "test.db", home)
    person.ok("init")
    team.make(person, 8, 200)
    person.sql(
        "UPDATE stay SET outcome = 'lost' WHERE stage_id = 4 AND outcome = 'forward' AND lead_id % 5"
    )
    person.ok(
        "lead",
        "add",
        NASTY,
        "--owner",
        NASTY,
        "--source",
        NASTY,
        "--next",
        NASTY,
        "--due",
        "2026-11-17",
    )
    person.ok(
        "review",
        "add",
        NASTY,
        "--owner",
        NASTY,
        "--due",
        "2026-11-19",
        SALESMAP_NOW="2026-11-18T09:00:00",
    )
    person.ok("target", "set", "5000k", "--period", "2026-11")
    return person.db


@pytest.fixture
def database(newcomer: Salesmap, team_database: Path) -> Salesmap:
    shutil.copy(team_database, newcomer.db)
    return newcomer


def lines_of(path: Path) -> list[list[str]]:
    return list(csv.reader(StringIO(path.read_text(encoding="utf-8"), newline="")))


# What happened.


def test_a_panel_for_every_question(database: Salesmap) -> None:
    page = database.ok("review", "month").out
    assert page.startswith("Review of 2026-10\n2026-10-01 – 2026-10-31, compared with 2026-09\n")
    assert [line for line in page.splitlines() if line in TITLES] == list(TITLES)
    assert tuple(database.json("review", "month")) == KEYS
    assert database.run("review", "day").code == 2


@pytest.mark.parametrize("flags", [(), ("--owner", "ann")], ids=["all", "ann"])
def test_sums_are_those_of_the_reports(database: Salesmap, flags: Sequence[str]) -> None:
    shown = database.json("review", "week", "--period", "2026-10", *flags)

    def report(name: str, period: str, *by: str) -> list[dict[str, Any]]:
        return list(database.json("report", name, "--period", period, *by, *flags))

    for key, name, by in (("changes", "pipeline-changes", ()), ("winrate", "winrate", ()), ("people", "winrate", ("--by", "owner")),
                          ("lost_reasons", "lost-reasons", ()), ("activity", "activity", ())):  # fmt: skip
        for prefix, period in (("", "2026-10"), ("previous_", "2026-09")):
            rows = report(name, period, *by)
            seen = [
                {
                    column: row[f"{prefix}{column}" if f"{prefix}{column}" in row else column]
                    for column in rows[0]
                }
                for row in shown[key]
            ]
            assert [row for row in rows if row not in seen] == [], (key, period)
    both = {
        row["lost_reason"]
        for period in ("2026-09", "2026-10")
        for row in report("lost-reasons", period)
    }
    assert {row["lost_reason"] for row in shown["lost_reasons"]} == both, (
        "a reason that nobody gave again is shown, too"
    )


def test_lists_are_the_leads_behind_the_sums(database: Salesmap) -> None:
    shown = database.json("review", "month", "--period", "2026-10")
    came = database.sql(
        "SELECT id FROM lead WHERE created_on BETWEEN '2026-10-01' AND '2026-10-31' ORDER BY value_cents DESC, id"
    )
    assert [(row["id"],) for row in shown["came_in"]] == came
    for status in ("won", "lost"):
        ended = database.sql(
            "SELECT id, value_cents / 100, closed_on, lost_reason FROM lead WHERE status = ? AND closed_on BETWEEN '2026-10-01' AND '2026-10-31'"
            " ORDER BY value_cents DESC, id", status)  # fmt: skip
        assert [
            (row["id"], row["value"], row["closed_on"], row["lost_reason"]) for row in shown[status]
        ] == ended
    changes = {row["what"]: (row["leads"], row["value"]) for row in shown["changes"]}
    for key in ("came_in", "won", "lost"):
        assert changes[key] == (len(shown[key]), sum(row["value"] for row in shown[key])), key
    assert (
        changes["moved_on"][0] == len(shown["moved"]) == len({row["id"] for row in shown["moved"]})
    )


def test_where_leads_moved_from_and_to(salesmap: Salesmap) -> None:
    for name in ("Acme", "Bolt"):
        salesmap.ok(
            "lead",
            "add",
            name,
            "--company",
            name,
            "--value",
            "5",
            SALESMAP_NOW="2026-11-02T09:00:00",
        )
    for moment, *command in (
        ("2026-11-10T09:00:00", "lead", "advance", "Acme"), ("2026-11-17T09:00:00", "lead", "advance", "Acme"),
        ("2026-11-18T09:00:00", "lead", "advance", "Acme"), ("2026-11-19T09:00:00", "lead", "advance", "Acme", "--to", "needs"),
        ("2026-11-20T09:00:00", "lead", "lose", "Bolt", "--reason", "price"),
    ):  # fmt: skip
        salesmap.ok(*command, SALESMAP_NOW=moment)
    shown = salesmap.json("review", "week")
    assert [(row["what"], row["lead"], row["from_stage"], row["to_stage"]) for row in shown["moved"]] == [
        ("moved_on", "Acme", "needs", "quote"), ("moved_back", "Acme", "quote", "needs"),
    ]  # fmt: skip
    assert shown["lost_reasons"] == [
        {"lost_reason": "price", "lost": 1, "share": 1.0, "value_lost": 5, "previous_lost": 0, "previous_share": None, "previous_value_lost": 0}
    ]  # fmt: skip
    earlier = salesmap.json("review", "week", "--period", "2026-W46")["moved"]
    assert [(row["from_stage"], row["to_stage"]) for row in earlier] == [("lead", "needs")]


def test_promises_that_were_not_kept(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", SALESMAP_NOW="2026-11-02T09:00:00")
    for what, due in (("open", "2026-11-17"), ("late", "2026-11-18"), ("in time", "2026-11-18"), ("given up", "2026-11-18"),
                      ("earlier", "2026-11-12"), ("later", "2026-11-23")):  # fmt: skip
        salesmap.ok(
            "followup",
            "add",
            "Acme",
            what,
            "--due",
            due,
            "--owner",
            "ann",
            SALESMAP_NOW="2026-11-02T09:00:00",
        )
    salesmap.ok(
        "followup", "done", "2", SALESMAP_NOW="2026-11-21T00:30:00"
    )  # the day before in London
    salesmap.ok("followup", "done", "3", SALESMAP_NOW="2026-11-18T23:30:00")
    salesmap.ok("followup", "drop", "4")

    def broken(*flags: str) -> list[tuple[Any, ...]]:
        return [
            (row["what"], row["days_late"], row["state"])
            for row in salesmap.json("review", "week", *flags)["promises"]
        ]

    assert broken() == [("open", 6, "open"), ("late", 3, "done")]
    assert broken("--period", "2026-W46") == [("earlier", 11, "open")]
    assert broken("--period", "this-week") == [], "what is due today may still be kept"
    assert broken("--owner", "bo") == []
    assert "No follow-ups were due." in salesmap.ok("review", "week", "--owner", "bo").out
    salesmap.ok("followup", "add", "Acme", "kept", "--due", "2026-11-19", "--owner", "bo",
                SALESMAP_NOW="2026-11-02T09:00:00")  # fmt: skip
    salesmap.ok("followup", "done", "7", SALESMAP_NOW="2026-11-18T09:00:00")
    assert "No follow-up was missed." in salesmap.ok("review", "week", "--owner", "bo").out
    assert broken("--as-of", "2026-11-19T12:00") == [("earlier", 7, "open")], (
        "the last whole week then"
    )
    assert broken("--period", "2026-W47", "--as-of", "2026-11-19T12:00")[:2] == [
        ("open", 2, "open"),
        ("late", 1, "open"),
    ]


def test_targets_of_the_time(salesmap: Salesmap) -> None:
    for period in ("2026", "2026-Q4", "2026-11", "2026-10", "2026-W46", "2026-W47"):
        salesmap.ok("target", "set", "100", "--period", period)
    shown = {
        row["period"] for row in salesmap.json("review", "week", "--period", "2026-W46")["targets"]
    }
    assert shown == {"2026", "2026-Q4", "2026-11", "2026-W46"}
    shown = {
        row["period"] for row in salesmap.json("review", "month", "--period", "2026-11")["targets"]
    }
    assert shown == {"2026", "2026-Q4", "2026-11", "2026-W46", "2026-W47"}
    assert salesmap.json("review", "month", "--period", "2025-03")["targets"] == []
    assert [row["period"] for row in salesmap.json("target", "show")] == [
        "2026",
        "2026-Q4",
        "2026-11",
    ], "those running, as ever"


def test_alarms_and_issues(database: Salesmap) -> None:
    alarms = [row for row in database.json("kpi") if row["alarm"]]
    assert database.json("review", "week")["alarms"] == alarms
    database.ok("diagnose", "--apply", "out-of-hand", "--yes")
    assert [row["problem"] for row in database.json("review", "week")["issues"]] == ["out-of-hand"]
    assert (
        "The negotiation gets out of hand" in database.ok("review", "week").out.split(TITLES[-1])[1]
    )


# Which time.


def test_any_time(database: Salesmap) -> None:
    for flags, title in (
        (("week",), "2026-W47"), (("month",), "2026-10"), (("week", "--period", "2026-Q4"), "2026-Q4"), (("month", "--period", "2026"), "2026"),
        (("week", "--since", "2026-11-02", "--until", "2026-11-08"), "2026-W45"),
        (("month", "--since", "2026-11-03"), "2026-11-03…2026-11-23"),
    ):  # fmt: skip
        assert database.ok("review", *flags).out.startswith(f"Review of {title}\n"), flags
    since = database.json("review", "week", "--since", "2026-11-02", "--until", "2026-11-08")
    assert since == database.json("review", "week", "--period", "2026-W45")
    for flags in (("--until", "2026-11-08"), ("--since", "2026-11-08", "--until", "2026-11-01"), ("--since", "2026-11-24"),
                  ("--period", "2026-11", "--since", "2026-11-01"), ("--period", "someday")):  # fmt: skip
        refused = database.run("review", "week", *flags)
        assert (refused.code, refused.out, refused.err.count("\n")) == (2, "", 1), flags


# Points.


def test_a_point_from_its_beginning_to_its_end(salesmap: Salesmap) -> None:
    assert salesmap.ok(
        "review", "add", "Call lost customers", "--owner", "ann", "--due", "fri"
    ).out == ("Action item 1: Call lost customers, due 2026-11-27.\n")
    made = salesmap.json("review", "add", "New price list", "--due", "2026-11-20")
    assert (made["id"], made["state"], made["owner"], made["days_overdue"]) == (2, "open", None, 3)
    salesmap.ok("review", "add", "Third")
    assert [(row["id"], row["days_overdue"]) for row in salesmap.json("review", "points")] == [
        (2, 3),
        (1, 0),
        (3, None),
    ]
    assert [row["id"] for row in salesmap.json("review", "points", "--owner", "Ann")] == [1]
    assert (
        salesmap.ok("review", "done", "1", "--note", "they came back").out
        == "Done: action item 1, Call lost customers.\n"
    )
    assert salesmap.json("review", "drop", "3", "--note", "no use")["state"] == "dropped"
    assert [row["id"] for row in salesmap.json("review", "points")] == [2]
    every = {
        row["id"]: (row["state"], row["note"]) for row in salesmap.json("review", "points", "--all")
    }
    assert every == {2: ("open", None), 1: ("done", "they came back"), 3: ("dropped", "no use")}
    for command in (("done", "1"), ("drop", "1"), ("done", "3")):
        assert salesmap.run("review", *command).code == 4
    assert salesmap.run("review", "done", "9").code == 3
    assert salesmap.run("review", "add", " ").code == 2
    assert salesmap.run("review", "add", "x", "--due", "04/07/2026").code == 2
    assert (
        salesmap.ok("review", "points", "--fields", "id,what", "--format", "csv").out
        == "id,what\n2,New price list\n"
    )


def test_each_step_of_a_point_is_undone_by_one(salesmap: Salesmap) -> None:
    salesmap.ok("review", "add", "Call")
    salesmap.ok("review", "done", "1", "--note", "n")
    assert [row["summary"] for row in salesmap.json("history")] == [
        "Completed action item Call",
        "Added action item Call",
    ]
    salesmap.ok("undo")
    assert [(row["state"], row["note"]) for row in salesmap.json("review", "points")] == [
        ("open", None)
    ]
    salesmap.ok("review", "drop", "1")
    salesmap.ok("undo")
    salesmap.ok("undo", "1")
    assert salesmap.json("review", "points", "--all") == []
    salesmap.ok("redo")
    assert len(salesmap.json("review", "points")) == 1
    assert salesmap.run("db", "check").code == 0


def test_points_are_carried_over_until_they_are_done(salesmap: Salesmap) -> None:
    salesmap.ok("review", "add", "Call", "--due", "2026-11-13", SALESMAP_NOW="2026-11-10T09:00:00")
    salesmap.ok("review", "add", "Price list", SALESMAP_NOW="2026-11-18T09:00:00")
    salesmap.ok("review", "done", "1", "--note", "done at last", SALESMAP_NOW="2026-11-22T23:59:59")
    salesmap.ok("review", "add", "Of today")

    def shown(week: str, *flags: str) -> tuple[list[Any], list[Any]]:
        panels = salesmap.json("review", "week", "--period", week, *flags)
        return [(row["what"], row["days_overdue"]) for row in panels["open_points"]], [
            row["what"] for row in panels["ended_points"]
        ]

    assert shown("2026-W45") == ([], [])
    assert shown("2026-W46") == ([("Call", 2)], []), (
        "as it was at the end of that week, whatever came later"
    )
    assert shown("2026-W47") == ([("Price list", None)], ["Call"])
    assert shown("2026-W48") == ([("Price list", None), ("Of today", None)], [])
    assert shown("2026-W47", "--as-of", "2026-11-19") == ([("Call", 6), ("Price list", None)], [])
    assert shown("2026-W47", "--owner", "ann") == ([], [])
    assert [row["what"] for row in salesmap.json("review", "week")["new_points"]] == ["Of today"], (
        "the meeting that looks back resolves"
    )
    page = salesmap.ok("review", "week").out
    assert "1\tfinished\tCall" in page.split("Closed action items")[1].split("Open from")[0]
    points = salesmap.json(
        "review", "points", "--as-of", "2026-11-15", "--fields", "what,days_overdue,state"
    )
    assert points == [{"what": "Call", "days_overdue": 2, "state": "open"}]


# How it is written.


def test_long_lists_are_cut_with_a_word(database: Salesmap) -> None:
    count = len(database.json("review", "month")["came_in"])
    assert count > 20
    heading = f"New leads (20 of {count})"
    for format in ("table", "markdown"):
        assert heading in database.ok("review", "month", "--format", format).out
    database.ok("review", "month", "--html", "review.html")
    assert heading in (database.home / "review.html").read_text(encoding="utf-8")
    assert heading not in database.ok("review", "month").out, "nothing is cut in a pipe"
    assert "(3 of " in database.ok("review", "month", "--limit", "3").out
    assert not re.search(
        r"(?m)^## .*\d of \d",
        database.ok("review", "month", "--format", "markdown", "--limit", "0").out,
    )


def test_every_form_tells_the_same(database: Salesmap) -> None:
    command = ("review", "month", "--period", "2026-11")
    shown = database.json(*command)
    database.ok(*command, "--export", "review.xlsx", "--overwrite")
    database.ok(*command, "--export", "review", "--html", "review.html", "--limit", "0")
    workbook = load_workbook(BytesIO((database.home / "review.xlsx").read_bytes()))
    assert tuple(workbook.sheetnames) == KEYS
    assert {path.stem for path in (database.home / "review").iterdir()} == set(KEYS)
    for key, rows in shown.items():
        sheet = list(workbook[key].values)
        lines = lines_of(database.home / f"review/{key}.csv")
        assert lines[0] == list(sheet[0]), key
        assert len(lines) == len(sheet) == len(rows) + 1, key
        for row, cells, line in zip(rows, sheet[1:], lines[1:], strict=True):
            assert list(row) == lines[0], key
            for name, cell, text in zip(row, cells, line, strict=True):
                if isinstance(row[name], int | float) and not isinstance(row[name], bool):
                    assert (float(text), cell) == (
                        row[name],
                        pytest.approx(row[name], rel=1e-15),
                    ), (key, name)
                elif row[name] is None:
                    assert (text, cell) == ("", None), (key, name)
    markdown = database.ok(*command, "--format", "markdown", "--limit", "0").out
    page = (database.home / "review.html").read_text(encoding="utf-8")
    sections = {
        section.split("</h2>")[0].removeprefix("<h2>"): section
        for section in re.split(r"<section[^>]*>", page)[1:]
    }
    parts = markdown.split("\n## ")[1:]
    assert len(parts) == len(sections) == len(KEYS)
    for part in parts:
        title = part.splitlines()[0]
        assert max(0, part.count("\n| ") - 2) == max(0, sections[title].count("<tr>") - 1), title
    for row in shown["won"]:
        assert f"{row['value']:,} |" in markdown and f">{row['value']:,}<" in page


def test_headline_figures(database: Salesmap) -> None:
    """Those of the panels, beside the previous period: on the page, in Markdown and at a terminal."""
    command = ("review", "month", "--period", "2026-11")
    shown = database.json(*command)
    (closed,) = shown["winrate"]
    moved = {row["what"]: row for row in shown["changes"]}
    expected = {
        "New leads": f"{moved['came_in']['leads']}",
        "Won leads": f"{closed['won']}",
        "Value won (CNY)": f"{closed['value_won']:,}",
        "Lost leads": f"{closed['lost']}",
        "Win rate": f"{closed['rate']:.1%}",
        "Open at end": f"{moved['open_after']['leads']}",
        "Missed follow-ups": f"⚠ {len(shown['promises'])}",
    }
    database.ok(*command, "--html", "review.html")
    page = (database.home / "review.html").read_text(encoding="utf-8")
    tiles = re.findall(r'<div class="tile[^"]*"><h2>(.*?)</h2><strong[^>]*>(.*?)</strong><p>(.*?)</p>', page)  # fmt: skip
    assert {title: figure for title, figure, _beside in tiles} == expected
    beside = {title: text for title, _figure, text in tiles}
    assert beside["Won leads"] == f"Previous {closed['previous_won']}"
    assert beside["Win rate"] == f"Previous {closed['previous_rate']:.1%}"
    assert beside["New leads"] == (
        f"Previous {moved['came_in']['previous_leads']} · Value CNY {moved['came_in']['value']:,}"
    )
    for format in ("table", "markdown"):
        printed = database.ok(*command, "--format", format).out
        assert f"Won leads {closed['won']} (Previous {closed['previous_won']})" in printed
    steps = re.findall(r'<p class="line"><span>(.*?)</span> <b>(.*?)</b></p>', page)
    names = [row["what"] for row in shown["changes"][:8]]
    assert [text for _name, text in steps] == [
        f"{moved[name]['leads']} {'lead' if moved[name]['leads'] == 1 else 'leads'} · CNY {moved[name]['value']:,}"
        for name in names
    ]
    bars = re.findall(r'<rect class="(?:came|won|lost)" x="([\d.]+)%" width="([\d.]+)%"', page)
    ends = {name: float(x) + float(width) for name, (x, width) in zip(names, bars, strict=True)}
    assert ends["open_before"] == pytest.approx(float(bars[1][0]), abs=0.02), (
        "where the next begins"
    )


def test_an_export_that_cannot_be(database: Salesmap) -> None:
    (database.home / "taken").write_text("mine")
    for path in ("taken", "review.csv", "review.html"):
        refused = database.run("review", "week", "--export", path)
        assert (refused.code, refused.err.count("\n")) == (2, 1), path
    assert (database.home / "taken").read_text() == "mine"
    assert not (database.home / "review.csv").exists()
    assert database.run("review", "week", "--export", "no/folder.xlsx").code == 5
    assert database.run("review", "week", "--export", "x.xlsx", "--format", "json").code == 2
    assert database.run("review", "week", "--format", "csv").code == 2


def test_hostile_words_stay_words(database: Salesmap) -> None:
    database.ok("lead", "lose", "201", "--reason", NASTY, "--keep-followups")
    command = ("review", "week", "--period", "2026-W47")
    now = ("review", "week", "--period", "2026-W48")
    shown = database.json(*command)
    assert shown["open_points"][0]["what"] == shown["promises"][0]["what"] == NASTY
    for line in (command, now):
        markdown = database.ok(*line, "--format", "markdown", "--owner", NASTY).out
        assert (
            NASTY not in markdown
            and r"\<img src=x onerror=alert(1)\>" in markdown
            and r"\|" in markdown
            and r"\`x\`" in markdown
        )
        database.ok(*line, "--html", "review.html", "--overwrite", "--owner", NASTY)
        page = (database.home / "review.html").read_text(encoding="utf-8")
        assert "<img" not in page and "<script" not in page and "&lt;img src=x" in page
        database.ok(*line, "--export", "review.xlsx", "--overwrite")
        sheets = load_workbook(database.home / "review.xlsx")
        cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
        assert not [cell for cell in cells if cell.data_type == "f"]
        assert any(cell.value == NASTY for cell in cells)
        database.ok(*line, "--export", "folder", "--overwrite")
        texts = [
            cell
            for path in (database.home / "folder").iterdir()
            for row in lines_of(path)
            for cell in row
        ]
        assert f"'{NASTY}" in texts and not [
            text for text in texts if text.startswith(("=", "+", "@"))
        ]
    assert NASTY in database.ok("review", "points", "--format", "table", COLUMNS="300").out
    assert (
        database.ok("review", "points", "--format", "csv", "--fields", "what").out
        == f"what\n'{NASTY}\n"
    )


def test_in_chinese(database: Salesmap) -> None:
    page = database.ok("review", "week", SALESMAP_LANG="zh").out
    assert page.startswith("2026-W47 复盘\n2026-11-16 至 2026-11-22，对比 2026-W46\n")
    assert "逾期跟进" in page and "此前复盘遗留" in page
    assert not [title for title in TITLES if title in page]
    assert "（共 " in database.ok("review", "month", "--format", "markdown", SALESMAP_LANG="zh").out
    assert (
        database.ok("review", "add", "回访输单客户", "--due", "周五", SALESMAP_LANG="zh").out
        == "改进事项 2：回访输单客户，2026-11-27 到期。\n"
    )
    assert (
        database.ok("review", "done", "2", SALESMAP_LANG="zh").out
        == "已完成改进事项 2：回访输单客户。\n"
    )
    assert "已完成" in database.ok("review", "points", "--all", SALESMAP_LANG="zh").out
    english, chinese = (
        database.json("review", "week"),
        database.json("review", "week", SALESMAP_LANG="zh"),
    )
    assert {key: [list(row) for row in rows] for key, rows in english.items()} == {
        key: [list(row) for row in rows] for key, rows in chinese.items()
    }
    assert english["won"] == chinese["won"] and english["open_points"] == chinese["open_points"]


@pytest.mark.skipif(browser.found() is None, reason="no Chromium on this machine")
def test_in_a_browser(database: Salesmap, tmp_path: Path) -> None:
    database.ok(
        "review", "month", "--period", "2026-11", "--html", "review.html", SALESMAP_LANG="zh"
    )
    with browser.opened((database.home / "review.html").as_uri(), tmp_path / "browser") as page:
        assert page.run("document.querySelectorAll('section').length") == len(KEYS)
        assert NASTY in page.run("document.body.innerText")
        assert page.hidden_parts() == {}
        page.seen(1200)
        tallest = "Math.max(...[...document.querySelectorAll('td')].map(cell => cell.offsetHeight))"
        assert page.run(tallest) < 150, "no column is squeezed to a character a line"


def test_an_empty_book_has_a_review(salesmap: Salesmap) -> None:
    page = salesmap.ok("review", "week").out
    for word in (
        "No new leads.",
        "No leads moved.",
        "No leads were won.",
        "No leads were lost.",
        "No action items are open.",
        "No follow-ups were due.",
    ):
        assert word in page
    salesmap.ok("review", "week", "--export", "review.xlsx", "--html", "review.html")
    assert salesmap.ok("review", "points").out.count("\n") == 1
