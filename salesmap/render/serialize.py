"""Rows for programs: JSON, CSV, TSV and ids. Keys are never translated, values are exact."""

import csv
import json
from types import SimpleNamespace
from typing import Any

from salesmap.core.table import NUMBERS, Table, major
from salesmap.render.sanitize import clean, clean_json

_FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


def as_json(rows: Table, *, single: bool = False) -> str:
    """Return a JSON list of objects, or the only object."""
    dicts = rows.dicts()
    return dumps(dicts[0] if single else dicts)


def dumps(value: Any) -> str:
    """Return a plain value as JSON that steers no terminal."""
    return clean_json(json.dumps(value, ensure_ascii=False, indent=2))


def as_csv(rows: Table, delimiter: str, on_terminal: bool) -> str:
    """Return CSV or TSV under a header of field names.

    A text that a spreadsheet would run as a formula gets a leading `'`. Values are exact unless
    they go to a terminal.
    """
    lines: list[str] = []
    # The writer quotes only what is in its line end, and a bare CR in a cell would end a row.
    out = SimpleNamespace(write=lambda line: lines.append(line.removesuffix("\r\n")))
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_cell(name, "text", on_terminal) for name in rows.names()])
    kinds = [column.kind for column in rows.columns]
    for row in rows.values:
        writer.writerow(
            [_cell(value, kind, on_terminal) for value, kind in zip(row, kinds, strict=False)]
        )
    return "\n".join(lines)


def as_ids(rows: Table) -> str:
    """Return the first column, a line each."""
    return "\n".join(clean(str(row[0])) for row in rows.values)


def guard(text: str) -> str:
    """Return a text cell that no spreadsheet takes for a formula."""
    bare = text.lstrip("'")
    return f"'{text}" if bare.startswith(_FORMULA_STARTS) else text


def joined(text: str) -> str:
    """Return a JSON list as `a, b`, or as JSON if an item contains a comma or semicolon."""
    items = [str(item) for item in json.loads(text)]
    return (
        text
        if any("," in item or ";" in item or item.startswith("[") for item in items)
        else ", ".join(items)
    )


def _cell(value: Any, kind: str, on_terminal: bool) -> Any:
    if value is None:
        return ""
    if kind == "money":
        return major(value)
    if kind in NUMBERS:
        return value
    if kind == "yesno":
        return "true" if value else "false"
    text = guard(joined(value) if kind == "list" else str(value))
    return clean(text) if on_terminal else text
