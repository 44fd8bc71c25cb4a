"""Processes that tests start and interrupt."""

import sys
from collections.abc import Sequence

_HEEDING = (
    "import os, signal, sys; signal.signal(signal.SIGINT, signal.SIG_DFL);"
    " os.execv(sys.argv[1], sys.argv[1:])"
)


def heeding_interrupts(command: Sequence[str]) -> list[str]:
    """Return a command that ends by Ctrl-C even if whoever runs the tests has it ignored."""
    return [sys.executable, "-c", _HEEDING, *command]
