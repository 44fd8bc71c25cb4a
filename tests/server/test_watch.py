"""The board that is watched on a server is drawn anew when anybody changes something."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

from support.machine.signals import heeding_interrupts
from support.machine.terminals import open_terminal

from server.conftest import ServerDatabases
from server.test_talk import _On

LONG = "3600"
"""A refresh interval in seconds that no test waits for."""


def test_a_change_is_shown_at_once(databases: ServerDatabases, tmp_path: Path) -> None:
    name = databases.copy("empty")
    person = _On(tmp_path / "unused.db", tmp_path, databases.server.url(name))
    ours, theirs = open_terminal(120, lines=300)
    watching = subprocess.Popen(
        heeding_interrupts([sys.executable, "-m", "salesmap", "board", "--watch", LONG]),
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        env=person.environment(NO_COLOR="1", TERM="xterm"), cwd=person.home,
    )  # fmt: skip
    try:
        assert "Zebra" not in _read_until(ours, "Open leads")
        person.ok("lead", "add", "Zebra", "--next", "call", "--due", "today")
        _read_until(ours, "Zebra")
        watching.send_signal(signal.SIGINT)
        _read_until(ours, "\x1b[?1049l")
        assert watching.wait(30) == 130
    finally:
        watching.kill()
        os.close(ours)
        os.close(theirs)
        databases.server.drop(name)


def _read_until(terminal: int, text: str, seconds: float = 60) -> str:
    """Return what a terminal shows up to a text, which must come before so many quiet seconds."""
    shown = ""
    while text not in shown:
        assert select.select([terminal], [], [], seconds)[0], f"no {text!r} in {shown[-2_000:]!r}"
        shown += os.read(terminal, 65_536).decode(errors="replace")
    return shown
