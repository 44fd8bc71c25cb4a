"""`report pipeline-changes`: the pipeline before and after reconcile, whatever deals did in between, and what was expected of them."""

import shutil
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Salesmap
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

BEGIN = datetime(2026, 1, 1, 9)
ENDS = ("won", "lost", "dropped")
SIDES = ("open_before", "came_in", "reopened"), ("won", "lost", "dropped", "open_after")
PERIODS = (
    ("2026-01-01", "2026-01-10"),
    ("2026-01-11", "2026-02-10"),
    ("2026-02-05", "2026-02-05"),
    ("2026-01-20", "2026-06-30"),
)


class Step(NamedTuple):
    """What happened to a lead so many hours after the step before, and when it was expected to close from then on."""

    hours: int
    stage: str
    expected: int | None


STEPS = st.builds(
    Step,
    st.integers(1, 400),
    st.sampled_from(("lead", "needs", "quote", "contract", "", *ENDS)),
    st.one_of(st.none(), st.integers(0, 60)),
)
LIVES = st.lists(
    st.tuples(st.integers(0, 900), st.lists(STEPS, max_size=7)), min_size=1, max_size=25
)


class Life:
    """A lead, replayed day by day out of nothing but its steps."""

    def __init__(self, hours: int, steps: Sequence[Step]) -> None:
        self.created = moment = BEGIN + timedelta(hours=hours)
        self.lines: list[tuple[datetime, str, date | None]] = []
        status = ""
        for step in steps:
            moment += timedelta(hours=step.hours)
            # That a won deal was lost before it was taken up again is not kept in its stays.
            if status == "won" and step.stage in ENDS:
                continue
            status = step.stage or status
            expected = (
                BEGIN.date() + timedelta(days=step.expected) if step.expected is not None else None
            )
            if step.stage or expected:
                self.lines.append((moment, step.stage, expected))

    def at_end_of(self, day: date) -> tuple[str | None, int]:
        """(None, open, or its end; how many times it was closed) at the end of a day."""
        if self.created.date() > day:
            return None, 0
        status, closings = "open", 0
        for moment, stage, _expected in self.lines:
            if moment.date() <= day and stage and stage != status:
                closings += stage in ENDS
                status = stage if stage in ENDS else "open"
        return status, closings

    def deeds(self, since: date, until: date) -> Iterable[str]:
        was, closed_before = self.at_end_of(since - timedelta(days=1))
        is_now, closed_after = self.at_end_of(until)
        if is_now is not None and (
            was in (None, "open") or (is_now, closed_after) != (was, closed_before)
        ):
            yield "came_in" if was is None else "open_before" if was == "open" else "reopened"
            yield "open_after" if is_now == "open" else is_now
        if self.at_end_of(date(2027, 1, 1))[0] != "dropped":
            yield from self.shifts(since, until, is_now == "open")

    def shifts(self, since: date, until: date, is_open: bool) -> Iterable[str]:
        told = [
            (moment.date(), expected)
            for moment, stage, expected in self.lines
            if expected and stage not in ENDS
        ]
        before, until_now = (
            [expected for day, expected in told if day <= bound]
            for bound in (since - timedelta(days=1), until)
        )
        if until_now:
            first = before[-1] if before else until_now[0]
            if first != until_now[-1]:
                yield "slipped" if first < until_now[-1] else "pulled_in"
            if since <= first <= until and is_open:
                yield "missed"


def write(salesmap: Salesmap, name: str, text: str) -> str:
    (salesmap.home / name).write_text(text, encoding="utf-8")
    return name


def told(salesmap: Salesmap, since: str, until: str, **environment: str) -> dict[str, list[int]]:
    """The leads behind each row that has any."""
    rows = salesmap.json(
        "report", "pipeline-changes", "--since", since, "--until", until, "--explain", **environment
    )
    return {row["what"]: row["lead_ids"] for row in rows if row["lead_ids"]}


def counts(salesmap: Salesmap, since: str, until: str, **environment: str) -> dict[str, int]:
    rows = salesmap.json(
        "report", "pipeline-changes", "--since", since, "--until", until, **environment
    )
    before, after = (sum(row["leads"] for row in rows if row["what"] in side) for side in SIDES)
    assert before == after
    return {row["what"]: row["leads"] for row in rows if row["leads"]}


