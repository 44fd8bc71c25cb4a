"""Cells that no value of their kind can hold, because somebody damaged the record."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from salesmap.core.commit_state import damaged
from salesmap.core.i18n import _, label


def readable_row(kinds: Sequence[tuple[str, str]], row: tuple[Any, ...]) -> tuple[Any, ...] | None:
    """Return a row without its unreadable cells, which are told; None if it has none.

    `kinds` are the names and kinds of the columns, see `core.table.KINDS`.
    """
    bad = [
        index
        for index, ((_name, kind), value) in enumerate(zip(kinds, row, strict=False))
        if value is not None and not _is_readable(kind, value)
    ]
    if not bad:
        return None
    text = _("Damaged record ({record}): {column} {value!r} cannot be read and is left out.")
    for index in bad:
        column = label(kinds[index][0])
        damaged.append(
            text.format(record=f"{kinds[0][0]} {row[0]}", column=column, value=row[index])
        )
    return tuple(None if index in bad else value for index, value in enumerate(row))


def _is_readable(kind: str, value: Any) -> bool:
    if kind in ("int", "number", "ratio", "money"):
        return isinstance(value, int | float)
    if isinstance(value, bytes):
        return False
    try:
        if kind == "day":
            date.fromisoformat(value)
        elif kind == "instant":
            datetime.fromisoformat(value)
        elif kind in ("list", "object"):
            import json

            json.loads(value)
    except (TypeError, ValueError):
        return False
    return True
