"""The diagnosis: silent on a healthy database, and names the problems of a sick one, with their leads, until they are solved."""

import shutil
from pathlib import Path

import pytest
from conftest import Salesmap
from support.filled import team

from salesmap.domain.map.loader import parse_map, read_source

FIELDS = [
    "rank",
    "stage",
    "problem",
    "title",
    "metric",
    "value",
    "threshold",
    "leads",
    "affected_value",
    "countermeasures",
]

QUIET = (
    "UPDATE lead SET touched_at = '2026-08-01T00:00:00Z' WHERE status = 'open' AND stage_id = {id}"
)
SLOW = (
    "UPDATE stay SET secs = {days} * 86400 WHERE stage_id = {id} AND secs IS NOT NULL",
    "UPDATE lead SET stage_since = '2026-07-01T00:00:00Z' WHERE status = 'open' AND stage_id = {id}",
)
LOST = (
    "UPDATE stay SET outcome = 'lost' WHERE stage_id = {id} AND outcome IN ('forward', 'won') AND lead_id % 5 <> 0",
    "UPDATE lead SET lost_reason = '{reason}' WHERE id IN (SELECT lead_id FROM stay WHERE stage_id = {id} AND outcome = 'lost')",
)
BACK = (
    "INSERT INTO stay (lead_id, stage_id, entered_at, left_at, secs, outcome, counted, again) SELECT lead_id, stage_id, left_at, left_at, 0,"
    " 'forward', 1, 1 FROM stay WHERE stage_id = {id} AND outcome = 'forward' AND lead_id % 2"
)
OVERDUE = (
    "INSERT INTO followup (lead_id, what, due_on, owner, recorded_at, version)"
    " SELECT id, 'answer', '2026-11-01', owner, '2026-10-20T00:00:00Z', 1 FROM lead WHERE status = 'won'"
)
LATE = (
    "INSERT INTO interaction (lead_id, kind, text, at, actor, recorded_at)"
    " SELECT id, 'call', 'spoke', created_at, 'ann', '2026-11-20T00:00:00Z' FROM lead WHERE created_at < '2026-11-01'"
)

LATE_TICKETS = """
INSERT INTO ticket (customer_id, priority, text, is_ours, opened_at, opened_on, response_due, responded_at, recorded_at, version)
SELECT customer_id, 'normal', 'Pump leaks', 0, '2026-11-02T09:00:00Z', '2026-11-02', '2026-11-03T09:00:00Z',
  CASE WHEN id % 2 THEN '2026-11-02T10:00:00Z' ELSE '2026-11-04T09:00:00Z' END, '2026-11-02T09:00:00Z', 1
FROM (SELECT id, customer_id FROM lead WHERE customer_id IS NOT NULL ORDER BY id LIMIT 20) AS some
"""
THEIR_ANSWERS = """
INSERT INTO ticket_event (ticket_id, kind, at, is_human, actor, recorded_at)
SELECT id, 'replied', responded_at, 1, 'ann', responded_at FROM ticket
"""

