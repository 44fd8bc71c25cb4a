"""Looking after the file: info, check, backup, restore."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT, Answer, Salesmap, assert_refused, contents

from salesmap.store.file.version import VERSION

WRITER = ROOT / "tests/support/machine/writer.py"
NEXT = VERSION + 1


def test_info(filled: Salesmap) -> None:
    info = filled.json("db", "info")
    assert (info["path"], info["bytes"], info["schema"], info["journal_mode"]) == (
        str(filled.db),
        filled.db.stat().st_size,
        VERSION,
        "delete",
    )
    assert (info["leads"], info["open"], info["customers"], info["followups"], info["changes"]) == (
        2,
        1,
        2,
        1,
        4,
    )


# --- check ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        ("UPDATE lead SET furthest_id = 1 WHERE id = 2", "Leads 2: the furthest stage"),
        ("UPDATE lead SET furthest_id = 4 WHERE id = 1", "Leads 1: the furthest stage"),
        (
            "UPDATE lead SET stage_id = 3, furthest_id = 3 WHERE id = 1",
            "Leads 1: no record of the stay",
        ),
        ("DELETE FROM stay WHERE lead_id = 1", "Leads 1: no record of the stay"),
        ("UPDATE stay SET counted = 0 WHERE lead_id = 2", "Leads 2: discarded leads are counted"),
        ("UPDATE lead SET status = 'dropped' WHERE id = 2", "Leads 2: discarded leads are counted"),
        ("UPDATE lead SET closed_on = NULL WHERE id = 2", "Leads 2: closed without a close date"),
        ("UPDATE lead SET cycle_days = 3 WHERE id = 2", "Leads 2: the days"),
        (
            "UPDATE lead SET created_on = '2026-02-31' WHERE id = 2",
            "created_on '2026-02-31' is not a date",
        ),
        (
            "UPDATE lead SET touched_at = '2020-01-01T00:00:00Z' WHERE id = 1",
            "Leads 1: the last contact",
        ),
        ("DELETE FROM customer WHERE id = 1", "lead 1 → customer"),
        ("DROP TRIGGER journal_lead_update", "journal_lead_update"),
    ],
)
def test_check_finds(filled: Salesmap, spoil: str, word: str) -> None:
    filled.sql(spoil)
    checked = filled.run("db", "check")
    assert_refused(checked, 5, "1 problem.", "db restore")
    assert word in checked.out and checked.out.count("\n") == 1


def test_check_counts_every_problem(filled: Salesmap) -> None:
    filled.sql("UPDATE lead SET furthest_id = 1, cycle_days = 3 WHERE id = 2")
    checked = filled.run("db", "check")
    assert_refused(checked, 5, "2 problems")
    assert checked.out.count("\n") == 2


# --- backup -----------------------------------------------------------------------------------------------------------


def test_backup_holds_all_and_is_private(filled: Salesmap) -> None:
    target = filled.home / "backup.db"
    shown = filled.ok("db", "backup", str(target))
    assert str(target) in shown.out
    assert contents(target) == contents(filled.db)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in filled.home.iterdir()] == ["backup.db"]


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_backup_while_another_writes(salesmap: Salesmap, mode: str) -> None:
    arguments = [sys.executable, str(WRITER), str(salesmap.db), "w", "100000", "add", mode]
    writer = subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=salesmap.environment(),
    )
    assert writer.stdin and writer.stdout
    try:
        writer.stdin.write("\n")
        writer.stdin.flush()
        for number in range(3):
            for _line in range(3):
                writer.stdout.readline()
            salesmap.ok("db", "backup", f"backup-{number}.db")
    finally:
        writer.kill()
        writer.communicate()
    for number in range(3):
        copy = Salesmap(salesmap.home / f"backup-{number}.db", salesmap.home)
        copy.ok("db", "check")
        leads = copy.sql("SELECT count(*) FROM lead")[0][0]
        assert leads > 0
        assert copy.sql("SELECT count(*) FROM change WHERE rows IS NOT NULL") == [(leads,)]


def test_backup_overwrites_nothing(filled: Salesmap) -> None:
    target = filled.home / "backup.db"
    target.write_text("dear to somebody")
    assert_refused(filled.run("db", "backup", str(target)), 4, "already exists")
    assert target.read_text() == "dear to somebody"
    assert_refused(filled.run("db", "backup", str(filled.db)), 4, "already exists")
    assert_refused(filled.run("db", "backup", str(filled.home)), 4, "already exists")


@pytest.mark.parametrize("target", ["no/such/folder.db", "x" * 300])
def test_backup_to_nowhere(filled: Salesmap, target: str) -> None:
    assert_refused(filled.run("db", "backup", target), 5, target)


def test_backup_onto_a_full_disk_leaves_no_file(filled: Salesmap) -> None:
    limited = [
        "sh",
        "-c",
        'ulimit -f 40; exec "$@"',
        "sh",
        *filled.command("db", "backup", "backup.db"),
    ]
    done = subprocess.run(
        limited,
        capture_output=True,
        text=True,
        env=filled.environment(),
        cwd=filled.home,
        check=False,
    )
    assert_refused(Answer(done.returncode, done.stdout, done.stderr), 5, "Cannot write backup.db")
    assert list(filled.home.iterdir()) == []


# --- restore ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def backed_up(filled: Salesmap) -> Salesmap:
    """A person with a backup, who has written since."""
    filled.ok("db", "backup", "backup.db")
    filled.ok("lead", "add", "Later")
    return filled


def kept(person: Salesmap) -> list[Path]:
    """The databases that restores put aside, the first first."""
    return sorted(person.db.parent.glob("test.db.before-restore-?"))


def test_restore_keeps_the_old_book_beside(backed_up: Salesmap) -> None:
    old = contents(backed_up.db)
    shown = backed_up.ok("db", "restore", "backup.db")
    assert contents(backed_up.db) == contents(backed_up.home / "backup.db")
    assert contents(kept(backed_up)[0]) == old
    assert str(kept(backed_up)[0]) in shown.out
    assert kept(backed_up)[0].stat().st_mode & 0o777 == 0o600
    backed_up.ok("lead", "add", "After")
    backed_up.ok("db", "restore", "backup.db")
    assert len(kept(backed_up)) == 2
    backed_up.ok("db", "check")


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_restore_under_either_journal(backed_up: Salesmap, mode: str) -> None:
    backed_up.ok("lead", "add", "Switched", SALESMAP_JOURNAL_MODE=mode)
    assert backed_up.sql("PRAGMA journal_mode") == [(mode,)]
    backed_up.ok("db", "restore", "backup.db")
    assert [name for (name,) in backed_up.sql("SELECT name FROM lead")] == ["Acme", "Bolt"]
    assert sorted(path.name for path in backed_up.db.parent.glob("test*")) == [
        "test.db",
        "test.db.before-restore-1",
    ]


@pytest.mark.parametrize("there", [False, True], ids=["missing", "empty"])
def test_restore_where_nothing_is(backed_up: Salesmap, there: bool) -> None:
    backed_up.db.unlink()
    if there:
        backed_up.db.touch()
    backed_up.ok("db", "restore", "backup.db")
    assert contents(backed_up.db) == contents(backed_up.home / "backup.db")
    assert kept(backed_up) == []


@pytest.mark.parametrize("state", ["missing", "unreadable"])
@pytest.mark.parametrize("companion", ["-journal", "-wal"])
def test_restore_beside_stale_companions(backed_up: Salesmap, companion: str, state: str) -> None:
    """What a killed writer left beside a database that is gone or spoilt must not be replayed into the restored one."""
    leave_behind(backed_up.db, companion)
    stale = Path(f"{backed_up.db}{companion}")
    assert stale.stat().st_size > 0
    if state == "missing":
        backed_up.db.unlink()
    else:
        backed_up.db.write_bytes(b"spoilt" * 5000)
    left = stale.read_bytes()
    backed_up.ok("db", "restore", "backup.db")
    assert not stale.exists()
    assert contents(backed_up.db) == contents(backed_up.home / "backup.db")
    backed_up.ok("db", "check")
    if state == "unreadable" and companion == "-wal":
        assert Path(f"{kept(backed_up)[0]}{companion}").read_bytes() == left


def leave_behind(path: Path, companion: str) -> None:
    """Kill a writer in the middle of a change (its -journal stays) or after one (its -wal stays)."""
    script = """
