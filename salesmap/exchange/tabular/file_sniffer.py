"""Files that hold no table that can be read here, known by how they begin, and what to do with each."""

import re
from pathlib import Path

from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, _

_ADVICE = (
    (
        rb"\xd0\xcf\x11\xe0",
        N_(
            "Cannot read {path}: it is an old Excel file or has a password; save it as .xlsx "
            "without a password."
        ),
    ),
    (rb"%PDF", N_("Cannot read {path}: it is a PDF; export the sheet as CSV or .xlsx.")),
    (
        rb"\s*BEGIN:VCARD",
        N_("Cannot read {path}: it is a contacts file (vCard); use 'salesmap contact import'."),
    ),
    (
        rb"\s*BEGIN:VCALENDAR",
        N_("Cannot read {path}: it is a calendar file; export the sheet as CSV or .xlsx."),
    ),
    (
        rb"(?i)\s*<(?:!doctype|html|table|\?xml)",
        N_("Cannot read {path}: it is a web page or XML; save it from a spreadsheet as .xlsx."),
    ),
    (
        rb'\s*(?:\{\s*"|\[\s*[{\[])',
        N_("Cannot read {path}: it is JSON; export the sheet as CSV or .xlsx."),
    ),
    (rb"\x1f\x8b|7z|Rar!|BZh", N_("Cannot read {path}: it is an archive; unpack it first.")),
)


def refuse_no_table(path: Path, start: bytes) -> None:
    """Raise UsageError for a file that begins like something that is no table."""
    text = start.removeprefix(b"\xef\xbb\xbf")
    for beginning, advice in _ADVICE:
        if re.match(beginning, text):
            raise UsageError(_(advice).format(path=path))
