"""Questions at the terminal."""

import sys

from salesmap.cli.output import notify
from salesmap.core.config import is_terminal
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _


def confirm(question: str) -> None:
    """Ask for a yes. Raises NotATerminalError, or DeclinedError for any other answer."""
    from salesmap.cli.errors import DeclinedError, NotATerminalError

    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise NotATerminalError()
    notify(_("{question} [y/N]").format(question=question))
    if sys.stdin.readline().strip().casefold() not in ("y", "yes", "是", "好"):
        raise DeclinedError()


def typed_text(text: str) -> str:
    """Return the text of an argument; `-` is standard input. Raises UsageError."""
    if text != "-":
        return text
    try:
        typed = sys.stdin.read().strip()
    except UnicodeDecodeError:
        typed = _UNDECODED
    if any("\ud800" <= character <= "\udfff" for character in typed):
        raise UsageError(_("Standard input is not valid UTF-8: convert it."))
    return typed


_UNDECODED = "\udcff"
"""What Python reads in place of a byte that is no text, where it does not refuse it."""
