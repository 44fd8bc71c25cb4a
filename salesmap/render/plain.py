"""Rows as tab-separated lines for pipes, mails and logs: no color, no borders, nothing cut."""

from collections.abc import Iterator

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
    kinds = [column.kind for column in rows.columns]
    for row in rows.values:
        yield "\t".join(
            clean(str(bare(_local(value, clock) if kind == "instant" else value, kind)))
            for value, kind in zip(row, kinds, strict=False)
        )


def message_text(rows: Table, clock: Clock) -> str:
    """Return the rows for a mail or chat: headings and labels, a line for each row."""
    heads = [heading(column.title or column.name) for column in rows.columns]
    return "\n".join("\t".join(line) for line in (heads, *cells(rows, clock)))


def _local(value: str | None, clock: Clock) -> str | None:
    if value is None:
        return None
    return from_instant(value).astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")
