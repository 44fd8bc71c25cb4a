"""`salesmap ticket`, as people use it: on a Friday evening, over a weekend, around a holiday."""

from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap
from support.machine.receivers import http_receiver

FRIDAY = "2026-11-27T17:30:00"
MONDAY = "2026-11-30T10:15:00"

FIELDS = (
    "id", "number", "state", "customer", "contact", "contract", "kind", "priority", "text", "owner",
    "opened_at", "responded_at", "resolved_at", "response_due", "solution_due", "response_hours",
    "solution_hours", "breached",
)  # fmt: skip


@pytest.fixture
def harbor(salesmap: Salesmap) -> Salesmap:
    """A customer with a contact, and the targets of the shipped map."""
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd", "--contact", "Mei")
    salesmap.ok("config", "set", "timezone", "UTC")
    return salesmap


def opened(person: Salesmap, *options: str, at: str = FRIDAY) -> dict[str, Any]:
    """Return a new ticket."""
    return person.json("ticket", "new", "harbor", "The pump leaks", *options, SALESMAP_NOW=at)


def test_fields_and_number(harbor: Salesmap) -> None:
    ticket = opened(harbor, "--priority", "high", "--contact", "mei", "--id", "Z-9")
    assert tuple(ticket)[: len(FIELDS)] == FIELDS
    assert ticket["number"] == "T-2026-0001" and ticket["contact"] == "Mei"
    assert ticket["response_due"] == "2026-11-30T12:30:00Z"
    assert (ticket["state"], ticket["breached"], ticket["external_id"]) == ("open", False, "Z-9")
    assert opened(harbor)["number"] == "T-2026-0002"
    harbor.run("undo")
    assert opened(harbor)["number"] == "T-2026-0002", "the number of what was undone is free again"
    again = harbor.run("ticket", "new", "harbor", "x", "--id", "Z-9")
    assert again.code == 4 and "T-2026-0001" in again.err


@pytest.mark.parametrize("reference", ["1", "t-2026-0001", "x:Z-9", "harbor", "leaks"])
def test_found_by(harbor: Salesmap, reference: str) -> None:
    opened(harbor, "--id", "Z-9")
    assert harbor.json("ticket", "show", reference)["id"] == 1


def test_not_found_and_ambiguous(harbor: Salesmap) -> None:
    opened(harbor)
    opened(harbor)
    assert harbor.run("ticket", "show", "nothing of the kind").code == 3
    assert harbor.run("ticket", "new", "nobody", "x").code == 3
    several = harbor.run("ticket", "show", "harbor")
    assert several.code == 4 and "T-2026-0002" in several.err


def test_the_course_of_a_ticket(harbor: Salesmap) -> None:
    opened(harbor)
    now = {"SALESMAP_NOW": MONDAY}
    harbor.ok("ticket", "reply", "1", "--auto", **now)
    assert harbor.json("ticket", "show", "1", **now)["state"] == "open"
    harbor.ok("ticket", "reply", "1", "We come", **now)
    ticket = harbor.json("ticket", "show", "1", **now)
    assert (ticket["state"], ticket["response_hours"]) == ("in_progress", 1.75)
    harbor.ok("ticket", "wait", "1", "--note", "Serial number?", **now)
    later = {**now, "SALESMAP_NOW": "2026-11-30T14:15:00"}
    assert "waits no longer" in harbor.ok("ticket", "note", "1", "4711", **later).out
    assert harbor.json("ticket", "resolve", "1", **later)["solution_hours"] == 1.75
    assert "open again" in harbor.ok("ticket", "note", "1", "It leaks again", **later).out
    harbor.ok("ticket", "close", "1", **later)
    assert harbor.run("ticket", "reply", "1", **later).code == 4
    harbor.ok("ticket", "reopen", "1", **later)
    events = harbor.json("ticket", "show", "1", **later)["events"]
    assert [each["event"] for each in events] == [
        "opened", "replied", "replied", "waiting", "customer", "resolved", "customer", "closed",
        "reopened",
    ]  # fmt: skip
    harbor.ok("db", "check")
    for _each in events[1:]:
        harbor.ok("undo", **later)
    assert harbor.json("ticket", "show", "1", **later)["state"] == "open"
    harbor.ok("db", "check")