PLANTED = {
    "lead.data-missing": ["UPDATE lead SET customer_id = NULL WHERE status = 'open' AND stage_id = 1"],
    "lead.late-entry": [LATE],
    "lead.not-followed-up": ["DELETE FROM interaction WHERE lead_id % 3 <> 0"],
    "lead.leads-lost": [QUIET],
    "lead.dies-here": LOST,
    "needs.pain-misread": [BACK],
    "needs.dies-here": LOST,
    "needs.too-slow": SLOW,
    "needs.gone-quiet": [QUIET],
    "solution.does-not-fit": LOST,
    "solution.sent-back": [BACK],
    "solution.too-slow": SLOW,
    "solution.gone-quiet": [QUIET],
    "quote.price-war": ["UPDATE stay SET outcome = 'lost' WHERE stage_id = {id} AND outcome = 'forward' AND lead_id % 2 = 0",
                        "UPDATE lead SET lost_reason = 'too expensive' WHERE id IN (SELECT lead_id FROM stay WHERE stage_id = {id} AND outcome = 'lost')"],
    "quote.out-of-hand": LOST,
    "quote.too-slow": SLOW,
    "quote.gone-quiet": [QUIET],
    "contract.long-winded": SLOW,
    "contract.late-delivery": ["UPDATE lead SET expected_close = '2026-11-01' WHERE status = 'open' AND stage_id = {id}"],
    "contract.dies-here": LOST,
    "contract.gone-quiet": [QUIET],
    "aftersales.slow-feedback": [LATE_TICKETS, THEIR_ANSWERS],
    "aftersales.late-care": [OVERDUE],
    "aftersales.care-overdue": ["UPDATE customer SET tier = 'A'", "UPDATE lead SET closed_on = '2026-09-01' WHERE status = 'won'",
                                "DELETE FROM interaction WHERE lead_id IN (SELECT id FROM lead WHERE status = 'won')"],
    "aftersales.gone-quiet": ["UPDATE lead SET touched_at = '2026-06-01T00:00:00Z' WHERE status = 'won'"],
    "aftersales.dissatisfied": ["INSERT INTO rating (customer_id, lead_id, scale, score, at, rated_on, actor, recorded_at, version)"
                                " SELECT customer_id, id, 'csat5', id % 3 + 1, '2026-11-01T00:00:00Z', '2026-11-01', 'ann', '2026-11-01T00:00:00Z', 1"
                                " FROM lead WHERE status = 'won'"],
    "aftersales.low-repurchase": ["UPDATE lead SET closed_on = '2026-01-10', created_on = '2026-01-01' WHERE status = 'won' AND customer_id > 3",
                                  "UPDATE lead SET customer_id = id % 3 + 1, created_on = '2026-02-01' WHERE status <> 'won'",
                                  "UPDATE lead SET customer_id = 3, created_on = '2026-01-01', closed_on = '2026-01-11' WHERE id = (SELECT max(id) FROM lead WHERE status = 'won')"],
}  # fmt: skip
"""What makes each problem of the map come true, past salesmap: by `stage.problem`."""

OF_PAPERS = {
    "solution.needs-uncovered",
    "quote.unanswered",
    "quote.price-only",
    "quote.slow-approval",
    "contract.late-milestones",
    "contract.overdue-payments",
    "aftersales.few-renewals",
}
"""Problems of papers, which a database without papers does not have: tested with those."""


