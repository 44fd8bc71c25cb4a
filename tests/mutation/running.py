"""Running the tests on mutants, each in a copy of the project."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import Queue
from typing import NamedTuple

from tests.mutation.mutants import Mutant

TIMEOUT = 180
"""How long one run of tests may take, in seconds. A mutant that hangs is noticed."""

FAST = ("tests/actions", "tests/domain")
"""Tests without processes of their own: they run first."""

SLOW = {
    "salesmap/actions/customer": ("tests/commands/test_dup.py", "tests/commands/test_customer.py"),
    "salesmap/actions/database": (
        "tests/commands/test_history.py",
        "tests/exchange/test_notify.py",
        "tests/commands/test_shared_undo.py",
        "tests/store/test_shortening.py",
    ),
    "salesmap/actions/followup": ("tests/commands/test_followup.py",),
    "salesmap/actions/imports": (
        "tests/exchange/test_stage_history.py",
        "tests/exchange/test_followup_import.py",
        "tests/commands/test_contact.py",
        "tests/exchange/test_import.py",
        "tests/exchange/test_updates.py",
        "tests/exchange/test_columns_read_whole.py",
        "tests/properties/test_monthly_updates.py",
    ),
    "salesmap/actions/lead": ("tests/commands/test_lead.py", "tests/commands/test_form.py"),
    "salesmap/actions/map": ("tests/commands/test_kb.py", "tests/reports/test_diagnose.py"),
    "salesmap/actions/review": ("tests/commands/test_target.py", "tests/commands/test_review.py"),
    "salesmap/domain/company_names.py": ("tests/commands/test_dup.py",),
    "salesmap/domain/field_values.py": ("tests/commands/test_lead.py",),
}
"""The tests of commands that concern the modules in a folder: they run if the fast ones pass."""

_COPIED = ("salesmap", "tests", "examples", "pyproject.toml", "README.md", "CHANGELOG.md")


class Result(NamedTuple):
    """A mutant, and whether a test failed on it."""

    mutant: Mutant
    is_noticed: bool

    def shown(self, root: Path) -> str:
        """Return the place and the change in one line."""
        mutant = self.mutant
        original = mutant.path.read_bytes()[mutant.start : mutant.end].decode()
        old, new = (" ".join(text.split()) for text in (original, mutant.text))
        place = f"{mutant.path.relative_to(root)}:{mutant.line}"
        return f"{place}  {mutant.what}: {old[:60]!r} -> {new[:60]!r}"


def run_all(
    mutants: Sequence[Mutant], root: Path, scratch: Path, processes: int
) -> Iterator[Result]:
    """Yield the results as they come."""
    copies: Queue[_Copy] = Queue()
    for number in range(processes):
        copies.put(_Copy(root, scratch / str(number)))
    names = {str(mutant.path.relative_to(root)) for mutant in mutants}
    _require_passing(copies, {FAST, *map(_slow_tests, names)})

    def run(mutant: Mutant) -> Result:
        copy = copies.get()
        try:
            return copy.run(mutant)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(processes) as pool:
        jobs = [pool.submit(run, mutant) for mutant in mutants]
        for job in as_completed(jobs):
            yield job.result()


def _require_passing(copies: "Queue[_Copy]", groups: Iterable[tuple[str, ...]]) -> None:
    """Raise RuntimeError when a test fails on the code as it is: it would notice every mutant."""
    copy = copies.get()
    for tests in groups:
        if tests and copy.fails(tests):
            raise RuntimeError(f"a test fails without any mutant: {' '.join(tests)}")
    copies.put(copy)


class _Copy:
    """A copy of the project, in which one mutant lives at a time."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root = root
        self.folder = folder
        self.environment = {
            **os.environ,
            "PYTHONPATH": str(folder),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTEST_ADDOPTS": "",
        }
        folder.mkdir(parents=True)
        for name in _COPIED:
            source = root / name
            if source.is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
                shutil.copytree(source, folder / name, ignore=ignored)
            elif source.exists():
                shutil.copy(source, folder / name)

    def run(self, mutant: Mutant) -> Result:
        """Return whether a test fails on a mutant."""
        name = mutant.path.relative_to(self.root)
        path = self.folder / name
        path.write_bytes(mutant.source())
        _remove_bytecode(path)
        try:
            groups = [FAST, _slow_tests(str(name))]
            return Result(mutant, any(self.fails(tests) for tests in groups if tests))
        finally:
            shutil.copy(mutant.path, path)
            _remove_bytecode(path)

    def fails(self, tests: Sequence[str]) -> bool:
        """Return whether one of the tests fails, or they take too long."""
        existing = [test for test in tests if (self.folder / test).exists()]
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-o", "addopts=", "-m", "not long"]
        command += ["-p", "no:cacheprovider", "-p", "no:xdist", *existing]
        try:
            done = subprocess.run(
                command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=TIMEOUT,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return True
        return done.returncode != 0


def _remove_bytecode(path: Path) -> None:
    """Remove the bytecode: a change of the same length in the same second looks current."""
    for cached in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        cached.unlink(missing_ok=True)


def _slow_tests(name: str) -> tuple[str, ...]:
    return next((tests for prefix, tests in SLOW.items() if name.startswith(prefix)), ())
