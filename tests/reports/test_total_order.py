"""Every list has one order, whatever order the engine likes: a server likes another one."""

from collections.abc import Iterator

import pytest
from conftest import ROOT, Salesmap
from support.filled import team
from support.filled.contracted import contract_leads
from support.filled.quoted import quote_leads
from support.machine.typist import Typist, typist

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
    "lead conflict list",
    "lead list source=nowhere",
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
    "quote list --limit 0",
    "contract list --limit 0",
    "payment list",
    "invoice list",
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
    quote_leads(person.db, 150)
    contract_leads(person.db)
    return person


def commands() -> list[str]:
    """Every list, every report with the leads behind its numbers, and with some dimensions."""
    reports = [f"report {name}" for name in REPORTS]
    explained = [f"{report} --explain" for report in reports]
    by = [f"{report} --by {by}" for report in reports for by in BY]
    return [*LISTS, *reports, *explained, "report referrals --explain --by source", *by]


@pytest.fixture(scope="module")
def reversed_rows(sellers: Salesmap) -> Iterator[Typist]:
    """Run a command where rows without an order come in reverse."""
    before = f"""
import sys
sys.path.insert(0, {str(ROOT / "tests")!r})
from support.reversed_rows import reverse
reverse()
"""
    with typist(sellers, "en", before=before) as run:
        yield run


@pytest.mark.parametrize("command", commands())
def test_the_same_rows_in_the_same_order(
    sellers: Salesmap, reversed_rows: Typist, command: str
) -> None:
    words = (*command.split(), "--format", "csv")
    answer = sellers.run(*words)
    assert answer.code in (0, 2), answer.err
    assert reversed_rows(*words).out == answer.out
