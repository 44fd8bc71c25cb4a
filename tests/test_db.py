"""Looking after the file: info, check, backup, restore, upgrade."""

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT, Answer, Salesmap

from salesmap.errors import Unusable
from salesmap.store.book import Book
from salesmap.store.journal import triggers
from salesmap.store.schema import VERSION
from salesmap.store.upgrade import MIGRATIONS, upgrade

WRITER = Path(__file__).parent / "writer.py"
NEXT = VERSION + 1


@pytest.fixture(scope="session")
def filled_book(blank_book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two leads, one of which was lost, made once."""
    folder = tmp_path_factory.mktemp("filled")
    person = Salesmap(Path(shutil.copy(blank_book, folder)), folder)
    person.ok("lead", "add", "Acme", "--company", "Acme Ltd", "--tag", "hot", "--next", "call", "--due", "fri", "--set", "budget=5")
    person.ok("lead", "add", "Bolt", "--company", "Bolt Ltd", "--note", "first words")
    person.ok("lead", "advance", "2")
    person.ok("lead", "lose", "2", "--reason", "price")
    return person.db


@pytest.fixture
def filled(newcomer: Salesmap, filled_book: Path) -> Salesmap:
    """A person with two leads in the book."""
    shutil.copy(filled_book, newcomer.db)
    return newcomer


def contents(path: Path) -> list[str]:
    """All that a database holds, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def assert_refused(answer: Answer, code: int, *words: str) -> None:
    """One line on standard error, with these words."""
    assert answer.code == code, answer
    assert answer.err.count("\n") == 1, answer
    assert all(word in answer.err for word in words), answer


def test_info(filled: Salesmap) -> None:
    info = filled.json("db", "info")
    assert (info["path"], info["bytes"], info["schema"], info["journal_mode"]) == (
        str(filled.db),
        filled.db.stat().st_size,
        VERSION,
        "delete",
    )
    assert (info["leads"], info["open"], info["customers"], info["followups"], info["changes"]) == (2, 1, 2, 1, 4)


# --- check ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        ("UPDATE lead SET furthest_id = 1 WHERE id = 2", "Leads 2: the furthest stage"),
        ("UPDATE lead SET furthest_id = 4 WHERE id = 1", "Leads 1: the furthest stage"),
        ("UPDATE lead SET stage_id = 3, furthest_id = 3 WHERE id = 1", "Leads 1: no stay"),
        ("DELETE FROM stay WHERE lead_id = 1", "Leads 1: no stay"),
        ("UPDATE stay SET counted = 0 WHERE lead_id = 2", "Leads 2: dropped leads count"),
        ("UPDATE lead SET status = 'dropped' WHERE id = 2", "Leads 2: dropped leads count"),
        ("UPDATE lead SET closed_on = NULL WHERE id = 2", "Leads 2: closed without a day"),
        ("UPDATE lead SET cycle_days = 3 WHERE id = 2", "Leads 2: the days"),
        ("UPDATE lead SET created_on = '2026-02-31' WHERE id = 2", "Leads 2: the days"),
        ("UPDATE lead SET touched_at = '2020-01-01T00:00:00Z' WHERE id = 1", "Leads 1: the last contact"),
        ("DELETE FROM customer WHERE id = 1", "lead 1 → customer"),
        ("DROP TRIGGER journal_lead_update", "journal_lead_update"),
    ],
)
def test_check_finds(filled: Salesmap, spoil: str, word: str) -> None:
    filled.sql(spoil)
    checked = filled.run("db", "check")
    assert_refused(checked, 5, "1 problems", "db restore")
    assert word in checked.out and checked.out.count("\n") == 1


def test_check_counts_every_problem(filled: Salesmap) -> None:
    filled.sql("UPDATE lead SET furthest_id = 1, cycle_days = 3 WHERE id = 2")
    checked = filled.run("db", "check")
    assert_refused(checked, 5, "2 problems")
    assert checked.out.count("\n") == 2


# --- backup -----------------------------------------------------------------------------------------------------------


