"""A fresh database for each test, copied from one made once, and a way to run commands on it."""

import atexit
import gc
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from compileall import compile_dir
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from support.checked import problems_of
from support.machine import in_process

from salesmap.actions.database.create import create
from salesmap.core.clock import Clock
from salesmap.core.i18n import LANGUAGES
from salesmap.locale.compile import compile_all
from salesmap.store.database import Database

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
NOW = "2026-11-23T09:00:00"


def examples(number: int) -> int:
    """Return how many examples a test has that asks for so many: a third, but in the long run."""
    from hypothesis import settings

    return number * settings().max_examples // 100


def pytest_configure(config: pytest.Config) -> None:
    """Compile the catalogue and the modules once, the tests' own included.

    So no test reads an older catalogue, and nothing is compiled that Python may not cache.
    """
    sys.dont_write_bytecode = False
    _choose_examples(is_short=config.option.markexpr == "not long")
    if not hasattr(config, "workerinput"):
        compile_all(only_older=True)
        compile_dir(ROOT / "salesmap", quiet=2)
        _work_in_memory()


def _choose_examples(*, is_short: bool) -> None:
    """Try the same examples every time: what failed once fails again."""
    from hypothesis import settings  # here: pytest rewrites all of it, unless it may be cached

    settings.register_profile("few", derandomize=True, deadline=None, max_examples=35)
    settings.register_profile("all", derandomize=True, deadline=None)
    settings.load_profile("few" if is_short else "all")


def _work_in_memory() -> None:
    """Let what the tests write be in memory where there is room, and gone with the run.

    No test is about the disk itself, whose syncs are half of a short command's time.
    `--basetemp` keeps what they wrote.
    """
    if _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > _ROOM:
        folder = tempfile.mkdtemp(prefix="salesmap-tests-", dir=_MEMORY)
        Path(folder).chmod(0o711)  # a database server is somebody else
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        os.environ["PYTEST_DEBUG_TEMPROOT"] = folder


_MEMORY = Path("/dev/shm")
_ROOM = 6 << 30


def pytest_collection_finish() -> None:
    """Keep the collector of garbage from walking through thousands of tests, again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000)


LONGEST = (
    "test_mutants.py",
    "test_command_sequences.py",
    "test_processes.py",
    "test_changing_hands.py",
    "test_rights.py",
    "test_readme.py",
    "test_reports.py",
    "test_upgrade.py",
    "test_scripts.py",
    "test_faults.py",
    "test_sight.py",
    "test_hostile_files.py",
    "test_differences.py",
    "test_hostile.py",
    "test_language.py",
    "test_as_of.py",
    "test_import.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first, so that both processes end at about the same time."""
    order = {name: index for index, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.name, len(order)))


@dataclass(frozen=True)
class Answer:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """Return the output as JSON."""
        return json.loads(self.out)