@settings(max_examples=6, phases=(Phase.explicit, Phase.generate))
@given(LIVES)
def test_any_history_reconciles(
    blank_database: Path,
    tmp_path_factory: pytest.TempPathFactory,
    drawn: list[tuple[int, list[Step]]],
) -> None:
    lives = [Life(*each) for each in drawn]
    home = tmp_path_factory.mktemp("lives")
    database = Salesmap(Path(shutil.copy(blank_database, home)), home)
    leads = [f"{number},L{number},{life.created}" for number, life in enumerate(lives, 1)]
    lines = [
        f"{number},{stage},{moment},{expected or ''}"
        for number, life in enumerate(lives, 1)
        for moment, stage, expected in life.lines
    ]
    database.ok(
        "lead", "import", write(database, "leads.csv", "\n".join(["id,name,created", *leads]))
    )
    if lines:
        database.ok(
            "lead",
            "import-history",
            write(database, "moves.csv", "\n".join(["lead,stage,at,close date", *lines])),
        )
    for since, until in PERIODS:
        days = date.fromisoformat(since), date.fromisoformat(until)
        expected: dict[str, list[int]] = {}
        for number, life in enumerate(lives, 1):
            for what in life.deeds(*days):
                expected.setdefault(what, []).append(number)
        seen = {
            what: ids
            for what, ids in told(database, since, until).items()
            if what not in ("moved_on", "moved_back")
        }
        assert seen == expected, (since, until, [(life.created, life.lines) for life in lives])
        counts(database, since, until)


def test_closed_in_june_reopened_in_july_closed_in_september(salesmap: Salesmap) -> None:
    def at(day: str) -> dict[str, str]:
        return {"SALESMAP_NOW": f"2026-{day}T09:00:00"}

    salesmap.ok("lead", "add", "A", "--value", "100", "--company", "C", **at("05-10"))
    salesmap.ok("lead", "lose", "A", "--reason", "price", **at("06-20"))
    salesmap.ok("lead", "reopen", "A", **at("07-05"))
    salesmap.ok("lead", "win", "A", **at("09-03"))
    for month, expected in {
        "05": {"came_in", "open_after"}, "06": {"open_before", "lost"}, "07": {"reopened", "open_after"}, "08": {"open_before", "open_after"},
        "09": {"open_before", "won"}, "10": set(),
    }.items():  # fmt: skip
        assert set(counts(salesmap, f"2026-{month}-01", f"2026-{month}-30")) == expected, month
    assert set(counts(salesmap, "2026-06-01", "2026-08-31")) == {"open_before", "open_after"}, (
        "an end that was taken back is none"
    )
    assert set(counts(salesmap, "2026-07-01", "2026-09-30")) == {"reopened", "won"}
    rows = {
        row["what"]: row
        for row in salesmap.json("report", "pipeline-changes", "--period", "2026-07")
    }
    assert (rows["reopened"]["value"], list(rows)[:3]) == (
        100,
        ["open_before", "came_in", "reopened"],
    )
    salesmap.ok("undo", **at("09-04"))
    assert set(counts(salesmap, "2026-09-01", "2026-09-30", **at("10-04"))) == {
        "open_before",
        "open_after",
    }


def test_edits_and_imported_histories(salesmap: Salesmap) -> None:
    """The latest date counts: an edit by when it was made, a file by its own dates."""

    def at(day: str) -> dict[str, str]:
        return {"SALESMAP_NOW": f"2026-{day}T09:00:00"}

    salesmap.ok("lead", "add", "A", "--close", "2026-06-30", **at("03-01"))
    salesmap.ok("lead", "edit", "A", "--close", "2026-08-31", **at("04-10"))
    file = write(
        salesmap,
        "moves.csv",
        "lead,at,close date\nA,2026-03-20,2026-07-31\nA,2026-05-20,2026-07-15\n",
    )
    salesmap.ok("lead", "import-history", file, **at("06-05"))
    assert salesmap.json("lead", "show", "A", **at("06-06"))["expected_close"] == "2026-07-15"
    later = at("09-01")
    for since, until, expected in (
        ("03-01", "03-31", {"slipped"}), ("04-01", "04-30", {"slipped"}), ("05-01", "05-31", {"pulled_in"}), ("06-01", "06-30", set()),
        ("03-25", "05-31", {"pulled_in"}), ("03-01", "06-30", {"slipped", "missed"}), ("07-01", "07-31", {"missed"}), ("08-01", "08-31", set()),
    ):  # fmt: skip
        found = set(counts(salesmap, f"2026-{since}", f"2026-{until}", **later)) - {
            "open_before",
            "came_in",
            "open_after",
        }
        assert found == expected, (since, until)
    salesmap.ok("lead", "edit", "A", "--close", "2026-12-31", **at("07-20"))
    assert {"slipped", "missed"} < set(counts(salesmap, "2026-07-01", "2026-07-31", **later))