def test_backup_holds_all_and_is_private(filled: Salesmap) -> None:
    target = filled.home / "backup.db"
    told = filled.ok("db", "backup", str(target))
    assert str(target) in told.out
    assert contents(target) == contents(filled.db)
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in filled.home.iterdir()] == ["backup.db"]


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_backup_while_another_writes(salesmap: Salesmap, mode: str) -> None:
    arguments = [sys.executable, str(WRITER), str(salesmap.db), "w", "100000", "add", mode]
    writer = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=salesmap.environment())
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
    assert_refused(filled.run("db", "backup", str(target)), 4, "is there already")
    assert target.read_text() == "dear to somebody"
    assert_refused(filled.run("db", "backup", str(filled.db)), 4, "is there already")
    assert_refused(filled.run("db", "backup", str(filled.home)), 4, "is there already")


@pytest.mark.parametrize("target", ["no/such/folder.db", "x" * 300])
def test_backup_to_nowhere(filled: Salesmap, target: str) -> None:
    assert_refused(filled.run("db", "backup", target), 5, target)


def test_backup_onto_a_full_disk_leaves_no_file(filled: Salesmap) -> None:
    limited = ["sh", "-c", 'ulimit -f 40; exec "$@"', "sh", *filled.command("db", "backup", "backup.db")]
    done = subprocess.run(limited, capture_output=True, text=True, env=filled.environment(), cwd=filled.home, check=False)
    assert_refused(Answer(done.returncode, done.stdout, done.stderr), 5, "backup.db cannot be written")
    assert list(filled.home.iterdir()) == []


# --- restore ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def backed_up(filled: Salesmap) -> Salesmap:
    """A person with a backup, who has written since."""
    filled.ok("db", "backup", "backup.db")
    filled.ok("lead", "add", "Later")
    return filled


def kept(person: Salesmap) -> list[Path]:
    """The books that restores put aside, the first first."""
    return sorted(person.db.parent.glob("book.db.before-restore-?"))


def test_restore_keeps_the_old_book_beside(backed_up: Salesmap) -> None:
    old = contents(backed_up.db)
    told = backed_up.ok("db", "restore", "backup.db")
    assert contents(backed_up.db) == contents(backed_up.home / "backup.db")
    assert contents(kept(backed_up)[0]) == old
    assert str(kept(backed_up)[0]) in told.out
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
    assert sorted(path.name for path in backed_up.db.parent.glob("book*")) == ["book.db", "book.db.before-restore-1"]


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
    """What a killed writer left beside a book that is gone or spoilt must not be replayed into the restored one."""
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
book = sqlite3.connect(sys.argv[1], isolation_level=None)
wal = sys.argv[2] == "-wal"
book.execute("PRAGMA journal_mode = " + ("wal" if wal else "delete"))
book.execute("PRAGMA cache_size = 1")
book.execute("BEGIN IMMEDIATE")
for number in range(300):
    book.execute("INSERT INTO customer (name, name_key, recorded_at, version) VALUES (?, 'x', 'now', 1)", ("x" * 3000,))
if wal:
    book.execute("COMMIT")
os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", script, str(path), companion], check=False).returncode == -signal.SIGKILL


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
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'lead'").fetchone()[0]
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


@pytest.mark.parametrize("spoil", [spoil_nothing, spoil_text, spoil_cut, spoil_page, spoil_orphan, spoil_empty, spoil_newer])
def test_a_bad_backup_changes_nothing(backed_up: Salesmap, spoil: Callable[[Path], None]) -> None:
    spoil(backed_up.home / "backup.db")
    before, beside = backed_up.db.read_bytes(), sorted(backed_up.db.parent.iterdir())
    assert_refused(backed_up.run("db", "restore", "backup.db"), 5, "backup.db")
    assert backed_up.db.read_bytes() == before
    assert sorted(backed_up.db.parent.iterdir()) == beside


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
        assert_refused(backed_up.run("db", "restore", "backup.db", SALESMAP_LOCK_TIMEOUT="1"), 5, "locked")
    assert backed_up.db.read_bytes() == before
    assert kept(backed_up) == []


