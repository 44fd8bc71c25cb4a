"""`db share`: the rights of the file, its folder and its backups; what `db check` says of them."""

import os
import shutil
import stat
from pathlib import Path

import pytest
from conftest import Salesmap, assert_refused

pytestmark = pytest.mark.skipif(not hasattr(os, "getgroups"), reason="no groups here")


def own_group() -> str:
    import grp

    return grp.getgrgid(os.getegid()).gr_name


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def shared_one(filled: Salesmap, tmp_path: Path) -> Salesmap:
    """A database in a folder of its own."""
    folder = tmp_path / "sales"
    folder.mkdir(mode=0o700)
    db = Path(shutil.move(filled.db, folder / "team.db"))
    db.chmod(0o600)
    return Salesmap(db, filled.home)


def test_file_folder_and_backups(shared_one: Salesmap) -> None:
    db, folder = shared_one.db, shared_one.db.parent
    old = db.with_name("team.db.schema-3")
    old.write_bytes(b"")
    old.chmod(0o600)
    answer = shared_one.ok("db", "share", own_group())
    assert answer.out.count("rights set") == 3
    assert (mode(db), mode(folder), mode(old)) == (0o660, 0o2770, 0o660)
    assert "already shared" in shared_one.ok("db", "share", own_group()).out
    assert "no problems" in shared_one.ok("db", "check").out
    shared_one.ok("db", "backup", str(folder / "copy.db"))
    assert mode(folder / "copy.db") == 0o660


def test_what_is_wrong(shared_one: Salesmap) -> None:
    shared_one.ok("db", "share", own_group())
    shared_one.db.parent.chmod(0o750)
    wrong = shared_one.run("db", "check")
    assert wrong.code == 5 and "cannot write the folder" in wrong.out
    shared_one.db.parent.chmod(0o770)
    assert "will not belong to the group" in shared_one.run("db", "check").out
    shared_one.db.parent.chmod(0o2770)
    shared_one.db.chmod(0o600)
    assert "the database is not" in shared_one.run("db", "check").out
    shared_one.db.chmod(0o664)
    assert "Everybody on this computer" in shared_one.ok("db", "check").err


def test_refused(shared_one: Salesmap, filled: Salesmap) -> None:
    assert_refused(shared_one.run("db", "share", "nosuchgroup"), 2, "nosuchgroup")
    home = Salesmap(shared_one.home / "x.db", shared_one.home)
    shutil.copy(shared_one.db, home.db)
    assert_refused(home.run("db", "share", own_group()), 4, "folder of its own")
    missing = Salesmap(shared_one.db.with_name("no.db"), shared_one.home)
    assert_refused(missing.run("db", "share", own_group()), 5, "no database")
