"""`lead import-history`: time in stage, conversion and reopened deals are right from the first day."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.timeline import Event, StageRef, replay

LEADS = """Opportunity ID,Opportunity Name,Account Name,Stage,Amount,Created Date,Close Date
A1,Alpha,Acme,Closed Won,1000,2026-01-01,2026-03-01
A2,Beta,Bolt,Negotiation/Review,500,2026-01-05,2026-12-30
A3,Gamma,Cog,Closed Lost,700,2026-01-10,2026-02-20
A4,Delta,Dot,Qualification,700,2026-01-10,
"""
MOVES = """Opportunity ID,Created Date,Stage Name,Amount
A1,2026-03-01 15:00,Closed Won,
A1,2026-02-10 09:00,Proposal/Price Quote,
A1,2026-02-01 09:00,Closed Lost,
A1,2026-01-11 10:00,Needs Analysis,5
A1,2026-01-11 09:00,Needs Analysis,
A1,2026-01-01 09:00,Prospecting,
A2,2026-02-05 09:00,Negotiation/Review,
A2,2026-01-05 09:00,Prospecting,
A3,2026-02-01 09:00,Needs Analysis,
A3,2026-01-10 09:00,Prospecting,
ZZ,2026-02-01 09:00,Needs Analysis,
"""


def write(salesmap: Salesmap, text: str, name: str) -> str:
    (salesmap.home / name).write_text(text, encoding="utf-8")
    return str(salesmap.home / name)


@pytest.fixture(scope="module")
def told_book(tmp_path_factory: pytest.TempPathFactory) -> Salesmap:
    """A book whose leads have their history, made once."""
    home = tmp_path_factory.mktemp("told")
    book = Salesmap(home / "told.db", home)
    book.ok("lead", "import", write(book, LEADS, "leads.csv"))
    book.ok("db", "backup", str(home / "before.db"))
    done = book.run("lead", "import-history", write(book, MOVES, "moves.csv"), "--format", "json")
    assert done.data == {"read": 11, "added": 10, "updated": 0, "skipped": 0, "rejected": 1}
    assert "line 12: no lead 'ZZ'" in done.err
    return book


@pytest.fixture
def told(told_book: Salesmap, tmp_path: Path) -> Salesmap:
    return Salesmap(Path(shutil.copy(told_book.db, tmp_path)), told_book.home)


def stays(book: Salesmap, lead: str) -> list[tuple[Any, ...]]:
    return [
        (row["stage"], row["days"] and round(row["days"], 2))
        for row in book.json("lead", "show", lead)["stages"]
        if row["left_at"]
    ]


def test_time_in_stage_and_reopened_deals(told: Salesmap) -> None:
    assert stays(told, "x:A1") == [("lead", 10.0), ("needs", 21.0), ("quote", 19.25)]
    assert stays(told, "x:A2") == [("lead", 31.0)]
    assert stays(told, "x:A3") == [("lead", 22.0), ("needs", 19.12)], (
        "the end that the leads' file told comes after its moves"
    )
    rows = {row["stage"]: row for row in told.json("funnel")}
    assert [rows[stage]["reached"] for stage in ("lead", "needs", "quote", "won")] == [4, 3, 2, 1]
    assert [rows[stage]["median_days"] for stage in ("lead", "needs", "quote")] == [
        22.0,
        pytest.approx(20.06, abs=0.01),
        19.25,
    ]
    assert (rows["needs"]["lost"], rows["lead"]["lost"], rows["quote"]["now"]) == (1, 0, 1)
    lead = told.json("lead", "show", "x:A1")
    assert (lead["status"], lead["closed_at"], lead["stage_since"]) == (
        "won",
        "2026-03-01T07:00:00Z",
        "2026-03-01T07:00:00Z",
    )
    assert {event["event"] for event in lead["timeline"]} >= {"lost", "won", "stage"}
    assert "no problems found" in told.ok("db", "check").out


def test_the_same_file_twice_adds_nothing(told: Salesmap) -> None:
    before = told.sql("SELECT * FROM stay")
    assert told.json("lead", "import-history", str(told.home / "moves.csv"))["added"] == 0
    assert told.sql("SELECT * FROM stay") == before
    assert len(told.json("history")) == 2


def test_undo_and_redo(told: Salesmap) -> None:
    tables = ("lead", "stay", "customer")
    after = [told.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables]
    told.ok("undo")
    before = Salesmap(told.home / "before.db", told.home)
    assert [told.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables] == [
        before.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables
    ]
    told.ok("redo")
    assert [told.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables] == after


def test_the_next_file_goes_on(told: Salesmap) -> None:
    told.ok("lead", "advance", "x:A2", "--to", "contract")
    more = "lead,stage,at\nA2,Needs Analysis,2026-03-05\nA4,Needs Analysis,2026-03-01\n"
    assert told.json("lead", "import-history", write(told, more, "more.csv"))["added"] == 2
    assert [stage for stage, _days in stays(told, "x:A2")] == ["lead", "needs", "quote"]
    lead = told.json("lead", "show", "x:A2")
    assert (lead["stage"], lead["status"]) == ("contract", "open"), (
        "what was done here later stands"
    )
    assert told.json("lead", "show", "x:A4")["stage"] == "needs"
    assert "no problems found" in told.ok("db", "check").out


def test_old_and_new_stage_in_one_line(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "import", write(salesmap, "id,name,created\n1,A,2026-01-01\n", "l.csv"))
    moves = "记录,商机名称,变更前,变更后,变更时间\n1,A,验证客户,需求分析,2026-02-01\n2,A,需求分析,赢单,2026-03-01\n"
    salesmap.ok("lead", "import-history", write(salesmap, moves, "m.csv"))
    assert stays(salesmap, "A") == [("lead", 31.0), ("needs", 28.0)]
    assert salesmap.json("lead", "show", "A")["status"] == "won"


def test_what_cannot_be_read_is_put_aside(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "import", write(salesmap, "id,name\n1,A\n2,B\n3,B\n", "l.csv"))
    moves = "lead,stage,at\n1,needs,\n1,,2026-01-01\n,needs,2026-01-01\nB,needs,2026-01-01\n1,needs,2030-01-01\n1,needs,2026-01-01\n"
    rejects = salesmap.home / "bad.csv"
    tally = salesmap.json(
        "lead", "import-history", write(salesmap, moves, "m.csv"), "--rejects", str(rejects)
    )
    assert (tally["added"], tally["rejected"]) == (1, 5)
    assert "several leads" in rejects.read_text()
    no_columns = salesmap.run("lead", "import-history", write(salesmap, "a,b\n1,2\n", "n.csv"))
    assert (no_columns.code, len(no_columns.err.splitlines())) == (2, 1)


EXPECTED = """Opportunity ID,Stage Name,Amount,Probability (%),Close Date,Last Modified
A2,Prospecting,"400,00",10,30.06.2026,05.01.2026
A2,Negotiation/Review,"400,00",75,30.06.2026,05.02.2026
A2,Negotiation/Review,"450,50",75,30.09.2026,01.06.2026
A2,,,,15.12.2026,20.09.2026
A1,Closed Won,"1.000,00",100,01.03.2026,01.03.2026
A4,,,,31.12.2026,01.02.2026
A4,,,,,02.02.2026
"""


def expectations(book: Salesmap) -> list[tuple[Any, ...]]:
    return book.sql(
        "SELECT lead_id, substr(at, 1, 10), expected_close, value_cents FROM expectation ORDER BY lead_id, at"
    )


def test_what_was_expected(told: Salesmap) -> None:
    """As Salesforce tells it: every line has the close date and the amount of then; a line without a stage is one, too."""
    file = write(told, EXPECTED, "expected.csv")
    before = told.sql("SELECT * FROM lead ORDER BY id"), expectations(told)
    done = told.run("lead", "import-history", file, "--format", "json")
    assert done.data == {"read": 7, "added": 6, "updated": 0, "skipped": 0, "rejected": 1}
    assert "line 8: no stage given" in done.err
    assert "Probability (%)" in done.err, "what is left out is told"
    kept = expectations(told)
    assert kept == [
        (1, "2026-01-11", None, 500), (1, "2026-03-01", None, 100000), (2, "2026-01-05", "2026-06-30", 40000), (2, "2026-02-05", "2026-06-30", 40000),
        (2, "2026-06-01", "2026-09-30", 45050), (2, "2026-09-20", "2026-12-15", None), (4, "2026-02-01", "2026-12-31", None),
    ]  # fmt: skip
    leads = {lead["external_id"]: lead for lead in told.json("lead", "list", "--status", "all")}
    assert (leads["A2"]["expected_close"], leads["A2"]["value"]) == ("2026-12-30", 500), (
        "what the leads' file said later stands"
    )
    assert leads["A4"]["expected_close"] == "2026-12-31", "what nobody had said is known now"
    assert leads["A1"]["expected_close"] is None, "the close date of an end is no expectation"
    again = told.json("lead", "import-history", file)
    assert (again["added"], again["updated"]) == (0, 0) and len(told.json("history")) == 3
    mended = told.json(
        "lead",
        "import-history",
        write(told, "lead,at,close date\nA4,2026-02-01,2026-11-30\n", "mended.csv"),
    )
    assert (mended["added"], mended["updated"]) == (0, 1)
    assert told.json("lead", "show", "x:A4")["expected_close"] == "2026-11-30"
    assert "no problems found" in told.ok("db", "check").out
    told.ok("undo")
    assert expectations(told) == kept
    told.ok("undo")
    assert (told.sql("SELECT * FROM lead ORDER BY id"), expectations(told)) == before
    told.ok("redo")
    assert expectations(told) == kept
    assert told.run("undo", "1").code == 4, "the leads cannot go while something hangs on them"


def test_expectations_in_chinese_and_by_map(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "import", write(salesmap, "编号,商机名称\n1,甲\n2,乙\n", "l.csv"))
    salesmap.ok(
        "lead",
        "import-history",
        write(
            salesmap,
            "商机编号,操作时间,预计签单日期,金额（万元）\n1,2026-03-01,2026年8月31日,1.5\n",
            "m.csv",
        ),
        "--decimal",
        ".",
    )
    mapped = write(salesmap, "Deal ID,When,Forecast,Size\n2,2026-03-01,2026-08-31,7\n", "n.csv")
    assert salesmap.run("lead", "import-history", mapped).code == 2, "no column tells anything"
    salesmap.ok("lead", "import-history", mapped, "--map", "Forecast=expected_close,Size=value")
    assert [row[2:] for row in expectations(salesmap)] == [
        ("2026-08-31", 1500000),
        ("2026-08-31", 700),
    ]
    assert [
        (lead["expected_close"], lead["value"])
        for lead in salesmap.json("lead", "list", "--sort", "id")
    ] == [
        ("2026-08-31", 15000),
        ("2026-08-31", 7),
    ]
    assert salesmap.json("db", "info")["expectations"] == 2
    wrong = write(salesmap, "lead,at,amount\n1,2026-03-05,$7\n", "w.csv")
    done = salesmap.run("lead", "import-history", wrong, "--format", "json")
    assert (done.data["rejected"], len(expectations(salesmap))) == (1, 2) and "in USD" in done.err


def test_a_misnamed_column_is_left_out_and_said_to_be(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "import", write(salesmap, "id,name\n1,A\n", "l.csv"))
    done = salesmap.ok(
        "lead",
        "import-history",
        write(salesmap, "lead,stage,at,close date\n1,needs,2026-03-01,soon\n", "m.csv"),
    )
    assert "Columns not imported: close date" in done.err and expectations(salesmap) == []


def test_the_next_file_says_more(salesmap: Salesmap) -> None:
    """What a file says of later than the book's own last word counts, of earlier not."""
    march, april = {"SALESMAP_NOW": "2026-03-15T09:00:00"}, {"SALESMAP_NOW": "2026-04-15T09:00:00"}
    salesmap.ok(
        "lead",
        "import",
        write(salesmap, "id,name,created,close date\n1,A,2026-01-01,2026-06-30\n", "l.csv"),
        **march,
    )
    for number, (line, environment, expected) in enumerate((
        ("2026-02-01,2026-05-31", march, "2026-06-30"), ("2026-04-01,2026-07-31", april, "2026-07-31"), ("2026-03-20,2026-12-31", april, "2026-07-31"),
        ("2026-04-10,2026-08-31", april, "2026-08-31"),
    )):  # fmt: skip
        salesmap.ok(
            "lead",
            "import-history",
            write(salesmap, f"lead,at,close date\n1,{line}\n", f"{number}.csv"),
            **environment,
        )
        assert salesmap.json("lead", "show", "1")["expected_close"] == expected, line
    salesmap.ok("lead", "edit", "1", "--close", "2026-09-30")
    salesmap.ok(
        "lead",
        "import-history",
        write(salesmap, "lead,at,close date\n1,2026-05-01,2026-10-31\n", "5.csv"),
    )
    assert salesmap.json("lead", "show", "1")["expected_close"] == "2026-09-30"


