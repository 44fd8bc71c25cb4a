"""Having a person say yes before something large happens."""

import sys

from salesmap.cli.output import say
from salesmap.core.config import is_terminal
from salesmap.core.errors import Refused, Unreadable
from salesmap.core.i18n import _


def confirm(question: str) -> None:
    """Ask at the terminal. Raises Unreadable where nobody can be asked, Refused for a no."""
    if not (is_terminal(sys.stdin) and is_terminal(sys.stderr)):
        raise Unreadable(_("Nobody is here to ask: add --yes."))
    say(_("{question} [y/N]").format(question=question))
    if sys.stdin.readline().strip().casefold() not in ("y", "yes", "是", "好"):
        raise Refused(_("Nothing was changed."))