def test_restore_onto_a_full_disk_leaves_the_old_book(backed_up: Salesmap) -> None:
    old = contents(backed_up.db)
    for blocks in (40, 300, 500):
        limited = ["sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh", *backed_up.command("db", "restore", "backup.db")]
        done = subprocess.run(limited, capture_output=True, text=True, env=backed_up.environment(), cwd=backed_up.home, check=False)
        if done.returncode:
            assert_refused(Answer(done.returncode, done.stdout, done.stderr), 5, "book.db")
            assert contents(backed_up.db) == old
    backed_up.ok("db", "check")


def test_restore_killed_midway(backed_up: Salesmap) -> None:
    kill_restores(backed_up, 5)


@pytest.mark.long
def test_restore_killed_a_hundred_times(backed_up: Salesmap) -> None:
    kill_restores(backed_up, 100)


def kill_restores(person: Salesmap, kills: int) -> None:
    """Kill restores at random moments, the slow part of a large book included: the old or the new, never between."""
    blow_up = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
    columns = "customer (name, name_key, recorded_at, version)"
    person.sql(f"{blow_up} INSERT INTO {columns} SELECT hex(randomblob(100)), 'x', 'now', 1 FROM n")
    person.ok("db", "backup", "large.db")
    script = (
        "import sys; from pathlib import Path; from salesmap.store.backup import restore; print('ready', flush=True);"
        "sys.stdin.readline(); restore(Path(sys.argv[1]), Path(sys.argv[2]), 10)"
    )
    old = (person.home / "large.db").read_bytes()
    chance = random.Random(kills)
    for number in range(kills):
        name = "backup.db" if number % 2 else "large.db"
        arguments = [sys.executable, "-c", script, str(person.home / name), str(person.db)]
        process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=person.environment())
        assert process.stdin and process.stdout and process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        time.sleep(chance.uniform(0, 0.3))  # the random moment, nothing that is waited for
        process.kill()
        process.communicate()
        customers = person.sql("SELECT count(*) FROM customer")[0][0]
        assert customers in (2, 20_002), customers
        assert person.sql("PRAGMA integrity_check") == [("ok",)]
        for aside in person.db.parent.glob("book.db.*"):
            aside.unlink()  # the disk is not for this
    assert (person.home / "large.db").read_bytes() == old
    person.ok("db", "check")


# --- upgrade ----------------------------------------------------------------------------------------------------------

RECREATE = """
    with op.batch_alter_table("lead", recreate="always", copy_from=LEAD) as table:
        table.add_column(sa.Column("mood", sa.String(), nullable=True))
    with op.batch_alter_table("customer", recreate="always", copy_from=CUSTOMER) as table:
        table.add_column(sa.Column("mood", sa.String(), nullable=True))
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """The package's migrations, to which a test adds one."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__")))


def write_migration(migrations: Path, body: str) -> None:
    """Write the next migration."""
    (migrations / "versions" / f"{NEXT:04}_next_schema.py").write_text(
        f'''"""The next schema."""

import time
from pathlib import Path

import sqlalchemy as sa
from alembic import op
from salesmap.store.models import Customer, Lead

revision = "{NEXT:04}"
down_revision = "{VERSION:04}"
LEAD, CUSTOMER = Lead.__table__, Customer.__table__


def upgrade():
{body}
'''
    )


def rows_of(path: Path) -> dict[str, int]:
    """How many rows each table holds."""
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall()
        return {table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for (table,) in tables}


