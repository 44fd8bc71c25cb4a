"""Files that hold no table that can be read here, known by how they begin, and what to do with each."""

import re
from pathlib import Path

from salesmap.core.errors import Unreadable
from salesmap.core.i18n import _, mark

_ADVICE = (
    (
        rb"\xd0\xcf\x11\xe0",
        mark("Cannot read {path}: it is an old Excel file or has a password; save it as .xlsx without one."),
    ),
    (rb"%PDF", mark("Cannot read {path}: it is a PDF; export the sheet as CSV or .xlsx.")),
    (rb"\s*BEGIN:VCARD", mark("Cannot read {path}: it is an address book; use 'salesmap contact import'.")),
    (rb"\s*BEGIN:VCALENDAR", mark("Cannot read {path}: it is a calendar; export the sheet as CSV or .xlsx.")),
    (rb"(?i)\s*<(?:!doctype|html|table|\?xml)", mark("Cannot read {path}: it is a web page or XML; save it from a spreadsheet as .xlsx.")),
    (rb'\s*(?:\{\s*"|\[\s*[{\[])', mark("Cannot read {path}: it is JSON; export the sheet as CSV or .xlsx.")),
    (rb"\x1f\x8b|7z|Rar!|BZh", mark("Cannot read {path}: it is an archive; unpack it first.")),
)


def refuse_no_table(path: Path, start: bytes) -> None:
    """Raise Unreadable for a file that begins like something that is no table."""
    text = start.removeprefix(b"\xef\xbb\xbf")
    for beginning, advice in _ADVICE:
        if re.match(beginning, text):
            raise Unreadable(_(advice).format(path=path))