def test_what_is_to_come_is_not_missed(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--close", "2026-11-28")
    salesmap.ok("lead", "add", "B", "--close", "2026-11-20")
    assert told(salesmap, "2026-11-01", "2026-11-30")["missed"] == [2]
    salesmap.ok("lead", "drop", "B")
    assert "missed" not in told(salesmap, "2026-11-01", "2026-11-30")


def test_the_past_knows_what_was_expected(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead",
        "import",
        write(
            salesmap,
            "l.csv",
            "id,name,created,close date,amount\n1,A,2026-02-01,2026-12-31,900\n2,B,2026-02-01,,\n",
        ),
    )
    salesmap.ok("lead", "import-history", write(salesmap, "h.csv", HISTORY), "--date-order", "dmy")

    def then(day: str) -> dict[str, Any]:
        (lead, _other) = salesmap.json(
            "lead", "list", "--as-of", day, "--sort", "id", "--status", "all"
        )
        return {name: lead[name] for name in ("stage", "expected_close", "value")}

    assert then("2026-02-01") == {"stage": "lead", "expected_close": None, "value": None}
    assert then("2026-02-10") == {"stage": "lead", "expected_close": "2026-04-30", "value": 500}
    assert then("2026-03-15") == {"stage": "needs", "expected_close": "2026-06-30", "value": 500}
    assert then("2026-05-01") == {"stage": "needs", "expected_close": "2026-06-30", "value": 1200.5}
    assert then("2026-11-24") == {"stage": "needs", "expected_close": "2026-12-31", "value": 900}
    rows = salesmap.json(
        "report",
        "pipeline-changes",
        "--since",
        "2026-02-01",
        "--until",
        "2026-03-20",
        "--as-of",
        "2026-03-20",
    )
    assert [row["what"] for row in rows if row["leads"]] == [
        "came_in",
        "open_after",
        "moved_on",
        "slipped",
    ]


HISTORY = """Opportunity ID;Stage;Amount;Probability;Close Date;Last Modified
1;Prospecting;;;;01/02/2026
1;Prospecting;500,00;10;30/04/2026;05/02/2026
1;Needs Analysis;500,00;20;30/06/2026;12/03/2026
1;Needs Analysis;1.200,50;20;;20/04/2026
"""


def test_parts_of_what_moved_add_up(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead",
        "import",
        write(
            salesmap,
            "l.csv",
            "id,name,owner,created\n1,A,ann,2026-02-01\n2,B,bo,2026-02-01\n3,C,bo,2026-02-01\n",
        ),
    )
    lines = "1,2026-03-01,2026-05-01\n2,2026-03-01,2026-05-01\n3,2026-03-01,2026-05-01\n1,2026-04-01,2026-06-01\n2,2026-04-01,2026-04-01\n"
    salesmap.ok("lead", "import-history", write(salesmap, "h.csv", f"lead,at,close date\n{lines}"))
    rows = salesmap.json(
        "report",
        "pipeline-changes",
        "--since",
        "2026-03-15",
        "--until",
        "2026-05-31",
        "--by",
        "owner",
    )
    assert {(row["owner"], row["what"]): row["leads"] for row in rows if row["leads"]} == {
        ("ann", "open_before"): 1, ("bo", "open_before"): 2, ("ann", "open_after"): 1, ("bo", "open_after"): 2,
        ("ann", "slipped"): 1, ("bo", "pulled_in"): 1, ("ann", "missed"): 1, ("bo", "missed"): 2,
    }  # fmt: skip
    assert (
        len(
            salesmap.json(
                "report",
                "pipeline-changes",
                "owner=bo",
                "--since",
                "2026-03-15",
                "--until",
                "2026-05-31",
            )
        )
        == 13
    )


def test_amounts_are_those_of_each_end(salesmap: Salesmap) -> None:
    def at(day: str) -> dict[str, str]:
        return {"SALESMAP_NOW": f"2026-{day}T09:00:00"}

    def values(month: str, **environment: str) -> dict[str, tuple[int, int]]:
        rows = salesmap.json(
            "report", "pipeline-changes", "--period", f"2026-{month}", **environment
        )
        return {row["what"]: (row["leads"], row["value"]) for row in rows if row["leads"]}

    salesmap.ok("lead", "add", "A", "--value", "1000", **at("08-10"))
    salesmap.ok("lead", "add", "B", "--value", "500", "--company", "B Ltd", **at("09-05"))
    salesmap.ok("lead", "edit", "A", "--value", "1400", **at("09-10"))
    salesmap.ok("lead", "edit", "B", "--value", "300", **at("09-12"))
    salesmap.ok("lead", "win", "B", "--value", "250", **at("10-02"))
    salesmap.ok("lead", "edit", "A", "--value", "", **at("10-20"))
    later = at("11-23")
    assert values("08", **later) == {"came_in": (1, 1000), "open_after": (1, 1000)}
    assert values("09", **later) == {
        "open_before": (1, 1000), "came_in": (1, 500), "value_changed": (2, 200),
        "open_after": (2, 1700)}  # fmt: skip
    assert values("10", **later) == {
        "open_before": (2, 1700), "won": (1, 250), "value_changed": (2, -1450),
        "open_after": (1, 0)}  # fmt: skip
    for month, day in (("09", "2026-08-31"), ("10", "2026-09-30")):
        funnel = salesmap.json("funnel", "--as-of", day, **later)
        open_then = sum(row["now_value"] or 0 for row in funnel if row["stage"] != "won")
        assert values(month, **later)["open_before"][1] == open_then
