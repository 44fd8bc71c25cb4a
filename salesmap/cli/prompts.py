"""Having a person say yes before something large happens."""

import sys

from salesmap.cli.errors import DeclinedError, NotATerminalError
from salesmap.cli.output import notify
from salesmap.core.config import is_terminal
from salesmap.core.i18n import _


def confirm(question: str) -> None:
    """Ask at the terminal. Raises UsageError where nobody can be asked, RuleViolation for a no."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise NotATerminalError()
    notify(_("{question} [y/N]").format(question=question))
    if sys.stdin.readline().strip().casefold() not in ("y", "yes", "是", "好"):
        raise DeclinedError()
