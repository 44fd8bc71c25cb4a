"""What people and cron run all day starts light: no ORM, and no rich where nothing is drawn."""

import subprocess
import sys

import pytest
from conftest import Salesmap

HEAVY = {"sqlalchemy", "pydantic", "sqlmodel", "alembic"}
_PROGRAM = """
import sys
from salesmap.__main__ import run
try:
    run(sys.argv[1:])
finally:
    print("modules:", *sorted(sys.modules), file=sys.stderr)
"""
QUESTIONS = (("due",), ("lead", "list"), ("lead", "show", "1"), ("funnel",), ("history",), ())


@pytest.fixture
def database(salesmap: Salesmap) -> Salesmap:
    salesmap.ok("lead", "add", "Acme", "--next", "call", "--due", "today")
    return salesmap


def modules(database: Salesmap, *arguments: str, **environment: str) -> set[str]:
    """The top-level modules that a command imports in a fresh interpreter."""
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        env=database.environment(**environment), cwd=database.home, capture_output=True, text=True, encoding="utf-8", check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0 and ("Acme" in done.stdout or "onversion" in done.stdout), done
    _said, _marker, listed = done.stderr.rpartition("modules:")
    return {name.partition(".")[0] for name in listed.split()}


@pytest.mark.parametrize("question", QUESTIONS, ids=" ".join)
def test_questions(database: Salesmap, question: tuple[str, ...]) -> None:
    assert not modules(database, *question) & (
        HEAVY | {"rich", "dateutil", "phonenumbers", "asyncio"}
    )
    if question:
        at_a_terminal = modules(database, *question, "--format", "table")
        assert "rich" in at_a_terminal
        assert not at_a_terminal & HEAVY


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(database: Salesmap, shell: str) -> None:
    query = {
        "_SALESMAP_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": "salesmap lead show A",
        "COMP_CWORD": "A" if shell == "fish" else "3",
    }
    assert not modules(database, **query) & (HEAVY | {"rich", "dateutil", "phonenumbers"})


def test_rows_off_a_terminal_need_no_more_than_they_show(database: Salesmap) -> None:
    """Each of these costs a question a few hundredths of its time."""
    assert not modules(database, "due") & {"csv", "json", "random", "tempfile"}
