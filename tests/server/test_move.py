"""Taking a database to a server and back: every record, the journal included."""

import pytest
from conftest import Salesmap, assert_refused, contents

from server.conftest import ServerDatabases


def test_there_and_back_is_the_same(filled: Salesmap, databases: ServerDatabases) -> None:
    before = filled.db.read_bytes()
    url = databases.server.url(databases.server.create())
    assert "Moved" in filled.ok("db", "move", url).out
    assert filled.db.read_bytes() == before, "the old one is as it was"
    back = filled.home / "back.db"
    filled.ok("--db", url, "db", "move", str(back))
    assert sorted(contents(back)) == sorted(contents(filled.db))
    for command in (("db", "check"), ("db", "verify"), ("undo",), ("db", "check")):
        filled.ok("--db", str(back), *command)


def test_undo_reaches_back_behind_the_move(filled: Salesmap, databases: ServerDatabases) -> None:
    url = databases.server.url(databases.server.create())
    filled.ok("db", "move", url)
    for place in (str(filled.db), url):
        filled.ok("--db", place, "undo")
        assert filled.json("--db", place, "lead", "show", "2")["status"] == "open"
        filled.ok("--db", place, "redo")
        assert filled.json("--db", place, "lead", "show", "2")["status"] == "lost"
        filled.ok("--db", place, "db", "check")


def test_nothing_is_overwritten(filled: Salesmap, databases: ServerDatabases) -> None:
    name = databases.copy("filled")
    url = databases.server.url(name)
    assert_refused(filled.run("db", "move", url), 4, "There is already a database at", url)
    assert_refused(filled.run("--db", url, "db", "move", str(filled.db)), 4, "already a database")
    assert_refused(filled.run("--db", url, "db", "move", url), 4, "is this database itself")
    databases.server.sql("CREATE TABLE theirs (x int)", other := databases.server.create())
    assert_refused(filled.run("db", "move", databases.server.url(other)), 4, "already a database")


@pytest.mark.inconsistent
def test_a_failure_leaves_nothing(filled: Salesmap, databases: ServerDatabases) -> None:
    """A value that the server refuses stops all of it."""
    filled.sql("PRAGMA ignore_check_constraints = ON")
    filled.sql("UPDATE lead SET name = 'a' || char(0) || 'b' WHERE id = 1")
    name = databases.server.create()
    answer = filled.run("db", "move", databases.server.url(name))
    assert answer.code == 5 and "Traceback" not in answer.err and answer.err.count("\n") == 1
    assert not databases.is_filled(name)


@pytest.mark.parametrize(
    "command",
    [
        ("db", "backup", "x.db"),
        ("db", "restore", "x.db"),
        ("db", "compact"),
        ("db", "share", "users"),
    ],
)
def test_what_only_a_file_has_names_its_counterpart(
    command: tuple[str, ...], newcomer: Salesmap, databases: ServerDatabases
) -> None:
    (newcomer.home / "x.db").touch()
    url = databases.server.url(databases.copy("empty"))
    assert_refused(newcomer.run("--db", url, *command), 4, "is for a database file", "use ")
