"""Random command lines and damaged files end in an exit code that says what happened, never in a bug."""

import contextlib
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from conftest import Answer, Salesmap, contents
from support.filled import example_data
from support.machine.typist import command_lines
from typer.main import get_command

from salesmap.cli.app import app
from salesmap.store.tables import TABLES

LINES, FILES = 3_000, 100
SEED = 20_261_127
TOLD = {0, 2, 3, 4, 5, 10}
"""The exit codes that say what happened; 1 is a bug."""

_LEFT_OUT = {("completion",), ("demo",), ("config", "set"), ("config", "unset"), ("map", "edit")}
"""What changes the person's settings or shell, or opens an editor."""

_ENDLESS = {"--watch", "--notify"}

_WORDS = (
    "1", "2", "0", "-1", "99", "9" * 30, "1.5", "1e400", "nan", "-0", "x", "", " ", "é", "𠮷", "东海",
    "\x1b[31m", "a\nb", "a\tb", "[/]", ":smile:", "x" * 5_000, "2026-02-31", "2026-12-01", "04/07/2026",
    "9999-12-31", "0001-01-01", "today", "fri", "+3d", "-9999999d", "+99999999m", "下周五", "a=b", "=", "value>10k",
    "value>x", "fields=1", "nix=1", "owner~", "%", "_", "'", '"', ";", "--", "x:1", "lead:1", "contact:1",
    "customer:1", "../..", "nowhere/file", "map.toml", "leads.csv", "answers.json", ".", "needs", "lead",
    "won", "open", "all", "12k", "1.2万", "$9", "USD", "¥-5", "me", "lin", "table", "json", "csv", "xlsx", "ids",
    "id,name", "nix", "value,,", "-value", "week", "2026-W48", "2026-11", "Acme", "acme", "six-stage", "needs.confirmed",
)  # fmt: skip

_SERVER = """
import contextlib, io, json, os, sys
from salesmap.__main__ import run
lines = os.fdopen(os.dup(0))
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
for line in lines:
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        for _stream in range(2)
    )
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(json.loads(line))
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
    print(json.dumps([code, *texts]), flush=True)
"""


