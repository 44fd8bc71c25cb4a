"""What to type after an error: by the error's code, over its data.

Only the command line knows its commands, so no other room writes one into a message.
"""

from salesmap.core.errors import SalesmapError
from salesmap.core.i18n import N_, _

HINTS: dict[str, str] = {
    # core
    "read_past": N_("Leave --as-of out."),
}
"""The hint for each code: a text over the error's data. A code without one needs none."""


def hint_for(error: SalesmapError) -> str | None:
    """Return what to type next, or None."""
    text = HINTS.get(error.code)
    return _(text).format(**error.data) if text else None