def test_upgrade_keeps_the_children(filled: Salesmap, migrations: Path) -> None:
    filled.ok("lead", "add", "Undone")
    filled.ok("undo")
    filled.sql("CREATE VIEW mine AS SELECT name FROM lead")
    filled.sql("CREATE TRIGGER also_mine AFTER DELETE ON lead_tag BEGIN SELECT 1; END")
    before, rows, ids = contents(filled.db), rows_of(filled.db), dict(filled.sql("SELECT name, seq FROM sqlite_sequence"))
    assert rows["stay"] == 3 and ids["lead"] == 3
    write_migration(migrations, RECREATE)
    version, backup = upgrade(Book(filled.db, "lin"), migrations, newest=NEXT)
    assert version == VERSION and backup == filled.db.with_name(f"book.db.schema-{VERSION}")
    assert contents(backup) == before
    assert rows_of(filled.db) == rows
    assert filled.sql("SELECT name, mood FROM mine JOIN lead USING (name)") == [("Acme", None), ("Bolt", None)]
    assert filled.sql("PRAGMA user_version") == [(NEXT,)] and filled.sql("SELECT version_num FROM alembic_version") == [(f"{NEXT:04}",)]
    assert filled.sql("PRAGMA foreign_key_check") == [] and filled.sql("PRAGMA integrity_check") == [("ok",)]
    # Everybody's triggers are back, none fired meanwhile, and an id that was undone is not given out again.
    standing = {name for (name,) in filled.sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
    assert standing == triggers().keys() | {"also_mine"}
    assert dict(filled.sql("SELECT name, seq FROM sqlite_sequence")) == ids
    filled.sql("UPDATE lead SET region = 'north' WHERE id = 1")
    assert filled.sql("SELECT count(*) FROM change") == [(rows["change"] + 1,)]


def test_an_upgraded_file_is_too_new_for_this_program(filled: Salesmap, migrations: Path) -> None:
    write_migration(migrations, RECREATE)
    upgrade(Book(filled.db, "lin"), migrations, newest=NEXT)
    assert_refused(filled.run("due"), 5, "newer salesmap")


def test_up_to_date_already(filled: Salesmap) -> None:
    before = filled.db.read_bytes()
    assert "already" in filled.ok("db", "upgrade").out
    assert filled.db.read_bytes() == before
    assert list(filled.db.parent.glob("book.db?*")) == []


def test_an_older_file_asks_for_an_upgrade(filled: Salesmap) -> None:
    filled.sql("PRAGMA user_version = 0")
    before = filled.db.read_bytes()
    for arguments in (("due",), ("lead", "add", "New")):
        assert_refused(filled.run(*arguments), 5, "db upgrade")
    assert filled.db.read_bytes() == before


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (f"{RECREATE}\n    op.execute('SELECT nonsense')", "nonsense"),
        (f"{RECREATE}\n    raise ValueError('two\\nlines')", "two lines"),
        (f"{RECREATE}\n    op.execute('DELETE FROM customer')", "foreign keys"),
        ("    op.drop_table('lead')\n    op.drop_table('no_such_table')", "no_such_table"),
    ],
)
def test_a_failing_migration_leaves_the_old_file(filled: Salesmap, migrations: Path, body: str, word: str) -> None:
    write_migration(migrations, body)
    before = contents(filled.db)
    with pytest.raises(Unusable, match=word) as caught:
        upgrade(Book(filled.db, "lin"), migrations, newest=NEXT)
    assert "\n" not in str(caught.value) and f"book.db.schema-{VERSION}" in str(caught.value)
    assert contents(filled.db) == before
    assert contents(filled.db.with_name(f"book.db.schema-{VERSION}")) == before
    filled.ok("db", "check")
    filled.ok("lead", "add", "Still works")


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_an_upgrade_killed_midway(filled: Salesmap, migrations: Path, tmp_path: Path, mode: str) -> None:
    filled.ok("lead", "edit", "1", "--region", "north", SALESMAP_JOURNAL_MODE=mode)
    signed = tmp_path / "reached"
    # A cache of one page: what was changed so far is in the file already when the kill comes.
    body = f"    op.execute('PRAGMA cache_size = 1')\n{RECREATE}\n    Path({str(signed)!r}).touch()\n    time.sleep(60)"
    write_migration(migrations, body)
    before = contents(filled.db)
    script = (
        "import sys; from pathlib import Path; from salesmap.store.book import Book; from salesmap.store.upgrade import upgrade;"
        f"upgrade(Book(Path(sys.argv[1]), 'lin', journal_mode=sys.argv[3]), Path(sys.argv[2]), newest={NEXT})"
    )
    process = subprocess.Popen([sys.executable, "-c", script, str(filled.db), str(migrations), mode], env=filled.environment())
    end = time.monotonic() + 30
    while not signed.exists() and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    assert process.wait() == -signal.SIGKILL and signed.exists()
    assert contents(filled.db) == before
    assert contents(filled.db.with_name(f"book.db.schema-{VERSION}")) == before
    filled.ok("db", "check")
    # And the next try succeeds, with a backup of its own.
    write_migration(migrations, RECREATE)
    shutil.rmtree(migrations / "versions" / "__pycache__", ignore_errors=True)
    assert upgrade(Book(filled.db, "lin"), migrations, newest=NEXT) == (VERSION, filled.db.with_name(f"book.db.schema-{VERSION}-2"))