def test_what_is_dated_wrong_is_refused(harbor: Salesmap) -> None:
    opened(harbor)
    now = {"SALESMAP_NOW": MONDAY}
    assert harbor.run("ticket", "reply", "1", "--at", "2026-11-27 17:29", **now).code == 4
    assert harbor.run("ticket", "reply", "1", "--at", "2026-11-30 10:16", **now).code == 2
    assert harbor.run("ticket", "new", "harbor", "x", "--at", "2026-12-01", **now).code == 2
    harbor.ok("ticket", "wait", "1", "--at", "2026-11-30 10:00", **now)
    early = harbor.run("ticket", "resolve", "1", "--at", "2026-11-30 09:30", **now)
    assert early.code == 4 and "waiting" in early.err
    assert harbor.run("ticket", "wait", "1", **now).code == 4


def test_holidays_and_years_that_are_not_published(harbor: Salesmap) -> None:
    harbor.ok("config", "set", "calendar.country", "CN")
    holiday = opened(harbor, "--priority", "high", at="2026-09-30T16:00:00")
    assert holiday["response_due"] == "2026-10-08T11:00:00Z"
    answer = harbor.ok(
        "ticket", "new", "harbor", "x", "--priority", "low", SALESMAP_NOW="2026-12-30T16:00:00"
    )
    assert "2027" in answer.err and "not published" in answer.err


def test_hours_of_the_calendar(harbor: Salesmap) -> None:
    harbor.ok("config", "set", "calendar.hours", "mon-fri 9:00-12:00 13:30-18:00; sat 9-12")
    ticket = opened(harbor, "--priority", "high")
    assert ticket["response_due"] == "2026-11-30T09:30:00Z"


def test_ours_and_a_priority_without_targets(harbor: Salesmap, tmp_path: Path) -> None:
    ours = opened(harbor, "--ours")
    assert ours["response_due"] is None and ours["solution_due"] is not None
    source = harbor.ok("map", "export").out.replace('priority = "low"', 'priority = "normal"')
    path = tmp_path / "own.toml"
    path.write_text(source, encoding="utf-8")
    assert "twice" in harbor.run("map", "check", str(path)).out
    path.write_text(
        "\n".join(harbor.ok("map", "export").out.split("[[service]]")[0:1])
        + harbor.ok("map", "export").out.split("solution_hours = 80\n")[1],
        encoding="utf-8",
    )
    harbor.ok("map", "apply", str(path), "--yes")
    without = harbor.ok("ticket", "new", "harbor", "x")
    assert "no targets" in without.err
    assert harbor.json("ticket", "show", "2")["solution_due"] is None


def test_another_priority_and_owner(harbor: Salesmap) -> None:
    opened(harbor)
    now = {"SALESMAP_NOW": MONDAY}
    changed = harbor.ok("ticket", "edit", "1", "--priority", "紧急", "--owner", "bo", **now)
    assert "urgent" in changed.out and "2026-11-30 09:30" in changed.out
    assert harbor.json("ticket", "list", "--owner", "bo", "--breached", **now)[0]["id"] == 1
    assert harbor.run("ticket", "edit", "1", "--priority", "soon").code == 2
    assert harbor.run("ticket", "edit", "1").code == 2


def test_contact_and_contract_of_another_customer(harbor: Salesmap) -> None:
    harbor.ok("lead", "add", "Atlas", "--company", "Atlas Ltd", "--contact", "Bo")
    refused = harbor.run("ticket", "new", "harbor", "x", "--contact", "bo")
    assert refused.code == 4 and "Atlas Ltd" in refused.err


def test_lists(harbor: Salesmap) -> None:
    opened(harbor, "--priority", "urgent")
    opened(harbor, "--owner", "bo")
    harbor.ok("ticket", "reply", "2", SALESMAP_NOW=MONDAY)
    now = {"SALESMAP_NOW": MONDAY}

    def ids(*options: str) -> list[int]:
        return [row["id"] for row in harbor.json("ticket", "list", *options, **now)]

    assert ids() == [2, 1]
    assert ids("--state", "in_progress") == [2] and ids("--status", "处理中") == [2]
    assert ids("--priority", "urgent", "--priority", "low") == [1]
    assert ids("--breached") == [1]
    assert ids("--customer", "harbor", "--owner", "bo") == [2]
    assert ids("--customer", "nobody") == []
    assert ids("--since", "2026-11-28") == []
    assert harbor.run("ticket", "list", "--state", "lost").code == 2