def test_expectations_go_along(salesmap: Salesmap, tmp_path: Path) -> None:
    """With a merged lead, and with the whole book as text."""
    salesmap.ok("lead", "import", write(salesmap, "id,name\n1,A\n2,B\n", "l.csv"))
    lines = "1,2026-03-01,2026-06-30\n2,2026-02-01,2026-05-31\n2,2026-04-01,2026-12-31\n"
    salesmap.ok("lead", "import-history", write(salesmap, f"lead,at,close date\n{lines}", "m.csv"))
    salesmap.ok("export", "--all", "text")
    other = Salesmap(tmp_path / "other.db", salesmap.home)
    other.ok("import", "--all", "text")
    assert other.sql("SELECT * FROM expectation") == salesmap.sql("SELECT * FROM expectation")
    salesmap.ok("dup", "merge", "lead:1", "lead:2", "--yes")
    assert [row[:3] for row in expectations(salesmap)] == [
        (1, "2026-02-01", "2026-05-31"),
        (1, "2026-03-01", "2026-06-30"),
        (2, "2026-04-01", "2026-12-31"),
    ]
    assert "no problems found" in salesmap.ok("db", "check").out
    salesmap.ok("undo")
    assert [row[0] for row in expectations(salesmap)] == [1, 2, 2]


