"""Bringing an older file up to date: nothing lost, whatever happens midway."""

import gzip
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT, Salesmap, assert_refused, contents

from salesmap.core.errors import ResourceError
from salesmap.store.database import Database
from salesmap.store.file.triggers import triggers
from salesmap.store.file.upgrade import MIGRATIONS, upgrade
from salesmap.store.file.version import VERSION

WRITER = ROOT / "tests/support/machine/writer.py"
NEXT = VERSION + 1


RECREATE = """
    with op.batch_alter_table("lead", recreate="always", copy_from=LEAD) as table:
        table.add_column(sa.Column("mood", sa.String(), nullable=True))
    with op.batch_alter_table("customer", recreate="always", copy_from=CUSTOMER) as table:
        table.add_column(sa.Column("mood", sa.String(), nullable=True))
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    """The package's migrations, to which a test adds one."""
    return Path(
        shutil.copytree(
            MIGRATIONS, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__")
        )
    )


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
        tables = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for (table,) in tables
        }


@pytest.mark.inconsistent
def test_upgrade_keeps_the_children(filled: Salesmap, migrations: Path) -> None:
    filled.ok("lead", "add", "Undone")
    filled.ok("undo")
    filled.sql("CREATE VIEW mine AS SELECT name FROM lead")
    filled.sql("CREATE TRIGGER also_mine AFTER DELETE ON lead_tag BEGIN SELECT 1; END")
    before, rows, ids = (
        contents(filled.db),
        rows_of(filled.db),
        dict(filled.sql("SELECT name, seq FROM sqlite_sequence")),
    )
    assert rows["stay"] == 3 and ids["lead"] == 3
    write_migration(migrations, RECREATE)
    version, backup = upgrade(Database(filled.db, "lin"), migrations, newest=NEXT)
    assert version == VERSION and backup == filled.db.with_name(f"test.db.schema-{VERSION}")
    assert contents(backup) == before
    assert rows_of(filled.db) == rows
    assert filled.sql("SELECT name, mood FROM mine JOIN lead USING (name)") == [
        ("Acme", None),
        ("Bolt", None),
    ]
    assert filled.sql("PRAGMA user_version") == [(NEXT,)] and filled.sql(
        "SELECT version_num FROM alembic_version"
    ) == [(f"{NEXT:04}",)]
    assert filled.sql("PRAGMA foreign_key_check") == [] and filled.sql(
        "PRAGMA integrity_check"
    ) == [("ok",)]
    # Everybody's triggers are back, none fired meanwhile, and an id that was undone is not given out again.
    standing = {
        name for (name,) in filled.sql("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
    }
    assert standing == triggers().keys() | {"also_mine"}
    assert dict(filled.sql("SELECT name, seq FROM sqlite_sequence")) == ids
    filled.sql("UPDATE lead SET region = 'north' WHERE id = 1")
    assert filled.sql("SELECT count(*) FROM change") == [(rows["change"] + 1,)]


def test_an_upgraded_file_is_too_new_for_this_program(filled: Salesmap, migrations: Path) -> None:
    write_migration(migrations, RECREATE)
    upgrade(Database(filled.db, "lin"), migrations, newest=NEXT)
    assert_refused(filled.run("due"), 5, "newer salesmap")


def test_up_to_date_already(filled: Salesmap) -> None:
    before = filled.db.read_bytes()
    assert "already" in filled.ok("db", "upgrade").out
    assert filled.db.read_bytes() == before
    assert list(filled.db.parent.glob("test.db?*")) == []


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
def test_a_failing_migration_leaves_the_old_file(
    filled: Salesmap, migrations: Path, body: str, word: str
) -> None:
    write_migration(migrations, body)
    before = contents(filled.db)
    with pytest.raises(ResourceError, match=word) as caught:
        upgrade(Database(filled.db, "lin"), migrations, newest=NEXT)
    assert "\n" not in str(caught.value) and f"test.db.schema-{VERSION}" in str(caught.value)
    assert contents(filled.db) == before
    assert contents(filled.db.with_name(f"test.db.schema-{VERSION}")) == before
    filled.ok("db", "check")
    filled.ok("lead", "add", "Still works")


@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.inconsistent
def test_an_upgrade_killed_midway(
    filled: Salesmap, migrations: Path, tmp_path: Path, mode: str
) -> None:
    filled.ok("lead", "edit", "1", "--region", "north", SALESMAP_JOURNAL_MODE=mode)
    signed = tmp_path / "reached"
    # A cache of one page: what was changed so far is in the file already when the kill comes.
    body = f"    op.execute('PRAGMA cache_size = 1')\n{RECREATE}\n    Path({str(signed)!r}).touch()\n    time.sleep(60)"
    write_migration(migrations, body)
    before = contents(filled.db)
    script = (
        "import sys; from pathlib import Path; from salesmap.store.database import Database; from salesmap.store.file.upgrade import upgrade;"
        f"upgrade(Database(Path(sys.argv[1]), 'lin', journal_mode=sys.argv[3]), Path(sys.argv[2]), newest={NEXT})"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(filled.db), str(migrations), mode],
        env=filled.environment(),
    )
    end = time.monotonic() + 30
    while not signed.exists() and time.monotonic() < end:
        time.sleep(0.02)
    process.kill()
    assert process.wait() == -signal.SIGKILL and signed.exists()
    assert contents(filled.db) == before
    assert contents(filled.db.with_name(f"test.db.schema-{VERSION}")) == before
    filled.ok("db", "check")
    # And the next try succeeds, with a backup of its own.
    write_migration(migrations, RECREATE)
    shutil.rmtree(migrations / "versions" / "__pycache__", ignore_errors=True)
    assert upgrade(Database(filled.db, "lin"), migrations, newest=NEXT) == (
        VERSION,
        filled.db.with_name(f"test.db.schema-{VERSION}-2"),
    )


