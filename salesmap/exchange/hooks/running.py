"""Running hooks: a change on their standard input, and an end to those that hang."""

import os
import signal
import subprocess
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, NamedTuple

from salesmap.core.i18n import _, reason
from salesmap.exchange.hooks.folder import Hook

INSIDE = "SALESMAP_HOOK"
"""Set for hooks: what they change themselves is given to none."""

_LONGEST_LINE = 200


class Failure(NamedTuple):
    """A hook that did not do its work, and why; `hung` if it was ended."""

    hook: str
    reason: str
    hung: bool = False


def run_hooks(hooks: Sequence[Hook], line: IO[str], database: str, timeout: float) -> list[Failure]:
    """Give a change to hooks, one after the other, and return what went wrong.

    `line` is a file with the change as a line of JSON. What hooks print is not shown, but for the
    last line of the errors of one that fails.
    """
    failures = []
    for hook in hooks:
        os.lseek(line.fileno(), 0, os.SEEK_SET)
        failures += _run(hook, line, database, timeout)
    return failures


def _run(hook: Hook, line: IO[str], database: str, timeout: float) -> list[Failure]:
    environment = {**os.environ, "SALESMAP_DB": database, INSIDE: hook.name}
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(
                [hook.path],
                stdin=line,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                env=environment,
                start_new_session=True,
            )
        except OSError as error:
            return [Failure(hook.name, reason(error))]
        try:
            code = process.wait(timeout)
        except subprocess.TimeoutExpired:
            return [Failure(hook.name, _("ended after {seconds} s").format(seconds=timeout), True)]
        finally:
            _end(process)
        if code == 0:
            return []
        return [Failure(hook.name, _last_line(errors) or _("exit code {code}").format(code=code))]


def _end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it started, if it runs still."""
    if process.poll() is None:
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _last_line(errors: IO[bytes]) -> str:
    errors.seek(0)
    lines = errors.read()[-10_000:].decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")[:_LONGEST_LINE]