class _CommandServer:
    """A process that runs the commands in a language: see `command_server.py`."""

    def __init__(self, lang: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.machine.command_server", lang],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=ROOT,
        )

    def ask(self, request: dict[str, Any]) -> list[Any]:
        """Return the exit code and the two outputs, or the language of the command."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        answer: list[Any] = json.loads(self.process.stdout.readline())
        return answer


_command_server = cache(_CommandServer)


def _run_in_server(request: dict[str, Any]) -> Answer:
    lang = request["environment"].get("SALESMAP_LANG")
    answer = [lang if lang in LANGUAGES else "en"]
    while len(answer) == 1:
        answer = _command_server(answer[0]).ask(request)
    return Answer(*answer)


_READ_BY_COMMANDS = (
    "SALESMAP_",
    "_SALESMAP_COMPLETE",
    "COMP_",
    "COLUMNS",
    "EDITOR",
    "TMPDIR",
    "TZ",
)
"""Variables that a command reads by itself; Python and the system read others at the start."""


@dataclass(frozen=True)
class Salesmap:
    """A command line with a database, a home and a clock of its own."""

    db: Path
    home: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return an environment without what the machine has set."""
        inherited = {
            key: os.environ[key]
            for key in ("PATH", "TMPDIR", "COVERAGE_PROCESS_START")
            if key in os.environ
        }
        return {
            **inherited,
            "HOME": str(self.home),
            "SALESMAP_DB": str(self.db),
            "SALESMAP_USER": "lin",
            "SALESMAP_LANG": "en",
            "SALESMAP_PAGER": "never",
            "SALESMAP_NOW": NOW,
            "TZ": "Asia/Shanghai",
            **more,
        }

    def command(self, *arguments: str) -> list[str]:
        """Return the command line as the system runs it."""
        return [sys.executable, "-m", "salesmap", *arguments]

    def run(
        self,
        *arguments: str,
        stdin: str | None = None,
        terminal: int | None = None,
        **environment: str,
    ) -> Answer:
        """Run a command as a process of its own does, on a terminal of so many columns, if any.

        What it writes is checked at the end of the test.
        """
        db = Path(environment.get("SALESMAP_DB", self.db))
        before = _signature(db)
        answer = self._run(arguments, stdin, terminal, environment)
        assert "Traceback" not in answer.err, answer.err
        if _signature(db) != before:
            _WRITTEN.add(db)
        return answer

    def _run(
        self,
        arguments: tuple[str, ...],
        stdin: str | None,
        terminal: int | None,
        environment: dict[str, str],
    ) -> Answer:
        if terminal or all(name.startswith(_READ_BY_COMMANDS) for name in environment):
            return _run_in_server(
                {
                    "arguments": arguments,
                    "environment": self.environment(**environment),
                    "folder": str(self.home),
                    "stdin": stdin,
                    "terminal": terminal,
                }
            )
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
        return Answer(done.returncode, done.stdout, done.stderr)

    def ok(self, *arguments: str, terminal: int | None = None, **environment: str) -> Answer:
        """Run a command that must succeed."""
        answer = self.run(*arguments, terminal=terminal, **environment)
        assert answer.code == 0, (arguments, answer)
        return answer

    def json(self, *arguments: str, **environment: str) -> Any:
        """Run a command that must succeed, and return its JSON."""
        return self.ok(*arguments, "--format", "json", **environment).data

    def sql(self, statement: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Run a statement on the file, without salesmap."""
        connection = sqlite3.connect(self.db)
        with connection:
            rows = connection.execute(statement, parameters).fetchall()
        connection.close()
        return rows


_WRITTEN: set[Path] = set()
"""The databases that commands of the running test wrote."""


def _signature(path: Path) -> tuple[int, int] | None:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_mtime_ns, stat.st_size


@pytest.fixture(autouse=True)
def check_written_databases(request: pytest.FixtureRequest) -> Iterator[None]:
    """Check every database that the test wrote, as `db check` and `db verify` do, at its end.

    Tests that damage one on purpose are marked `inconsistent`.
    """
    yield
    written = sorted(_WRITTEN)
    _WRITTEN.clear()
    if not request.node.get_closest_marker("inconsistent"):
        for path in written:
            if path.is_file() and path.stat().st_size:
                assert problems_of(path) == [], path
    folder = request.node.funcargs.get("tmp_path")
    if folder is not None and _MEMORY in folder.parents:  # a whole run would fill gigabytes
        in_process.close()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def blank_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty database, made once."""
    path = tmp_path_factory.mktemp("blank") / "test.db"
    create(Database(path, "lin", Clock(fixed=datetime.fromisoformat(NOW))))
    return path


@pytest.fixture
def db(tmp_path: Path, blank_database: Path) -> Database:
    """Return an empty database for actions called as functions; it is checked at the end."""
    path = Path(shutil.copy(blank_database, tmp_path / "test.db"))
    _WRITTEN.add(path)
    return in_process.later(Database(path, "lin", keeps_connection=True))


@pytest.fixture
def salesmap(tmp_path: Path, blank_database: Path) -> Salesmap:
    """Return a command line with an empty database."""
    home = tmp_path / "home"
    home.mkdir()
    db = tmp_path / "test.db"
    shutil.copy(blank_database, db)
    return Salesmap(db, home)


@pytest.fixture
def newcomer(tmp_path: Path) -> Salesmap:
    """Return a command line without a database."""
    home = tmp_path / "home"
    home.mkdir()
    return Salesmap(tmp_path / "test.db", home)


def made_once(fill: Callable[[Salesmap], object]) -> Any:
    """Return a fixture called like the function, whose database it fills once for all tests.

    Each test has a copy of its own; what the function leaves beside the database is not there.
    """
    made: list[Path] = []

    @pytest.fixture(name=fill.__name__)
    def fixture(
        newcomer: Salesmap, blank_database: Path, tmp_path_factory: pytest.TempPathFactory
    ) -> Salesmap:
        if not made:
            home = tmp_path_factory.mktemp(fill.__name__)
            person = Salesmap(Path(shutil.copy(blank_database, home / "test.db")), home)
            fill(person)
            made.append(person.db)
        shutil.copy(made[0], newcomer.db)
        return newcomer

    return fixture


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of the real data sets; tests that need it skip where it is absent."""
    if not SHARED.is_dir():
        pytest.skip("the real data sets (../shared) are not on this machine")
    return SHARED


@pytest.fixture(scope="session")
def filled_database(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with two leads, one of them lost, made once."""
    folder = tmp_path_factory.mktemp("filled")
    salesmap = Salesmap(Path(shutil.copy(blank_database, folder)), folder)
    details = ("--company", "Acme Ltd", "--tag", "hot", "--set", "budget=5", "--new-field")
    salesmap.ok("lead", "add", "Acme", *details, "--next", "call", "--due", "fri")
    salesmap.ok("lead", "add", "Bolt", "--company", "Bolt Ltd", "--note", "first words")
    salesmap.ok("lead", "advance", "2")
    salesmap.ok("lead", "lose", "2", "--reason", "price")
    return salesmap.db


@pytest.fixture
def filled(newcomer: Salesmap, filled_database: Path) -> Salesmap:
    """Return a command line with two leads in its database."""
    shutil.copy(filled_database, newcomer.db)
    return newcomer


def contents(path: Path) -> list[str]:
    """Return all that a database holds, as SQL."""
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def assert_refused(answer: Answer, code: int, *words: str) -> None:
    """Assert that an answer is one line on standard error with these words."""
    assert answer.code == code, answer
    assert answer.err.count("\n") == 1, answer
    assert all(word in answer.err for word in words), answer
