"""Running the tests on mutants, each in a copy of the project."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from queue import Queue
from time import monotonic
from typing import NamedTuple

from tests.mutation.mutants import Mutant
from tests.mutation.relevant import tests_of

TIMEOUT = 180
"""How long one run of tests may take at least, in seconds. A mutant that hangs is noticed."""

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
    mutants: Sequence[Mutant], root: Path, scratch: Path, processes: int, minutes: float
) -> Iterator[Result]:
    """Yield the results as they come; none is begun after so many minutes."""
    last_start = monotonic() + 60 * minutes
    copies: Queue[_Copy] = Queue()
    for number in range(processes):
        copies.put(_Copy(root, scratch / str(number)))
    names = {str(mutant.path.relative_to(root)) for mutant in mutants}
    timeout = _require_passing(copies, {test for name in names for test in tests_of(name)})

    def run(mutant: Mutant) -> Result | None:
        if monotonic() > last_start:
            return None
        copy = copies.get()
        try:
            return copy.run(mutant, timeout)
        finally:
            copies.put(copy)

    with ThreadPoolExecutor(processes) as pool:
        jobs = [pool.submit(run, mutant) for mutant in mutants]
        for job in as_completed(jobs):
            if (result := job.result()) is not None:
                yield result


def _require_passing(copies: "Queue[_Copy]", tests: Iterable[str]) -> float:
    """Raise RuntimeError when a test fails on the code as it is: it would notice every mutant.

    Returns how long the tests of a mutant may take: as long as all tests took on the code as it is.
    """
    copy = copies.get()
    started = monotonic()
    if (told := copy.failure(sorted(tests), 10 * TIMEOUT)) is not None:
        raise RuntimeError(f"a test fails, or takes too long, without any mutant:\n{told}")
    copies.put(copy)
    return max(TIMEOUT, monotonic() - started)


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

    def run(self, mutant: Mutant, timeout: float) -> Result:
        """Return whether a test fails on a mutant."""
        name = mutant.path.relative_to(self.root)
        path = self.folder / name
        path.write_bytes(mutant.source())
        _remove_bytecode(path)
        try:
            return Result(mutant, self.failure(tests_of(str(name)), timeout) is not None)
        finally:
            shutil.copy(mutant.path, path)
            _remove_bytecode(path)

    def failure(self, tests: Sequence[str], timeout: float) -> str | None:
        """Return what a failing test says, or None where all of them pass in time."""
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-o", "addopts=", "-m", "not long"]
        command += ["-p", "no:cacheprovider", "-p", "no:xdist", *tests]
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as told:
            try:
                done = subprocess.run(
                    command,
                    cwd=self.folder,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=told,
                    stderr=subprocess.DEVNULL,
                    timeout=timeout,
                    check=False,
                )
            except subprocess.TimeoutExpired:
                return f"not done after {timeout:.0f} seconds"
            told.seek(0)
            return told.read()[-3000:] if done.returncode else None


def _remove_bytecode(path: Path) -> None:
    """Remove the bytecode: a change of the same length in the same second looks current."""
    for cached in (path.parent / "__pycache__").glob(f"{path.stem}.*"):
        cached.unlink(missing_ok=True)
