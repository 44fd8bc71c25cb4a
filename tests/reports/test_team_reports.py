"""Who is responsible, how leads change hands, who has how much to do, where a person loses."""

from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap

MONDAY = "2026-11-23T09:00:00"


def on(day: str, user: str = "lin") -> dict[str, str]:
    return {"SALESMAP_NOW": f"{day}T09:00:00", "SALESMAP_USER": user}


@pytest.fixture
def team(salesmap: Salesmap) -> Salesmap:
    """Lin manages ann and bo of the north; lead 1 is ann's."""
    salesmap.ok("member", "add", "lin", "--role", "manager", "--team", "north")
    for name in ("ann", "bo"):
        salesmap.ok("member", "add", name, "--team", "north", "--manager", "lin")
    salesmap.ok("lead", "add", "Harbor", "--owner", "ann", **on("2026-11-02"))
    return salesmap


def rows_by(rows: list[dict[str, Any]], *keys: str) -> dict[Any, dict[str, Any]]:
    return {tuple(row[key] for key in keys): row for row in rows}


# --- who ---


def test_who_has_which_task(team: Salesmap) -> None:
    rows = team.json("lead", "who", "1")
    assert [(row["task"], row["person"], row["role"]) for row in rows] == [
        ("answers", "ann", "rep"),
        ("prices", "ann", "sales"),
        ("approves", "lin", "manager"),
        ("signs", "ann", "sales"),
        ("manages", "lin", "manager"),
    ]
    team.ok("member", "add", "dee", "--role", "sales")
    priced = [row["person"] for row in team.json("lead", "who", "1") if row["task"] == "prices"]
    assert priced == ["dee"], "who has the role goes before the owner"


def test_deputies_of_who_is_away(team: Salesmap) -> None:
    team.ok(
        "member", "away", "ann", "--from", "2026-11-23", "--until", "2026-11-25", "--deputy", "bo"
    )
    for day, deputy in (("2026-11-25", "bo"), ("2026-11-26", None)):
        (row,) = (each for each in team.ok("lead", "who", "1", "-f", "json", **on(day)).data
                  if each["task"] == "answers")  # fmt: skip
        assert (row["person"], row["deputy"]) == ("ann", deputy), day


