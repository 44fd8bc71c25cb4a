"""Handover: what is open moves, what was stays; credit, caretakers, the brief, one undo."""

import pytest

from tests.conftest import Salesmap, assert_refused, contents, made_once


@made_once
def team(person: Salesmap) -> None:
    """Ann with a won, a lost and an open lead and all that hangs on them; bo with one lead."""
    for name in ("ann", "bo", "cho"):
        person.ok("member", "add", name)
    person.ok("lead", "add", "Won", "--owner", "ann", "--value", "5k", "--company", "Wonco")
    person.ok("lead", "win", "1", "--force", "--note", "x")
    person.ok("lead", "add", "Lost", "--owner", "ann")
    person.ok("lead", "lose", "2", "--reason", "price")
    person.ok("lead", "add", "Two", "--owner", "ann", "--company", "Twoco", "--contact", "Amy", "--phone", "13911112222",
              "--value", "9k", "--region", "East", "--set", "size=9", "--new-field", "--next", "Send offer", "--due", "fri")  # fmt: skip
    person.ok("lead", "advance", "3", "--note", "needs it")
    person.ok("log", "3", "call", "Talked about the price")
    person.ok("quote", "new", "3", "Setup", "--price", "500", "--send")
    person.ok("quote", "new", "3", "Rent", "--price", "100")
    person.ok("contract", "new", "1", "--amount", "5k", "--sign", "--plan", "50% sign, rest 2027-01-01")  # fmt: skip
    person.ok("ticket", "new", "Wonco", "Leaks", "--owner", "ann")
    person.ok("review", "add", "Call them", "--owner", "ann")
    person.ok("lead", "add", "Bo's", "--owner", "bo", "--company", "Bocorp")
    person.ok("followup", "add", "4", "Help bo", "--due", "fri", "--owner", "ann")


FACTS = (
    "SELECT id, stage_id, status, stage_since, fields, closed_at, value_cents FROM lead ORDER BY id"
)
VISITS = "SELECT lead_id, stage_id, entered_at, left_at FROM stay ORDER BY id"
NOTES = "SELECT lead_id, kind, text, at, actor FROM interaction ORDER BY id"


def everything(person: Salesmap) -> list[str]:
    """Everything but the journal."""
    kept = ('INSERT INTO "change', 'INSERT INTO "identity', 'INSERT INTO "sqlite_sequence')
    return [line for line in contents(person.db) if not line.startswith(kept)]


def owners(person: Salesmap, table: str) -> list[str]:
    return [owner for (owner,) in person.sql(f"SELECT owner FROM {table} ORDER BY id")]


def test_what_is_open_moves_and_what_was_stays(team: Salesmap) -> None:
    before = everything(team)
    facts, visits, notes = team.sql(FACTS), team.sql(VISITS), team.sql(NOTES)
    credit = team.json("report", "owners")
    answer = team.ok("handover", "ann", "bo")
    assert "leads 1" in answer.out and "contracts 1" in answer.out and "tickets 1" in answer.out
    leads = {
        row["name"]: (row["owner"], row["caretaker"]) for row in team.json("lead", "list", "--all")
    }
    assert leads == {"Won": ("ann", "bo"), "Lost": ("ann", None), "Two": ("bo", None), "Bo's": ("bo", None)}  # fmt: skip
    assert set(owners(team, "quote")) == {"bo"} and owners(team, "contract") == ["bo"]
    assert owners(team, "ticket") == ["bo"] and owners(team, "review_point") == ["bo"]
    assert team.sql("SELECT DISTINCT owner FROM followup WHERE done_at IS NULL") == [("bo",)]
    assert (team.sql(FACTS), team.sql(VISITS), team.sql(NOTES)) == (facts, visits, notes)
    won = {row["owner"]: (row["won"], row["value_won"]) for row in team.json("report", "owners")}
    assert won["ann"] == next((row["won"], row["value_won"]) for row in credit if row["owner"] == "ann")  # fmt: skip
    assert won["bo"][0] == 0
    assert team.sql("SELECT kind, owner_before, owner_after FROM owner_change") == [("handed_over", "ann", "bo")]  # fmt: skip
    team.ok("member", "leave", "ann")
    team.ok("undo")
    team.ok("undo")
    assert everything(team) == before


