"""What breaks on the way to a server: nothing is written by halves, one line says what happened."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from conftest import Salesmap, assert_refused
from support.machine.postgres import Server
from support.machine.postgres import server as started

import salesmap
from salesmap.store.database import Database
from salesmap.store.engine.opening import read_connection
from salesmap.store.server.errors import ServerLost
from server.conftest import ServerDatabases


@pytest.fixture
def url(databases: ServerDatabases) -> Iterator[str]:
    """Return the address of a database with a dozen leads."""
    name = databases.copy("filled")
    yield databases.server.url(name)
    databases.server.drop(name)


def count(url: str, table: str) -> int:
    connection = psycopg2.connect(url)
    cursor = connection.cursor()
    cursor.execute(f"SELECT count(*) FROM {table}")
    found = int(cursor.fetchone()[0])
    connection.close()
    return found


def last_ids(url: str) -> dict[str, int]:
    connection = psycopg2.connect(url)
    cursor = connection.cursor()
    found = {}
    for table in ("change", "interaction", "lead"):
        cursor.execute(f"SELECT max(id) FROM {table}")
        found[table] = int(cursor.fetchone()[0])
    connection.close()
    return found


def end_other_sessions(url: str) -> None:
    connection = psycopg2.connect(url)
    connection.cursor().execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )
    connection.close()


def test_a_killed_client_leaves_nothing(url: str) -> None:
    before = count(url, "change"), count(url, "interaction")
    before_ids = last_ids(url)
    code = f"""
import os, signal, salesmap
db = salesmap.open({url!r}, user="ann")
with db.change("many"):
    db.leads.get(1).log("call", "lost")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False)
    assert done.returncode == -signal.SIGKILL
    assert (count(url, "change"), count(url, "interaction")) == before
    salesmap.open(url, user="ann").leads.get(1).log("call", "kept")
    assert count(url, "interaction") == before[1] + 1
    assert last_ids(url) == before_ids | {
        name: before_ids[name] + 1 for name in ("change", "interaction")
    }, "no number is missing"


def test_a_killed_server_is_one_line_and_a_restart_is_not_noticed(newcomer: Salesmap) -> None:
    with started() as server:
        url = server.url(server.create())
        newcomer.ok("lead", "add", "Acme", SALESMAP_DB=url)
        db = salesmap.open(url, user="ann")
        with pytest.raises(ServerLost, match="nothing was written"), db.change("two calls"):
            db.leads.get(1).log("call", "one")
            server.stop()
            db.leads.get(1).log("call", "two")
        answer = newcomer.run("lead", "list", SALESMAP_DB=url)
        assert_refused(answer, 5, "Cannot open the database", "refused")
        server.start()
        assert newcomer.json("lead", "show", "1", SALESMAP_DB=url)["name"] == "Acme"
        assert count(url, "interaction") == 0
        assert "Added lead 2:" in newcomer.ok("lead", "add", "Bolt", SALESMAP_DB=url).out
        assert [row["id"] for row in newcomer.json("history", SALESMAP_DB=url)] == [2, 1]


def test_a_broken_connection_says_that_nothing_was_written(url: str) -> None:
    db = salesmap.open(url, user="ann")
    before = count(url, "interaction")
    with pytest.raises(ServerLost, match="nothing was written"), db.change("two calls"):
        db.leads.get(1).log("call", "one")
        end_other_sessions(url)
        db.leads.get(1).log("call", "two")
    assert count(url, "interaction") == before


def test_a_reader_is_not_told_what_was_written(url: str, newcomer: Salesmap) -> None:
    """Nothing was to be written, or it is written already: that is not put in doubt."""
    database = Database(Path(url), "ann", server=url)
    with (
        pytest.raises(ServerLost, match=r"was lost \("),
        read_connection(database) as connection,
    ):
        end_other_sessions(url)
        connection.execute("SELECT 1")


def test_the_holder_of_the_lock_is_named(url: str, newcomer: Salesmap) -> None:
    db = salesmap.open(url, user="ann")
    waiting = {"SALESMAP_DB": url, "SALESMAP_LOCK_TIMEOUT": "1"}
    with db.change("slow"):
        db.leads.get(1).log("call", "slow")
        assert_refused(newcomer.run("log", "1", "call", "no", **waiting), 5, "locked")
        check = newcomer.run("db", "check", SALESMAP_DB=url)
        assert "postgres (session " in check.err and "has held the lock" in check.err
        assert newcomer.run("lead", "show", "1", SALESMAP_DB=url).code == 0, "readers never wait"
    assert "held the lock" not in newcomer.run("db", "check", SALESMAP_DB=url).err


