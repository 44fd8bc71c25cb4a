"""Comments, the inbox, and what is sent of it."""

from typing import Any

import pytest
from conftest import Salesmap, assert_refused
from support.machine.receivers import http_receiver

LATER = {"SALESMAP_NOW": "2026-11-24T09:00:00"}


@pytest.fixture
def team(salesmap: Salesmap) -> Salesmap:
    """Lin and bo may see what is ann's; lead 1 is."""
    salesmap.ok("member", "add", "lin", "--role", "manager")
    salesmap.ok("member", "add", "ann", "--role", "rep")
    salesmap.ok("member", "add", "bo", "--role", "manager")
    salesmap.ok("lead", "add", "Harbor", "--owner", "ann", SALESMAP_USER="ann")
    return salesmap


def inbox(salesmap: Salesmap, person: str, *more: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = salesmap.json("inbox", *more, SALESMAP_USER=person)
    return rows


def kinds(salesmap: Salesmap, person: str) -> list[str]:
    return [row["kind"] for row in inbox(salesmap, person)]


def test_a_comment_tells_whom_it_concerns(team: Salesmap) -> None:
    made = team.ok("comment", "harbor", "@bo see below", "--format", "json").data
    assert made == {
        "id": 1, "lead_id": 1, "text": "@bo see below", "actor": "lin", "told": ["bo", "ann"],
        "unknown": [], "unseeing": [],
    }  # fmt: skip
    (row,) = inbox(team, "bo")
    assert row == {
        "id": row["id"], "at": "2026-11-23T01:00:00Z", "from": "lin", "lead": "Harbor",
        "text": "@bo see below", "read": False, "kind": "mention", "lead_id": 1,
    }  # fmt: skip
    assert [row["kind"] for row in inbox(team, "ann")] == ["comment"], "it is her lead"
    assert inbox(team, "lin") == [], "nobody is told what they wrote themselves"
    team.ok("comment", "1", "thanks", SALESMAP_USER="bo")
    assert kinds(team, "lin") == ["comment"], "who wrote before"
    assert kinds(team, "ann") == ["comment", "comment"]
    events = [row["event"] for row in team.json("lead", "show", "1")["timeline"]]
    assert events == ["stage", "comment", "comment"]


def test_nobody_and_nothing(team: Salesmap) -> None:
    answer = team.ok("comment", "1", "@dee @dee @bo.")
    assert "Nobody is called @dee: not told." in answer.err and "bo, ann" in answer.out
    assert_refused(team.run("comment", "1", " "), 2, "cannot be empty")
    assert_refused(team.run("comment", "99", "x"), 3, "not found")
    assert team.ok("comment", "1", "-", stdin="from a file\n").code == 0
    assert inbox(team, "ann")[-1]["text"] == "from a file"


def test_who_left_is_told_nothing(team: Salesmap) -> None:
    team.ok("comment", "1", "mine", SALESMAP_USER="bo")
    team.ok("member", "leave", "bo")
    assert "Nobody is called @bo" in team.ok("comment", "1", "@bo?").err
    assert kinds(team, "bo") == []


def test_without_members_it_is_who_there_is(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--owner", "ann")
    assert salesmap.json("inbox", SALESMAP_USER="ann") == [], "a solo database tells nobody"
    said = salesmap.ok("comment", "1", "@Ann @LIN @zoe")
    assert "Told: ann." in said.out and "@zoe" in said.err
    assert kinds(salesmap, "ANN") == ["mention"]


def test_reading(team: Salesmap) -> None:
    team.ok("comment", "1", "one")
    team.ok("comment", "1", "two")
    user = {"SALESMAP_USER": "ann"}
    assert len(inbox(team, "ann")) == 2
    changes = len(team.json("history"))
    assert "2 marked as read" in team.ok("inbox", "--mark-read", **user).err
    assert inbox(team, "ann") == []
    assert [row["read"] for row in inbox(team, "ann", "--all")] == [True, True]
    assert team.ok("inbox", "--mark-read", **user).err == ""
    assert len(team.json("history")) == changes, "reading stands in the way of no undo"
    team.ok("undo")
    assert [row["text"] for row in inbox(team, "ann", "--all")] == ["one"]
    team.ok("redo")
    assert [row["read"] for row in inbox(team, "ann", "--all")] == [True, True]


def test_a_limit_marks_what_it_shows(team: Salesmap) -> None:
    for text in ("one", "two", "three"):
        team.ok("comment", "1", text)
    team.ok("inbox", "--limit", "2", "--mark-read", SALESMAP_USER="ann")
    assert [row["text"] for row in inbox(team, "ann")] == ["three"]


def test_who_got_a_lead(team: Salesmap, tmp_path: Any) -> None:
    team.ok("lead", "add", "B", "--owner", "bo")
    team.ok("lead", "edit", "2", "--source", "web")
    team.ok("lead", "assign", "1", "bo", SALESMAP_USER="bo")
    assert [(row["kind"], row["lead_id"]) for row in inbox(team, "bo")] == [("assigned", 2)], (
        "who takes a lead knows it"
    )
    file = tmp_path / "leads.csv"
    file.write_text(
        "name,owner\n" + "".join(f"L{n},{'bo' if n < 4 else 'ann'}\n" for n in range(7))
    )
    team.ok("lead", "import", str(file))
    assert [(row["lead_id"], row["text"]) for row in inbox(team, "bo")][1:] == [
        (None, "4 leads are yours now.")
    ]
    assert [row["lead"] for row in inbox(team, "ann")] == ["L4", "L5", "L6"]
    team.ok("undo")
    assert inbox(team, "ann") == []


def test_conflicts_and_how_they_were_settled(team: Salesmap) -> None:
    team.ok("lead", "edit", "1", "--company", "Harbor Ltd", SALESMAP_USER="ann")
    add = ("lead", "add", "B", "--company", "Harbor", "--allow-duplicate")
    team.ok(*add, SALESMAP_USER="bo")
    (row,) = inbox(team, "ann")
    assert (row["kind"], row["from"], row["lead_id"]) == ("conflict", "bo", 1)
    assert "lead 2" in row["text"]
    team.ok("lead", "conflict", "settle", "1", "--to", "ann")
    assert [row["text"] for row in inbox(team, "ann")][1:] == ["This lead is yours now."]
    assert [row["text"] for row in inbox(team, "bo")] == [
        "Conflict settled: the leads belong to ann."
    ]


def test_merged_leads_keep_the_talk(team: Salesmap) -> None:
    team.ok("lead", "add", "Harbor 2", "--owner", "ann")
    team.ok("comment", "2", "@bo hello")
    team.ok("dup", "merge", "lead:1", "lead:2", "--yes")
    assert [row["lead_id"] for row in inbox(team, "bo")] == [1]
    assert "hello" in str(team.json("lead", "show", "1")["timeline"])


def test_as_of_and_find_and_export(team: Salesmap, tmp_path: Any) -> None:
    team.ok("comment", "1", "pricing is odd", **LATER)
    assert inbox(team, "ann", "--as-of", "2026-11-23") == []
    past = team.ok("lead", "show", "1", "--as-of", "2026-11-23", "-f", "json", **LATER)
    assert [row["event"] for row in past.data["timeline"]] == ["stage"]
    assert [row["kind"] for row in team.json("find", "odd")] == ["comment"]
    team.ok("inbox", "--mark-read", SALESMAP_USER="ann", **LATER)
    team.ok("member", "edit", "lin", "--role", "admin")
    team.ok("export", "--all", str(tmp_path / "text"))
    copy = Salesmap(tmp_path / "copy.db", team.home)
    copy.ok("import", "--all", str(tmp_path / "text"))
    assert [row["read"] for row in inbox(copy, "ann", "--all")] == [True]


def test_each_piece_is_sent_once(team: Salesmap) -> None:
    pytest.importorskip("apprise")
    received: list[dict[str, Any]] = []
    status = [500]
    team.ok("comment", "1", "@bo one")
    with http_receiver(received, status) as address:
        config = f"bo={address} ann={address}"
        team.ok("config", "set", "notify", config)
        assert team.run("inbox", "--notify", "config").code == 5
        status[0], received[:] = 200, []
        assert "Sent: 2 messages." in team.ok("inbox", "--notify", "config").err
        assert [each["title"] for each in received] == [
            "lin to bo: lead 1 (Harbor)", "lin to ann: lead 1 (Harbor)"
        ]  # fmt: skip
        assert {each["message"] for each in received} == {"@bo one"}
        assert team.ok("inbox", "--notify", "config").err == ""
        assert team.ok("inbox", "--notify", "config", **LATER).err == "", "nor the next day"
        team.ok("comment", "1", "@bo two", **LATER)
        team.ok("inbox", "--mark-read", SALESMAP_USER="ann", **LATER)
        team.ok("due", "--notify", "config", **LATER)
        assert [each["message"] for each in received[2:]] == ["@bo two"], "ann has read it"
    assert len(received) == 3


def test_an_address_of_nobody_is_told(team: Salesmap) -> None:
    """A mistyped name would never get anything, in silence."""
    pytest.importorskip("apprise")
    received: list[dict[str, Any]] = []
    told = "Addresses of who is no member of the team: anne, zed."
    with http_receiver(received, [200]) as address:
        named = [f"--notify={name}={address}" for name in ("zed", "ann", "BO", "anne")]
        for command in (["due"], ["inbox"], ["kpi"], ["diagnose"]):
            assert team.ok(*command, *named).err.count(told) == 1
            assert "no member" not in team.ok(*command, *named[1:3]).err
        unset = team.run("due", named[0], "--notify", "config")
    assert_refused(unset, 2, "No address is set.")


def test_an_old_inbox_is_not_sent(team: Salesmap) -> None:
    pytest.importorskip("apprise")
    received: list[dict[str, Any]] = []
    team.ok("comment", "1", "@bo one")
    with http_receiver(received, [200]) as address:
        for day, count in (("2026-12-01", 0), ("2026-11-30", 1)):
            now = {"SALESMAP_NOW": f"{day}T09:00:00"}
            team.ok("inbox", "--notify", f"bo={address}", **now)
            assert len(received) == count, day


def test_in_the_language_of_its_reader(team: Salesmap) -> None:
    pytest.importorskip("apprise")
    team.ok("member", "edit", "bo", "--language", "zh")
    team.ok("lead", "assign", "1", "bo")
    received: list[dict[str, Any]] = []
    with http_receiver(received, [200]) as address:
        answer = team.ok("inbox", "--notify", f"bo={address}")
    assert "Sent: 1 message." in answer.err
    assert received[0]["message"] == "这条线索现由您负责。"


def test_the_digest_has_the_gap_to_the_target(team: Salesmap) -> None:
    pytest.importorskip("apprise")
    team.ok("target", "set", "100k", "--owner", "ann", "--period", "2026-11")
    team.ok("followup", "add", "1", "call", "--due", "today", "--owner", "ann")
    received: list[dict[str, Any]] = []
    with http_receiver(received, [200]) as address:
        team.ok("due", "--notify", f"ann={address}", "--notify", f"bo={address}")
        team.ok("due", "--notify", f"ann={address}", "--notify", f"bo={address}")
    (digest,) = received
    assert "call" in digest["message"]
    assert digest["message"].endswith(
        "Target 2026-11, value: 0 of 100,000; 100,000 to go, 16,666.67 a working day."
    )


def test_approvals(team: Salesmap) -> None:
    """Who may approve is told, and who asked is told the decision."""
    team.ok("map", "export", "map.toml")
    path = team.home / "map.toml"
    text = path.read_text(encoding="utf-8")
    text += '\n[[approval]]\nkey = "big"\nof = "quote"\nwhen = ["total>100"]\nrole = "manager"\n'
    path.write_text(text, encoding="utf-8")
    team.ok("map", "apply", str(path), "--yes")
    team.ok("member", "add", "fay", "--role", "finance")
    ann = {"SALESMAP_USER": "ann"}
    team.ok("quote", "new", "1", "Desk", "--price", "500", **ann)
    team.ok("quote", "ask", "1", "--why", "large", **ann)
    (asked,) = inbox(team, "lin")
    assert (asked["kind"], asked["from"], asked["lead_id"]) == ("approval", "ann", 1)
    assert inbox(team, "fay") == []
    assert asked["text"] == "Your approval is asked for: draft 1."
    team.ok("quote", "refuse", "1", "--note", "too dear")
    (decided,) = inbox(team, "ann")
    assert (decided["kind"], decided["from"]) == ("decision", "lin")
    assert decided["text"] == "draft 1 was refused. too dear"
    team.ok("undo")
    assert inbox(team, "ann") == []
    team.ok("undo", SALESMAP_USER="ann")
    team.ok("member", "away", "lin", "--until", "2026-11-25", "--deputy", "fay")
    team.ok("quote", "ask", "1", "--why", "large", **ann)
    assert [row["kind"] for row in inbox(team, "fay")] == ["approval"], "the deputy of who is away"
    assert [row["kind"] for row in inbox(team, "bo")] == ["approval"], "once, whose role it is"


def test_a_handover_is_told(team: Salesmap) -> None:
    for name in ("B", "C", "D"):
        team.ok("lead", "add", name, "--owner", "ann", SALESMAP_USER="ann")
    team.ok("handover", "ann", "bo")
    (row,) = inbox(team, "bo")
    assert (row["kind"], row["from"], row["lead_id"]) == ("handover", "lin", None)
    assert row["text"] == "4 leads were handed over to you."
    team.ok("undo")
    assert inbox(team, "bo") == []


def test_in_the_time_zone_of_its_reader(team: Salesmap) -> None:
    pytest.importorskip("apprise")
    team.ok("member", "edit", "ann", "--timezone", "America/New_York")
    team.ok("followup", "add", "1", "call", "--due", "today 15:00", "--owner", "ann")
    received: list[dict[str, Any]] = []
    with http_receiver(received, [200]) as address:
        team.ok("due", "--notify", f"ann={address}", "--notify", address)
    assert "2026-11-23 02:00" in received[0]["message"]
    assert "2026-11-23 15:00" in received[1]["message"]


def test_the_first_screen_counts_what_is_unread(team: Salesmap) -> None:
    ann = {"SALESMAP_USER": "ann"}
    assert "unread" not in team.ok("today", **ann).err
    team.ok("comment", "1", "one")
    assert "1 unread message: see 'salesmap inbox'." in team.ok("today", **ann).err
    team.ok("inbox", "--mark-read", **ann)
    assert "unread" not in team.ok("today", **ann).err


def test_only_who_may_see_the_lead(team: Salesmap) -> None:
    """A mention grants no right; who may not see a lead comments on none."""
    team.ok("member", "add", "cy", "--role", "rep")
    team.ok("member", "add", "fay", "--role", "finance")
    said = team.ok("comment", "1", "@cy @fay look", "--format", "json")
    assert said.data["told"] == ["fay", "ann"] and said.data["unseeing"] == ["cy"]
    assert "may not see the lead: cy" in said.err
    assert inbox(team, "cy") == []
    refused = team.run("comment", "1", "me, too", SALESMAP_USER="cy")
    assert_refused(refused, 4, "cy (rep)", "ann", "manager")
    team.ok("comment", "1", "paid", SALESMAP_USER="fay")
    team.ok("lead", "edit", "1", "--owner", "", SALESMAP_USER="lin")
    team.ok("comment", "1", "in the pool, @cy", SALESMAP_USER="ann")
    assert [row["text"] for row in inbox(team, "cy")] == ["in the pool, @cy"]


def test_a_paper_stands_for_its_lead(team: Salesmap) -> None:
    team.ok("quote", "new", "1", "Desk", "--price", "500", SALESMAP_USER="ann")
    team.ok("comment", "quote:1", "too dear?")
    assert inbox(team, "ann")[0]["lead_id"] == 1
    team.ok("customer", "add", "Quay")
    team.ok("ticket", "new", "Quay", "Leaks")
    assert_refused(team.run("comment", "ticket:1", "x"), 3, "T-2026-0001", "has no lead")
    assert_refused(team.run("comment", "quote:9", "x"), 3, "not found")
