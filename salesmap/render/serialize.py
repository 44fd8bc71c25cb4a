"""Rows for programs: CSV, TSV and ids. Keys are never translated, values are exact."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from salesmap.core.table import NUMBERS, Table, major
from salesmap.render.sanitize import clean

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def csv_lines(rows: Table, delimiter: str, on_terminal: bool) -> Iterator[str]:
    """Yield CSV or TSV under a header of field names, a record at a time, without the line end.

    A text that a spreadsheet would run as a formula gets a leading `'`. Values are exact unless
    they go to a terminal.
    """
    import csv

    record: list[str] = []
    # The writer quotes only what is in its line end, and a bare CR in a cell would end a row.
    out = SimpleNamespace(write=lambda line: record.append(line.removesuffix("\r\n")))
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_cell(name, "text", on_terminal) for name in rows.names()])
    yield record.pop()
    kinds = [column.kind for column in rows.columns]
    for cells in rows.written(
        lambda row: [
            _cell(value, kind, on_terminal) for value, kind in zip(row, kinds, strict=False)
        ]
    ):
        writer.writerow(cells)
        yield record.pop()


def id_lines(rows: Table) -> Iterator[str]:
    """Yield the first column, a line each."""
    return (clean(str(row[0])) for row in rows.values)


def bare(value: Any, kind: str) -> Any:
    """Return a value as a script reads it: no thousands separators, no percent signs."""
    if value is None:
        return ""
    if kind == "money":
        return major(value)
    if kind == "yesno":
        return "true" if value else "false"
    return joined(value) if kind == "list" else value


def guard(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula."""
    bare = text.lstrip("'")
    return f"'{text}" if bare.startswith(_FORMULA_STARTS) else text


def joined(text: str) -> str:
    """Return a JSON list as `a, b`, or as JSON if an item contains a comma or semicolon."""
    import json

    items = ["" if item is None else str(item) for item in json.loads(text)]
    return (
        text
        if any("," in item or ";" in item or item.startswith("[") for item in items)
        else ", ".join(items)
    )


def _cell(value: Any, kind: str, on_terminal: bool) -> Any:
    value = bare(value, kind)
    if kind in NUMBERS or kind == "yesno":
        return value
    text = guard(str(value))
    return clean(text) if on_terminal else text
