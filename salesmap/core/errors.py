"""What can go wrong, each kind with its exit code.

An error says what and why in one line and carries the facts as `data`. What to type next is added by the command line
(`cli/hints.py`), which knows the commands; a Python caller and `--format json` get `code` and `data`.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

from salesmap.core.i18n import _


class SalesmapError(Exception):
    """Anything salesmap reports as one line instead of a traceback.

    `code` names the situation and never changes; `data` holds its facts (ids, candidates, what is missing).
    """

    exit_code = 1
    code = "error"

    def __init__(self, message: str, **data: Any) -> None:
        super().__init__(message)
        self.data = data


class UsageError(SalesmapError):
    """Wrong usage, or a value that cannot be read."""

    exit_code = 2
    code = "usage"


class NotFoundError(SalesmapError):
    """A record that was named does not exist."""

    exit_code = 3
    code = "not_found"


class RuleViolation(SalesmapError):
    """A rule refuses: a gate, a duplicate, a conflict, a record changed meanwhile."""

    exit_code = 4
    code = "refused"


class ResourceError(SalesmapError):
    """The database or something outside cannot be used: missing, locked, corrupt, newer, read-only, full."""

    exit_code = 5
    code = "unusable"


class UnknownNameError(UsageError):
    """A name that nothing has. `data`: `name` and the `known` names, in their order."""

    message: ClassVar[str]

    def __init__(self, name: str | None, known: Iterable[str], **data: Any) -> None:
        names = list(dict.fromkeys(known))
        text = _(self.message).format(name=name, known=", ".join(names) or _("none"), **data)
        super().__init__(text, name=name, known=names, **data)
