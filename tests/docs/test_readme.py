"""The README says what is true: its tables are the real help, its tour runs, its examples work."""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Salesmap

TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_made_parts_are_current() -> None:
    code = "import sys; sys.path.insert(0, '.'); from tests.support.readme import README, made; text = README.read_text(encoding='utf-8'); sys.exit(made(text) != text)"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={"SALESMAP_LANG": "en"}, check=False
    )
    assert done.returncode == 0, "run `python -m tests.support.readme`"


@pytest.fixture
def visitor(newcomer: Salesmap) -> Salesmap:
    """Somebody without a book, standing in a copy of the project, with `salesmap` on the PATH."""
    (newcomer.home / "examples").symlink_to(ROOT / "examples")
    folder = newcomer.home / "bin"
    folder.mkdir()
    script = folder / "salesmap"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m salesmap "$@"\n')
    script.chmod(0o755)
    return newcomer


def shell(visitor: Salesmap, line: str) -> subprocess.CompletedProcess[str]:
    environment = visitor.environment(SALESMAP_NOW="")
    environment["PATH"] = f"{visitor.home / 'bin'}:{environment['PATH']}"
    return subprocess.run(
        ["bash", "-c", line],
        cwd=visitor.home,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_tour_runs(visitor: Salesmap) -> None:
    tour = TEXT.split("```console\n")[1].split("```")[0].splitlines()
    assert len(tour) > 10
    for line in tour:
        assert line.startswith("$ ")
        done = shell(visitor, line.removeprefix("$ "))
        assert done.returncode == 0, (line, done.stderr)
        assert done.stdout, line


def test_crontab_lines_run(visitor: Salesmap) -> None:
    visitor.ok("lead", "add", "Acme", "--next", "call", "--due", "2020-01-01", "--owner", "mei")
    lines = [
        line for line in (ROOT / "examples/crontab").read_text().splitlines() if line[:1].isdigit()
    ]
    assert TEXT.split("## Cron")[1].split("```")[1].strip() == lines[0]
    for line in lines:
        command = (
            line.split(maxsplit=5)[5]
            .replace("\\%", "%")
            .replace("/srv/sales/team.db", str(visitor.db))
            .replace("/srv/backup", str(visitor.home))
        )
        done = shell(visitor, command)
        assert (done.returncode, done.stderr) == (0, ""), (command, done)
        assert done.stdout or "diagnose" in command, "a healthy book is silent"


def test_example_process_and_script(visitor: Salesmap, tmp_path: Path) -> None:
    short = Salesmap(tmp_path / "short.db", visitor.home)
    short.ok("init", "--map", "examples/short.toml")
    done = shell(visitor, f'"{sys.executable}" "{ROOT}/examples/script.py" "{short.db}"')
    assert (done.returncode, done.stdout) == (0, "talk 0 1\noffer 1 1\nwon 0 0\n"), done
    assert short.json("lead", "advance", "1")["stage"] == "care"


def test_demo_walks_through_the_main_job(newcomer: Salesmap) -> None:
    walk = newcomer.ok("demo", TMPDIR=str(newcomer.home)).out
    for word in (
        "lead add",
        "lead advance",
        "followup add",
        "due",
        "funnel",
        "Added lead",
        "undo",
        "冷链",
    ):
        assert word in walk
    again = newcomer.ok("demo", TMPDIR=str(newcomer.home)).out
    assert [line for line in walk.splitlines() if "/" not in line] == [
        line for line in again.splitlines() if "/" not in line
    ]
    assert not newcomer.db.exists(), "the scratch database is not the book"
