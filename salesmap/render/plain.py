"""Rows as tab-separated lines for pipes, mails and logs: no color, no borders, nothing cut."""

from salesmap.core.clock import Clock
from salesmap.core.i18n import is_bound_to_english
from salesmap.core.table import Table
from salesmap.render.cell_format import cells, heading
from salesmap.render.sanitize import clean


def plain(rows: Table, clock: Clock) -> str:
    """Return the rows as text, a line each under a header; a tab in a value becomes its picture."""
    # In English for scripts: names and keys, not headings and labels.
    is_english = is_bound_to_english()
    heads = (
        [clean(name) for name in rows.names()]
        if is_english
        else [heading(column.title or column.name) for column in rows.columns]
    )
    lines = [heads, *cells(rows, clock, as_keys=is_english)]
    return "\n".join("\t".join(line) for line in lines)