def test_due(harbor: Salesmap) -> None:
    opened(harbor, "--priority", "high")
    opened(harbor, "--priority", "low")
    rows = harbor.json("due", SALESMAP_NOW=MONDAY)
    assert [(row["kind"], row["id"], row["days_overdue"]) for row in rows] == [("ticket", 1, 0)]
    assert rows[0]["settle"] == "salesmap ticket reply T-2026-0001"
    harbor.ok("ticket", "reply", "1", SALESMAP_NOW=MONDAY)
    assert harbor.json("due", SALESMAP_NOW=MONDAY) == []
    (late, _other) = harbor.json("due", SALESMAP_NOW="2026-12-02T09:00:00")
    assert (late["due_on"], late["days_overdue"]) == ("2026-12-01", 1)
    assert late["settle"] == "salesmap ticket resolve T-2026-0001"
    harbor.ok("ticket", "wait", "1", SALESMAP_NOW="2026-12-02T09:00:00")
    assert [row["id"] for row in harbor.json("due", SALESMAP_NOW="2026-12-02T09:00:00")] == [2]
    assert harbor.json("due", "--owner", "nobody", SALESMAP_NOW="2026-12-02T09:00:00") == []
    assert "BEGIN:VEVENT" in harbor.ok("due", "-f", "ics", SALESMAP_NOW="2026-12-02T09:00:00").out
    assert "T-2026-0002" in harbor.ok("today", SALESMAP_NOW="2026-12-02T09:00:00").out
    harbor.ok("ticket", "close", "2", SALESMAP_NOW="2026-12-02T09:00:00")
    assert harbor.json("due", SALESMAP_NOW="2026-12-02T09:00:00") == []


def test_a_note_after_the_answer_is_answered_again(harbor: Salesmap) -> None:
    opened(harbor, "--priority", "high")
    harbor.ok("ticket", "reply", "1", SALESMAP_NOW=MONDAY)
    harbor.ok("ticket", "note", "1", "It still leaks", SALESMAP_NOW="2026-11-30T17:00:00")
    harbor.ok("ticket", "note", "1", "Hello?", SALESMAP_NOW="2026-11-30T17:30:00")
    assert harbor.json("due", SALESMAP_NOW="2026-11-30T17:30:00") == []
    (row,) = harbor.json("due", SALESMAP_NOW="2026-12-01T09:00:00")
    assert "12:00" in row["what"] and row["settle"] == "salesmap ticket reply T-2026-0001"
    harbor.ok("ticket", "reply", "1", "--auto", SALESMAP_NOW="2026-12-01T09:00:00")
    assert harbor.json("due", SALESMAP_NOW="2026-12-01T09:00:00") == [row]
    harbor.ok("ticket", "reply", "1", SALESMAP_NOW="2026-12-01T09:00:00")
    (row,) = harbor.json("due", SALESMAP_NOW="2026-12-01T09:00:00")
    assert row["settle"] == "salesmap ticket resolve T-2026-0001"


def test_notices_come_in_working_time(harbor: Salesmap) -> None:
    pytest.importorskip("apprise")
    opened(harbor, "--priority", "urgent", at="2026-11-27T09:00:00")
    received: list[dict[str, Any]] = []
    with http_receiver(received, [200]) as address:
        evening = harbor.ok("due", "--notify", address, SALESMAP_NOW="2026-11-28T20:00:00")
        assert "working hours" in evening.err and not received
        harbor.ok("due", "--notify", address, SALESMAP_NOW="2026-11-30T09:00:00")
        harbor.ok("due", "--notify", address, SALESMAP_NOW="2026-11-30T09:05:00")
    assert [each["title"] for each in received] == ["1 ticket due"]


