"""Follow-ups, what is due, and interactions."""

import pytest
from conftest import Salesmap

FIELDS = "id lead_id lead customer kind what due_on days_overdue owner stage value currency phone done_at settle due_at".split()


@pytest.fixture
def promised(salesmap: Salesmap) -> Salesmap:
    """Three follow-ups: overdue, due today, due in four days."""
    salesmap.ok("lead", "add", "Acme", "--phone", "138", "--value", "12k", "--owner", "mei")
    for what, due in (("today's call", "today"), ("old call", "2026-11-20"), ("later", "fri")):
        salesmap.ok("followup", "add", "1", what, "--due", due)
    salesmap.ok(
        "followup", "add", "1", "mine", "--due", "tomorrow", "--owner", "lin", "--kind", "visit"
    )
    return salesmap


def test_due_is_oldest_first(promised: Salesmap) -> None:
    rows = promised.json("due")
    assert [(row["what"], row["days_overdue"]) for row in rows] == [
        ("old call", 3),
        ("today's call", 0),
    ]
    assert list(rows[0]) == FIELDS
    assert (
        rows[0]["lead"],
        rows[0]["phone"],
        rows[0]["value"],
        rows[0]["stage"],
        rows[0]["owner"],
    ) == (
        "Acme",
        "138",
        12000,
        "lead",
        "mei",
    )
    assert [row["what"] for row in promised.json("due", "--days", "4")] == [
        "old call",
        "today's call",
        "mine",
        "later",
    ]
    assert [row["what"] for row in promised.json("due", "--days", "4", "--mine")] == ["mine"]
    assert len(promised.json("due", "--owner", "MEI")) == 2


def test_due_for_cron(salesmap: Salesmap, promised: Salesmap) -> None:
    assert promised.run("due", "--exit-code").code == 10
    assert promised.run("due").code == 0
    for arguments in (("due", "--owner", "nobody"), ("due", "--owner", "nobody", "--exit-code")):
        done = promised.run(*arguments)
        assert (done.code, done.out) == (0, "")
        assert done.err == "No owner 'nobody'. Known: mei.\n"
    assert promised.json("due", "--owner", "nobody") == []


def test_overdue_is_counted_in_the_viewers_zone(promised: Salesmap) -> None:
    midnight = "2026-11-23T17:00:00Z"  # the 24th in Shanghai, the 23rd in London
    assert [row["days_overdue"] for row in promised.json("due", SALESMAP_NOW=midnight)] == [4, 1, 0]
    assert [
        row["days_overdue"]
        for row in promised.json("due", SALESMAP_NOW=midnight, TZ="Europe/London")
    ] == [3, 0]
    assert (
        len(
            promised.json(
                "due", SALESMAP_NOW=midnight, TZ="Europe/London", SALESMAP_TIMEZONE="Asia/Shanghai"
            )
        )
        == 3
    )


def test_done_snooze_drop(promised: Salesmap) -> None:
    done = promised.json(
        "followup", "done", "1", "--note", "wants an offer", "--next", "send it", "--due", "+2d"
    )
    assert done["done_at"] == "2026-11-23T01:00:00Z"
    assert promised.json("followup", "snooze", "2", "fri")["due_on"] == "2026-11-27"
    assert promised.json("followup", "drop", "3")["days_overdue"] is None
    assert [row["what"] for row in promised.json("followup", "list")] == [
        "mine",
        "send it",
        "old call",
    ]
    assert [row["what"] for row in promised.json("followup", "list", "--status", "done")] == [
        "today's call"
    ]
    assert len(promised.json("followup", "list", "--status", "all", "--lead", "acme")) == 5
    for arguments in (("done", "1"), ("snooze", "1", "fri"), ("drop", "3")):
        assert promised.run("followup", *arguments).code == 4
    assert promised.run("followup", "done", "99").code == 3
    assert "wants an offer" in promised.ok("lead", "show", "1").out


