"""Every command has two examples at least in its help, in both languages, and each of them works."""

import re
import shlex
from pathlib import Path

import pytest
from conftest import Salesmap
from rich.cells import cell_len
from support.filled import example_data
from support.machine.typist import command_lines, groups, typist

GROUPS = groups()
OF_THE_MACHINE = {("db", "share"), ("db", "move"), ("db", "grant"), ("db", "revoke")}
"""Commands whose examples name what not every machine has, such as a group of users, a server."""

_EXAMPLE = re.compile(r"(?m)^   (salesmap .*)$")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_eighth_example_works(tmp_path: Path, lang: str) -> None:
    """Other commands in each language; the rest is in the long test."""
    assert_examples_work(tmp_path, lang, commands()[4 * (lang == "zh") :: 8])


@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_example_works(tmp_path: Path, lang: str) -> None:
    assert_examples_work(tmp_path, lang, commands())


def commands() -> list[tuple[str, ...]]:
    return [each for each in command_lines() if each not in GROUPS]


def assert_examples_work(tmp_path: Path, lang: str, tried: list[tuple[str, ...]]) -> None:
    prepared = example_data.prepared(lang)
    home = tmp_path / "home"
    home.mkdir()
    person = Salesmap(home / "example.db", home)
    failures, few, wide = {}, [], []
    with typist(person, lang, columns=80) as run:
        for command in tried:
            page = run(*command, "--help").out
            examples = _EXAMPLE.findall(page)
            wide += [line for line in page.splitlines() if cell_len(line) > 80]
            few += [command] if len(examples) < 2 else []
            for example in examples:
                example_data.copy(prepared, home, command)
                words = shlex.split(example.partition(" > ")[0])
                answer = run("--db", str(person.db), *words[1:])
                if answer.code and command not in OF_THE_MACHINE:
                    failures[example] = answer
    assert not failures, "\n".join(f"{line}: {answer.err}" for line, answer in failures.items())
    assert not few and not wide
