"""A fresh book for each test, copied from one that was made once, and a way to type commands at it."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from compileall import compile_dir
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from salesmap.locale.compile import compile_all

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
NOW = "2026-11-23T09:00:00"


# The same examples every time: what failed once fails again, and a release does not wait for luck.
settings.register_profile("same", derandomize=True, deadline=None)
settings.load_profile("same")


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogue as it is now, once, so that no test hears yesterday's words; and the modules, which every command
    would compile anew where Python may not keep them."""
    if not hasattr(config, "workerinput"):
        compile_all()
        compile_dir(ROOT / "salesmap", quiet=2)


LONGEST = (
    "test_command_sequences.py",
    "test_processes.py",
    "test_hostile.py",
    "test_readme.py",
    "test_as_of.py",
    "test_language.py",
    "test_import.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files whose few tests take longest come first, or one process would be busy with them when the other has nothing left."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.name, len(places)))


@dataclass(frozen=True)
class Answer:
    """What a command printed and how it left."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The output as JSON."""
        return json.loads(self.out)


class _ForkingProcess:
    """See `forking.py`: half a second less for each command."""

    def __init__(self) -> None:
        command = [sys.executable, str(ROOT / "tests/support/forking.py")]
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )

    def ask(
        self,
        arguments: tuple[str, ...],
        environment: dict[str, str],
        folder: Path,
        stdin: str | None,
        terminal: int | None = None,
    ) -> tuple[int, str, str]:
        assert self.process.stdin and self.process.stdout
        request = {
            "arguments": arguments,
            "environment": environment,
            "folder": str(folder),
            "stdin": stdin,
            "terminal": terminal,
        }
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        code, out, err = json.loads(self.process.stdout.readline())
        return code, out, err


_forking_process = cache(_ForkingProcess)


@dataclass(frozen=True)
class Salesmap:
    """A person at a real command line, with a book, a home and a clock of their own."""

    db: Path
    home: Path

    def environment(self, **more: str) -> dict[str, str]:
        """A clean environment: what the machine has set must not matter."""
        kept = {
            key: os.environ[key]
            for key in ("PATH", "TMPDIR", "COVERAGE_PROCESS_START")
            if key in os.environ
        }
        return {
            **kept,
            "HOME": str(self.home),
            "SALESMAP_DB": str(self.db),
            "SALESMAP_USER": "lin",
            "SALESMAP_LANG": "en",
            "SALESMAP_NOW": NOW,
            "TZ": "Asia/Shanghai",
            **more,
        }

    def command(self, *arguments: str) -> list[str]:
        """The command line as the system runs it."""
        return [sys.executable, "-m", "salesmap", *arguments]

    def run(
        self,
        *arguments: str,
        stdin: str | None = None,
        terminal: int | None = None,
        **environment: str,
    ) -> Answer:
        """Type a command in a process of its own; on a terminal of so many columns, if any."""
        if terminal or all(name.startswith("SALESMAP_") for name in environment):
            answer = Answer(
                *_forking_process().ask(
                    arguments, self.environment(**environment), self.home, stdin, terminal
                )
            )
            assert "Traceback" not in answer.err, answer.err
            return answer
        done = subprocess.run(
            self.command(*arguments),
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=self.environment(**environment),
            cwd=self.home,
            check=False,
            timeout=120,
        )
        assert "Traceback" not in done.stderr, done.stderr
        return Answer(done.returncode, done.stdout, done.stderr)

    def ok(self, *arguments: str, **environment: str) -> Answer:
        """Type a command that must succeed."""
        answer = self.run(*arguments, **environment)
        assert answer.code == 0, (arguments, answer)
        return answer

    def json(self, *arguments: str, **environment: str) -> Any:
        """Type a command that must succeed, and read its JSON."""
        return self.ok(*arguments, "--format", "json", **environment).data

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Look into the file behind salesmap's back."""
        connection = sqlite3.connect(self.db)
        with connection:
            rows = connection.execute(statement, parameters).fetchall()
        connection.close()
        return rows


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty book, made once."""
    folder = tmp_path_factory.mktemp("blank")
    Salesmap(folder / "book.db", folder).ok("init")
    return folder / "book.db"


@pytest.fixture
def salesmap(tmp_path: Path, blank_database: Path) -> Salesmap:
    """A person with an empty book."""
    home = tmp_path / "home"
    home.mkdir()
    db = tmp_path / "book.db"
    shutil.copy(blank_database, db)
    return Salesmap(db, home)


@pytest.fixture
def newcomer(tmp_path: Path) -> Salesmap:
    """A person without a book."""
    home = tmp_path / "home"
    home.mkdir()
    return Salesmap(tmp_path / "book.db", home)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real data sets; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real data sets (../shared) are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def filled_database(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with two leads, one of which was lost, made once."""
    folder = tmp_path_factory.mktemp("filled")
    person = Salesmap(Path(shutil.copy(blank_database, folder)), folder)
    person.ok(
        "lead",
        "add",
        "Acme",
        "--company",
        "Acme Ltd",
        "--tag",
        "hot",
        "--next",
        "call",
        "--due",
        "fri",
        "--set",
        "budget=5",
    )
    person.ok("lead", "add", "Bolt", "--company", "Bolt Ltd", "--note", "first words")
    person.ok("lead", "advance", "2")
    person.ok("lead", "lose", "2", "--reason", "price")
    return person.db


@pytest.fixture
def filled(newcomer: Salesmap, filled_database: Path) -> Salesmap:
    """A person with two leads in the book."""
    shutil.copy(filled_database, newcomer.db)
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
