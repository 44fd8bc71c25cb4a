"""The check at the end of each test notices what is wrong, whatever it checked before."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import Salesmap
from support.checked import problems_of

pytestmark = pytest.mark.inconsistent

WRONG = {
    "a lead without a stay": "DELETE FROM stay WHERE lead_id = 1",
    "a row without its parent": "PRAGMA foreign_keys = OFF; UPDATE lead SET customer_id = 99",
    "a row that no change wrote": "UPDATE change SET actor = 'mallory' WHERE id = 1",
    "a missing trigger": "DROP TRIGGER journal_lead_update",
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_is_noticed_after_what_is_right(filled: Salesmap, what: str) -> None:
    """The right one has as many changes, and as many pages, as the wrong one."""
    right, wrong = (Path(shutil.copy(filled.db, filled.home / name)) for name in ("right", "wrong"))
    for path, statement in ((right, "UPDATE lead SET name = name"), (wrong, WRONG[what])):
        with closing(sqlite3.connect(path)) as connection:
            connection.executescript(statement)
    assert problems_of(right) == problems_of(filled.db) == []
    assert problems_of(wrong)
    assert problems_of(right) == []


def test_a_database_of_another_kind_is_checked_itself(filled: Salesmap) -> None:
    """A write-ahead log beside it counts; so does a page size that no other has."""
    assert problems_of(filled.db) == []
    with closing(sqlite3.connect(filled.db)) as connection:
        connection.execute("PRAGMA journal_mode = wal")
        connection.execute(WRONG["a lead without a stay"])
        connection.commit()
        assert filled.db.with_name("test.db-wal").stat().st_size
        assert problems_of(filled.db)
