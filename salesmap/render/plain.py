"""Rows for pipes, mails and logs: tab-separated values under a header line; no colour, no borders, nothing cut."""

from salesmap.core.clock import Clock
from salesmap.core.i18n import is_bound_to_english, label
from salesmap.core.table import Table
from salesmap.render.cell_format import cells
from salesmap.render.sanitize import clean


def plain(rows: Table, clock: Clock) -> str:
    """The rows as text, one line each; a tab within a value is shown as its picture."""
    # English heads are the fields' own names, for scripts.
    heads = (
        rows.names()
        if is_bound_to_english()
        else [label(column.title or column.name) for column in rows.columns]
    )
    lines = [[clean(head) for head in heads], *cells(rows, clock)]
    return "\n".join("\t".join(line) for line in lines)