def test_a_lead_and_a_note_of_a_ticket(harbor: Salesmap) -> None:
    opened(harbor, "--contact", "mei")
    harbor.ok("ticket", "reply", "1", "Tighten the seal", SALESMAP_NOW=MONDAY)
    lead = harbor.json("lead", "add", "Spare pump", "--from-ticket", "1", "--allow-duplicate")
    assert (lead["customer"], lead["contact"], lead["source"]) == ("Harbor Ltd", "Mei", "service")
    assert harbor.json("ticket", "show", "1")["lead_id"] == lead["id"]
    harbor.ok("undo")
    assert harbor.json("ticket", "show", "1")["lead_id"] is None
    harbor.ok("kb", "add", "--from-ticket", "T-2026-0001")
    assert "Tighten the seal" in harbor.ok("kb", "show", "1").out
    assert harbor.run("kb", "add").code == 2
    twice = harbor.run("lead", "add", "x", "--company", "Atlas", "--from-ticket", "1")
    assert twice.code == 2


def test_customers_know_their_tickets(harbor: Salesmap) -> None:
    opened(harbor)
    shown = harbor.json("customer", "show", "harbor")
    assert shown["tickets_open"] == 1 and shown["tickets"][0]["number"] == "T-2026-0001"
    assert "T-2026-0001" in shown["timeline"][0]["text"]
    assert [row["kind"] for row in harbor.json("find", "leaks")] == ["ticket"]


def test_merged_customers_keep_their_tickets(harbor: Salesmap) -> None:
    harbor.ok("lead", "add", "Other", "--company", "Harbour Ltd")
    opened(harbor)
    harbor.ok("dup", "merge", "customer:2", "customer:1", "--yes")
    assert harbor.json("customer", "show", "2")["tickets"][0]["id"] == 1
    harbor.ok("db", "check")


def test_as_of_an_earlier_day(harbor: Salesmap) -> None:
    opened(harbor)
    harbor.ok("ticket", "reply", "1", SALESMAP_NOW=MONDAY)
    then = harbor.json("ticket", "show", "1", "--as-of", "2026-11-28", SALESMAP_NOW=MONDAY)
    assert then["state"] == "open" and [each["event"] for each in then["events"]] == ["opened"]


@pytest.mark.inconsistent
def test_the_check_finds_what_was_altered(harbor: Salesmap) -> None:
    opened(harbor)
    harbor.ok("ticket", "reply", "1", SALESMAP_NOW=MONDAY)
    harbor.sql("UPDATE ticket SET responded_at = '2026-11-30T09:00:00Z'")
    assert "Tickets 1" in harbor.run("db", "check").out


def test_nothing_of_tickets_without_tickets(harbor: Salesmap) -> None:
    harbor.ok("followup", "add", "harbor", "Call", "--due", "today")
    assert "ticket" not in harbor.ok("due").out and "ticket" not in harbor.ok("today").out
    assert all(row["report"] != "tickets" for row in harbor.json("kpi") if "report" in row)
    assert "ticket" not in "".join(row["kpi"] for row in harbor.json("kpi"))


def test_a_note_after_the_solution_is_answered_from_then_on(harbor: Salesmap) -> None:
    opened(harbor, at="2026-11-25T09:00:00")
    harbor.ok("ticket", "reply", "1", SALESMAP_NOW="2026-11-25T10:00:00")
    harbor.ok("ticket", "note", "1", "Thanks", SALESMAP_NOW="2026-11-25T11:00:00")
    harbor.ok("ticket", "resolve", "1", SALESMAP_NOW="2026-11-25T14:00:00")
    harbor.ok("ticket", "note", "1", "It leaks", SALESMAP_NOW="2026-11-26T17:00:00")
    (row,) = harbor.json("due", SALESMAP_NOW="2026-11-27T09:00:00")
    assert row["due_on"] == "2026-11-27" and "16:00" in row["what"]
    assert row["settle"].startswith("salesmap ticket reply")


def test_a_note_in_the_minute_of_the_answer(harbor: Salesmap) -> None:
    opened(harbor, "--priority", "high", at="2026-11-25T09:00:00")
    harbor.ok("ticket", "reply", "1", SALESMAP_NOW="2026-11-25T10:00:00")
    harbor.ok("ticket", "note", "1", "And?", SALESMAP_NOW="2026-11-25T10:00:00")
    (row,) = harbor.json("due", SALESMAP_NOW="2026-11-25T12:00:00")
    assert row["settle"].startswith("salesmap ticket reply")