def test_dry_run_changes_nothing(team: Salesmap) -> None:
    before = contents(team.db)
    answer = team.ok("handover", "ann", "bo", "--dry-run")
    assert answer.out.startswith("To be handed over from ann to bo: leads 1")
    assert contents(team.db) == before


def test_only_some_leads(team: Salesmap) -> None:
    team.ok("handover", "ann", "cho", "--leads", "region=East")
    assert team.json("lead", "show", "3")["owner"] == "cho"
    assert team.json("lead", "show", "1")["caretaker"] is None
    assert owners(team, "contract") == ["ann"] and owners(team, "review_point") == ["ann"]
    assert set(owners(team, "quote")) == {"cho"}
    refused = team.run("member", "leave", "ann")
    assert_refused(refused, 4, "contracts 1")
    assert_refused(team.run("handover", "ann", "cho", "--leads", "region=East"), 3, "Nothing open")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("ann", "eve"), 2, "no member"),
        (("ann", "ANN"), 2, "themselves"),
        (("an", "bo"), 3, "Did you mean ann"),
        (("cho", "bo"), 3, "Nothing open belongs to cho"),
        (("ann", "bo", "--leads", "colour=red"), 2, "colour"),
    ],
)
def test_refused(team: Salesmap, arguments: tuple[str, ...], code: int, words: str) -> None:
    before = contents(team.db)
    assert_refused(team.run("handover", *arguments), code, words)
    assert contents(team.db) == before


def test_the_capacity_of_the_successor_is_told(team: Salesmap) -> None:
    team.ok("member", "edit", "bo", "--capacity", "1")
    assert "2 open leads now, more than the capacity of 1" in team.ok("handover", "ann", "bo").err


def test_the_brief(team: Salesmap) -> None:
    text = team.ok("handover", "brief", "ann").out
    for words in ("## Lead 3: Two", "Amy 13911112222", "2026-11-27: Send offer", "no answer yet",
                  "Talked about the price", "## Lead 1: Won", "Leaks", "2,500 CNY", "2027-01-01",
                  "Help bo · Lead 4: Bo's"):  # fmt: skip
        assert words in text, words
    assert "Lost" not in text
    assert "Nothing open belongs to eve" in team.ok("handover", "brief", "eve").out
    team.ok("handover", "ann", "bo", "--brief", "ann.html")
    page = (team.home / "ann.html").read_text(encoding="utf-8")
    assert "<html" in page and "Send offer" in page and "Leaks" in page
    assert_refused(team.run("handover", "brief", "bo", "--html", "ann.html"), 4, "--overwrite")
    chinese = team.ok("handover", "brief", "bo", SALESMAP_LANG="zh").out
    assert "客户在等" in chinese and "Leaks" in chinese


def test_a_closed_lead_keeps_its_owner(salesmap: Salesmap) -> None:
    """Without members, too: who won it keeps the credit, whoever owns it later."""
    salesmap.ok("lead", "add", "Harbor", "--owner", "ann", "--value", "5k", "--company", "Harbor Ltd")  # fmt: skip
    salesmap.ok("lead", "win", "1", "--force", "--note", "x")
    answer = salesmap.ok("lead", "edit", "1", "--owner", "bo")
    assert "caretaker – → bo" in answer.out
    lead = salesmap.json("lead", "show", "1")
    assert (lead["owner"], lead["caretaker"]) == ("ann", "bo")
    assert [(row["owner"], row["won"]) for row in salesmap.json("report", "owners")] == [("ann", 1)]
    assert salesmap.json("customer", "show", "1")["owner"] == "bo", "who looks after the customer"
    salesmap.ok("followup", "add", "1", "Ask how it runs", "--due", "fri")
    assert salesmap.json("followup", "list")[0]["owner"] == "bo"
    assert [row["name"] for row in salesmap.json("lead", "list", "--all", "caretaker=bo")] == ["Harbor"]  # fmt: skip
    salesmap.ok("lead", "assign", "1", "ann")
    assert salesmap.json("lead", "show", "1")["caretaker"] is None, "the owner again"
    assert salesmap.json("followup", "list")[0]["owner"] == "ann"
    salesmap.ok("lead", "assign", "1", "bo")
    salesmap.ok("lead", "reopen", "1")
    lead = salesmap.json("lead", "show", "1")
    assert (lead["owner"], lead["caretaker"]) == ("bo", None), "open again, it is the caretaker's"
    salesmap.ok("undo")
    lead = salesmap.json("lead", "show", "1")
    assert (lead["owner"], lead["caretaker"], lead["status"]) == ("ann", "bo", "won")


