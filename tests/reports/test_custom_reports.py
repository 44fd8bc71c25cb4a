"""Reports of one's own: an .sql file that can read and nothing else."""

import shutil
import signal
import subprocess
import time

import pytest
from conftest import ROOT, Salesmap
from support.machine.signals import heeding_interrupts

from salesmap.store.database import Database
from salesmap.store.file import custom_query
from salesmap.store.file.connection import read_connection
from salesmap.store.file.custom_query import QueryFailed, QueryTooLong, run_query


@pytest.fixture
def database(salesmap: Salesmap) -> Salesmap:
    """Leads of three people, from small to large."""
    for number in range(1, 37):
        salesmap.ok(
            "lead",
            "add",
            f"L{number}",
            "--owner",
            ("ann", "bo", "cai")[number % 3],
            "--value",
            f"{number * 20}k",
        )
    return salesmap


def test_a_report_of_ones_own(database: Salesmap) -> None:
    folder = database.home / ".config/salesmap/reports"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "examples/reports/largest.sql", folder)
    rows = database.json("report", "largest", "--least", "100000", "--owner", "ann")
    expected = database.sql(
        "SELECT id FROM lead WHERE status = 'open' AND owner = 'ann' AND value_cents >= 10000000 ORDER BY value_cents DESC, id"
    )
    assert [(row["id"],) for row in rows] == expected[:10] and rows
    assert len(database.json("report", "largest")) == 10
    (listed,) = [row for row in database.json("report", "list") if row["report"] == "largest"]
    assert (
        listed["meaning"].startswith("The largest open leads")
        and listed["options"] == "--owner --least"
    )
    assert database.json("report", "largest", "--as-of", "2020-01-01") == []
    told = database.ok("report", "largest", "--help").out
    assert told.startswith("largest  The largest open leads") and told.splitlines()[1:] == [
        "  --owner",
        "  --least",
    ]
    ours = database.ok("report", "winrate", "--help").out
    assert "--def created" in ours and "--compare" in ours
    before = database.sql("SELECT count(*) FROM lead")
    for number, sql in enumerate(("DELETE FROM lead", "ATTACH 'evil.db' AS e", "PRAGMA journal_mode = wal", "SELECT 1; DROP TABLE lead", "SELEC",
                                  "INSERT INTO lead_tag (lead_id, tag) VALUES (1, 'x') RETURNING id", "")):  # fmt: skip
        (folder / f"bad{number}.sql").write_text(sql, encoding="utf-8")
        answer = database.run("report", f"bad{number}")
        assert (answer.code, answer.err.count("\n")) == (2, 1) if sql else answer.code == 0, sql
    assert (
        database.sql("SELECT count(*) FROM lead") == before
        and not (database.home / "evil.db").exists()
    )
    (folder / "winrate.sql").write_text("SELECT 1", encoding="utf-8")
    assert "rate" in database.json("report", "winrate")[0], "ours stay ours"
    for wrong in (
        ["largest", "--nix", "1"],
        ["largest", "stray"],
        ["largest", "--least"],
        ["winrate", "--nix", "1"],
    ):
        assert database.run("report", *wrong).code == 2, wrong


def test_a_parameter_process_is_filled_by_pipeline(database: Salesmap) -> None:
    folder = database.home / ".config/salesmap/reports"
    folder.mkdir(parents=True)
    for name in ("process", "pipeline"):
        (folder / f"{name}s.sql").write_text(f"-- Of a pipeline\nSELECT :{name} AS given")
        for option in ("--process", "--pipeline"):
            assert database.json("report", f"{name}s", option, "six-stage") == [
                {"given": "six-stage"}
            ]


def test_one_that_never_ends_is_stopped(
    salesmap: Salesmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = (
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"
    )
    monkeypatch.setattr(custom_query, "_PATIENCE", 0.2)
    with read_connection(Database(salesmap.db, "lin")) as connection:
        with pytest.raises(QueryTooLong):
            run_query(connection, endless, {}, 0.5)
        assert connection.execute("SELECT count(*) FROM stage").fetchone()
        with pytest.raises(QueryFailed):
            run_query(connection, "DELETE FROM lead", {}, 1)


def test_one_that_takes_long_keeps_nobody_waiting(salesmap: Salesmap) -> None:
    """It goes on in a copy, and Ctrl-C ends it."""
    folder = salesmap.home / ".config/salesmap/reports"
    folder.mkdir(parents=True)
    (folder / "endless.sql").write_text(
        "WITH RECURSIVE n (i) AS (SELECT count(*) FROM lead UNION ALL SELECT i + 1 FROM n)"
        " SELECT count(*) FROM n"
    )
    command = heeding_interrupts(salesmap.command("report", "endless"))
    process = subprocess.Popen(
        command, env=salesmap.environment(), cwd=salesmap.home, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        time.sleep(1)
        salesmap.ok("lead", "add", "Meanwhile", SALESMAP_LOCK_TIMEOUT="20")
        assert process.poll() is None
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
    finally:
        process.kill()