def test_who_without_members_and_after_the_win(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--owner", "ann")
    rows = salesmap.json("lead", "who", "A")
    assert [(row["task"], row["person"]) for row in rows] == [
        ("answers", "ann"), ("prices", "ann"), ("approves", "ann"), ("signs", "ann"),
    ]  # fmt: skip
    salesmap.ok("lead", "win", "1", "--force", "--note", "x")
    salesmap.ok("lead", "edit", "1", "--owner", "bo")
    assert salesmap.json("lead", "who", "1")[0]["person"] == "bo", "the caretaker"


def test_without_a_holder_of_its_role_those_approve_whose_rights_allow_it(
    salesmap: Salesmap,
) -> None:
    salesmap.ok("member", "add", "ann")
    salesmap.ok("lead", "add", "A", "--owner", "ann")

    def approvers() -> list[str | None]:
        rows = salesmap.json("lead", "who", "1")
        return [row["person"] for row in rows if row["task"] == "approves"]

    assert approvers() == [None], "no rep approves what is their own"
    salesmap.ok("member", "add", "fay", "--role", "finance")
    salesmap.ok("member", "add", "boss", "--role", "admin")
    salesmap.ok("member", "add", "ray", "--role", "reader", SALESMAP_USER="boss")
    assert sorted(map(str, approvers())) == ["boss", "fay"]
    salesmap.ok("member", "add", "mia", "--role", "manager", SALESMAP_USER="boss")
    assert approvers() == ["mia"], "who has the role goes first"


# --- hand-offs ---


def test_changes_of_owner(team: Salesmap) -> None:
    team.ok("lead", "assign", "1", "bo", **on("2026-11-04"))
    team.ok("log", "1", "call", "hello", **on("2026-11-05", "lin"))
    team.ok("log", "1", "call", "hello", **on("2026-11-07", "bo"))
    team.ok("lead", "assign", "1", "ann", **on("2026-11-10"))
    team.ok("lead", "assign", "1", "bo", **on("2026-11-11"))
    found = rows_by(team.json("report", "handoffs"), "what", "from", "to")
    to_bo = found["owner", "ann", "bo"]
    assert (to_bo["handoffs"], to_bo["leads"], to_bo["back"]) == (2, 1, 1)
    assert (to_bo["wait_days"], to_bo["untouched"]) == (3.0, 1), "another's call is not bo's"
    back = found["owner", "bo", "ann"]
    assert (back["back"], back["wait_days"], back["untouched"]) == (1, 1.0, 0), "it was passed on"
    some = team.json("report", "handoffs", "--since", "2026-11-10", "--until", "2026-11-10")
    assert [(row["from"], row["to"]) for row in some] == [("bo", "ann")]
    leads = team.json("report", "handoffs", "--explain")
    assert {row["figure"]: row["lead_ids"] for row in leads if row["to"] == "bo"} == {
        "handoffs": [1], "leads": [1], "back": [1], "wait_days": [1], "untouched": [1],
    }  # fmt: skip


def test_changes_of_role(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", **on("2026-11-02"))
    salesmap.ok("lead", "advance", "1", **on("2026-11-03"))
    salesmap.ok("lead", "advance", "1", **on("2026-11-05"))
    salesmap.ok("log", "1", "call", "hello", **on("2026-11-07"))
    salesmap.ok("lead", "advance", "1", "--to", "needs", **on("2026-11-09"))
    found = rows_by(salesmap.json("report", "handoffs"), "from", "to")
    assert set(found) == {
        ("Salesperson", "Presales engineer"),
        ("Presales engineer", "Salesperson"),
    }
    forth = found["Salesperson", "Presales engineer"]
    assert (forth["what"], forth["handoffs"], forth["back"], forth["wait_days"]) == (
        "role",
        1,
        0,
        2.0,
    )
    back = found["Presales engineer", "Salesperson"]
    assert (back["back"], back["wait_days"], back["untouched"]) == (1, None, 1)


# --- workload ---


def test_what_is_open_and_due(team: Salesmap) -> None:
    team.ok("member", "edit", "ann", "--capacity", "4")
    team.ok("lead", "add", "B", "--owner", "ann", "--value", "100", "--next", "x", "--due", "2026-11-22",
            **on("2026-11-20"))  # fmt: skip
    for day in ("2026-11-23", "2026-11-24", "2026-11-30", "2026-12-01"):
        team.ok("followup", "add", "2", "y", "--due", day, "--owner", "bo")
    team.ok("lead", "add", "C", "--owner", "bo")
    team.ok("lead", "lose", "3", "--reason", "price")
    found = rows_by(team.json("report", "workload"), "person")
    ann = found["ann",]
    assert [ann[key] for key in ("leads", "capacity", "load", "followups", "overdue")] == [
        2, 4, 0.5, 1, 1,
    ]  # fmt: skip
    assert (ann["value"], ann["without_next"], ann["away_until"]) == (100, 1, None)
    bo = found["bo",]
    assert [bo[key] for key in ("leads", "load", "overdue", "due_today", "due_week", "followups")] == [
        0, None, 0, 1, 2, 4,
    ]  # fmt: skip
    assert found["lin",]["leads"] == 0, "who has nothing is there, too"
    explained = rows_by(team.json("report", "workload", "--explain"), "person", "figure")
    assert explained["ann", "leads"]["lead_ids"] == [1, 2]
    assert explained["bo", "due_today"]["lead_ids"] == [2]
    assert team.json("report", "workload", "--by", "team")[0]["leads"] == 2


def test_workload_without_members(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--owner", "Ann")
    salesmap.ok("lead", "add", "B", "--owner", "ann")
    (row,) = salesmap.json("report", "workload")
    assert (row["person"], row["leads"], row["capacity"]) == ("Ann", 2, None)


# --- coach ---


def closed(owner: str, won: int, lost: int) -> list[str]:
    return [
        f"{owner} {status} {number},{owner},{status},2026-11-01,2026-11-20"
        for status, count in (("won", won), ("lost", lost))
        for number in range(count)
    ]


def test_where_a_person_loses(team: Salesmap, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    rows = [*closed("ann", 2, 8), *closed("bo", 5, 5), *closed("lin", 3, 0)]
    file.write_text("name,owner,status,created,closed\n" + "\n".join(rows) + "\n")
    team.ok("lead", "import", str(file))
    talk = team.json("review", "coach", "ann")
    assert (talk["owner"], talk["against"]) == ("ann", "north")
    assert (talk["since"], talk["until"]) == ("2026-05-28", "2026-11-23")
    win = next(row for row in talk["measures"] if row["measure"] == "win_rate")
    assert (win["person"], win["cases"], win["team_cases"]) == (0.2, 10, 13)
    assert win["team"] == pytest.approx(8 / 13) and win["gap"] == pytest.approx(1 - 0.2 * 13 / 8)
    gaps = [row["gap"] for row in talk["measures"]]
    judged = [gap for gap in gaps if gap is not None]
    assert judged == sorted(judged, reverse=True) and gaps[len(judged) :] == [None] * (
        len(gaps) - len(judged)
    )
    (lead,) = talk["leads"]
    assert lead["id"] == 1 and "no follow-up is planned" in lead["why"]


def test_three_leads_for_the_most_reasons(team: Salesmap) -> None:
    for name, value, more in (
        ("small and late", "1", ("--next", "x", "--due", "2026-11-20")),
        ("large and planned", "900", ("--next", "x", "--due", "2026-12-20")),
        ("large and idle", "800", ()),
        ("small and idle", "2", ()),
    ):
        team.ok("lead", "add", name, "--owner", "ann", "--value", value, *more, **on("2026-11-19"))
    leads = team.json("review", "coach", "ann")["leads"]
    assert [lead["name"] for lead in leads] == ["Harbor", "large and idle", "small and idle"]
    assert leads[0]["why"] == ["no follow-up is planned", "inactive"]


def test_nobody(team: Salesmap) -> None:
    answer = team.ok("review", "coach", "annn")
    assert "No owner 'annn'" in answer.err and "ann" in answer.err


def test_through_the_pool_is_from_hand_to_hand(team: Salesmap) -> None:
    """Who takes a lead out of the pool has it from whoever had it before; oneself hands on nothing."""
    team.ok("lead", "edit", "1", "--owner", "", **on("2026-11-04"))
    team.ok("lead", "edit", "1", "--owner", "bo", **on("2026-11-06"))
    team.ok("lead", "edit", "1", "--owner", "", **on("2026-11-09"))
    team.ok("lead", "edit", "1", "--owner", "bo", **on("2026-11-10"))
    (row,) = team.json("report", "handoffs")
    assert (row["from"], row["to"], row["handoffs"], row["back"]) == ("ann", "bo", 1, 0)
    assert row["wait_days"] == 3.0, "then bo gave it back"