@pytest.fixture(scope="module")
def healthy_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a healthy team, made once, with a dozen leads in each stage."""
    home = tmp_path_factory.mktemp("team")
    person = Salesmap(home / "test.db", home)
    person.ok("init")
    team.make(person)
    return person.db


@pytest.fixture
def healthy(newcomer: Salesmap, healthy_database: Path) -> Salesmap:
    shutil.copy(healthy_database, newcomer.db)
    return newcomer


def plant(person: Salesmap, name: str) -> None:
    stage, _dot, problem = name.partition(".")
    ((id,),) = person.sql("SELECT id FROM stage WHERE key = ?", stage)
    for statement in PLANTED[name]:
        person.sql(
            statement.format(id=id, days=60, reason=("price", "no budget")[problem == "dies-here"])
        )


def test_every_problem_is_planted() -> None:
    read = parse_map(read_source("six-stage"))
    problems = {f"{stage.key}.{problem.key}" for stage, problem in read.problems()}
    assert PLANTED.keys() | OF_PAPERS == problems


@pytest.mark.parametrize("seed", [1, 2])
def test_nothing_fires_on_a_healthy_database(newcomer: Salesmap, seed: int) -> None:
    newcomer.ok("init")
    team.make(newcomer, seed)
    assert newcomer.json("diagnose") == []
    quiet = newcomer.run("diagnose", "--exit-code")
    assert (quiet.code, quiet.out) == (0, "")


def test_nothing_fires_on_an_empty_database(salesmap: Salesmap) -> None:
    assert salesmap.json("diagnose", "--exit-code") == []


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_problem_comes_first(healthy: Salesmap, name: str) -> None:
    plant(healthy, name)
    answer = healthy.run("diagnose", "--format", "json", "--explain", "--exit-code")
    assert answer.code == 10
    worst = answer.data[0]
    assert list(worst)[:10] == FIELDS
    assert name in [
        f"{row['stage']}.{row['problem']}" for row in answer.data if row["stage"] == worst["stage"]
    ], answer.data
    found = next(row for row in answer.data if f"{row['stage']}.{row['problem']}" == name)
    assert (found["value"] > found["threshold"]) == (found["side"] == "above")
    assert (
        len(found["lead_ids"]) == found["leads"] > 0
        and found["countermeasures"]
        and found["formula"]
    )
    assert [row["rank"] for row in answer.data] == list(range(1, len(answer.data) + 1))


def test_figures_by_hand(salesmap: Salesmap) -> None:
    """Of seven leads whose day has run out, four were called within it: a rate of 4 ÷ 7, and three leads that prove it."""
    for number in range(7):
        salesmap.ok(
            "lead",
            "add",
            f"L{number}",
            "--value",
            str(100 * (number + 1)),
            SALESMAP_NOW="2026-11-20T09:00:00",
        )
        if number < 4:
            salesmap.ok("log", f"L{number}", "call", "spoke", SALESMAP_NOW="2026-11-20T19:00:00")
    salesmap.ok("log", "L5", "call", "too late", SALESMAP_NOW="2026-11-22T19:00:00")
    salesmap.ok("lead", "add", "Fresh")  # its time has not run out
    (row,) = salesmap.json("diagnose", "--explain")
    assert (row["problem"], row["metric"], row["threshold"]) == (
        "not-followed-up",
        "followup_rate",
        0.8,
    )
    assert (row["value"], row["cases"], row["leads"], row["affected_value"]) == (
        round(4 / 7, 4),
        7,
        3,
        1800,
    )
    assert (row["formula"], row["lead_ids"]) == ("4 ÷ 7", [5, 6, 7])
    for wish, code in (
        ("--owner nobody", 0),
        ("--since 2026-11-21", 0),
        ("--stage needs", 0),
        ("--stage lead", 10),
        ("--owner lin", 10),
    ):
        assert salesmap.run("diagnose", *wish.split(), "--exit-code").code == code, wish


@pytest.mark.inconsistent
def test_from_diagnosis_to_mended(healthy: Salesmap) -> None:
    """Take it up, do the follow-ups, see the figure move, close it."""
    plant(healthy, "lead.leads-lost")
    (row,) = healthy.json("diagnose")
    before = healthy.sql("SELECT count(*) FROM followup")[0][0]
    told = healthy.ok("diagnose", "--apply", "1", "--yes").out
    made = healthy.sql(
        "SELECT lead_id, due_on, owner FROM followup WHERE done_at IS NULL AND what LIKE 'Call once more%'"
    )
    assert f"with {len(made)} follow-ups" in told and len(made) == row["leads"]
    assert {due for _lead, due, _owner in made} == {"2026-11-24"} and "lin" not in {
        owner for _lead, _due, owner in made
    }
    assert healthy.run("diagnose", "--apply", "leads-lost", "--yes").code in (3, 4), (
        "once is enough"
    )
    (issue,) = healthy.json("diagnose", "--open")
    assert (issue["figure_then"], issue["leads_then"]) == (row["value"], row["leads"])
    assert issue["figure_now"] < issue["threshold"] < issue["figure_then"], (
        "planned ahead, nobody is forgotten any more"
    )
    assert healthy.run("diagnose", "--close", "1").code == 2, "a note is wanted"
    assert (
        healthy.json("diagnose", "--close", "1", "--note", "a call a day")["note"] == "a call a day"
    )
    assert healthy.json("diagnose", "--open") == []
    (closed,) = healthy.json("diagnose", "--closed")
    assert (closed["closing_figure"], closed["note"]) == (issue["figure_now"], "a call a day")
    for _change in range(2):
        healthy.ok("undo")
    assert healthy.sql("SELECT count(*) FROM followup")[0][0] == before
    assert healthy.sql("SELECT count(*) FROM map_issue") == [(0,)]


def test_the_chart_shows_where_it_hurts(healthy: Salesmap) -> None:
    plant(healthy, "quote.out-of-hand")
    assert "! The negotiation gets out of hand" in healthy.ok("map", "draw", "--live").out
    assert (
        "⚠ The negotiation gets out of hand"
        in healthy.ok("map", "draw", "--live", "--format", "svg").out
    )
    assert "!" not in healthy.ok("map", "draw").out


def test_real_deals_are_diagnosed(salesmap: Salesmap, shared: Path) -> None:
    """8,800 real opportunities without a recorded contact: nothing is said about contacts."""
    salesmap.ok(
        "lead",
        "import",
        str(shared / "data/maven/sales_pipeline.csv"),
        "--stage-map",
        "Engaging=quote",
    )
    told = {row["metric"] for row in salesmap.json("diagnose", SALESMAP_NOW="2017-12-31")}
    assert not told & {"followup_rate", "late_entry_share", "overdue_share"}