STAGES = [StageRef(number, number, number < 6) for number in range(1, 7)]
MOMENTS = st.integers(0, 9).map(lambda day: f"2026-01-{day + 1:02}T00:00:00Z")
STEPS = st.lists(
    st.one_of(
        st.tuples(MOMENTS, st.sampled_from(STAGES)).map(lambda step: Event(step[0], step[1])),
        st.tuples(MOMENTS, st.sampled_from(("won", "lost", "dropped"))).map(
            lambda step: Event(step[0], end=step[1])
        ),
    ),
    min_size=1,
    max_size=8,
)


@given(STEPS)
def test_any_way_holds_together(steps: Sequence[Event]) -> None:
    way = replay(steps, STAGES)
    assert way.visits
    assert sum(stay.left_at is None for stay in way.visits) == (
        way.status == "open" or way.status == "won"
    )
    for stay, following in zip(way.visits, way.visits[1:], strict=False):
        assert stay.left_at and stay.left_at <= following.entered_at
        assert stay.stage_id != following.stage_id or stay.outcome in (
            "won",
            "lost",
            "dropped",
            "back",
        )
    assert (way.status == "open") == (way.closed_at is None)
    if way.status != "won":
        assert way.visits[-1].stage_id < 6 or way.visits[-1].outcome == "back"
    # The moves that the stays tell make the same way again.
    told = [Event(stay.entered_at, STAGES[stay.stage_id - 1]) for stay in way.visits]
    told += [
        Event(stay.left_at, end=stay.outcome)
        for stay in way.visits
        if stay.left_at and stay.outcome in ("won", "lost", "dropped")
    ]
    assert {step.stage for step in steps if step.stage} >= {
        step.stage for step in told if step.stage
    } - {STAGES[0], STAGES[5]}
