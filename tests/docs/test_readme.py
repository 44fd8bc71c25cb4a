"""The README and the guide say what is true: tables are the real help, every command line runs."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Answer, Salesmap

README = ROOT / "README.md"
TEXT = README.read_text(encoding="utf-8")
GUIDE = ROOT / "salesmap/guide"
PAGES = [README, *sorted(GUIDE.glob("*/*.md"))]
TRY = "python3 -m venv .venv && .venv/bin/pip install . && .venv/bin/salesmap demo"
TEST = "python3 -m venv .venv && .venv/bin/pip install -e '.[dev]' && .venv/bin/python -m pytest"
_OPERATORS = {"|", "||", "&&", ";", "<", ">", ">>"}
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)


def test_the_readme_is_short_and_has_the_two_commands() -> None:
    assert len(TEXT.encode()) <= 8000
    lines = TEXT.splitlines()
    assert TRY in lines and TEST in lines
    pattern = re.search(r"grep -m1 -E '([^']+)' README.md", (ROOT / ".ci/run").read_text())
    assert pattern and [line for line in lines if re.fullmatch(f".*{pattern[1]}", line)] == [TEST]


def test_pictures_and_links_exist() -> None:
    for target in re.findall(r"\]\(([^)#]+)\)", TEXT):
        assert (ROOT / target).exists(), target


def test_made_parts_are_current() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.generated_docs", "--check"],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, f"run `python -m tests.support.generated_docs`; {done.stderr}"


@pytest.fixture
def visitor(newcomer: Salesmap) -> Salesmap:
    """Somebody without a database, in a copy of the project, with `salesmap` on the PATH."""
    (newcomer.home / "examples").symlink_to(ROOT / "examples")
    folder = newcomer.home / "bin"
    folder.mkdir()
    script = folder / "salesmap"
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m salesmap "$@"\n')
    script.chmod(0o755)
    return newcomer


def shell(visitor: Salesmap, line: str, lang: str = "en") -> Answer:
    """Run a line; only what is more than one command of salesmap needs a shell."""
    environment = {"SALESMAP_NOW": "", "SALESMAP_LANG": lang, "EDITOR": "true"}
    words = shlex.shlex(line, posix=True, punctuation_chars="|&;<>")
    words.whitespace_split, words.commenters = True, ""
    program, *arguments = words
    if program == "salesmap" and "$(" not in line and not _OPERATORS.intersection(arguments):
        return visitor.run(*arguments, **environment)
    path = f"{visitor.home / 'bin'}:{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=visitor.home,
        env=visitor.environment(**environment, PATH=path),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    return Answer(done.returncode, done.stdout, done.stderr)


def command_lines(page: Path) -> list[list[str]]:
    """The command lines of a page: those of each story that needs a database of its own.

    The blocks of a guide page are one story; each block of the README is one.
    """
    blocks = [
        [line[2:] for line in block.splitlines() if line.startswith("$ ")]
        for block in _BLOCK.findall(page.read_text(encoding="utf-8"))
    ]
    return blocks if page == README else [[line for block in blocks for line in block]]


def _in_turn(pages: Sequence[Path]) -> Iterator[Any]:
    """Yield the pages; of each pair of languages one is for the long tests, each in turn."""
    topics = sorted({page.name for page in pages})
    for page in pages:
        is_chinese = page.parent.name == "zh"
        is_long = (
            page.parent.name in ("en", "zh") and (topics.index(page.name) % 2 == 0) == is_chinese
        )
        marks = [pytest.mark.long] if is_long else []
        yield pytest.param(page, marks=marks, id=f"{page.parent.name}/{page.name}")


@pytest.mark.parametrize("page", [*_in_turn(PAGES)])
def test_every_command_line_runs(visitor: Salesmap, page: Path) -> None:
    lang = "zh" if page.parent.name == "zh" else "en"
    for story in command_lines(page):
        visitor.db.unlink(missing_ok=True)
        for line in story:
            done = shell(visitor, line, lang)
            assert done.code == 0, (line, done)


def test_crontab_lines_run(visitor: Salesmap) -> None:
    visitor.ok("lead", "add", "Acme", "--next", "call", "--due", "2020-01-01", "--owner", "mei")
    lines = [
        line for line in (ROOT / "examples/crontab").read_text().splitlines() if line[:1].isdigit()
    ]
    assert lines[0] in (GUIDE / "en/cron.md").read_text(encoding="utf-8")
    for line in lines:
        command = (
            line.split(maxsplit=5)[5]
            .replace("\\%", "%")
            .replace("/srv/sales/team.db", str(visitor.db))
            .replace("/srv/backup", str(visitor.home))
        )
        done = shell(visitor, command)
        assert (done.code, done.err) == (0, ""), (command, done)
        assert done.out or "diagnose" in command, "a healthy database is silent"


def test_example_map_and_script(visitor: Salesmap, tmp_path: Path) -> None:
    short = Salesmap(tmp_path / "short.db", visitor.home)
    short.ok("init", "--map", "examples/short.toml")
    done = shell(visitor, f'"{sys.executable}" "{ROOT}/examples/script.py" "{short.db}"')
    assert done.code == 0, done
    assert re.search(r"talk\s+0\s+1\n\s*offer\s+1\s+1\n", done.out), done.out
    assert "Harbor Cold Store" in done.out
    assert short.json("lead", "advance", "1")["stage"] == "care"


def test_demo_shows_the_main_steps(newcomer: Salesmap) -> None:
    walk = newcomer.ok("demo", TMPDIR=str(newcomer.home)).out
    for word in (
        "lead add",
        "lead advance",
        "followup add",
        "due",
        "funnel",
        "Added lead",
        "undo",
        "Research takes too long",
        "Quotes are sent but not followed up",
    ):
        assert word in walk
    assert walk.isascii() or not re.search("[\u4e00-\u9fff]", walk), "one language at a time"
    assert not [line for line in walk.splitlines() if line != line.rstrip()]
    again = newcomer.ok("demo", TMPDIR=str(newcomer.home)).out
    assert [line for line in walk.splitlines() if "/" not in line] == [
        line for line in again.splitlines() if "/" not in line
    ]
    assert not newcomer.db.exists(), "the temporary database is not the user's own"