def test_two_upgrades_at_once(filled: Salesmap, migrations: Path) -> None:
    write_migration(migrations, RECREATE)
    script = (
        "import sys; from pathlib import Path; from salesmap.store.database import Database; from salesmap.store.file.upgrade import upgrade;"
        f"from salesmap.store import schema; schema.VERSION = {NEXT};"
        f"upgrade(Database(Path(sys.argv[1]), 'lin'), Path(sys.argv[2]), newest={NEXT})"
    )
    command = [sys.executable, "-c", script, str(filled.db), str(migrations)]
    running = [
        subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=filled.environment())
        for _number in range(2)
    ]
    for process in running:
        _out, err = process.communicate(timeout=60)
        assert (process.returncode, err) == (0, "")
    assert filled.sql("SELECT version_num FROM alembic_version") == [(f"{NEXT:04}",)]
    assert filled.sql("SELECT name, mood FROM lead") == [("Acme", None), ("Bolt", None)]


@pytest.mark.parametrize(
    ("schema", "leads", "old_change"),
    [
        (1, ["Beta", "Harbor"], "5"),
        (2, None, "6"),
        (3, ["东海仓储", "Harbor"], "12"),
        (12, ["Atlas", "Harbor"], "6"),
        (13, ["Atlas", "Harbor"], "6"),
        (14, ["Atlas", "Harbor"], "6"),
        (15, ["Atlas", "Harbor"], "6"),
        (16, ["Harbor", "Atlas"], "9"),
    ],
)
def test_a_book_of_an_earlier_schema(
    newcomer: Salesmap, schema: int, leads: list[str] | None, old_change: str
) -> None:
    """A real file as that version wrote it: brought up to date, nothing lost, as if made today."""
    with closing(sqlite3.connect(newcomer.db)) as connection:
        connection.executescript(_dump(schema))
    assert_refused(newcomer.run("due"), 5, "db upgrade")
    before = contents(newcomer.db)
    upgraded = newcomer.ok("db", "upgrade")
    assert f"schema {schema}" in upgraded.out
    assert ("salesmap map diff six-stage" in upgraded.err) == (schema < 12), (
        "how quotes are asked for"
    )
    assert contents(newcomer.db.with_name(f"test.db.schema-{schema}")) == before
    assert "no problems found" in newcomer.ok("db", "check").out
    names = [lead["name"] for lead in newcomer.json("lead", "list", "--status", "all")]
    assert names == leads if leads else len(names) == 6
    assert len(newcomer.json("map", "show")) == 6, "the map of old, as far as it went"
    assert newcomer.json("diagnose") == []
    fresh = Salesmap(newcomer.home / "fresh.db", newcomer.home)
    fresh.ok("init")
    columns = 'SELECT m.name, p.name, p."notnull", p.dflt_value FROM sqlite_schema m, pragma_table_info(m.name) p ORDER BY 1, p.cid'
    assert newcomer.sql(columns) == fresh.sql(columns)
    indexes = (
        "SELECT name, tbl_name FROM sqlite_schema WHERE type IN ('index', 'trigger') ORDER BY 1"
    )
    assert newcomer.sql(indexes) == fresh.sql(indexes)
    newcomer.ok("undo", old_change)  # what the earlier schema recorded can still be taken back
    assert "no problems found" in newcomer.ok("db", "check").out
    newcomer.ok("map", "apply", "six-stage", "--yes")  # and the map of today can be had
    assert newcomer.json("map", "show")[0]["problems"]
    assert "no problems found" in newcomer.ok("db", "check").out


