"""Output longer than the screen, shown in a pager."""

import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from shutil import get_terminal_size, which
from typing import Any, TextIO

import click

from salesmap.core.config import is_terminal

NONE = ("", "cat", "never")
"""Values of the setting that want no pager."""


def paged(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command whose output goes into a pager where it is longer than the screen."""

    @wraps(command)
    def run(*arguments: Any, **options: Any) -> Any:
        with paging(click.get_current_context().obj.settings["pager"]):
            return command(*arguments, **options)

    return run


@contextmanager
def paging(pager: str) -> Iterator[None]:
    """Put what is printed meanwhile into the pager, if a terminal shows it and it is too long.

    Messages on standard error follow at the end. A pager that is left early ends the output.
    """
    line = _command_line(pager)
    if not line or which(line[0]) is None or not (is_terminal(sys.stdin) and _is_screen()):
        yield
        return
    out = sys.stdout
    screen = _Screen(out, line)
    messages, sys.stdout, sys.stderr = sys.stderr, screen, _Later(sys.stderr)
    try:
        with suppress(BrokenPipeError):
            yield
    finally:
        later, sys.stdout, sys.stderr = sys.stderr, out, messages
        screen.end()
        sys.stderr.write(later.text)
        sys.stderr.flush()


def _command_line(pager: str) -> list[str]:
    """Return the words of a pager, none for no pager; quotation marks may be left open."""
    if pager in NONE:
        return []
    try:
        return shlex.split(pager)
    except ValueError:
        return pager.split()


def _is_screen() -> bool:
    return is_terminal(sys.stdout) and is_terminal(sys.stderr)


class _Stream:
    """A terminal stream as others see it; what is to become of the text a subclass says."""

    def __init__(self, terminal: TextIO) -> None:
        self.terminal = terminal

    def __getattr__(self, name: str) -> Any:
        return getattr(self.terminal, name)

    def writelines(self, lines: Any) -> None:
        """Write texts."""
        for line in lines:
            self.write(line)

    def write(self, text: str) -> int:
        """Write a text."""
        return self.terminal.write(text)

    def flush(self) -> None:
        """Do nothing: what is held is written at the end."""


class _Screen(_Stream):
    """Holds a screen of text; the pager is started by the line that does not fit."""

    def __init__(self, terminal: TextIO, pager: list[str]) -> None:
        super().__init__(terminal)
        self.pager = pager
        self.held: list[str] = []
        self.room = get_terminal_size().lines - 1
        self.process: subprocess.Popen[str] | None = None

    def write(self, text: str) -> int:
        """Hold a text, or write it into the pager. Raises BrokenPipeError when that was left."""
        if self.process is None:
            self.held.append(text)
            self.room -= text.count("\n")
            if self.room < 0:
                self._start()
        else:
            self._into_pager(text)
        return len(text)

    def end(self) -> None:
        """Write what is held, or wait until the pager is left."""
        if self.process is None:
            self.terminal.write("".join(self.held))
            self.terminal.flush()
            return
        with suppress(BrokenPipeError):
            assert self.process.stdin is not None
            self.process.stdin.close()
        while True:
            with suppress(KeyboardInterrupt):  # less takes it for its own
                self.process.wait()
                return

    def _start(self) -> None:
        self.terminal.flush()
        # -F: leave at once what fits, -R: colors, -X: leave the text on the screen.
        environment = {"LESS": "FRX", "LV": "-c", **os.environ}
        self.process = subprocess.Popen(
            self.pager,
            stdin=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="backslashreplace",
            env=environment,
        )
        self._into_pager("".join(self.held))

    def _into_pager(self, text: str) -> None:
        assert self.process is not None and self.process.stdin is not None
        self.process.stdin.write(text)


class _Later(_Stream):
    """Keeps messages, which would stand in the middle of a pager's screen."""

    def __init__(self, terminal: TextIO) -> None:
        super().__init__(terminal)
        self.text = ""

    def write(self, text: str) -> int:
        """Keep a text."""
        self.text += text
        return len(text)
