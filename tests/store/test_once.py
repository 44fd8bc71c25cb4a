"""`--once KEY`: a retry gives the first answer and changes nothing."""

import subprocess
from concurrent.futures import ThreadPoolExecutor

import pytest
from conftest import Salesmap

LINES = [
    ("lead", "add", "Cog", "--value", "5k"),
    ("lead", "add", "Cog", "--format", "json"),
    ("lead", "edit", "1", "--region", "north"),
    ("lead", "advance", "1"),
    ("log", "1", "call", "spoke"),
    ("followup", "add", "1", "call back", "--due", "fri"),
    ("followup", "done", "1", "--note", "answered"),
    ("lead", "lose", "1", "--reason", "price"),
    ("kb", "add", "Cold", "--text", "ask"),
    ("review", "add", "look"),
    ("target", "set", "9k", "--period", "2026-11"),
    ("undo",),
]


@pytest.mark.parametrize("line", LINES, ids=" ".join)
def test_a_retry_changes_nothing(filled: Salesmap, line: tuple[str, ...]) -> None:
    first = filled.ok(*line, "--once", "key-1")
    changes = filled.sql("SELECT count(*) FROM change")
    again = filled.ok(*line, "--once", "key-1")
    assert again.out == first.out
    assert filled.sql("SELECT count(*) FROM change") == changes
    filled.ok("db", "check")


def test_another_key_is_another_change(filled: Salesmap) -> None:
    filled.ok("log", "1", "call", "spoke", "--once", "a")
    filled.ok("log", "1", "call", "spoke", "--once", "b")
    assert filled.sql("SELECT count(*) FROM interaction WHERE text = 'spoke'") == [(2,)]


def test_a_refused_command_may_be_tried_again(filled: Salesmap) -> None:
    assert filled.run("lead", "reopen", "1", "--once", "k").code == 4
    filled.ok("lead", "lose", "1", "--reason", "price")
    filled.ok("lead", "reopen", "1", "--once", "k")


def test_killed_before_the_answer_was_kept(filled: Salesmap) -> None:
    filled.ok("log", "1", "call", "spoke", "--once", "k")
    filled.sql("UPDATE change SET answer = NULL WHERE once_key = 'k'")
    again = filled.ok("log", "1", "call", "spoke", "--once", "k")
    assert "Already carried out as change" in again.out
    assert filled.sql("SELECT count(*) FROM interaction WHERE text = 'spoke'") == [(1,)]


def test_many_at_once_write_once(filled: Salesmap) -> None:
    command = filled.command("log", "1", "call", "raced", "--once", "race")

    def run(_number: int) -> int:
        done = subprocess.run(
            command, env=filled.environment(), cwd=filled.home, capture_output=True, check=False
        )
        return done.returncode

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(run, range(5))) == [0] * 5
    assert filled.sql("SELECT count(*) FROM interaction WHERE text = 'raced'") == [(1,)]
