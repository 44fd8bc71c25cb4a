"""The journal: who did what, undone and redone, through whatever door it came."""

from conftest import Salesmap

FIELDS = {"id", "at", "actor", "command", "summary", "rows"}


def test_every_command_that_wrote_is_one_change(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead",
        "add",
        "Acme",
        "--company",
        "Acme",
        "--phone",
        "138",
        "--next",
        "call",
        "--due",
        "fri",
    )
    salesmap.ok("--user", "mei", "lead", "advance", "1", "--note", "good talk")
    salesmap.ok("lead", "list")
    salesmap.run("lead", "add", "Other", "--phone", "138")
    newest, oldest = salesmap.json("history")
    assert set(newest) >= FIELDS
    assert (newest["actor"], newest["summary"], newest["rows"]) == ("mei", "Moved lead Acme", 4)
    assert newest["command"] == "--user mei lead advance 1 --note 'good talk'"
    assert (oldest["actor"], oldest["summary"], oldest["at"]) == (
        "lin",
        "Added lead Acme",
        "2026-11-23T01:00:00Z",
    )
    salesmap.ok("lead", "add", "Beta")
    assert [change["id"] for change in salesmap.json("history", "acme")] == [2, 1]
    assert [change["id"] for change in salesmap.json("history", "--limit", "1")] == [3]


def test_undo_and_redo(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme")
    before = salesmap.json("lead", "show", "1")
    salesmap.ok("lead", "edit", "1", "--name", "Beta", "--value", "5k", "--tag", "hot")
    after = salesmap.json("lead", "show", "1")
    undone = salesmap.json("undo")
    assert (undone["id"], undone["summary"]) == (2, "Updated lead Beta")
    assert salesmap.json("lead", "show", "1") == before
    assert salesmap.json("redo")["id"] == 2
    assert salesmap.json("lead", "show", "1") == after
    assert salesmap.run("redo").code == 3
    salesmap.ok("undo")
    salesmap.ok("undo")
    assert salesmap.run("lead", "show", "1").code == 3
    assert salesmap.run("undo").code == 3
    salesmap.ok("redo")
    salesmap.ok("redo")
    assert salesmap.json("lead", "show", "1") == after


def test_undo_names_the_later_change_in_its_way(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme")
    salesmap.ok("lead", "edit", "1", "--source", "web")
    salesmap.ok("lead", "add", "Beta")
    salesmap.ok("lead", "edit", "1", "--source", "fair")
    refused = salesmap.run("undo", "2")
    assert refused.code == 4
    assert "change 4" in refused.err
    assert salesmap.ok("undo", "3").code == 0, "nothing touched Beta since"
    salesmap.ok("undo", "4")
    salesmap.ok("undo", "2")
    assert salesmap.json("lead", "show", "1")["source"] is None
    assert salesmap.run("undo", "2").code == 4
    assert salesmap.run("undo", "99").code == 3


def test_undo_refuses_to_orphan_what_was_built_on_it(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--company", "Acme Ltd")
    salesmap.ok("lead", "add", "Second", "--company", "Acme Ltd", "--allow-duplicate")
    refused = salesmap.run("undo", "1")
    assert refused.code == 4
    assert "change 2" in refused.err
    salesmap.ok("undo", "2")
    salesmap.ok("undo", "1")
    assert salesmap.sql("SELECT count(*) FROM customer") == [(0,)]


def test_ids_are_never_used_twice(salesmap: Salesmap) -> None:
    assert salesmap.json("lead", "add", "Acme")["id"] == 1
    salesmap.ok("undo")
    assert salesmap.json("lead", "add", "Beta")["id"] == 2


def test_edits_of_the_sqlite_shell_show_up_and_can_be_undone(salesmap: Salesmap) -> None:
    for name in ("Acme", "Beta"):
        salesmap.ok("lead", "add", name, "--source", "web")
    salesmap.sql("UPDATE lead SET source = 'fair'")
    salesmap.sql("DELETE FROM stay WHERE lead_id = 2")
    salesmap.sql("INSERT OR REPLACE INTO lead_tag (id, lead_id, tag) VALUES (1, 1, 'hot')")
    changes = salesmap.json("history")
    assert [(change["actor"], change["rows"]) for change in changes[:3]] == [
        ("outside", 1),
        ("outside", 1),
        ("outside", 2),
    ]
    assert "another program" in changes[0]["summary"]
    for number in (5, 4, 3):
        salesmap.ok("undo", str(number))
    assert [lead["source"] for lead in salesmap.json("lead", "list")] == ["web", "web"]
    assert "no problems found" in salesmap.ok("db", "check").out
    assert salesmap.sql("SELECT count(*) FROM stay") == [(2,)]


def test_replaced_and_renumbered_rows_come_back(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--tag", "hot")
    salesmap.sql("INSERT OR REPLACE INTO lead_tag (id, lead_id, tag) VALUES (1, 1, 'cold')")
    salesmap.sql("UPDATE lead_tag SET id = 9 WHERE id = 1")
    salesmap.ok("undo", "3")
    assert salesmap.sql("SELECT * FROM lead_tag") == [(1, 1, "cold")]
    salesmap.ok("undo", "2")
    assert salesmap.sql("SELECT * FROM lead_tag") == [(1, 1, "hot")]


def test_a_command_that_changed_nothing_leaves_no_trace(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--source", "web")
    salesmap.ok("lead", "edit", "1", "--source", "web")
    assert len(salesmap.json("history")) == 1
    assert salesmap.json("lead", "show", "1")["version"] == 1
