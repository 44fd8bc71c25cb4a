"""Natural guesses work, or the error names the right command; several records; one gesture."""

import pytest

from tests.conftest import Salesmap, made_once


@made_once
def crm(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Cold Harbor", "--company", "Harbor Ltd", "--value", "10k")
    salesmap.ok("lead", "add", "Blue Sky", "--company", "Sky AG", "--value", "5k")
    salesmap.ok("lead", "add", "Red Brick", "--company", "Brick KG")


@pytest.mark.parametrize(
    "line",
    [
        "find harbor", "today", "leads", "lead ls", "lead find cold", "lead list --mine", "lead list --overdue",
        "lead list --all", "lead list --json", "lead list -n 2 -s name -m", "due --week", "board --mine", "stage list", "field list",
        "stages", "fields", "reports", "report", "config get lang", "config unset limit", "-V", "lead show 1 2",
        "lead edit harbor value=30k", "lead advance harbor quote", "log harbor hello", "contacts", "followups", "help import",
        "lead assign harbor bo", "field add urgency", "lead new Other",
    ],
)  # fmt: skip
def test_they_work(crm: Salesmap, line: str) -> None:
    crm.ok(*line.split())


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("lead rm 1", "drop"), ("lead delete 1", "drop"), ("list", "lead list"), ("add x", "lead add"), ("call 1 x", "log LEAD call"),
        ("todo", "due"), ("dashboard", "board"), ("backup x", "db backup"), ("settings", "config show"), ("winrate", "report winrate"),
        ("followup rm 1", "drop"), ("deals", "lead list"), ("leed list", "lead"), ("stats", "kpi"), ("merge 1 2", "dup merge"),
    ],
)  # fmt: skip
def test_the_error_names_the_right_command(crm: Salesmap, line: str, right: str) -> None:
    answer = crm.run(*line.split())
    assert answer.code == 2 and right in answer.err.splitlines()[0]


def test_json(crm: Salesmap) -> None:
    assert crm.ok("lead", "list", "--json").data == crm.json("lead", "list")
    assert crm.ok("lead", "show", "1", "--json").data["id"] == 1


def test_several_records(crm: Salesmap) -> None:
    assert [row["id"] for row in crm.json("lead", "show", "2", "1")] == [2, 1]
    crm.ok("lead", "edit", "1", "2", "owner=bo", "--tag", "autumn")
    assert {row["owner"] for row in crm.json("lead", "list", "--tag", "autumn")} == {"bo"}
    crm.ok("undo")
    assert crm.json("lead", "list", "--tag", "autumn") == [], "one undo takes both back"
    crm.ok("lead", "lose", "1", "2", "--reason", "price")
    assert len(crm.json("lead", "list")) == 1
    crm.ok("undo")
    crm.ok("lead", "assign", "1", "3", "zoe")
    assert len(crm.json("lead", "list", "--owner", "zoe")) == 2
    assert crm.run("lead", "assign", "zoe").code == 2


def test_all_or_none(crm: Salesmap) -> None:
    crm.ok("lead", "lose", "2", "--reason", "price")
    assert crm.run("lead", "lose", "1", "2", "--reason", "price").code == 4
    assert crm.json("lead", "show", "1")["status"] == "open"


def test_a_selection(crm: Salesmap) -> None:
    refused = crm.run("lead", "edit", "--where", "value>1k", "--owner", "bo")
    assert refused.code == 2 and "Cold Harbor" in refused.err and "--yes" in refused.err
    crm.ok("lead", "edit", "--where", "value>1k", "--owner", "bo", "--yes")
    assert {row["id"] for row in crm.json("lead", "list", "--owner", "bo")} == {1, 2}
    nothing = crm.ok("lead", "edit", "--where", "value>1m", "--owner", "x", "--yes")
    assert "No leads pass" in nothing.err
    assert crm.run("lead", "edit", "1", "--where", "value>1k", "--owner", "x").code == 2
    assert crm.run("lead", "edit", "--owner", "x").code == 2


def test_assignments_are_read_as_options(crm: Salesmap) -> None:
    crm.ok(
        "lead", "edit", "cold", "value=30k", "company=New Ltd", "close=2026-12-01", "owner=me", "--new-field", "budget=60000"
    )  # fmt: skip
    lead = crm.json("lead", "show", "1")
    assert (lead["value"], lead["customer"], lead["expected_close"]) == (
        30000,
        "New Ltd",
        "2026-12-01",
    )
    assert lead["owner"] == "lin" and lead["fields"] == {"budget": "60000"}
    crm.ok("lead", "edit", "1", "value=")
    assert crm.json("lead", "show", "1")["value"] is None


