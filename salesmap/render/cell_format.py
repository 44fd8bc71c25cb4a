"""Values as a person reads them."""

from collections.abc import Callable
from typing import Any

from salesmap.core.clock import Clock, from_instant
from salesmap.core.i18n import _, is_bound_to_english, label, word
from salesmap.core.table import Column, Table, major
from salesmap.render.sanitize import clean

_PREVIOUS = "previous_"
"""How the columns of an earlier period are named, before the name of the column compared."""


def cells(rows: Table, clock: Clock, *, as_keys: bool = False) -> list[list[str]]:
    """Return every cell as clean text, in the order of the columns.

    `as_keys`: keys and words as they are stored, not the labels that people read.
    """
    order = rows.names() + list(rows.words)
    readers = [
        (order.index(column.display_column), _text)
        if column.display_column in order and not (as_keys and column.kind == "key")
        else (index, _writer(column, clock, as_keys))
        for index, column in enumerate(rows.columns)
    ]
    return [
        *rows.written(
            lambda row: [
                "" if row[index] is None else write(row[index]) for index, write in readers
            ]
        )
    ]


def heading(name: str) -> str:
    """Return the heading of a column on a screen, in the language bound."""
    if name.startswith(_PREVIOUS):
        return _("{heading} (previous)").format(heading=heading(name.removeprefix(_PREVIOUS)))
    if not is_bound_to_english():
        return clean(label(name))
    from salesmap.core.wording.headings import english_heading

    return clean(english_heading(name))


def _writer(column: Column, clock: Clock, as_keys: bool) -> Callable[[Any], str]:
    if column.kind == "word":
        if not is_bound_to_english():
            return _word
        if as_keys:
            return _text
        labels = _labels(column)
        return lambda value: labels.get(value) or _word(value)
    if column.kind == "instant":
        return lambda value: from_instant(value).astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")
    return _WRITERS.get(column.kind, _text)


def _labels(column: Column) -> dict[str, str]:
    from salesmap.core.wording.headings import WORDS

    return WORDS.get(column.name, {})


def _text(value: Any) -> str:
    return clean(str(value))


def _word(value: str) -> str:
    """Return a word in the bound language; some columns of words hold free text as well."""
    return clean(word(value))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _money(cents: int) -> str:
    amount = major(cents)
    return f"{amount:,}" if isinstance(amount, int) else f"{amount:,.2f}"


def _list(text: str) -> str:
    import json

    return clean(_(", ").join("–" if item is None else str(item) for item in json.loads(text)))


def _object(text: str) -> str:
    import json

    return clean(", ".join(f"{key}={value}" for key, value in json.loads(text).items()))


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


_WRITERS: dict[str, Callable[[Any], str]] = {
    "int": str,
    "number": _number,
    "ratio": lambda value: f"{value:.1%}",
    "money": _money,
    "list": _list,
    "object": _object,
    "yesno": _yes_or_no,
}
