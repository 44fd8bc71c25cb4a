"""Many commands in one process, as one person types them in one language."""

import contextlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial

from conftest import Answer, Salesmap

from salesmap.cli.command_tree.command_list import COMMANDS
from salesmap.cli.command_tree.verbs import Noun, Verb

_SERVER = """
import contextlib, io, json, sys
from salesmap.__main__ import run
for line in sys.stdin:
    out, err = (
        io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        for _stream in range(2)
    )
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = run(json.loads(line))
    texts = [stream.buffer.getvalue().decode() for stream in (out, err)]
    print(json.dumps([code, *texts]), flush=True)
"""

Typist = Callable[..., Answer]


@contextlib.contextmanager
def typist(
    person: Salesmap, lang: str, columns: int = 100, before: str = "", *, alone: bool = False
) -> Iterator[Typist]:
    """Yield a function that runs a command.

    `alone`: in a process of their own, which finds the package in the person's folder, if one is
    there. So is it with a program that runs `before` them.
    """
    environment = {
        "SALESMAP_LANG": lang,
        "COLUMNS": str(columns),
        "TMPDIR": str(person.home),
        "EDITOR": "true",
    }
    if not alone and not before:
        yield partial(person.run, **environment)
        return
    with subprocess.Popen(
        [sys.executable, "-c", before + _SERVER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=person.environment(**environment),
        cwd=person.home,
    ) as process:
        assert process.stdin and process.stdout

        def run(*arguments: str) -> Answer:
            print(json.dumps(arguments), file=process.stdin, flush=True)
            assert process.stdout
            return Answer(*json.loads(process.stdout.readline()))

        yield run
        process.stdin.close()


def command_lines() -> Iterator[tuple[str, ...]]:
    """Every command and every group of commands."""
    yield ()
    for each in COMMANDS:
        yield from _lines(each)


def groups() -> set[tuple[str, ...]]:
    """Every group of commands, that of all included."""
    return {line[:-1] for line in command_lines() if line}


def _lines(member: Verb | Noun, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    line = (*before, member.name)
    yield line
    if isinstance(member, Noun):
        for each in member.verbs:
            yield from _lines(each, line)