def test_what_is_said_of_earlier_events(harbor: Salesmap) -> None:
    opened(harbor, at="2026-11-25T09:00:00")
    now = {"SALESMAP_NOW": "2026-11-26T12:00:00"}
    harbor.ok("ticket", "resolve", "1", "--at", "2026-11-26 10:00", **now)
    said = harbor.ok("ticket", "note", "1", "Hurry", "--at", "2026-11-26 09:00", **now).out
    assert "it is resolved" in said and "open again" not in said
    harbor.ok("ticket", "note", "1", "It leaks", **now)
    said = harbor.ok("ticket", "wait", "1", "--at", "2026-11-26 09:30", **now).out
    assert "it is open" in said


def test_filters_of_tickets(harbor: Salesmap) -> None:
    harbor.ok("customer", "add", "Atlas Works")
    opened(harbor, "--owner", "Lin", "--channel", "Phone", at="2026-11-20T09:00:00")
    now = {"SALESMAP_NOW": MONDAY}
    harbor.ok("ticket", "new", "atlas", "No power", "--owner", "lin", "--channel", "phone", **now)

    def numbers(*options: str) -> list[int]:
        return [row["id"] for row in harbor.json("ticket", "list", *options, **now)]

    assert numbers("--search", "PUMP") == [1] and numbers("--search", "t-2026-0002") == [2]
    assert numbers("--search", "atlas") == [2] and numbers("--search", "none") == []
    assert numbers("--overdue") == [1] and numbers("status=open", "--search", "pump") == [1]

    def figures(*options: str) -> list[dict[str, Any]]:
        return list(harbor.json("report", "tickets", *options, **now))

    assert figures("--status", "open")[0]["opened"] == 2
    assert figures("--status", "已解决")[0]["opened"] == 0
    assert figures("--overdue")[0]["opened"] == 1
    assert figures("--search", "power")[0]["opened"] == 1
    assert [(row["owner"], row["opened"]) for row in figures("--by", "owner")] == [("Lin", 2)]
    assert [(row["channel"], row["opened"]) for row in figures("--by", "channel")] == [("Phone", 2)]
    assert "in_progress" in harbor.run("report", "tickets", "--status", "lost").err
    assert "priority, kind, channel, state" in harbor.run("report", "tickets", "--by", "foo").err
    harbor.ok("report", "tickets", "--by", "owner", "--explain", **now)


def test_words_of_tickets_in_chinese(harbor: Salesmap, tmp_path: Path) -> None:
    opened(harbor)
    zh = {"SALESMAP_LANG": "zh", "SALESMAP_NOW": MONDAY}
    words = "待处理、处理中、待客户、已解决、已关闭"
    assert words in harbor.run("ticket", "list", "--status", "什么", **zh).err
    path = tmp_path / "tickets.csv"
    path.write_text("Ticket ID,Customer,Subject,Status\nZ-1,C,x,Parked\n", encoding="utf-8")
    assert words in harbor.run("ticket", "import", str(path), **zh).err
    wrong = harbor.run("ticket", "import", str(path), "--status-map", "Parked=什么", **zh)
    assert words in wrong.err
    harbor.ok("ticket", "import", str(path), "--status-map", "Parked=待客户", **zh)
    shown = harbor.ok("report", "tickets", "--by", "priority,state", "-f", "table", **zh).out
    assert "待处理" in shown and "normal" not in shown
    assert harbor.json("report", "tickets", "--by", "state", **zh)[0]["state"] == "open"
    harbor.ok("report", "tickets", "--by", "priority", "--chart", "提交", **zh)


def test_taking_off_contact_and_contract(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "harbor", "--amount", "1000")
    opened(harbor, "--contact", "mei", "--contract", "1")
    harbor.ok("ticket", "edit", "1", "--contact", "", "--contract", "")
    ticket = harbor.json("ticket", "show", "1")
    assert (ticket["contact"], ticket["contract"]) == (None, None)


def test_history_of_a_ticket(harbor: Salesmap) -> None:
    opened(harbor)
    harbor.ok("ticket", "reply", "1", SALESMAP_NOW=MONDAY)
    for reference in ("T-2026-0001", "ticket:1"):
        rows = harbor.json("history", reference, SALESMAP_NOW=MONDAY)
        assert [row["summary"].split()[0] for row in rows] == ["Answered", "Opened"]
