"""Undo, redo and history where several people share a database."""

import pytest
from conftest import Salesmap, assert_refused


@pytest.fixture
def team(salesmap: Salesmap) -> Salesmap:
    """Ann added a lead, then bo another one."""
    salesmap.ok("lead", "add", "Anns", SALESMAP_USER="ann")
    salesmap.ok("lead", "add", "Bos", SALESMAP_USER="bo")
    return salesmap


def names(team: Salesmap) -> list[str]:
    return sorted(row["name"] for row in team.json("lead", "list"))


def test_bare_undo_and_redo_are_ones_own(team: Salesmap) -> None:
    assert "(ann)" in team.ok("undo", SALESMAP_USER="ann").out
    assert names(team) == ["Bos"]
    refused = team.run("redo", SALESMAP_USER="bo")
    assert_refused(refused, 3, "undone by ann", "salesmap redo 1")
    team.ok("redo", SALESMAP_USER="Ann")
    assert names(team) == ["Anns", "Bos"]


def test_anothers_by_number(team: Salesmap) -> None:
    assert_refused(team.run("undo", SALESMAP_USER="cy"), 3, "2 (bo)", "salesmap undo 2")
    assert "change 2 (bo)" in team.ok("undo", "2", SALESMAP_USER="cy").out
    assert_refused(team.run("redo", "1", SALESMAP_USER="cy"), 4, "not undone")
    assert "change 2 (bo)" in team.ok("redo", "2", SALESMAP_USER="ann").out
    assert_refused(team.run("redo", "2", SALESMAP_USER="ann"), 4, "not undone")
    assert_refused(team.run("redo", "4", SALESMAP_USER="ann"), 4, "not undone")
    assert_refused(team.run("redo", "99", SALESMAP_USER="ann"), 3, "not found")
    assert names(team) == ["Anns", "Bos"]


def test_nothing_at_all(salesmap: Salesmap) -> None:
    assert_refused(salesmap.run("undo"), 3, "There is nothing to undo.")
    assert_refused(salesmap.run("redo"), 3, "There is nothing to redo.")


def test_whose_history(team: Salesmap) -> None:
    assert [row["actor"] for row in team.json("history")] == ["bo", "ann"]
    assert [row["id"] for row in team.json("history", "--mine", SALESMAP_USER="ann")] == [1]
    assert [row["id"] for row in team.json("history", "--actor", "BO")] == [2]
    assert [row["id"] for row in team.json("history", "--actor", "me", SALESMAP_USER="bo")] == [2]
    nobody = team.run("history", "--actor", "cy")
    assert nobody.code == 0 and "Known: ann, bo" in nobody.err


def test_history_of_all_that_hangs_on_a_lead(filled: Salesmap) -> None:
    filled.ok("lead", "check", "1", "needs.confirmed")
    assert filled.json("history", "1")[0]["command"].endswith("lead check 1 needs.confirmed")


def test_a_new_owner_gets_the_follow_ups(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--owner", "ann", "--next", "call", "--due", "fri")
    salesmap.ok("followup", "add", "1", "measure", "--due", "fri")
    salesmap.ok("followup", "add", "1", "print", "--due", "fri", "--owner", "cy")
    salesmap.ok("followup", "done", "2")
    late = {"SALESMAP_NOW": "2026-11-25T09:00:00"}
    answer = salesmap.ok("lead", "edit", "1", "--owner", "bo", **late).out
    assert "1 open follow-up went to bo" in answer
    rows = salesmap.sql("SELECT owner FROM followup ORDER BY id")
    assert rows == [("bo",), ("ann",), ("cy",)]
    assert salesmap.sql("SELECT assigned_at FROM lead") == [("2026-11-25T01:00:00Z",)]
    salesmap.ok("undo")
    assert salesmap.sql("SELECT owner FROM followup ORDER BY id") == [("ann",), ("ann",), ("cy",)]


def test_without_an_owner_the_follow_ups_stay(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--owner", "ann", "--next", "call", "--due", "fri")
    answer = salesmap.ok("lead", "edit", "1", "--owner", "").out
    assert "went to" not in answer
    assert salesmap.sql("SELECT owner FROM followup") == [("ann",)]