def test_further_numbers_of_an_earlier_schema_are_found(newcomer: Salesmap) -> None:
    """Schema 16 kept no keys of them; what people were told then stays told."""
    with closing(sqlite3.connect(newcomer.db)) as connection:
        connection.executescript(_dump(16))
    newcomer.ok("db", "upgrade")
    assert_refused(
        newcomer.run("lead", "add", "X", "--phone", "+86 139 0013 9000"), 4, "same phone"
    )
    assert_refused(newcomer.run("lead", "add", "X", "--email", "C_Y@h.com"), 4, "same e-mail")
    newcomer.ok("lead", "add", "X", "--email", "cay@h.com")
    assert [row["kind"] for row in newcomer.json("inbox", SALESMAP_USER="bo")] == ["assigned"]


@pytest.mark.inconsistent  # its journal is rewritten
def test_an_undo_of_before_the_upgrade_keeps_the_keys(salesmap: Salesmap) -> None:
    """Its states have no columns of today: the keys by which conflicts are found are worked out."""
    phones = "13800138000, 13900139000"
    given = ("--company", "Alpha Ltd", "--contact", "Al", "--phone", phones, "--email", "a@al.cn")
    salesmap.ok("lead", "add", "Alpha", *given)
    keys = (
        "SELECT company_key, domain_key, further_keys FROM contact k"
        " JOIN customer c ON c.id = k.customer_id"
    )
    before = salesmap.sql(keys)
    assert None not in before[0]
    salesmap.ok("contact", "edit", "1", "--title", "Head")
    salesmap.ok("customer", "edit", "1", "--address", "1 Quay Street")
    salesmap.sql(
        "UPDATE change_row SET before ="
        " json_remove(before, '$.company_key', '$.domain_key', '$.further_keys')"
    )
    salesmap.ok("undo")
    salesmap.ok("undo")
    assert salesmap.json("contact", "show", "1")["title"] is None
    assert salesmap.sql(keys) == before


def _dump(schema: int) -> str:
    """Return a database of a schema as SQL; from the twelfth on the triggers are long."""
    path = ROOT / f"tests/store/databases/schema-{schema}.sql"
    if path.exists():
        return path.read_text(encoding="utf-8")
    return gzip.decompress(path.with_suffix(".sql.gz").read_bytes()).decode()
