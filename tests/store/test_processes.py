"""Many processes on one file, and processes that are killed: nothing acknowledged is ever lost."""

import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence

import pytest
from conftest import ROOT, Salesmap

WRITER = ROOT / "tests/support/machine/writer.py"
PROCESSES, WRITES = 8, 100
"""How many, and how much by each of them in the long tests."""

FEWER, LESS = 4, 15
"""The same in the others: more than there are cores, and enough to meet."""


def start_writer(
    person: Salesmap, name: str, writes: int, what: str, mode: str = "delete"
) -> subprocess.Popen[str]:
    """A writing process, up and waiting for the word to begin."""
    arguments = [sys.executable, str(WRITER), str(person.db), name, str(writes), what, mode]
    return subprocess.Popen(
        arguments,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=person.environment(),
    )


def race(writers: Sequence[subprocess.Popen[str]]) -> list[str]:
    """Let them all begin at once, and return every write they acknowledged."""
    for writer in writers:
        assert writer.stdout and writer.stdout.readline() == "ready\n", (
            writer.stderr and writer.stderr.read()
        )
    acknowledged = []
    for writer in writers:
        assert writer.stdin
        writer.stdin.write("go\n")
        writer.stdin.flush()
    for writer in writers:
        out, err = writer.communicate(timeout=300)
        assert (writer.returncode, err) == (0, "")
        acknowledged += out.split()
    return acknowledged


def test_nothing_is_lost_on_a_new_file(newcomer: Salesmap) -> None:
    add_together(newcomer, FEWER, LESS)


@pytest.mark.long
@pytest.mark.parametrize("mode", ["delete", "wal"])
@pytest.mark.parametrize("made", [False, True], ids=["new", "existing"])
def test_nothing_is_lost_in_either_journal(newcomer: Salesmap, made: bool, mode: str) -> None:
    if made:
        newcomer.ok("init")
    add_together(newcomer, PROCESSES, WRITES, mode)


def add_together(person: Salesmap, processes: int, writes: int, mode: str = "delete") -> None:
    """Let so many processes add so many leads each, and count."""
    acknowledged = race(
        [start_writer(person, f"p{number}", writes, "add", mode) for number in range(processes)]
    )
    assert len(acknowledged) == processes * writes
    assert sorted(acknowledged) == sorted(name for (name,) in person.sql("SELECT name FROM lead"))
    for table in ("customer", "stay", "lead_tag", "interaction", "change"):
        assert person.sql(f"SELECT count(*) FROM {table}") == [(processes * writes,)], table
    assert person.sql("SELECT count(*) FROM process") == [(1,)]
    person.ok("db", "check")


def test_every_change_of_one_lead_counts(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme")
    writes = LESS
    race(
        [
            start_writer(salesmap, f"p{number}", writes, "log" if number % 2 else "edit")
            for number in range(FEWER)
        ]
    )
    edits = FEWER // 2 * writes
    assert salesmap.sql("SELECT count(*) FROM interaction") == [(edits,)]
    assert salesmap.sql("SELECT count(*) FROM change") == [(1 + 2 * edits,)]
    # An edit always makes a new version; a call does when it is later, to the second, than the last contact.
    version = salesmap.json("lead", "show", "1")["version"]
    touched = salesmap.sql("SELECT count(*) FROM change_row WHERE table_name = 'lead'")[0][0]
    assert version == touched >= 1 + edits
    salesmap.ok("db", "check")


def test_the_first_run_is_raced(newcomer: Salesmap) -> None:
    running = [
        subprocess.Popen(
            newcomer.command("lead", "add", f"Lead {number}"),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=newcomer.environment(), cwd=newcomer.home,
        )
        for number in range(FEWER)
    ]  # fmt: skip
    for process in running:
        out, err = process.communicate(timeout=120)
        assert (process.returncode, err) == (0, ""), out
    assert newcomer.sql("SELECT count(*) FROM lead") == [(FEWER,)]
    newcomer.ok("db", "check")


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_killed_while_writing(newcomer: Salesmap, mode: str) -> None:
    kill_many(newcomer, 6 if mode == "delete" else 3, mode)


HALF_MADE = """
import os, signal, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 1")
connection.execute("BEGIN IMMEDIATE")
connection.execute("CREATE TABLE lead (name)")
connection.executemany("INSERT INTO lead VALUES (?)", [("x" * 2000,)] * 500)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_killed_while_making_the_file(newcomer: Salesmap) -> None:
    """What was half made is taken back, and the next who writes makes it."""
    for line in (["lead", "add", "Acme"], ["init"]):
        newcomer.db.unlink(missing_ok=True)
        subprocess.run([sys.executable, "-c", HALF_MADE, str(newcomer.db)], check=False)
        assert newcomer.db.stat().st_size > 0 and newcomer.db.with_name("test.db-journal").exists()
        newcomer.ok(*line)
        assert "no problems found" in newcomer.ok("db", "check").out
    newcomer.db.unlink()
    subprocess.run([sys.executable, "-c", HALF_MADE, str(newcomer.db)], check=False)
    assert newcomer.run("due").code == 5, "a question makes nothing"


@pytest.mark.long
@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_killed_two_hundred_times_while_writing(newcomer: Salesmap, mode: str) -> None:
    kill_many(newcomer, 200, mode)


def kill_many(person: Salesmap, kills: int, mode: str) -> None:
    """Kill a writer at a random moment, again and again: whatever it acknowledged must be there, and no half of anything.

    The first may be killed while it makes the file.
    """
    chance = random.Random(kills)
    acknowledged: list[str] = []
    for number in range(kills):
        writer = start_writer(person, f"k{number}", 10_000, "add", mode)
        assert writer.stdout and writer.stdin and writer.stderr
        assert writer.stdout.readline() == "ready\n"
        writer.stdin.write("go\n")
        writer.stdin.flush()
        # The random moment, nothing that is waited for; a busy machine gets longer ones, and the last
        # writer always gets so far as to acknowledge something.
        is_last_chance = number == kills - 1 and not acknowledged
        first = writer.stdout.readline() if is_last_chance else ""
        time.sleep(chance.uniform(0, 0.25 if acknowledged else 0.25 * (number + 1)))
        writer.kill()
        out, err = writer.communicate()
        out = first + out
        assert (writer.returncode, err) == (-signal.SIGKILL, "")
        acknowledged += out.rpartition("\n")[0].split()  # a torn last line acknowledges nothing
        if acknowledged:
            assert person.sql("PRAGMA quick_check") == [("ok",)]
    names = {name for (name,) in person.sql("SELECT name FROM lead")}
    assert acknowledged and set(acknowledged) <= names
    # A kill between the commit and its acknowledgement may leave one write more for each kill, and each is whole.
    assert len(names) <= len(acknowledged) + kills
    for table in ("customer", "stay", "lead_tag", "interaction", "change"):
        assert person.sql(f"SELECT count(*) FROM {table}") == [(len(names),)], table
    assert person.sql("SELECT count(*) FROM change WHERE rows IS NULL") == [(0,)]
    person.ok("db", "check")
