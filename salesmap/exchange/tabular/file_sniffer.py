"""Files that hold no table, recognized by how they begin."""

import re
from pathlib import Path

from salesmap.core.i18n import N_
from salesmap.exchange.errors import UnreadableFileError, VcardFileError

_VCARD = rb"\s*BEGIN:VCARD"
_PROBLEMS = (
    (
        rb"\xd0\xcf\x11\xe0",
        N_(
            "Cannot read {path}: it is an old Excel file or has a password; save it as .xlsx "
            "without a password."
        ),
    ),
    (rb"%PDF", N_("Cannot read {path}: it is a PDF; export the sheet as CSV or .xlsx.")),
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
    """Raise VcardFileError, UnreadableFileError for a file that begins like something else."""
    content = start.removeprefix(b"\xef\xbb\xbf")
    if re.match(_VCARD, content):
        raise VcardFileError(path)
    for beginning, problem in _PROBLEMS:
        if re.match(beginning, content):
            raise UnreadableFileError(path, problem)