def test_two_upgrades_at_once(filled: Salesmap, migrations: Path) -> None:
    write_migration(migrations, RECREATE)
    script = (
        "import sys; from pathlib import Path; from salesmap.store.book import Book; from salesmap.store.upgrade import upgrade;"
        f"from salesmap.store import schema; schema.VERSION = {NEXT};"
        f"upgrade(Book(Path(sys.argv[1]), 'lin'), Path(sys.argv[2]), newest={NEXT})"
    )
    command = [sys.executable, "-c", script, str(filled.db), str(migrations)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=filled.environment()) for _number in range(3)]
    for process in running:
        _out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
    assert filled.sql("SELECT version_num FROM alembic_version") == [(f"{NEXT:04}",)]
    assert filled.sql("SELECT name, mood FROM lead") == [("Acme", None), ("Bolt", None)]


@pytest.mark.parametrize(
    ("schema", "leads", "old_change"), [(1, ["Beta", "Harbor"], "5"), (2, None, "6"), (3, ["东海仓储", "Harbor"], "12")]
)
def test_a_book_of_an_earlier_schema(newcomer: Salesmap, schema: int, leads: list[str] | None, old_change: str) -> None:
    """A real file as that version wrote it: brought up to date, nothing lost, as if made today."""
    with closing(sqlite3.connect(newcomer.db)) as connection:
        connection.executescript((ROOT / f"tests/books/schema-{schema}.sql").read_text(encoding="utf-8"))
    assert_refused(newcomer.run("due"), 5, "db upgrade")
    before = contents(newcomer.db)
    assert f"schema {schema}" in newcomer.ok("db", "upgrade").out
    assert contents(newcomer.db.with_name(f"book.db.schema-{schema}")) == before
    assert "all is well" in newcomer.ok("db", "check").out
    names = [lead["name"] for lead in newcomer.json("lead", "list", "--status", "all")]
    assert names == leads if leads else len(names) == 6
    assert len(newcomer.json("map", "show")) == 6, "the map of old, as far as it went"
    assert newcomer.json("diagnose") == []
    fresh = Salesmap(newcomer.home / "fresh.db", newcomer.home)
    fresh.ok("init")
    columns = 'SELECT m.name, p.name, p."notnull", p.dflt_value FROM sqlite_schema m, pragma_table_info(m.name) p ORDER BY 1, p.cid'
    assert newcomer.sql(columns) == fresh.sql(columns)
    indexes = "SELECT name, tbl_name FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY 1"
    assert newcomer.sql(indexes) == fresh.sql(indexes)
    newcomer.ok("undo", old_change)  # what the earlier schema recorded can still be taken back
    assert "all is well" in newcomer.ok("db", "check").out
    newcomer.ok("map", "apply", "six-stage", "--yes")  # and the map of today can be had
    assert newcomer.json("map", "show")[0]["problems"]
    assert "all is well" in newcomer.ok("db", "check").out
