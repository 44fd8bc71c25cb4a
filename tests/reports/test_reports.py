"""Reports against figures worked out by hand, against each other, and against the truth of real data sets."""

import json
import re
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from conftest import Salesmap
from rich.cells import cell_len
from support.filled import team
from support.filled.contracted import contract_leads
from support.filled.quoted import quote_leads

from salesmap.core.clock import Clock
from salesmap.reports.catalogue.catalogue import REPORTS
from salesmap.reports.catalogue.compare import compare
from salesmap.reports.catalogue.explain import explain
from salesmap.reports.query.dimensions import DIMENSIONS
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope


def test_report_by(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--owner", "mei", "--company", "Acme", "--value", "5")
    salesmap.ok("lead", "win", "A")
    for dimension, value in (
        ("owner", "mei"),
        ("customer", "Acme"),
        ("month", "2026-11"),
        ("source", None),
    ):
        (row,) = salesmap.json("report", "winrate", "--by", dimension)
        assert (row[dimension], row["won"], row["rate"]) == (value, 1, 1.0)
    assert {row["report"] for row in salesmap.json("report", "list")} == set(REPORTS)
    assert salesmap.run("report", "winrate", "--by", "nix").code == 2


# Every report.


@pytest.fixture(scope="module")
def team_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A team's database with tags, regions and custom fields, made once."""
    home = tmp_path_factory.mktemp("reports")
    person = Salesmap(home / "test.db", home)
    person.ok("init")
    team.make(person, 5, 260)
    person.sql(
        "UPDATE lead SET region = CASE id % 3 WHEN 0 THEN 'East' WHEN 1 THEN '华东' END, product = 'P' || (id % 4)"
    )
    person.sql("UPDATE lead SET fields = json_object('size', CAST(id % 5 AS TEXT)) WHERE id % 7")
    person.sql("INSERT INTO custom_field (key) VALUES ('size')")
    person.sql("INSERT INTO lead_tag (lead_id, tag) SELECT id, 'hot' FROM lead WHERE id % 4 = 0")
    person.sql(
        "INSERT INTO rating (customer_id, lead_id, scale, score, owner, at, rated_on, actor, recorded_at, version)"
        " SELECT customer_id, id, CASE id % 2 WHEN 0 THEN 'nps' ELSE 'csat5' END, id % 5 + 1, owner, created_at, created_on, 'ann', created_at, 1"
        " FROM lead WHERE customer_id IS NOT NULL AND status <> 'dropped'"
    )
    person.sql(
        "UPDATE lead SET referred_by_customer_id = (SELECT min(c.id) FROM customer c WHERE c.id <> lead.customer_id) WHERE id % 3 = 0"
    )
    person.sql(
        "INSERT INTO ticket (customer_id, priority, text, owner, is_ours, opened_at, opened_on, response_due, solution_due, responded_at,"
        " resolved_at, resolved_on, response_secs, solution_secs, recorded_at, version)"
        " SELECT customer_id, CASE id % 3 WHEN 0 THEN 'high' ELSE 'normal' END, 'Pump leaks', owner, id % 7 = 0, created_at, created_on,"
        " created_on || 'T23:00:00Z', created_on || 'T23:30:00Z', created_on || 'T23:1' || (id % 9) || ':00Z',"
        " CASE WHEN id % 4 THEN created_on || 'T23:15:00Z' END, CASE WHEN id % 4 THEN created_on END,"
        " CASE WHEN id % 7 THEN id % 50 * 60 END, CASE WHEN id % 4 THEN id % 90 * 60 END, created_at, 1"
        " FROM lead WHERE customer_id IS NOT NULL AND status <> 'dropped'"
    )
    person.sql(
        "INSERT INTO ticket_event (ticket_id, kind, at, is_human, actor, recorded_at)"
        " SELECT id, 'replied', responded_at, 1, 'ann', recorded_at FROM ticket"
        " UNION ALL SELECT id, 'resolved', resolved_at, 1, 'ann', recorded_at FROM ticket WHERE resolved_at IS NOT NULL"
    )
    person.sql(
        "INSERT INTO care_visit (customer_id, kind, at, visited_on, due_on, actor, recorded_at, version)"
        " SELECT customer_id, 'call', created_at, created_on, created_on, 'ann', created_at, 1"
        " FROM lead WHERE customer_id IS NOT NULL AND id % 2"
    )
    quote_leads(person.db, 260)
    contract_leads(person.db)
    return person.db


@pytest.fixture
def database(newcomer: Salesmap, team_database: Path) -> Salesmap:
    shutil.copy(team_database, newcomer.db)
    return newcomer


ADDED_UP = {
    "funnel": ("now", "now_value", "reached", "advanced", "lost"), "deal-size": ("count", "total"), "quiet": ("leads", "value"),
    "winrate": ("won", "lost", "value_won", "value_lost"), "cycle": ("count",), "conversion": ("reached", "onwards"), "stages": ("stays", "now"),
    "velocity": ("open",), "months": ("created", "won", "lost", "value_won"), "lost-reasons": ("lost", "value_lost"),
    "next-steps": ("open", "with_next"), "followup-rate": ("assigned", "followed"), "response-time": ("answered", "waiting"), "activity": ("count",), "aging": ("leads", "value"),
    "pipeline-changes": ("leads", "value"), "cohort": ("leads", "won"),
    "quotes": ("sent", "accepted", "declined", "expired", "open", "value_accepted"),
    "negotiation": ("quotes", "revised", "revisions", "price_only", "with_return", "bids", "won", "lost"),
    "discounts": ("quotes", "won", "lost"),
    "collections": ("contracts", "amount", "received", "due", "received_due", "overdue"), "dso": ("receivables", "invoiced"),
    "receivables": ("not_due", "d1_30", "d31_60", "d61_90", "over_90", "overdue"), "milestones": ("due", "done", "on_time", "late"),
    "cash": ("expected", "low", "high", "parts"), "renewals": ("ended", "renewed", "value"),
    "repurchase": ("customers", "repeat", "purchases"), "rfm": ("customers", "value"), "abc": ("customers", "value"),
    "handoffs": ("handoffs", "back", "untouched"), "workload": ("leads", "followups", "overdue", "due_week", "without_next", "value"),
    "satisfaction": ("n", "low"), "care": ("due", "done"), "referrals": ("leads", "won", "value_won"), "tickets": ("opened", "resolved", "breached", "contradictory"),
    **dict.fromkeys(("sources", "regions", "owners", "products", "customers"), ("leads", "open", "won", "lost", "value_open", "value_won")),
}  # fmt: skip
"""The figures of each report whose parts add up to the whole."""

SHANGHAI = ZoneInfo("Asia/Shanghai")
LATER = Clock(fixed=datetime(2026, 12, 20, 9, tzinfo=SHANGHAI), zone=SHANGHAI)
"""When some have gone quiet."""


@pytest.fixture
def query(team_database: Path) -> Iterator[ReportQuery]:
    """A query of the team's database by the functions that the command line calls: hundreds take a second."""
    connection = sqlite3.connect(team_database)
    yield ReportQuery(connection, LeadScope(), LATER, "en", days=30)
    connection.close()


def answer(
    query: ReportQuery, name: str, by: str = "", definition: str | None = None
) -> list[dict[str, Any]]:
    dimensions = tuple(filter(None, by.split(","))) or REPORTS[name].by
    return REPORTS[name].run(query._replace(by=dimensions, definition=definition)).dicts()


def explanation(
    query: ReportQuery, name: str, by: str = "", definition: str | None = None
) -> list[dict[str, Any]]:
    question = query._replace(
        by=tuple(filter(None, by.split(","))) or REPORTS[name].by, definition=definition
    )
    return explain(question, REPORTS[name], REPORTS[name].run(question)).dicts()


def test_every_report_is_found_under_its_name() -> None:
    assert [report.name for report in REPORTS.values()] == list(REPORTS)


def test_every_report_adds_up() -> None:
    assert set(ADDED_UP) == set(REPORTS)


@pytest.mark.parametrize("name", ADDED_UP)
def test_parts_add_up_to_the_whole(query: ReportQuery, name: str) -> None:
    """By whatever dimension, or two of them: what the groups tell is the whole, each lead in one of them."""
    whole = totals(
        answer(query, name, "pipeline" if REPORTS[name].by or name == "quiet" else ""), name
    )
    assert any(whole.values())
    for dimension in (*DIMENSIONS, "size", "owner,source", "month,size", "tag,week,owner"):
        if name == "months" and "month" in dimension:
            continue
        if name == "care" and {"month", "week", "quarter", "year"} & set(dimension.split(",")):
            continue  # a customer counts once in each time in which care fell due
        rows = answer(query, name, dimension)
        assert totals(rows, name) == whole, dimension
        assert rows and list(rows[0])[: dimension.count(",") + 1] == dimension.split(",")


def totals(rows: list[dict[str, Any]], name: str) -> dict[str, float]:
    if (
        name == "cohort"
    ):  # a line for each month in which some were won, the last of which has them all
        last = {
            tuple(
                value for key, value in row.items() if key not in ("months_later", "won", "share")
            ): row
            for row in rows
        }
        rows = list(last.values())
    return {figure: round(sum(row[figure] or 0 for row in rows), 2) for figure in ADDED_UP[name]}


EXPLAINED = [
    (name, by, definition)
    for name, report in REPORTS.items()
    for definition in (None, *report.definitions)
    for by in ("", "owner", "source,size")
]


@pytest.mark.parametrize(("name", "by", "definition"), EXPLAINED)
def test_every_figure_is_explained(
    query: ReportQuery, name: str, by: str, definition: str | None
) -> None:
    """Each number of each row: its formula gives it, its leads are those who are counted or whose values are added up."""
    rows, told = answer(query, name, by, definition), explanation(query, name, by, definition)
    record = REPORTS[name].record
    values = dict(
        query.connection.execute("SELECT id, coalesce(value_cents, 0) / 100.0 FROM lead").fetchall()
    )
    for row in told:
        assert row["definition"] and row["formula"] and "{" not in row["formula"]
        behind = row[f"{record}_ids"]
        assert row[f"{record}s"] == len(behind) == len(set(behind))
        shared = [
            field
            for field in row
            if field in rows[0] and field not in ("value", f"{record}s", "figure")
        ]
        (of,) = [each for each in rows if all(each[field] == row[field] for field in shared)]
        value = of[row["figure"]]
        assert value == row["value"]
        if row["formula"].startswith(f"number of {record}s = "):
            assert value == len(behind), row
        elif row["formula"].startswith("sum of values (n = "):
            assert value == pytest.approx(sum(values[lead] for lead in behind)), row
        elif row["formula"] == f"sum of amounts (contracts: {len(behind)})":
            assert bool(value) <= bool(behind), row
        elif re.fullmatch(r"[-\d.,e+ ÷×()]+", row["formula"]):
            worked_out = eval(row["formula"].replace(",", "").replace("÷", "/").replace("×", "*"))
            assert value == pytest.approx(worked_out, rel=2e-3), row
        else:
            assert value is None or behind or not value, row
    figures = [
        column
        for column, value in rows[0].items()
        if isinstance(value, int | float) and column not in NOT_FIGURES
    ]
    assert {row["figure"] for row in told} >= set(figures), "every number of the report"


def test_explained_at_the_command_line(database: Salesmap) -> None:
    told = database.json("report", "winrate", "--by", "owner", "--explain")
    assert [row["value"] for row in told if row["figure"] == "rate"] == [
        row["rate"] for row in database.json("report", "winrate", "--by", "owner")
    ]
    chinese = database.json("report", "winrate", "--by", "owner", "--explain", SALESMAP_LANG="zh")
    assert [row["lead_ids"] for row in chinese] == [row["lead_ids"] for row in told]
    page = database.ok("report", "winrate", "--by", "owner", "--explain", "--format", "table").out
    assert "ann · Win rate  " in page and "  = " in page
    assert (
        "--format json" in database.ok("report", "owners", "--explain", "--format", "table").out
    ), "long lists end with a word"


def test_an_empty_database_has_every_report(salesmap: Salesmap) -> None:
    connection = sqlite3.connect(salesmap.db)
    query = ReportQuery(connection, LeadScope(), LATER, "en")
    for name, report in REPORTS.items():
        for by in ("", "owner", "month,source"):
            for definition in (None, *report.definitions):
                assert not any(
                    row[f"{report.record}_ids"] for row in explanation(query, name, by, definition)
                ), name
        compare(report.run(query._replace(by=report.by)), report.run(query._replace(by=report.by)))
    connection.close()
    assert (
        salesmap.json("report", "cycle", "--explain")
        == []
        == salesmap.json("report", "quiet", "--explain")
    )


NOT_FIGURES = ("id", "value", "threshold", "alarm", "months_later", "r", "f", "m")
"""Numbers that a report does not work out."""


def test_the_funnel_is_explained(database: Salesmap) -> None:
    rows = {row["stage"]: row for row in database.json("funnel", "--owner", "ann")}
    told = {
        (row["stage"], row["figure"]): row
        for row in database.json("funnel", "--owner", "ann", "--explain")
    }
    for stage, row in rows.items():
        for figure in ("now", "reached", "advanced", "lost"):
            if row[figure] is not None:
                assert told[stage, figure]["leads"] == row[figure], (stage, figure)
    assert (
        told["lead", "conversion"]["formula"]
        == f"{rows['needs']['reached']} ÷ {rows['lead']['reached']}"
    )
    assert told["won", "now"]["lead_ids"] == [
        id
        for (id,) in database.sql(
            "SELECT id FROM lead WHERE status = 'won' AND owner = 'ann' ORDER BY id"
        )
    ]


def test_leads_behind_a_figure_are_its_leads(database: Salesmap) -> None:
    (rate,) = [
        row
        for row in database.json(
            "report", "winrate", "--explain", "--period", "2026-10", "--owner", "ann"
        )
        if row["figure"] == "rate"
    ]
    where = "status IN ('won', 'lost') AND closed_on LIKE '2026-10-%' AND owner = 'ann'"
    assert rate["lead_ids"] == [
        id for (id,) in database.sql(f"SELECT id FROM lead WHERE {where} ORDER BY id")
    ]
    won = database.sql(f"SELECT count(*) FROM lead WHERE {where} AND status = 'won'")[0][0]
    assert rate["formula"] == f"{won} ÷ ({won} + {rate['leads'] - won})"
    aged = {
        row["age"]: row["lead_ids"]
        for row in database.json("report", "aging", "--explain")
        if row["figure"] == "leads"
    }
    day = (date(2026, 11, 23) - timedelta(days=7)).isoformat()
    assert aged["0-7"] == [
        id
        for (id,) in database.sql(
            "SELECT id FROM lead WHERE status = 'open' AND created_on >= ? ORDER BY id", day
        )
    ]


def test_fields_of_ones_own_go_by_any_case(database: Salesmap) -> None:
    assert [row["Size"] for row in database.json("report", "owners", "--by", "Size")] == [
        row["size"] for row in database.json("report", "owners", "--by", "size")
    ]
    assert database.json("lead", "list", "SIZE=3") == database.json("lead", "list", "size=3") != []


def test_filters_and_periods_narrow(database: Salesmap) -> None:
    (rows,) = database.sql(
        "SELECT count(*) FROM lead WHERE status = 'won' AND value_cents > 10000000 AND source = 'web' AND closed_on LIKE '2026-09%'"
    )
    (told,) = database.json(
        "report", "winrate", "value>100000", "source=web", "--period", "2026-09"
    )
    assert told["won"] == rows[0]
    assert database.json("report", "winrate", "--period", "2026-Q3") == database.json(
        "report", "winrate", "--since", "2026-07-01", "--until", "2026-09-30"
    )
    (both,) = database.json("report", "winrate", "--period", "2026-10", "--compare", "previous")
    (before,) = database.json("report", "winrate", "--period", "2026-09")
    assert {f"previous_{name}": value for name, value in before.items()}.items() <= both.items()
    for wrong in (["nix"], ["winrate", "--by", "nix"], ["winrate", "nix=1"], ["winrate", "--period", "2026-13"], ["winrate", "--def", "nix"],
                  ["winrate", "--compare", "previous"], ["winrate", "--status", "nix"],
                  ["winrate", "--stage", "nix"], ["funnel", "--pipeline", "nix"]):  # fmt: skip
        assert database.run("report", *wrong).code == 2, wrong


def test_every_filter_of_a_list_narrows(database: Salesmap) -> None:
    """Whatever `lead list` can be narrowed by narrows the reports to the same leads."""
    for options in (["--stage", "quote"], ["--tag", "hot"], ["--search", "Company 7"], ["pipeline=six-stage"], ["size=3", "value>50k"],
                    ["--status", "won"], ["--tag", "hot", "--region", "east", "tag!=cold", "--status", "lost"]):  # fmt: skip
        listed = len(
            database.json(
                "lead",
                "list",
                *([] if "--status" in options else ["--status", "all"]),
                *options,
                "--limit",
                "0",
            )
        )
        assert (
            sum(row["leads"] for row in database.json("report", "owners", *options)) == listed > 0
        ), options
        assert database.json("report", "funnel", *options)[0]["reached"] == listed


def test_what_there_was_only_before_is_compared_too(salesmap: Salesmap) -> None:
    for month, source in (("10", "fair"), ("11", "web")):
        salesmap.ok(
            "lead", "add", source, "--source", source, SALESMAP_NOW=f"2026-{month}-05T09:00:00"
        )
    rows = salesmap.json("report", "sources", "--period", "2026-11", "--compare", "previous")
    assert [(row["source"], row["leads"], row["previous_leads"]) for row in rows] == [
        ("web", 1, 0),
        ("fair", 0, 1),
    ]


def test_the_pipeline_reconciles(database: Salesmap) -> None:
    for period in ("2026-09", "2026-W46", "2026"):
        told = {
            row["what"]: row
            for row in database.json("report", "pipeline-changes", "--period", period)
        }
        for figure in ("leads", "value"):
            ends = sum(told[what][figure] for what in ("won", "lost", "dropped"))
            assert (
                told["open_before"][figure] + told["came_in"][figure] - ends
                == told["open_after"][figure]
            ), (period, figure)


def test_what_slipped(salesmap: Salesmap) -> None:
    at = [{"SALESMAP_NOW": f"2026-11-{day:02}T09:00:00"} for day in range(1, 29)]
    for name in ("A", "B", "C"):
        salesmap.ok("lead", "add", name, "--close", "2026-11-20", **at[1])
    salesmap.ok("lead", "edit", "A", "--close", "2026-12-20", **at[10])
    salesmap.ok("lead", "edit", "B", "--close", "2026-11-18", **at[10])
    salesmap.ok("lead", "edit", "C", "--close", "2026-12-01", **at[20])
    for until, count in (("2026-11-15", 1), ("2026-11-25", 2)):
        rows = salesmap.json(
            "report", "pipeline-changes", "--since", "2026-11-05", "--until", until, **at[25]
        )
        assert [row["leads"] for row in rows if row["what"] == "slipped"] == [count]


def test_medians_of_stages(database: Salesmap) -> None:
    for rows, condition in (
        (database.json("report", "stages"), "1"),
        (database.json("report", "stages", "--owner", "bo"), "l.owner = 'bo'"),
    ):
        for row in rows:
            lengths = [secs / 86_400 for (secs,) in database.sql(
                "SELECT y.secs FROM stay y JOIN stage s ON s.id = y.stage_id JOIN lead l ON l.id = y.lead_id"
                f" WHERE s.key = ? AND y.secs IS NOT NULL AND y.counted = 1 AND {condition}", row["stage"])]  # fmt: skip
            assert row["stays"] == len(lengths)
            assert row["median_days"] == (pytest.approx(median(lengths)) if lengths else None)


def test_losing_converts_nothing_in_any_report(salesmap: Salesmap) -> None:
    for name in "ABCD":
        salesmap.ok("lead", "add", name)
        salesmap.ok("lead", "lose", name, "--reason", "price")
    assert [row["conversion"] for row in salesmap.json("report", "conversion")] == [
        0.0,
        None,
        None,
        None,
        None,
    ]
    assert salesmap.json("report", "conversion", "--def", "left")[0] == {
        "stage": "lead",
        "onwards": 0,
        "lost": 4,
        "conversion": 0.0,
    }
    (rate,) = salesmap.json("report", "winrate")
    assert (rate["won"], rate["lost"], rate["rate"]) == (0, 4, 0.0)
    assert salesmap.json("report", "velocity")[0]["per_day"] is None
    assert salesmap.json("report", "lost-reasons") == [
        {"lost_reason": "price", "lost": 4, "share": 1.0, "value_lost": 0}
    ]


def test_the_truth_of_real_deals(salesmap: Salesmap, shared: Path) -> None:
    """The figures that were worked out beside the data, by every dimension."""
    truth = json.loads((shared / "data/maven/truth.json").read_text(encoding="utf-8"))
    salesmap.ok(
        "lead",
        "import",
        str(shared / "data/maven/sales_pipeline.csv"),
        "--stage-map",
        "Engaging=quote",
    )
    now = {"SALESMAP_NOW": "2017-12-31T12:00:00"}
    owners = {row["owner"]: row for row in salesmap.json("report", "owners", **now)}
    for each in truth["by_agent"]["result"]:
        row = owners[each["sales_agent"]]
        assert (row["leads"], row["won"], row["lost"], row["open"]) == (
            each["n"],
            each["won"],
            each["lost"],
            each["open_"],
        )
        assert (row["value_won"], round(row["rate"] * 100, 2)) == (
            each["won_value"],
            each["win_rate_pct"],
        )
    months = {row["month"]: row for row in salesmap.json("report", "months", **now)}
    for each in truth["by_close_month"]["result"]:
        month = next(value for key, value in each.items() if str(value)[:2] == "20")
        assert (months[month]["won"], months[month]["lost"]) == (each["won"], each["lost"])
    assert sum(row["won"] for row in months.values()) == truth["totals"]["result"]["won"]
    customers = {
        row["customer"]: row["value_won"] for row in salesmap.json("report", "customers", **now)
    }
    for each in truth["top10_accounts_by_won_value"]["result"]:
        assert customers[each["account"]] == each["won_value"]


def test_charts_line_up(database: Salesmap) -> None:
    """Bars begin in one column, whatever the labels; the longest is the greatest; sparks tell a month each."""
    database.sql(
        "UPDATE lead SET region = CASE id % 3 WHEN 0 THEN 'East' WHEN 1 THEN '华东大区' ELSE 'Ω' END"
    )
    out = (
        database.ok("report", "regions", "--chart", "leads", COLUMNS="80")
        .out.split("\n\n")[1]
        .splitlines()
    )
    starts = [cell_len(line[: line.index("█")]) for line in out]
    assert len(set(starts)) == 1 and len(out) == 3
    rows = database.json("report", "regions")
    lengths = [line.count("█") for line in out]
    assert lengths.index(max(lengths)) == [row["leads"] for row in rows].index(
        max(row["leads"] for row in rows)
    )
    months = database.ok("report", "months", "--chart", "won").out.splitlines()
    assert len(months[-1]) == len(database.json("report", "months"))
    drawn = (
        database.ok("funnel", "--chart", "reached", COLUMNS="80", SALESMAP_LANG="zh")
        .out.split("\n\n")[1]
        .splitlines()
    )
    middles = [cell_len(line[: line.index("█")]) + line.count("█") / 2 for line in drawn]
    assert max(middles) - min(middles) <= 1 and [line.count("█") for line in drawn] == sorted(
        (line.count("█") for line in drawn), reverse=True
    )
    assert database.run("report", "months", "--chart", "month").code == 2
    for command in (["report", "months", "--chart", "won"], ["funnel", "--chart", "reached"]):
        mixed = database.run(*command, "--format", "json")
        assert (mixed.code, mixed.out) == (2, "") and "--chart" in mixed.err


def test_the_currencies_of_a_period_are_those_of_all_its_figures(salesmap: Salesmap) -> None:
    """A lead closed in the period may have been created before it: its currency is named, too."""
    salesmap.ok(
        "lead",
        "add",
        "Old",
        "--company",
        "Acme",
        "--value",
        "$9k",
        SALESMAP_NOW="2026-01-05T09:00:00",
    )
    salesmap.ok("lead", "add", "New", "--company", "Best", "--value", "¥5k")
    for name in ("Old", "New"):
        salesmap.ok("lead", "win", name)
    answer = salesmap.ok("report", "winrate", "--period", "2026-11")
    assert "Amounts of several currencies are not added" in answer.err
    assert "several currencies" not in salesmap.ok("report", "winrate", "--owner", "nobody").err
