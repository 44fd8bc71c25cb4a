"""A value as a person reads it."""

from collections.abc import Callable
from typing import Any

from salesmap.core.clock import Clock, from_instant
from salesmap.core.i18n import _, is_bound_to_english, label
from salesmap.core.table import Column, Table, major
from salesmap.render.sanitize import clean


def cells(rows: Table, clock: Clock) -> list[list[str]]:
    """Every cell as clean text, in the order of the columns."""
    places = rows.names() + list(rows.words)
    sources = [
        places.index(column.display_column) if column.display_column in places else number
        for number, column in enumerate(rows.columns)
    ]
    writers = [
        _text if column.display_column in places else _writer(column, clock)
        for column in rows.columns
    ]
    return [
        [
            "" if row[source] is None else write(row[source])
            for source, write in zip(sources, writers, strict=True)
        ]
        for row in rows.values
    ]


def heading(name: str) -> str:
    """A field's name in words."""
    return clean(name.replace("_", " ").capitalize() if is_bound_to_english() else label(name))


def _writer(column: Column, clock: Clock) -> Callable[[Any], str]:
    if column.kind == "instant":
        return lambda value: from_instant(value).astimezone(clock.zone).strftime("%Y-%m-%d %H:%M")
    return _WRITERS.get(column.kind, _text)


def _text(value: Any) -> str:
    return clean(str(value))


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _money(cents: int) -> str:
    amount = major(cents)
    return f"{amount:,}" if isinstance(amount, int) else f"{amount:,.2f}"


def _list(text: str) -> str:
    import json

    return clean(_(", ").join(str(item) for item in json.loads(text)))


def _object(text: str) -> str:
    import json

    return clean(", ".join(f"{key}={value}" for key, value in json.loads(text).items()))


def _word(value: str) -> str:
    return _(value)


def _yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")


_WRITERS: dict[str, Callable[[Any], str]] = {
    "int": str,
    "number": _number,
    "ratio": lambda value: f"{value:.1%}",
    "money": _money,
    "list": _list,
    "object": _object,
    "word": _word,
    "yesno": _yes_or_no,
}
