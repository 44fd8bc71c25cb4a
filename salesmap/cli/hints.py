"""What to type after an error: by the error's code, over its data.

Only the command line knows its commands, so no other room writes one into a message.
"""

import string
from typing import Any

from salesmap.core.errors import SalesmapError
from salesmap.core.i18n import N_, _

HINTS: dict[str, str | tuple[str, ...]] = {
    # core
    "read_past": N_("Leave --as-of out."),
    # domain/map
    "invalid_map": N_("See 'salesmap map check FILE'."),
    # reports
    "ambiguous_lead": N_("Write more of the name, or the number."),
    "lead_not_found": N_("See 'salesmap lead list --status all'."),
    "map_version_not_found": N_("See 'salesmap map versions'."),
    "note_not_found": N_("See 'salesmap kb list'."),
    "record_not_found": N_("See 'salesmap dup list'."),
    "record_reference": N_("See 'salesmap dup list'."),
    # cli
    "unknown_command": (N_("Did you mean {candidates}?"), N_("Available: {known}.")),
    "unknown_option": (N_("Did you mean {candidates}?"), N_("See '{command} --help'.")),
    "missing_argument": N_("See '{command} --help'."),
    "missing_option": N_("See '{command} --help'."),
    "invalid_value": N_("See '{command} --help'."),
    "usage_of_command": N_("See '{command} --help'."),
}
"""The hint for each code: a text over the error's data, or several, of which the first one is taken
whose data are there. A code without a hint needs none."""


def hint_for(error: SalesmapError) -> str | None:
    """Return what to type next, or None."""
    texts = HINTS.get(error.code, ())
    for text in (texts,) if isinstance(texts, str) else texts:
        names = [name for _text, name, *_rest in string.Formatter().parse(text) if name]
        if all(error.data.get(name) not in (None, "", []) for name in names):
            values = {name: _listed(error.data[name]) for name in names}
            return _(text).format(**values)
    return None


def _listed(value: Any) -> Any:
    return _(", ").join(map(str, value)) if isinstance(value, list | tuple) else value
