"""`db trim` and `contact forget`: the journal is shortened, and its seals hold and say so."""

from pathlib import Path

import pytest
from conftest import Salesmap, assert_refused

LATER = {"SALESMAP_NOW": "2026-12-10T09:00:00"}
PERSON = ("Ann Lee", "13800000001", "ann.lee@x.example", "annlee88")


@pytest.fixture
def aged(salesmap: Salesmap) -> Salesmap:
    """Three changes in November, an undo of the second and another change in December."""
    salesmap.ok("lead", "add", "Acme", "--value", "1k")
    salesmap.ok("lead", "edit", "1", "--value", "2k")
    salesmap.ok("lead", "add", "Beta")
    salesmap.ok("undo", "2", **LATER)
    salesmap.ok("lead", "edit", "2", "--value", "5k", **LATER)
    return salesmap


def test_trim(aged: Salesmap) -> None:
    trim = ("db", "trim", "--before", "2026-12-01")
    assert_refused(aged.run(*trim, **LATER), 2, "--yes")
    seal = aged.json("db", "verify")["seal"]
    assert "3 changes" in aged.ok(*trim, "--yes", **LATER).out
    verified = aged.ok("db", "verify")
    assert "3 changes verified" in verified.out and seal in verified.err
    assert "no problems" in aged.ok("db", "check").out
    history = aged.ok("history", "-f", "json", **LATER)
    assert [row["id"] for row in history.data] == [6, 5, 4] and "2026-12-01" in history.err
    past = aged.run("lead", "list", "--as-of", "2026-11-30", **LATER)
    assert past.code == 4 and "reaches back" in past.err
    assert len(aged.json("lead", "list", "--as-of", "2026-12-05", **LATER)) == 2
    assert_refused(aged.run("undo", "1", **LATER), 4, "reaches back")
    for number in ("4", "6"):
        assert aged.run("undo", number, **LATER).code == 4
    aged.ok("undo", **LATER)
    assert aged.json("lead", "show", "2")["value"] is None
    assert_refused(aged.run("undo", **LATER), 3, "nothing to undo")
    aged.ok("lead", "add", "Later", **LATER)
    assert "verified" in aged.ok("db", "verify").out
    assert "nothing from before" in aged.ok(*trim, **LATER).out


@pytest.mark.inconsistent
def test_a_journal_that_was_altered_is_not_trimmed(aged: Salesmap) -> None:
    aged.sql("UPDATE change SET actor = 'somebody' WHERE id = 1")
    refused = aged.run("db", "trim", "--before", "2026-12-01", "--yes", **LATER)
    assert_refused(refused, 4, "change 1")


def test_forget(salesmap: Salesmap) -> None:
    name, phone, email, wechat = PERSON
    salesmap.ok("lead", "add", "Pumps", "--company", "Acme", "--contact", name, "--phone", phone,
                "--email", email, "--wechat", wechat)  # fmt: skip
    salesmap.ok("lead", "edit", "1", "--phone", "13800000002")
    salesmap.ok("lead", "add", f"Boat of {name}")
    salesmap.ok("log", "1", "call", f"{name} wants a quote; Annual plan")
    for region in (name.upper(), "north"):
        salesmap.ok("lead", "edit", "2", "--region", region)
    salesmap.ok("db", "backup", f"{salesmap.db}.schema-1")
    assert_refused(salesmap.run("contact", "forget", "1"), 2, "--yes")
    answer = salesmap.ok("contact", "forget", name, "--yes")
    assert "interaction 1" in answer.err and "lead 2" in answer.err and "schema-1" in answer.err
    rows = salesmap.sql("SELECT name, phone, email, wechat, fields FROM contact")
    assert rows == [(None, None, None, None, "{}")]
    held = "\n".join(str(row) for row in [
        *salesmap.sql("SELECT before FROM change_row"),
        *salesmap.sql("SELECT command, subject, answer FROM change"),
    ])  # fmt: skip
    assert not [word for word in (*PERSON, name.upper(), "13800000002") if word in held]
    assert "verified" in salesmap.ok("db", "verify").out
    assert "no problems" in salesmap.ok("db", "check").out
    content = Path(salesmap.db).read_bytes()
    assert not [word for word in (phone, email, wechat, "13800000002") if word.encode() in content]
    salesmap.ok("undo", "2")
    assert salesmap.sql("SELECT phone FROM contact") == [(None,)]
    assert "verified" in salesmap.ok("db", "verify").out


def test_forgetting_nobody(salesmap: Salesmap) -> None:
    assert salesmap.run("contact", "forget", "7", "--yes").code == 3