def test_export_and_import_keep_the_caretaker(team: Salesmap) -> None:
    team.ok("handover", "ann", "bo")
    exported = team.ok("lead", "export").out
    (team.home / "leads.csv").write_text(exported, encoding="utf-8")
    again = team.json("lead", "import", "leads.csv", "--on-duplicate", "update")
    assert (again["added"], again["updated"], again["rejected"]) == (0, 0, 0)
    other = Salesmap(team.home / "other.db", team.home)
    other.ok("init")
    other.ok("lead", "import", "leads.csv", "--defaults", "name=x")
    found = {row["name"]: (row["owner"], row["caretaker"]) for row in other.json("lead", "list", "--all")}  # fmt: skip
    assert found["Won"] == ("ann", "bo") and found["Two"] == ("bo", None)


def test_without_members(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Harbor", "--owner", "ann")
    salesmap.ok("handover", "ann", "bo")
    assert salesmap.json("lead", "show", "1")["owner"] == "bo"
    assert salesmap.sql("SELECT count(*) FROM owner_change") == [(0,)]


def test_undoing_gives_nothing_open_back_to_who_left(team: Salesmap) -> None:
    team.ok("handover", "ann", "bo")
    team.ok("member", "leave", "ann")
    leaving = team.json("history", "--limit", "1")[0]["id"]
    refused = team.run("undo", str(leaving - 1))
    assert_refused(refused, 4, "would go back to ann, who left the team on")
    assert team.json("lead", "show", "3")["owner"] == "bo"
    team.ok("undo", str(leaving))
    team.ok("undo", str(leaving - 1))
    assert team.json("lead", "show", "3")["owner"] == "ann"


def test_undoing_what_is_over_has_nothing_to_do_with_who_left(team: Salesmap) -> None:
    team.ok("handover", "ann", "bo")
    team.ok("member", "leave", "ann")
    team.ok("lead", "edit", "1", "--region", "West")
    team.ok("undo")
    team.ok("lead", "reopen", "2")
    team.ok("undo")


def test_whoever_only_reads_is_told_as_an_owner(team: Salesmap) -> None:
    """At every door that gives open leads: they stay with who may not edit them."""
    idle = "rita (reader) may not edit leads: nobody works on what is theirs."
    team.ok("member", "add", "rita", "--role", "reader")
    assert idle in team.ok("handover", "ann", "rita", "--dry-run").err
    assert idle in team.ok("handover", "ann", "rita").err
    assert idle not in team.ok("undo").err
    assert idle in team.ok("lead", "edit", "3", "owner=rita").err
    assert idle in team.ok("lead", "add", "New", "--owner", "Rita").err
    assert "may not edit" not in team.ok("lead", "edit", "3", "owner=bo").err
    assert "may not edit" not in team.ok("lead", "edit", "2", "owner=rita").err, "it is lost"
    assert "may not edit" not in team.ok("followup", "add", "3", "Read it", "--due", "fri", "--owner", "rita").err  # fmt: skip
    assert "只读" in team.ok("--lang", "zh", "lead", "edit", "3", "owner=rita").err


def test_a_dry_run_is_refused_where_the_handover_would_be(team: Salesmap) -> None:
    team.ok("member", "add", "mei", "--role", "admin")
    for more in ((), ("--dry-run",)):
        assert_refused(team.run("handover", "ann", "bo", *more, SALESMAP_USER="cho"), 4, "may")
