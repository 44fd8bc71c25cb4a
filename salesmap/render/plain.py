"""Rows as tab-separated lines for pipes, mails and logs: no color, no borders, nothing cut."""

from collections.abc import Iterator
from typing import Any

from salesmap.core.clock import Clock, from_instant
from salesmap.core.table import Table
from salesmap.render.cell_format import cells, heading
from salesmap.render.sanitize import clean
from salesmap.render.serialize import bare


def plain_lines(rows: Table, clock: Clock) -> Iterator[str]:
    """Yield a header of field names and a line for each row.

    Keys and bare numbers as in `tsv`, in every language; instants are local time. A tab or line
    break in a value becomes its picture, and nothing is quoted.
    """
    yield "\t".join(clean(name) for name in rows.names())
    order = rows.names() + list(rows.words)
    readers = [
        # A text that is made for people has no key to be read by.
        (order.index(column.display_column or column.name), "text")
        if column.kind == "text" and column.display_column in order
        else (index, column.kind)
        for index, column in enumerate(rows.columns)
    ]
    yield from rows.written(
        lambda row: "\t".join(
            [clean(str(_cell(row[index], kind, clock))) for index, kind in readers]
        )
    )


def message_text(rows: Table, clock: Clock) -> str:
    """Return the rows for a mail or chat: headings and labels, a line for each row."""
    heads = [heading(column.title or column.name) for column in rows.columns]
    return "\n".join("\t".join(line) for line in (heads, *cells(rows, clock)))


def _cell(value: Any, kind: str, clock: Clock) -> Any:
    if kind == "instant" and value is not None:
        return from_instant(value).astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")
    return bare(value, kind)