def test_one_gesture_is_one_change(crm: Salesmap) -> None:
    before = crm.json("lead", "show", "1")
    crm.ok(
        "log", "cold", "call", "wants a quote", "--set", "budget=20k", "--value", "22k", "--stage", "quote",
        "--next", "send it", "--due", "fri", "--new-field",
    )  # fmt: skip
    lead = crm.json("lead", "show", "1")
    assert (lead["stage"], lead["value"], lead["fields"]) == ("quote", 22000, {"budget": "20k"})
    assert lead["next_due"] == "2026-11-27"
    assert crm.json("history")[0]["summary"] == "Logged contact with Cold Harbor"
    crm.ok("undo")
    after = crm.json("lead", "show", "1")
    assert {key: after[key] for key in ("stage", "value", "fields", "next_due")} == {
        key: before[key] for key in ("stage", "value", "fields", "next_due")
    }


def test_a_text_alone_is_a_note(crm: Salesmap) -> None:
    assert "note" in crm.ok("log", "cold", "nice people").out
    assert crm.sql("SELECT kind, text FROM interaction") == [("note", "nice people")]
    assert crm.run("log", "cold", "call", "one", "two").code == 2


def test_followups_by_their_lead(crm: Salesmap) -> None:
    crm.ok("followup", "add", "cold", "call back", "--due", "fri")
    assert crm.ok("followup", "done", "cold").out.startswith("Done: follow-up 1")
    assert crm.run("followup", "done", "cold").code == 3
    crm.ok("followup", "add", "cold", "a", "--due", "fri")
    crm.ok("followup", "add", "cold", "b", "--due", "fri")
    several = crm.run("followup", "done", "cold")
    assert several.code == 4 and "2 'a', 3 'b'" in several.err
    crm.ok("followup", "done", "2", "3")
    crm.ok("undo")
    assert len(crm.json("followup", "list")) == 2
    crm.ok("followup", "snooze", "3", "mon")
    crm.ok("followup", "drop", "2", "3")
    assert crm.json("followup", "list") == []


def test_config_get_and_unset(salesmap: Salesmap) -> None:
    salesmap.ok("config", "set", "limit", "7")
    assert salesmap.ok("config", "get", "limit").out == "7\n"
    salesmap.ok("config", "unset", "limit")
    assert salesmap.ok("config", "get", "limit").out == "50\n"
    assert "is not set" in salesmap.ok("config", "unset", "limit").out
    assert salesmap.run("config", "get", "nix").code == 2


def test_stages_and_fields(crm: Salesmap) -> None:
    rows = crm.json("stage", "list")
    assert [row["stage"] for row in rows] == [
        "lead",
        "needs",
        "solution",
        "quote",
        "contract",
        "aftersales",
    ]
    assert rows[0]["now"] == 3
    crm.ok("field", "add", "budget")
    crm.ok("lead", "edit", "1", "budget=5")
    assert {row["field"]: row["leads"] for row in crm.json("field", "list")}["budget"] == 1
    assert "already" in crm.ok("field", "add", "budget").out


def test_followups_of_a_closed_lead_are_canceled_along(crm: Salesmap) -> None:
    crm.ok("followup", "add", "1", "call", "--due", "fri")
    assert "Canceled 1 open follow-up." in crm.ok("lead", "lose", "1", "--reason", "price").out
    assert crm.json("followup", "list") == []
    crm.ok("undo")
    assert len(crm.json("followup", "list")) == 1, "one undo brings both back"
    crm.ok("lead", "drop", "1", "--keep-followups")
    assert len(crm.json("followup", "list")) == 1
    crm.ok("undo")
    assert "Canceled 1 open follow-up." in crm.ok("lead", "drop", "1").out
    assert crm.json("followup", "list") == []
    crm.ok("followup", "add", "2", "a", "--due", "fri")
    crm.ok("followup", "add", "3", "b", "--due", "fri")
    assert "Canceled 2 open follow-ups." in crm.ok("lead", "drop", "2", "3").out