@pytest.mark.parametrize(
    "arguments",
    [("add", "1", "call"), ("add", "1", "call", "--due", "someday"), ("add", "1", " ", "--due", "fri"), ("snooze", "1", "04/07/2026"),
     ("add", "1", "call", "--due", "fri", "--kind", "dance"), ("list", "--status", "nix")],
)  # fmt: skip
def test_wrong_usage(promised: Salesmap, arguments: tuple[str, ...]) -> None:
    done = promised.run("followup", *arguments)
    assert (done.code, len(done.err.splitlines())) == (2, 1), done


def test_log(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", SALESMAP_NOW="2026-11-01")
    salesmap.ok(
        "log",
        "acme",
        "call",
        "no answer",
        "--at",
        "yesterday 15:30",
        "--next",
        "call again",
        "--due",
        "tomorrow",
    )
    assert salesmap.sql("SELECT kind, text, at, actor FROM interaction") == [
        ("call", "no answer", "2026-11-22T07:30:00Z", "lin")
    ]
    assert salesmap.json("lead", "show", "1")["next_due"] == "2026-11-24"
    assert salesmap.sql("SELECT touched_at FROM lead") == [("2026-11-22T07:30:00Z",)]
    salesmap.ok("log", "acme", "note", "likes tea")
    assert salesmap.sql("SELECT touched_at FROM lead") == [("2026-11-22T07:30:00Z",)], (
        "a note is no contact"
    )
    assert salesmap.run("log", "acme", "call", "x", "--at", "tomorrow").code == 2
    assert salesmap.run("log", "acme", "dance", "x").code == 2
    assert salesmap.run("log", "nobody", "call", "x").code == 3
    assert salesmap.run("log", "acme", "call", " ").code == 2


def test_today(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Quiet Corp", SALESMAP_NOW="2026-11-01")
    salesmap.ok(
        "lead",
        "add",
        "Planned Corp",
        "--next",
        "call",
        "--due",
        "2026-11-30",
        SALESMAP_NOW="2026-11-01",
    )
    salesmap.ok(
        "lead",
        "add",
        "Late Corp",
        "--next",
        "write",
        "--due",
        "2026-11-20",
        SALESMAP_NOW="2026-11-19",
    )
    salesmap.ok("lead", "add", "Won Corp", "--company", "Won Ltd", "--value", "5k")
    salesmap.ok("lead", "win", "Won Corp")
    page = salesmap.ok().out
    assert "Late Corp" in page
    assert "Quiet Corp" in page
    assert "Planned Corp" not in page
    assert "5000" in page


class TestTimeOfDay:
    """A follow-up may have a time of day: it is shown, sorted, kept in the calendar, and forgotten by a new day."""

    def test_is_shown_and_sorted(self, salesmap: Salesmap) -> None:
        salesmap.ok("lead", "add", "A")
        salesmap.ok("followup", "add", "1", "any time", "--due", "tomorrow")
        assert (
            "2026-11-24 16:30"
            in salesmap.ok("followup", "add", "1", "late", "--due", "tomorrow 16:30").out
        )
        salesmap.ok("log", "1", "call", "talked", "--next", "early", "--due", "明天上午9点")
        rows = salesmap.json("due", "--days", "1")
        assert [(row["what"], row["due_on"], row["due_at"]) for row in rows] == [
            ("early", "2026-11-24", "2026-11-24T01:00:00Z"), ("late", "2026-11-24", "2026-11-24T08:30:00Z"), ("any time", "2026-11-24", None),
        ]  # fmt: skip
        assert "due_at" in salesmap.ok("due", "--days", "1").out
        salesmap.ok("followup", "snooze", "2", "fri")
        assert {row["id"]: row["due_at"] for row in salesmap.json("followup", "list")}[2] is None
        assert "due_at" not in salesmap.ok("followup", "list", "--until", "2020-01-01").out

    def test_in_the_calendar_with_its_alarm(self, salesmap: Salesmap) -> None:
        salesmap.ok("lead", "add", "A")
        salesmap.ok("followup", "add", "1", "call", "--due", "tomorrow 3pm")
        lines = salesmap.ok("due", "--days", "1", "--format", "ics").out.splitlines()
        assert {"DTSTART:20261124T070000Z", "DTEND:20261124T073000Z", "TRIGGER:-PT15M"} <= set(
            lines
        )
        todo = salesmap.ok("due", "--days", "1", "--format", "ics", "--as", "todo").out
        assert "DUE:20261124T070000Z" in todo.splitlines()

    def test_a_wrong_time_is_refused(self, salesmap: Salesmap) -> None:
        salesmap.ok("lead", "add", "A")
        assert salesmap.run("followup", "add", "1", "x", "--due", "tomorrow 25:00").code == 2


def test_texts_from_standard_input(salesmap: Salesmap) -> None:
    assert salesmap.run("lead", "add", "A", "--note", "-", stdin="from a pipe\n").code == 0
    assert salesmap.run("followup", "add", "1", "-", "--due", "fri", stdin="call them\n").code == 0
    assert salesmap.sql("SELECT text FROM interaction") == [("from a pipe",)]
    assert salesmap.json("followup", "list")[0]["what"] == "call them"
    assert salesmap.run("map", "check", "-", stdin=salesmap.ok("map", "export").out).code == 0


@pytest.mark.parametrize(
    ("due", "every", "done_on", "comes_again"),
    [
        ("2026-11-23", "1w", "2026-11-23", "2026-11-30"),
        ("2026-11-16", "1w", "2026-11-23", "2026-11-30"),  # never on the day itself
        ("2026-11-17", "1w", "2026-11-23", "2026-11-24"),
        ("2026-11-30", "1w", "2026-11-23", "2026-12-07"),  # done before it was due
        ("2026-10-31", "1m", "2026-11-29", "2026-11-30"),
        ("2026-10-31", "1m", "2026-11-30", "2026-12-31"),
    ],
)
def test_one_that_comes_again(
    salesmap: Salesmap, due: str, every: str, done_on: str, comes_again: str
) -> None:
    then = {"SALESMAP_NOW": f"{done_on}T09:00:00"}
    salesmap.ok("lead", "add", "Acme")
    salesmap.ok("followup", "add", "1", "hello", "--due", due, "--every", every, "--kind", "call", SALESMAP_NOW="2026-10-01T09:00:00")  # fmt: skip
    salesmap.ok("followup", "done", "1", **then)
    (row,) = salesmap.json("followup", "list", **then)
    assert (row["id"], row["what"], row["due_on"], row["kind"]) == (2, "hello", comes_again, "call")
    salesmap.ok("followup", "done", "2", SALESMAP_NOW=f"{comes_again}T09:00:00")
    assert len(salesmap.json("followup", "list")) == 1, "and again"


def test_one_some_days_after_the_last_contact(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme")
    salesmap.ok("followup", "add", "1", "ask", "--after-contact", "7")
    assert salesmap.json("followup", "list")[0]["due_on"] == "2026-11-30"
    salesmap.ok("log", "1", "call", "spoke", SALESMAP_NOW="2026-11-25T09:00:00")
    assert salesmap.json("followup", "list")[0]["due_on"] == "2026-12-02"
    salesmap.ok("log", "1", "call", "before", "--at", "2026-11-24", SALESMAP_NOW="2026-11-25T09:00:00")  # fmt: skip
    assert salesmap.json("followup", "list")[0]["due_on"] == "2026-12-02", "never earlier"
    salesmap.ok("followup", "done", "1", SALESMAP_NOW="2026-11-28T09:00:00")
    assert [row["due_on"] for row in salesmap.json("followup", "list")] == ["2026-12-05"]