import os, signal, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
wal = sys.argv[2] == "-wal"
database.execute("PRAGMA journal_mode = " + ("wal" if wal else "delete"))
database.execute("PRAGMA cache_size = 1")
database.execute("BEGIN IMMEDIATE")
for number in range(300):
    database.execute("INSERT INTO customer (name, name_key, recorded_at, version) VALUES (?, 'x', '2026-11-23T09:00:00Z', 1)", ("x" * 3000,))
if wal:
    database.execute("COMMIT")
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert (
        subprocess.run([sys.executable, "-c", script, str(path), companion], check=False).returncode
        == -signal.SIGKILL
    )


def test_restore_over_a_spoilt_book_keeps_its_bytes(backed_up: Salesmap) -> None:
    backed_up.db.write_bytes(b"spoilt" * 5000)
    backed_up.ok("db", "restore", "backup.db")
    assert kept(backed_up)[0].read_bytes() == b"spoilt" * 5000
    assert kept(backed_up)[0].stat().st_mode & 0o777 == 0o600
    assert contents(backed_up.db) == contents(backed_up.home / "backup.db")


def spoil_nothing(path: Path) -> None:
    path.unlink()


def spoil_text(path: Path) -> None:
    path.write_text("no database")


def spoil_cut(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def spoil_page(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        root = connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'lead'"
        ).fetchone()[0]
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    with path.open("rb+") as file:
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)


