"""Every n-th write, sync, truncation and rename fails: a change is there whole, or not at all.

A small library of C, loaded before the others, makes the calls fail; without a compiler the tests
skip.
"""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

import pytest
from conftest import ROOT, Salesmap

COMMANDS = {
    "add": ("lead", "add", "Cog", "--company", "Cog Ltd", "--phone", "13800001111", "--next", "call", "--due", "fri"),
    "edit": ("lead", "edit", "1", "--region", "north", "--tag", "warm", "--set", "pain=heat"),
    "advance": ("lead", "advance", "1", "--note", "moved"),
    "lose": ("lead", "lose", "1", "--reason", "price"),
    "log": ("log", "1", "call", "spoke", "--next", "write", "--due", "+3d"),
    "followup": ("followup", "done", "1", "--note", "answered"),
    "kb": ("kb", "add", "Cold", "--text", "ask " * 2000),
    "target": ("target", "set", "9k", "--period", "2026-11"),
    "import": ("lead", "import", "leads.csv"),
    "merge": ("dup", "merge", "lead:2", "lead:1", "--yes"),
    "map": ("map", "apply", "map.toml", "--yes"),
    "undo": ("undo",),
}  # fmt: skip
SECOND_HALF = {
    "quote": ("quote", "send", "1", "--by", "email"),
    "contract": ("contract", "sign", "1"),
    "payment": ("payment", "add", "2", "300"),
    "ticket": ("ticket", "reply", "1", "A technician comes on Monday"),
    "claim": ("pool", "claim", "4"),
    "handover": ("handover", "lin", "bo"),
    "campaign": ("segment", "followup", "all", "offer", "--due", "fri", "--yes"),
}
PREPARED = (
    ("quote", "new", "1", "Counter", "--price", "1200"),
    ("contract", "new", "1", "--amount", "1000", "--plan", "50% sign, rest eom"),
    ("lead", "add", "Cog", "--company", "Cog Ltd", "--phone", "13800001111"),
    ("contract", "new", "3", "--amount", "500", "--plan", "50% sign, rest eom", "--sign"),
    ("ticket", "new", "Acme Ltd", "It leaks"),
    ("lead", "add", "Dome", "--company", "Dome Ltd"),
    ("pool", "return", "4", "--why", "no time"),
    ("segment", "save", "all", "purchases>=0"),
)
"""What must be there before the commands of the second half."""

STEP, LONG_STEP = 17, 3
"""How many calls from one that fails to the next, in the default run and in the long one."""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    compiler = shutil.which("cc") or shutil.which("gcc")
    if not compiler:
        pytest.skip("no C compiler on this machine")
    path = tmp_path_factory.mktemp("faulty") / "faulty_io.so"
    source = str(ROOT / "tests/support/machine/faulty_io.c")
    subprocess.run([compiler, "-shared", "-fPIC", "-o", str(path), source, "-ldl"], check=True)
    return path


def contents(path: Path) -> list[str]:
    """Everything in the database but the moments at which the machine's clock was read."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def run(person: Salesmap, line: tuple[str, ...], **variables: str) -> tuple[int, str]:
    done = subprocess.run(
        person.command(*line), env=person.environment(**variables), cwd=person.home,
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stderr


def fail_each(person: Salesmap, line: tuple[str, ...], library: Path, step: int, first: int) -> int:
    """Let the calls of a command fail one after the other. Returns how many were tried."""
    (person.home / "leads.csv").write_text("name,phone\nDeal,13700001111\nOther,\n")
    person.ok("map", "export", "map.toml")
    map_file = person.home / "map.toml"
    map_file.write_text(map_file.read_text().replace("quiet_days = ", "quiet_days = 1"))
    original = person.home / "original.db"
    shutil.copy(person.db, original)
    before = contents(original)
    folder = person.db.parent / "data"
    folder.mkdir(exist_ok=True)
    victim = Salesmap(folder / "book.db", person.home)
    shutil.copy(original, victim.db)
    counter = person.home / "calls"
    variables = {"LD_PRELOAD": str(library), "FAULT_FOLDER": str(folder)}
    code, err = run(victim, line, **variables, FAULT_COUNT=str(counter))
    assert code == 0, err
    after, calls = contents(victim.db), int(counter.read_text() or 0)
    assert after != before and calls > 5
    tried = 0
    for number in range(first, calls + 1, step):
        for left in folder.iterdir():
            left.unlink()
        shutil.copy(original, victim.db)
        code, err = run(victim, line, **variables, FAULT_AT=str(number))
        found = contents(victim.db)
        assert found in (before, after), f"call {number} of {calls} left half of it: {err}"
        assert code in (0, 5), (number, code, err)
        lines = [line for line in err.splitlines() if not line.startswith("  ")]  # of a preview
        assert len(lines) <= 1 or code == 0, err
        if code == 0:
            assert found == after, f"call {number}: acknowledged, and not there"
        tried += 1
    victim.ok("db", "check")
    return tried


@pytest.fixture(scope="module")
def prepared_database(filled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("prepared")
    person = Salesmap(Path(shutil.copy(filled_database, folder)), folder)
    for line in PREPARED:
        person.ok(*line)
    return person.db


@pytest.fixture
def prepared(newcomer: Salesmap, prepared_database: Path) -> Salesmap:
    shutil.copy(prepared_database, newcomer.db)
    return newcomer


@pytest.mark.parametrize("name", ["add", "undo"])
def test_a_failing_disk_leaves_before_or_after(filled: Salesmap, library: Path, name: str) -> None:
    assert fail_each(filled, COMMANDS[name], library, STEP, 1) > 2


@pytest.mark.long
@pytest.mark.parametrize("name", COMMANDS)
def test_many_calls_may_fail(filled: Salesmap, library: Path, name: str) -> None:
    first = 1 + list(COMMANDS).index(name) % LONG_STEP
    assert fail_each(filled, COMMANDS[name], library, LONG_STEP, first) > 5


def test_a_failing_disk_leaves_a_quote_sent_or_not(prepared: Salesmap, library: Path) -> None:
    assert fail_each(prepared, SECOND_HALF["quote"], library, STEP, 1) > 2


@pytest.mark.long
@pytest.mark.parametrize("name", SECOND_HALF)
def test_many_calls_of_the_second_half_may_fail(
    prepared: Salesmap, library: Path, name: str
) -> None:
    first = 1 + list(SECOND_HALF).index(name) % LONG_STEP
    assert fail_each(prepared, SECOND_HALF[name], library, LONG_STEP, first) > 5
