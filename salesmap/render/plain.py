"""Rows for pipes, mails and logs: tab-separated values under a header line; no colour, no borders, nothing cut."""

from salesmap.clock import Clock
from salesmap.i18n import label
from salesmap.render.cleaning import clean
from salesmap.render.words import cells
from salesmap.rows import Rows


def plain(rows: Rows, clock: Clock) -> str:
    """The rows as text, one line each; a tab within a value is shown as its picture."""
    lines = [[clean(label(name)) for name in rows.names()], *cells(rows, clock)]
    return "\n".join("\t".join(line) for line in lines)