def spoil_orphan(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("DELETE FROM customer")


def spoil_empty(path: Path) -> None:
    path.write_bytes(b"")


def spoil_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    "spoil",
    [spoil_nothing, spoil_text, spoil_cut, spoil_page, spoil_orphan, spoil_empty, spoil_newer],
)
def test_a_bad_backup_changes_nothing(backed_up: Salesmap, spoil: Callable[[Path], None]) -> None:
    spoil(backed_up.home / "backup.db")
    before, beside = backed_up.db.read_bytes(), sorted(backed_up.db.parent.iterdir())
    assert_refused(backed_up.run("db", "restore", "backup.db"), 5, "backup.db")
    assert backed_up.db.read_bytes() == before
    assert sorted(backed_up.db.parent.iterdir()) == beside


@pytest.mark.inconsistent
def test_restore_refuses_itself_and_other_programs(backed_up: Salesmap) -> None:
    assert_refused(backed_up.run("db", "restore", str(backed_up.db)), 4, "is the database itself")
    backed_up.db.unlink()
    with closing(sqlite3.connect(backed_up.db)) as connection:
        connection.execute("CREATE TABLE song (title)")
    before = backed_up.db.read_bytes()
    assert_refused(backed_up.run("db", "restore", "backup.db"), 5, "is not a salesmap database")
    assert backed_up.db.read_bytes() == before


def test_restore_waits_for_a_writer_and_gives_up(backed_up: Salesmap) -> None:
    before = backed_up.db.read_bytes()
    with closing(sqlite3.connect(backed_up.db, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert_refused(
            backed_up.run("db", "restore", "backup.db", SALESMAP_LOCK_TIMEOUT="1"), 5, "locked"
        )
    assert backed_up.db.read_bytes() == before
    assert kept(backed_up) == []


def test_restore_onto_a_full_disk_leaves_the_old_database(backed_up: Salesmap) -> None:
    old = contents(backed_up.db)
    for blocks in (40, 300, 500):
        limited = [
            "sh",
            "-c",
            f'ulimit -f {blocks}; exec "$@"',
            "sh",
            *backed_up.command("db", "restore", "backup.db"),
        ]
        done = subprocess.run(
            limited,
            capture_output=True,
            text=True,
            env=backed_up.environment(),
            cwd=backed_up.home,
            check=False,
        )
        if done.returncode:
            assert_refused(Answer(done.returncode, done.stdout, done.stderr), 5, "test.db")
            assert contents(backed_up.db) == old
    backed_up.ok("db", "check")


def test_restore_killed_midway(backed_up: Salesmap) -> None:
    kill_restores(backed_up, 3)


@pytest.mark.long
def test_restore_killed_a_hundred_times(backed_up: Salesmap) -> None:
    kill_restores(backed_up, 100)


def kill_restores(person: Salesmap, kills: int) -> None:
    """Kill restores at random moments, the slow part of a large database included: the old or the new, never between."""
    blow_up = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    columns = "customer (name, name_key, recorded_at, version)"
    person.sql(
        f"{blow_up} INSERT INTO {columns} SELECT hex(randomblob(100)), 'x', '2026-11-23T09:00:00Z', 1 FROM n"
    )
    person.ok("db", "backup", "large.db")
    script = (
        "import sys; from pathlib import Path; from salesmap.store.file.restore import restore; print('ready', flush=True);"
        "sys.stdin.readline(); restore(Path(sys.argv[1]), Path(sys.argv[2]), 10)"
    )
    old = (person.home / "large.db").read_bytes()
    chance = random.Random(kills)
    for number in range(kills):
        name = "backup.db" if number % 2 else "large.db"
        arguments = [sys.executable, "-c", script, str(person.home / name), str(person.db)]
        process = subprocess.Popen(
            arguments,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=person.environment(),
        )
        assert process.stdin and process.stdout and process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        time.sleep(chance.uniform(0, 0.3))  # the random moment, nothing that is waited for
        process.kill()
        process.communicate()
        customers = person.sql("SELECT count(*) FROM customer")[0][0]
        assert customers in (2, 20_002), customers
        assert person.sql("PRAGMA integrity_check") == [("ok",)]
        for aside in person.db.parent.glob("test.db.*"):
            aside.unlink()  # the disk is not for this
    assert (person.home / "large.db").read_bytes() == old
    person.ok("db", "check")
