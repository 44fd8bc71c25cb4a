"""Every list has one order, whatever order the engine likes: a server likes another one."""

import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from conftest import ROOT, Salesmap
from support import team

from salesmap.reports.catalogue.catalogue import REPORTS

LISTS = (
    "lead list --status all --limit 0",
    "lead list --status all --limit 0 --sort value",
    "lead list --status all --limit 0 --sort -owner",
    "lead list --status all --sort expected_close --limit 30",
    "lead list --sort score --limit 20 --fields id,score",
    "lead show 5",
    "lead checklist 5",
    "due --days 400",
    "followup list --status all",
    "history --limit 50",
    "history 5",
    "contact list",
    "dup list",
    "funnel",
    "board",
    "diagnose",
    "kpi",
    "forecast",
    "map show",
    "map roles",
    "map versions",
    "kb list",
    "target show",
    "review week",
    "lead export",
)
BY = ("owner", "source", "stage", "month")


@pytest.fixture(scope="module")
def sellers(tmp_path_factory: pytest.TempPathFactory) -> Salesmap:
    """A team's database."""
    folder = tmp_path_factory.mktemp("team")
    person = Salesmap(folder / "test.db", folder)
    person.ok("init")
    team.make(person, leads=150)
    person.ok("target", "set", "90k", "--period", "2026-11")
    return person


def commands() -> list[str]:
    """Every list, and every report with some dimensions."""
    reports = [f"report {name}" for name in REPORTS]
    return [*LISTS, *reports, *(f"{report} --by {by}" for report in reports for by in BY)]


@cache
def answer(person: Salesmap, command: str, program: tuple[str, ...]) -> str:
    done = subprocess.run(
        [sys.executable, *program, *command.split(), "--format", "csv"],
        env=person.environment(), cwd=person.home, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode in (0, 2), done.stderr
    return done.stdout


@pytest.mark.parametrize("command", commands())
def test_the_same_rows_in_the_same_order(sellers: Salesmap, command: str) -> None:
    reversed_rows = (str(Path(ROOT, "tests/support/reversed_rows.py")),)
    assert answer(sellers, command, reversed_rows) == answer(sellers, command, ("-m", "salesmap"))
