"""One connection for the reads and writes of a command: it never shows an older file, and leaves nothing."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from salesmap.core.errors import RuleViolation
from salesmap.store.database import Database
from salesmap.store.file import connection as connections
from salesmap.store.file.connection import read_connection
from salesmap.store.file.write_connection import write_connection

pytestmark = pytest.mark.inconsistent  # what is written here is in no journal

COUNT = "SELECT count(*) FROM custom_field WHERE key LIKE 'new%'"
ADD = "INSERT INTO custom_field (key) VALUES ('new {}')"


def count(db: Database) -> int:
    with read_connection(db) as connection:
        return int(connection.execute(COUNT).fetchone()[0])


def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list that grows with every connection that is opened."""
    paths: list[Path] = []
    opened = connections._opened

    def counted(path: Path) -> sqlite3.Connection:
        paths.append(path)
        return opened(path)

    monkeypatch.setattr(connections, "_opened", counted)
    return paths


def test_a_file_is_opened_once(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = opened(monkeypatch)
    with write_connection(db) as connection:
        connection.execute(ADD.format("one"))
    assert [count(db), count(db)] == [1, 1]
    assert len(paths) == 1
    assert count(db._replace(keeps_connection=False)) == 1
    assert len(paths) == 2


def test_two_at_once_are_two(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = opened(monkeypatch)
    with read_connection(db), read_connection(db) as second:
        assert second.execute(COUNT).fetchone() == (0,)
    assert len(paths) == 2
    assert count(db) == 0
    assert len(paths) == 2


def test_what_others_write_is_seen(db: Database) -> None:
    assert count(db) == 0
    with closing(sqlite3.connect(db.path)) as other, other:
        other.execute(ADD.format("two"))
    assert count(db) == 1


def test_a_file_put_in_its_place_is_seen(db: Database, tmp_path: Path) -> None:
    copy = Path(shutil.copy(db.path, tmp_path / "copy.db"))
    with write_connection(db._replace(path=copy)) as connection:
        connection.execute(ADD.format("three"))
    before = count(db)
    copy.replace(db.path)
    assert (before, count(db)) == (0, 1)


def test_it_is_as_one_just_opened(db: Database) -> None:
    with write_connection(db):
        pass
    with read_connection(db) as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connection.execute(ADD.format("four"))
        connection.execute("ROLLBACK")
        connection.execute("BEGIN")
    with write_connection(db) as connection:
        connection.execute(ADD.format("four"))
    assert count(db) == 1


def test_none_is_kept_after_an_error_nor_with_temporary_tables(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = opened(monkeypatch)
    with pytest.raises(ZeroDivisionError), write_connection(db) as connection:
        connection.execute(ADD.format("five"))
        raise ZeroDivisionError
    with write_connection(db) as connection:
        connection.execute("CREATE TEMP TABLE move (id)")
    assert (count(db), len(paths)) == (0, 3)


def test_a_write_ahead_log_is_not_left(db: Database) -> None:
    db = db._replace(journal_mode="wal")
    with write_connection(db) as connection:
        connection.execute(ADD.format("six"))
    assert count(db) == 1
    assert not list(db.path.parent.glob("*-wal"))


def test_it_holds_no_lock(db: Database) -> None:
    assert count(db) == 0
    with closing(sqlite3.connect(db.path, timeout=0, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        other.execute("ROLLBACK")


def test_a_refusal_keeps_it(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused write is rolled back; the next need not read the schema again."""
    paths = opened(monkeypatch)
    with pytest.raises(RuleViolation), write_connection(db) as connection:
        connection.execute(ADD.format("five"))
        raise RuleViolation("refused")
    assert count(db) == 0
    with pytest.raises(ZeroDivisionError), write_connection(db) as connection:
        connection.execute(ADD.format("six"))
        raise ZeroDivisionError
    assert count(db) == 0
    assert len(paths) == 2