def test_ctrl_c_ends_a_command_that_waits(url: str, newcomer: Salesmap) -> None:
    """At once, with 130; it wrote nothing, and the next id is the one it would have had."""
    before = count(url, "interaction"), count(url, "change")
    db = salesmap.open(url, user="ann")
    with db.change("slow"):
        db.leads.get(1).log("call", "slow")
        waiting = subprocess.Popen(
            newcomer.command("log", "1", "call", "waiting"),
            env=newcomer.environment(SALESMAP_DB=url, SALESMAP_LOCK_TIMEOUT="60"),
            stderr=subprocess.PIPE,
        )
        until_it_waits(url)
        waiting.send_signal(signal.SIGINT)
        _out, err = waiting.communicate(timeout=20)
        assert waiting.returncode == 130
        assert b"Traceback" not in err
    assert (count(url, "interaction"), count(url, "change")) == (before[0] + 1, before[1] + 1)


def until_it_waits(url: str) -> None:
    connection = psycopg2.connect(url)
    connection.autocommit = True
    cursor = connection.cursor()
    for _turn in range(600):
        cursor.execute("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted")
        if cursor.fetchone() != (0,):
            break
        time.sleep(0.05)
    connection.close()


def test_ids_are_those_of_a_file_after_a_refusal(url: str, newcomer: Salesmap) -> None:
    """Nothing that was rolled back leaves a gap: the next change has the next number."""
    first = newcomer.ok("lead", "add", "One", SALESMAP_DB=url).out
    assert newcomer.run("lead", "lose", "1", SALESMAP_DB=url).code != 0
    with pytest.raises(RuntimeError), salesmap.open(url).change("refused"):
        salesmap.open(url).leads.add("Refused")
        raise RuntimeError
    second = newcomer.ok("lead", "add", "Two", SALESMAP_DB=url).out
    numbers = [int(text.split()[2].rstrip(":")) for text in (first, second)]
    assert numbers[1] == numbers[0] + 1
    ids = [row["id"] for row in newcomer.json("history", SALESMAP_DB=url)]
    assert ids[0] == ids[1] + 1


def test_writers_lose_nothing(url: str) -> None:
    """Eight at a time, each reads and writes the same lead."""
    before = count(url, "interaction"), count(url, "change")
    errors: list[BaseException] = []

    def write(number: int) -> None:
        try:
            for turn in range(4):
                salesmap.open(url, user=f"w{number}").leads.get(1).log("call", f"turn {turn}")
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=write, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert count(url, "interaction") == before[0] + 32
    assert count(url, "change") == before[1] + 32


@pytest.mark.long
def test_many_processes_lose_nothing(url: str, newcomer: Salesmap) -> None:
    before = count(url, "interaction")
    code = f"""
import sys, salesmap
for turn in range(50):
    salesmap.open({url!r}, user=sys.argv[1]).leads.get(1).log("call", f"turn {{turn}}")
"""
    running = [
        subprocess.Popen([sys.executable, "-c", code, f"w{number}"], env={**os.environ})
        for number in range(16)
    ]
    assert [process.wait(300) for process in running] == [0] * 16
    assert count(url, "interaction") == before + 800
    assert newcomer.run("db", "check", SALESMAP_DB=url).code == 0
    assert newcomer.run("db", "verify", SALESMAP_DB=url).code == 0


def test_passwords_are_never_shown(server: Server, newcomer: Salesmap, tmp_path: Path) -> None:
    server.sql("CREATE ROLE secretive LOGIN SUPERUSER PASSWORD 'pa%2Fss'")
    name = server.create()
    url = f"postgresql://secretive:pa%2Fss@127.0.0.1:{server.port}/{name}"
    answers = [
        newcomer.run(*command)
        for command in (
            ("--db", url, "init"),
            ("--db", url, "lead", "add", "Acme"),
            ("--db", url, "history"),
            ("--db", url, "db", "info"),
            ("--db", url, "config", "show"),
            ("--db", url, "db", "check"),
            ("--db", f"{url}x", "lead", "list"),
            ("--db", url, "lead", "show", "99", "--format", "json"),
            ("config", "set", "db", url),
        )
    ]
    assert [answer.code for answer in answers] == [0, 0, 0, 0, 0, 0, 5, 3, 0]
    for answer in answers:
        assert "ss@" not in answer.out + answer.err, answer
    stored = server.sql("SELECT command FROM change", name)
    assert stored and all("ss@" not in command for (command,) in stored)


def test_a_password_leaves_the_list_of_processes(server: Server, newcomer: Salesmap) -> None:
    url = f"postgresql://postgres:never-seen@127.0.0.1:{server.port}/{server.create()}"
    newcomer.ok("--db", url, "init")
    process = subprocess.Popen(
        [*newcomer.command("--db", url, "board", "--html", "board.html")],
        env=newcomer.environment(),
        cwd=newcomer.home,
    )
    seen = []
    while process.poll() is None:
        seen.append(Path(f"/proc/{process.pid}/cmdline").read_bytes())
    assert process.returncode == 0
    assert b"never-seen" not in seen[-1] or not seen[-1]