class Typist:
    """One process that carries out command lines, with nothing on its standard input."""

    def __init__(self, person: Salesmap) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", _SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            text=True, env=person.environment(EDITOR="true", PAGER="cat"), cwd=person.home,
        )  # fmt: skip

    def run(self, *arguments: str) -> Answer:
        assert self.process.stdin and self.process.stdout
        print(json.dumps(arguments), file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline()
        assert answer, arguments
        return Answer(*json.loads(answer))


@contextlib.contextmanager
def typing(person: Salesmap) -> Iterator[Typist]:
    typist = Typist(person)
    try:
        yield typist
    finally:
        typist.process.kill()
        typist.process.communicate()


def test_every_line_is_answered(filled: Salesmap) -> None:
    """A sample; the long test types all of them."""
    answer_all(filled, LINES // 30)


@pytest.mark.long
@pytest.mark.inconsistent
def test_every_random_line_is_answered(filled: Salesmap) -> None:
    answer_all(filled, LINES)


def answer_all(person: Salesmap, lines: int) -> None:
    chance = random.Random(SEED)
    commands = [line for line in command_lines() if line not in _LEFT_OUT]
    options = {line: _options(line) for line in commands}
    whole = person.home.parent / "whole.db"
    shutil.copy(person.db, whole)
    wrong = []
    with typing(person) as typist:
        for number in range(lines):
            if number % 50 == 0:
                _prepare(person, whole)
            line = _random_line(chance, commands, options)
            answer = typist.run(*line)
            if answer.code not in TOLD or "Traceback" in answer.err or not _is_told(answer):
                wrong.append((line, answer.code, answer.err[-400:]))
    assert not wrong, "\n".join(map(repr, wrong[:40])) + f"\n{len(wrong)} of {lines}"


def _prepare(person: Salesmap, whole: Path) -> None:
    """Put the database and the files back, without what the lines before left."""
    for path in person.home.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    for suffix in ("-journal", "-wal", "-shm"):
        Path(f"{person.db}{suffix}").unlink(missing_ok=True)
    shutil.copy(whole, person.db)
    (person.home / "leads.csv").write_text("name,value\nNew,1k\n,\n")
    (person.home / "map.toml").write_text('key = "x"\n')
    (person.home / "answers.json").write_text("{}")


def _options(line: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Return (option, takes a value) for a command."""
    command: click.Command = get_command(app)
    context = click.Context(command)
    for word in line:
        assert isinstance(command, click.Group)
        found = command.get_command(context, word)
        assert found, line
        command = found
    return [
        (parameter.opts[0], not getattr(parameter, "is_flag", False))
        for parameter in command.params
        if isinstance(parameter, click.Option) and not _ENDLESS & set(parameter.opts)
    ]


def _random_line(
    chance: random.Random,
    commands: list[tuple[str, ...]],
    options: dict[tuple[str, ...], list[tuple[str, bool]]],
) -> list[str]:
    command = chance.choice(commands)
    line = [*command]
    line += chance.choices(_WORDS, k=chance.choice((0, 1, 1, 2, 2, 3)))
    for option, takes_value in chance.sample(
        options[command], min(len(options[command]), chance.choice((0, 1, 2, 3)))
    ):
        line += [option, chance.choice(_WORDS)] if takes_value else [option]
    if chance.random() < 0.1:
        line = ["--lang", chance.choice(("zh", "en", "xx")), *line]
    if chance.random() < 0.1:
        line = ["--now", chance.choice(_WORDS), *line]
    return line


def _is_told(answer: Answer) -> bool:
    """Whether a failure has its line, and success no word of a failure of ours."""
    return answer.code in (0, 10) or bool(answer.err.strip()) or bool(answer.out.strip())


COMMANDS = (
    ("due",), ("lead", "list", "--status", "all"), ("lead", "show", "1"), ("funnel",), ("history",), ("diagnose",),
    ("board",), ("lead", "export"), ("lead", "export", "--format", "json"), ("contact", "export"), ("report", "stages"),
    ("due", "-f", "ics"), ("lead", "list", "--as-of", "2026-11-20"), ("find", "acme"), ("db", "info"), ("db", "verify"),
    ("db", "check"), ("export", "--all", "text"), ("log", "1", "call", "x"), ("lead", "add", "New"), ("undo",),
)  # fmt: skip


@pytest.mark.long
@pytest.mark.inconsistent
def test_damaged_files(filled: Salesmap) -> None:
    answer_damaged(filled, FILES)


@pytest.mark.inconsistent
def test_some_damaged_files(filled: Salesmap) -> None:
    """A sample; the long test damages all of them."""
    answer_damaged(filled, FILES // 20)


READING = (
    ("lead", "show", "1"), ("lead", "add", "New"), ("lead", "advance", "2"), ("due",), ("lead", "list"), ("funnel",),
    ("map", "show"), ("customer", "show", "1"), ("ticket", "show", "1"), ("contract", "show", "1"), ("db", "check"),
)  # fmt: skip


@pytest.mark.long
@pytest.mark.inconsistent
def test_any_damaged_column(tmp_path: Path) -> None:
    """Every column of every table holds strange values, one after the other."""
    person = example_data.prepare(tmp_path, "en")
    whole = Path(shutil.copy(person.db, tmp_path / "whole.db"))
    wrong = []
    columns = [(table, each) for table, spec in TABLES.items() for each in spec.columns]
    with typing(person) as typist:
        for number, (table, column) in enumerate(columns):
            for value in ("x", VALUES[number % len(VALUES)]):
                shutil.copy(whole, person.db)
                if not _set(person.db, table, column, value):
                    continue
                for command in READING:
                    answer = typist.run(*command)
                    if answer.code not in TOLD or "Traceback" in answer.err:
                        wrong.append((table, column, value, command, answer.err[-300:]))
    assert not wrong, "\n".join(map(repr, wrong[:40])) + f"\n{len(wrong)} answers"


def _set(path: Path, table: str, column: str, value: object) -> bool:
    """Write a value into all records, or into the last one where no two may be alike."""
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        for where in ("", f" WHERE rowid = (SELECT max(rowid) FROM {table})"):
            with contextlib.suppress(sqlite3.Error):
                statement = f'UPDATE {table} SET "{column}" = ?{where}'
                return connection.execute(statement, (value,)).rowcount > 0
    return False


def answer_damaged(person: Salesmap, files: int) -> None:
    chance = random.Random(SEED)
    person.ok("followup", "add", "1", "call", "--due", "2026-11-20")
    whole = person.home.parent / "whole.db"
    shutil.copy(person.db, whole)
    before = contents(whole)
    wrong = []
    with typing(person) as typist:
        for number in range(files):
            _prepare(person, whole)
            how = (
                _damage_bytes(chance, person.db)
                if number % 2
                else _damage_values(chance, person.db)
            )
            for command in COMMANDS:
                answer = typist.run(*command)
                if answer.code not in TOLD or "Traceback" in answer.err:
                    wrong.append((how, command, answer.code, answer.err[-300:]))
    assert contents(whole) == before
    assert not wrong, "\n".join(map(repr, wrong[:40])) + f"\n{len(wrong)} answers"


def _damage_bytes(chance: random.Random, path: Path) -> str:
    data = bytearray(path.read_bytes())
    how = chance.choice(("flip", "zero", "cut", "noise"))
    start = chance.randrange(100, len(data))
    length = chance.choice((1, 8, 100, 4096))
    if how == "cut":
        del data[start:]
    elif how == "flip":
        data[start] ^= 1 << chance.randrange(8)
    else:
        end = min(len(data), start + length)
        data[start:end] = bytes(end - start) if how == "zero" else chance.randbytes(end - start)
    path.write_bytes(data)
    return f"{how} at {start}, {length}"


VALUES: tuple[Any, ...] = (
    None, b"\x00\xff", "", "nope", "2026-02-31", "2026-02-31T25:00:00Z", 2**62, -1, 1.5, "[" * 2_000, '{"a": 1}',
    "\x1b[31m", "\0", "9999-12-31", "0000-01-01", 10**18,
)  # fmt: skip


def _damage_values(chance: random.Random, path: Path) -> str:
    """Write a value that no command writes, as any program can."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA ignore_check_constraints = ON")
    tables = [name for (name,) in connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")]  # fmt: skip
    done = "nothing"
    for _try in range(20):
        table = chance.choice(tables)
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        column, value = chance.choice(columns), chance.choice(VALUES)
        with contextlib.suppress(sqlite3.Error):
            if connection.execute(f'UPDATE {table} SET "{column}" = ?', (value,)).rowcount > 0:
                done = f"{table}.{column} = {value!r}"[:100]
                break
    connection.close()
    return done
