"""`db verify`: whatever is altered in the journal is found, and the first bad change is named."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Salesmap, assert_refused


@pytest.fixture(scope="module")
def sealed_database(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with six changes, one of them by another program."""
    folder = tmp_path_factory.mktemp("sealed")
    person = Salesmap(Path(shutil.copy(blank_database, folder)), folder)
    person.ok("lead", "add", "Acme", "--company", "Acme Ltd")
    person.ok("lead", "edit", "1", "--region", "north")
    person.ok("log", "1", "call", "spoke")
    _run(person.db, "UPDATE lead SET region = 'south' WHERE id = 1")
    person.ok("lead", "add", "Bolt")
    person.ok("undo")
    return person.db


@pytest.fixture
def sealed(newcomer: Salesmap, sealed_database: Path) -> Salesmap:
    shutil.copy(sealed_database, newcomer.db)
    return newcomer


def _run(path: Path, statement: str) -> None:
    """Run a statement as the sqlite3 shell does."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def test_an_untouched_journal_holds(sealed: Salesmap) -> None:
    verdict = sealed.json("db", "verify")
    assert (verdict["changes"], verdict["unsealed"]) == (6, 0)
    assert len(verdict["seal"]) == 64


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("UPDATE change SET actor = 'bo' WHERE id = 1", 1),
        ("UPDATE change SET command = 'x' WHERE id = 3", 3),
        ("UPDATE change SET at = '2026-01-01T00:00:00Z' WHERE id = 2", 2),
        ("UPDATE change_row SET before = '{}' WHERE change_id = 2", 2),
        ("UPDATE change_row SET row_id = 9 WHERE change_id = 3", 3),
        ("DELETE FROM change_row WHERE change_id = 1 AND table_name = 'customer'", 1),
        ("DELETE FROM change WHERE id = 2", 3),
        ("DELETE FROM change WHERE id = 6", 6),
        ("DELETE FROM change", 6),
        ("UPDATE change SET id = 60 WHERE id = 6", 60),
        ("UPDATE change SET seal = NULL WHERE id = 4", 4),
        ("UPDATE change SET undone_by = 6 WHERE id = 3", 3),
        ("INSERT INTO change (id, at, actor, command, what, subject, rows) VALUES (7, '2026-01-01T00:00:00Z', 'bo', 'x', 'x', 'x', 0)", 7),
        ("UPDATE identity SET sealed = NULL, sealed_change_id = NULL", 6),
    ],
)  # fmt: skip
def test_an_altered_journal_is_found(sealed: Salesmap, statement: str, bad: int) -> None:
    _run(sealed.db, statement)
    assert_refused(sealed.run("db", "verify"), 4, f"change {bad} ")


@pytest.mark.inconsistent
def test_a_forged_change_is_not_sealed_later(sealed: Salesmap) -> None:
    _run(
        sealed.db,
        "INSERT INTO change (id, at, actor, command, what, subject, rows) VALUES (7, '2026-01-01T00:00:00Z', 'bo', 'x', 'x', 'x', 0)",
    )
    sealed.ok("lead", "add", "Cog")
    assert_refused(sealed.run("db", "verify"), 4, "change 7 ")


def test_another_program_is_no_tampering(sealed: Salesmap) -> None:
    _run(sealed.db, "UPDATE lead SET region = 'east' WHERE id = 1")
    answer = sealed.ok("db", "verify", "--format", "json")
    assert (answer.data["changes"], answer.data["unsealed"]) == (6, 1)
    assert "1 change of another program is not sealed yet" in answer.err
    sealed.ok("lead", "add", "Cog")
    assert sealed.json("db", "verify")["changes"] == 8


def test_a_dump_leaves_the_seals_behind(sealed: Salesmap, tmp_path: Path) -> None:
    sealed.ok("export", "--all", str(tmp_path / "text"))
    copy = Salesmap(tmp_path / "copy.db", sealed.home)
    copy.ok("import", "--all", str(tmp_path / "text"))
    assert copy.json("db", "verify") == {"changes": 0, "unsealed": 0, "seal": None}