@pytest.mark.parametrize(
    "line",
    [
        "lead add X --email nope",
        "lead edit 1 --phone 12",
        "lead edit 1 email=a@",
        "contact add X --email nope",
    ],
)
def test_implausible_addresses_are_refused(crm: Salesmap, line: str) -> None:
    answer = crm.run(*line.split())
    assert answer.code == 2 and "is no" in answer.err


def test_a_day_that_is_over_is_told(crm: Salesmap) -> None:
    crm.ok("followup", "add", "1", "call", "--due", "fri")
    assert (
        "2026-11-22 is in the past."
        in crm.ok("followup", "add", "1", "x", "--due", "yesterday").err
    )
    assert "is in the past" in crm.ok("followup", "snooze", "1", "2026-01-01").err
    assert "is in the past" not in crm.ok("followup", "snooze", "1", "today").err


def test_next_steps(crm: Salesmap) -> None:
    crm.ok("followup", "add", "1", "call", "--due", "fri")
    crm.ok("followup", "add", "2", "call", "--due", "yesterday")
    (row,) = crm.json("report", "next-steps")
    assert (row["open"], row["with_next"], row["without_next"]) == (3, 1, 2)
    assert row["rate"] == pytest.approx(1 / 3, abs=1e-4)
    rows = {row["stage"]: row["open"] for row in crm.json("report", "next-steps", "--by", "stage")}
    assert rows == {"lead": 3}
    kpi = {row["kpi"]: row for row in crm.json("kpi")}["next-steps"]
    assert kpi["alarm"] is True
    told = {row["figure"]: row for row in crm.json("report", "next-steps", "--explain")}
    assert told["without_next"]["lead_ids"] == [2, 3]


def test_a_followup_that_comes_again(crm: Salesmap) -> None:
    crm.ok("followup", "add", "1", "say hello", "--due", "2026-11-23", "--every", "month")
    crm.ok("followup", "done", "1", SALESMAP_NOW="2026-12-30T09:00:00")
    (row,) = crm.json("followup", "list")
    assert (row["id"], row["what"], row["due_on"]) == (2, "say hello", "2027-01-23")
    crm.ok("undo")
    assert [row["id"] for row in crm.json("followup", "list")] == [1]
    crm.ok("followup", "drop", "1")
    assert crm.json("followup", "list") == []
    assert crm.json("followup", "add", "1", "weekly", "--every", "2w")["due_on"] == "2026-12-07"


def test_a_followup_after_the_last_contact(crm: Salesmap) -> None:
    assert (
        crm.json("followup", "add", "1", "care", "--after-contact", "30d")["due_on"] == "2026-12-23"
    )
    crm.ok("log", "1", "call", "spoke", SALESMAP_NOW="2026-12-01T09:00:00")
    (row,) = crm.json("followup", "list")
    assert row["due_on"] == "2026-12-31"
    crm.ok("log", "1", "note", "no contact", SALESMAP_NOW="2026-12-05T09:00:00")
    assert crm.json("followup", "list")[0]["due_on"] == "2026-12-31"
    crm.ok("followup", "done", "1", SALESMAP_NOW="2026-12-10T09:00:00")
    assert crm.json("followup", "list")[0]["due_on"] == "2027-01-09"


@pytest.mark.parametrize(
    "line",
    ["", "--every never", "--every week --after-contact 3d", "--after-contact 2m", "--every 0d"],
)
def test_intervals_refused(crm: Salesmap, line: str) -> None:
    assert crm.run("followup", "add", "1", "x", *line.split()).code == 2


def test_a_typing_error_makes_no_field(crm: Salesmap) -> None:
    crm.ok("lead", "edit", "1", "--set", "urgency=now", "--new-field")
    for line in (
        ["lead", "edit", "1", "--set", "urgncy=now"],
        ["lead", "edit", "1", "urgncy=now"],
        ["log", "1", "x", "--set", "urgncy=now"],
    ):
        refused = crm.run(*line)
        assert refused.code == 2 and "Did you mean urgency?" in refused.err
    assert crm.run("lead", "add", "X", "--set", "colour=red").code == 2
    assert {row["field"] for row in crm.json("field", "list") if row["leads"]} == {"urgency"}
    crm.ok("lead", "edit", "1", "--set", "urgency=")
    assert crm.json("lead", "show", "1")["fields"] == {}
